"""Whatever is open: of this visit, and of the whole practice. Danger sorts before lateness."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from ma_desktop.domain import names
from ma_desktop.domain.need_words import action_words, usual_role
from ma_desktop.domain.needs import Need
from ma_desktop.domain.rank import rank
from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import _, ngettext
from ma_desktop.models import Patient, Task, User
from ma_desktop.services.chart.unfiled_documents import to_file
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.closing_time import closing_time
from ma_desktop.services.schedule.overdue_requests import OverdueRequest, overdue_requests
from ma_desktop.services.schedule.raise_red_flag import KIND as RED_FLAG
from ma_desktop.services.visit.flow_board import BoardCard, flow_board
from ma_desktop.services.visit.open_visits import ForgottenVisit, open_visits
from ma_desktop.services.visit.provider_stop import KIND as PROVIDER_NEEDED


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """``task_id`` for a task, ``need`` (its key) for something a visit misses. ``due``: words for the desk.

    ``here``: belongs to the visit that is open on the screen; ``due_here`` is what ``due`` says then. ``order``: its rank.
    """

    sentence: str
    due: str
    tone: str
    patient: str
    owner: str
    next_action: str
    patient_id: int | None = None
    encounter_id: int | None = None
    task_id: int | None = None
    need: str = ""
    action: str = ""
    argument: str = ""
    here: bool = False
    due_here: str = ""
    order: tuple[int, int, int, float] = (1, 1, 3, 0.0)


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """``late`` and ``today`` count rows; ``tasks``: how many of them are tasks; ``more``: open tasks beyond the limit."""

    rows: tuple[LooseEnd, ...]
    late: int
    today: int
    tasks: int = 0
    more: int = 0

    def beside(self, encounter_id: int | None) -> LooseEnds:
        """As they stand beside the visit on the screen: danger first, then this visit, then the rest by lateness."""
        rows = [
            replace(row, here=True, due=row.due_here or row.due)
            if row.encounter_id == encounter_id is not None
            else row
            for row in self.rows
        ]
        return replace(
            self, rows=tuple(sorted(rows, key=lambda row: (row.order[0], not row.here, row.order)))
        )


def loose_ends(desk: Desk, *, limit: int = 200) -> LooseEnds:
    """Open tasks and what the visits of today miss: danger first, then by lateness."""
    now = desk.now()
    tasks = _open_tasks(limit)
    about = Patient.select().where(Patient.id.in_([task.patient_id for task in tasks if task.patient_id]))
    names_of = {patient.id: names.display(patient.family, patient.given) for patient in about}
    rows = [_task(desk, task, now, names_of.get(task.patient_id, "—")) for task in tasks]
    cards = flow_board(desk).cards
    said = {(row.encounter_id, row.sentence) for row in rows}
    for card in cards:
        for need in card.needs:
            if (card.encounter_id, need.sentence) in said:
                continue  # an alert stands there as a task already
            if need.missing and (need.danger or need.state == "late"):
                rows.append(_visit_need(desk, card, need, now))
    rows += [_overdue(waiting, now) for waiting in overdue_requests(desk)]
    rows += [_forgotten(visit, now) for visit in open_visits(desk)]
    rows += _to_file(to_file(desk), now)
    rows += _still_open(desk, cards, {row.encounter_id for row in rows})
    rows.sort(key=lambda row: row.order)
    return LooseEnds(
        tuple(rows), sum(r.tone == "danger" for r in rows), sum(r.tone == "warn" for r in rows), len(tasks),
        max(0, _open().count() - len(tasks)),
    )  # fmt: skip


def _forgotten(visit: ForgottenVisit, now: datetime) -> LooseEnd:
    day, days = visit.started, (now.date() - visit.started.date()).days
    return LooseEnd(
        sentence=_("Visit of {day} never closed ({stage})").format(
            day=f"{day:%b} {day.day}", stage=stage_label(visit.stage)
        ),
        due=_("{day} · 1 day late").format(day=f"{day:%a}")
        if days == 1
        else _("{day} · {n} days late").format(day=f"{day:%a}" if days < 7 else f"{day:%b} {day.day}", n=days),
        tone="danger", patient=visit.patient, owner=_("Anyone"), next_action=_("Close it"),
        patient_id=visit.patient_id, encounter_id=visit.encounter_id, need="open_visit",
        order=rank(danger=False, priority="asap", due_at=visit.started, now=now),
    )  # fmt: skip


def _to_file(count: int, now: datetime) -> list[LooseEnd]:
    if not count:
        return []
    return [
        LooseEnd(
            sentence=ngettext("{n} document to file", "{n} documents to file", count).format(n=count), due=_("No date"), tone="muted",
            patient="—", owner=_("Anyone"), next_action=_("File"), action="file_documents",
            order=rank(danger=False, priority="routine", due_at=None, now=now),
        )
    ]  # fmt: skip


def _still_open(desk: Desk, cards: tuple[BoardCard, ...], named: set[int | None]) -> list[LooseEnd]:
    """Once the hours of the day are over: whoever is on the board and has no other line here."""
    now = desk.now()
    closed = closing_time(desk, now.date()) if len({card.encounter_id for card in cards} - named) else None
    if closed is None or now < closed:
        return []
    return [
        LooseEnd(
            sentence=_("Still open at closing ({stage})").format(stage=stage_label(card.stage)),
            due=_("Here since {time}").format(time=f"{card.arrived.astimezone(now.tzinfo):%H:%M}"),
            tone="warn", patient=card.patient, owner=_("Anyone"), next_action=_("Close it"), patient_id=card.patient_id,
            encounter_id=card.encounter_id, need="open_visit", due_here=_("This visit"),
            order=rank(danger=False, priority="asap", due_at=card.arrived, now=now),
        )
        for card in cards
        if card.encounter_id not in named
    ]  # fmt: skip


def _overdue(waiting: OverdueRequest, now: datetime) -> LooseEnd:
    due_at = datetime.combine(waiting.latest, time(23, 59), tzinfo=now.tzinfo)
    priority = "urgent" if waiting.urgency == "urgent" else "routine"
    return LooseEnd(
        sentence=_("Still waiting after the last day asked for: {service}").format(service=waiting.service),
        due=_("{day} · {n} days late").format(day=f"{waiting.latest:%a}", n=(now.date() - waiting.latest).days),
        tone="danger", patient=waiting.patient, owner=_("Front desk"), next_action=_("Find a time"),
        patient_id=waiting.patient_id, action="waiting", argument=str(waiting.request_id),
        order=rank(danger=False, priority=priority, due_at=due_at, now=now),
    )  # fmt: skip


def _open() -> Any:
    return Task.standing().where(
        Task.status.in_(["requested", "received", "accepted", "ready", "in-progress", "on-hold"])
    )


def _open_tasks(limit: int) -> list[Task]:
    """Those that are danger first, so that a limit never hides one; then by due time."""
    return list(_open().order_by(Task.priority != "stat", Task.due_at.is_null(), Task.due_at).limit(limit))


def _task(desk: Desk, task: Task, now: datetime, patient: str) -> LooseEnd:
    due, tone = _due(task, now)
    return LooseEnd(
        sentence=task.description,
        due=due,
        tone=tone,
        patient=patient,
        owner=_owner(desk, task),
        next_action=task.next_action or _("Close"),
        patient_id=task.patient_id,
        encounter_id=task.encounter_id,
        task_id=task.id,
        action=task.kind if task.kind in {RED_FLAG, "registration", PROVIDER_NEEDED} else "",
        order=rank(danger=task.priority == "stat", priority=task.priority, due_at=task.due_at, now=now),
    )


def _due(task: Task, now: datetime) -> tuple[str, str]:
    if task.priority == "stat":
        return _("Now"), "danger"
    if task.due_at is None:
        return _("No date"), "muted"
    due = task.due_at.astimezone(now.tzinfo)
    days = (now.date() - due.date()).days
    if days == 1:
        return _("{day} · 1 day late").format(day=due.strftime("%a")), "danger"
    if days > 1:
        day = due.strftime("%a") if days < 7 else f"{due:%b} {due.day}"
        return _("{day} · {n} days late").format(day=day, n=days), "danger"
    if days == 0:
        return (_("Today {time}").format(time=due.strftime("%H:%M")), "danger" if due < now else "warn")
    return f"{due:%a, %b} {due.day}", "muted"


def _owner(desk: Desk, task: Task) -> str:
    if task.owner == desk.worker.user_id:
        return _("You")
    if task.owner:
        user = User.get_or_none(User.id == task.owner)
        return str(user.name) if user else "—"
    return _role(desk, task.owner_role)


def _role(desk: Desk, role: str) -> str:
    if role == desk.worker.role:
        return _("You")
    return {
        "ma": _("MA"),
        "front_desk": _("Front desk"),
        "provider": _("Provider"),
        "biller": _("Biller"),
    }.get(role, _("Anyone"))


def _visit_need(desk: Desk, card: BoardCard, need: Need, now: datetime) -> LooseEnd:
    """Since when the visit waits, not a date: the patient is in the office."""
    since = card.arrived.astimezone(now.tzinfo)
    due = _("Now") if need.danger else _("Here since {time}").format(time=f"{since:%H:%M}")
    tone = "danger" if need.danger else "warn" if need.state == "late" else "muted"
    return LooseEnd(
        sentence=need.sentence, due=due, tone=tone, patient=card.patient,
        owner=_role(desk, usual_role(need)), next_action=action_words(need), patient_id=card.patient_id,
        encounter_id=card.encounter_id, need=need.key, action=need.action, argument=need.argument,
        due_here="" if need.danger else _("This visit"),
        order=rank(danger=need.danger, priority="routine", due_at=card.since, now=now),
    )  # fmt: skip
