"""The strip of the tour under the top bar: which moment it is, what happens, where, and how to go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ma_desktop.domain.monday import STEPS, Step, moment_of
from ma_desktop.i18n import _
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.labels import button, label


class TourStrip(QFrame):
    """Beside the work, never over it: nothing of the window is blocked while it stands."""

    forward, back, shown, again, closed = Signal(), Signal(), Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tour")
        self.setAccessibleName(_("Tour of a Monday"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 10, 5)
        row.setSpacing(12)
        row.addLayout(self._words(), 1)
        self._buttons(row)
        self.hide()

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.time, self.title = Chip("", "accent", "clock"), label("", "title")
        self.done, self.place = Chip("", "ok", "check"), label("", "caption")
        for widget in (self.time, self.title, self.place, self.done):
            head.addWidget(widget)
        head.addStretch(1)
        self.words = label("", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.where, self.keys = label("", "caption"), label("", "key")
        foot.addWidget(self.where)
        foot.addWidget(self.keys)
        foot.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addLayout(foot)
        return column

    def _buttons(self, row: QHBoxLayout) -> None:
        self.show_button = button(_("Show me where"), "quiet", "eye", tip=_("Brings the panel to the front"))
        self.back_button = button(_("Back"), "quiet", tip=_("The step before"))
        self.next_button = button(_("Next"), "primary", tip=_("On to the next step (F12)"))
        self.again_button = button(
            _("Reset the day"),
            "quiet",
            "refresh",
            tip=_("Everybody of the tour is booked anew; it begins again"),
        )
        self.close_button = button(
            "", "icon", "close", tip=_("Close the tour; Help, A Monday goes on from here")
        )
        for press, told in (
            (self.show_button, self.shown), (self.back_button, self.back), (self.next_button, self.forward),
            (self.again_button, self.again), (self.close_button, self.closed),
        ):  # fmt: skip
            press.clicked.connect(told)
            row.addWidget(press, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_step(self, step: Step, number: int, where: str, done: str) -> None:
        """``where``: the panel's title and key; ``done``: the step that was just done, in words, or empty."""
        moment = moment_of(step)
        self._say(f"{moment.at}  {moment.title}", step.title, step.words, done)
        self.place.setText(_("Step {n} of {all}").format(n=number, all=len(STEPS)))
        self._show(self.place, self.where, self.keys, self.show_button, on=True)
        self.where.setText(where)
        self.keys.setText(step.keys)
        self.back_button.setEnabled(number > 1)
        self.next_button.setText(_("Skip") if step.observed else _("Next"))
        self.next_button.setAccessibleName(self.next_button.text())
        self.next_button.show()

    def show_end(self, done: str) -> None:
        self._say(
            "17:00", _("That was a Monday"),
            _("Everything you did is in the demo's record and its log. Reset the day to begin again."), done,
        )  # fmt: skip
        self._show(self.place, self.where, self.keys, self.show_button, on=False)
        self.back_button.setEnabled(True)
        self.next_button.hide()

    def _say(self, time: str, title: str, words: str, done: str) -> None:
        self.time.set(time)
        self.title.setText(title)
        self.words.setText(words)
        self.done.set(_("Done: {step}").format(step=done))
        self.done.setVisible(bool(done))
        self.setAccessibleDescription(f"{title}. {words}")

    @staticmethod
    def _show(*widgets: QLabel | QFrame | object, on: bool) -> None:
        for widget in widgets:
            widget.setVisible(on)  # type: ignore[attr-defined]
