"""A time became free: who of those waiting is called, in which order, and what they answered."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from ma_desktop.domain.waiting_rank import urgency_words
from ma_desktop.i18n import _
from ma_desktop.services.schedule.freed_times import FreedTime
from ma_desktop.services.schedule.offer_slot import ANSWERS, offer_slot
from ma_desktop.services.schedule.waiting_list import Waiting, who_fits
from ma_desktop.views import theme
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Notices, Workbench


class OfferSlot(Dialog):
    """A, D, L, N answer for the chosen line; A books it at once and closes."""

    HELP = "schedule"
    WIDTH = 680

    def __init__(
        self, bench: Workbench, start: datetime, minutes: int, practitioner_id: int, provider: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            bench, _("{when} is free: who is called?").format(when=f"{start:%a, %b} {start.day} {start:%H:%M}"), parent=parent,
            yes=_("Accepted: book  A"), no=_("Close"),
        )  # fmt: skip
        self.start, self.minutes, self.provider = start, minutes, practitioner_id
        self.rows: tuple[Waiting, ...] = ()
        self.body.addWidget(label(_("{provider} · {n} min · in the order of the list").format(provider=provider, n=minutes), "muted"))  # fmt: skip
        self.list = QListWidget()
        self.list.setAccessibleName(_("Who fits, in order"))
        self.list.setMinimumHeight(theme.px(180))
        self.list.installEventFilter(self)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._answers())
        self.empty = label(_("Nobody on the waiting list fits this time now."), "muted", wrap=True)
        self.body.addWidget(self.empty)
        self.read()
        self.list.setFocus()

    def _answers(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        for key, text in (("D", _("Declined")), ("L", _("Left message")), ("N", _("No answer"))):
            press = button(f"{text}  {key}", "quiet")
            press.setAccessibleName(text)
            press.clicked.connect(lambda _on=False, key=key: self.answer(key))
            row.addWidget(press)
        row.addStretch(1)
        return bar

    def read(self) -> None:
        self.bench.read(who_fits, self.start, self.minutes, self.provider, then=self._show, panel=self)

    def _show(self, rows: tuple[Waiting, ...]) -> None:
        place = max(0, self.list.currentRow())
        self.rows = rows
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(_line(row))
            item.setSizeHint(QSize(0, theme.px(29)))
            self.list.addItem(item)
        self.list.setCurrentRow(min(place, len(rows) - 1))
        self.empty.setVisible(not rows)
        self.yes_button.setEnabled(bool(rows))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters answer: nothing can be typed in this list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            key = event.text().upper()
            if key in ANSWERS:
                self.answer(key)
                return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        self.answer("A")

    def answer(self, key: str) -> None:
        place = self.list.currentRow()
        if not 0 <= place < len(self.rows):
            return
        row = self.rows[place]
        if key == "A":
            self.save(
                offer_slot, row.request_id, start=self.start, practitioner_id=self.provider, answer=ANSWERS[key],
                then=lambda _id: self.bench.say(_("Booked for {patient}.").format(patient=row.patient)),
            )  # fmt: skip
            return
        self.bench.do(
            offer_slot, row.request_id, start=self.start, practitioner_id=self.provider, answer=ANSWERS[key],
            then=lambda _none: self._next(key, place), panel=self,
        )  # fmt: skip

    def _next(self, key: str, place: int) -> None:
        """Who declined is gone from the list; after a message the next one is called."""
        self.list.setCurrentRow(place if key == "D" else min(place + 1, self.list.count() - 1))
        self.read()


def _line(row: Waiting) -> str:
    said = answer_words(row.offers[-1].answer) if row.offers else ""
    parts = (urgency_words(row.urgency), row.patient, f"{row.birth_date:%m/%d/%Y}", row.phone, row.service,
             _("{n} min").format(n=row.minutes), _("waits {n} days").format(n=row.days), said)  # fmt: skip
    return " · ".join(part for part in parts if part)


def answer_words(answer: str) -> str:
    return {
        "accepted": _("accepted"),
        "declined": _("declined"),
        "tentative": _("message left"),
        "needs-action": _("no answer"),
    }.get(answer, answer)


def tell_freed(bench: Workbench, panel: Notices, freed: FreedTime, window: QWidget) -> None:
    """After a time became free: how many who wait it fits, and the key that shows them."""
    bench.commands.add(
        Command(
            "offer_freed", _("Offer the freed time to those who wait"),
            lambda: OfferSlot(bench, freed.start, freed.minutes, freed.practitioner_id, freed.provider, window).open(),
            "Ctrl+Shift+O", "phone", "go", words="waiting list cancelled slot",
        )
    )  # fmt: skip
    when = f"{freed.start:%a %m/%d %H:%M}"
    sentence = (
        _("{when} is free and fits 1 person who waits: Ctrl+Shift+O").format(when=when)
        if len(freed.fits) == 1
        else _("{when} is free and fits {n} people who wait: Ctrl+Shift+O").format(
            when=when, n=len(freed.fits)
        )
    )
    panel.notice(sentence, "info")
    bench.say(sentence, "info")
