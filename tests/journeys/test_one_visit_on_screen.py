"""The same visit through the real window on a real encrypted record: once by mouse alone, once by keys alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDeadlineTimer, QPoint, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.units import KG_PER_LB
from ma_desktop.models import (
    Appointment,
    AuditEvent,
    ChargeItem,
    Condition,
    Coverage,
    DocumentReference,
    Encounter,
    EncounterStatusHistory,
    HealthcareService,
    Location,
    Observation,
    Patient,
    PaymentNotice,
    Practitioner,
    ReviewedList,
)
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.views import theme
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.dialogs.find_slot import FindSlot
from ma_desktop.views.dialogs.preview import Preview
from ma_desktop.views.dialogs.review_allergies import ReviewAllergies
from ma_desktop.views.dialogs.review_medicines import ReviewMedicines
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.paper import page_sizes
from ma_desktop.views.shell.seat import make_ports
from ma_desktop.views.tasks import InlineTasks
from ma_desktop.views.workbench import Workbench

Key, ALT, CTRL, LEFT = (
    Qt.Key,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.MouseButton.LeftButton,
)


@pytest.fixture
def window(desk: Desk, record: object, qtbot: QtBot, qapp: object) -> MainWindow:
    theme.apply(qapp, "light")
    bench = Workbench(desk, InlineTasks())
    made = MainWindow(bench, make_ports(record, desk))
    qtbot.addWidget(made)
    made.resize(1680, 1020)
    made.show()
    made.begin()
    made.choose_perspective("rooming")
    QApplication.processEvents()  # the docks take the activation while they are arranged
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def panel(window: MainWindow, name: str) -> Any:
    return next(p for p in window.panels if p.name == name)


def dialog(window: MainWindow, kind: type[Dialog]) -> Any:
    found = [d for d in window.findChildren(kind) if d.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def visit_now(window: MainWindow) -> Encounter:
    return Encounter.get_by_id(window.bench.focus.encounter_id)


def steps_logged() -> int:
    """Changes of the record in the log; looking at something is no step."""
    rows = AuditEvent.select().where(
        AuditEvent.outcome == "ok", AuditEvent.action.in_(["change", "change-final"])
    )
    return sum(row.entities != "[]" for row in rows)


def board(window: MainWindow) -> list[str]:
    """The accessible words of the flow board's cards."""
    panel(window, "flow_board").widget()
    from ma_desktop.services.visit.flow_board import flow_board

    return [
        str(card.stage)
        for card in flow_board(window.bench.desk).cards
        if card.encounter_id == window.bench.focus.encounter_id
    ]


class Mouse:
    """Clicks what a person would see. Words are typed on the keyboard, nothing else is."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def click(self, widget: QWidget) -> None:
        QApplication.processEvents()
        assert widget.isVisible(), widget.accessibleName()
        assert widget.isEnabled(), widget.accessibleName()
        QTest.mouseClick(widget, LEFT)

    def button(self, name: str, inside: QWidget | None = None) -> None:
        """The visible button whose accessible name begins so."""
        QApplication.processEvents()
        for found in (inside or self.window).findChildren(QPushButton):
            if found.isVisible() and found.accessibleName().startswith(name):
                self.click(found)
                return
        raise AssertionError(f"no button {name!r}")

    def wait_for(self, widget: QWidget) -> None:
        """As a person would: until it is there."""
        deadline = QDeadlineTimer(10_000)
        while not widget.isVisible() and not deadline.hasExpired():
            QTest.qWait(20)
        assert widget.isVisible(), widget.accessibleName()

    def type(self, field: QWidget, words: str) -> None:
        self.click(field.viewport() if hasattr(field, "viewport") else field)
        QTest.keyClicks(field, words)

    def pick(self, words: str) -> None:
        """An entry of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(a for a in menu.actions() if words in a.text() and a.isEnabled())
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())

    def choose(self, box: QComboBox, words: str) -> None:
        self.click(box)
        QTest.qWait(QApplication.doubleClickInterval() + 50)
        view = box.view()
        index = box.model().index(next(i for i in range(box.count()) if words in box.itemText(i)), 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())


def test_one_visit_by_mouse(window: MainWindow, tmp_path: Path) -> None:
    walk_by_mouse(window, tmp_path)


