"""What the practice decides for itself: each setting once, with its type, its default and a sentence that explains it.

Medical and organizational thresholds marked ``approve`` are defaults of common practice; until a provider has approved them
the settings say so. Numbers name their unit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ma_desktop.domain import notes, prompts, vital_settings
from ma_desktop.domain.declared import Declared
from ma_desktop.domain.red_flag_phrases import RULES
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.screening_tools import audit_c, owned
from ma_desktop.i18n import _

__all__ = ["ALL", "BY_KEY", "Declared"]

_FLOW = _("Flow board")
_SCHEDULE = _("Schedule")
_CHECK_IN = _("Check-in")
_VISIT = _("Rooming")
_REACH = _("Reminders and calls")


def _waits() -> tuple[Declared, ...]:
    """Minutes in a stage after which it turns amber, then red: waiting room 15/30, alone in the room 15/25 (common practice)."""
    rows = (
        ("arrived", _("Waiting room"), 15, 30),
        ("roomed", _("In the room, before vitals"), 15, 25),
        ("vitals", _("In the room, vitals done"), 15, 25),
        ("ready", _("Ready, waiting for the provider"), 15, 25),
        ("provider", _("With the provider"), 30, 45),
        ("checkout", _("At checkout"), 10, 20),
    )
    found: list[Declared] = []
    for stage, words, amber, red in rows:
        for tone, minutes in ((_("amber"), amber), (_("red"), red)):
            name = "amber" if minutes == amber else "red"
            found.append(
                Declared(
                    f"flow.{stage}.{name}", _FLOW, f"{words}: {tone}",
                    _("Minutes after which a visit in this stage is marked {tone}.").format(tone=tone),
                    minutes, unit=_("min"), low=1, high=240, approve=True,
                )
            )  # fmt: skip
    return tuple(found)


BEHIND_FROM = Declared(
    "flow.behind_from", _FLOW, _("Provider is behind from"),
    _("Minutes after the booked start from which the board says that a provider is behind."), 10, unit=_("min"),
    low=1, high=240,
)  # fmt: skip
CYCLE_GOAL = Declared(
    "flow.cycle_goal", _FLOW, _("Goal for a whole visit"),
    _("Minutes from the door until the patient leaves (IHI: 30 in primary care)."), 30, unit=_("min"), low=1, high=240, approve=True,
)  # fmt: skip
CYCLE_PERCENT = Declared(
    "flow.cycle_percent", _FLOW, _("Or so much of the time with the provider"),
    _("A visit is also within the goal at this part of its time with the provider (IHI: 150%). 0 means not used."), 150,
    unit=_("%"), high=1000, approve=True,
)  # fmt: skip
CYCLE_SAMPLE = Declared(
    "flow.cycle_sample", _FLOW, _("Visits that cycle times need"),
    _("Below so many visits the report says that they may be chance (IHI: 15 a week)."), 15, low=1, high=500,
)  # fmt: skip
DELAY_WORDS = Declared(
    "flow.delay_words", _FLOW, _("What is said in the waiting room"),
    _("The sentence for patients who wait; {provider} and {minutes} are filled in."),
    _(
        "{provider} is running about {minutes} minutes behind. Thank you for your patience; "
        "please tell us if you feel worse or cannot wait."
    ),
    kind="text", approve=True,
)  # fmt: skip
NO_SHOW_GRACE = Declared(
    "schedule.no_show_grace", _SCHEDULE, _("No-show after"),
    _("Minutes after the booked time before an appointment can be marked as a no-show."), 15, unit=_("min"), high=120,
)  # fmt: skip
NO_SHOW_LETTER = Declared(
    "schedule.no_show_letter", _SCHEDULE, _("Letter after so many no-shows"),
    _("From this many missed appointments in twelve months on, a letter is proposed. 0 means never."), 2, high=20,
)  # fmt: skip
SLOT_MINUTES = Declared(
    "schedule.slot_minutes", _SCHEDULE, _("Length of one slot"),
    _("The grid of the schedule; appointments begin on it."), 15, unit=_("min"), low=5, high=60,
)  # fmt: skip
HOLIDAYS = Declared(
    "schedule.holidays", _SCHEDULE, _("Closed on public holidays"),
    _("English names of the public holidays on which the practice is closed, with semicolons between them."),
    "New Year's Day; Memorial Day; Independence Day; Labor Day; Thanksgiving Day; Christmas Day", kind="text",
)  # fmt: skip
HELD_TIME = Declared(
    "schedule.held_time", _SCHEDULE, _("Booking into held time"),
    _("Time that is kept for the same day: book into it with a reason, or not at all before it is released."), "ask",
    kind="choice", choices={"ask": _("asks for a reason"), "hard": _("only after its release")},
)  # fmt: skip
TIME_ZONE = Declared(
    "practice.time_zone", _SCHEDULE, _("Time zone"),
    _("The time zone of the practice, such as America/New_York; empty is the computer's. It counts from the next log-in on."),
    "", kind="zone",
)  # fmt: skip
RED_FLAGS = Declared(
    "red_flags.more", _("Red flags"), _("Phrases of your own that stop booking"),
    _("With semicolons between them. They stop booking like the built-in ones; approving them approves both."),
    "", kind="text", approve=True,
)  # fmt: skip
RED_FLAGS_OFF = Declared(
    "red_flags.off", _("Red flags"), _("Built-in rules that stop booking"),
    _("Take the tick off a rule that is not to stop booking here. It goes on stopping until a provider has approved the list."),
    "", kind="ticks", choices=RULES, approve=True,
)  # fmt: skip
LAB_DAYS = Declared(
    "schedule.lab_days", _SCHEDULE, _("Lab results are usually back after"),
    _("Days after a lab order from which Find a time looks when the visit waits for the result."), 5, unit=_("days"), low=1, high=60,
)  # fmt: skip
ADDRESS_STALE = Declared(
    "check_in.address_days", _CHECK_IN, _("Ask for the address again after"),
    _("Days after which address and phone are asked again at check-in."), 365, unit=_("days"), low=1, high=3650,
)  # fmt: skip
CARD_STALE = Declared(
    "check_in.card_days", _CHECK_IN, _("Ask for the insurance card again after"),
    _("Days after which the insurance card is looked at again."), 90, unit=_("days"), low=1, high=3650,
)  # fmt: skip
FORMS_DUE = Declared(
    "check_in.forms", _CHECK_IN, _("Forms to sign"),
    _("What a patient signs or acknowledges, with commas between: privacy-notice, treatment, financial."),
    "privacy-notice, treatment", kind="text",
)  # fmt: skip
FORMS_LAST = Declared(
    "check_in.forms_days", _CHECK_IN, _("Consents hold for"),
    _("Days after which consent to treatment and the financial policy are signed again; the privacy notice is acknowledged once."),
    365, unit=_("days"), low=1, high=3650,
)  # fmt: skip
HISTORY_KINDS = Declared(
    "visit.history_kinds", _VISIT, _("Go through the history at"),
    _("Kinds of visit at which the history belongs to rooming, with commas between; part of the name is enough."),
    "New patient, physical", kind="text",
)  # fmt: skip
NO_STORY_KINDS = Declared(
    "visit.no_story_kinds", _VISIT, _("No questions about a complaint at"),
    _("Kinds of visit that usually bring no complaint, with commas between; part of the name is enough. The questions stay within reach."),
    "MA visit, shot, injection, blood draw, BP check, physical, Well child, Telehealth", kind="text",
)  # fmt: skip
REASON_SNIPPETS = Declared(
    "visit.reason_snippets", _VISIT, _("Reasons that are offered while typing"),
    _("With semicolons between them; what the patient says comes first."),
    _("Follow-up of blood pressure; Sore throat since; Cough since; Medicine refill; Yearly physical; Shot"), kind="text",
)  # fmt: skip
URGENT_SOUND = Declared(
    "visit.urgent_sound", _VISIT, _("Sound for an urgent request"),
    _("One soft sound of the computer when a provider asks for somebody now, also while the window is locked."), False, kind="yes-no",
)  # fmt: skip
SCAN_FOLDER = Declared(
    "check_in.scan_folder", _CHECK_IN, _("Folder of the scanner"),
    _("Where scanner or camera put their files; new ones are offered for photo and insurance card, and to be filed as documents."), "",
    kind="text",
)  # fmt: skip
DOCUMENT_CATEGORIES = Declared(
    "documents.categories", _VISIT, _("Kinds of documents of your own"),
    _("With semicolons between, up to nine; they are filed with the keys 1 to 9, after the built-in ones."), "", kind="text",
)  # fmt: skip
FIRST_REMINDER = Declared(
    "reminders.first_hours", _REACH, _("First reminder before the visit"),
    _("Hours before the visit when the first reminder goes out. 0 means none."), 72, unit=_("h"), high=720,
)  # fmt: skip
SECOND_REMINDER = Declared(
    "reminders.second_hours", _REACH, _("Second reminder before the visit"),
    _("Hours before the visit when the second reminder goes out. 0 means none."), 24, unit=_("h"), high=720,
)  # fmt: skip
CALLS_FROM = Declared(
    "reminders.calls_from", _REACH, _("Call and write from"),
    _("Hour of the day, local time, before which nobody is called or written to."), 8, unit=_("h"), high=23,
)  # fmt: skip
CALLS_UNTIL = Declared(
    "reminders.calls_until", _REACH, _("Call and write until"),
    _("Hour of the day, local time, after which nobody is called or written to."), 21, unit=_("h"), low=1, high=24,
)  # fmt: skip
NAME_PRACTICE = Declared(
    "reminders.name_practice", _REACH, _("Name the practice in reminders"),
    _("Say no when the practice's name tells a specialty: whoever reads over a shoulder would learn it."), True,
    kind="yes-no",
)  # fmt: skip


def _number(key: str, title: str, sentence: str, default: int, unit: str, high: int = 240) -> Declared:
    return Declared(
        f"screening.{key}", _("Screenings"), title, sentence, default, unit=unit, high=high, approve=True
    )


def _words(
    key: str, title: str, sentence: str, default: str, check: Callable[[str], object] | None = None
) -> Declared:
    return Declared(
        f"screening.{key}", _("Screenings"), title, sentence, default, kind="text", approve=True, check=check
    )


def whole_numbers(text: str) -> tuple[int, ...]:
    """``18, 24``: ascending. Raises ``RuleBroken`` for what is no list of whole numbers."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        raise RuleBroken(_("Type whole numbers with commas between."))
    return tuple(sorted(int(part) for part in parts))


