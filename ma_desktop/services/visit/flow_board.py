"""Who is in the office, where, for how long, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ma_desktop.domain import delay, names, needs
from ma_desktop.domain.need_words import step_words
from ma_desktop.domain.needs import Need, State
from ma_desktop.domain.stages import Stage
from ma_desktop.domain.visit_facts import VisitFacts
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, EncounterStatusHistory, Location, Practitioner, User
from ma_desktop.models.among import among
from ma_desktop.services.care.visit_orders import OrderLine, orders_of
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.schedule.day_schedule import short_name
from ma_desktop.services.visit.gathered_visits import GatheredVisits, by_id, gather_visits
from ma_desktop.services.visit.name_alerts import same_family
from ma_desktop.services.visit.open_visits import HERE, start_of_day
from ma_desktop.services.visit.provider_delay import ProviderDelay, provider_delay
from ma_desktop.services.visit.visit_facts import facts_of


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
    ``alert`` when danger is open. ``next_key``: the key of the next step while the visit is the one on the screen.
    ``orders``: those that stand, done ones included; ``room_need``: what the kind of visit needs.
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
    next_key: str = ""
    orders: tuple[OrderLine, ...] = ()
    location_id: int | None = None
    room_need: str = ""

    def tone(self, now: datetime) -> str:
        minutes = self.waiting(now)
        return "danger" if minutes >= self.red else "warn" if minutes >= self.amber else "ok"

    def waiting(self, now: datetime) -> int:
        """Whole minutes in this stage."""
        return max(0, int((now - self.since).total_seconds() // 60))

    def total(self, now: datetime) -> int:
        """Whole minutes since the door."""
        return max(0, int((now - self.arrived).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class RoomState:
    """``state``: clean, occupied or dirty; ``encounter_id``: whose visit is in it, of today."""

    location_id: int
    name: str
    state: str
    encounter_id: int | None = None


@dataclass(frozen=True, slots=True)
class FlowBoard:
    """``jam``: the stage where visits pile up and how many; ``behind``: providers who are late, the latest first."""

    cards: tuple[BoardCard, ...]
    rooms: tuple[RoomState, ...] = ()
    behind: tuple[ProviderDelay, ...] = ()
    jam: tuple[Stage, int] | None = None


def flow_board(desk: Desk) -> FlowBoard:
    """Today's open visits: danger first, then the longest wait. Visits of earlier days are loose ends."""
    visits = list(
        Encounter.standing()
        .where(
            Encounter.stage.in_(HERE)
            & (Encounter.started_at >= start_of_day(desk.now()))
            & Encounter.import_run.is_null()
        )
        .order_by(Encounter.id)
    )
    gathered = _gather(desk, visits)
    named = _named_apart([_card(desk, visit, gathered) for visit in visits])
    cards = sorted(named, key=lambda card: (not card.alert, card.since))
    return FlowBoard(
        tuple(cards), _rooms(cards), provider_delay(desk), delay.bottleneck(card.stage for card in cards)
    )


