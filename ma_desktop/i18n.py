"""Words on the screen and on paper, through gettext.

The catalog is read when the first word is asked for, from ``resources/translations``; without one the
English words stand as they are written in the code.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from ma_desktop.paths import config_dir, resource

LANGUAGES = ("en", "es")


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "ma_desktop", localedir=str(resource("translations")), languages=[language], fallback=True
    )


class _Chosen:
    """The language of the screen; one person sits at one screen."""

    language = "en"


#: Of a stretch of work in another language; each thread has its own, so that the screen beside it keeps speaking.
_SPOKEN: ContextVar[str] = ContextVar("spoken", default="")


def use_language(language: str) -> None:
    """``en`` or ``es``; words asked for from now on come in it."""
    _Chosen.language = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """One stretch of work in another language, such as a printed page or an invented practice: both are in English."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def kept_language() -> str:
    """What this person chose on this computer; English until then, and where the choice cannot be read."""
    try:
        kept = (config_dir() / "language").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return "en"
    return kept if kept in LANGUAGES else "en"


def keep_language(language: str) -> str:
    """From the next start on: many words are asked for when the program is read. Answers the language."""
    folder = config_dir()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "language").write_text(language, encoding="ascii")
    return language


def language() -> str:
    """``en`` or ``es``: the one that words are asked for in now."""
    return _SPOKEN.get() or _Chosen.language


def _(text: str) -> str:
    now = _SPOKEN.get() or _Chosen.language
    return text if now == "en" else _catalog(now).gettext(text)


def on_paper(text: str) -> str:
    """Words of a printed page: English whatever the screen speaks, until a page follows its patient's language."""
    return text


def ngettext(one: str, many: str, count: int) -> str:
    """The form that goes with ``count``; the caller formats it."""
    return _catalog(language()).ngettext(one, many, count)


def on_paper_plural(one: str, many: str, count: int) -> str:
    """``on_paper`` of words that go with a number."""
    return one if count == 1 else many
