"""The sections that are typed: the reason in the patient's words, the story in short answers, the vital signs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QWidget

from ma_desktop.domain import story
from ma_desktop.domain.rooming import Section
from ma_desktop.i18n import _
from ma_desktop.services.visit.record_reason import record_reason
from ma_desktop.services.visit.record_story import record_story
from ma_desktop.services.visit.rooming_sheet import RoomingSheet
from ma_desktop.views.board.quick_vitals import QuickVitals
from ma_desktop.views.chart.visit_cards import Box
from ma_desktop.views.rooming.page import Page
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.widgets.suggest import FoundList


class Words(Box):
    """Enter saves, Shift+Enter begins a new line, Down goes into what is offered."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Down and "\n" not in self.toPlainText():
            self.down.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # the sheet's letters
        else:
            super().keyPressEvent(event)


class ReasonPage(Page):
    """The patient's own words; what the practice hears often is offered while it is typed."""

    def build(self) -> None:
        self.words = Words(_("In the patient's own words"), _("Reason for visit"), 64)
        self.offers = FoundList(_("Reasons that are often given"))
        self.by = label("", "caption", wrap=True)
        self._saved = self._by = ""
        self._booked = False
        self._snippets: tuple[str, ...] = ()
        self.words.saved.connect(self.save)
        self.words.left.connect(lambda: self.sheet.escape())
        self.words.textChanged.connect(self._offer)
        self.words.down.connect(self._into_offers)
        self.offers.taken.connect(self._take)
        self.offers.given_up.connect(self.words.setFocus)
        self.sheet.draft.remember(self.words, "reason")
        for part in (self.words, self.offers, self.by):
            self.column.addWidget(part)

    def show_data(self, data: RoomingSheet, section: Section) -> None:
        before, self._saved, self._snippets = self._saved, data.side.reason, data.snippets
        if self.words.toPlainText() in ("", before):
            self.words.setPlainText(self._saved)
        self._by = _("as booked") if data.reason_booked else data.done_by.get(self.key, "")
        self._booked = data.reason_booked
        self.settle()

    def start_over(self) -> None:
        self._saved = self._by = ""

    def settle(self) -> None:
        typed = self.words.toPlainText().strip() != self._saved
        said = (
            " · ".join(part for part in (_("Patient's own words"), self._by) if part) if self._saved else ""
        )
        self.by.setText(_("Typed, not saved yet") if typed else said)

    def _offer(self) -> None:
        typed = self.words.toPlainText()
        near = [
            s for s in self._snippets if typed and s != typed and s.casefold().startswith(typed.casefold())
        ]
        self.offers.offer([(words, words) for words in near])
        self.settle()

    def _into_offers(self) -> None:
        if not self.offers.isHidden():
            self.offers.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, words: str) -> None:
        self.words.setPlainText(f"{words} ")
        self.words.moveCursor(self.words.textCursor().MoveOperation.End)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def first(self) -> QWidget | None:
        """What was said on the phone is typed over; what the patient said here is added to."""
        if self._booked and self.words.toPlainText() == self._saved:
            self.words.selectAll()
        return self.words

    def save(self) -> None:
        text = self.words.toPlainText().strip()
        if text and text == self._saved:
            self.sheet.advance(self.key)
        elif self.sheet.visit is not None:
            self.sheet.do(
                record_reason,
                self.sheet.visit.encounter_id,
                text,
                then=self.sheet.draft.saving(lambda _none: self._kept(text), "reason"),
            )

    def _kept(self, text: str) -> None:
        self._saved = text
        self.words.setPlainText(text)
        self.sheet.saved(self.key, "reason")


class StoryPage(Page):
    """Eight lines, each of which may stay empty; Enter goes to the next, from the last one all are saved."""

    def build(self) -> None:
        self.fields: dict[str, QLineEdit] = {}
        self._saved: dict[str, str] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(story.questions()):
            field = QLineEdit()
            field.setPlaceholderText(one.asks)
            field.setAccessibleName(one.title)
            field.setMaxLength(story.LONGEST)
            self.sheet.draft.remember(field, f"story.{one.key}")
            grid.addWidget(label(one.title), row, 0)
            grid.addWidget(field, row, 1)
            self.fields[one.key] = field
        self.column.addLayout(grid)

    def show_data(self, data: RoomingSheet, section: Section) -> None:
        before, self._saved = self._saved, dict(data.answers)
        for key, field in self.fields.items():
            if field.text() in ("", before.get(key, "")):
                field.setText(self._saved.get(key, ""))

    def start_over(self) -> None:
        self._saved = {}

    def first(self) -> QWidget | None:
        return next(
            (field for field in self.fields.values() if not field.text()), next(iter(self.fields.values()))
        )

    def enter(self) -> None:
        fields = list(self.fields.values())
        here = QApplication.focusWidget()
        if here in fields[:-1]:
            fields[fields.index(here) + 1].setFocus(Qt.FocusReason.TabFocusReason)
            self.sheet.scroll.ensureWidgetVisible(fields[fields.index(here) + 1])
        else:
            self.save()

    def save(self) -> None:
        told = story.cleaned({key: field.text() for key, field in self.fields.items()})
        if told == self._saved:
            self.sheet.advance(self.key)
        elif self.sheet.visit is not None:
            self.sheet.do(
                record_story,
                self.sheet.visit.encounter_id,
                told,
                then=self.sheet.draft.saving(
                    lambda _none: self._kept(told), *(f"story.{key}" for key in self.fields)
                ),
            )

    def _kept(self, told: dict[str, str]) -> None:
        self._saved = told
        self.sheet.saved(self.key, *(f"story.{key}" for key in self.fields))


class VitalsPage(Page):
    """The rows of the side panel, with its questions, refusals and alerts."""

    def build(self) -> None:
        self.vitals = QuickVitals(self.sheet, lambda: self.sheet.saved(self.key))
        self.column.addWidget(self.vitals)

    def show_data(self, data: RoomingSheet, section: Section) -> None:
        self.vitals.show_sheet(data.side.vitals)

    def settle(self) -> None:
        self.vitals.settle()

    def start_over(self) -> None:
        self.vitals.start_over()

    def first(self) -> QWidget | None:
        waiting = self.vitals.asked
        return waiting[0].input if waiting else self.vitals.all_button

    def enter(self) -> None:
        self.vitals.enter()

    def save(self) -> None:
        if any(row.input.text().strip() for row in self.vitals.rows.values() if row.typing):
            self.vitals.save()
        else:
            self.sheet.advance(self.key)
