"""What holds for all panels together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class Shown(QObject):
    """Notes every window that opens."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_no_part_flashes_up_as_a_window_of_its_own_and_takes_the_keyboard(
    window, panel, qapp: QApplication
) -> None:
    """A label shown before it has a parent is a window for a moment; on a real desktop it takes the keyboard."""
    shown = Shown()
    qapp.installEventFilter(shown)
    for card in panel("flow_board").board.cards:
        window.bench.active.choose_patient(card.patient_id, card.encounter_id)
    for key in ("front", "checkout", "office", "rooming"):
        window.choose_perspective(key)
    for each in window.panels:
        each.refresh()
    qapp.processEvents()
    qapp.removeEventFilter(shown)
    assert shown.windows == []
    assert window.isActiveWindow()


def test_enter_in_a_dialog_saves_and_never_cancels(window, qtbot) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from ma_desktop.views.dialogs.ask_reason import AskReason

    heard: list[str] = []
    ask = AskReason(window.bench, "Why?", "", heard.append, choices=("a", "b"), parent=window)
    ask.open()
    QTest.keyClicks(ask.focusWidget(), "called")
    QTest.keyClick(ask.focusWidget(), Qt.Key.Key_Return)
    assert heard == ["called"]
