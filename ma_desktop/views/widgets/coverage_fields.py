"""The fields of one insurance: the first, second or third payer of a registration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from ma_desktop.domain import money
from ma_desktop.i18n import _
from ma_desktop.services.schedule.register_patient import NewCoverage
from ma_desktop.services.schedule.registration import Payer
from ma_desktop.views.dialogs.when import parse_day
from ma_desktop.views.widgets.form_grid import FormGrid, asked, choices, choose, day_text, text
from ma_desktop.views.widgets.labels import button

_KINDS = (
    (_("not asked yet"), ""), (_("commercial"), "commercial"), (_("Medicare"), "medicare"), (_("Medicaid"), "medicaid"),
    (_("other insurance"), "other"), (_("self-pay, no insurance"), "self-pay"),
)  # fmt: skip
_INSURED = ((_("self"), "self"), (_("spouse"), "spouse"), (_("child"), "child"), (_("other"), "other"))


class CoverageFields:
    """``place``: 1 pays first. From the second one on, *none* takes the place of *not asked* and a button lets it pay earlier."""

    def __init__(self, grid: FormGrid, place: int) -> None:
        self.place, self.earlier = place, None if place == 1 else _earlier(place)
        titles = {1: _("Insurance"), 2: _("Second insurance"), 3: _("Third insurance")}
        self.widgets: list[QWidget] = grid.section(titles[place], self.earlier)
        kinds = _KINDS if place == 1 else ((_("none, or ended"), ""), *_KINDS[1:-1])
        self.kind, self.payer, self.relation = choices(kinds), QComboBox(), choices(_INSURED)
        self.member, self.group, self.plan, self.copay = (text() for _n in range(4))
        self.subscriber = text(_("when it is not the patient"))
        self.starts, self.ends = text(_("from")), text(_("until, when known"))
        for left, one, right, other in (
            (_("Kind"), self.kind, _("Payer"), self.payer),
            (_("Member number"), self.member, _("Group"), self.group),
            (_("Insured through"), self.relation, _("Subscriber"), self.subscriber),
            (_("Plan"), self.plan, _("Copay $"), self.copay),
            (_("Valid from"), self.starts, _("Valid until"), self.ends),
        ):
            self.widgets += grid.pair(left, one, right, other)
        self._ident: int | None = None
        self.kind.currentIndexChanged.connect(lambda _place: self.fit_kind())
        self.fit_kind()

    def fields(self) -> dict[str, QWidget]:
        """By stable names; those of the first insurance have no number."""
        mark = "" if self.place == 1 else str(self.place)
        return {
            name + mark: widget
            for name, widget in vars(self).items()
            if isinstance(widget, QLineEdit | QComboBox)
        }

    def fit_kind(self) -> None:
        """Only somebody insured has a card."""
        insured = self.kind.currentData() not in ("", "self-pay")
        for widget in (
            self.payer, self.member, self.group, self.relation, self.subscriber, self.plan, self.copay, self.starts, self.ends
        ):  # fmt: skip
            widget.setEnabled(insured)

    def show_all(self, on: bool) -> None:
        for widget in self.widgets:
            widget.setVisible(on)

    def offer(self, payers: Sequence[Payer]) -> None:
        self.payer.clear()
        self.payer.addItem("", None)
        for payer in payers:
            self.payer.addItem(payer.name, payer.ident)

    def put(self, coverage: NewCoverage | None) -> None:
        self._ident = coverage.ident if coverage is not None else None
        shown = coverage or NewCoverage(kind="")
        choose(self.kind, shown.kind)
        choose(self.payer, shown.payor_id)
        choose(self.relation, shown.relationship)
        for widget, words in (
            (self.member, shown.member_id), (self.group, shown.group_number), (self.plan, shown.plan),
            (self.subscriber, shown.subscriber), (self.copay, "" if shown.copay is None else str(shown.copay)),
            (self.starts, day_text(shown.starts_on)), (self.ends, day_text(shown.ends_on)),
        ):  # fmt: skip
            widget.setText(words)

    def change_places(self, other: CoverageFields) -> None:
        """As typed, also what could not be saved yet."""
        self._ident, other._ident = other._ident, self._ident
        mine, theirs = self.fields(), other.fields()
        for one, two in zip(mine.values(), theirs.values(), strict=True):
            if isinstance(one, QLineEdit) and isinstance(two, QLineEdit):
                words, others = one.text(), two.text()
                one.setText(others)
                two.setText(words)
            elif isinstance(one, QComboBox) and isinstance(two, QComboBox):
                chosen, their = one.currentData(), two.currentData()
                choose(one, their)
                choose(two, chosen)

    def read(self, today: date) -> NewCoverage | None:
        """``None`` when it was not asked. Raises ``FieldWrong``."""
        kind, mark = self.kind.currentData(), "" if self.place == 1 else str(self.place)
        if not kind:
            return None
        if kind == "self-pay":
            return NewCoverage(kind=kind, ident=self._ident)
        return NewCoverage(
            payor_id=self.payer.currentData(), kind=kind, plan=self.plan.text().strip(), member_id=self.member.text().strip(),
            group_number=self.group.text().strip(), relationship=self.relation.currentData(), subscriber=self.subscriber.text().strip(),
            copay=asked(lambda: _amount(self.copay.text()), "copay" + mark),
            starts_on=asked(lambda: _policy_day(self.starts.text(), today), "starts" + mark),
            ends_on=asked(lambda: _policy_day(self.ends.text(), today), "ends" + mark), ident=self._ident,
        )  # fmt: skip


def _earlier(place: int) -> QPushButton:
    words = _("Pays first") if place == 2 else _("Pays second")
    return button(words, "quiet", tip=_("Changes places with the insurance above, from today on"))


def _amount(typed: str) -> Decimal | None:
    return money.dollars(typed) if typed.strip() else None


def _policy_day(typed: str, today: date) -> date | None:
    return parse_day(typed, today) if typed.strip() else None
