"""What the routing slip of an arrival says: who, why, what to have ready, the orders, and the steps through the office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ma_desktop.domain import money, settings, vital_signs
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.coverage import expected_copay
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import on_paper as _
from ma_desktop.models import Appointment, Encounter, EncounterStatusHistory
from ma_desktop.reports.letterhead import short_day
from ma_desktop.reports.routing_slip import RoutingSlip, SlipPart, SlipStep
from ma_desktop.services.care.visit_orders import visit_orders
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.schedule.day_schedule import short_name
from ma_desktop.services.schedule.practice_zone import practice_zone
from ma_desktop.services.visit.letterhead_of import letterhead_of
from ma_desktop.services.visit.name_alerts import name_alerts
from ma_desktop.services.visit.scanned import appointment_number
from ma_desktop.services.visit.visit_facts import copay_paid, coverage_facts, forms_due


def routing_slip_page(
    desk: Desk, *, encounter_id: int | None = None, appointment_id: int | None = None, size: str = "letter"
) -> RoutingSlip:
    """Of a visit, or of an appointment whose patient has not come yet. Raises ``RuleBroken`` when there is neither.

    Its bar code is the appointment's number, which checks in or reopens; a visit nobody booked carries the visit's.
    """
    visit = _visit(encounter_id, appointment_id)
    booked = Appointment.get_or_none(Appointment.id == (visit.appointment_id if visit else appointment_id))
    source: Any = visit or booked
    if source is None:
        raise RuleBroken(_("There is no visit and no appointment to print a slip for."))
    start = (booked.start if booked else source.started_at).astimezone(practice_zone(desk))
    service = source.service if source.service_id else None
    provider = (
        short_name(source.practitioner.family, source.practitioner.credential)
        if source.practitioner_id
        else ""
    )
    name = (visit.type_text if visit else "") or (service.name if service else _("Visit"))
    head = letterhead_of(desk, source.patient, visit, "routing-slip", size=size)
    return RoutingSlip(
        head=replace(head, unsigned_by=""),
        code=appointment_number(booked.id) if booked else source.number or "",
        when=f"{short_day(start)}, {start:%H:%M}",
        visit=" · ".join(part for part in (name, provider) if part),
        reason=(visit.reason if visit else "") or (booked.reason if booked else ""),
        facts=tuple(_facts(desk, source, booked, service)),
        alerts=tuple(part for part in (source.patient.alert, _name_alert(desk, source.patient_id)) if part),
        prep=tuple(service.prep or ()) if service else (),
        parts=tuple(_parts(desk, visit, source, service)),
    )


def _name_alert(desk: Desk, patient_id: int) -> str:
    """It names nobody else: the slip goes through other people's hands."""
    return _("Name alert: check name and birth date at every step") if name_alerts(desk, patient_id) else ""


def _visit(encounter_id: int | None, appointment_id: int | None) -> Encounter | None:
    found = Encounter.id == encounter_id if encounter_id else Encounter.appointment == appointment_id
    visit: Encounter | None = (
        Encounter.standing().where(found).first() if encounter_id or appointment_id else None
    )
    return visit


def _facts(desk: Desk, source: Any, booked: Appointment | None, service: Any) -> Iterator[tuple[str, str]]:
    room = source.location or (booked.location if booked else None)
    if room is not None:
        yield _("Room"), room.name
    elif service is not None and service.room_need:
        yield _("Room needs"), service.room_need
    patient = source.patient
    needs = [_("interpreter")] if patient.interpreter else []
    needs += [_("speaks Spanish")] if patient.language.startswith("es") else []
    if words := [*needs, *(patient.needs or [])]:
        yield _("Needs"), ", ".join(words)
    if service is not None and service.screenings:
        yield _("Screening"), ", ".join(service.screenings)
    if booked is not None and booked.note:
        yield _("Note"), booked.note


def _parts(desk: Desk, visit: Encounter | None, source: Any, service: Any) -> Iterator[SlipPart]:
    reached = _reached(visit)
    yield SlipPart(_("Front desk"), tuple(_desk_steps(desk, visit, source, service, reached)))
    yield SlipPart(_("Rooming"), tuple(_rooming_steps(desk, visit, source, service, reached)))
    lines = visit_orders(desk, visit.id) if visit is not None else ()
    orders = [
        SlipStep(one.words, one.state == "done") for one in lines if one.state in ("open", "draft", "done")
    ]
    yield SlipPart(_("Orders"), (*orders, SlipStep("________________________________________")))
    yield SlipPart(
        _("Provider and checkout"),
        (
            _stage(_("Provider in"), Stage.PROVIDER, reached), _stage(_("Provider out"), Stage.CHECKOUT, reached),
            SlipStep(_("Come back in ____________ for ____________")),
            SlipStep(_("Summary and papers handed over")),
            _stage(_("Superbill complete, visit closed"), Stage.BILLED, reached),
        ),
    )  # fmt: skip


def _desk_steps(
    desk: Desk, visit: Encounter | None, source: Any, service: Any, reached: dict[str, str]
) -> Iterator[SlipStep]:
    day = desk.now().date()
    yield _stage(_("Arrived"), Stage.ARRIVED, reached)
    yield SlipStep(_("Name and birth date asked"), bool(visit and visit.identity_checked_at))
    if forms := forms_due(source.patient_id, day, practice_settings(desk)[settings.FORMS_DUE]):
        yield SlipStep(_("Sign: {forms}").format(forms=", ".join(forms)))
    for form in (service.forms if service else None) or ():
        yield SlipStep(_("Fill in: {form}").format(form=form))
    takes = service.copay if service is not None else True
    copay = expected_copay(day, coverage_facts(source.patient_id), takes_copay=takes)
    if copay:
        paid = visit is not None and copay_paid(visit.id) >= copay
        yield SlipStep(_("Copay {amount}").format(amount=money.show(copay)), paid)


def _rooming_steps(
    desk: Desk, visit: Encounter | None, source: Any, service: Any, reached: dict[str, str]
) -> Iterator[SlipStep]:
    room = visit.location.name if visit is not None and visit.location is not None else ""
    words = _("In {room}").format(room=room) if room else _("In room ______")
    yield _stage(words, Stage.ROOMED, reached)
    wanted = tuple(service.vitals) if service is not None else vital_signs.SETS["office"]
    age = age_on(source.patient.birth_date, desk.now().date())
    if names := [vital_signs.label(key) for key in vital_signs.for_age(wanted, age)]:
        yield _stage(_("Measure: {vitals}").format(vitals=", ".join(names)), Stage.READY, reached)
    yield SlipStep(_("Reason, allergies and medicines reviewed"), False)
    yield _stage(_("Ready for the provider"), Stage.READY, reached)


def _reached(visit: Encounter | None) -> dict[str, str]:
    """Stage to the local time at which the visit came there last."""
    if visit is None:
        return {}
    rows = EncounterStatusHistory.standing().where(EncounterStatusHistory.encounter == visit.id)
    return {row.stage: f"{row.at:%H:%M}" for row in rows.order_by(EncounterStatusHistory.id)}


def _stage(words: str, stage: Stage, reached: dict[str, str]) -> SlipStep:
    return SlipStep(words, str(stage) in reached, reached.get(str(stage), ""))
