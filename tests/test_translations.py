"""The Spanish catalog: placeholders are kept, what is compiled is what is written, and the choice holds from start to start."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ma_desktop import i18n
from ma_desktop.__main__ import main
from ma_desktop.domain import vital_answers, vital_signs
from ma_desktop.domain.medicine_sig import read_sig
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.services.practice.make_demo import make_demo
from ma_desktop.services.visit.flow_board import flow_board
from ma_desktop.services.visit.printable_page import printable_day, printable_page
from ma_desktop.storage.record import create
from ma_desktop.storage.slots import Cost

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import translate  # noqa: E402


@pytest.fixture
def english() -> Iterator[None]:
    yield
    i18n.use_language("en")


def _translated() -> list[tuple[str, str]]:
    pairs = []
    for message in translate.kept():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        pairs += [(ids[min(n, len(ids) - 1)], text) for n, text in enumerate(strings) if text and ids[0]]
    return pairs


def test_every_translation_keeps_the_placeholders_and_the_edges() -> None:
    pairs = _translated()
    assert len(pairs) > 2500
    for english, spanish in pairs:
        assert Counter(re.findall(r"\{[^}]*\}", english)) == Counter(re.findall(r"\{[^}]*\}", spanish)), (
            english
        )
        assert english[:1].isspace() == spanish[:1].isspace(), english
        assert english.endswith("…") == spanish.endswith("…"), english


def test_keys_stay_the_same_in_every_language() -> None:
    for english, spanish in _translated():
        keys = re.findall(r"\b(?:Ctrl|Alt|Shift)\+[\w,+]*|\bF\d+\b", english)
        assert [key for key in keys if "Enter" not in key] == [
            key
            for key in re.findall(r"\b(?:Ctrl|Alt|Shift)\+[\w,+]*|\bF\d+\b", spanish)
            if "Entrar" not in key
        ], english


def test_what_is_compiled_is_what_is_written() -> None:
    assert (translate.FOLDER / "ma_desktop.mo").read_bytes() == translate.as_mo(translate.kept())


def test_the_screen_speaks_spanish_where_it_can_and_english_where_not(english: None) -> None:
    i18n.use_language("es")
    assert i18n._("Check in") == "Registrar llegada"
    assert i18n._("A sentence that nobody translated") == "A sentence that nobody translated"
    assert i18n.ngettext("{n} thing", "{n} things", 2) == "{n} things"
    assert i18n.on_paper("Check in") == "Check in"


def test_the_invented_practice_is_made_whatever_the_screen_speaks(english: None, tmp_path: Path) -> None:
    i18n.use_language("es")
    record, _code = create(
        tmp_path / "record", login="ada", password="demo practice 2026", store=None, cost=Cost(8192, 1, 1)
    )
    desk = log_in(record, "ada", lambda: datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("America/New_York")))
    make_demo(desk, size=30, visits=1)
    record.close()
    assert i18n.language() == "es"


def test_a_direction_is_kept_in_english_since_it_is_printed(english: None) -> None:
    spoken = read_sig("lisinopril 20 mg 1 tab po daily")
    i18n.use_language("es")
    assert i18n._("Save") == "Guardar"
    assert read_sig("lisinopril 20 mg 1 tab po daily") == spoken
    assert "by mouth" in spoken.plain


@pytest.mark.parametrize(
    ("vital", "typed", "value"),
    [
        (vital_signs.PREGNANCY, "sí", "pregnant"),
        (vital_signs.PREGNANCY, "No sabe", "unknown"),
        (vital_signs.LMP, "ninguna", "none"),
        (vital_signs.LMP, "hace 2 semanas", "2026-11-09"),
        (vital_signs.LMP, "ayer", "2026-11-22"),
    ],
)
def test_an_answer_may_be_typed_as_the_refusal_asks_for_it(vital: str, typed: str, value: str) -> None:
    assert vital_answers.read(vital, typed, date(2026, 11, 23)).value == value


def test_pages_are_in_one_language_whatever_the_screen_speaks(english: None, tmp_path: Path) -> None:
    record, _code = create(
        tmp_path / "record", login="ada", password="demo practice 2026", store=None, cost=Cost(8192, 1, 1)
    )
    desk = log_in(record, "ada", lambda: datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("America/New_York")))
    desk = desk.acting_as(make_demo(desk, size=30, visits=1))
    visit = flow_board(desk).cards[0].encounter_id

    def pages() -> list[bytes]:
        made = [
            printable_day(desk, kind, desk.now().date()) for kind in ("huddle", "day-schedule", "cycle-times")
        ]
        made += [
            printable_page(desk, kind, visit) for kind in ("after-visit-summary", "superbill", "routing-slip")
        ]
        return [page.render() for page in made]

    spoken = pages()
    i18n.use_language("es")
    assert i18n._("Check in") == "Registrar llegada"
    assert pages() == spoken
    assert i18n.language() == "es"
    record.close()


def test_the_choice_holds_from_the_next_start_on(english: None, home: Path) -> None:
    assert i18n.kept_language() == "en"
    i18n.keep_language("es")
    assert i18n.kept_language() == "es"
    with pytest.raises(SystemExit):
        main(["--help"])
    assert i18n.language() == "es"
    (i18n.config_dir() / "language").write_text("klingon", encoding="ascii")
    assert i18n.kept_language() == "en"


def test_a_spanish_page_of_the_help_names_the_same_keys_and_pages() -> None:
    pages = sorted((ROOT / "resources" / "help" / "es").glob("*.md"))
    assert len(pages) >= 3
    for spanish in pages:
        english = spanish.parents[1] / spanish.name
        for pattern in (r"\]\(([\w-]+)\)", r"\bF\d+\b|\bCtrl\+[A-Z0-9]\b"):
            found = [
                set(re.findall(pattern, page.read_text(encoding="utf-8"))) for page in (english, spanish)
            ]
            assert found[0] == found[1], (spanish.name, pattern)
