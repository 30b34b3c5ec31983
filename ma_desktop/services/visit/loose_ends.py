"""Whatever is open: of this visit, and of the whole practice. Danger sorts before lateness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import names
from ma_desktop.domain.needs import Need, rank
from ma_desktop.i18n import _
from ma_desktop.models import Patient, Task, User
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.flow_board import flow_board
from ma_desktop.services.visit.visit_needs import visit_needs


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """``task_id`` for a task, ``need`` (its key) for something a visit misses. ``due``: words for the desk."""

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


@dataclass(frozen=True, slots=True)
class LooseEnds:
    rows: tuple[LooseEnd, ...]
    late: int
    today: int


def loose_ends(desk: Desk, *, limit: int = 200) -> LooseEnds:
    """Open tasks and what the visits of today miss, in the order in which they should be done."""
    now = desk.now()
    ranked = [(rank(danger=t.priority == "stat", priority=t.priority, due_at=t.due_at, now=now), _task(desk, t, now))
              for t in _open_tasks(limit)]  # fmt: skip
    for card in flow_board(desk).cards:
        for need in visit_needs(desk, card.encounter_id):
            if need.missing and need.state == "late":
                place = rank(danger=need.danger, priority="routine", due_at=card.since, now=now)
                ranked.append((place, _visit_need(card.patient, card.patient_id, card.encounter_id, need)))
    rows = tuple(row for _place, row in sorted(ranked, key=lambda pair: pair[0]))
    return LooseEnds(rows, sum(r.tone == "danger" for r in rows), sum(r.tone == "warn" for r in rows))


def _open_tasks(limit: int) -> list[Task]:
    return list(
        Task.standing()
        .where(Task.status.in_(["requested", "received", "accepted", "ready", "in-progress", "on-hold"]))
        .order_by(Task.due_at)
        .limit(limit)
    )


def _task(desk: Desk, task: Task, now: datetime) -> LooseEnd:
    due, tone = _due(task, now)
    patient = Patient.get_or_none(Patient.id == task.patient_id) if task.patient_id else None
    return LooseEnd(
        sentence=task.description,
        due=due,
        tone=tone,
        patient=names.display(patient.family, patient.given) if patient else "—",
        owner=_owner(desk, task),
        next_action=task.next_action or _("Open"),
        patient_id=task.patient_id,
        encounter_id=task.encounter_id,
        task_id=task.id,
    )


def _due(task: Task, now: datetime) -> tuple[str, str]:
    if task.priority == "stat":
        return _("Now"), "danger"
    if task.due_at is None:
        return _("No date"), "muted"
    due = task.due_at.astimezone(now.tzinfo)
    days = (now.date() - due.date()).days
    if days > 0:
        return _("{day} · {n} days late").format(day=due.strftime("%a"), n=days), "danger"
    if days == 0:
        return (_("Today {time}").format(time=due.strftime("%H:%M")), "danger" if due < now else "warn")
    return f"{due:%a %b} {due.day}", "muted"


def _owner(desk: Desk, task: Task) -> str:
    if task.owner == desk.worker.user_id:
        return _("You")
    if task.owner:
        user = User.get_or_none(User.id == task.owner)
        return str(user.name) if user else "—"
    return {
        "ma": _("MA"),
        "front_desk": _("Front desk"),
        "provider": _("Provider"),
        "biller": _("Biller"),
    }.get(task.owner_role, _("Anyone"))


def _visit_need(patient: str, patient_id: int, encounter_id: int, need: Need) -> LooseEnd:
    return LooseEnd(
        sentence=need.sentence, due=_("This visit"), tone="danger" if need.danger else "warn", patient=patient,
        owner=_("You"), next_action=_("Do it"), patient_id=patient_id, encounter_id=encounter_id, need=need.key,
        action=need.action, argument=need.argument,
    )  # fmt: skip
