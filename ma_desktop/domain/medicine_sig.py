"""Directions for a medicine as people type them: read into parts and said in plain words.

What is risky is asked about: Q.D., Q.O.D., U, IU, trailing and missing leading zeros, MS and its like (The Joint Commission's do-not-use list),
HS, SC, SQ, cc, µg, OD, OS, OU, TIW and @ (ISMP's list of error-prone abbreviations). What is not understood is named; the text typed is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ma_desktop.domain import medicine_names
from ma_desktop.i18n import _, on_paper


@dataclass(frozen=True, slots=True)
class Sig:
    """``medicine`` with ``strength`` is what stands in the list; ``plain`` the direction in plain words.

    ``asks``: sentences about what is easily misread; ``unread``: words that were not understood.
    """

    original: str
    medicine: str = ""
    strength: str = ""
    amount: str = ""
    route: str = ""
    frequency: str = ""
    reason: str = ""
    plain: str = ""
    asks: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def display(self) -> str:
        return f"{self.medicine} {self.strength}".strip()


@cache
def _routes() -> tuple[tuple[str, str], ...]:
    return (
        (r"po|p\.o\.|per os|by mouth|oral(?:ly)?", on_paper("by mouth")), (r"sl|sublingual(?:ly)?|under (?:the )?tongue", on_paper("under the tongue")),
        (r"pr|rectal(?:ly)?", on_paper("in the rectum")), (r"pv|vaginal(?:ly)?", on_paper("in the vagina")), (r"im", on_paper("into the muscle")),
        (r"subq|sub-?q|subcut|sc|sq|under the skin", on_paper("under the skin")), (r"iv", on_paper("into a vein")),
        (r"inh|inhaled|by inhalation", on_paper("breathed in")), (r"neb|nebulized", on_paper("by nebulizer")),
        (r"top|topical(?:ly)?|to skin|on (?:the )?skin", on_paper("on the skin")),
        (r"od|right eye", on_paper("in the right eye")), (r"os|left eye", on_paper("in the left eye")), (r"ou|both eyes|each eye", on_paper("in both eyes")),
        (r"ad|right ear", on_paper("in the right ear")), (r"as(?! (?:needed|directed|tolerated))|left ear", on_paper("in the left ear")), (r"au|both ears", on_paper("in both ears")),
        (r"nasal(?:ly)?|(?:in )?each nostril|(?:in )?both nostrils", on_paper("in each nostril")),
    )  # fmt: skip


@cache
def _times() -> tuple[tuple[str, str], ...]:
    return (
        (r"qod|q\.o\.d\.?|every other day|qoday", on_paper("every other day")), (r"qd|q\.d\.?|qday|daily|once (?:a|per) day|once daily|every day|1 ?x ?/? ?(?:a )?day", on_paper("once a day")),
        (r"bid|b\.i\.d\.?|twice (?:a|per) day|twice daily|2 ?x ?/? ?(?:a )?day", on_paper("twice a day")), (r"tid|t\.i\.d\.?|three times (?:a|per) day|three times daily|3 ?x ?/? ?(?:a )?day", on_paper("three times a day")),
        (r"qid|q\.i\.d\.?|four times (?:a|per) day|four times daily|4 ?x ?/? ?(?:a )?day", on_paper("four times a day")),
        (r"qhs|q\.h\.s\.?|hs|at bedtime|bedtime|at night|nightly|qnight", on_paper("at bedtime")), (r"qam|q ?am|every morning|in the morning|in the am|mornings?", on_paper("every morning")),
        (r"qpm|q ?pm|every evening|in the evening|evenings?", on_paper("every evening")), (r"qweek|q ?wk|weekly|once (?:a|per) week|every week", on_paper("once a week")),
        (r"biw|twice (?:a|per) week|twice weekly", on_paper("twice a week")), (r"tiw|three times (?:a|per) week", on_paper("three times a week")), (r"qmonth|monthly|once (?:a|per) month", on_paper("once a month")),
        (r"every (?:2|two) weeks|q2 ?(?:wk|weeks?)", on_paper("every two weeks")), (r"stat", on_paper("right now")), (r"m/?w/?f|mon ?wed ?fri", on_paper("on Monday, Wednesday and Friday")),
    )  # fmt: skip


@cache
def _meals() -> tuple[tuple[str, str], ...]:
    return (
        (r"ac|before meals|before food", on_paper("before meals")), (r"pc|after meals|after food", on_paper("after meals")), (r"with (?:food|meals?)", on_paper("with food")),
        (r"before breakfast", on_paper("before breakfast")), (r"(?:on an )?empty stomach", on_paper("on an empty stomach")),
    )  # fmt: skip


@cache
def _forms() -> tuple[tuple[str, str, str], ...]:
    """Pattern, one, several."""
    return (
        (r"tabs?|tablets?|pills?|t", on_paper("tablet"), on_paper("tablets")), (r"caps?|capsules?", on_paper("capsule"), on_paper("capsules")), (r"puffs?", on_paper("puff"), on_paper("puffs")),
        (r"gtts?|drops?", on_paper("drop"), on_paper("drops")), (r"sprays?", on_paper("spray"), on_paper("sprays")), (r"patch(?:es)?", on_paper("patch"), on_paper("patches")),
        (r"units?|u", on_paper("unit"), on_paper("units")), (r"ml|milliliters?|cc", on_paper("mL"), on_paper("mL")), (r"tsp|teaspoons?", on_paper("teaspoon"), on_paper("teaspoons")),
        (r"tbsp|tablespoons?", on_paper("tablespoon"), on_paper("tablespoons")), (r"supp|suppositor(?:y|ies)", on_paper("suppository"), on_paper("suppositories")),
        (r"inj(?:ection)?s?", on_paper("injection"), on_paper("injections")), (r"softgels?", on_paper("softgel"), on_paper("softgels")), (r"gumm(?:y|ies)", on_paper("gummy"), on_paper("gummies")),
        (r"packets?", on_paper("packet"), on_paper("packets")), (r"applications?|thin layer", on_paper("thin layer"), on_paper("thin layers")), (r"scoops?|capfuls?", on_paper("scoop"), on_paper("scoops")),
    )  # fmt: skip


_NUMBER = r"(?:\d+ ?1/2|\d+/\d+|½|1½|\d*\.?\d+(?: ?(?:-|–|to) ?\d+)?|half(?: an?)?|one|two|three|four)"
_STRENGTH = re.compile(
    r"(?<![\w.])((?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:[/-](?:\d+(?:\.\d+)?))* ?(?:mg|mcg|µg|ug|g|gm|grams?|meq|iu|i\.u\.|units|u|%)(?:/(?:\d+ ?)?(?:ml|hr|h|actuation|spray|tab|dose|act))?)(?![\w/])",
    re.IGNORECASE,
)  # fmt: skip


class _Line:
    """The rest of a line, from which what is understood is taken out."""

    def __init__(self, text: str) -> None:
        self.rest = f" {text} "

    def take(self, pattern: str) -> re.Match[str] | None:
        found = re.search(rf"(?<![\w/.-])(?:{pattern})(?![\w/-])", self.rest, re.IGNORECASE)
        if found is not None:
            self.rest = f"{self.rest[: found.start()]} ; {self.rest[found.end() :]}"
        return found


def read_sig(text: str) -> Sig:
    """``lisinopril 20 mg 1 po qd`` → Lisinopril, 20 mg, “1 tablet by mouth once a day”, and a question about QD."""
    original = " ".join(text.split())
    if not original:
        return Sig("")
    asks = _risks(original)
    medicine, rest = _medicine(_name_first(original))
    line = _Line(rest)
    strength = _strength(line, medicine)
    reason = _reason(line)
    span = line.take(r"(?:x|for) ?(\d+) ?(?:d|days?)")
    hours = line.take(
        r"q ?(\d+)(?: ?(?:-|–|to) ?(\d+))? ?(?:h|hrs?|hours?)|every (\d+)(?: ?(?:-|–|to) ?(\d+))? (?:h|hrs?|hours?)"
    )
    when = [word for pattern, word in _times() if line.take(pattern)]
    when += [word for pattern, word in _meals() if line.take(pattern)]
    route = next((word for pattern, word in _routes() if line.take(pattern)), "")
    needed = line.take(r"prn|p\.r\.n\.?|as needed|when needed|if needed")
    amount = _amount(line, medicine, strength)
    if hours is not None:
        low, high = hours[1] or hours[3], hours[2] or hours[4]
        when.insert(0, on_paper("every {n} hours").format(n=f"{low} to {high}" if high else low))
    if needed is not None:
        after = " ".join(line.rest.split(";")[-1].split())
        if not reason and after and not re.search(r"\d", after) and needed:
            reason, line.rest = after, line.rest[: line.rest.rfind(";")]
        when.append(on_paper("when needed"))
    if span is not None:
        when.append(on_paper("for {n} days").format(n=span[1]))
    frequency = " ".join(when)
    unread = tuple(
        word for word in re.split(r"[\s;,]+", line.rest) if word and word.casefold() not in _FILLING
    )
    if unread:  # the direction stays as it was typed: half of it in plain words would mislead
        return Sig(original, medicine, strength, asks=asks, unread=unread)
    if (many := _many(amount)) is not None:
        asks = (*asks, many)
    elif re.fullmatch(r"[\d.½]+", amount):
        asks = (*asks, _("{amount} of what? Add tablets, mg, units or mL.").format(amount=amount))
    plain = " ".join(
        part
        for part in (
            amount,
            route,
            frequency,
            on_paper("for {reason}").format(reason=reason) if reason else "",
        )
        if part
    )
    return Sig(original, medicine, strength, amount, route, frequency, reason, plain, asks, unread)


#: More of them at once is a slip more often than a dose.
_MOST_AT_ONCE = 10


def _many(amount: str) -> str | None:
    """A question about more pills, puffs or patches at once than anybody takes; units and mL may be many."""
    found = re.match(r"(?:\d+ to )?(\d+)(?: (.*))?$", amount)
    if (
        found is None
        or int(found[1]) <= _MOST_AT_ONCE
        or found[2] in (on_paper("units"), on_paper("mL"), on_paper("drops"))
    ):
        return None
    return _("{amount} at once: is the number right?").format(amount=amount)


#: What comes as a capsule when people say only how many.
_CAPSULES = frozenset(
    {"omeprazole", "esomeprazole", "lansoprazole", "dexlansoprazole", "duloxetine", "fluoxetine", "gabapentin", "pregabalin", "celecoxib", "tamsulosin",
     "cephalexin", "amoxicillin", "clindamycin", "nitrofurantoin", "dabigatran", "lisdexamfetamine", "benzonatate", "temazepam", "fish oil", "docusate",
     "cefdinir", "venlafaxine", "dutasteride", "doxycycline", "minocycline", "indomethacin", "zonisamide", "hydroxyurea", "probiotic"}
)  # fmt: skip
_FILLING = frozenset({"take", "takes", "taking", "use", "uses", "inject", "a", "an", "the", "of", "and", "each", "tablet", "tablets", "capsule",
                      "tab", "tabs", "cap", "caps", "patch", "spray", "drops", "inhaler", "cream", "ointment", "solution", "er", "xr", "sr", "dr", "ec"})  # fmt: skip


def _name_first(text: str) -> str:
    """``half a tab of metoprolol 25 mg`` → ``metoprolol 25 mg half a tab``."""
    forms = "|".join(pattern for pattern, _one, _several in _forms())
    found = re.match(rf"(?:takes? )?({_NUMBER} ?(?:{forms})) (?:of )?([a-z].+)$", text, re.IGNORECASE)
    return f"{found[2]} {found[1]}" if found else text


def _medicine(text: str) -> tuple[str, str]:
    """The name, and what follows. A name that is not on the list ends at the first number or at a word of directions."""
    found, count = medicine_names.leading(text)
    words = text.split()
    if found is None:
        sign = re.compile(
            rf"^(?:{_NUMBER}.*|po|prn|qd|qod|bid|tid|qid|qhs|hs|daily|weekly|twice|once|every|{_all(_routes())})$",
            re.IGNORECASE,
        )
        count = next((place for place, word in enumerate(words) if place and sign.match(word)), len(words))
    name = found.name if found is not None else " ".join(words[:count])
    release = r"^(?:er|xr|xl|sr|cr|la|dr|ec|odt)$"
    while count < len(words) and re.match(release, words[count], re.IGNORECASE):
        name, count = f"{name} {words[count].upper()}", count + 1
    return name[:1].upper() + name[1:], " ".join(words[count:])


def _all(table: tuple[tuple[str, str], ...]) -> str:
    return "|".join(pattern for pattern, _word in table)


def _strength(line: _Line, medicine: str) -> str:
    found = _STRENGTH.search(line.rest)
    if found is None:
        combined = re.search(r"(?<![\w.])(\d+(?:\.\d+)?/\d{2,}(?:\.\d+)?)(?![\w/])", line.rest)
        if combined is None:
            return ""
        line.rest = line.rest.replace(combined[0], " ; ", 1)
        return combined[1]
    given = found[1]
    if "insulin" in medicine_names.meant(medicine) and re.search(
        r"\d ?(?:units|u|iu)$", given, re.IGNORECASE
    ):
        return ""  # so many units are what is taken, not what the bottle says
    line.rest = line.rest.replace(found[0], " ; ", 1)
    number, unit = re.match(r"([\d.,/-]+) ?(.*)", given).groups()  # type: ignore[union-attr]
    number = (
        re.sub(r"(\.\d*?)0+$", r"\1", number).rstrip(".") if "." in number and "/" not in number else number
    )
    number = f"0{number}" if number.startswith(".") else number
    unit = {"µg": "mcg", "ug": "mcg", "gm": "g", "gram": "g", "grams": "g", "iu": "units", "i.u.": "units", "u": "units", "meq": "mEq"}.get(unit.casefold(), unit.casefold().replace("ml", "mL"))  # fmt: skip
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def _amount(line: _Line, medicine: str, strength: str) -> str:
    for pattern, one, several in _forms():
        if found := line.take(rf"({_NUMBER}) ?(?:{pattern})"):
            number = _number(found[1])
            return f"{number} {one if number in ('1', '½') else several}"
    if found := line.take(rf"({_NUMBER})"):
        number = _number(found[1])
        form = next(((one, several) for pattern, one, several in _forms() if line.take(pattern)), None)
        if form is None and re.search(r"(?: (?:mg|mcg|mEq)|\d/\d+)$", strength):
            capsule = medicine_names.meant(medicine) in _CAPSULES
            form = (
                (on_paper("capsule"), on_paper("capsules"))
                if capsule
                else (on_paper("tablet"), on_paper("tablets"))
            )
        return f"{number} {form[0] if number in ('1', '½') else form[1]}" if form else number
    return ""


def _number(text: str) -> str:
    spoken = {
        "half": "½",
        "half a": "½",
        "half an": "½",
        "1/2": "½",
        "one": "1",
        "two": "2",
        "three": "3",
        "four": "4",
    }
    bare = re.sub(r"\s*(?:-|–|to)\s*", " to ", text.casefold().strip())
    bare = re.sub(r"^(\d+) ?1/2$", r"\1½", bare) if bare != "1/2" else bare
    if re.fullmatch(r"\d*\.\d+", bare):
        bare = f"{float(bare):g}"
    return spoken.get(bare, bare)


def _reason(line: _Line) -> str:
    """``for blood pressure`` to the end of the line or to the next direction; never a number of days."""
    found = re.search(r"\bfor (?!\d)([^;\d,]+?)\s*(?=[;,]|$)", line.rest, re.IGNORECASE)
    if found is None:
        return ""
    words = re.split(
        rf"\s+(?=(?:{_all(_times())}|prn|po)\b)", found[1].strip(), maxsplit=1, flags=re.IGNORECASE
    )[0]
    line.rest = (
        line.rest.replace(f"for {words}", " ; ", 1)
        if f"for {words}" in line.rest
        else re.sub(rf"(?i)\bfor {re.escape(words)}", " ; ", line.rest, count=1)
    )
    return words


def _risks(text: str) -> tuple[str, ...]:
    rows = (
        (r"(?<![\w.])q\.?d\.?(?![\w])", _("“{typed}” can be read as four times a day. Once a day?")),
        (r"(?<![\w.])q\.?o\.?d\.?(?![\w])", _("“{typed}” can be read as every day. Every other day?")),
        (r"\d+ ?u(?![\w])", _("“{typed}”: the U can be read as a zero. Units?")),
        (r"\d+ ?i\.?u\.?(?![\w])", _("“{typed}” can be read as IV or 10. International units?")),
        (r"\d\.0+(?!\d)", _("“{typed}”: a zero after the point makes ten times too much when the point is missed. Is the number right?")),
        (r"(?<![\d])\.\d+", _("“{typed}”: without a zero before the point it can be read as ten times as much. Is the number right?")),
        (r"\b(?:ms(?! contin)|mso4|mgso4)\b", _("“{typed}” can be morphine or magnesium. Type the whole name.")),
        (r"\bhs\b", _("“{typed}” can be read as half strength. At bedtime?")), (r"\b(?:sc|sq)\b", _("“{typed}” can be misread. Under the skin?")),
        (r"\d ?cc\b", _("“{typed}” can be read as units. mL?")), (r"\d ?(?:µg|ug)\b", _("“{typed}” can be read as mg. Micrograms (mcg)?")),
        (r"\b(?:od|os|ou|ad|as(?! (?:needed|directed|tolerated))|au)\b(?= |$)", _("“{typed}” mixes up eyes, ears and once daily. As shown?")), (r"\btiw\b", _("“{typed}” can be read as three times a day. Three times a week?")),
        (r"@", _("“{typed}” can be read as 2. At?")),
    )  # fmt: skip
    found = []
    for pattern, words in rows:
        if hit := re.search(pattern, text, re.IGNORECASE):
            found.append(words.format(typed=hit[0].strip()))
    return tuple(found)
