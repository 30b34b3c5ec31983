"""A provider's request that cannot wait: what, in which room; as it was told, or signed by the provider in place."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.booking_choices import BookingChoices, booking_choices
from ma_desktop.services.visit.ask_urgently import ask_urgently
from ma_desktop.services.visit.flow_board import FlowBoard, flow_board
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.shell.ports import Ports
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.workbench import Workbench


class AskUrgently(Dialog):
    """Typing the room chooses the visit in it. Enter in the first field is enough."""

    HELP = "rooming"
    FORM = "urgent_request"

    def __init__(self, bench: Workbench, ports: Ports, *, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Urgent request"), parent=parent, yes=_("Ask"))
        self.ports = ports
        self.what = QLineEdit()
        self.what.setPlaceholderText(_("EKG room 2"))
        self.visit, self.provider, self.how = QComboBox(), QComboBox(), QComboBox()
        if bench.desk.may(Permission.SIGN_NOTE):
            self.how.addItem(_("I ask for it"), "own")
        self.how.addItem(_("Told by the provider"), "told")
        if ports.log_in is not None:
            self.how.addItem(_("The provider signs here…"), "signed")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        rows = (
            (_("What, and where"), self.what), (_("Visit"), self.visit), (_("Provider"), self.provider), (_("How it came"), self.how),
        )  # fmt: skip
        for number, (text, widget) in enumerate(rows):
            widget.setAccessibleName(text)
            grid.addWidget(label(text, "muted"), number, 0)
            grid.addWidget(widget, number, 1)
        self.body.addLayout(grid)
        self.body.addWidget(
            words(_("Say the room, not the name: it shows in the top bar and on the lock screen."), "muted")
        )
        self.remember(self.what, "what")
        self.what.textEdited.connect(self._match)
        self._rooms: dict[str, int] = {}
        self.what.setFocus()
        bench.read(flow_board, then=self._offer_visits)
        bench.read(booking_choices, then=self._offer_providers)

    def _offer_visits(self, board: FlowBoard) -> None:
        self.visit.addItem(_("No visit"), None)
        for card in sorted(board.cards, key=lambda card: (card.location_id is None, card.place)):
            who = card.initials if self.bench.private else card.patient
            self.visit.addItem(f"{card.place or _('Waiting room')} · {who}", card.encounter_id)
            if card.location_id is not None and card.stage not in (Stage.CHECKOUT, Stage.BILLED):
                self._rooms[card.place.casefold()] = self.visit.count() - 1
        self._match(self.what.text())

    def _offer_providers(self, choices: BookingChoices) -> None:
        self.provider.addItem(_("The provider of this visit"), None)
        for choice in choices.providers:
            self.provider.addItem(choice.name, choice.id)

    def _match(self, typed: str) -> None:
        """``room 2`` is the visit that sits there; ``room 12`` is not."""
        said = f" {' '.join(typed.casefold().split())} "
        place = next((index for name, index in self._rooms.items() if f" {name} " in said), None)
        if place is not None:
            self.visit.setCurrentIndex(place)

    def accept(self) -> None:
        how = self.how.currentData()
        if how == "signed" and self.ports.log_in is not None:
            from ma_desktop.views.dialogs.sign_in_place import SignInPlace

            SignInPlace(
                self.bench,
                _("Asks: {what}").format(what=self.what.text()),
                self.ports.log_in,
                self._signed,
                parent=self,
            ).open()
            return
        self.save(
            ask_urgently,
            self.what.text(),
            **self._about(),
            how="signed" if how == "own" else "told",
            then=self._asked,
        )

    def _about(self) -> dict[str, int | None]:
        return {"encounter_id": self.visit.currentData(), "provider_id": self.provider.currentData()}

    def _signed(self, desk: Desk) -> None:
        if not desk.may(Permission.ACKNOWLEDGE_ALERT):
            self.notice(_("That is not a provider's log-in."), "warn")
            return

        def done(answer: int) -> None:
            self.finish()
            self._asked(answer)

        said, about = self.what.text(), self._about()
        self.bench.do_as(
            desk, lambda provider: ask_urgently(provider, said, **about, how="signed"), then=done, panel=self
        )

    def _asked(self, _task: int) -> None:
        self.bench.say(_("It shows in the top bar. F5 goes there and back."))
