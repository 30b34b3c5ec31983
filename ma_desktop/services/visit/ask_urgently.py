"""The provider asks for somebody now: an EKG, a hand, a swab. Said without a name, since everybody sees it."""

from __future__ import annotations

import re

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import ENDS
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Patient, Practitioner, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import short_name
from ma_desktop.services.visit.urgent_requests import KIND

#: How it came: as the provider said it, or under the provider's own password.
WAYS = ("told", "signed")


def ask_urgently(
    desk: Desk,
    words: str,
    *,
    encounter_id: int | None = None,
    provider_id: int | None = None,
    how: str = "told",
) -> int:
    """``words``: what and where (``EKG room 2``), for the top bar and the lock screen: a patient's name in it is refused.

    ``told``: somebody heard it from the provider, and it is kept as exactly that; ``signed``: the provider entered it. Answers the
    task's id; it stays among the loose ends until ``complete_task`` says how it ended.
    """
    visit = Encounter.get_or_none(Encounter.id == encounter_id) if encounter_id else None
    with desk.work(
        _("Urgent request"),
        needs=Permission.TASKS,
        patient_id=visit.patient_id if visit else None,
        encounter_id=encounter_id,
    ) as work:
        said = " ".join(words.split())
        if len(said) < 2:
            work.refuse(_("Say what is asked for, and where: EKG room 2."))
        if how not in WAYS:
            raise ValueError(f"unknown way {how!r}")
        named = _named(said)
        if named:
            work.refuse(
                _(
                    "Leave “{name}” out: this stands in the top bar and on the lock screen. Say the room."
                ).format(name=named)
            )
        provider = Practitioner.get_or_none(Practitioner.id == provider_id) if provider_id else None
        provider = provider or (visit.practitioner if visit is not None else None)
        who = short_name(provider.family, provider.credential) if provider is not None else _("The provider")
        line = {"at": f"{work.now:%H:%M}", "by": desk.worker.name, "what": how, "words": said}
        task = work.insert(
            Task(
                patient=visit.patient_id if visit else None, encounter=encounter_id, kind=KIND, priority="stat", owner_role="ma",
                description=_("{who} asks: {what}").format(who=who, what=said), next_action=_("Go there (F5)"), due_at=work.now,
                input=[line],
            )
        )  # fmt: skip
        return int(task.id)


def _named(said: str) -> str:
    """A name of somebody who is in the office now, as it was typed."""
    words: dict[str, str] = {word.casefold(): word for word in re.findall(r"[^\W\d_]{3,}", said)}
    people = (
        Patient.select(Patient.family, Patient.given, Patient.preferred_name)
        .join(Encounter, on=(Encounter.patient == Patient.id))
        .where(Encounter.stands() & Encounter.stage.not_in([str(stage) for stage in ENDS]))
        .tuples()
    )
    for parts in people:
        for part in " ".join(part or "" for part in parts).replace("-", " ").casefold().split():
            if part in words:
                return words[part]
    return ""
