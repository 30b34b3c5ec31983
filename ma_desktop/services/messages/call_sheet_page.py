"""The call sheet for what waits to be called about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ma_desktop.domain import names, phones
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import on_paper as _
from ma_desktop.i18n import speaking
from ma_desktop.models import Appointment, Consent, Organization, OutboxItem, Patient
from ma_desktop.reports.call_sheet import CallLine, CallSheet
from ma_desktop.services.chart.guardian_phones import guardian_phones
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.outbox_hours import outbox_hours
from ma_desktop.services.visit.letterhead_of import practice_of


@speaking("en")
def call_sheet_page(desk: Desk, item_ids: Sequence[int], *, size: str = "letter") -> CallSheet:
    """Lines in the order of the appointments. Raises ``RuleBroken`` when there is nobody to call."""
    hours, now = outbox_hours(desk), desk.now()
    rows = list(
        OutboxItem.select(OutboxItem, Appointment, Patient)
        .join(Appointment)
        .join(Patient)
        .where(OutboxItem.id.in_(list(item_ids)))
        .order_by(Appointment.start, OutboxItem.id)
    )
    if not rows:
        raise RuleBroken(_("Nobody is to be called now."))
    own = Organization.standing().where(Organization.own).first()
    people = {row.appointment.patient_id: row.appointment.patient.birth_date for row in rows}
    speaks = guardian_phones(desk, people.items())
    return CallSheet(
        practice=practice_of(own), printed_at=now, printed_by=desk.worker.name,
        lines=tuple(_line(row, hours.zone, speaks) for row in rows),
        hours=_("call between {opens}:00 and {closes}:00").format(opens=hours.opens, closes=hours.closes), size=size,
    )  # fmt: skip


def _line(row: Any, zone: Any, speaks: dict[int, str]) -> CallLine:
    appointment, provider = row.appointment, row.appointment.practitioner
    patient = appointment.patient
    speak = [_("speaks Spanish")] if patient.language.startswith("es") else []
    speak += [_("interpreter")] if patient.interpreter else []
    return CallLine(
        name=names.display(patient.family, patient.given, patient.suffix), born=patient.birth_date,
        record_number=patient.record_number, phone=speaks.get(patient.id) or phones.show(patient.phone) or _("no number"),
        starts=appointment.start.astimezone(zone),
        provider=f"{provider.given} {provider.family}, {provider.credential}".strip(" ,"),
        message=_message(patient.id), speak=", ".join([*speak, *patient.needs]), tries=row.attempts,
    )  # fmt: skip


def _message(patient_id: int) -> str:
    """What may be left on a machine: more only with written permission."""
    last = (
        Consent.standing()
        .where((Consent.patient == patient_id) & (Consent.kind == "voicemail"))
        .order_by(Consent.given_at.desc(), Consent.id.desc())
        .first()
    )
    if last is not None and last.status == "active":
        return _("Voicemail may name day and time")
    if last is not None:
        return _("Leave no voicemail")
    return _("Voicemail: your name, practice and call-back number only")
