"""The provider looks at what an MA wrote, entry by entry, and signs for the chosen ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.chart.confirm_lists import confirm_lists
from ma_desktop.services.chart.waiting_entries import WaitingEntry, waiting_entries
from ma_desktop.services.desk import Desk
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.entry_rows import EntryRows, Row, RowAction
from ma_desktop.views.workbench import Workbench

Sign = Callable[[str, Callable[[Desk], object]], object]


class ConfirmEntries(Dialog):
    """All are chosen at first; Space leaves one out. Whoever may sign does it at once, else the provider signs in over the window."""

    WIDTH = 640

    def __init__(
        self, bench: Workbench, focus: Focus, sign: Sign, parent: QWidget | None = None, *, who: str = ""
    ) -> None:
        """``who``: name and birth date, where the patient is not the one on the screen."""
        own = bench.desk.may(Permission.SIGN_NOTE)
        super().__init__(
            bench,
            _("Confirm what was changed"),
            parent=parent,
            scope=focus,
            yes=_("Confirm") if own else _("Provider signs…"),
        )
        self._own, self._sign = own, sign
        self.entries: tuple[WaitingEntry, ...] = ()
        self.left_out: set[tuple[str, int]] = set()
        self.who = who
        if who:
            self.body.addWidget(words(who, "strong"))
        self.body.addWidget(
            words(
                _(
                    "These entries already count; confirming makes them the provider’s. What you leave out keeps waiting."
                ),
                "caption",
            )
        )
        self.rows = EntryRows(
            _("Waiting entries"),
            (RowAction("toggle", _("Leave out or take in"), Qt.Key.Key_Space, _("Space")),),
            always=True,
        )
        self.rows.acted.connect(self._toggle)
        scroll = QScrollArea()
        holder = QWidget()
        holder.setObjectName("clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.rows)
        column.addStretch(1)
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setMinimumHeight(theme.px(260))
        self.body.addWidget(scroll, 1)
        self.yes_button.setFocus()
        bench.read(waiting_entries, focus.patient_id, then=self._show, panel=self)

    def _show(self, entries: tuple[WaitingEntry, ...]) -> None:
        self.entries = entries
        self._paint()
        if not entries:
            self.notice(_("Nothing waits to be confirmed."), "info")
            self.yes_button.setEnabled(False)

    def _paint(self) -> None:
        self.rows.set([self._row(entry) for entry in self.entries])

    def _row(self, entry: WaitingEntry) -> Row:
        key = (entry.table, entry.row)
        if entry.reported:
            chip, without = (_("told"), "info"), frozenset({"toggle"})
            who = f"{entry.by} {entry.at:%m/%d %H:%M}".strip()
            return Row(
                key, f"{entry.list_words}: {entry.what}", f"{entry.detail} · {who}", (chip,), "", without
            )
        chip = (_("left out"), "muted") if key in self.left_out else (_("confirm"), "ok")
        who = f"{entry.by} {entry.at:%m/%d %H:%M}".strip()
        return Row(
            key,
            f"{entry.list_words}: {entry.what}",
            " · ".join(part for part in (entry.detail, who) if part),
            (chip,),
        )

    def _toggle(self, _name: str, key: Any) -> None:
        self.left_out ^= {key}
        self._paint()

    def accept(self) -> None:
        chosen = frozenset((entry.table, entry.row) for entry in self.entries) - self.left_out
        if not chosen:
            self.notice(_("Every entry is left out. Take one in, or close."), "warn")
            return
        patient = self.scope.patient_id
        seen = {(entry.table, entry.row): entry.version for entry in self.entries}
        if self._own:
            self.save(confirm_lists, patient, chosen, seen=seen)
            return
        what = "; ".join(
            f"{entry.list_words}: {entry.what}"
            for entry in self.entries
            if (entry.table, entry.row) in chosen
        )
        self._sign(
            _("Confirm for {who}: {what}").format(who=self.who, what=what)
            if self.who
            else _("Confirm: {what}").format(what=what),
            lambda desk: self.bench.do_as(
                desk,
                partial(confirm_lists, seen=seen),
                patient,
                chosen,
                then=lambda _none: self.finish(),
                panel=self,
            ),
        )
