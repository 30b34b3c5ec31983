"""Documents that come into the office: their categories, the key of each, and what a provider has to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: Most bytes of one document: about 200 scanned pages.
MOST = 40 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Category:
    """``key``: as it is stored; ``letter``: files with one key; ``review``: a provider has to see it."""

    key: str
    words: str
    letter: str
    review: bool = False


CATEGORIES = (
    Category("consent", _("Consent"), "C"),
    Category("card", _("ID or insurance card"), "I"),
    Category("outside-records", _("Outside records"), "O", True),
    Category("lab", _("Lab result"), "L", True),
    Category("imaging", _("Imaging report"), "X", True),
    Category("letter", _("Letter in"), "T"),
    Category("form", _("Form filled in"), "F"),
    Category("advance-directive", _("Advance directive"), "D"),
    Category("school-work", _("School or work form"), "S"),
    Category("picture", _("Photo"), "P"),
    Category("other", _("Other"), "Z"),
)
#: What the pictures of a patient are kept as; they are listed with the documents and changed only there.
PICTURES = {"photo": _("Photo of the patient"), "card-front": _("Card, front"), "card-back": _("Card, back")}


def categories(own: str = "") -> tuple[Category, ...]:
    """The built-in ones, then up to nine of the practice: ``own`` names them with semicolons between; their keys are 1 to 9."""
    taken = {one.words.casefold() for one in CATEGORIES}
    found: list[str] = []
    for name in (" ".join(part.split()) for part in own.split(";")):
        if name and name.casefold() not in taken:
            taken.add(name.casefold())
            found.append(name)
    return (*CATEGORIES, *(Category(name, name, str(n)) for n, name in enumerate(found[:9], 1)))


def category_words(key: str) -> str:
    """A category that the practice named is stored by its name."""
    return next((one.words for one in CATEGORIES if one.key == key), PICTURES.get(key, key))


def category_of(key: str, known: Sequence[Category]) -> Category:
    found = next((one for one in known if one.key == key), None)
    if found is None:
        raise RuleBroken(_("Choose what kind of document this is."))
    return found


def proposed_title(category: Category, day: date | None) -> str:
    return f"{category.words} {day:%m/%d/%Y}" if day is not None else category.words
