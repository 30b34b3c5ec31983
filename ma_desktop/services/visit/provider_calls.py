"""Where the provider is needed now: places for everybody, the whole of one call for who answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import settings
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.visit.provider_stop import ENDED, KIND, place_of

#: What of a call's notes tells nothing about its reason.
OPEN_LINES = ("stays", "told")


@dataclass(frozen=True, slots=True)
class ProviderCall:
    """``sentence`` names a place, never a patient or a reason. ``told``: somebody passed it on already."""

    task_id: int
    patient_id: int | None
    encounter_id: int | None
    sentence: str
    since: datetime
    told: bool = False


@dataclass(frozen=True, slots=True)
class CallLine:
    """One thing that was done about it."""

    at: str
    by: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class WholeCall:
    """``reason`` and the lines that tell it: empty for who may not see the chart. ``protocol``: the practice's own words."""

    call: ProviderCall
    lines: tuple[CallLine, ...]
    reason: str
    protocol: str

    @property
    def stays(self) -> str:
        """Who stays with the patient, by the last note."""
        return next((line.words for line in reversed(self.lines) if line.what == "stays"), "")


def provider_calls(desk: Desk) -> tuple[ProviderCall, ...]:
    """The open ones, oldest first; one query when there is none."""
    rows = list(
        Task.standing()
        .where((Task.kind == KIND) & Task.status.in_(["requested", "received"]))
        .order_by(Task.id)
    )
    return tuple(_call(row) for row in rows)


def provider_call(desk: Desk, task_id: int) -> WholeCall | None:
    """``None`` once the provider has answered."""
    row = Task.get_or_none((Task.id == task_id) & (Task.kind == KIND))
    if row is None or row.error_at is not None or row.status in ENDED:
        return None
    private = desk.may(Permission.SEE_CHART)
    return WholeCall(
        _call(row),
        tuple(CallLine(**line) for line in row.input or () if private or line["what"] in OPEN_LINES),
        row.reason if private else "",
        str(practice_settings(desk)[settings.CRISIS_PROTOCOL]),
    )


def _call(row: Task) -> ProviderCall:
    visit = Encounter.get_or_none(Encounter.id == row.encounter_id) if row.encounter_id else None
    return ProviderCall(
        row.id, row.patient_id, row.encounter_id, _("Provider needed {place}").format(place=place_of(visit)),
        row.recorded_at, row.status == "received",
    )  # fmt: skip
