"""Why two people may be one, in the words of the desk."""

from __future__ import annotations

from collections.abc import Iterable

from ma_desktop.i18n import _

_ALIKE = {
    "given same": _("same first name"), "given near": _("similar first name"), "given alike": _("first name sounds alike"),
    "family same": _("same family name"), "family near": _("similar family name"), "family alike": _("family name sounds alike"),
    "crossed": _("names swapped"),
    "birth same": _("same birth date"), "birth near": _("birth date differs by one slip"), "birth alike": _("birth date partly the same"),
    "phone same": _("same phone"), "phone near": _("phone differs by one digit"),
    "street same": _("same street"), "street near": _("similar street"),
}  # fmt: skip
_UNLIKE = {
    "given other": _("other first name"),
    "family other": _("other family name"),
    "birth other": _("other birth date"),
    "phone other": _("other phone"),
    "sex other": _("other sex"),
}


def twin(levels: Iterable[str]) -> bool:
    """Another first name with the same birth date and family or phone: a twin, or a sibling's chart."""
    found = set(levels)
    return {"given other", "birth same"} <= found and bool(
        {"family same", "phone same", "street same"} & found
    )


def reasons(levels: Iterable[str]) -> str:
    """``same birth date, same phone; other first name: twin?`` of the levels of agreement of ``domain.duplicates``."""
    found = set(levels)
    alike = ", ".join(words for level, words in _ALIKE.items() if level in found)
    unlike = ", ".join(words for level, words in _UNLIKE.items() if level in found)
    if twin(found):
        unlike += _(": twin?")
    elif "namesake" in found:
        unlike += _(": parent and child?")
    elif "family other" in found and {"given same", "birth same"} <= found:
        unlike += _(": married name?")
    return "; ".join(part for part in (alike, unlike) if part)