def walk_by_mouse(window: MainWindow, tmp_path: Path) -> None:
    """From the door to the paper, also in a practice that was set up a minute ago. ``tmp_path``: an empty folder."""
    mouse = Mouse(window)
    chart, vitals, billing = (panel(window, name) for name in ("patient_chart", "vitals", "billing"))
    mouse.button("Walk-in")
    book = dialog(window, Book)
    mouse.type(book.who, "Zander Quill")
    mouse.click(book.new_button)
    assert (book.family.text(), book.given.text()) == ("Quill", "Zander")
    mouse.type(book.birth, "3/14/68")
    mouse.type(book.phone, "9375558181")
    mouse.choose(book.service, "BP check")
    mouse.click(book.yes_button)
    assert visit_now(window).stage == "arrived"
    assert "Quill, Zander" in chart.banner.name.text()

    mouse.button("Checked: Identity")
    mouse.button("Confirm: Confirm address")
    mouse.click(chart.visit_tab.next_button)
    mouse.pick("Room")
    assert visit_now(window).stage == "roomed"

    mouse.type(chart.visit_tab.reason, "My pressure was high")
    mouse.click(chart.visit_tab.reason_card.save_button)
    assert "“My pressure was high”" in chart.visit_tab.reason_card.quote.words.text()
    assert window.bench.desk.worker.name in chart.visit_tab.reason_card.by.text()

    mouse.type(vitals.entries["pulse"].input, "88")
    mouse.type(vitals.entries["blood_pressure"].input, "152/94")
    mouse.click(vitals.entries["pulse"].input)
    assert "second measurement required" in vitals.chip.text()
    mouse.type(vitals.entries["blood_pressure.2"].input, "148/92")
    mouse.click(vitals.save_button)
    assert visit_now(window).stage == "vitals"
    assert "average BP 150/93" in vitals.summary.text()
    assert vitals.entries["blood_pressure"].saved.isVisible()

    mouse.button("Reviewed: Allergies")
    allergies = dialog(window, ReviewAllergies)
    mouse.type(allergies.substance, "Latex")
    mouse.type(allergies.reaction, "rash")
    mouse.click(allergies.add_button)
    mouse.click(allergies.yes_button)
    assert "Latex — rash" in [chip.text() for chip in chart.banner.findChildren(type(vitals.chip))]
    mouse.button("Reviewed: Medicines")
    medicines = dialog(window, ReviewMedicines)
    assert medicines.yes_button.text() == "Takes no medicines"
    mouse.click(medicines.yes_button)
    for wanted in ("ready", "provider"):
        mouse.click(chart.visit_tab.next_button)
        assert visit_now(window).stage == wanted

    mouse.type(chart.visit_tab.plan, "Home readings for two weeks")
    mouse.click(chart.visit_tab.next_button)
    assert visit_now(window).stage == "provider", "what is typed must not stay behind unsaved"
    mouse.type(chart.visit_tab.next_steps, "Measure twice a day.")
    mouse.type(chart.visit_tab.follow_up, "2 weeks")
    mouse.click(chart.visit_tab.plan_card.save_button)
    mouse.click(chart.visit_tab.next_button)
    assert visit_now(window).stage == "checkout"

    mouse.click(window.bar.segments.button(2))
    mouse.type(billing.search, "htn")
    mouse.wait_for(billing.found)
    QTest.mouseClick(billing.found.viewport(), LEFT, pos=QPoint(20, 10))
    mouse.type(billing.fee, "99211")
    mouse.wait_for(billing.found)
    QTest.mouseClick(billing.found.viewport(), LEFT, pos=QPoint(20, 10))
    charge = ChargeItem.select().where(ChargeItem.encounter == visit_now(window).id).get()
    assert (charge.code, charge.pointers) == ("99211", ["A"])
    mouse.type(billing.amount, "20")
    mouse.click(billing.take)
    save(mouse, dialog(window, Preview), tmp_path / "receipt.pdf")
    mouse.button("Book: Next appointment")
    again = dialog(window, FindSlot)
    again.first.clear()
    mouse.type(again.first, "12/7/2026")
    assert "December 7" in again.results.item(0).text()
    mouse.click(again.yes_button)
    for name in ("Print: After-visit", "Print: Superbill"):
        mouse.button(name)
        save(mouse, dialog(window, Preview), tmp_path / f"{name[7:12]}.pdf")
    mouse.click(chart.visit_tab.next_button)
    done(window, tmp_path)


