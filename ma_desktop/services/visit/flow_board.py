"""Who is in the office, where, for how long, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import names, needs, stages
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, EncounterStatusHistory
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.visit_facts import visit_facts


@dataclass(frozen=True, slots=True)
class BoardCard:
    """``since``: in this stage; ``arrived``: at the door. ``tone``: ok, warn or danger by how long it takes.

    ``next_step``: the sentence of the first open need, or of the next stage; ``alert`` when danger is open.
    """

    encounter_id: int
    patient_id: int
    patient: str
    initials: str
    stage: Stage
    place: str
    since: datetime
    arrived: datetime
    amber: int
    red: int
    next_step: str
    service: str
    alert: bool

    def tone(self, now: datetime) -> str:
        minutes = self.waiting(now)
        return "danger" if minutes >= self.red else "warn" if minutes >= self.amber else "ok"

    def waiting(self, now: datetime) -> int:
        """Whole minutes in this stage."""
        return max(0, int((now - self.since).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class FlowBoard:
    cards: tuple[BoardCard, ...]


_HERE = [str(stage) for stage in stages.ORDER if stage not in stages.ENDS and stage is not Stage.BOOKED]


def flow_board(desk: Desk) -> FlowBoard:
    """Today's open visits, the longest wait first."""
    today = desk.now().date()
    visits = [
        visit
        for visit in Encounter.standing().where(Encounter.stage.in_(_HERE) & Encounter.import_run.is_null())
        if visit.started_at.astimezone(desk.now().tzinfo).date() == today
    ]
    cards = [_card(desk, visit) for visit in visits]
    return FlowBoard(tuple(sorted(cards, key=lambda card: (not card.alert, card.since))))


def _card(desk: Desk, visit: Encounter) -> BoardCard:
    stage = Stage(visit.stage)
    since = (
        EncounterStatusHistory.standing()
        .where((EncounterStatusHistory.encounter == visit.id) & (EncounterStatusHistory.stage == visit.stage))
        .order_by(EncounterStatusHistory.id.desc())
        .first()
    )
    found = [need for need in needs.needs(stage, visit_facts(desk, visit)) if need.missing]
    amber, red = stages.WAITING.get(stage, (60, 120))
    patient = visit.patient
    return BoardCard(
        encounter_id=visit.id,
        patient_id=visit.patient_id,
        patient=names.display(patient.family, patient.given),
        initials=names.initials(patient.family, patient.given),
        stage=stage,
        place=visit.location.name if visit.location and stage is not Stage.CHECKOUT else _place(stage),
        since=since.at if since else visit.started_at,
        arrived=visit.started_at,
        amber=amber,
        red=red,
        next_step=found[0].sentence if found else "",
        service=visit.type_text,
        alert=any(need.danger for need in found),
    )


def _place(stage: Stage) -> str:
    return _("Checkout") if stage is Stage.CHECKOUT else _("Waiting room")
