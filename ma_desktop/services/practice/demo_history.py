"""Years of visits for invented patients, as rows ready for ``executemany``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from ma_desktop.domain import body_mass, growth, vital_signs
from ma_desktop.domain.ages import DAYS_PER_MONTH
from ma_desktop.models.fields import instant_text
from ma_desktop.services.practice.demo_people import Person

PROBLEMS = (
    ("I10", "Essential (primary) hypertension", 35), ("E11.9", "Type 2 diabetes mellitus without complications", 40),
    ("E78.5", "Hyperlipidemia, unspecified", 40), ("J45.20", "Mild intermittent asthma, uncomplicated", 4),
    ("K21.9", "Gastro-esophageal reflux disease without esophagitis", 25), ("M17.0", "Bilateral primary osteoarthritis of knee", 55),
    ("F41.1", "Generalized anxiety disorder", 16), ("E03.9", "Hypothyroidism, unspecified", 30),
    ("J30.2", "Other seasonal allergic rhinitis", 3), ("G43.909", "Migraine, unspecified, not intractable", 14),
)  # fmt: skip
MEDICINES = {
    "I10": (
        ("Lisinopril 10 mg tablet", "1 tablet every morning"),
        ("Amlodipine 5 mg tablet", "1 tablet every evening"),
    ),
    "E11.9": (("Metformin 500 mg tablet", "1 tablet twice a day with food"),),
    "E78.5": (("Atorvastatin 40 mg tablet", "1 tablet at bedtime"),),
    "J45.20": (("Albuterol inhaler 90 mcg", "2 puffs when needed"),),
    "K21.9": (("Omeprazole 20 mg capsule", "1 capsule before breakfast"),),
    "E03.9": (("Levothyroxine 50 mcg tablet", "1 tablet every morning, empty stomach"),),
    "J30.2": (("Cetirizine 10 mg tablet", "1 tablet a day in season"),),
}
ALLERGIES = (
    ("Penicillin", "hives"),
    ("Latex", "rash"),
    ("Sulfa drugs", "rash"),
    ("Peanut", "swelling"),
    ("Codeine", "nausea"),
)
VACCINES = (("140", "Influenza, injectable, preservative free"), ("115", "Tdap"), ("187", "Zoster, recombinant"),
            ("216", "Pneumococcal conjugate PCV20"), ("03", "MMR"), ("20", "DTaP"), ("21", "Varicella"))  # fmt: skip
REASONS = (
    "Follow-up",
    "Cough for five days",
    "Sore throat",
    "Annual physical",
    "Back pain",
    "Refill visit",
    "Rash on the arm",
)


@dataclass
class Rows:
    """Stored values by table, in the column order of ``COLUMNS``."""

    tables: dict[str, list[tuple[object, ...]]] = field(
        default_factory=lambda: {name: [] for name in COLUMNS}
    )


#: Days for which the demo knows how long visits stayed in each stage.
_FLOW_DAYS = 90

COLUMNS: dict[str, tuple[str, ...]] = {
    "Encounter": ("id", "patient_id", "practitioner_id", "service_id", "status", "stage", "class_code", "type_text", "reason",
                  "started_at", "ended_at", "identity_how", "plan", "next_steps", "follow_up", "version", "recorded_at"),
    "EncounterStatusHistory": ("encounter_id", "stage", "at", "reason", "version", "recorded_at"),
    "Observation": ("patient_id", "encounter_id", "category", "code", "display", "value", "unit", "original", "effective_at",
                    "status", "panel", "reading", "absent_reason", "interpretation", "version", "recorded_at"),
    "Condition": ("patient_id", "category", "system", "code", "display", "clinical_status", "position", "onset_on",
                  "sensitive", "released", "version", "recorded_at"),
    "MedicationRequest": ("patient_id", "system", "code", "display", "dose", "reason", "status", "taking", "change",
                          "change_note", "authored_at", "version", "recorded_at"),
    "AllergyIntolerance": ("patient_id", "kind", "category", "system", "code", "display", "reaction", "severity",
                           "criticality", "clinical_status", "verification_status", "version", "recorded_at"),
    "Immunization": ("patient_id", "cvx", "display", "status", "occurred_at", "given_here", "lot", "site", "route",
                     "version", "recorded_at"),
}  # fmt: skip


class History:
    """Makes one patient's past after the other; ids of visits and panels count up from what is there."""

    def __init__(
        self, random: Random, now: datetime, provider: int, service: int, first_visit: int, visits: float
    ) -> None:
        self.random, self.now, self.provider, self.service = random, now, provider, service
        self.visit, self.panel, self.mean = first_visit, 1_000_000, visits
        self.stamp = instant_text(now)

    def of(self, patient: int, person: Person, rows: Rows) -> None:
        """Adds everything of one patient to ``rows``; about five measurements a visit."""
        codes = self._problems(patient, person, rows)
        self._medicines(patient, codes, rows)
        self._allergies(patient, rows)
        self._vaccines(patient, person, rows)
        count = max(1, round(self.random.gauss(self.mean, self.mean / 3)))
        body = _Body(self.random, person)
        for at in sorted(self._moments(count, person)):
            self._visit(patient, person, at, body, "I10" in codes, rows)

    def _moments(self, count: int, person: Person) -> Iterator[datetime]:
        """Office hours of days since birth, in the last ten years."""
        alive = (self.now.date() - person.birth).days - 1
        for _number in range(count if alive > 7 else 0):
            day = self.now - timedelta(days=self.random.randint(7, min(3600, alive)))
            yield day.replace(
                hour=self.random.randint(8, 16),
                minute=self.random.choice((0, 15, 30, 45)),
                second=0,
                microsecond=0,
            )

    def _problems(self, patient: int, person: Person, rows: Rows) -> list[str]:
        chosen = [p for p in PROBLEMS if person.years >= p[2] and self.random.random() < 0.22]
        for code, display, _from in chosen:
            since = (self.now - timedelta(days=self.random.randint(60, 3000))).date().isoformat()
            rows.tables["Condition"].append(
                (
                    patient,
                    "problem-list-item",
                    "icd10cm",
                    code,
                    display,
                    "active",
                    0,
                    since,
                    0,
                    0,
                    1,
                    self.stamp,
                )
            )
        return [code for code, *_rest in chosen]

    def _medicines(self, patient: int, codes: list[str], rows: Rows) -> None:
        for code in codes:
            for display, dose in MEDICINES.get(code, ()):
                since = instant_text(self.now - timedelta(days=self.random.randint(30, 2000)))
                rows.tables["MedicationRequest"].append(
                    (
                        patient,
                        "rxnorm",
                        "",
                        display,
                        dose,
                        "",
                        "active",
                        "taking",
                        "",
                        "",
                        since,
                        1,
                        self.stamp,
                    )
                )

    def _allergies(self, patient: int, rows: Rows) -> None:
        for display, reaction in self.random.sample(ALLERGIES, self.random.choice((0, 0, 0, 1, 1, 2))):
            rows.tables["AllergyIntolerance"].append(
                (
                    patient,
                    "allergy",
                    "",
                    "",
                    "",
                    display,
                    reaction,
                    "moderate",
                    "",
                    "active",
                    "confirmed",
                    1,
                    self.stamp,
                )
            )

    def _vaccines(self, patient: int, person: Person, rows: Rows) -> None:
        for cvx, display in self.random.sample(VACCINES, 2 if person.years > 18 else 4):
            at = instant_text(self.now - timedelta(days=self.random.randint(30, 1800)))
            rows.tables["Immunization"].append(
                (patient, cvx, display, "completed", at, 1, "", "left deltoid", "IM", 1, self.stamp)
            )

    def _visit(self, patient: int, person: Person, at: datetime, body: _Body, high: bool, rows: Rows) -> None:
        stages = _stages(self.visit)
        when, end = instant_text(at), instant_text(at + timedelta(minutes=stages[-1][1]))
        rows.tables["Encounter"].append(
            (self.visit, patient, self.provider, self.service, "finished", "billed", "AMB", "Follow-up",
             self.random.choice(REASONS), when, end, "name and birth date", "", "[]", "none needed", 1, self.stamp)
        )  # fmt: skip
        if (self.now - at).days <= _FLOW_DAYS:
            rows.tables["EncounterStatusHistory"] += [
                (self.visit, stage, instant_text(at + timedelta(minutes=minute)), "", 1, self.stamp)
                for stage, minute in stages
            ]
        for vital, value in body.measured(at, self.now, high):
            sign = vital_signs.VITALS[vital]
            rows.tables["Observation"].append(
                (patient, self.visit, "vital-signs", sign.code, "", value, sign.unit, "", when, "final", self.panel, 1, "", "",
                 1, self.stamp)
            )  # fmt: skip
        self.visit, self.panel = self.visit + 1, self.panel + 1