_EVERY = _("Months after which it is asked again. 0: only where the kind of visit lists it.")
_AT = _(
    "Ages in months with commas between; due from that age until the next one. Empty: only where the kind of visit lists it."
)
_AT_YEARS = _("Ages in years with commas between. Empty: only where the kind of visit lists it.")
PHQ_EVERY = _number("phq_months", _("PHQ-2 every"), _EVERY, 12, _("months"))
PHQ_FROM = _number("phq_from", _("PHQ-2 from the age of"), _("Years."), 12, _("years"), 120)
PHQ_CUT = Declared(
    "screening.phq2_cut", _("Screenings"), _("PHQ-2 goes on as PHQ-9 from"),
    _("Points of the two questions; 2 finds more, 3 is usual."), 3, unit=_("points"), low=1, high=6, approve=True,
)  # fmt: skip
GAD_EVERY = _number("gad_months", _("GAD-7 every"), _EVERY, 0, _("months"))
AUDIT_EVERY = _number("audit_months", _("AUDIT-C every"), _EVERY, 12, _("months"))
AUDIT_FROM = _number("audit_from", _("AUDIT-C from the age of"), _("Years."), 18, _("years"), 120)
FALLS_EVERY = _number("falls_months", _("Falls every"), _EVERY, 12, _("months"))
FALLS_FROM = _number("falls_from", _("Falls from the age of"), _("Years."), 65, _("years"), 120)
MCHAT_AT = _words("m_chat_at", _("M-CHAT-R at"), _AT, "18, 24", whole_numbers)
ASQ_AT = _words("asq_at", _("ASQ-3 at"), _AT, "9, 18, 30", whole_numbers)
EPDS_AT = _words("epds_at", _("EPDS of the mother at"), _AT, "1, 2, 4, 6", whole_numbers)
LEAD_AT = _words("lead_at", _("Blood lead at"), _AT, "12, 24", whole_numbers)
HEMOGLOBIN_AT = _words("hemoglobin_at", _("Hemoglobin at"), _AT, "12", whole_numbers)
VISION_AT = _words("vision_at", _("Vision test at"), _AT_YEARS, "3, 4, 5, 6, 8, 10, 12, 15", whole_numbers)
HEARING_AT = _words("hearing_at", _("Hearing test at"), _AT_YEARS, "4, 5, 6, 8, 10", whole_numbers)
OWNED_TOOLS = _words(
    "owned", _("Tools that the practice owns"),
    _("Name | highest score | cut in words | who owns the license; semicolons between tools. Their items are not kept here, only score and scan."),
    "", owned,
)  # fmt: skip
AUDIT_WORDS = _words(
    "audit_words",
    _("AUDIT-C, wording"),
    _("Three questions with | between them; compare them with the official form."),
    audit_c.ENGLISH,
    audit_c.questions,
)
AUDIT_WORDS_ES = _words(
    "audit_words_es",
    _("AUDIT-C, wording in Spanish"),
    _("Three questions with | between them; compare them with the official form."),
    audit_c.SPANISH,
    audit_c.questions,
)
SPANISH_CHECKED = Declared(
    "screening.spanish_checked", _("Screenings"), _("Spanish wording was compared with the official forms"),
    _("Until a provider approves a yes, each Spanish screening says that its wording is to be compared."), False, kind="yes-no", approve=True,
)  # fmt: skip
CRISIS_PROTOCOL = _words(
    "crisis_protocol", _("When the provider is needed and not here"),
    _("The practice's written protocol, shown to the staff on request; it never prints on a patient's page."),
    _(
        "Stay with the patient. Call the provider's phone now. Offer to call or text 988 together. "
        "In immediate danger call 911 and stay until they come."
    ),
)  # fmt: skip
FOLLOW_UP_DAYS = _number(
    "follow_up_days",
    _("Follow-up call after"),
    _("Days after the provider was needed in a room."),
    1,
    _("days"),
    30,
)
SCREENINGS = (
    PHQ_EVERY, PHQ_FROM, PHQ_CUT, GAD_EVERY, AUDIT_EVERY, AUDIT_FROM, FALLS_EVERY, FALLS_FROM, MCHAT_AT, ASQ_AT, EPDS_AT, LEAD_AT,
    HEMOGLOBIN_AT, VISION_AT, HEARING_AT, OWNED_TOOLS, AUDIT_WORDS, AUDIT_WORDS_ES, SPANISH_CHECKED, CRISIS_PROTOCOL, FOLLOW_UP_DAYS,
)  # fmt: skip

ALL: tuple[Declared, ...] = (
    TIME_ZONE, SLOT_MINUTES, HELD_TIME, HOLIDAYS, RED_FLAGS, RED_FLAGS_OFF, NO_SHOW_GRACE, NO_SHOW_LETTER, *_waits(), BEHIND_FROM,
    CYCLE_GOAL, CYCLE_PERCENT, CYCLE_SAMPLE, DELAY_WORDS,
    ADDRESS_STALE, CARD_STALE, FORMS_DUE, FORMS_LAST, SCAN_FOLDER, DOCUMENT_CATEGORIES, HISTORY_KINDS, NO_STORY_KINDS, REASON_SNIPPETS, URGENT_SOUND,
    FIRST_REMINDER, SECOND_REMINDER, LAB_DAYS,
    CALLS_FROM, CALLS_UNTIL, NAME_PRACTICE, *SCREENINGS, *vital_settings.ALL, *prompts.ALL, *notes.SETTINGS,
)  # fmt: skip
BY_KEY: Mapping[str, Declared] = {declared.key: declared for declared in ALL}
