"""An order, entered while the provider says it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from ma_desktop.domain import orders
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.care.place_order import place_order
from ma_desktop.services.schedule.booking_choices import BookingChoices, booking_choices
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.workbench import Workbench


class PlaceOrder(Dialog):
    """What, of which kind, the word for the board, who said so and how. Enter in the first field is enough."""

    HELP = "chart"
    FORM = "place_order"

    def __init__(
        self, bench: Workbench, encounter_id: int, scope: Focus, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, _("Order"), parent=parent, scope=scope, yes=_("Enter order"))
        self.encounter_id = encounter_id
        self.what, self.chip = QLineEdit(), QLineEdit()
        self.what.setPlaceholderText(_("Repeat BP, both arms"))
        self.chip.setPlaceholderText(_("The word on the board: EKG, UA, MMR"))
        self.chip.setMaxLength(8)
        self.kind, self.provider, self.how = QComboBox(), QComboBox(), QComboBox()
        for key, text in orders.kind_words().items():
            self.kind.addItem(text, key)
        self.kind.setCurrentIndex(self.kind.findData("procedure"))
        self._offer_ways()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        rows = (
            (_("What"), self.what), (_("How it came"), self.how), (_("Provider"), self.provider), (_("Kind"), self.kind),
            (_("On the board"), self.chip),
        )  # fmt: skip
        for number, (text, widget) in enumerate(rows):
            widget.setAccessibleName(text)
            grid.addWidget(label(text, "muted"), number, 0)
            grid.addWidget(widget, number, 1)
        self.body.addLayout(grid)
        self.body.addWidget(
            words(
                _(
                    "Read the order back before you enter it. A pended order waits for the provider's signature."
                )
            )
        )
        self.remember(self.what, "what")
        self.remember(self.chip, "chip")
        self.what.setFocus()
        bench.read(booking_choices, then=self._offer_providers)

    def _offer_ways(self) -> None:
        if self.bench.desk.may(Permission.SIGN_NOTE):
            self.how.addItem(_("I order it"), orders.SIGNED)
        self.how.addItem(_("Told verbally, read back"), orders.VERBAL)
        self.how.addItem(_("Written by the provider"), orders.WRITTEN)
        self.how.addItem(_("Pend for the provider's signature"), orders.PENDED)

    def _offer_providers(self, choices: BookingChoices) -> None:
        self.provider.addItem(_("The provider of this visit"), None)
        for choice in choices.providers:
            self.provider.addItem(choice.name, choice.id)

    def accept(self) -> None:
        self.save(
            place_order, self.encounter_id, words=self.what.text(), kind=self.kind.currentData(), chip=self.chip.text(),
            how=self.how.currentData(), ordered_by=self.provider.currentData(),
            then=lambda _answer: self.bench.say(_("Order entered.")),
        )  # fmt: skip
