"""Going through a list with the patient: what the allergies and the medicines have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ma_desktop.services.chart.patient_summary import PatientSummary, patient_summary
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.entry_rows import EntryRows, Row, RowAction
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.widgets.suggest import FoundList, SuggestField
from ma_desktop.views.workbench import Workbench


class Review(Dialog):
    """Each change is a step of its own; the one button at the end says what the review found.

    Subclasses fill ``body`` below the list and say ``rows_of``, ``outcome`` and ``verdicts``; ``line`` is the field that adds.
    """

    WIDTH = 700
    CODE = ""

    def __init__(
        self,
        bench: Workbench,
        focus: Focus,
        title: str,
        ask: str,
        none: str,
        actions: Sequence[RowAction],
        parent: QWidget | None,
    ) -> None:
        super().__init__(bench, title, parent=parent, scope=focus)
        self.changed = False
        self._asked = ""
        self.body.addWidget(words(ask, "caption"))
        self.list = EntryRows(title, actions, always=True)
        self.list.acted.connect(self.act)
        self.none = label(none, "muted")
        self.holder = holder = QWidget()
        holder.setObjectName("clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(0)
        column.addWidget(self.none)
        column.addWidget(self.list)
        column.addStretch(1)
        self.scroll = QScrollArea()
        self.scroll.setWidget(holder)
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.scroll)

    # -- what a review says of itself ---------------------------------------------------------------------

    def rows_of(self, summary: PatientSummary) -> Sequence[Row]:
        return ()

    def outcome(self) -> str:
        return "none-known" if not self.list.shown else "changed" if self.changed else "no-change"

    def verdicts(self) -> dict[str, str]:
        """What the button at the end says for each outcome, and ``close`` outside a visit."""
        return {}

    def act(self, name: str, key: Any) -> None:
        """What a key on a line does."""

    def typed(self) -> bool:
        """Whether something to be added stands in the form."""
        return False

    def add(self) -> None:
        """Adds it."""

    def hindered(self) -> str:
        """Why the review cannot end yet."""
        return ""

    # -- reading and painting -----------------------------------------------------------------------------

    def read(self, first: bool = False) -> None:
        self.bench.read(
            patient_summary,
            self.scope.patient_id,
            then=lambda summary: self._show(summary, first),
            panel=self,
        )

    def _show(self, summary: PatientSummary | None, first: bool) -> None:
        if summary is None:
            return
        self.summary = summary
        rows = self.rows_of(summary)
        self.list.set(rows)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self._fit()
        self.say_verdict()
        if first and rows and not (self._draft is not None and self._draft.typed()):
            self.yes_button.setFocus()

    def _fit(self) -> None:
        """As high as its lines at the width they have; scrolled only above that: a hint that wraps asks for more than it takes."""
        inside, most = self.holder.layout(), theme.px(260)
        assert inside is not None
        inside.activate()
        wide = self.scroll.width() if self.isVisible() else theme.px(self.WIDTH) - 60
        tall = inside.totalHeightForWidth(wide) + 2
        as_needed, never = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.scroll.setVerticalScrollBarPolicy(as_needed if tall > most else never)
        self.scroll.setFixedHeight(min(tall, most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def fill_up(self) -> None:
        """What room is left stands below everything."""
        self.body.addStretch(1)

    def say_verdict(self) -> None:
        self.yes_button.setText(
            self.verdicts()["close" if self.scope.encounter_id is None else self.outcome()]
        )

    def done_step(self, _answer: object = None) -> None:
        """A step worked: the list is read anew, and the verdict says that something changed."""
        self.changed = True
        self.read()

    def suggest(
        self,
        line: SuggestField,
        found: FoundList,
        look: Callable[[str], Sequence[tuple[str, Any]]],
        take: Callable[[Any], None],
    ) -> None:
        """Wires a field to the list of what it may mean."""
        line.wanted.connect(lambda typed: found.offer(look(typed)))
        line.into_list.connect(
            lambda: found.setFocus(Qt.FocusReason.OtherFocusReason) if not found.isHidden() else None
        )
        found.taken.connect(take)
        found.given_up.connect(lambda: line.setFocus(Qt.FocusReason.OtherFocusReason))

    def ask_once(self, what: str, doubts: Sequence[str], go: Callable[[], None]) -> None:
        """What is doubtful is said; the same again keeps it."""
        if doubts and self._asked != what:
            self._asked = what
            self.notice("\n".join(doubts), "warn")
            return
        self._asked = ""
        go()

    def accept(self) -> None:
        """Enter with something typed adds it; with nothing typed it ends the review."""
        if self.typed():
            self.add()
        elif why := self.hindered():
            self.notice(why, "warn")
        elif self.scope.encounter_id is None:
            self.finish()
        else:
            self.save(review_list, self.scope.encounter_id, self.CODE, self.outcome())
