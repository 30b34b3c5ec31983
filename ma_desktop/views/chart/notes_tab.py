"""Notes: written, signed, added to; nothing that is signed is changed."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ma_desktop.domain.notes import kind_words
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.chart.mark_note_error import mark_note_error
from ma_desktop.services.chart.patient_notes import NoteLine, PatientNotes, patient_notes
from ma_desktop.services.chart.sign_note import sign_note
from ma_desktop.services.chart.write_note import write_note
from ma_desktop.services.desk import Desk
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.note_form import NoteForm
from ma_desktop.views.chart.tab import ChartTab
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.versions import ShowVersions
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.timeline import Line, Timeline

_PICTURES = {
    "visit": "stethoscope",
    "phone": "phone",
    "procedure": "task",
    "dictation": "user",
    "other": "note",
}


class NotesTab(ChartTab):
    """The form above, what is written below; Enter on a note changes it while it is unsigned, else adds to it."""

    NAME = "notes"
    TITLE = _("Notes")
    SHOWS = frozenset({"Composition"})

    def build(self) -> None:
        page = QWidget()
        page.setObjectName("clear")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        scroll = QScrollArea()  # in large text on a laptop the form alone is higher than the tab
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        self.column.addWidget(scroll)
        self.form = NoteForm()
        self.form.saved.connect(self.save)
        self.first = self.form.text
        for widget, name in (
            (self.form.kind, "kind"), (self.form.about, "about"), (self.form.text, "text"), (self.form.target, "target"),
        ):  # fmt: skip
            self.remember(widget, name)
        column.addWidget(self.form)
        card = Card()
        card.body.setContentsMargins(4, 8, 4, 8)
        self.list = Timeline(_("Notes"))
        self.list.activated.connect(lambda _index: self.open())
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self.menu)
        self.nothing = EmptyState(
            _("No note yet. Type above what was seen, said and done; sign it when it is complete.")
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        card.body.addWidget(self.stack, 1)
        card.setMinimumHeight(theme.px(110))
        column.addWidget(card, 1)
        self.notes: tuple[NoteLine, ...] = ()

    def commands(self) -> list[Command]:
        return [
            Command(
                "write_note",
                _("Write a note"),
                self.come_to_front,
                "Ctrl+Shift+J",
                "note",
                "go",
                words="addendum",
            )
        ]

    def query(self, desk: Desk, focus: Focus) -> PatientNotes:
        assert focus.patient_id is not None
        return patient_notes(desk, focus.patient_id)

    def show_data(self, data: PatientNotes) -> None:
        self.notes = tuple(line for note in data.notes for line in (note, *note.addenda))
        firsts = {note.note_id for note in data.notes}
        self.list.show_lines([_line(note, note.note_id in firsts) for note in self.notes])
        self.stack.setCurrentIndex(0 if self.notes else 1)

    # -- doing --------------------------------------------------------------------------------------------

    def save(self, sign: bool) -> None:
        """What was typed stays in the form until the record has it."""
        focus, target = self.focus, self.form.target.chosen
        if focus.patient_id is None:
            return
        try:
            about = self.form.when(self.bench.desk.now())
        except RuleBroken as broken:
            self.panel.notice(broken.sentence)
            self.form.about.setFocus()
            return
        text = self.form.text.toPlainText()
        self.do(
            write_note, focus.patient_id, text, kind=self.form.kind.currentData(),
            encounter_id=focus.encounter_id, about_at=about, amends=target.get("amends"), note_id=target.get("note"),
            then=self.draft.saving(
                lambda note: self._saved(note, sign, text), elsewhere=lambda note: self._sign(note, sign)
            ),
        )  # fmt: skip

    def _saved(self, note: int, sign: bool, text: str) -> None:
        """Whoever has typed on already keeps the words: they become a change of the note just saved."""
        if self.form.text.toPlainText() == text:
            self.form.clear_form()
            self.draft.drop()
        else:
            self.form.target.choose({"note": note, "words": _("You are changing the note you just saved.")})
            sign = False
        self._sign(note, sign)

    def _sign(self, note: int, sign: bool) -> None:
        if sign:
            self.do(sign_note, note, then=lambda _none: self.bench.say(_("Note signed.")))
        else:
            self.bench.say(_("Note saved, not signed."))

    def current(self) -> NoteLine | None:
        place = self.list.currentIndex().row()
        return self.notes[place] if 0 <= place < len(self.notes) else None

    def open(self) -> None:
        note = self.current()
        if note is None:
            return
        if not note.signed and not note.mine:
            self.panel.notice(_("Only the person who wrote an unsigned note may change it."), "info")
        elif self.form.text.toPlainText().strip():
            self.panel.notice(_("A note is half-typed above: save it first, then open another."), "warn")
        elif note.signed:
            self.form.add_to(note)
        else:
            self.form.change(note)

    def menu(self, where: QPoint) -> None:
        note = self.current()
        if note is None:
            return
        menu = QMenu(self.list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Add to it…") if note.signed else _("Change…")).triggered.connect(self.open)
        sign = menu.addAction(_("Sign"))
        sign.setEnabled(not note.signed and note.mine)
        sign.triggered.connect(lambda: self.do(sign_note, note.note_id))
        menu.addAction(_("Who changed what…")).triggered.connect(lambda: self.versions(note))
        menu.addAction(_("Entered in error…")).triggered.connect(lambda: self.mark_error(note))
        menu.popup(self.list.viewport().mapToGlobal(where))

    def versions(self, note: NoteLine) -> None:
        ShowVersions(
            self.bench, "ClinicalNote", note.note_id, f"{kind_words(note.kind)} · {_stamp(note.about_at)}", focus=self.focus,
            parent=self.window(),
        ).open()  # fmt: skip

    def mark_error(self, note: NoteLine) -> None:
        AskReason(
            self.bench, _("Entered in error?"), _("The note leaves the chart; the record keeps it with your reason."),
            lambda reason: self.do(mark_note_error, note.note_id, reason),
            choices=(_("wrong patient"), _("written twice"), _("not what happened")), parent=self.window(),
        ).open()  # fmt: skip


def _line(note: NoteLine, first: bool) -> Line:
    title = kind_words(note.kind) if first else _("Added to it")
    said = [note.text, _by(note)]
    tag, tone = _state(note)
    return Line(
        f"{note.about_at:%m/%d/%y}", _PICTURES.get(note.kind, "note") if first else "plus", title,
        "\n".join(part for part in said if part), tag, tone,
    )  # fmt: skip


def _by(note: NoteLine) -> str:
    """Who and when; a late entry with both times."""
    when = _stamp(note.written_at)
    if note.late:
        when = _("late entry of {written} about {about}").format(written=when, about=_stamp(note.about_at))
    if note.signed_by and note.signed_by != note.author:
        return _("{author}, {when}; signed by {signer}").format(
            author=note.author, when=when, signer=note.signed_by
        )
    return f"{note.author}, {when}"


def _stamp(moment: datetime) -> str:
    return f"{moment:%m/%d/%Y %H:%M}"


def _state(note: NoteLine) -> tuple[str, str]:
    if note.cosign == "returned":
        return _("came back: {words}").format(words=note.returned), "danger"
    if note.cosign == "waiting":
        return _("waits for the provider"), "warn"
    if not note.signed:
        return _("not signed"), "warn"
    if note.cosign == "done":
        return _("co-signed by {name}").format(name=note.cosigned_by), "ok"
    return _("signed"), "ok"
