"""mailing_page, note_mailing, letter_text, change_letter_text: mail for the call list on a real record."""

from __future__ import annotations

from datetime import date

import pytest

from ma_desktop.domain.letters import TEXTS, filled
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Communication, DocumentReference, Patient
from ma_desktop.services.messages.add_recall import add_recall
from ma_desktop.services.messages.call_list import CallKey, call_entry
from ma_desktop.services.messages.change_letter_text import change_letter_text
from ma_desktop.services.messages.letter_text import letter_text
from ma_desktop.services.messages.mailing_page import KINDS, left_out_words, mailing_page
from ma_desktop.services.messages.note_mailing import CHUNK, note_mailing
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.progress import Cancelled

DUE = date(2026, 11, 1)


@pytest.fixture
def keys(desk) -> list[CallKey]:
    adults = Patient.select().where(Patient.birth_date < "1990-01-01").order_by(Patient.id.desc()).limit(4)
    return [CallKey("Recall", add_recall(desk, row.id, reason="Mammogram", due_on=DUE)) for row in adults]


@pytest.mark.parametrize("kind", KINDS)
def test_one_piece_a_patient_and_no_reason_on_it(desk, keys, kind) -> None:
    twice = CallKey(
        "Recall", add_recall(desk, call_entry(desk, keys[0]).patient_id, reason="Tetanus", due_on=DUE)
    )
    page = mailing_page(desk, kind, [*keys, twice])
    assert len(page.content.people) == 4
    assert page.render().startswith(b"%PDF")
    words = repr(page.content)
    assert "Mammogram" not in words
    assert "Tetanus" not in words
    assert "937-555-0142" in words


def test_spanish_and_minors(desk, keys) -> None:
    who = call_entry(desk, keys[0]).patient_id
    with desk.work("Language", needs=Permission.REGISTER) as work:
        work.update(Patient.get_by_id(who), language="es", birth_date=date(2020, 1, 1))
    (person,) = mailing_page(desk, "letters", keys[:1]).content.people
    assert person.greeting.startswith("A los padres")
    assert person.lines[0].startswith("Parents of")


def test_who_has_no_address_gets_none_and_is_named_as_left_out(desk, keys) -> None:
    who = call_entry(desk, keys[0]).patient_id
    with desk.work("Moved", needs=Permission.REGISTER) as work:
        work.update(Patient.get_by_id(who), address="")
    page = mailing_page(desk, "letters", keys)
    assert (len(page.content.people), page.withheld) == (3, 1)
    assert left_out_words(1).startswith("1 patient has")
    assert note_mailing(desk, keys, "letters", digest="0" * 64) == 3
    assert call_entry(desk, keys[0]).attempts == ()
    with pytest.raises(RuleBroken, match="full address"):
        mailing_page(desk, "letters", keys[:1])


def test_letters_are_attempts_and_envelopes_are_not(desk, keys) -> None:
    assert note_mailing(desk, keys, "letters", digest="0" * 64) == 4
    assert note_mailing(desk, keys, "envelopes", digest="1" * 64) == 0
    line = call_entry(desk, keys[0])
    assert [(one.channel, one.outcome) for one in line.attempts] == [("letter", "sent")]
    assert line.next.what == "review"
    assert {row.kind for row in DocumentReference.select()} >= {"letters", "envelopes"}


def test_a_file_that_was_only_saved_reached_nobody_until_somebody_says_so(desk, keys) -> None:
    assert note_mailing(desk, keys, "letters", digest="0" * 64, how="saved") == 0
    assert call_entry(desk, keys[0]).attempts == ()
    assert DocumentReference.get(DocumentReference.kind == "letters").how == "saved"
    assert note_mailing(desk, keys, "letters", digest="0" * 64, how="posted") == 4
    assert [one.outcome for one in call_entry(desk, keys[0]).attempts] == ["sent"]


def own_words(**changes: str) -> dict[str, dict[str, str]]:
    return {lang: {**parts, **(changes if lang == "en" else {})} for lang, parts in TEXTS.items()}


def test_letters_are_in_the_practices_words_and_say_which_version(desk, keys) -> None:
    assert letter_text(desk).version == 0
    change_letter_text(desk, own_words(due="Time for a visit at {practice}! Ring {phone}.", more=""))
    (person, *_others) = mailing_page(desk, "letters", keys).content.people
    assert person.paragraphs == ("Time for a visit at Cedar Street Family Practice! Ring 937-555-0142.",)
    change_letter_text(desk, own_words(due="Ring {phone}."))
    kept = letter_text(desk)
    assert (kept.version, kept.by, kept.at) == (2, desk.worker.name, desk.now())
    assert kept.texts["en"]["more"] == TEXTS["en"]["more"]
    note_mailing(desk, keys, "letters", digest="0" * 64)
    assert DocumentReference.get(DocumentReference.kind == "letters").reason == "wording v2"
    undo_last(desk)
    assert letter_text(desk).texts["en"]["due"] == "Ring {phone}."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due": "Come for your {reason}, ring {phone}."}, "stays out of letters"),
        ({"missed": "Please ring us."}, "has to say {phone}"), ({"greeting": "Hello,"}, "has to say {name}"),
        ({"closing": " "}, "write something"), ({"due": "Ring {phone}. }"}, "stays out of letters"),
    ],
)  # fmt: skip
def test_words_that_no_letter_may_have_are_refused(desk, changes, sentence) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        change_letter_text(desk, own_words(**changes))
    assert letter_text(desk).version == 0


def test_braces_in_a_name_are_not_filled_in() -> None:
    assert filled("Dear {name},", name="{phone}", phone="1", practice="") == "Dear {phone},"


def test_stopping_keeps_what_was_noted(desk, keys) -> None:
    class Stop:
        def step(self, n: int, of: int | None, what: str) -> None:
            if n:
                raise Cancelled

        def rest(self) -> None:
            return None

    many = [*keys] * 30
    before = Communication.select().count()
    with pytest.raises(Cancelled):
        note_mailing(desk, many, "postcards", digest="0" * 64, progress=Stop())
    assert Communication.select().count() - before == CHUNK


@pytest.mark.parametrize(
    ("kind", "first", "sentence"),
    [("faxes", 1, "no page"), ("labels", 0, "1 to 30"), ("labels", 31, "1 to 30")],
)
def test_what_cannot_be_made_is_said(desk, keys, kind, first, sentence) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        mailing_page(desk, kind, keys, first=first)
