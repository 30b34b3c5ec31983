"""Words on the screen and on paper, through gettext.

The catalog is read when the first word is asked for, from ``resources/translations``; without one the
English words stand as they are written in the code.
"""

from __future__ import annotations

import gettext
from functools import cache

from ma_desktop.paths import resource


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


def language() -> str:
    """``en`` or ``es``: the one that words are asked for in now."""
    return _Chosen.language


def _(text: str) -> str:
    return text if _Chosen.language == "en" else _catalog(_Chosen.language).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form that goes with ``count``; the caller formats it."""
    return _catalog(_Chosen.language).ngettext(one, many, count)
