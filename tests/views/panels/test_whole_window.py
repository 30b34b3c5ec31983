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


def test_enter_on_cancel_cancels_and_on_any_other_button_presses_it(window) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QPushButton

    from ma_desktop.views.dialogs.ask_reason import AskReason

    heard: list[str] = []
    ask = AskReason(window.bench, "Why?", "", heard.append, choices=("a", "b"), parent=window)
    pressed: list[bool] = []
    more = QPushButton("More")
    more.setAutoDefault(False)
    more.clicked.connect(lambda: pressed.append(True))
    ask.foot.insertWidget(0, more)
    ask.open()
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Return)
    assert pressed == [True]
    assert ask.isVisible()
    ask.no_button.setFocus()
    QTest.keyClick(ask.no_button, Qt.Key.Key_Enter)
    assert heard == []
    assert not ask.isVisible()


def test_vitals_and_billing_say_whose_they_are_docked_and_floated(window, panel) -> None:
    """The dock may float on another screen, far from the banner; its title bar names nobody."""
    from ma_desktop.models import Encounter

    visit = Encounter.get(Encounter.stage == "provider")
    patient = visit.patient
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    for perspective, name in (("rooming", "vitals"), ("checkout", "billing")):
        window.choose_perspective(perspective)
        line, dock = panel(name).who, window.workspace.docks[name]
        assert line.isVisible()
        assert line.words.text() == f"{patient.family}, {patient.given} · born {patient.birth_date:%m/%d/%Y}"
        dock.setFloating(True)
        assert line.isVisible()
        assert patient.family not in dock.windowTitle()
        dock.setFloating(False)
    other = Encounter.get(Encounter.stage == "roomed")
    window.bench.active.choose_patient(other.patient_id, other.id)
    assert panel("billing").who.words.text().startswith(other.patient.family)
    window.bench.active.choose_patient(other.patient_id)
    assert panel("billing").who.words.text() == ""
