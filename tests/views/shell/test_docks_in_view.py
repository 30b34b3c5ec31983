"""Only what can be seen is built and read: docks behind a tab, closed, or passing over the screen are not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def narrow(bench) -> None:
    """A laptop's window: the docks of a column stand behind each other."""
    docks = bench.window.workspace.docks
    bench.window.resize(1366, 768)
    bench.qtbot.waitUntil(lambda: docks["below"] in bench.window.workspace.tabifiedDockWidgets(docks["left"]))
    bench.qtbot.waitUntil(lambda: not docks["below"].in_front)


def test_a_panel_behind_a_tab_is_read_when_its_tab_is_chosen(inline) -> None:
    narrow(inline)
    below, left = inline.panel("below"), inline.panel("left")
    painted = len(below.painted_with)
    inline.bench.active.choose_patient(1)
    assert left.painted_with[-1][1].patient_id == 1
    assert below.stale
    assert len(below.painted_with) == painted
    bar = next(bar for bar in inline.window.workspace.tab_bars() if bar.count() == 2)
    inline.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert below.visible()
    assert below.painted_with[-1][1].patient_id == 1
    assert not left.visible()


def test_arranging_docks_reads_none_that_only_passes_by(inline) -> None:
    narrow(inline)
    below = inline.panel("below")
    inline.bench.active.choose_patient(1)
    painted = len(below.painted_with)
    QTest.keyClick(inline.window, Key.Key_1, CTRL)
    QTest.keyClick(inline.window, Key.Key_2, CTRL)
    inline.qtbot.wait(20)
    assert len(below.painted_with) == painted
    assert below.stale


def test_the_key_of_a_panel_behind_a_tab_brings_it_to_the_front(inline) -> None:
    narrow(inline)
    below = inline.panel("below")
    inline.bench.active.choose_patient(2)
    inline.window.raise_panel("below")
    inline.qtbot.waitUntil(below.visible)
    assert below.painted_with[-1][1].patient_id == 2
    assert below.field.hasFocus()


def test_f6_goes_only_through_what_can_be_seen(inline) -> None:
    narrow(inline)
    assert "below" not in [panel.name for panel in inline.window.workspace.in_order()]


def test_what_a_perspective_leaves_out_stays_out_the_second_time(inline) -> None:
    right = inline.panel("right")
    for key in (Key.Key_1, Key.Key_2, Key.Key_1):
        QTest.keyClick(inline.window, key, CTRL)
        assert right.visible() is (key == Key.Key_2)
