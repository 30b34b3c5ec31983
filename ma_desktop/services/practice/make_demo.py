"""An invented, plausible practice: patients of all ages with years of history, and a full day today."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from ma_desktop import models
from ma_desktop.domain import names
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import speaking
from ma_desktop.models import (
    Consent,
    Coverage,
    Encounter,
    HealthcareService,
    Organization,
    Patient,
    PaymentNotice,
    Practitioner,
    Setting,
    database,
)
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice import demo_hours, invented_practice
from ma_desktop.services.practice.demo_day import PLAN, fill_today
from ma_desktop.services.practice.demo_documents import add_documents
from ma_desktop.services.practice.demo_families import CONSENT, FROM, add_families, card_seen, signed
from ma_desktop.services.practice.demo_history import COLUMNS, History, Rows
from ma_desktop.services.practice.demo_messages import fill_outbox
from ma_desktop.services.practice.demo_people import Person, people
from ma_desktop.services.practice.demo_recalls import add_recalls
from ma_desktop.services.practice.demo_screenings import add_screenings
from ma_desktop.services.practice.demo_waiting import add_waiting
from ma_desktop.services.practice.set_up_practice import NewPractice, set_up_practice
from ma_desktop.services.progress import Progress, Silent
from ma_desktop.storage import search_index

#: Numbers of the practice's own fee schedule with labels in our own words; fees are invented.
FEES: tuple[tuple[str, str, str, Decimal], ...] = tuple(
    (code, label, group, Decimal(fee))
    for group, rows in (
        ("Office visits", (("99211", "MA visit", "42"), ("99212", "short", "78"), ("99213", "low", "128"), ("99214", "moderate", "185"),
                           ("99215", "high", "250"), ("99203", "new patient", "165"))),
        ("In-office tests", (("81002", "urine dip", "9"), ("82962", "glucose", "8"), ("87880", "strep, rapid", "28"),
                             ("87804", "flu, rapid", "35"), ("93000", "ECG", "45"), ("36415", "blood draw", "12"))),
        ("Injections", (("96372", "injection", "32"), ("90471", "vaccine, first", "30"), ("90472", "vaccine, next", "18"),
                        ("G0008", "flu, Medicare", "30"), ("J1100", "dexameth. 1 mg", "2"), ("J3420", "B-12", "6"))),
        ("Procedures", (("69210", "ear wax", "72"), ("17110", "warts", "140"), ("11102", "skin biopsy", "165"),
                        ("10060", "drain abscess", "190"), ("94640", "nebulizer", "30"), ("12001", "sutures, simple", "175"))),
    )
    for code, label, fee in rows
)  # fmt: skip
_CHUNK = 500


@speaking("en")
def make_demo(
    desk: Desk,
    *,
    size: int = 300,
    seed: int = 7,
    visits: float = 10.0,
    today: bool = True,
    ahead: bool = False,
    progress: Progress | None = None,
) -> Worker:
    """Fills an empty record and answers the worker to sit at the desk. Same seed, same practice.

    ``size`` patients, with ``today`` one more who is on the board, from ``FROM`` on a family and a few namesakes too, with ``visits`` past visits each, about five measurements a visit.
    ``ahead``: visits of the next days too, with their reminders; without it the coming days are empty.
    """
    progress = progress or Silent()
    random, now = Random(seed), desk.now()
    worker = _practice(desk)
    desk = desk.acting_as(worker)
    providers = [row.id for row in Practitioner.standing().order_by(Practitioner.id)]
    persons = people(random, size, now.date())
    history = History(
        random,
        now,
        providers[0],
        HealthcareService.select().order_by(HealthcareService.id).offset(1).first().id,
        1,
        visits,
    )
    payers = _payers(desk)
    for start in range(0, size, _CHUNK):
        _chunk(desk, random, persons[start : start + _CHUNK], start, history, payers)
        progress.step(min(start + _CHUNK, size), size, "Inventing patients")
    if today:
        apart = max(1, min(3, size // len(PLAN)))
        ids = [row.id for row in Patient.select(Patient.id).order_by(Patient.id).limit(len(PLAN) * apart)]
        chosen = ids[::apart]
        fill_today(desk, chosen, providers, now)
        add_waiting(desk, providers, now)
        add_screenings(desk, now)
        if size >= FROM:
            add_recalls(desk, now)
            demo_hours.add_hours(desk, providers, now)
            add_families(desk, providers, now)
            guest = (
                Patient.select()
                .where(Patient.family == "Whitfield", Patient.given == "Dana")
                .order_by(Patient.id.desc())
                .get()
            )
            add_documents(desk, guest.id, now)
    if ahead:
        fill_outbox(desk, now)
    return worker


def _practice(desk: Desk) -> Worker:
    worker = set_up_practice(
        desk,
        NewPractice(
            name="Cedar Street Family Practice",
            address="214 Cedar Street",
            city="Dayton",
            state="OH",
            postal_code="45402",
            phone="9375550142",
            npi="1234567893",
            tax_id="12-3456789",
            provider_family="Ito",
            provider_given="Kenji",
            provider_credential="MD",
            provider_npi="1558598797",
            user_name="Ada R.",
            rooms=6,
            fees=FEES,
        ),
    )
    with desk.acting_as(worker).work("Second provider", needs=Permission.SETTINGS, undoable=False) as work:
        work.insert(Setting(key=invented_practice.KEY, value=True))
        work.insert(Practitioner(family="Osei", given="Abena", credential="NP", npi="1993999998", own=True))
    return worker


def _payers(desk: Desk) -> list[int]:
    with desk.work("Payers", needs=Permission.SETTINGS, undoable=False) as work:
        return [
            int(work.insert(Organization(kind="pay", name=name, payer_id=payer_id)).id)
            for name, payer_id in (
                ("Blue Shield", "54771"),
                ("Medicare", "15202"),
                ("Buckeye Medicaid", "32004"),
                ("Acme Health", "60054"),
            )
        ]


def _chunk(
    desk: Desk, random: Random, persons: list[Person], start: int, history: History, payers: list[int]
) -> None:
    stamp = instant_text(desk.now())
    first = int(Patient.select(Patient.id).order_by(Patient.id.desc()).limit(1).scalar() or 0) + 1
    rows = Rows()
    patients, entries, coverages, payments = [], [], [], []
    for number, person in enumerate(persons):
        ident, record_number = first + number, str(10001 + start + number)
        preferred = person.given[:3] if random.random() < 0.1 else ""
        patients.append(
            (ident, record_number, person.family, person.given, "", "", preferred, "she/her" if preferred and person.sex == "female" else "",
             person.birth.isoformat(), person.sex, person.phone, "", person.address, "Dayton", "OH", person.postal_code, stamp, "en", 0,
             '["Hard of hearing"]' if random.random() < 0.05 else '["Afraid of needles"]' if random.random() < 0.05 else "[]", "", 1, 1, stamp)
        )  # fmt: skip
        entries.append(
            search_index.Entry(
                ident,
                names.tokens(person.family, person.given, preferred),
                person.birth.strftime("%Y%m%d"),
                record_number,
                person.phone,
            )
        )
        coverages.append(_coverage(random, ident, person, payers, stamp))
        if random.random() < 0.12:
            payments.append((ident, "prepayment", "card", 2000, stamp, "", "", "", 1, stamp))
        history.of(ident, person, rows)
    with desk.work("Invented patients", needs=Permission.IMPORT_DATA, action="import") as work:
        work.bulk(Patient, _PATIENT, patients)
        search_index.put(database, entries)
        for table, columns in COLUMNS.items():
            if table == "Encounter":
                work.bulk(Encounter, columns, rows.tables[table])
        for table, columns in COLUMNS.items():
            if table != "Encounter":
                work.bulk(getattr(models, table), columns, rows.tables[table])
        work.bulk(Coverage, _COVERAGE, [row for row in coverages if row])
        work.bulk(PaymentNotice, _PAYMENT, payments)
        work.bulk(Consent, CONSENT, signed([row[0] for row in patients], desk.now()))


_PATIENT = ("id", "record_number", "family", "given", "middle", "suffix", "preferred_name", "pronouns", "birth_date", "sex", "phone", "email",
            "address", "city", "state", "postal_code", "address_checked_at", "language", "interpreter", "needs", "alert", "active",
            "version", "recorded_at")  # fmt: skip
_COVERAGE = ("patient_id", "payor_id", "kind", "plan", "member_id", "group_number", "relationship", "subscriber", "position", "status",
             "starts_on", "copay", "qmb", "verified_how", "card_seen_on", "version", "recorded_at")  # fmt: skip
_PAYMENT = (
    "patient_id",
    "kind",
    "method",
    "amount",
    "received_at",
    "payer",
    "reference",
    "note",
    "version",
    "recorded_at",
)


def _coverage(
    random: Random, patient: int, person: Person, payers: list[int], stamp: str
) -> tuple[object, ...] | None:
    if random.random() < 0.06:
        return None
    payer, kind, plan, copay = (
        (payers[1], "medicare", "Part B", 0) if person.years >= 65
        else (payers[2], "medicaid", "", 0) if random.random() < 0.2
        else (random.choice((payers[0], payers[3])), "commercial", "PPO", random.choice((2000, 2500, 4000)))
    )  # fmt: skip
    starts = (
        (datetime.fromisoformat(stamp[:19]) - timedelta(days=random.randint(100, 1200))).date().isoformat()
    )
    return (patient, payer, kind, plan, f"X{random.randint(10**8, 10**9)}", str(random.randint(1000, 9999)), "self", "", 1, "active",
            starts, copay, 0, "", card_seen(patient, stamp), 1, stamp)  # fmt: skip
