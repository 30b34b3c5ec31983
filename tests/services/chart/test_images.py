"""attach_image, patient_images, remove_image: photo and card, encrypted, undone, in the backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Attachment, AuditEvent, Coverage, Patient
from ma_desktop.services.chart.attach_image import MOST, attach_image
from ma_desktop.services.chart.patient_banner import patient_banner
from ma_desktop.services.chart.patient_images import patient_images
from ma_desktop.services.chart.remove_image import remove_image
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.practice.verify_record import verify_record

JPEG = b"\xff\xd8\xff\xe0 a face"
OTHER = b"\xff\xd8\xff\xe0 another face"


@pytest.fixture
def insured(desk: Desk) -> tuple[int, int]:
    row = Coverage.select().where(Coverage.status == "active").order_by(Coverage.id).first()
    return row.patient_id, row.id


def test_a_photo_stands_in_the_banner_and_undo_brings_the_earlier_one_back(
    desk: Desk, insured: tuple[int, int]
) -> None:
    patient, _coverage = insured
    attach_image(desk, patient, "photo", JPEG)
    attach_image(desk, patient, "photo", OTHER)
    assert patient_banner(desk, patient).photo == OTHER
    undo_last(desk)
    assert patient_banner(desk, patient).photo == JPEG
    undo_last(desk)
    assert patient_banner(desk, patient).photo == b""
    assert AuditEvent.select().where(AuditEvent.title == "File an image").count() == 2


def test_a_card_belongs_to_its_insurance_and_was_seen_today(desk: Desk, insured: tuple[int, int]) -> None:
    patient, coverage = insured
    attach_image(desk, patient, "card-front", JPEG, coverage_id=coverage)
    assert Coverage.get_by_id(coverage).card_seen_on == desk.now().date()
    found = patient_images(desk, patient)
    assert (found.front.content, found.back, found.photo, found.coverage_id) == (JPEG, None, None, coverage)
    stranger = Patient.get(Patient.id != patient).id
    for wrong in ({}, {"coverage_id": 999_999}):
        with pytest.raises(RuleBroken, match="no insurance"):
            attach_image(desk, patient, "card-back", JPEG, **wrong)
    with pytest.raises(RuleBroken, match="no insurance"):
        attach_image(desk, stranger, "card-back", JPEG, coverage_id=coverage)


def test_what_is_no_picture_or_too_large_is_refused_before_anything_is_kept(
    desk: Desk, insured: tuple[int, int]
) -> None:
    for content, why in ((b"%PDF-1.7", "not a picture"), (JPEG + bytes(MOST), "too large")):
        with pytest.raises(RuleBroken, match=why):
            attach_image(desk, insured[0], "photo", content)
    assert desk.record.documents.digests() == set()
    assert Attachment.select().count() == 0


def test_a_removed_image_is_out_of_sight_with_its_reason(desk: Desk, insured: tuple[int, int]) -> None:
    patient = insured[0]
    attach_image(desk, patient, "photo", JPEG)
    wrong = attach_image(desk, patient, "photo", OTHER)
    with pytest.raises(RuleBroken, match="reason"):
        remove_image(desk, wrong, "")
    remove_image(desk, wrong, "wrong patient")
    assert patient_images(desk, patient).photo.content == JPEG
    assert patient_banner(desk, patient).photo == JPEG
    assert Attachment.get_by_id(wrong).error_reason == "wrong patient"
    undo_last(desk)
    assert patient_banner(desk, patient).photo == OTHER


def test_nothing_of_an_image_is_readable_on_disk_and_verify_reads_all_of_it(
    desk: Desk, insured: tuple[int, int], record: Any
) -> None:
    attach_image(desk, insured[0], "photo", JPEG)
    folder: Path = record.folder
    assert all(b"a face" not in path.read_bytes() for path in folder.iterdir() if path.is_file())
    assert verify_record(desk)["documents"] == {"count": 1, "damaged": 0, "missing": 0}
    record.documents.path.unlink()
    report = verify_record(desk)
    assert (report["documents"]["missing"], report["ok"]) == (1, False)
    assert patient_banner(desk, insured[0]).photo == b""
