"""The shape of ICD-10-CM codes. Whether a code exists and is billable is looked up elsewhere."""

from __future__ import annotations

import re

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: ICD-10-CM Official Guidelines: three to seven characters, letter, digit, then digits or letters.
_SHAPE = re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?")


def normalize(text: str) -> str:
    """``e119`` and ``E11.9`` → ``E11.9``; only spelling is changed, nothing is checked."""
    bare = re.sub(r"[\s.]", "", text).upper()
    return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare


def shaped(code: str) -> bool:
    return bool(_SHAPE.fullmatch(code))


def code(text: str) -> str:
    """The normalized code; one of another shape raises ``RuleBroken``."""
    found = normalize(text)
    if not shaped(found):
        raise RuleBroken(
            _("“{text}” is not a diagnosis code. It looks like E11.9.").format(text=text.strip())
        )
    return found


def undotted(code: str) -> str:
    """As claims want it: ``E11.9`` → ``E119``."""
    return code.replace(".", "")
