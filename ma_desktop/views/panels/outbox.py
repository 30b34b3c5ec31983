"""What waits to leave the office."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.outbox import Outbox, OutboxLine, outbox
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.outbox_pages import preview_call_sheet, preview_cards
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.labels import button, keyed, label
from ma_desktop.views.widgets.row_list import ListColumn, RowList


class OutboxPanel(Panel):
    """Reminders by mail, call and card: what waits, what went wrong, and the paper instead. Enter shows one."""

    TITLE = _("Outbox")
    ICON = "outbox"
    SHORTCUT = "Ctrl+Shift+U"
    AREA = "messages"
    SHOWS = frozenset({"Communication", "Appointment", "Patient", "Basic"})
    PLACE = Place("bottom", 3)
    HELP = "outbox"
    FOLLOWS_PATIENT = False
    FOLLOWS_DAY = False

    def build(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 0, 10, 8)
        column.setSpacing(4)
        column.addLayout(self._bar(page))
        self.table = RowList(_("Outbox"), _columns(), lambda row: row.item_id)
        self.model = self.table.rows
        self.table.activated.connect(lambda _index: self.details())
        self.table.clicked.connect(self._clicked)
        column.addWidget(self.table, 1)
        self.nothing = label("", "muted", wrap=True)
        column.addWidget(self.nothing)
        self.told = label("", "caption", wrap=True)
        column.addWidget(self.told)
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.setFocusProxy(self.table)
        self.table.moved.connect(self._arm)
        self.data: Outbox | None = None
        return page

    def _bar(self, page: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.which = QComboBox()
        self.which.setAccessibleName(_("Show"))
        self.which.addItem(_("Open"), False)
        self.which.addItem(_("Done, 7 days"), True)
        self.which.currentIndexChanged.connect(lambda _place: self.refresh())
        self.open = button(
            _("Details…"), "quiet", tip=_("What it says, what happened, what can be done (Enter)")
        )
        self.sheet = button(
            _("Call sheet…"), "quiet", "phone", tip=_("All calls that are due, on one sheet (F7)")
        )
        self.cards = button(_("Print instead…"), "quiet", "print", tip=_("A card for the chosen one (F8)"))
        keyed(self.sheet, "F7", within=page)
        keyed(self.cards, "F8", within=page)
        self.open.clicked.connect(self.details)
        self.sheet.clicked.connect(self.call_sheet)
        self.cards.clicked.connect(self.print_instead)
        row.addWidget(self.which)
        row.addWidget(self._chips(), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for press in (self.open, self.sheet, self.cards):
            row.addWidget(press)
        return row

    def _chips(self) -> QWidget:
        chips = QWidget()
        row = QHBoxLayout(chips)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.asking, self.calls = Chip("", "danger"), Chip("", "info")
        row.addWidget(self.asking)
        row.addWidget(self.calls)
        return chips

    def query(self, desk: Desk, focus: Focus) -> tuple[Outbox, bool]:
        done = self._done
        return outbox(desk, done=done), done

    @property
    def _done(self) -> bool:
        return bool(self.which.currentData())

    def show(self, data: tuple[Outbox, bool]) -> None:
        self.data, done = data
        self.table.set(self.data.lines)
        self.table.setVisible(bool(self.data.lines))
        self.nothing.setVisible(not self.data.lines)
        self.nothing.setText(self._empty(done=done))
        self.asking.set(_("{n} to decide").format(n=self.data.asking))
        self.asking.setVisible(self.data.asking > 0 and not done)
        self.calls.set(_("{n} to call").format(n=self.data.calls))
        self.calls.setVisible(self.data.calls > 0 and not done)
        self.sheet.setEnabled(self.data.calls > 0)
        self._arm()

    def _empty(self, *, done: bool) -> str:
        if done:
            return _("Nothing left the office in the last seven days.")
        assert self.data is not None
        mail = "" if self.data.email_in_use else " " + _("E-mail is not set up: File, E-mail route.")
        return (
            _(
                "Nothing is waiting. Reminders for booked visits come here by themselves when their time is near."
            )
            + mail
        )

    def _arm(self) -> None:
        row = self.chosen()
        said = " · ".join(part for part in (row.instead, row.trouble or row.proof) if part) if row else ""
        self.told.setText(said)
        self.told.setVisible(bool(said) and row is not None and bool(row.trouble or row.proof))
        self.open.setEnabled(row is not None)
        self.cards.setEnabled(row is not None and row.appointment_id is not None and row.status != "sending")

    def chosen(self) -> OutboxLine | None:
        row: OutboxLine | None = self.table.current()
        return row

    def commands(self) -> list[Command]:
        return [
            Command("call_sheet", _("Print the call sheet…"), self.call_sheet, "", "phone", "file", words=_("reminders outbox phone")),
            Command("email_route", _("E-mail route…"), self.email_route, "", "settings", "file",
                    words=_("smtp mail server reminders outbox"), enabled=lambda: self.desk.may(Permission.SETTINGS)),
            Command("reminder_words", _("Words of the reminders…"), self.reminder_words, "", "edit", "file",
                    words=_("template text mail"), enabled=lambda: self.desk.may(Permission.SETTINGS)),
        ]  # fmt: skip

    # -- what a person does -------------------------------------------------------------------------------

    def _clicked(self, _index: QModelIndex) -> None:
        row = self.chosen()
        self._arm()
        if row is not None and row.patient_id is not None:
            self.bench.active.choose_patient(row.patient_id)

    def details(self) -> None:
        from ma_desktop.views.dialogs.outbox_item import OutboxDetails

        row = self.chosen()
        if row is not None:
            OutboxDetails(self.bench, row, self, self.widget().window()).open()

    def call_sheet(self) -> None:
        """All calls whose time has come, also those that are printed and not answered yet."""
        self.bench.read(outbox, then=self._call, panel=self)

    def _call(self, data: Outbox) -> None:
        due = [row.item_id for row in data.lines if row.to_call and not row.next_try]
        if due:
            preview_call_sheet(self.bench, due, self)
        else:
            self.bench.say(_("Nobody needs a call now."), "info")

    def print_instead(self) -> None:
        row = self.chosen()
        if row is not None:
            preview_cards(self.bench, [row.item_id], self)

    def email_route(self) -> None:
        from ma_desktop.views.dialogs.email_route import EmailRoute

        EmailRoute(self.bench, self.widget().window()).open()

    def reminder_words(self) -> None:
        from ma_desktop.views.dialogs.reminder_words import ReminderWords

        ReminderWords(self.bench, self.widget().window()).open()


def _columns() -> tuple[ListColumn, ...]:
    def cell(place: int) -> Callable[[OutboxLine], str]:
        return lambda row: _cells(row)[place]

    def happened(row: OutboxLine) -> str:
        return row.tone if row.tone in {"danger", "warn"} else "muted"

    def picture(row: OutboxLine) -> tuple[str, str]:
        return {"danger": "alert", "warn": "clock", "ok": "check"}.get(row.tone, "open"), row.tone

    return (
        ListColumn(_("State"), cell(0), lambda row: str(row.tone), picture),
        ListColumn(_("For"), cell(1)),
        ListColumn(_("Visit"), cell(2), drop=3),
        ListColumn(_("By"), cell(3), drop=4),
        ListColumn(_("Waits"), cell(4), drop=1),
        ListColumn(_("What happened"), cell(5), happened, wide=True, drop=2),
    )  # fmt: skip


def _cells(row: OutboxLine) -> tuple[str, ...]:
    """The whole address stands in the details; a phone number is what the caller needs."""
    visit = f"{row.starts:%a %m/%d %H:%M}" if row.starts is not None else ""
    by = f"{row.route_words} {row.recipient}" if row.route == "call-sheet" else row.route_words
    happened = row.trouble or row.proof
    if row.decides and row.instead:
        happened = f"{row.instead} · {happened}"
    waits = f"{row.since} → {row.next_try}" if row.next_try else row.since
    return (row.state, row.patient, visit, by, waits, happened or row.instead)
