"""The demo practice shows what a front desk meets: a family, namesakes, one chart twice, old cards and forms."""

from __future__ import annotations

from pathlib import Path

from ma_desktop.models import Consent, Coverage, Encounter, Patient
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.services.practice.make_demo import make_demo
from ma_desktop.services.schedule.likely_duplicates import Typed, likely_duplicates
from ma_desktop.services.visit.family_today import family_today
from ma_desktop.services.visit.name_alerts import name_alerts
from ma_desktop.storage.record import create
from ma_desktop.storage.slots import Cost


def test_the_demo_has_a_family_namesakes_and_a_chart_twice(tmp_path: Path, clock) -> None:
    record, _code = create(
        tmp_path / "r", login="ada", password="correct horse battery", store=None, cost=Cost(8192, 1, 1)
    )
    desk = log_in(record, "ada", clock)
    desk = desk.acting_as(make_demo(desk, size=60, visits=1))
    child = Patient.get((Patient.family == "Abernathy") & (Patient.given == "Theodore"))
    assert len(family_today(desk, child.id).members) == 3
    one = Patient.get(Patient.family == "Castellano")
    assert any("Same name" in words for words in name_alerts(desk, one.id))
    twice = Patient.get(Patient.given == "Katherine", Patient.family == "Pruitt")
    typed = Typed("Pruitt", "Katherine", twice.birth_date, "female", twice.phone)
    assert {found.name for found in likely_duplicates(desk, typed)} == {"Pruitt, Katherine", "Pruitt, Kathy"}
    today = desk.now().date()
    assert Consent.select().where(Consent.expires_on < today).count() >= 3
    assert Coverage.select().where(Coverage.card_seen_on < today.replace(month=7)).count() >= 3
    minors = [
        visit for visit in Encounter.standing().where(Encounter.import_run.is_null() & (Encounter.started_at >= f"{today}"))
        if visit.patient.birth_date > today.replace(year=today.year - 18)
    ]  # fmt: skip
    assert minors
    assert all(visit.consent_authority for visit in minors)
    record.close()
