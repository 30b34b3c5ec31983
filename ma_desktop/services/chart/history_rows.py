"""How the sections of a history stand in the tables: which rows, which columns, and back into the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ma_desktop.domain import history, plain_terms, tobacco
from ma_desktop.domain.sensitive import is_sensitive
from ma_desktop.i18n import _
from ma_desktop.models import (
    Condition,
    Consent,
    DeviceUseStatement,
    FamilyMemberHistory,
    Observation,
    Procedure,
    Resource,
)

TABLES: dict[str, type[Resource]] = {
    "problems": Condition, "past": Procedure, "family": FamilyMemberHistory, "social": Observation, "tobacco": Observation,
    "obstetric": Observation, "implants": DeviceUseStatement, "directives": Consent,
}  # fmt: skip
#: FHIR Observation.category of what is asked about a person's life.
SOCIAL = "social-history"
_YES = "yes"


def codes_of(section: str) -> tuple[str, ...]:
    """The codes of the observations that a section keeps."""
    return {
        "tobacco": (history.TOBACCO,),
        "obstetric": (history.PREGNANCIES,),
        "social": tuple(history.topics()),
    }[section]


def rows_of(section: str, patient_id: int) -> Any:
    """All rows of a section that stand, ended ones included, newest first."""
    table: Any = TABLES[section]
    rows = table.standing().where(table.patient == patient_id)
    if section == "problems":
        rows = rows.where(table.category == "problem-list-item")
    if table is Consent:
        rows = rows.where(table.kind.in_(list(history.directive_kinds())))
    if table is Observation:
        return rows.where(table.code.in_(codes_of(section))).order_by(
            table.effective_at.desc(), table.id.desc()
        )
    return rows.order_by(table.id.desc())


def columns_of(section: str, fields: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The columns that the fields fill."""
    said = {name: value.strip() for name, value in fields.items()}
    return {
        "problems": _condition, "past": _procedure, "family": _family, "social": _topic, "tobacco": _tobacco,
        "obstetric": _obstetric, "implants": _implant, "directives": _directive,
    }[section](said, now)  # fmt: skip


def fields_of(section: str, row: Any) -> dict[str, str]:
    """The fields of a form, from a row; empty ones are left out."""
    if section == "problems":
        found = {
            "display": plain_terms.name(row.display),
            "code": row.code,
            "onset": row.onset_text or _day(row.onset_on),
            "note": row.note,
        }
    elif section == "past":
        when = row.performed_text or (str(row.performed_at.year) if row.performed_at else "")
        found = {"display": plain_terms.name(row.display), "category": row.category or "surgical", "when": when,
                 "complication": row.complication, "note": row.note}  # fmt: skip
    elif section == "family":
        found = {"relationship": row.relationship, "display": row.display, "age": _text(row.onset_age), "note": row.note,
                 "deceased": "" if row.deceased is None else "yes" if row.deceased else "no", "deceased_age": _text(row.deceased_age)}  # fmt: skip
    elif section == "implants":
        found = {
            "display": row.display,
            "site": row.body_site,
            "when": row.placed_on,
            "udi": row.udi,
            "alert": row.alert,
            "note": row.note,
        }
    elif section == "directives":
        found = {"kind": row.kind, "by": row.by, "phone": row.phone, "note": row.note}
    else:
        found = _answered(section, row)
    if getattr(row, "sensitive", False) or (section == "social" and (row.parts or {}).get("sensitive")):
        found["sensitive"] = _YES
    return {name: value for name, value in found.items() if value}


def _answered(section: str, row: Observation) -> dict[str, str]:
    parts = dict(row.parts or {})
    if section == "social":
        return {"topic": row.code, "value": plain_terms.name(row.value_text or "")}
    if section == "obstetric":
        return parts
    return {"status": _status(row.value_text or ""), **parts}


def _status(words: str) -> str:
    """Our word for a smoking status, also of the names of SNOMED CT that imports bring."""
    said = words.casefold()
    if said in tobacco.statuses():
        return said
    known = (("never", "never"), ("ex-smoker", "former"), ("former", "former"), ("daily", "every-day"), ("every day", "every-day"),
             ("some day", "some-days"), ("occasional", "some-days"), ("smoker", "every-day"))  # fmt: skip
    return next((status for word, status in known if word in said), "unknown")


def words_of(section: str, fields: Mapping[str, str]) -> tuple[str, str]:
    """What stands in a line of the section, and what below it in small."""
    get = lambda name: fields.get(name, "")  # noqa: E731
    when = history.when_words(get("when") or get("onset")) if get("when") or get("onset") else ""
    if section == "problems":
        return get("display"), _join(
            _("since {when}").format(when=when) if when else "", get("code"), get("note")
        )
    if section == "past":
        trouble = _("complication: {what}").format(what=get("complication")) if get("complication") else ""
        return get("display"), _join(when, trouble, get("note"))
    if section == "family":
        return _family_words(fields)
    if section == "social":
        return f"{history.topics().get(get('topic'), get('topic'))}: {get('value')}", ""
    if section == "tobacco":
        first, _dot, rest = tobacco.words(dict(fields)).partition(" · ")
        return first[:1].upper() + first[1:], rest
    if section == "obstetric":
        last = history.first_day(get("lmp")) if get("lmp") else None
        due = (
            _("due {day} by last period").format(day=f"{history.expected_delivery(last):%b %d, %Y}")
            if last
            else ""
        )
        lmp = _("last period {day}").format(day=history.when_words(get("lmp"))) if last else ""
        return f"G{get('gravida')} P{get('para')}", _join(lmp, due, get("note"))
    if section == "implants":
        return get("display"), _join(
            get("site"),
            when,
            _("alert: {words}").format(words=get("alert")) if get("alert") else "",
            get("note"),
            get("udi"),
        )
    kind = history.directive_kinds().get(get("kind"), get("kind"))
    return kind[:1].upper() + kind[1:], _join(
        get("by"), get("phone"), _("paper: {where}").format(where=get("note")) if get("note") else ""
    )


