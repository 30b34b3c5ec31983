"""What people are allergic to: substances by everyday names, classes of medicines that go together, and the answers of a review.

The table is our own; which medicines belong to one class is textbook knowledge. A class warns, it never forbids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ma_desktop.domain import medicine_names, names
from ma_desktop.domain.history import Field
from ma_desktop.i18n import _

#: Asked of everybody, since nobody thinks of them: code of the answer to (category, words that tell such an allergy).
ASKED: dict[str, tuple[str, tuple[str, ...]]] = {
    "allergies-latex": ("environment", ("latex", "rubber")),
    "allergies-contrast": ("medication", ("contrast", "iodinated", "gadolinium")),
    "allergies-food": ("food", ()),
    "allergies-adhesive": ("environment", ("adhesive", "tape")),
}
#: The answer "no known drug allergies", beside "no known allergies" of the whole list.
NO_DRUG = "allergies-drug"
MOST_LIKE = 6


def asked_words() -> dict[str, str]:
    return {
        "allergies-latex": _("Latex"), "allergies-contrast": _("Contrast dye"), "allergies-food": _("Food"),
        "allergies-adhesive": _("Adhesive, tape"),
    }  # fmt: skip


def categories() -> dict[str, str]:
    """FHIR AllergyIntolerance.category."""
    return {
        "": _("not said"),
        "medication": _("medicine"),
        "food": _("food"),
        "environment": _("environment"),
        "biologic": _("biologic, vaccine"),
    }


def fields() -> tuple[Field, ...]:
    """FHIR AllergyIntolerance in the words of the desk."""
    return (
        Field("substance", _("Allergic to"), needed=True), Field("reaction", _("What happened")),
        Field("severity", _("How bad"), "choice", {"": _("not said"), "mild": _("mild"), "moderate": _("moderate"), "severe": _("severe")}),
        Field("kind", _("Kind"), "choice", {"allergy": _("allergy"), "intolerance": _("intolerance")}),
        Field("category", _("Category"), "choice", categories()),
        Field("criticality", _("Next time"), "choice", {"": _("not said"), "low": _("low risk"), "high": _("high risk"),
                                                        "unable-to-assess": _("cannot be told")}),
        Field("onset", _("First time"), "when"),
        Field("source", _("Who says so"), "choice", {"": _("not said"), "patient": _("patient"), "family": _("family, caregiver"),
                                                     "record": _("other record"), "test": _("test")}),
        Field("note", _("Note")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Substance:
    """``category``: FHIR; empty when it is not known."""

    name: str
    category: str


_TABLE: dict[str, tuple[str, ...]] = {
    "medication": (
        "Penicillin", "Cephalosporins", "Sulfa drugs", "NSAIDs", "Opioids", "Macrolides", "Fluoroquinolones", "Tetracyclines", "ACE inhibitors", "Statins",
        "Local anesthetics", "Iodinated contrast", "Gadolinium contrast", "General anesthesia", "Novocaine (procaine)", "Povidone-iodine",
        "Chlorhexidine", "Adhesive bandage medicine", "Insulin", "Heparin", "Vancomycin", "Muscle relaxants",
    ),
    "food": (
        "Peanuts", "Tree nuts", "Almonds", "Cashews", "Walnuts", "Shellfish", "Shrimp", "Fish", "Eggs", "Milk", "Soy", "Wheat", "Gluten", "Sesame", "Strawberries",
        "Kiwi", "Banana", "Avocado", "Tomato", "Corn", "Chocolate", "Citrus", "Red dye", "MSG", "Sulfites", "Lactose", "Red meat (alpha-gal)", "Mushrooms",
        "Garlic", "Mustard", "Peach", "Apple", "Melon", "Celery", "Coconut",
    ),
    "environment": (
        "Latex", "Adhesive tape", "Nickel", "Bee stings", "Wasp stings", "Fire ants", "Pollen", "Ragweed", "Grass", "Trees", "Mold", "Dust mites", "Cats", "Dogs",
        "Horses", "Cockroaches", "Feathers", "Poison ivy", "Perfume", "Fragrance", "Wool", "Sunlight", "Cold", "Formaldehyde", "Hair dye", "Bleach",
    ),
    "biologic": ("Influenza vaccine", "Tetanus vaccine", "MMR vaccine", "Pertussis vaccine", "COVID-19 vaccine", "Blood products", "Egg in vaccines", "Gelatin",
                 "Allergy shots"),
}  # fmt: skip

#: Words of medicines that belong together, and of the class itself, folded.
_CLASSES: dict[str, tuple[str, ...]] = {
    "penicillins": ("penicillin", "amoxicillin", "ampicillin", "dicloxacillin", "piperacillin", "nafcillin", "oxacillin"),
    "cephalosporins": ("cephalosporin", "cephalexin", "cefuroxime", "cefdinir", "cefadroxil", "cefpodoxime", "cefixime", "ceftriaxone", "cefazolin", "cefepime"),
    "sulfonamides": ("sulfa", "sulfonamide", "sulfamethoxazole", "sulfasalazine", "sulfadiazine"),
    "NSAIDs": ("nsaid", "aspirin", "ibuprofen", "naproxen", "diclofenac", "meloxicam", "celecoxib", "indomethacin", "ketorolac", "etodolac", "nabumetone", "piroxicam"),
    "opioids": ("opioid", "codeine", "morphine", "hydrocodone", "oxycodone", "hydromorphone", "fentanyl", "tramadol", "methadone", "meperidine", "tapentadol"),
    "macrolides": ("macrolide", "erythromycin", "azithromycin", "clarithromycin"),
    "fluoroquinolones": ("fluoroquinolone", "ciprofloxacin", "levofloxacin", "moxifloxacin", "ofloxacin"),
    "tetracyclines": ("tetracycline", "doxycycline", "minocycline"),
    "ACE inhibitors": ("ace inhibitor", "lisinopril", "enalapril", "benazepril", "ramipril", "quinapril", "captopril", "fosinopril"),
    "statins": ("statin", "atorvastatin", "simvastatin", "rosuvastatin", "pravastatin", "lovastatin", "pitavastatin"),
    "local anesthetics": ("local anesthetic", "lidocaine", "procaine", "benzocaine", "bupivacaine"),
}  # fmt: skip
_OF_CLASS = {
    "penicillins": _("a penicillin"), "cephalosporins": _("a cephalosporin"), "sulfonamides": _("a sulfa drug"), "NSAIDs": _("an NSAID"),
    "opioids": _("an opioid"), "macrolides": _("a macrolide"), "fluoroquinolones": _("a fluoroquinolone"), "tetracyclines": _("a tetracycline"),
    "ACE inhibitors": _("an ACE inhibitor"), "statins": _("a statin"), "local anesthetics": _("a local anesthetic"),
}  # fmt: skip


@cache
def substances() -> tuple[Substance, ...]:
    return tuple(Substance(name, category) for category, words in _TABLE.items() for name in words)


def find(typed: str, limit: int = 8) -> tuple[Substance, ...]:
    """Everyday substances first, then medicines; despite slips."""
    wanted = names.fold(typed)
    if len(wanted) < 2:
        return ()
    starts = [
        each
        for each in substances()
        if any(word.startswith(wanted) for word in (names.fold(each.name), *names.fold(each.name).split()))
    ]
    drugs = [
        Substance(each.name[:1].upper() + each.name[1:], "medication")
        for each in medicine_names.find(typed, limit)
    ]
    found = [*starts, *drugs]
    return tuple(dict.fromkeys([*found, *(_slips(wanted) if len(found) < 3 else ())]))[:limit]


def _slips(wanted: str) -> list[Substance]:
    from rapidfuzz import fuzz, process  # loaded only when a search has found little

    folded = {
        word: each
        for each in reversed(substances())
        for word in names.fold(each.name).split()
        if len(word) > 3
    }
    folded |= {names.fold(each.name): each for each in substances()}
    hits = process.extract(
        wanted, list(folded), scorer=fuzz.ratio, score_cutoff=medicine_names.LIKE, limit=MOST_LIKE
    )
    return [folded[name] for name, _score, _place in hits]


def category_of(substance: str) -> str:
    """Of a substance that is in the table or among the medicines; empty for others."""
    wanted = names.fold(substance)
    for each in substances():
        if names.fold(each.name) == wanted:
            return each.category
    return "medication" if medicine_names.leading(substance)[0] is not None else ""


def classes_of(substance: str) -> frozenset[str]:
    text = f"{names.fold(substance)} {medicine_names.meant(substance)}"
    return frozenset(key for key, words in _CLASSES.items() if _says(text, words))


def _says(text: str, words: Iterable[str]) -> bool:
    """Whole words and their plurals: a sulfate is no sulfa drug, tapentadol no tape."""
    return any(re.search(rf"\b{re.escape(word)}s?\b", text) for word in words)


def related(one: str, other: str) -> str:
    """How two substances or medicines go together, as ``a penicillin``; ``the same`` for one and the same; empty for none."""
    if names.fold(one) == names.fold(other) or medicine_names.meant(one) == medicine_names.meant(other):
        return _("the same")
    both = classes_of(one) & classes_of(other)
    return _OF_CLASS[min(both)] if both else ""


def clash(substance: str, listed: str) -> str:
    """A sentence for a substance beside one that is on a list: ``Amoxicillin is a penicillin, like Penicillin.``"""
    how = related(substance, listed)
    return (
        _("{substance} is {how}, like {listed}.").format(substance=substance, how=how, listed=listed)
        if how
        else ""
    )


def tells(code: str, substance: str, category: str) -> bool:
    """Whether an allergy on the list answers one of the questions that everybody is asked."""
    wanted, words = ASKED[code]
    folded = names.fold(substance)
    return _says(folded, words) if words else category == wanted
