"""Take the fee schedule from the practice's own spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from ma_desktop.domain import cpt, money
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import ChargeItemDefinition
from ma_desktop.services.desk import Desk

_HEADS = {
    "code": ("code", "cpt", "hcpcs", "procedure", "procedure code", "cpt code", "proc"),
    "label": ("label", "description", "name", "service", "words", "desc"),
    "fee": ("fee", "price", "charge", "amount", "standard fee", "rate"),
    "group": ("group", "category", "column", "section"),
}


@dataclass(frozen=True, slots=True)
class LoadedFees:
    """``refused``: (line of the file, reason)."""

    new: int
    changed: int
    same: int
    refused: tuple[tuple[int, str], ...]


def load_fees(desk: Desk, content: bytes) -> LoadedFees:
    """CSV with a code, words and a fee in each line, with or without a head; also ``;`` and tabs, and Excel's encodings.

    Known codes get the new fee and words; codes that are not in the file stay. Bad lines are answered, not taken.
    """
    rows = _rows(content)
    new = changed = same = 0
    refused: list[tuple[int, str]] = []
    with desk.work(_("Load fee schedule"), needs=Permission.SETTINGS) as work:
        here = {row.code: row for row in ChargeItemDefinition.standing()}
        place = len(here)
        for number, row in rows:
            try:
                code, fee = cpt.code(row.get("code", "")), money.dollars(row.get("fee", ""))
            except RuleBroken as error:
                refused.append((number, error.sentence))
                continue
            label = row.get("label", "").strip() or code
            values = {"label": label, "fee": fee, "group": row.get("group", "").strip()}
            known = here.get(code)
            if known is None:
                here[code] = work.insert(ChargeItemDefinition(code=code, position=place, **values))
                place, new = place + 1, new + 1
                continue
            before = known.version
            work.update(known, **(values if values["group"] else {"label": label, "fee": fee}), active=True)
            changed, same = changed + (known.version > before), same + (known.version == before)
    return LoadedFees(new, changed, same, tuple(refused))


def _rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    text = _text(content)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        lines = [(n, line) for n, line in enumerate(csv.reader(io.StringIO(text), dialect), 1) if any(line)]
    except csv.Error as error:
        raise RuleBroken(
            _("This is not a table with commas. Save the sheet as CSV and try again.")
        ) from error
    if not lines:
        raise RuleBroken(_("There is nothing in this file."))
    head = [cell.strip().casefold() for cell in lines[0][1]]
    places = {
        name: next((n for n, cell in enumerate(head) if cell in words), None)
        for name, words in _HEADS.items()
    }
    if places["code"] is None or places["fee"] is None:
        places = {"code": 0, "label": 1, "fee": 2, "group": 3}
        if not any(ch.isdigit() for ch in lines[0][1][0]):
            raise RuleBroken(
                _("The first line must name the columns: code, label, fee and, if you like, group.")
            )
    else:
        lines = lines[1:]
    return [
        (n, {name: line[at] for name, at in places.items() if at is not None and at < len(line)})
        for n, line in lines
    ]


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