def _family_words(fields: Mapping[str, str]) -> tuple[str, str]:
    who = history.relatives().get(fields.get("relationship", ""), fields.get("relationship", ""))
    age = _("from age {n}").format(n=fields["age"]) if fields.get("age") else ""
    died = _("died at {n}").format(n=fields["deceased_age"]) if fields.get("deceased_age") else _("deceased")
    lives = {"yes": died, "no": _("alive")}.get(fields.get("deceased", ""), "")
    return f"{who[:1].upper()}{who[1:]}: {fields.get('display', '')}", _join(
        age, lives, fields.get("note", "")
    )


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _condition(said: Mapping[str, str], now: datetime) -> dict[str, Any]:
    code = said.get("code", "").upper()
    return {
        "display": said["display"], "code": code, "onset_on": history.first_day(said.get("onset", "")),
        "onset_text": history.iso_when(said.get("onset", "")), "note": said.get("note", ""),
        "sensitive": _sensitive(said, code),
    }  # fmt: skip


def _procedure(said: Mapping[str, str], now: datetime) -> dict[str, Any]:
    return {
        "display": said["display"], "category": said.get("category") or "surgical", "performed_text": history.iso_when(said.get("when", "")),
        "complication": said.get("complication", ""), "note": said.get("note", ""), "sensitive": _sensitive(said),
    }  # fmt: skip


def _family(said: Mapping[str, str], now: datetime) -> dict[str, Any]:
    unknown = said["display"].casefold() in {"unknown", "adopted"}
    return {
        "relationship": said["relationship"], "display": said["display"], "onset_age": _number(said.get("age")),
        "deceased": {"yes": True, "no": False}.get(said.get("deceased", "")), "deceased_age": _number(said.get("deceased_age")),
        "status": "health-unknown" if unknown else "completed", "note": said.get("note", ""), "sensitive": _sensitive(said),
    }  # fmt: skip


def _topic(said: Mapping[str, str], now: datetime) -> dict[str, Any]:
    sensitive = said["topic"] in history.SENSITIVE_TOPICS or _sensitive(said)
    return {**_answer(said["topic"], said["value"], now), "display": history.topics()[said["topic"]],
            "parts": {"sensitive": True} if sensitive else None}  # fmt: skip


def _tobacco(said: Mapping[str, str], now: datetime) -> dict[str, Any]:
    parts = {name: value for name, value in said.items() if value and name != "status"}
    if parts.get("quit"):
        parts["quit"] = history.iso_when(parts["quit"])
    return {
        **_answer(history.TOBACCO, said["status"], now),
        "display": _("Tobacco smoking status"),
        "parts": parts or None,
    }


def _obstetric(said: Mapping[str, str], now: datetime) -> dict[str, Any]:
    parts = {
        name: history.iso_when(value) if name == "lmp" else value for name, value in said.items() if value
    }
    return {
        **_answer(history.PREGNANCIES, f"G{said['gravida']}P{said['para']}", now),
        "display": _("Pregnancies"),
        "parts": parts,
    }


def _answer(code: str, words: str, now: datetime) -> dict[str, Any]:
    return {"category": SOCIAL, "code": code, "value_text": words, "effective_at": now}


def _implant(said: Mapping[str, str], now: datetime) -> dict[str, Any]:
    return {
        "display": said["display"], "body_site": said.get("site", ""), "placed_on": history.iso_when(said.get("when", "")),
        "udi": said.get("udi", ""), "alert": said.get("alert", ""), "note": said.get("note", ""),
    }  # fmt: skip


def _directive(said: Mapping[str, str], now: datetime) -> dict[str, Any]:
    return {"kind": said["kind"], "by": said.get("by", ""), "phone": said.get("phone", ""), "note": said.get("note", ""), "given_at": now, "how": "told"}  # fmt: skip


def _sensitive(said: Mapping[str, str], code: str = "") -> bool:
    words = " ".join(said.get(name, "") for name in ("display", "value", "note", "complication"))
    return said.get("sensitive") == _YES or is_sensitive(words, code)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def section_of(row: Resource) -> str:
    """The section that shows a row."""
    if isinstance(row, Observation):
        return {history.TOBACCO: "tobacco", history.PREGNANCIES: "obstetric"}.get(row.code, "social")
    return next(key for key, table in TABLES.items() if isinstance(row, table))


def title_of(section: str) -> str:
    return history.section(section).title


def words_of_row(section: str, row: Any) -> tuple[str, str]:
    return words_of(section, fields_of(section, row))
