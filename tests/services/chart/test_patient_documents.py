"""Documents: take_document, file_document, refile_document, mark_document_error, review_document, export_document, remove_original,
document_content, patient_documents, unfiled_documents, row_versions."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from ma_desktop.domain import settings
from ma_desktop.domain.dates import parse_past_date
from ma_desktop.domain.documents import CATEGORIES, categories
from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.interop.scanned_file import examine
from ma_desktop.models import Attachment, AuditEvent, DocumentReference
from ma_desktop.services.chart.attach_image import attach_image
from ma_desktop.services.chart.cosign_queue import cosign_queue
from ma_desktop.services.chart.document_content import document_content
from ma_desktop.services.chart.export_document import export_document
from ma_desktop.services.chart.file_document import file_document
from ma_desktop.services.chart.mark_document_error import mark_document_error
from ma_desktop.services.chart.patient_documents import DocumentLine, patient_documents
from ma_desktop.services.chart.refile_document import refile_document
from ma_desktop.services.chart.remove_original import remove_original
from ma_desktop.services.chart.review_document import review_document
from ma_desktop.services.chart.row_versions import row_versions
from ma_desktop.services.chart.take_document import AlreadyHere, take_document
from ma_desktop.services.chart.unfiled_documents import to_file, unfiled_documents
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.visit.loose_ends import loose_ends
from ma_desktop.storage.errors import DamagedRecord
from tests.scans import pdf, picture


@pytest.fixture
def patient(desk: Desk) -> int:
    return register_patient(desk, NewPatient(family="Quill", given="Zander", birth_date=date(1968, 3, 14)))


@pytest.fixture
def other(desk: Desk) -> int:
    return register_patient(desk, NewPatient(family="Quill", given="Zandra", birth_date=date(1971, 7, 2)))


@pytest.fixture
def provider(desk: Desk) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id + 1, "ito", "Kenji Ito", Role.PROVIDER))


@pytest.fixture
def ma(desk: Desk) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id, "ada", "Ada R.", Role.MA))


def take(desk: Desk, *words: str, patient: int | None = None) -> int:
    return take_document(desk, examine(pdf(*words)), patient_id=patient)


def filed(desk: Desk, patient: int, kind: str = "letter", words: str = "a letter") -> int:
    number = take(desk, words)
    file_document(desk, number, patient_id=patient, kind=kind, document_on=date(2026, 1, 5))
    return number


def lines(desk: Desk, patient: int) -> list[DocumentLine]:
    return list(patient_documents(desk, patient).documents)


def test_a_scan_is_taken_in_filed_and_shown(desk: Desk, patient: int) -> None:
    number = take_document(desk, examine(picture("TIFF", pages=3)), patient_id=patient, source="scanner")
    assert lines(desk, patient) == [], "nobody has said yet that it is this patient's"
    (waiting,) = unfiled_documents(desk).waiting
    assert waiting.patient.startswith("Quill, Zander · 03/14/1968 · #")
    file_document(desk, number, patient_id=patient, kind="consent", document_on=date(2026, 1, 5))
    (line,) = lines(desk, patient)
    assert (line.title, line.pages, line.media_type, line.day) == (
        "Consent 01/05/2026", 3, "image/tiff", date(2026, 1, 5)
    )  # fmt: skip
    assert unfiled_documents(desk).waiting == ()
    assert document_content(desk, number).content == picture("TIFF", pages=3)


def test_the_same_content_is_said_and_not_taken_twice(desk: Desk, patient: int) -> None:
    number = take(desk, "twice")
    with pytest.raises(AlreadyHere, match="waits to be filed") as said:
        take(desk, "twice")
    assert said.value.attachment_id == number
    file_document(desk, number, patient_id=patient, kind="form", title="Camp form")
    with pytest.raises(AlreadyHere, match="Quill, Zander: Camp form"):
        take(desk, "twice")
    again = take_document(desk, examine(pdf("twice")), again=True)
    assert again != number
    mark_document_error(desk, number, "scanned twice")
    mark_document_error(desk, again, "scanned twice")
    assert take(desk, "twice") > again, "what was an error does not hinder"


def test_filing_needs_a_patient_a_known_kind_and_no_future_date(desk: Desk, patient: int) -> None:
    number = take(desk, "x")
    for said in (
        {"patient_id": None, "kind": "form"}, {"patient_id": patient, "kind": "nonsense"},
        {"patient_id": patient, "kind": "form", "document_on": desk.now().date() + timedelta(days=1)},
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            file_document(desk, number, **said)
    assert Attachment.get_by_id(number).status == "unfiled"
    file_document(desk, number, patient_id=patient, kind="form")
    with pytest.raises(RuleBroken, match="already"):
        file_document(desk, number, patient_id=patient, kind="form")


def test_the_practice_names_more_kinds(desk: Desk, patient: int) -> None:
    change_setting(desk, settings.DOCUMENT_CATEGORIES.key, " Sleep diary ; consent;Sleep diary; DMV form")
    known = unfiled_documents(desk).categories[len(CATEGORIES) :]
    assert [(one.words, one.letter) for one in known] == [("Sleep diary", "1"), ("DMV form", "2")]
    number = take(desk, "x")
    file_document(desk, number, patient_id=patient, kind="DMV form")
    assert lines(desk, patient)[0].category == "DMV form"


def test_every_kind_has_a_key_of_its_own() -> None:
    letters = [one.letter for one in categories("a;b;c;d;e;f;g;h;i;j")]
    assert len(letters) == len(set(letters)) == len(CATEGORIES) + 9


@pytest.mark.parametrize(
    ("kind", "waits"), [("lab", True), ("imaging", True), ("outside-records", True), ("consent", False)]
)
def test_a_provider_sees_results_and_reports(
    desk: Desk, ma: Desk, provider: Desk, patient: int, kind: str, waits: bool
) -> None:
    number = filed(desk, patient, kind)
    queue = [one for one in cosign_queue(desk) if one.kind == "document" and one.row == number]
    assert bool(queue) is waits
    if waits:
        with pytest.raises(RuleBroken):
            review_document(ma, number)
        review_document(provider, number)
        assert lines(desk, patient)[0].review == "done"
        assert not [one for one in cosign_queue(desk) if one.kind == "document"]
        with pytest.raises(RuleBroken, match="already"):
            review_document(provider, number)


def test_wrong_chart_both_charts_say_so(desk: Desk, provider: Desk, patient: int, other: int) -> None:
    number = filed(desk, patient, "lab")
    review_document(provider, number)
    with pytest.raises(RuleBroken, match="reason"):
        refile_document(desk, number, "", patient_id=other, kind="lab")
    moved = refile_document(desk, number, "wrong patient", patient_id=other, kind="lab", title="Lipids")
    (left,) = lines(desk, patient)
    assert left.error.startswith("moved to chart #")
    assert left.error.endswith("wrong patient")
    (here,) = lines(desk, other)
    assert (here.attachment_id, here.title, here.review) == (moved, "Lipids", "waiting")
    assert "moved here from chart #" in here.note
    with pytest.raises(RuleBroken):
        document_content(desk, number)
    told = row_versions(desk, "Attachment", moved)
    assert told[0].reason == "wrong patient"
    assert any(change.field == "Entered in error" for version in told for change in version.changes)
    assert next(version.reason for version in row_versions(desk, "Attachment", number)) == "wrong patient"


def test_title_and_kind_are_corrected_as_a_new_version(desk: Desk, patient: int) -> None:
    number = filed(desk, patient)
    refile_document(desk, number, "is a lab result", patient_id=patient, kind="lab", title="CBC", document_on=date(2026, 1, 6))  # fmt: skip
    (line,) = lines(desk, patient)
    assert (line.attachment_id, line.title, line.review) == (number, "CBC", "waiting")
    newest = row_versions(desk, "Attachment", number)[0]
    assert newest.by == desk.worker.name
    assert ("Kind", "Letter in", "Lab result") in [(c.field, c.before, c.after) for c in newest.changes]
    assert ("Date on it", "01/05/2026", "01/06/2026") in [
        (c.field, c.before, c.after) for c in newest.changes
    ]


def test_undo_puts_it_back_among_the_unfiled(desk: Desk, patient: int) -> None:
    number = filed(desk, patient)
    undo_last(desk)
    assert [one.attachment_id for one in unfiled_documents(desk).waiting] == [number]
    assert lines(desk, patient) == []


def test_pictures_keep_their_own_verbs(desk: Desk, patient: int) -> None:
    photo = attach_image(desk, patient, "photo", picture("PNG"), media_type="image/png")
    assert lines(desk, patient)[0].category == "Photo of the patient"
    with pytest.raises(RuleBroken, match="Pictures"):
        refile_document(desk, photo, "wrong kind", patient_id=patient, kind="form")
    with pytest.raises(RuleBroken, match="Pictures"):
        mark_document_error(desk, photo, "wrong patient")


def test_a_copy_leaves_with_its_reason(desk: Desk, patient: int, tmp_path: Path) -> None:
    number, path = filed(desk, patient), tmp_path / "copy.pdf"
    with pytest.raises(RuleBroken, match="reason"):
        export_document(desk, number, path, " ")
    assert not path.exists()
    export_document(desk, number, path, "sent to cardiology")
    assert path.read_bytes() == pdf("a letter")
    (entry,) = patient_documents(desk, patient).printed
    assert (entry.kind, entry.how, entry.reason) == ("filed-document", "exported", "sent to cardiology")
    last = AuditEvent.select().order_by(AuditEvent.seq.desc()).first()
    assert (last.action, last.reason, last.patient_id) == ("export", "sent to cardiology", patient)


def test_nothing_is_noted_when_the_copy_cannot_be_written(desk: Desk, patient: int, tmp_path: Path) -> None:
    number = filed(desk, patient)
    with pytest.raises(RuleBroken):
        export_document(desk, number, tmp_path, "sent to cardiology")
    assert DocumentReference.select().count() == 0


def test_the_original_goes_only_when_the_record_has_it(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf("kept"))
    number = take(desk, "kept")
    path.write_bytes(pdf("scanned over"))
    with pytest.raises(RuleBroken, match="left where it is"):
        remove_original(desk, number, path)
    assert path.read_bytes() == pdf("scanned over")
    path.write_bytes(pdf("kept"))
    desk.record.documents.path.unlink()
    with pytest.raises(RuleBroken, match="left where it is"):
        remove_original(desk, number, path)
    assert path.exists()
    desk.record.documents.put(pdf("kept"))
    remove_original(desk, number, path)
    assert not path.exists()
    with pytest.raises(RuleBroken, match="gone"):
        remove_original(desk, number, path)


def test_a_lost_content_is_said(desk: Desk, patient: int) -> None:
    number = filed(desk, patient)
    desk.record.documents.path.unlink()
    assert len(lines(desk, patient)) == 1
    with pytest.raises(DamagedRecord):
        document_content(desk, number)


def test_the_scanners_folder_and_the_loose_end(desk: Desk, tmp_path: Path) -> None:
    change_setting(desk, settings.SCAN_FOLDER.key, str(tmp_path))
    assert to_file(desk) == 0
    assert not [row for row in loose_ends(desk).rows if row.action == "file_documents"]
    (tmp_path / "a.pdf").write_bytes(pdf("a"))
    (tmp_path / "b.tif").write_bytes(picture("TIFF"))
    (tmp_path / "notes.txt").write_text("no scan")
    found = unfiled_documents(desk)
    assert [one.path.name for one in found.files] == ["a.pdf", "b.tif"]
    take_document(desk, examine(pdf("a")), source="scanner", origin=found.files[0].origin)
    assert [one.path.name for one in unfiled_documents(desk).files] == ["b.tif"]
    (row,) = [row for row in loose_ends(desk).rows if row.action == "file_documents"]
    assert row.sentence == "2 documents to file"
    change_setting(desk, settings.SCAN_FOLDER.key, str(tmp_path / "gone"))
    assert to_file(desk) == 1


def test_an_imported_row_says_where_it_came_from(desk: Desk, patient: int) -> None:
    row = Attachment.create(
        patient=patient, digest="0", taken_at=desk.now(), recorded_at=desk.now(), import_run=1
    )
    (version,) = row_versions(desk, "Attachment", row.id)
    assert (version.step, version.by, version.changes) == ("came with an import", "", ())


def test_the_desk_that_only_answers_phones_files_too(desk: Desk, patient: int) -> None:
    front = desk.acting_as(Worker(desk.worker.user_id, "fay", "Fay", Role.FRONT_DESK))
    number = take(front, "card")
    file_document(front, number, patient_id=patient, kind="card")
    assert lines(desk, patient)[0].category == "ID or insurance card"
    biller = desk.acting_as(Worker(desk.worker.user_id, "bo", "Bo", Role.BILLER))
    with pytest.raises(RuleBroken):
        take(biller, "another")


def test_a_dates_words_are_read_as_people_type_them() -> None:
    today = date(2026, 3, 10)
    for typed, day in (
        ("today", today), ("Y", date(2026, 3, 9)), ("3/10", today), ("3/11", date(2025, 3, 11)), ("2/29", None), ("12-24", date(2025, 12, 24)),
        ("1/5/26", date(2026, 1, 5)), ("Jan 5, 2026", date(2026, 1, 5)), ("20260105", date(2026, 1, 5)), ("3/11/2026", None), ("soon", None),
        ("", None), ("13/13", None),
    ):  # fmt: skip
        if day is None:
            with pytest.raises(RuleBroken):
                parse_past_date(typed, today)
        else:
            assert parse_past_date(typed, today) == day
