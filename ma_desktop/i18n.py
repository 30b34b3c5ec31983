"""Words on the screen and on paper, through gettext.

The catalog is read when the first word is asked for, from ``resources/translations``; without one the
English words stand as they are written in the code.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
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


def use_language(language: str) -> None:
    """``en`` or ``es``; words asked for from now on come in it."""
    _Chosen.language = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """One stretch of work in another language, such as an invented practice whose kinds of visit are named in English."""
    before = _Chosen.language
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


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
    return _Chosen.language


def _(text: str) -> str:
    return text if _Chosen.language == "en" else _catalog(_Chosen.language).gettext(text)


def on_paper(text: str) -> str:
    """Words of a printed page: English whatever the screen speaks, until a page follows its patient's language."""
    return text


def ngettext(one: str, many: str, count: int) -> str:
    """The form that goes with ``count``; the caller formats it."""
    return _catalog(_Chosen.language).ngettext(one, many, count)