def _named_apart(cards: list[BoardCard]) -> list[BoardCard]:
    """Siblings and namesakes in the office at once are marked on both cards."""
    alike = same_family([card.patient for card in cards])
    chip = BoardChip(_("same family name"), "warn", "people")
    return [replace(card, chips=(*card.chips, chip)) if card.patient in alike else card for card in cards]


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What is read once for all visits of the board, however many there are; ``reached``: when each stage was last reached."""

    facts: Mapping[int, VisitFacts]
    rows: GatheredVisits
    reached: Mapping[tuple[int, str], EncounterStatusHistory]
    orders: Mapping[int, tuple[OrderLine, ...]]
    waits: Mapping[str, Any]
    rooms: Mapping[int, Location]
    providers: Mapping[int, Practitioner]
    workers: Mapping[int, str]


def _gather(desk: Desk, visits: Sequence[Encounter]) -> _Gathered:
    ids, decided = [visit.id for visit in visits], practice_settings(desk)
    history = EncounterStatusHistory.standing().where(among(EncounterStatusHistory.encounter, ids))
    rows = gather_visits(visits, desk.now())
    return _Gathered(
        facts=facts_of(desk, visits, gathered=rows, decided=decided),
        rows=rows,
        reached={(row.encounter_id, row.stage): row for row in history.order_by(EncounterStatusHistory.id)},
        orders=orders_of(ids),
        waits=decided.values,
        rooms=by_id(Location, {visit.location_id for visit in visits if visit.location_id}),
        providers=by_id(Practitioner, {visit.practitioner_id for visit in visits if visit.practitioner_id}),
        workers={user.id: user.name for user in User.select()} if visits else {},
    )


def _rooms(cards: Sequence[BoardCard]) -> tuple[RoomState, ...]:
    inside = {card.location_id: card.encounter_id for card in cards if card.location_id is not None}
    rows = Location.standing().where(Location.active).order_by(Location.position, Location.id)
    return tuple(RoomState(row.id, row.name, row.state, inside.get(row.id)) for row in rows)


def _card(desk: Desk, visit: Encounter, gathered: _Gathered) -> BoardCard:
    stage = Stage(visit.stage)
    since = gathered.reached.get((visit.id, visit.stage))
    asked = needs.needs(stage, gathered.facts[visit.id])
    found = [need for need in asked if need.missing]
    patient = gathered.rows.people[visit.patient_id]
    room = gathered.rooms.get(visit.location_id) if stage is not Stage.CHECKOUT else None
    service = gathered.rows.services.get(visit.service_id)
    step, key = _next_step(stage, found)
    return BoardCard(
        encounter_id=visit.id,
        patient_id=visit.patient_id,
        patient=names.display(patient.family, patient.given),
        initials=names.initials(patient.family, patient.given),
        stage=stage,
        place=room.name if room is not None else _place(stage),
        since=since.at if since else visit.started_at,
        arrived=visit.started_at,
        amber=int(gathered.waits.get(f"flow.{stage}.amber", 60)),
        red=int(gathered.waits.get(f"flow.{stage}.red", 120)),
        next_step=step,
        next_key=key,
        service=visit.type_text,
        alert=any(need.danger for need in found),
        who=_who(desk, stage, gathered.providers.get(visit.practitioner_id), since, gathered.workers),
        chips=_chips(stage, found),
        needs=asked,
        orders=tuple(o for o in gathered.orders.get(visit.id, ()) if o.state in {"open", "draft", "done"}),
        location_id=room.id if room is not None else None,
        room_need=service.room_need if service is not None else "",
    )


def _next_step(stage: Stage, found: list[Need]) -> tuple[str, str]:
    """Danger first, then what this stage is for, then the next stage."""
    ours = [need for need in found if need.danger or need.state is not State.LATE]
    if ours:
        return step_words(ours[0]), f"Alt+{ours[0].hint}" if ours[0].hint else ""
    words = {
        Stage.ARRIVED: _("bring to a room"),
        Stage.ROOMED: _("ready for provider"),
        Stage.VITALS: _("ready for provider"),
        Stage.READY: _("provider"),
        Stage.PROVIDER: _("checkout"),
        Stage.CHECKOUT: _("close the visit"),
    }.get(stage, "")
    return words, "Alt+Enter" if words else ""


def _who(
    desk: Desk,
    stage: Stage,
    provider: Practitioner | None,
    since: EncounterStatusHistory | None,
    workers: Mapping[int, str],
) -> str:
    """The provider once it is their turn; before, whoever brought the visit to this stage."""
    if stage in (Stage.READY, Stage.PROVIDER) and provider is not None:
        name = short_name(provider.family, provider.credential)
        return _("ready for {name}").format(name=name) if stage is Stage.READY else name
    if stage not in (Stage.ROOMED, Stage.VITALS) or since is None or since.recorded_by is None:
        return ""
    return _("you") if since.recorded_by == desk.worker.user_id else workers.get(since.recorded_by, "")


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
