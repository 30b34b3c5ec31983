"""Dated exceptions: vacations, closed days, extra hours, blocks and holds of one day, rooms and equipment out of use."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ma_desktop.domain import template
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.template import DatedException, Kind
from ma_desktop.i18n import _
from ma_desktop.services.schedule.hours_and_blocks import HoursAndBlocks
from ma_desktop.services.schedule.save_exception import SavedException, save_exception
from ma_desktop.views.dialogs.when import parse_day, parse_time
from ma_desktop.views.widgets.list_editor import Entry, Line, ListEditor
from ma_desktop.views.workbench import Workbench


class ExceptionsPage(QWidget):
    """A list at the left, the chosen one at the right. Without times it is for whole days."""

    changed = Signal()

    def __init__(self, bench: Workbench, notices: Any) -> None:
        super().__init__()
        self.bench, self.notices = bench, notices
        self.known: HoursAndBlocks | None = None
        kinds = (
            (str(Kind.CLOSED), _("away or closed")), (str(Kind.OPEN), _("extra hours")), (str(Kind.BLOCK), _("blocked")),
            (str(Kind.HOLD), _("held for the same day")),
        )  # fmt: skip
        self.editor = ListEditor(
            (
                Entry("kind", _("What"), "choice", kinds), Entry("whose", _("Whose"), "choice", (("", _("the practice")),)),
                Entry("first", _("From day"), hint="12/23"), Entry("from", _("From time"), hint=_("empty: whole days")),
                Entry("last", _("To day"), hint=_("empty: the same day")), Entry("to", _("To time"), hint="17:00"),
                Entry("label", _("Words"), hint=_("vacation, meeting")),
                Entry("release", _("Opens at"), hint=_("for held time, such as 10:00")),
                Entry("active", _("Counts"), "check"),
            ),
            _("Add an exception"), _("No exceptions ahead. Add a vacation, a closed day or extra hours"),
        )  # fmt: skip
        self.editor.saved.connect(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor)

    def take_keyboard(self) -> None:
        self.editor.take_keyboard()

    def show_exceptions(self, known: HoursAndBlocks, chosen: int | None = None) -> None:
        self.known = known
        whose = [("", _("the practice"))]
        whose += [(f"p{each.practitioner_id}", each.name) for each in known.providers]
        whose += [(f"r{each.id}", each.name) for each in known.rooms]
        whose += [(f"d{each.id}", each.name) for each in known.devices]
        self.editor.set_choices("whose", whose)
        names = dict(whose)
        self.editor.refresh([self._line(each, names) for each in known.exceptions], chosen)

    def _line(self, each: DatedException, names: dict[str, str]) -> Line:
        assert self.known is not None
        zone = self.known.zone
        start, end = each.start.astimezone(zone), each.end.astimezone(zone)
        whole = start.time() == time() and end.time() == time()
        last = end.date() - timedelta(days=1) if whole else end.date()
        whose = _whose(each)
        day = f"{start:%a, %b} {start.day}"
        when = (
            day
            if whole and last == start.date()
            else f"{day} – {last:%b} {last.day}"
            if whole
            else f"{day} {start:%H:%M}–{end:%H:%M}"
        )
        words = " · ".join(
            part for part in (when, each.label or _("extra hours"), names.get(whose, "")) if part
        )
        release = each.release_at.astimezone(zone) if each.release_at else None
        return Line(
            each.id, words,
            {
                "kind": str(each.kind), "whose": whose, "first": f"{start:%m/%d/%Y}", "last": f"{last:%m/%d/%Y}",
                "from": "" if whole else f"{start:%H:%M}", "to": "" if whole else f"{end:%H:%M}", "label": each.label,
                "release": f"{release:%H:%M}" if release else "", "active": True,
            },
        )  # fmt: skip

    def _save(self, row: int | None, values: dict[str, Any]) -> None:
        try:
            start, end, release = self._times(values)
        except RuleBroken as error:
            self.notices.notice(error.sentence, "warn")
            return
        whose = values["whose"] or ""
        number = int(whose[1:]) if whose else None
        self.bench.do(
            save_exception, row, then=self._saved, panel=self.notices, kind=Kind(values["kind"]), start=start, end=end,
            label=values["label"], practitioner_id=number if whose.startswith("p") else None,
            location_id=number if whose.startswith("r") else None, device_id=number if whose.startswith("d") else None,
            release_at=release, active=values["active"],
        )  # fmt: skip

    def _times(self, values: dict[str, Any]) -> tuple[datetime, datetime, datetime | None]:
        assert self.known is not None
        today, zone = self.bench.desk.now().date(), self.known.zone
        first = parse_day(values["first"], today)
        last = parse_day(values["last"], today) if values["last"].strip() else first
        if not values["from"].strip():
            start, end = template.midnights(first, zone)[0], template.midnights(last, zone)[1]
        else:
            start = template.local(first, parse_time(values["from"]), zone)
            end = template.local(last, parse_time(values["to"]), zone, last=True)
        release = (
            template.local(first, parse_time(values["release"]), zone) if values["release"].strip() else None
        )
        return start, end, release

    def _saved(self, saved: SavedException) -> None:
        if saved.booked:
            text = _("Saved. {n} appointments fall in that time; move or cancel them in the schedule.")
            self.notices.notice(text.format(n=saved.booked), "warn")
        else:
            self.notices.notice(_("Saved."), "ok")
        self.changed.emit()


def _whose(each: DatedException) -> str:
    if each.practitioner_id is not None:
        return f"p{each.practitioner_id}"
    if each.location_id is not None:
        return f"r{each.location_id}"
    return f"d{each.device_id}" if each.device_id is not None else ""
