"""Immunizations: every dose on record, by vaccine."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from ma_desktop.domain.ages import age_text
from ma_desktop.i18n import _, ngettext
from ma_desktop.services.chart.shot_history import Dose, ShotHistory, shot_history
from ma_desktop.services.desk import Desk
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.tab import ChartTab
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.widgets.row_list import ListColumn, RowList


class ImmunizationsTab(ChartTab):
    NAME = "immunizations"
    TITLE = _("Immunizations")
    SHOWS = frozenset({"Immunization"})

    def build(self) -> None:
        self.count = label("", "caption")
        card = Card(_("Vaccines on record"), self.count)
        card.body.setContentsMargins(12, 10, 12, 6)
        self.column.addWidget(card)
        self.list = RowList(_("Vaccines on record"), _columns(), lambda dose: dose.immunization_id)
        self.first = self.list
        self.nothing = EmptyState(
            _(
                "No vaccine is on record. Ask for the patient's card; shots from elsewhere also come with an import."
            )
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        card.body.addWidget(self.stack, 1)

    def query(self, desk: Desk, focus: Focus) -> ShotHistory:
        assert focus.patient_id is not None
        return shot_history(desk, focus.patient_id)

    def show_data(self, data: ShotHistory) -> None:
        self.list.set(data.doses)
        self.stack.setCurrentIndex(0 if data.doses else 1)
        number = len(data.doses)
        self.count.setText(ngettext("{n} dose", "{n} doses", number).format(n=number) if number else "")


def _columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("Vaccine"), lambda dose: dose.vaccine, wide=True, bold=lambda dose: dose.number == 1),
        ListColumn(_("Dose"), lambda dose: str(dose.number) if dose.status == "completed" else ""),
        ListColumn(_("Day"), lambda dose: f"{dose.day:%m/%d/%Y}"),
        ListColumn(_("Age"), lambda dose: age_text(dose.age), tone=lambda _dose: "muted", drop=3),
        ListColumn(_("Where"), _where, tone=_tone),
        ListColumn(_("Lot"), lambda dose: dose.lot, tone=lambda _dose: "muted", drop=2),
        ListColumn(_("Site"), lambda dose: dose.site, tone=lambda _dose: "muted", drop=1),
    )


def _where(dose: Dose) -> str:
    if dose.status != "completed":
        return _("not given")
    return _("here") if dose.here else _("elsewhere")


def _tone(dose: Dose) -> str:
    return "warn" if dose.status != "completed" else "" if dose.here else "muted"
