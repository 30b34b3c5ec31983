"""The tour of one Monday: its moments and steps as data. The record shows which steps were done; the others are looked at.

The window's tour and the journey test that performs the day read the same table, so that neither can leave the other behind.
"""

from __future__ import annotations

from dataclasses import dataclass

from ma_desktop.i18n import _

Person = tuple[str, str]

#: Who plays in it, as (family, given) name; all of them are invented.
MOTHER: Person = ("Abernathy", "Joanna")
CHILDREN: tuple[Person, ...] = (("Abernathy", "Theodore"), ("Abernathy", "Clara"))
FORGOTTEN: Person = ("Delgado", "Ruth")
REMINDED: Person = ("Ferreira", "Lucia")
MAILED: Person = ("Zielinski", "Adam")
WAITING: Person = ("Bergstrom", "Nils")
MISSING: Person = ("Adeyemi", "Marcus")
ADDED: Person = ("Vandermeer", "Grace")
CAST: tuple[Person, ...] = (MOTHER, *CHILDREN, FORGOTTEN, REMINDED, MAILED, WAITING, MISSING, ADDED)


@dataclass(frozen=True, slots=True)
class Moment:
    """A part of the day. ``at``: the time on the wall of the Monday that is told, whatever the clock shows."""

    key: str
    at: str
    title: str


@dataclass(frozen=True, slots=True)
class Step:
    """``words``: what happens, in one or two sentences. ``panel``: where, as the module's name; ``keys``: how, without a mouse.

    ``observed``: the record shows when it was done; a step that is only looked at ends with *Next*.
    """

    key: str
    moment: str
    title: str
    words: str
    panel: str
    keys: str
    observed: bool = True


MOMENTS: tuple[Moment, ...] = (
    Moment("opening", "7:30", _("Opening round")),
    Moment("family", "9:00", _("A mother with two children")),
    Moment("outage", "10:15", _("The line is down")),
    Moment("late", "11:25", _("The provider is 25 minutes late")),
    Moment("came_after_all", "13:30", _("A no-show walks in")),
    Moment("add_on", "13:45", _("A same-day add-on")),
    Moment("closing", "17:00", _("Closing")),
)

STEPS: tuple[Step, ...] = (
    Step("huddle", "opening", _("Print the huddle sheet"),
         _("One block for each patient: what to have ready, what to ask for, what is owed. Print it or save it."),
         "schedule", _("Ctrl+K  huddle  Enter, then Ctrl+P")),
    Step("unclosed", "opening", _("Close the visit that nobody closed"),
         _("Ruth Delgado's visit of the last working day is still at checkout. Take it from the loose ends and close it."),
         "loose_ends", _("Ctrl+Shift+E, Enter on the line; then Alt+Enter")),
    Step("hold", "opening", _("Release a held time"),
         _("A time is held for urgent callers. Click into its hatched part and open it, or leave it until it opens by itself."),
         "schedule", _("Ctrl+↓ to the time, then Alt+O  Release the held time")),
    Step("room", "opening", _("Turn a room over"),
         _("The rooms stand below the flow board. One was left to be cleaned: press it when it is ready again."),
         "flow_board", _("Tab to the room, Space")),
    Step("waiting_mail", "opening", _("Look at what waits to leave the office"),
         _("Reminders by mail, calls and cards; what a person has to decide stands first."),
         "outbox", _("Ctrl+Shift+U"), observed=False),
    Step("arrival", "family", _("Check in the whole family at once"),
         _("Joanna Abernathy stands there with Theodore and Clara. One arrival for all three says who may consent for the children."),
         "schedule", _("F2  abern joa  Enter, then Ctrl+I, Enter")),
    Step("siblings", "family", _("Look at the banner of a child"),
         _("It warns of the sibling who is here too, so that neither gets the other's shot."),
         "patient_chart", _("F2  abern cla  Enter"), observed=False),
    Step("outage", "outage", _("See what the dead line does"),
         _("The mail server does not answer. Nothing is lost: the reminders wait and are tried again by themselves."),
         "outbox", _("Ctrl+Shift+U"), observed=False),
    Step("paper", "outage", _("Print a card instead"),
         _("Whoever should hear today gets paper. What is on paper is not mailed as well when the line is back."),
         "outbox", _("F8 on the line, then Ctrl+P")),
    Step("delay", "late", _("Read how far the provider is behind"),
         _("The flow board says it from booked and actual starts, with the sentence for the waiting room."),
         "flow_board", _("Ctrl+K  behind  Enter"), observed=False),
    Step("bring_in", "late", _("Bring the patient who waits to the provider"),
         _("Nils Bergstrom has been ready since his time. Now the provider begins with him."),
         "patient_chart", _("F2  berg  Enter, then Alt+Enter")),
    Step("after_all", "came_after_all", _("Take the no-show after all"),
         _("Marcus Adeyemi was marked as a no-show and is at the desk now. One step with its reason checks him in."),
         "schedule", _("F2  adey  Enter, then Alt+O, Enter")),
    Step("added", "add_on", _("Book somebody for today"),
         _("Grace Vandermeer calls and comes today. The window says at once what the morning would have asked: coverage, copay, a shot due."),
         "schedule", _("F2  vand  Enter, then Ctrl+B, Enter")),
    Step("addendum", "add_on", _("Print the addendum"),
         _("Printed again, the huddle sheet names those who were added since the morning apart from the others."),
         "schedule", _("Ctrl+K  huddle  Enter, then Ctrl+P")),
    Step("loose_ends", "closing", _("Look at what is left"),
         _("Danger first, then lateness. What stands here tomorrow morning is where the next day begins."),
         "loose_ends", _("Ctrl+Shift+E"), observed=False),
)  # fmt: skip


def moment_of(step: Step) -> Moment:
    return next(each for each in MOMENTS if each.key == step.moment)