def save(mouse: Mouse, preview: Any, path: Path) -> None:
    """The file dialog is the system's own; its answer is given for it here, and typed in the journey by keys."""
    mouse.click(preview.save_button)
    files = preview.findChild(QFileDialog)
    assert files.isVisible()
    files.fileSelected.emit(str(path))
    files.close()
    assert path.read_bytes().startswith(b"%PDF")
    mouse.click(preview.no_button)


def done(window: MainWindow, folder: Path) -> None:
    """Closed, billed, on paper; the room waits to be cleaned."""
    visit = Encounter.select().order_by(Encounter.id.desc()).first()
    assert visit.stage == "billed"
    stages = [
        r.stage for r in EncounterStatusHistory.standing().where(EncounterStatusHistory.encounter == visit.id)
    ]
    assert stages == ["arrived", "roomed", "vitals", "ready", "provider", "checkout", "billed"]
    kinds = {row.kind for row in DocumentReference.select().where(DocumentReference.encounter == visit.id)}
    assert {"receipt", "after-visit-summary", "superbill"} <= kinds
    assert len(list(folder.glob("*.pdf"))) == 3
    assert PaymentNotice.select().where(PaymentNotice.encounter == visit.id).count() == 1
    assert Location.select().where(Location.state == "dirty").exists()


class Keys:
    """Presses keys only; they go to whatever has the keyboard, as from a hand.

    ``count``: strokes so far; ``letters``: how many of them were words and numbers that the record keeps or searches.
    ``straight``: nothing is tried out with Undo in between.
    """

    def __init__(self, window: MainWindow, *, straight: bool = False) -> None:
        self.window, self.count, self.letters, self.straight = window, 0, 0, straight

    def target(self) -> QWidget:
        QApplication.processEvents()
        if QApplication.activeWindow() is None:  # a window manager would give it back when a dialog closes
            (QApplication.activeModalWidget() or self.window).activateWindow()
            QTest.qWait(20)
        here = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        return here or self.window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        QTest.keyClick(self.target(), key, modifier)

    def alt(self, letter: str) -> None:
        self.press(getattr(Key, f"Key_{letter}"), ALT)

    def type(self, words: str) -> None:
        self.count += len(words)
        self.letters += len(words)
        QTest.keyClicks(self.target(), words)

    def line(self, words: str) -> None:
        self.type(words)
        self.press(Key.Key_Return)

    def tab_to(self, widget: QWidget) -> None:
        """By Tab alone; the field must be reachable."""
        for _turn in range(80):
            if QApplication.focusWidget() is widget:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {widget.accessibleName()}")

    def command(self, words: str) -> None:
        self.press(Key.Key_K, CTRL)
        self.line(words)


def check_step(
    window: MainWindow, keys: Keys, act: Callable[[], object], state: Callable[[], object]
) -> None:
    """One step is one entry in the log; Undo by key brings the state back; done again it stands."""
    before, logged = state(), steps_logged()
    act()
    after = state()
    assert after != before
    assert steps_logged() == logged + 1
    if keys.straight:
        return
    keys.command("undo")
    assert state() == before
    last = AuditEvent.select().order_by(AuditEvent.seq.desc()).first()
    assert ["AuditEvent", "UNDO"] in [[e[0], e[2]] for e in json.loads(last.entities)]
    act()
    assert state() == after


def insured() -> Patient:
    """Somebody with a copay who is not in the office today."""
    here = Encounter.select(Encounter.patient).where(
        Encounter.stage.not_in(["billed", "noshow", "cancelled"])
    )
    today = Appointment.select(Appointment.patient).where(Appointment.start >= "2026-11-23")
    return (
        Patient.select()
        .join(Coverage, on=Coverage.patient == Patient.id)
        .where(
            Coverage.copay.is_null(False) & (Coverage.copay > 0) & (Coverage.qmb == 0) & (Patient.birth_date < "1990")
            & Patient.id.not_in(here) & Patient.id.not_in(today) & Coverage.ends_on.is_null()
        )
        .first()
    )  # fmt: skip


def test_one_visit_by_keys(window: MainWindow, tmp_path: Path) -> None:
    walk_by_keys(window, Keys(window), tmp_path, save_by_keys)


