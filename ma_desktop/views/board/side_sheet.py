"""The side panel of a card: one visit worked on beside the board, without another page in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QWidget,
)

from ma_desktop.domain import money
from ma_desktop.domain.needs import Need, State
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.services.billing.take_payment import take_payment
from ma_desktop.services.desk import Change, Desk
from ma_desktop.services.visit.record_reason import record_reason
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.services.visit.side_panel import SidePanel, side_panel
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.board.card_steps import CardSteps
from ma_desktop.views.board.layout import SheetLayout
from ma_desktop.views.board.quick_vitals import QuickVitals
from ma_desktop.views.board.sections import ListLine, MoneyLine, ReasonLine, RoomChoice
from ma_desktop.views.chart.orders_card import OrdersSection
from ma_desktop.views.shell.drafts import FormDraft
from ma_desktop.views.shell.notice_line import NoticeLine
from ma_desktop.views.widgets.checklist import Checklist
from ma_desktop.views.widgets.chip_rows import ChipRows
from ma_desktop.views.widgets.patient_line import PatientLine

if TYPE_CHECKING:
    from ma_desktop.views.panels.flow_board import FlowBoardPanel

_WIDTH, _GAP = 430, 8


class SideSheet(QFrame):
    """Lies over the chart, beside the board. Enter does what has the keyboard, and the keyboard goes on to what is missing next.

    The letters of the needs work while the keyboard is in here, and answer here. The window's active patient is this
    visit's; when another one is chosen the sheet closes. What is half-typed is kept for its visit.
    """

    FORM = "board_side"

    # made by ``SheetLayout``
    who: PatientLine
    facts: QLabel
    chips: ChipRows
    close_button: QPushButton
    notice_line: NoticeLine
    scroll: QScrollArea
    where: QLabel
    alerts: QLabel
    told: QPushButton
    checklist: Checklist
    money: MoneyLine
    rooms: RoomChoice
    reason: ReasonLine
    vitals: QuickVitals
    allergies: ListLine
    medicines: ListLine
    orders: OrdersSection
    next_button: QPushButton
    back_button: QPushButton
    print_button: QPushButton
    times_button: QPushButton
    rooming_button: QPushButton

    def __init__(self, board: FlowBoardPanel, home: QMainWindow) -> None:
        super().__init__(home)
        self.setObjectName("card")
        self.setAccessibleName(_("Side panel of the visit"))
        self.board, self.bench, self.home = board, board.bench, home
        self.visit: SidePanel | None = None
        self._wanted: int | None = None
        self._entering = self._left = False
        self.draft = FormDraft(self.bench, self.FORM, follows=self.bench.active, parent=self)
        self.steps = CardSteps(self)
        self.layout_ = SheetLayout(self)
        self.bench.changed.connect(self._on_change)
        self.bench.active.changed.connect(self._on_focus)
        self.bench.worker_changed.connect(self._put_away)
        for heard in (home, home.centralWidget(), *self.findChildren(QLineEdit)):
            heard.installEventFilter(self)
        self.hide()

    # -- what the steps are given ---------------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        return self.bench.desk

    @property
    def focus(self) -> Focus:
        return self.bench.focus

    def widget(self) -> QWidget:
        return self

    def notice(self, sentence: str, tone: str = "danger") -> None:
        self.notice_line.say(sentence, tone)

    def do(self, verb: Any, *args: Any, then: Any = None, **kw: Any) -> Any:
        self.notice_line.clear()
        return self.bench.do(verb, *args, then=then, panel=self, **kw)

    # -- opening and closing --------------------------------------------------------------------------------

    def open(self, patient_id: int, encounter_id: int) -> None:
        """The visit becomes the active one; the keyboard goes to the first thing that is missing."""
        self._wanted, self._entering, self._left = encounter_id, True, False
        self.notice_line.clear()
        self.bench.active.choose_patient(patient_id, encounter_id)
        self.refresh()

    def leave(self) -> None:
        """Esc: back to the card. What is half-typed is kept."""
        self.draft.flush()
        self._put_away()
        self.board.back_to(self._wanted)

    def _put_away(self) -> None:
        """What was read before, and comes only now, does not bring it back."""
        self._left = True
        self.hide()

    def _on_focus(self, focus: Focus) -> None:
        if self.visit is not None and focus.encounter_id != self.visit.encounter_id:
            self.visit = None
            self.vitals.start_over()
            self.money.clear()
        if focus.encounter_id != self._wanted:
            self._put_away()

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and not self.board.SHOWS.isdisjoint(change.resources):
            self.refresh()

    def refresh(self) -> None:
        wanted = self._wanted
        if wanted is not None:
            self.bench.read(
                side_panel, wanted, then=self.show_visit, panel=self, latest="board.side",
                still=lambda: not self._left and wanted == self._wanted == self.focus.encounter_id,
            )  # fmt: skip

    def place(self) -> None:
        """Over the middle of the window, at the side where the board stands, and never wider than it."""
        middle, whole = self.home.centralWidget().geometry(), self.home.contentsRect()
        board = self.board.widget()
        left = board.mapTo(self.home, board.rect().center()) if self.home.isAncestorOf(board) else None
        width = min(theme.px(_WIDTH), middle.width())
        right_side = left is not None and left.x() > middle.center().x()
        across = middle.right() + 1 - width if right_side else middle.left()
        self.setGeometry(across, middle.top(), width, whole.bottom() + 1 - middle.top() - _GAP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A line would type the letter of an Alt key that means something here."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.place()
        elif (
            event.type() is QEvent.Type.KeyPress
            and isinstance(watched, QLineEdit)
            and isinstance(event, QKeyEvent)
            and self._own_key(event)
        ):
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    # -- showing --------------------------------------------------------------------------------------------

    def show_visit(self, data: SidePanel | None) -> None:
        if data is None:
            self.leave()
            return
        fresh = self.visit is None or self.visit.encounter_id != data.encounter_id
        here = QApplication.focusWidget()
        inside, field = here is not None and self.isAncestorOf(here), here if _typing(here, self) else None
        before, self.visit = self.visit, data
        self.layout_.show(data)
        if fresh:
            self.draft.settle()
            self.vitals.settle()
        if not self.isVisible():
            self.place()
            self.show()
            self.raise_()
        moved = before is not None and (before.needs != data.needs or before.stage != data.stage)
        if self._entering or (inside and moved and not _typing(field, self)):
            self.go_on()
        self._entering = False

    def go_on(self) -> None:
        """The keyboard goes to what is missing next, in the order of the work; then to the next stage."""
        target = next((spot for spot in self._spots() if spot.isVisibleTo(self) and spot.isEnabled()), None)
        if target is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroll.ensureWidgetVisible(target)

    def _spots(self) -> list[QWidget]:
        data = self.visit
        if data is None:
            return []
        due = [n for n in data.needs if n.missing and not n.soft and n.state is not State.BLOCKED]
        if data.stage in (
            Stage.ROOMED,
            Stage.VITALS,
        ):  # the others hold nobody up: they are there to be chosen
            due = [n for n in due if n.danger or n.state is State.LATE or n.key in data.holding]
        due.sort(key=lambda need: not need.danger and need.state is State.LATE)
        spots = [spot for need in due if (spot := self._spot(need)) is not None]
        if data.stage is Stage.ARRIVED and self.rooms.first is not None:
            spots.append(self.rooms.first)
        return [*spots, self.next_button, self.close_button]

    def _spot(self, need: Need) -> QWidget | None:
        if need.key in ("vitals", "second_pressure"):
            return next((row.input for row in self.vitals.asked), None)
        own: dict[str, QWidget] = {
            "copay": self.money.method, "reason": self.reason.words, "allergies": self.allergies.same,
            "medicines": self.medicines.same,
        }  # fmt: skip
        return own.get(need.key) or self.checklist.buttons.get(need.key)

    # -- doing ----------------------------------------------------------------------------------------------

    def pressed(self, key: str) -> None:
        if self.visit is not None and key:
            self.steps.do_need(next(need for need in self.visit.needs if need.key == key))

    def go_through(self, code: str) -> None:
        """Exactly the list that is on the screen stays as it is, or there is none."""
        line = self.allergies if code == "allergies" else self.medicines
        if self.visit is not None:
            outcome = "none-known" if line.empty else "no-change"
            self.do(review_list, self.visit.encounter_id, code, outcome)

    def save_reason(self) -> None:
        if self.visit is not None:
            self.do(
                record_reason, self.visit.encounter_id, self.reason.words.text(),
                then=self.draft.saving(lambda _none: self.draft.drop("reason"), "reason"),
            )  # fmt: skip

    def to_vitals(self) -> None:
        waiting = self.vitals.asked
        if waiting:
            waiting[0].input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def to_chart(self) -> None:
        """What the provider said is written in the chart, where there is room for it."""
        self.draft.flush()
        self._put_away()
        self.bench.raise_panel("patient_chart")

    def to_rooming(self) -> None:
        """The whole of rooming, in the chart."""
        self.draft.flush()
        self.hide()
        self.bench.commands.run("rooming_sheet")

    def take_copay(self) -> None:
        if self.visit is None:
            return
        if not self.money.method.currentData():
            self.notice(_("Say how it was paid first."), "info")
            self.money.method.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            amount = money.dollars(self.money.amount.text())
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            self.money.amount.setFocus()
            return
        self.do(
            take_payment, patient_id=self.visit.patient_id, encounter_id=self.visit.encounter_id, amount=amount,
            method=self.money.method.currentData(), reference=self.money.reference.text(),
            then=self.draft.saving(self._paid, "amount", "how_paid", "reference"),
        )  # fmt: skip

    def _paid(self, _payment: int) -> None:
        self.money.clear()
        self.draft.drop("amount", "how_paid", "reference")
        self.bench.say(_("Copay taken. Print makes the receipt."))

    # -- keys -----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Letters that mean something here are not heard by the chart behind."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._own_key(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def _own_key(self, event: QKeyEvent) -> bool:
        modifier, key = event.modifiers(), event.key()
        if modifier == Qt.KeyboardModifier.AltModifier:
            return key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or self._need_of(key) is not None
        return modifier == Qt.KeyboardModifier.ControlModifier and key in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        )

    def _need_of(self, key: int) -> Need | None:
        letter = chr(key) if Qt.Key.Key_A <= key <= Qt.Key.Key_Z else ""
        needs = self.visit.needs if self.visit is not None else ()
        return next((need for need in needs if letter and need.missing and need.hint == letter), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and (enter or self._need_of(event.key())):
            need = None if enter else self._need_of(event.key())
            self.pressed(need.key) if need is not None else self.steps.next()
        elif enter and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.vitals.save()
        elif enter:
            self._enter()

    def _enter(self) -> None:
        here = QApplication.focusWidget()
        if isinstance(here, QAbstractButton):
            here.click()
        elif here is self.reason.words:
            self.save_reason()
        elif here is not None and self.money.isAncestorOf(here):
            self.take_copay()
        elif here is not None and self.vitals.isAncestorOf(here):
            self.vitals.enter()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the sheet, in the order of the work; Esc leaves it."""
        stops = [w for w in self.layout_.order() if w.isVisibleTo(self) and w.isEnabled()]
        if not stops:
            return False
        here = QApplication.focusWidget()
        step = 1 if forward else -1
        place = stops.index(here) + step if here in stops else 0
        target = stops[place % len(stops)]
        target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        if self.scroll.isAncestorOf(target):
            self.scroll.ensureWidgetVisible(target)
        return True


def _typing(here: QWidget | None, sheet: QWidget) -> bool:
    """Somebody is in the middle of a field: a change elsewhere takes the keyboard from nobody."""
    if here is None or not sheet.isAncestorOf(here):
        return False
    if isinstance(here, QLineEdit):
        return here.isVisible() and bool(here.text())
    return isinstance(here, QComboBox) and here.isVisible() and here.currentIndex() > 0
