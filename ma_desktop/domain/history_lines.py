"""A line of history typed as people say it, read into the fields of its section; nothing is guessed, what was not understood is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from ma_desktop.domain import history, phones
from ma_desktop.domain.tobacco import Read, read_tobacco
from ma_desktop.i18n import _

_SHORT = {
    "ca": "cancer", "htn": "high blood pressure", "hbp": "high blood pressure", "dm": "diabetes", "dm2": "type 2 diabetes",
    "dm1": "type 1 diabetes", "mi": "heart attack", "cva": "stroke", "tia": "TIA", "chf": "heart failure", "cad": "coronary artery disease",
    "copd": "COPD", "ckd": "kidney disease", "hld": "high cholesterol", "afib": "atrial fibrillation", "dvt": "DVT", "pe": "pulmonary embolism",
    "ra": "rheumatoid arthritis", "oa": "osteoarthritis", "etoh": "alcohol use disorder", "bph": "enlarged prostate",
    "tah": "hysterectomy", "t&a": "tonsils and adenoids removed", "lap": "laparoscopic", "chole": "gallbladder removed",
    "appy": "appendectomy", "cabg": "heart bypass (CABG)", "tkr": "knee replacement", "thr": "hip replacement", "orif": "fracture repair (ORIF)",
    "c-section": "cesarean section", "cs": "cesarean section",
}  # fmt: skip
_DISEASES = frozenset(
    {"htn", "hbp", "dm", "dm1", "dm2", "mi", "cva", "tia", "chf", "cad", "copd", "ckd", "hld", "afib", "dvt", "ra", "oa", "etoh", "diabetes", "stroke",
     "cancer", "asthma", "ca"}
)  # fmt: skip
_SIDES = {"l": "left", "r": "right", "lt": "left", "rt": "right"}
_RELATIVES = (
    ("maternal-grandmother", r"maternal (?:grandmother|gm)|mgm|mother'?s mother"), ("maternal-grandfather", r"maternal (?:grandfather|gf)|mgf|mother'?s father"),
    ("paternal-grandmother", r"paternal (?:grandmother|gm)|pgm|father'?s mother"), ("paternal-grandfather", r"paternal (?:grandfather|gf)|pgf|father'?s father"),
    ("mother", r"mother|mom|ma|mum"), ("father", r"father|dad|pa"), ("sister", r"sister|sis"), ("brother", r"brother|bro"),
    ("daughter", r"daughter"), ("son", r"son"), ("grandmother", r"grandmother|grandma|gm"), ("grandfather", r"grandfather|grandpa|gf"),
    ("aunt", r"(?:mat(?:ernal|\.)? |pat(?:ernal|\.)? )?aunt"), ("uncle", r"(?:mat(?:ernal|\.)? |pat(?:ernal|\.)? )?uncle"), ("cousin", r"cousin"),
)  # fmt: skip
_SURGERY = re.compile(
    r"ectomy|ostomy|otomy|plasty|surgery|operation|removed|replacement|repair|bypass|section|implant|biopsy|fusion|transplant|graft|stent|arthroscop",
    re.IGNORECASE,
)


def is_surgery(words: str) -> bool:
    """Whether something that was done reads like an operation."""
    return bool(_SURGERY.search(words))


def read_line(section: str, text: str, today: date, born: date | None = None) -> Read:
    """``born`` turns an age into a year. An empty line reads as nothing, without a problem."""
    line = " ".join(text.split())
    readers: dict[str, Callable[[], Read]] = {
        "past": lambda: _past(line, today, born),
        "family": lambda: _family(line),
        "social": lambda: _social(line),
        "tobacco": lambda: read_tobacco(line, today),
        "obstetric": lambda: _obstetric(line, today),
        "implants": lambda: _implant(line, today),
        "directives": lambda: _directive(line),
    }
    if section in _LISTS and _NO.match(line):
        return Read({}, (), _("“No” is no entry of the list: mark the section as gone through instead."))
    return readers[section]() if line else Read()


#: Where a line that says no would stand as what it denies: an implant's alert, a DNR that the patient does not have.
_LISTS = ("past", "implants", "directives")
_NO = re.compile(
    r"(?:no|not|none|never|denies|denied|without|negative|nil|n/a|declin(?:es|ed)|refus(?:es|ed))\b",
    re.IGNORECASE,
)
#: Kin by marriage or by half, and generations further up, have no word of their own in the list.
_OTHER_KIN = re.compile(
    r"\b(?:half|step|foster|adopti(?:ve|ng)|adopted|great)[- ]+(?=\w)|[- ]in[- ]law\b", re.IGNORECASE
)


def _past(line: str, today: date, born: date | None) -> Read:
    fields: dict[str, str] = {}
    if found := re.search(r"\b(?:complicated by|complications?:?|compl\.?|c/b)\s+(.+)$", line, re.IGNORECASE):
        fields["complication"] = found[1].strip()
        line = line[: found.start()].strip(" ,;")
    line, problem = _when(line, fields, "when", today)
    if not fields.get("when") and (
        found := re.search(r"\b(?:at|age|aged|at age) (\d{1,3})(?: ?(?:y|yo|years?(?: old)?))?$", line)
    ):
        year = born.year + int(found[1]) if born is not None else None
        if year is None or year > today.year:
            return Read({"display": _named(line)}, (found[0],), problem)
        fields["when"] = str(year)
        line = line[: found.start()]
    fields["display"] = _named(line)
    fields["category"] = "surgical" if _SURGERY.search(fields["display"]) else "medical"
    if fields["display"] and (numbers := re.findall(r"(?<![\w-])'?\d{1,4}(?![\w-])", line)) and not problem:
        return Read(fields, tuple(numbers), "")
    return Read(fields, (), problem or ("" if fields["display"] else _("Say what it was.")))


def _when(line: str, fields: dict[str, str], name: str, today: date) -> tuple[str, str]:
    """Takes one date with a four-digit year out of the line."""
    found = re.search(
        r"(?:\b(?:in|on|since|about|approx\.?|~)\s*)?(?<![\d/-])((?:\d{1,2}[/-]){0,2}(?:18|19|20)\d{2})(?![\d/-])",
        line,
    )
    if found is None:
        return line, ""
    rest = " ".join((line[: found.start()] + " " + line[found.end() :]).split()).strip(" ,;-")
    if re.search(r"(?<![\d/-])(?:\d{1,2}[/-]){0,2}(?:18|19|20)\d{2}(?![\d/-])", rest):
        return rest, _("Two dates: one line holds one thing.")
    fields[name] = found[1]
    wrong = history.when_problem(found[1], today)
    return rest, f"{found[1]}: {wrong}" if wrong else ""


def _family(line: str) -> Read:
    if other := _OTHER_KIN.search(line):
        said = other[0].strip(" -")
        return Read({}, (), _("“{word}”: choose “other relative” and say who.").format(word=said))
    bare, fields = line.casefold(), dict[str, str]()
    hits = [
        (name, found)
        for name, pattern in _RELATIVES
        if (found := re.search(rf"(?<!\w)(?:{pattern})(?!\w)", bare))
    ]
    kept = [
        (n, f)
        for n, f in hits
        if not any(o is not f and o.start() <= f.start() and f.end() <= o.end() for _n, o in hits)
    ]
    if not kept:
        return Read({}, (), _("Begin with the relative: mother, father, sister, …"))
    if len(kept) > 1:
        return Read({}, (), _("Two relatives: one line holds one."))
    name, found = kept[0]
    fields["relationship"] = name
    rest = f"{line[: found.start()]} {line[found.end() :]}"
    if dead := re.search(
        r"\b(?:died|deceased|dec\.?|d\.)(?: of)?(?: at)?(?: age)? ?(\d{1,3})?(?=\s|$)", rest, re.IGNORECASE
    ):
        fields["deceased"] = "yes"
        if dead[1]:
            fields["deceased_age"] = dead[1]
        rest = f"{rest[: dead.start()]} {rest[dead.end() :]}"
    elif alive := re.search(r"\b(?:alive|living)\b", rest, re.IGNORECASE):
        fields["deceased"] = "no"
        rest = f"{rest[: alive.start()]} {rest[alive.end() :]}"
    numbers = re.findall(r"(?<![\w/.-])\d+(?![\w/.-])", rest)
    if len(numbers) > 1:
        return Read(fields, tuple(numbers), _("Two ages: say which one is the death (died 70)."))
    if numbers:
        fields["age"] = numbers[0]
        rest = re.sub(
            rf"(?:\b(?:at|age|aged)\s+){{0,2}}(?<![\w/.-]){numbers[0]}(?![\w/.-])(?: ?(?:y|yo|years?(?: old)?)\b)?",
            " ",
            rest,
        )
    fields["display"] = _named(rest)
    if sum(word in _DISEASES for word in rest.casefold().split()) > 1:
        return Read(fields, (), _("Two conditions: one line holds one."))
    if fields.get("age") and fields.get("deceased_age") and int(fields["age"]) > int(fields["deceased_age"]):
        return Read(fields, (), _("It began after the death: check the ages."))
    for key in ("age", "deceased_age"):
        if fields.get(key) and int(fields[key]) > 120:
            return Read(fields, (fields[key],), _("{number} is no age.").format(number=fields[key]))
    if not fields["display"]:
        return Read(fields, (), _("Say which condition; “healthy” is an answer, too."))
    return Read(fields)


_TOPICS = (
    ("11341-5", r"(?:occupation|job|works?(?: as)?|employed(?: as)?|retired)"), ("63503-7", r"(?:living situation|living|lives|home)"),
    ("ma-safety", r"(?:safety|safe|unsafe)"), ("ma-exercise", r"(?:exercise|exercises|walks|runs|gym)"), ("ma-diet", r"(?:diet|eats|vegetarian|vegan)"),
    ("11331-6", r"(?:alcohol|etoh|drinks|beer|wine|liquor|sober)"), ("11343-1", r"(?:drugs?|marijuana|cannabis|thc|cocaine|heroin|opioids?|meth)"),
    ("ma-sexual", r"(?:sexual(?: history)?|sex|partners?)"),
)  # fmt: skip
#: These words say only what it is about; others are part of the answer (``walks daily``).
_LABELS = re.compile(r"^(?:occupation|job|living situation|lives|living|safety|exercise|diet|alcohol|etoh|drugs?|sexual(?: history)?)\b\s*:?\s*", re.IGNORECASE)  # fmt: skip


def _social(line: str) -> Read:
    hits = [code for code, pattern in _TOPICS if re.match(rf"{pattern}(?!\w)", line, re.IGNORECASE)]
    if not hits:
        return Read(
            {},
            (),
            _("Begin with what it is about: occupation, lives, safety, exercise, diet, alcohol, drugs."),
        )
    value = _LABELS.sub("", line).strip()
    fields = {"topic": hits[0], "value": value}
    if hits[0] in history.SENSITIVE_TOPICS:
        fields["sensitive"] = "yes"
    return Read(fields, (), "" if value else _("Type the answer."))


def _obstetric(line: str, today: date) -> Read:
    fields: dict[str, str] = {}
    found = re.search(
        r"\bg\s*(\d{1,2})\s*,?\s*p\s*(\d{1,2}(?:[- ]?\d[- ]?\d[- ]?\d)?)\b", line, re.IGNORECASE
    )
    if found is None:
        return Read({}, (), _("Type pregnancies and births as G3P2 or G4P2012."))
    fields |= {"gravida": found[1], "para": re.sub(r"[- ]", "", found[2])}
    rest = f"{line[: found.start()]} {line[found.end() :]}"
    if last := re.search(r"\blmp:?\s*(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})", rest, re.IGNORECASE):
        fields["lmp"] = last[1]
        rest = f"{rest[: last.start()]} {rest[last.end() :]}"
        if wrong := history.when_problem(last[1], today):
            return Read(fields, (), f"{last[1]}: {wrong}")
    births = (
        int(fields["para"][0]) + int(fields["para"][1]) if len(fields["para"]) == 4 else int(fields["para"])
    )
    if births > int(fields["gravida"]) and len(fields["para"]) != 4:
        return Read(fields, (), _("More births than pregnancies: check G and P."))
    return Read(fields, tuple(word for word in rest.replace(",", " ").split()))


def _implant(line: str, today: date) -> Read:
    fields: dict[str, str] = {}
    if found := re.search(r"(?:\budi:?\s*)?(\(01\)\S+)", line, re.IGNORECASE):
        fields["udi"] = found[1]
        line = f"{line[: found.start()]} {line[found.end() :]}"
    line, problem = _when(line, fields, "when", today)
    words = [_SIDES.get(word.casefold(), word) for word in line.split()]
    places = "chest|arm|hip|knee|shoulder|eye|ear|breast|leg|wrist|ankle|heart|abdomen|back|neck|uterus|femur"
    text = " ".join(words)
    if found := re.search(
        rf"\b((?:left|right|both|upper|lower)(?: (?:upper|lower))? (?:{places})s?)\b|\b({places})$",
        text,
        re.IGNORECASE,
    ):
        device = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,")
        if device:
            fields["site"] = found[0].casefold()
            text = f"{found[0].split()[-1]} {device}" if device.casefold() in _PARTS else device
    fields["display"] = _named(text)
    if fields["display"]:
        fields["alert"] = history.implant_alert(fields["display"])
    return Read(
        {k: v for k, v in fields.items() if v},
        (),
        problem or ("" if fields["display"] else _("Say which device.")),
    )


#: Names that say little without the part of the body.
_PARTS = frozenset(
    {
        "replacement",
        "implant",
        "implants",
        "prosthesis",
        "stent",
        "screws",
        "plate",
        "plates",
        "rod",
        "graft",
        "lens",
    }
)

_DIRECTIVES = (
    ("living-will", r"living will|lw"), ("health-care-proxy", r"health ?care (?:proxy|power of attorney|poa|agent)|hcp(?:oa)?|dpoa(?:-hc)?|mpoa|poa|proxy"),
    ("polst", r"p?o?molst|polst"), ("dnr", r"dnr|do not resuscitate"), ("other-directive", r"five wishes|directive"),
)  # fmt: skip


def _directive(line: str) -> Read:
    for kind, pattern in _DIRECTIVES:
        found = re.search(rf"\b(?:{pattern})\b:?", line, re.IGNORECASE)
        if found is None:
            continue
        fields, rest = {"kind": kind}, f"{line[: found.start()]} {line[found.end() :]}".strip(" ,;:")
        if number := re.search(r"\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}", rest):
            fields["phone"] = phones.show(re.sub(r"\D", "", number[0]))
            rest = f"{rest[: number.start()]} {rest[number.end() :]}".strip(" ,;")
        if kind == "health-care-proxy":
            who, _comma, where = rest.partition(",")
            fields |= {"by": who.strip(), "note": where.strip()}
        else:
            fields["note"] = rest
        return Read({k: v for k, v in fields.items() if v})
    return Read({}, (), _("Begin with living will, proxy, DNR or POLST."))


def _named(text: str) -> str:
    """The words as a name: short forms written out, first letter large, no stray punctuation."""
    text = re.sub(r"\bpe tubes?\b", "ear tubes", text, flags=re.IGNORECASE)  # no pulmonary embolism
    words = [
        _SIDES.get(word.casefold(), _SHORT.get(word.casefold().strip(".,;"), word)) for word in text.split()
    ]
    name = " ".join(words).strip(" ,;:-")
    return name[:1].upper() + name[1:]


def read_words(section: str, read: Read) -> str:
    """What was understood, field by field, for the eye: ``What: Appendectomy · When: 2009``."""
    shown = []
    for each in history.section(section).fields:
        if value := read.fields.get(each.name, ""):
            words = (
                _("yes")
                if each.kind == "flag"
                else each.choices.get(value, history.when_words(value) if each.kind == "when" else value)
            )
            shown.append(f"{each.title}: {words}")
    return " · ".join(shown)