#: What the README's tour says; a change that costs more strokes than the margin has to be meant.
STROKES, MARGIN = 197, 20


def test_the_strokes_of_one_visit_from_walk_in_to_printed_pages(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    keys = Keys(window, straight=True)
    walk_by_keys(window, keys, tmp_path, print_by_keys)
    assert abs(keys.count - STROKES) <= MARGIN, (keys.count, keys.letters)


def walk_by_keys(window: MainWindow, keys: Keys, tmp_path: Path, take: Callable[..., None]) -> None:
    """``take``: what is done with a previewed page."""
    chart, vitals = panel(window, "patient_chart"), panel(window, "vitals")
    who = insured()
    keys.command("walk-in")
    book = dialog(window, Book)
    keys.line(who.record_number)
    assert book.patient_id == who.id
    keys.tab_to(book.service)
    while "BP check" not in book.service.currentText():
        keys.press(Key.Key_Down)
    keys.press(Key.Key_Return)
    visit = visit_now(window).id
    assert visit_now(window).patient_id == who.id
    assert board(window) == ["arrived"]

    def encounter() -> Encounter:
        return Encounter.get_by_id(visit)

    def stage() -> str:
        return str(encounter().stage)

    check_step(window, keys, lambda: keys.alt("I"), lambda: bool(encounter().identity_checked_at))
    if any(need.key == "coverage" and need.missing for need in chart.visit_tab.visit.needs):
        keys.alt("G")
    if any(need.key == "contact" and need.missing for need in chart.visit_tab.visit.needs):
        keys.alt("K")

    def room() -> None:
        keys.press(Key.Key_Return, ALT)
        keys.press(Key.Key_Return)

    check_step(window, keys, room, stage)
    assert board(window) == ["roomed"]

    def reason() -> None:
        keys.alt("R")
        keys.type("My pressure was high")
        keys.press(Key.Key_Return, CTRL)

    check_step(window, keys, reason, lambda: encounter().reason)

    def measure() -> None:
        keys.alt("V")
        assert QApplication.focusWidget() is vitals.entries["pulse"].input
        keys.line("88")
        keys.press(Key.Key_Down)  # nobody counts the breaths at this kind of visit
        keys.type("152/94")
        keys.press(Key.Key_Return)
        assert QApplication.focusWidget() is vitals.entries["blood_pressure.2"].input
        keys.type("148/92")
        keys.press(Key.Key_Return, CTRL)

    check_step(
        window,
        keys,
        measure,
        lambda: (stage(), Observation.standing().where(Observation.encounter == visit).count()),
    )
    assert board(window) == ["vitals"]

    def review(letter: str) -> Callable[[], None]:
        def act() -> None:
            keys.alt(letter)
            keys.press(Key.Key_Return)

        return act

    def reviews() -> list[str]:
        return [row.code for row in ReviewedList.standing().where(ReviewedList.encounter == visit)]

    check_step(window, keys, review("A"), reviews)
    check_step(window, keys, review("M"), reviews)
    for wanted in ("ready", "provider"):
        check_step(window, keys, lambda: keys.press(Key.Key_Return, ALT), stage)
        assert board(window) == [wanted]

    def plan() -> None:
        keys.alt("P")
        keys.press(Key.Key_A, CTRL)
        keys.type("Home readings for two weeks")
        keys.press(Key.Key_Tab)
        keys.type("Measure twice a day.")
        keys.press(Key.Key_Tab)
        keys.type("2 weeks")
        keys.press(Key.Key_Tab)  # also closes the list of suggestions
        keys.alt("L")

    check_step(window, keys, plan, lambda: (encounter().plan, encounter().follow_up))
    check_step(window, keys, lambda: keys.press(Key.Key_Return, ALT), stage)
    assert board(window) == ["checkout"]
    finish_by_keys(window, keys, visit, tmp_path, take)


def finish_by_keys(
    window: MainWindow, keys: Keys, visit: int, folder: Path, take: Callable[..., None]
) -> None:
    def add(letter: str, words: str) -> Callable[[], None]:
        def act() -> None:
            keys.alt(letter)
            keys.line(words)

        return act

    def coded() -> list[str]:
        mine = Condition.standing().where(
            Condition.encounter == visit, Condition.category == "encounter-diagnosis"
        )
        charges = ChargeItem.standing().where(ChargeItem.encounter == visit)
        return [row.code for row in (*mine, *charges)]

    check_step(window, keys, add("D", "high blood pressure"), coded)
    check_step(window, keys, add("H", "99211"), coded)
    assert coded() == ["I10", "99211"]
    # The receipt opens by itself; taking the money back is a step of its own, so no Undo here.
    logged = steps_logged()
    keys.alt("T")
    assert steps_logged() == logged + 1
    take(window, keys, folder / "receipt.pdf")
    keys.alt("N")
    again = dialog(window, FindSlot)
    keys.tab_to(again.first)
    keys.press(Key.Key_A, CTRL)
    keys.type("12/7/2026")
    keys.press(Key.Key_Return)
    for letter in ("U", "B"):
        keys.alt(letter)
        take(window, keys, folder / f"{letter}.pdf")
    keys.press(Key.Key_Return, ALT)
    done(window, folder)


def save_by_keys(window: MainWindow, keys: Keys, path: Path) -> None:
    preview = dialog(window, Preview)
    keys.tab_to(preview.save_button)
    keys.press(Key.Key_Space)
    keys.press(Key.Key_A, CTRL)
    keys.line(str(path))
    assert path.read_bytes().startswith(b"%PDF")
    keys.press(Key.Key_Escape)


def print_by_keys(window: MainWindow, keys: Keys, path: Path) -> None:
    """Ctrl+P, Enter in the system's own dialog (its answer is given for it here: a PDF printer), both identifiers, Esc."""
    preview = dialog(window, Preview)
    keys.press(Key.Key_P, CTRL)
    asked = preview.findChild(QPrintDialog)
    assert asked.isVisible()
    asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    asked.printer().setOutputFileName(str(path))
    keys.count += 1
    asked.accepted.emit(asked.printer())
    asked.done(0)
    preview.activateWindow()  # as a window manager would
    QTest.qWait(20)
    assert page_sizes(path.read_bytes())[0] == pytest.approx((612, 792), abs=1), "Letter in its true size"
    if preview.page.identifiers:
        keys.tab_to(preview.matched)
        keys.press(Key.Key_Space)
        assert "two identifiers matched" in preview.notice_line.sentence
    keys.press(Key.Key_Escape)


def test_tab_goes_through_the_form_first_and_enter_never_means_cancel(window: MainWindow) -> None:
    keys = Keys(window)
    keys.command("walk-in")
    book = dialog(window, Book)
    keys.tab_to(book.no_button)
    keys.tab_to(book.reason)
    keys.press(Key.Key_Return)
    assert book.isVisible()
    assert "Choose the patient" in book.notice_line.sentence
    keys.tab_to(book.who)
    keys.count = 0
    keys.tab_to(book.service)
    assert keys.count < 5, "the buttons at the foot come after the fields"


def open_visit(window: MainWindow, stage: str, kind: str = "") -> Encounter:
    visit = Encounter.select().where(Encounter.stage == stage, Encounter.type_text.contains(kind)).first()
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    return visit


def test_a_value_that_cannot_be_is_said_at_once_and_nothing_is_lost(window: MainWindow) -> None:
    visit = open_visit(window, "roomed")
    vitals, mouse = panel(window, "vitals"), Mouse(window)
    mouse.type(vitals.entries["pulse"].input, "7600")
    mouse.click(vitals.save_button)
    assert vitals.entries["pulse"].input.text() == "7600"
    assert not vitals.entries["pulse"].sentence.isHidden()
    assert window.focusWidget() is vitals.entries["pulse"].input
    vitals.entries["pulse"].input.clear()
    mouse.type(vitals.entries["temperature"].input, "37C")
    open_visit(window, "ready")
    assert vitals.rows["temperature"].input.text() == ""
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    assert vitals.entries["temperature"].input.text() == "37C"
    assert window.focusWidget() is vitals.entries["temperature"].input


def infant_in_the_office(window: MainWindow) -> Encounter:
    """Five months old, for a well visit."""
    desk = window.bench.desk
    who = NewPatient(family="Quill", given="Ola", birth_date=date(2026, 6, 20), sex="female")
    return Encounter.get_by_id(
        walk_in(
            desk, patient_id=register_patient(desk, who), practitioner_id=Practitioner.get().id, reason="well visit",
            service_id=HealthcareService.get(HealthcareService.name.contains("well")).id,
        )
    )  # fmt: skip


def test_a_child_after_an_adult_keeps_its_own_fields(window: MainWindow) -> None:
    """Rows that an adult does not have are only hidden: what is typed in them is still a draft of its patient."""
    vitals, mouse = panel(window, "vitals"), Mouse(window)
    baby = infant_in_the_office(window)
    open_visit(window, "vitals", "BP")
    assert "length" not in vitals.entries
    window.bench.active.choose_patient(baby.patient_id, baby.id)
    assert {"length", "head"} <= vitals.entries.keys()
    assert "blood_pressure" not in vitals.entries
    mouse.type(vitals.entries["length"].input, "25.5")
    open_visit(window, "vitals", "BP")
    assert "blood_pressure" in vitals.entries
    assert "length" not in vitals.entries
    assert vitals.rows["length"].input.text() == ""
    window.bench.active.choose_patient(baby.patient_id, baby.id)
    assert vitals.entries["length"].input.text() == "25.5"
    mouse.click(vitals.save_button)
    row = Observation.standing().where(Observation.encounter == baby.id, Observation.original == "25.5").get()
    assert row.value == pytest.approx(64.77)


def test_saving_the_reason_leaves_a_half_typed_plan_alone(window: MainWindow) -> None:
    visit = open_visit(window, "roomed")
    tab, mouse = panel(window, "patient_chart").visit_tab, Mouse(window)
    tab.plan.setPlainText("half a sen")
    mouse.click(tab.reason_card.quote)
    mouse.type(tab.reason, " and tired")
    mouse.click(tab.reason_card.save_button)
    assert Encounter.get_by_id(visit.id).reason.endswith("and tired")
    assert tab.plan.toPlainText() == "half a sen"
    assert "not saved" in tab.plan_card.by.text()


def test_an_unlikely_value_is_asked_about_once_and_question_and_answer_are_kept(window: MainWindow) -> None:
    visit = open_visit(window, "roomed")
    vitals, mouse = panel(window, "vitals"), Mouse(window)
    before = Observation.select().where(Observation.encounter == visit.id).count()
    mouse.type(vitals.entries["temperature"].input, "103.8")
    mouse.click(vitals.save_button)
    assert "Save again" in vitals.widget().notice.sentence
    assert Observation.select().where(Observation.encounter == visit.id).count() == before
    mouse.click(vitals.save_button)
    row = Observation.select().where(Observation.encounter == visit.id, Observation.code == "8310-5").get()
    assert row.asked["answer"] == ["right"]
    assert "Temperature 103.8" in row.asked["asked"][0]


def weighed_before(window: MainWindow, pounds: str) -> Encounter:
    """A visit in its room whose patient was weighed a month ago."""
    visit = open_visit(window, "roomed")
    with window.bench.desk.work("Earlier weight", needs=Permission.RECORD_VITALS) as work:
        work.insert(
            Observation(
                patient=visit.patient_id, code="29463-7", value=float(pounds) * KG_PER_LB, unit="kg",
                original=pounds, effective_at=work.now - timedelta(days=30),
            )
        )  # fmt: skip
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    return visit


def test_kilograms_typed_as_pounds_are_named_before_and_while_saving(window: MainWindow) -> None:
    visit = weighed_before(window, "180")
    vitals, mouse = panel(window, "vitals"), Mouse(window)
    mouse.type(vitals.entries["weight"].input, "81.6")
    mouse.click(vitals.entries["pulse"].input)
    assert (
        "Kilograms and pounds mixed up? The last weight was 180 lb"
        in vitals.entries["weight"].sentence.text()
    )
    mouse.click(vitals.save_button)
    assert "Kilograms and pounds mixed up?" in vitals.widget().notice.sentence
    mine = Observation.standing().where(Observation.encounter == visit.id, Observation.code == "29463-7")
    assert mine.count() == 0
    vitals.entries["weight"].input.clear()
    mouse.type(vitals.entries["weight"].input, "81.6 kg")
    mouse.click(vitals.save_button)
    assert mine.get().value == pytest.approx(81.6)
    assert mine.get().asked is None, "the right unit needs no question"


def test_a_correction_that_differs_from_the_last_visit_is_asked_about_once(window: MainWindow) -> None:
    from ma_desktop.views.dialogs.correct_vital import CorrectVital

    visit = weighed_before(window, "180")
    vitals, mouse = panel(window, "vitals"), Mouse(window)
    mouse.type(vitals.entries["weight"].input, "182")
    mouse.click(vitals.save_button)
    vitals.correct(vitals.entries["weight"])
    fix = dialog(window, CorrectVital)
    mouse.type(fix.value, "225")
    mouse.click(fix.yes_button)
    assert fix.isVisible()
    assert "changed by 10 % or more since the last visit (180 lb" in fix.notice_line.sentence
    mouse.click(fix.yes_button)
    row = Observation.standing().where(Observation.encounter == visit.id, Observation.code == "29463-7").get()
    assert row.value == pytest.approx(225 * KG_PER_LB)
    assert row.status == "corrected"
    assert row.asked["answer"] == ["right"]
    assert "since the last visit" in row.asked["asked"][0]


def test_not_done_by_keys_and_a_saved_value_is_corrected(window: MainWindow) -> None:
    visit = open_visit(window, "vitals", "BP")
    vitals, keys = panel(window, "vitals"), Keys(window)
    keys.alt("X")
    keys.press(Key.Key_Return)  # “All that is needed: refused” stands first
    assert vitals.entries["blood_pressure.2"].input.text() == "refused"
    keys.press(Key.Key_Space)  # the keyboard stands on Save
    taken = vitals.entries["blood_pressure.2"].taken
    assert taken.text == "refused"
    row = Observation.get_by_id(taken.ids[0])
    assert (row.encounter_id, row.absent_reason, row.value) == (visit.id, "refused", None)

    from ma_desktop.views.dialogs.correct_vital import CorrectVital

    vitals.correct(vitals.entries["pulse"])
    fix = dialog(window, CorrectVital)
    fix.value.setText("67")
    fix.yes_button.click()
    assert vitals.entries["pulse"].taken.text == "67"
    assert vitals.entries["pulse"].taken.corrected


def test_how_it_was_measured_goes_with_the_blood_pressure_only(window: MainWindow) -> None:
    from ma_desktop.views.dialogs.measured_how import MeasuredHow

    visit = open_visit(window, "vitals", "BP")
    vitals, keys, mouse = panel(window, "vitals"), Keys(window), Mouse(window)
    keys.alt("J")
    how = dialog(window, MeasuredHow)
    how.boxes["site"].setCurrentIndex(how.boxes["site"].findData("left-arm"))
    how.boxes["cuff"].setCurrentIndex(how.boxes["cuff"].findData("large"))
    mouse.click(how.yes_button)
    assert vitals.method.text() == "left arm · large cuff"
    mouse.type(vitals.entries["blood_pressure.2"].input, "148/92")
    mouse.type(vitals.entries["spo2"].input, "98")
    mouse.click(vitals.save_button)
    rows = Observation.standing().where(
        Observation.encounter == visit.id, Observation.effective_at == window.bench.desk.now()
    )
    method = {row.code: row.method for row in rows}
    assert method["8480-6"] == {"site": "left-arm", "cuff": "large"}
    assert method["59408-5"] is None


def test_the_bill_names_the_source_of_the_copay_and_what_is_missing(window: MainWindow) -> None:
    open_visit(window, "checkout")
    mouse, billing = Mouse(window), panel(window, "billing")
    mouse.click(window.bar.segments.button(2))
    assert billing.chip.text() == "Not coded yet"
    assert billing.bill.copay_from in billing.copay.text()
    mouse.type(billing.fee, "99213-25 x2")
    QTest.keyClick(billing.fee, Key.Key_Return)
    charge = billing.bill.charges[0]
    assert (charge.code, charge.modifiers, charge.units, charge.pointers) == ("99213", ("25",), 2, ())
    assert billing.chip.text() == "No diagnosis"
    mouse.type(billing.search, "htn")
    QTest.keyClick(billing.search, Key.Key_Return)
    assert billing.bill.charges[0].pointers == ("A",), "a charge without a diagnosis takes the first one"
    assert window.focusWidget() is billing.search
    mouse.type(billing.search, "no such thing at all")
    QTest.keyClick(billing.search, Key.Key_Return)
    assert "Try other words" in billing.widget().notice.sentence
    assert billing.search.text() == "no such thing at all"
