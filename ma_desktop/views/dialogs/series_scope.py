"""One of a series, it and those that follow, or all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ma_desktop.domain import recurrence
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.schedule.day_schedule import DayEntry
from ma_desktop.services.schedule.series_members import SCOPES
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.workbench import Workbench


class SeriesScope(Dialog):
    """``then(scope)`` with one, following or all; arrows choose, Enter goes on."""

    HELP = "schedule"

    def __init__(
        self, bench: Workbench, title: str, entry: DayEntry, then: Callable[[str], object], *, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(bench, title, parent=parent, yes=_("Continue"))
        self._then = then
        self.body.addWidget(words(f"{entry.patient}: {_rule_words(entry.series_rule)}", "muted"))
        self.group = QButtonGroup(self)
        titles = (
            _("Only this one"),
            _("This and the following"),
            _("All that are still to come"),
        )
        for number, text in enumerate(titles):
            press = QRadioButton(text)
            self.group.addButton(press, number)
            self.body.addWidget(press)
        self.group.button(0).setChecked(True)
        self.group.button(0).setFocus()

    def accept(self) -> None:
        scope = SCOPES[self.group.checkedId()]
        self.finish()
        self._then(scope)


def _rule_words(rule: str) -> str:
    try:
        return recurrence.words(recurrence.read(rule))
    except RuleBroken:
        return _("a series")
