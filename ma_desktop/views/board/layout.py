"""What stands where on the side panel: identity above, the work in its order, the next stage always in sight below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain.stages import ENDS, Stage
from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import _
from ma_desktop.services.visit.side_panel import SidePanel
from ma_desktop.views import theme
from ma_desktop.views.board.quick_vitals import QuickVitals
from ma_desktop.views.board.sections import ListLine, MoneyLine, ReasonLine, RoomChoice
from ma_desktop.views.chart.check_rows import check_row
from ma_desktop.views.chart.orders_card import OrdersSection
from ma_desktop.views.icons import icon
from ma_desktop.views.printing import preview_receipt, preview_visit_page
from ma_desktop.views.shell.notice_line import NoticeLine
from ma_desktop.views.widgets.checklist import Checklist
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.chip_rows import ChipRows
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.patient_line import PatientLine

if TYPE_CHECKING:
    from ma_desktop.views.board.side_sheet import SideSheet

#: Needs that have a part of their own on the sheet while they are missing; the others are lines of the list.
_OWN_PART = {"copay", "reason", "vitals", "second_pressure", "allergies", "medicines"}


class SheetLayout:
    """Makes the parts once, as attributes of the sheet, and fills them with each picture of the visit."""

    def __init__(self, sheet: SideSheet) -> None:
        self.sheet = sheet
        outer = QVBoxLayout(sheet)
        outer.setContentsMargins(1, 8, 1, 1)
        outer.setSpacing(6)
        outer.addLayout(self._head())
        sheet.notice_line = NoticeLine(sheet)
        outer.addWidget(sheet.notice_line)
        sheet.scroll = QScrollArea()
        sheet.scroll.setWidgetResizable(True)
        sheet.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet.scroll.setWidget(self._body())
        outer.addWidget(sheet.scroll, 1)
        outer.addWidget(self._foot())

    def _head(self) -> QVBoxLayout:
        sheet = self.sheet
        sheet.who = PatientLine()
        sheet.facts = label("", "caption", wrap=True)
        sheet.chips = ChipRows()
        sheet.close_button = button("", "icon", "close", tip=_("Back to the board (Esc)"))
        sheet.close_button.clicked.connect(sheet.leave)
        first = QHBoxLayout()
        first.addWidget(sheet.who, 1)
        first.addWidget(sheet.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setContentsMargins(13, 0, 10, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(sheet.facts)
        column.addWidget(sheet.chips)
        return column

    def _body(self) -> QWidget:
        sheet = self.sheet
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(14, 2, 14, 8)
        column.setSpacing(4)
        sheet.where = label("", "muted", wrap=True)
        sheet.alerts = label("", "strong", "danger", wrap=True)
        sheet.told = button(
            _("Told verbally…"), tip=_("Told in person, read back; stays open until the provider signs")
        )
        sheet.told.clicked.connect(lambda: sheet.steps.tell())
        sheet.checklist = Checklist(keyed=False)
        sheet.checklist.pressed.connect(sheet.pressed)
        sheet.money = MoneyLine()
        sheet.money.taken.connect(sheet.take_copay)
        sheet.rooms = RoomChoice()
        sheet.rooms.chosen.connect(sheet.steps.to_room)
        sheet.reason = ReasonLine()
        sheet.vitals = QuickVitals(sheet, sheet.go_on)
        sheet.allergies = ListLine(_("Allergies"), _("None on file."), _("No known allergies"))
        sheet.medicines = ListLine(_("Medicines"), _("None on file."), _("Takes no medicines"))
        for line, code in ((sheet.allergies, "allergies"), (sheet.medicines, "medications")):
            line.unchanged.connect(lambda code=code: sheet.go_through(code))
            line.changed.connect(lambda code=code: sheet.steps.review(code))
        sheet.orders = OrdersSection(sheet, sheet.steps.sign, keyed=False)
        for part in (
            sheet.where, sheet.alerts, sheet.told, sheet.checklist, sheet.money, sheet.rooms, sheet.reason, sheet.vitals,
            sheet.allergies, sheet.medicines, sheet.orders,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        for widget, name in (
            (sheet.reason.words, "reason"), (sheet.money.amount, "amount"), (sheet.money.method, "how_paid"),
            (sheet.money.reference, "reference"),
        ):  # fmt: skip
            sheet.draft.remember(widget, name)
        return holder

    def _foot(self) -> QFrame:
        sheet = self.sheet
        foot = QFrame()
        foot.setObjectName("dialogFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(6)
        sheet.next_button = button("", "", "ready", tip=_("Alt+Enter"))
        sheet.next_button.clicked.connect(lambda: sheet.steps.next())
        sheet.back_button = button(_("Back…"), "quiet", tip=_("One stage back, with a reason"))
        sheet.back_button.clicked.connect(lambda: sheet.steps.back())
        sheet.print_button = button(
            _("Print"), "quiet", "print", tip=_("Receipt, summary, appointment card, labels")
        )
        sheet.print_button.clicked.connect(self._print_menu)
        sheet.times_button = button("", "icon", "history", tip=_("Stages and times of the visit"))
        sheet.times_button.clicked.connect(lambda: sheet.bench.commands.run("stage_history"))
        sheet.rooming_button = button("", "icon", "room", tip=_("Rooming sheet in the chart (F11)"))
        sheet.rooming_button.clicked.connect(sheet.to_rooming)
        sheet.rooming_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(sheet.next_button, 1)
        sheet.times_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        sheet.print_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(sheet.back_button)
        row.addWidget(sheet.rooming_button)
        row.addWidget(sheet.times_button)
        row.addWidget(sheet.print_button)
        return foot

    # -- showing --------------------------------------------------------------------------------------------

    def show(self, data: SidePanel) -> None:
        sheet, missing = self.sheet, {need.key for need in data.needs if need.missing}
        self._show_who(data)
        minutes = max(0, int((sheet.desk.now() - data.since).total_seconds() // 60))
        words = [
            data.title,
            data.place,
            _("{stage} for {n} min").format(stage=stage_label(data.stage), n=minutes),
        ]
        sheet.where.setText(" · ".join(part for part in words if part))
        sheet.alerts.setText("\n".join(a.sentence + (f" ({a.said})" if a.said else "") for a in data.alerts))
        sheet.alerts.setVisible(bool(data.alerts))
        sheet.told.setVisible(bool(data.alerts))
        sheet.checklist.set(
            tuple(check_row(need) for need in data.needs if not (need.missing and need.key in _OWN_PART))
        )
        sheet.money.offer(data.copay_left)
        sheet.money.setVisible("copay" in missing)
        sheet.rooms.set(data.rooms, data.room_need)
        sheet.rooms.setVisible(data.stage is Stage.ARRIVED)
        sheet.reason.setVisible("reason" in missing)
        inside = data.stage not in ENDS and data.stage not in (Stage.BOOKED, Stage.ARRIVED)
        sheet.vitals.show_sheet(data.vitals)
        sheet.vitals.setVisible(
            inside and (data.stage is not Stage.CHECKOUT or bool(missing & {"vitals", "second_pressure"}))
        )
        sheet.allergies.set(data.who.allergies)
        sheet.allergies.setVisible("allergies" in missing)
        sheet.medicines.set(data.medicines)
        sheet.medicines.setVisible("medicines" in missing)
        sheet.orders.show_orders(data)
        self._show_next(data)

    def _show_who(self, data: SidePanel) -> None:
        sheet, who = self.sheet, data.who
        sheet.who.set(data.vitals.who)
        sheet.facts.setText(
            " · ".join(part for part in (who.preferred_name and f"“{who.preferred_name}”", who.pronouns, who.sex, who.age,
                                         f"#{who.record_number}") if part)
        )  # fmt: skip
        chips = [Chip(words, "danger", "alert") for words in who.allergies]
        if not chips:
            known = who.allergies_known
            chips = [Chip(_("No known allergies") if known else _("Allergies not asked yet"), "ok" if known else "warn",
                          "" if known else "alert")]  # fmt: skip
        chips += [Chip(words, "warn", "person") for words in who.name_alerts]
        chips += [Chip(words, "info", "info") for words in who.needs]
        sheet.chips.set(chips)

    def _show_next(self, data: SidePanel) -> None:
        sheet = self.sheet
        action = {
            Stage.ROOMED: _("Ready for provider"), Stage.VITALS: _("Ready for provider"), Stage.READY: _("Provider goes in"),
            Stage.PROVIDER: _("To checkout"), Stage.CHECKOUT: _("Close visit"),
        }.get(data.stage, "")  # fmt: skip
        left = len(data.holding) if data.stage in (Stage.ROOMED, Stage.VITALS) else 0
        if data.stage is Stage.CHECKOUT:
            left = sum(need.missing for need in data.needs)
        sheet.next_button.setText(action + (_(" — {n} left").format(n=left) if left else ""))
        sheet.next_button.setAccessibleName(sheet.next_button.text())
        sheet.next_button.setVisible(bool(action))
        theme.retone(sheet.next_button, role="" if left else "primary")
        sheet.next_button.setIcon(icon("ready", "text" if left else "on_accent", 16))
        sheet.back_button.setVisible(data.stage is not Stage.ARRIVED)
        sheet.rooming_button.setVisible(data.stage in (Stage.ARRIVED, Stage.ROOMED, Stage.VITALS))

    # -- keys and paper -------------------------------------------------------------------------------------

    def order(self) -> list[QWidget]:
        """Everything that takes the keyboard, from the top down."""
        kinds = (QPushButton, QLineEdit, QComboBox)
        stops = [
            w
            for w in self.sheet.findChildren(QWidget)
            if isinstance(w, kinds) and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        stops.sort(key=lambda w: (p := w.mapTo(self.sheet, QPoint(0, 0))) and (p.y() // 12, p.x()))
        head = self.sheet.close_button
        return [*(w for w in stops if w is not head), head]

    def _print_menu(self) -> None:
        sheet, data = self.sheet, self.sheet.visit
        if data is None:
            return
        bench, visit, patient = sheet.bench, data.encounter_id, data.patient_id
        menu = QMenu(sheet.print_button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        receipt = menu.addAction(
            _("Receipt"), lambda: preview_receipt(bench, data.payment_id or 0, patient, visit)
        )
        receipt.setEnabled(data.payment_id is not None)
        for kind, words, on in (
            ("after-visit-summary", _("After-visit summary"), True),
            ("superbill", _("Superbill"), True),
            ("routing-slip", _("Routing slip"), True),
            ("appointment-card", _("Card for the next appointment"), data.appointment_due),
            ("patient-labels", _("Labels: name and birth date"), True),
        ):
            action = menu.addAction(
                words, lambda kind=kind: preview_visit_page(bench, kind, visit, patient, sheet)
            )
            action.setEnabled(on)
        menu.popup(sheet.print_button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.setActiveAction(next(a for a in menu.actions() if a.isEnabled()))
