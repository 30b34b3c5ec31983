"""One section of the history: its entries, a line to add one, and a key for "nothing changed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from ma_desktop.domain.history import Section
from ma_desktop.domain.history_lines import read_line, read_words
from ma_desktop.domain.tobacco import Read
from ma_desktop.i18n import _
from ma_desktop.services.billing.find_diagnosis import Diagnosis, find_diagnosis
from ma_desktop.services.chart.end_history import end_history
from ma_desktop.services.chart.history_rows import TABLES
from ma_desktop.services.chart.patient_history import Entry, SectionView
from ma_desktop.services.chart.record_history import record_history
from ma_desktop.views import theme
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.versions import ShowVersions
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.entry_rows import EntryRows, Row, RowAction
from ma_desktop.views.widgets.labels import button, keyed, label
from ma_desktop.views.widgets.suggest import FoundList, SuggestField

if TYPE_CHECKING:
    from ma_desktop.views.chart.history_tab import HistoryTab

#: Sections whose entries can be over; elsewhere an entry is only ever an error.
_CAN_END = frozenset({"problems", "implants", "directives"})


class HistoryCard(Card):
    """Enter in the line saves what the words below it say; what was not understood opens the form instead.

    ``changed_for``: the patient for whom something was written here in this sitting.
    """

    def __init__(self, tab: HistoryTab, declared: Section) -> None:
        self.no_change = button(
            _("No change"), "quiet", tip=_("Reviewed, nothing changed (Ctrl+Enter in this card)")
        )
        super().__init__(declared.title, self.no_change)
        self.tab, self.declared, self.changed_for = tab, declared, None
        self.body.setContentsMargins(14, 8, 8, 10)
        self.body.setSpacing(4)
        self.no_change.setProperty("small", True)
        self.no_change.setAccessibleName(_("{section}: no change").format(section=declared.title))
        self.no_change.clicked.connect(lambda: tab.review(declared.key))
        keyed(self.no_change, "Ctrl+Return", within=self)
        self.reviewed = label("", "caption")
        self.body.addWidget(self.reviewed)
        self.rows = EntryRows(declared.title, self._actions())
        self.rows.acted.connect(self._act)
        self.nothing = label(declared.empty, "muted", wrap=True)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.nothing)
        self._line_and_preview()

    def _actions(self) -> tuple[RowAction, ...]:
        change = RowAction("change", _("Change…"), Qt.Key.Key_Return, _("Enter"))
        over = {"problems": _("Resolved…"), "implants": _("Taken out…"), "directives": _("Withdrawn…")}
        ended = (
            (RowAction("end", over[self.declared.key], Qt.Key.Key_R, "R"),)
            if self.declared.key in _CAN_END
            else ()
        )
        error = RowAction("error", _("Entered in error…"), Qt.Key.Key_Delete, _("Del"))
        return (change, *ended, error, RowAction("versions", _("Who changed what…"), Qt.Key.Key_W, "W"))

    def _line_and_preview(self) -> None:
        self.line = SuggestField(
            self.declared.example, _("Add: {section}").format(section=self.declared.title)
        )
        self.form_button = button(_("Form…"), "quiet", tip=_("All fields (Shift+F2)"))
        self.form_button.setAccessibleName(_("{section}: all fields").format(section=self.declared.title))
        keyed(self.form_button, "Shift+F2", within=self)
        self.form_button.clicked.connect(self._to_form)
        self.preview = label("", "caption", wrap=True)
        self.found = FoundList(_("Found"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.form_button)
        self.body.addLayout(row)
        self.body.addWidget(self.preview)
        self.body.addWidget(self.found)
        self.preview.hide()
        self.line.entered.connect(self._enter)
        if self.declared.key == "problems":
            self.line.wanted.connect(self._look_up)
            self.line.into_list.connect(lambda: self.found.setFocus(Qt.FocusReason.OtherFocusReason))
            self.line.escaped.connect(self.found.hide)
            self.found.taken.connect(self._take_diagnosis)
            self.found.given_up.connect(lambda: self.line.setFocus(Qt.FocusReason.OtherFocusReason))
        else:
            self.line.textChanged.connect(lambda _text: self._preview())

    # -- showing ------------------------------------------------------------------------------------------

    def show_section(self, view: SectionView) -> None:
        from ma_desktop.views.chart.history_tab import reviewed_words

        self.entries = {entry.entry_id: entry for entry in view.entries}
        self.rows.set([_row(entry) for entry in view.entries])
        self.rows.setVisible(bool(view.entries))
        self.nothing.setVisible(not view.entries)
        more = _("{n} more in the timeline").format(n=view.left_out) if view.left_out else ""
        said = " · ".join(part for part in (reviewed_words(view.reviewed), more) if part)
        self.reviewed.setText(said)
        self.reviewed.setVisible(bool(said))
        self.no_change.setVisible(self.tab.focus.encounter_id is not None)

    # -- a line -------------------------------------------------------------------------------------------

    def _read(self) -> Read:
        data = self.tab.data
        today = self.tab.panel.desk.now().date()
        return read_line(self.declared.key, self.line.text(), today, data.born if data is not None else None)

    def _preview(self) -> None:
        read = self._read()
        unread = _("not understood: {words}").format(words=" ".join(read.unread)) if read.unread else ""
        trouble = " ".join(part for part in (read.problem, unread) if part)
        self.preview.setText(trouble or read_words(self.declared.key, read))
        theme.retone(self.preview, tone="warn" if trouble else "")
        self.preview.setVisible(bool(self.preview.text()))

    def _enter(self) -> None:
        """Saves what is understood whole; half of it is corrected in the form, never guessed."""
        if not self.line.text().strip():
            return
        if self.declared.key == "problems":
            self._enter_diagnosis()
            return
        read = self._read()
        if read.problem or read.unread or not read.fields:
            self._to_form()
            return
        self._record(read.fields)

    def _to_form(self) -> None:
        typed = self.line.text().strip()
        if self.declared.key == "problems":
            self.tab.open_form("problems", {"display": typed})
            return
        read = self._read()
        unread = _("Typed: “{line}”. {why}").format(line=typed, why=self.preview.text()) if typed else ""
        self.tab.open_form(self.declared.key, read.fields, unread=unread)

    def _record(self, fields: dict[str, str]) -> None:
        focus, typed = self.tab.focus, self.line.text()
        self.tab.do(
            record_history, focus.patient_id, self.declared.key, fields, encounter_id=focus.encounter_id,
            then=lambda _id: self.saved(typed),
        )  # fmt: skip

    def saved(self, typed: str) -> None:
        """The line is ready for the next, unless somebody has typed on already; a refusal leaves what was typed."""
        self.changed_for = self.tab.focus.patient_id
        self.found.hide()
        if self.line.text() == typed:
            self.line.clear()
            self.tab.draft.drop(f"line.{self.declared.key}")
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- problems -----------------------------------------------------------------------------------------

    def _look_up(self, typed: str) -> None:
        if not typed.strip():
            self.found.offer([])
            return
        self.tab.bench.read(
            find_diagnosis, typed, then=self._show_found, latest="history.icd", panel=self.tab.panel
        )

    def _show_found(self, found: tuple[Diagnosis, ...]) -> None:
        if self.line.text().strip():
            self.found.offer([(f"{row.code}  {row.display}", row) for row in found])

    def _enter_diagnosis(self) -> None:
        """Enter takes what stands first, also when the list has not come yet; without any the form takes the words."""
        typed = self.line.text().strip()

        def take(found: tuple[Diagnosis, ...]) -> None:
            if self.line.text().strip() != typed:
                return
            if found:
                self._take_diagnosis(found[0])
            else:
                self._to_form()

        self.tab.bench.read(find_diagnosis, typed, then=take, latest="history.icd", panel=self.tab.panel)

    def _take_diagnosis(self, row: Diagnosis) -> None:
        self._record({"display": row.display, "code": row.code})

    # -- entries ------------------------------------------------------------------------------------------

    def _act(self, name: str, entry_id: int) -> None:
        entry = self.entries[entry_id]
        if name == "change":
            self.tab.open_form(entry.section, entry.fields, entry_id=entry_id)
            return
        if name == "versions":
            table = TABLES[entry.section].__name__
            ShowVersions(
                self.tab.bench, table, entry_id, entry.what, focus=self.tab.focus, parent=self.window()
            ).open()
            return
        error = name == "error"
        choices = (_("entered for the wrong patient"), _("patient never said so")) if error else (_("healed"), _("removed"), _("changed their mind"))  # fmt: skip
        focus = self.tab.focus
        AskReason(
            self.tab.bench, _("Take “{what}” off?").format(what=entry.what), _("It stays in the record with your reason."),
            lambda reason: self.tab.do(
                end_history, entry.section, entry_id, reason, error=error, encounter_id=focus.encounter_id,
                then=lambda _none: self._ended(),
            ),
            choices=choices, yes=_("Take off"), parent=self.window(),
        ).open()  # fmt: skip

    def _ended(self) -> None:
        self.changed_for = self.tab.focus.patient_id


def _row(entry: Entry) -> Row:
    chips = [(_("sensitive"), "violet")] if entry.sensitive else []
    if not entry.confirmed:
        chips.append((_("unconfirmed"), "warn"))
    if entry.over:
        chips = [(_("over"), "muted")]
    tone = "muted" if entry.over else ""
    return Row(
        entry.entry_id,
        entry.what,
        entry.detail,
        tuple(chips),
        tone,
        frozenset({"end"}) if entry.over else frozenset(),
    )
