"""Who is in the office, where, for how long, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ma_desktop.domain import names, needs, stages
from ma_desktop.domain.need_words import step_words
from ma_desktop.domain.needs import Need, State
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, EncounterStatusHistory, User
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import short_name
from ma_desktop.services.visit.name_alerts import same_family
from ma_desktop.services.visit.visit_facts import visit_facts


@dataclass(frozen=True, slots=True)
class BoardChip:
    """A few words for what is being waited for. ``tone``: danger, warn, info, violet."""

    text: str
    tone: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class BoardCard:
    """``since``: in this stage; ``arrived``: at the door. ``tone``: ok, warn or danger by how long it takes.

    ``who``: has the patient now, in words (``you``, ``Dr. Ito``), empty in the waiting room. ``next_step``: the first
    open need of this stage, or the next stage; what earlier stages still miss stands among the loose ends.
    ``alert`` when danger is open.
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
    who: str = ""
    chips: tuple[BoardChip, ...] = ()
    needs: tuple[Need, ...] = ()

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
    cards = _named_apart([_card(desk, visit) for visit in visits])
    return FlowBoard(tuple(sorted(cards, key=lambda card: (not card.alert, card.since))))


def _named_apart(cards: list[BoardCard]) -> list[BoardCard]:
    """Siblings and namesakes in the office at once are marked on both cards."""
    alike = same_family([card.patient for card in cards])
    chip = BoardChip(_("same family name"), "warn", "people")
    return [replace(card, chips=(*card.chips, chip)) if card.patient in alike else card for card in cards]


def _card(desk: Desk, visit: Encounter) -> BoardCard:
    stage = Stage(visit.stage)
    since = (
        EncounterStatusHistory.standing()
        .where((EncounterStatusHistory.encounter == visit.id) & (EncounterStatusHistory.stage == visit.stage))
        .order_by(EncounterStatusHistory.id.desc())
        .first()
    )
    asked = needs.needs(stage, visit_facts(desk, visit))
    found = [need for need in asked if need.missing]
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
        next_step=_next_step(stage, found),
        service=visit.type_text,
        alert=any(need.danger for need in found),
        who=_who(desk, stage, visit, since),
        chips=_chips(stage, found),
        needs=asked,
    )


def _next_step(stage: Stage, found: list[Need]) -> str:
    """Danger first, then what this stage is for, then the next stage."""
    ours = [need for need in found if need.danger or need.state is not State.LATE]
    if ours:
        return step_words(ours[0])
    return {
        Stage.ARRIVED: _("bring to a room"),
        Stage.ROOMED: _("ready for provider"),
        Stage.VITALS: _("ready for provider"),
        Stage.READY: _("provider"),
        Stage.PROVIDER: _("checkout"),
        Stage.CHECKOUT: _("close the visit"),
    }.get(stage, "")


def _who(desk: Desk, stage: Stage, visit: Encounter, since: EncounterStatusHistory | None) -> str:
    """The provider once it is their turn; before, whoever brought the visit to this stage."""
    provider = visit.practitioner
    if stage in (Stage.READY, Stage.PROVIDER) and provider is not None:
        name = short_name(provider.family, provider.credential)
        return _("ready for {name}").format(name=name) if stage is Stage.READY else name
    if stage not in (Stage.ROOMED, Stage.VITALS) or since is None or since.recorded_by is None:
        return ""
    if since.recorded_by == desk.worker.user_id:
        return _("you")
    user = User.get_or_none(User.id == since.recorded_by)
    return str(user.name) if user else ""


def _chips(stage: Stage, found: list[Need]) -> tuple[BoardChip, ...]:
    """Measurements wherever they are open; the money and the card while the patient stands at the desk."""
    words = {"second_pressure": BoardChip(_("BP ×2"), "info", "vitals")}
    if stage in (Stage.ARRIVED, Stage.CHECKOUT):
        words |= {
            "copay": BoardChip(_("Copay"), "warn", "money"),
            "coverage": BoardChip(_("Coverage"), "warn", "card"),
        }
    danger = tuple(BoardChip(_("Tell provider"), "danger", "alert") for need in found if need.danger)[:1]
    return danger + tuple(words[need.key] for need in found if need.key in words)


def _place(stage: Stage) -> str:
    return _("Checkout") if stage is Stage.CHECKOUT else _("Waiting room")
