"""What lies on the pin board: kept as a draft of whoever is at the desk, put down by mouse or keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.services.practice.keep_draft import keep_draft
from ma_desktop.services.schedule.pinned_appointments import FORM, Pinned
from ma_desktop.views.widgets.day_layout import DayBlock
from ma_desktop.views.widgets.pin_board import Pin

if TYPE_CHECKING:
    from ma_desktop.views.panels.schedule import SchedulePanel


class Pins:
    """The hands of the pin board."""

    def __init__(self, panel: SchedulePanel) -> None:
        self.panel, self.board = panel, panel.pin_board
        self.board.carried.connect(lambda pin, where: panel.view.carry(_block(pin), where))
        self.board.dropped.connect(self.put_down)
        self.board.taken_down.connect(self.take_down)

    def dropped(self, appointment_id: int, where: QPoint) -> None:
        """Let go outside the book: on the pin board it is pinned, elsewhere nothing happens."""
        page = self.panel.page
        below = page.mapFromGlobal(where)
        if page.rect().contains(below) and below.y() > page.stack.geometry().bottom():
            self._keep([*self._pins(), (appointment_id, False)])

    def pin(self, *, copy: bool) -> None:
        """The chosen appointment, to be moved or to be booked once more."""
        entry = self.panel.entry()
        if entry is None:
            self.panel.notice(_("Choose an appointment first."), "info")
        elif not copy and entry.stage is not Stage.BOOKED:
            self.panel.notice(_("Only an appointment that is still to come can be moved."), "info")
        else:
            self._keep([*self._pins(), (entry.appointment_id, copy)])

    def take_down(self, pin: Pin) -> None:
        self._keep([each for each in self._pins() if each[0] != pin.appointment_id])

    def put_down(self, pin: Pin, where: QPoint) -> None:
        """A pin was let go somewhere on the screen."""
        target = self.panel.view.carry(_block(pin), where)
        self.panel.view.let_go()
        if target is not None and self.panel.mode != "month":
            self._place(pin, *target)

    def paste(self) -> None:
        """The chosen pin, at the gap that the keyboard is in."""
        pin, at = self.board.current, self.panel.view.cursor_at
        if pin is None:
            empty = _("The pin board is empty. Ctrl+X or Ctrl+C puts the chosen appointment there.")
            self.panel.notice(empty, "info")
        elif at is None or self.panel.mode == "month":
            self.panel.notice(_("Choose a time first: click a gap, or Ctrl and the arrow keys."), "info")
            self.panel.view.setFocus()
        else:
            self._place(pin, *at)

    # -- within -------------------------------------------------------------------------------------------

    def _pins(self) -> list[tuple[int, bool]]:
        return [(each.appointment_id, each.copy) for each in self.panel.pinned]

    def _keep(self, pins: list[tuple[int, bool]]) -> None:
        """Kept like any half-typed form, so that it survives the night."""
        latest = [[ident, copy] for ident, copy in dict(pins).items()]
        fields = {"pins": latest} if latest else {}
        self.panel.do(keep_draft, FORM, fields, then=lambda _none: self.panel.refresh())

    def _place(self, pin: Pin, start: datetime, column: int) -> None:
        place = self.panel.moves.copy if pin.copy else self.panel.moves.move_by_id
        place(pin.appointment_id, start, self.panel.keys[column], lambda: self.take_down(pin))
        self.panel.view.cursor_at = None


def pins_of(pinned: Sequence[Pinned]) -> tuple[Pin, ...]:
    return tuple(
        Pin(
            each.appointment_id, each.patient,
            _("{service} · {n} min · {when}").format(
                service=each.service or _("visit"), n=each.minutes, when=f"{each.start:%a %b} {each.start.day} {each.start:%H:%M}"
            ),
            each.minutes, each.copy,
        )
        for each in pinned
    )  # fmt: skip


def _block(pin: Pin) -> DayBlock:
    """What is held over the book."""
    return DayBlock(
        pin.appointment_id, 0, datetime.fromtimestamp(0, UTC), pin.minutes, pin.name, "", "", "accent"
    )
