"""The sections of the rooming sheet in the order of the work, and how each stands: a pure function over the visit's needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ma_desktop.domain.needs import Need, State
from ma_desktop.i18n import _

READY = "ready"
#: Letters of the sections, and those of needs that stand inside one (who may consent, copay, address, card).
LETTERS = "IRNHVAMBQFZGUCKS"


@dataclass(frozen=True, slots=True)
class Section:
    """``letter``: with Alt; ``state``: done, open, late, danger, or ``free`` (within reach, asked of nobody).

    ``words``: what is left, or empty. ``needs``: those it settles.
    """

    key: str
    title: str
    letter: str
    state: str
    words: str = ""
    needs: tuple[Need, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether Ctrl+Enter stops here. Copay and address are not asked in the room: they are shown, and within reach."""
        return self.key != "door" and self.state in ("open", "late", "danger")


@dataclass(frozen=True, slots=True)
class _Kind:
    """``keys``: of the needs that the section settles; ``always``: there even when nothing is asked."""

    key: str
    title: str
    letter: str
    keys: tuple[str, ...]
    always: bool = False


def _kinds() -> tuple[_Kind, ...]:
    return (
        _Kind("identity", _("Identity"), "I", ("identity", "companion"), always=True),
        _Kind("bring", _("To a room"), "N", ()),
        _Kind("reason", _("Reason"), "R", ("reason",), always=True),
        _Kind("story", _("Complaint"), "H", ()),
        _Kind("vitals", _("Vitals"), "V", ("vitals", "second_pressure"), always=True),
        _Kind("allergies", _("Allergies"), "A", ("allergies",), always=True),
        _Kind("medicines", _("Medicines"), "M", ("medicines",), always=True),
        _Kind("history", _("History"), "B", ("history",)),
        _Kind("screenings", _("Screenings"), "Q", ()),
        _Kind("forms", _("Forms"), "F", ("forms",)),
        _Kind("room", _("Room and gown"), "Z", ()),
        _Kind("door", _("Front desk"), "G", ("coverage", "copay", "contact", "card", "registration", "balance")),
    )  # fmt: skip


def sections(
    needs: Sequence[Need],
    *,
    story: str = "",
    story_wanted: bool = False,
    room: bool = False,
    room_seen_to: bool = False,
    waiting: bool = False,
) -> tuple[Section, ...]:
    """``needs`` of the present stage. ``story``: what was told, in one line; ``room``: this kind of visit wants something prepared;
    ``waiting``: the patient is not in a room yet, and nothing of the room is asked."""
    found = []
    for kind in _kinds():
        mine = tuple(n for n in needs if n.key in kind.keys or _screening(kind.key, n))
        own = {
            "bring": "open" if waiting else "",
            "story": "done" if story else "open" if story_wanted and not waiting else "free",
            "room": ("done" if room_seen_to else "free" if waiting else "open") if room else "",
        }.get(kind.key)
        if own is None and (mine or kind.always):
            found.append(_section(kind, mine, waiting))
        elif own:
            words = story if kind.key == "story" else ""
            found.append(Section(kind.key, kind.title, kind.letter, own, words))
    return tuple(found)


def _screening(section: str, need: Need) -> bool:
    return section == "screenings" and need.action == "record_screening"


def _section(kind: _Kind, mine: tuple[Need, ...], waiting: bool) -> Section:
    left = [need for need in mine if need.missing]
    state = "done"
    if any(need.danger for need in left):
        state = "danger"
    elif any(need.state is State.LATE for need in left):
        state = "late"
    elif left:
        state = "open"
    elif not mine and (waiting or kind.key == "vitals"):
        state = "free"
    return Section(kind.key, kind.title, kind.letter, state, "; ".join(need.sentence for need in left), mine)


def after(shown: Sequence[Section], key: str, holding: Collection[str] = ()) -> str:
    """The next section that waits, after ``key`` and then from the top; ``READY`` when none does, or when nothing that holds
    the patient up is left and ``key`` was the last one."""
    keys = [section.key for section in shown]
    place = keys.index(key) + 1 if key in keys else 0
    waiting = [section.key for section in (*shown[place:], *shown[:place]) if section.waits]
    later = [section.key for section in shown[place:] if section.waits]
    if not waiting or (not holding and not later):
        return READY
    return waiting[0]
