"""The sheet that opens the record when everything else is lost."""

from __future__ import annotations

from io import BytesIO

import pypdf
import zxingcpp

from ma_desktop.reports.recovery_sheet import RecoverySheet, render
from tests.reports.conftest import MOMENT, PRACTICE, check_page, opened, texts, whole

CODE = "7KQ2-9XWM-4TBV-8HNC-3RZP-6DFG-5YJ1"


def test_the_code_stands_in_groups_and_scans(size: str) -> None:
    pdf = render(RecoverySheet(PRACTICE, CODE, MOMENT, "ada", size=size))
    check_page(pdf, identifiers=())
    assert len(texts(pdf)) == 1
    said = whole(pdf).replace("\ufffe", "-").replace("\x02", "-")
    assert "7KQ2-9XWM-4TBV-8HNC" in said
    assert "3RZP-6DFG-5YJ1" in said
    assert "the last 2 characters, J1, prove the others" in said
    with opened(pdf) as document:
        image = document[0].render(scale=150 / 72).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [CODE]


def test_the_code_is_nowhere_in_the_files_data_about_itself() -> None:
    reader = pypdf.PdfReader(BytesIO(render(RecoverySheet(PRACTICE, CODE, MOMENT, "ada"))))
    about = " ".join(str(value) for value in (reader.metadata or {}).values())
    assert CODE not in about
    assert CODE.split("-")[0] not in about


def test_it_says_what_to_do() -> None:
    said = whole(render(RecoverySheet(PRACTICE, CODE, MOMENT, "ada")))
    for words in (
        "What it is for",
        "Where to keep it",
        "Never a photo",
        "Type the code back",
        "no password on this page",
    ):
        assert words in said
