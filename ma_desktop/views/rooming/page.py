"""What every section's form has in common, and the plain ones: needs to press, a list gone through, the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ma_desktop.domain.rooming import Section
from ma_desktop.i18n import _
from ma_desktop.services.visit.rooming_sheet import RoomingSheet
from ma_desktop.views import theme
from ma_desktop.views.board.sections import ListLine, RoomChoice
from ma_desktop.views.chart.check_rows import check_row
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.checklist import Checklist
from ma_desktop.views.widgets.labels import button, label

if TYPE_CHECKING:
    from ma_desktop.views.rooming.sheet import RoomingView


class Page(QWidget):
    """The form of one section. ``show_data`` paints, ``first`` has the keyboard when it opens, ``save`` is Ctrl+Enter,
    ``enter`` is Enter in a field."""

    def __init__(self, sheet: RoomingView, key: str) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.sheet, self.key = sheet, key
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.build()
        self.column.addStretch(1)

    def build(self) -> None:
        """Fills ``self.column``, once."""

    def show_data(self, data: RoomingSheet, section: Section) -> None:
        """Paints; what a person had typed stays."""

    def first(self) -> QWidget | None:
        return None

    def save(self) -> None:
        """With nothing to save the sheet goes on."""
        self.sheet.advance(self.key)

    def enter(self) -> None:
        self.save()

    def settle(self) -> None:
        """After a draft came back."""

    def start_over(self) -> None:
        """Another visit: nothing said about the one before stands beside its values."""


class NeedsPage(Page):
    """Needs that are answered by a press, here or in a form of their own."""

    def build(self) -> None:
        self.facts = label("", "strong", wrap=True)
        self.list = Checklist(keyed=False)
        self.list.pressed.connect(lambda key: self.sheet.press_need(key))
        self.none = label(_("Nothing is left to do here."), "muted", wrap=True)
        self.column.addWidget(self.facts)
        self.column.addWidget(self.list)
        self.column.addWidget(self.none)

    def show_data(self, data: RoomingSheet, section: Section) -> None:
        self.facts.setVisible(self.key == "identity")
        if self.key == "identity":
            who = data.side.who
            self.facts.setText(
                _("{name} · born {date} · #{number}").format(
                    name=who.name, date=f"{who.birth_date:%m/%d/%Y}", number=who.record_number
                )
            )
        self.list.set(tuple(check_row(need) for need in section.needs))
        self.none.setVisible(not any(need.missing for need in section.needs))

    def first(self) -> QWidget | None:
        return next(iter(self.list.buttons.values()), None)


class ListPage(Page):
    """“No change” is said of exactly what stands on the screen."""

    def build(self) -> None:
        allergies = self.key == "allergies"
        self.line = ListLine(
            _("Allergies") if allergies else _("Medicines"), _("None on file."),
            _("No known allergies") if allergies else _("Takes no medicines"),
        )  # fmt: skip
        self.line.title.hide()
        code = "allergies" if allergies else "medications"
        self.line.unchanged.connect(lambda: self.sheet.go_through(code, self.key, empty=self.line.empty))
        self.line.changed.connect(lambda: self.sheet.steps.review(code))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        self.column.addLayout(self.rows)
        self.column.addWidget(self.line)

    def show_data(self, data: RoomingSheet, section: Section) -> None:
        entries = data.side.who.allergies if self.key == "allergies" else data.side.medicines
        self.line.set(entries)
        self.line.words.setVisible(not entries)
        clear(self.rows)
        for words in entries:
            self.rows.addWidget(label(f"•  {words}", wrap=True))
        theme.retone(self.line.same, role="primary" if section.waits else "")

    def first(self) -> QWidget | None:
        return self.line.same


class RoomPage(Page):
    """What this kind of visit wants prepared: gown, tray, urine cup."""

    def build(self) -> None:
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.done = button(_("Seen to"), "primary", "check")
        self.done.clicked.connect(lambda: self.sheet.room_seen_to())
        row = QHBoxLayout()
        row.addWidget(self.done)
        row.addStretch(1)
        self.column.addLayout(self.lines)
        self.column.addLayout(row)

    def show_data(self, data: RoomingSheet, section: Section) -> None:
        clear(self.lines)
        for words in data.prepare:
            self.lines.addWidget(label(f"•  {words}", wrap=True))
        theme.retone(self.done, role="primary" if section.waits else "")

    def first(self) -> QWidget | None:
        return self.done

    def save(self) -> None:
        self.done.click()


class BringPage(Page):
    """The rooms, clean ones first."""

    def build(self) -> None:
        self.rooms = RoomChoice()
        self.rooms.title.hide()
        self.rooms.chosen.connect(lambda room: self.sheet.to_room(room))
        self.column.addWidget(self.rooms)

    def show_data(self, data: RoomingSheet, section: Section) -> None:
        self.rooms.set(data.side.rooms, data.side.room_need)

    def first(self) -> QWidget | None:
        return self.rooms.first


class ReadyPage(Page):
    """What stands before *Ready*, each with the way there; with nothing left one Enter hands the patient over."""

    def build(self) -> None:
        self.words = label("", "", wrap=True)
        self.list = QVBoxLayout()
        self.list.setSpacing(2)
        self.buttons: list[QPushButton] = []
        self.go = button(_("Ready for provider"), "primary", "ready", tip=_("Alt+Enter"))
        self.go.clicked.connect(lambda: self.sheet.steps.next())
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addStretch(1)
        self.column.addWidget(self.words)
        self.column.addLayout(self.list)
        self.column.addLayout(row)

    def show_data(self, data: RoomingSheet, section: Section) -> None:
        clear(self.list)
        self.buttons = []
        holding = set(data.side.holding)
        for one in data.sections:
            left = [need.sentence for need in one.needs if need.key in holding]
            if left:
                press = button(f"{one.title}: {'; '.join(left)}", "quiet", "open")
                press.clicked.connect(lambda _on=False, key=one.key: self.sheet.open_section(key))
                self.list.addWidget(press)
                press.show()
                self.buttons.append(press)
        title, action = self.sheet.next_words(data, len(holding))
        self.words.setText(title)
        self.go.setText(action)
        self.go.setVisible(bool(action))
        theme.retone(self.go, role="" if self.buttons else "primary")

    def first(self) -> QWidget | None:
        return self.buttons[0] if self.buttons else self.go

    def save(self) -> None:
        self.go.click()
