"""The stages of a visit in the desk's words, and what FHIR R4 calls them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _


class Stage(StrEnum):
    """In the order of the work; the last three end a visit early."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    ROOMED = "roomed"
    VITALS = "vitals"
    READY = "ready"
    PROVIDER = "provider"
    CHECKOUT = "checkout"
    BILLED = "billed"
    LEFT = "left"
    NOSHOW = "noshow"
    CANCELLED = "cancelled"


ORDER: tuple[Stage, ...] = tuple(Stage)[:8]
ENDS = frozenset({Stage.BILLED, Stage.LEFT, Stage.NOSHOW, Stage.CANCELLED})

#: Forward moves that need no reason. A provider may walk into a room before the measuring is done.
FORWARD: dict[Stage, frozenset[Stage]] = {
    Stage.BOOKED: frozenset({Stage.ARRIVED, Stage.NOSHOW, Stage.CANCELLED}),
    Stage.ARRIVED: frozenset({Stage.ROOMED, Stage.LEFT, Stage.CHECKOUT}),
    Stage.ROOMED: frozenset({Stage.VITALS, Stage.READY, Stage.PROVIDER, Stage.LEFT}),
    Stage.VITALS: frozenset({Stage.READY, Stage.PROVIDER, Stage.LEFT}),
    Stage.READY: frozenset({Stage.PROVIDER, Stage.CHECKOUT, Stage.LEFT}),
    Stage.PROVIDER: frozenset({Stage.CHECKOUT, Stage.LEFT}),
    Stage.CHECKOUT: frozenset({Stage.BILLED}),
    Stage.BILLED: frozenset(),
    Stage.LEFT: frozenset(),
    Stage.NOSHOW: frozenset(),
    Stage.CANCELLED: frozenset(),
}

#: Backward moves; each needs a reason. Whoever was marked as gone may walk in after all.
BACKWARD: dict[Stage, frozenset[Stage]] = {
    Stage.BOOKED: frozenset(),
    Stage.ARRIVED: frozenset({Stage.BOOKED}),
    Stage.ROOMED: frozenset({Stage.ARRIVED}),
    Stage.VITALS: frozenset({Stage.ROOMED, Stage.ARRIVED}),
    Stage.READY: frozenset({Stage.VITALS, Stage.ROOMED}),
    Stage.PROVIDER: frozenset({Stage.READY, Stage.VITALS}),
    Stage.CHECKOUT: frozenset({Stage.PROVIDER}),
    Stage.BILLED: frozenset({Stage.CHECKOUT}),
    Stage.LEFT: frozenset({Stage.ARRIVED}),
    Stage.NOSHOW: frozenset({Stage.ARRIVED, Stage.BOOKED}),
    Stage.CANCELLED: frozenset({Stage.BOOKED}),
}

_APPOINTMENT = {
    Stage.BOOKED: "booked",
    Stage.ARRIVED: "arrived",
    Stage.ROOMED: "checked-in",
    Stage.VITALS: "checked-in",
    Stage.READY: "checked-in",
    Stage.PROVIDER: "checked-in",
    Stage.CHECKOUT: "fulfilled",
    Stage.BILLED: "fulfilled",
    Stage.LEFT: "cancelled",
    Stage.NOSHOW: "noshow",
    Stage.CANCELLED: "cancelled",
}
_ENCOUNTER = {
    Stage.BOOKED: "planned",
    Stage.ARRIVED: "arrived",
    Stage.ROOMED: "arrived",
    Stage.VITALS: "arrived",
    Stage.READY: "triaged",
    Stage.PROVIDER: "in-progress",
    Stage.CHECKOUT: "in-progress",
    Stage.BILLED: "finished",
    Stage.LEFT: "cancelled",
    Stage.NOSHOW: "cancelled",
    Stage.CANCELLED: "cancelled",
}


def label(stage: Stage) -> str:
    """The desk's word, short enough for the step track."""
    return {
        Stage.BOOKED: _("Booked"),
        Stage.ARRIVED: _("Checked in"),
        Stage.ROOMED: _("Roomed"),
        Stage.VITALS: _("Vitals"),
        Stage.READY: _("Ready"),
        Stage.PROVIDER: _("Provider"),
        Stage.CHECKOUT: _("Checkout"),
        Stage.BILLED: _("Billed"),
        Stage.LEFT: _("Left without being seen"),
        Stage.NOSHOW: _("No-show"),
        Stage.CANCELLED: _("Cancelled"),
    }[stage]


def check_move(here: Stage, there: Stage, reason: str = "") -> None:
    """Raises ``RuleBroken`` unless the visit may go from ``here`` to ``there``; backward needs a reason."""
    if there in FORWARD[here]:
        return
    if there in BACKWARD[here]:
        if reason.strip():
            return
        raise RuleBroken(_("Going back from “{here}” to “{there}” needs a reason.").format(
            here=label(here), there=label(there)))  # fmt: skip
    raise RuleBroken(
        _("A visit cannot go from “{here}” to “{there}”.").format(here=label(here), there=label(there))
    )


def appointment_status(stage: Stage) -> str:
    """FHIR R4 Appointment.status."""
    return _APPOINTMENT[stage]


def encounter_status(stage: Stage) -> str:
    """FHIR R4 Encounter.status."""
    return _ENCOUNTER[stage]


#: Minutes in a stage after which it turns amber, then red: waiting room 15/30, alone in the room 15/25
#: (common practice; the provider approves them). The last two are our own guess for those stages.
WAITING: dict[Stage, tuple[int, int]] = {
    Stage.ARRIVED: (15, 30),
    Stage.ROOMED: (15, 25),
    Stage.VITALS: (15, 25),
    Stage.READY: (15, 25),
    Stage.PROVIDER: (30, 45),
    Stage.CHECKOUT: (10, 20),
}


@dataclass(frozen=True, slots=True)
class NextVerb:
    """``action``: the name of the verb's file in ``services``; ``words``: what its button says."""

    action: str
    words: str


def next_stages(stage: Stage) -> frozenset[Stage]:
    """The stages a visit may go to from here without a reason."""
    return FORWARD[stage]


def previous_stages(stage: Stage) -> frozenset[Stage]:
    """The stages a visit may step back to, with a reason."""
    return BACKWARD[stage]


def is_back(here: Stage, there: Stage) -> bool:
    """Whether going from ``here`` to ``there`` is a step back."""
    return there in BACKWARD[here]


def is_over(stage: Stage) -> bool:
    return stage in ENDS


def next_verb(stage: Stage) -> NextVerb | None:
    """The usual next thing to do with a visit in this stage; ``None`` when it is over."""
    return {
        Stage.BOOKED: NextVerb("check_in", _("Check in")),
        Stage.ARRIVED: NextVerb("room_patient", _("Room")),
        Stage.ROOMED: NextVerb("record_vitals", _("Take vitals")),
        Stage.VITALS: NextVerb("mark_ready", _("Ready for provider")),
        Stage.READY: NextVerb("start_with_provider", _("Provider goes in")),
        Stage.PROVIDER: NextVerb("send_to_checkout", _("To checkout")),
        Stage.CHECKOUT: NextVerb("close_visit", _("Close visit")),
    }.get(stage)


def waiting_state(stage: Stage, minutes: float, thresholds: Mapping[Stage, tuple[int, int]] = WAITING) -> str:
    """``""``, ``amber`` or ``red`` for having been in ``stage`` that long; the practice may bring its own table."""
    if stage not in thresholds:
        return ""
    amber, red = thresholds[stage]
    if minutes >= red:
        return "red"
    return "amber" if minutes >= amber else ""