def _stages(visit: int) -> tuple[tuple[str, int], ...]:
    """Stages with the minutes after the door at which they were reached: 24 to 61 in all, the same for the same visit."""
    wait, room, vitals, ready, seen, desk = (
        4 + visit * 7 % 13, 2 + visit * 5 % 4, 4 + visit * 3 % 6, 2 + visit * 11 % 15, 9 + visit * 13 % 14, 3 + visit % 3,
    )  # fmt: skip
    found, at = [("arrived", 0)], 0
    for stage, minutes in (
        ("roomed", wait), ("vitals", room), ("ready", vitals), ("provider", ready), ("checkout", seen), ("billed", desk),
    ):  # fmt: skip
        at += minutes
        found.append((stage, at))
    return tuple(found)


class _Body:
    """Plausible measurements that drift over the years."""

    def __init__(self, random: Random, person: Person) -> None:
        self.random, self.person = random, person
        self.height = random.gauss(176 if person.sex == "male" else 163, 6)
        self.index = random.gauss(27, 4)

    def measured(self, at: datetime, now: datetime, high: bool) -> Iterator[tuple[str, float]]:
        years = max(0.05, self.person.years - (now - at).days / 365.25)
        grown, weight, head = self._size(at, years)
        yield vital_signs.TEMPERATURE, round(self.random.gauss(36.8, 0.25), 1)
        yield vital_signs.PULSE, float(round(self.random.gauss(74 if years > 12 else 105, 7)))
        if years >= 3:
            systolic = round(self.random.gauss(138 if high else 118 if years > 12 else 98, 8))
            yield vital_signs.SYSTOLIC, float(systolic)
            yield vital_signs.DIASTOLIC, float(round(systolic * 0.62 + self.random.gauss(0, 3)))
        yield vital_signs.WEIGHT, weight
        if self.random.random() < 0.5 or head is not None:
            yield (
                (vital_signs.LENGTH if head is not None and years < 2 else vital_signs.HEIGHT),
                round(grown, 1),
            )
        if head is not None:
            yield vital_signs.HEAD, head
        if years >= 20 and self.random.random() < 0.3:
            yield vital_signs.BMI, round(body_mass.body_mass_index(weight, grown), 1)

    def _size(self, at: datetime, years: float) -> tuple[float, float, float | None]:
        """Height or length, weight, and the head up to three years: children near a line of the growth chart of their own."""
        drift = self.random.gauss(0, 0.4)
        if years >= 17:
            return self.height, round((max(14.0, self.index) + drift) * (self.height / 100) ** 2, 1), None
        months = max(0.5, (at.date() - self.person.birth).days / DAYS_PER_MONTH)
        tall = (self.height - (176 if self.person.sex == "male" else 163)) / 8
        heavy = max(-2.0, min(2.2, tall / 2 + (self.index - 27) / 6 + drift / 3))
        grown, weight = (
            growth.value_at(measure, self.person.sex, months, z)
            for measure, z in ((growth.STATURE, tall), (growth.WEIGHT, heavy))
        )
        head = growth.value_at(growth.HEAD, self.person.sex, months, tall / 2) if months < 36 else None
        return grown, round(weight, 2 if months < 24 else 1), round(head, 1) if head is not None else None
