"""Whose a document is, what it is, of which day, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from ma_desktop.domain.dates import parse_past_date
from ma_desktop.domain.documents import Category, proposed_title
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.widgets.patient_field import PatientField


class DocumentFields(QWidget):
    """``today`` answers the day; ``find(text, then)`` looks for patients. The title follows kind and date until somebody types one."""

    wished = Signal(int)
    draft_edited = Signal()

    def __init__(
        self, today: Callable[[], date], find: Callable[[str, Callable[[Any], None]], object]
    ) -> None:
        super().__init__()
        self._today = today
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(6)
        self.who = PatientField()
        self.who.setAccessibleName(_("Patient"))
        self.who.searched.connect(lambda text: find(text, self.who.show_found))
        self.kind, self.day, self.title, self.note = QComboBox(), QLineEdit(), QLineEdit(), QLineEdit()
        for edit, name, hint in (
            (self.kind, _("Kind"), ""), (self.day, _("Date on it"), _("3/14, 3/14/2026, today; empty when it has none")),
            (self.title, _("Title"), ""), (self.note, _("Note"), _("anything else to know")),
        ):  # fmt: skip
            edit.setAccessibleName(name)
            if isinstance(edit, QLineEdit):
                edit.setPlaceholderText(hint)
        form.addRow(_("Patient"), self.who)
        form.addRow(_("Kind"), self.kind)
        form.addRow(_("Date on it"), self.day)
        self.said = label("", "caption")
        form.addRow("", self.said)
        form.addRow(_("Title"), self.title)
        form.addRow(_("Note"), self.note)
        self._own_title = False
        self.document: int | None = None
        self._waiting: dict[str, Any] | None = None
        self._proposed = self._now()
        self.categories: tuple[Category, ...] = ()
        self.kind.activated.connect(lambda _n: self._propose())
        self.day.textEdited.connect(lambda _text: self._propose())
        self.title.textEdited.connect(lambda text: self._titled(bool(text.strip())))
        for signal in (
            self.kind.activated, self.day.textEdited, self.title.textEdited, self.note.textEdited, self.who.draft_edited,
        ):  # fmt: skip
            signal.connect(lambda *_said: self.draft_edited.emit())

    def offer(self, categories: Sequence[Category]) -> None:
        """Once; the letter stands before each kind."""
        if self.categories == tuple(categories):
            return
        held = self.category()
        self.categories = tuple(categories)
        self.kind.clear()
        self.kind.addItem(_("choose"), "")
        for one in self.categories:
            self.kind.addItem(f"{one.letter}   {one.words}", one.key)
        if held is not None:
            self.kind.setCurrentIndex(max(self.kind.findData(held.key), 0))

    def category(self) -> Category | None:
        key = self.kind.currentData()
        return next((one for one in self.categories if one.key == key), None)

    def choose(self, category: Category) -> None:
        self.kind.setCurrentIndex(self.kind.findData(category.key))
        self._propose()
        self.draft_edited.emit()

    def date(self) -> date | None:
        """Raises ``RuleBroken`` for what is no date."""
        text = self.day.text().strip()
        return parse_past_date(text, self._today()) if text else None

    def fill(
        self, document: int, *, patient_id: int | None, patient: str, kind: str = "", day: date | None = None, title: str = "", note: str = ""
    ) -> None:  # fmt: skip
        if patient_id is not None:
            self.who.put(patient_id, patient)
        else:
            self.who.patient_id = None
            self.who.edit.clear()
            self.who.list.hide()
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        self.day.setText(f"{day:%m/%d/%Y}" if day is not None else "")
        self._own_title = bool(title)
        self.title.setText(title)
        self.note.setText(note)
        self._tell()
        self.document, self._proposed = document, self._now()
        self.setFocusProxy(self.day)
        if self._waiting is not None and self._waiting["document"] == document:
            self._put(self._waiting)

    def values(self) -> dict[str, Any]:
        """What the verbs take. Raises ``RuleBroken`` with a sentence; ``wrong`` is the field that it is about then."""
        category = self.category()
        if self.who.patient_id is None:
            self.wrong: QWidget = self.who
            raise RuleBroken(_("Say whose document this is."))
        if category is None:
            self.wrong = self.kind
            raise RuleBroken(_("Choose what kind of document this is."))
        self.wrong = self.day
        return {
            "patient_id": self.who.patient_id, "kind": category.key, "document_on": self.date(),
            "title": self.title.text(), "note": self.note.text(),
        }  # fmt: skip

    # -- draft: one value for the whole form, with the document that it is about ------------------------------

    def draft_value(self) -> dict[str, Any] | None:
        """``None`` while nothing differs from what was proposed."""
        now = self._now()
        if now == self._proposed:
            return None
        fields = self._fields()
        at = next((name for name, field in fields.items() if field.hasFocus()), "day")
        return {"document": self.document, "at": at, **now}

    def set_draft_value(self, value: dict[str, Any] | None) -> None:
        """Where another document is shown, ``wished`` asks for its own, and the words wait for it."""
        if not value:
            return
        self._waiting = value
        if value["document"] == self.document:
            self._put(value)
        else:
            self.wished.emit(int(value["document"]))

    def settle(self) -> None:
        """What stands here was saved or thrown away: it is no draft any more."""
        self._waiting, self._proposed = None, self._now()

    def _put(self, value: dict[str, Any]) -> None:
        self._waiting = None
        self.who.set_draft_value(value["who"])
        self.kind.setCurrentIndex(max(self.kind.findData(value["kind"]), 0))
        for name, edit in (("day", self.day), ("title", self.title), ("note", self.note)):
            edit.setText(value[name])
        self._own_title = value["own_title"]
        self.setFocusProxy(self._fields().get(value["at"], self.day))
        self._tell()

    def _fields(self) -> dict[str, QWidget]:
        return {
            "who": self.who.edit,
            "kind": self.kind,
            "day": self.day,
            "title": self.title,
            "note": self.note,
        }

    def _now(self) -> dict[str, Any]:
        return {
            "who": self.who.draft_value(), "kind": self.kind.currentData() or "", "day": self.day.text(),
            "title": self.title.text(), "note": self.note.text(), "own_title": self._own_title,
        }  # fmt: skip

    def _titled(self, own: bool) -> None:
        self._own_title = own
        if not own:
            self._propose()

    def _propose(self) -> None:
        self._tell()
        category = self.category()
        if category is not None and not self._own_title:
            try:
                self.title.setText(proposed_title(category, self.date()))
            except RuleBroken:
                self.title.setText(category.words)

    def _tell(self) -> None:
        """The date as it was understood, or what is wrong with it."""
        try:
            day = self.date()
            self.said.setText(f"{day:%A}, {day:%B} {day.day}, {day.year}" if day is not None else "")
        except RuleBroken as broken:
            self.said.setText(broken.sentence)
