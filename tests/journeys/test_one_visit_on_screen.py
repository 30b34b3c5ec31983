"""The same visit through the real window on a real encrypted record: once by mouse alone, once by keys alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from ma_desktop.models import (
    Appointment,
    AuditEvent,
    ChargeItem,
    Condition,
    Coverage,
    DocumentReference,
    Encounter,
    EncounterStatusHistory,
    Location,
    Observation,
    Patient,
    PaymentNotice,
    ReviewedList,
)
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.find_slot import FindSlot
from ma_desktop.views.dialogs.preview import Preview
from ma_desktop.views.dialogs.review_allergies import ReviewAllergies
from ma_desktop.views.dialogs.review_medicines import ReviewMedicines
from ma_desktop.views.main_window import MainWindow
from tests.journeys.driver import (
    ALT,
    CTRL,
    Key,
    Keys,
    Mouse,
    dialog,
    panel,
    print_by_keys,
    save,
    save_by_keys,
)


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
    assert "a second reading is required" in vitals.chip.text()
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
    mouse.click(billing.found.viewport(), QPoint(20, 10))
    mouse.type(billing.fee, "99211")
    mouse.wait_for(billing.found)
    mouse.click(billing.found.viewport(), QPoint(20, 10))
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
    keys.press(Key.Key_T, ALT | Qt.KeyboardModifier.ShiftModifier)
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
