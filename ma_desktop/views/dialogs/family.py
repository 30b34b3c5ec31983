"""One arrival for a family: who is here, what they share confirmed once, who came with the children."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.visit.arrive_family import Contact, arrive_family
from ma_desktop.services.visit.family_today import FamilyToday, Member
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.companion import CompanionPicker
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.workbench import Workbench


class Family(Dialog):
    """Everybody is ticked and everything stands as it is on file: with all of it right, Enter checks them all in."""

    HELP = "registration"
    FORM = "family"
    WIDTH = 680
    WHOSE = False

    def __init__(
        self,
        bench: Workbench,
        family: FamilyToday,
        patient_id: int,
        appointment_id: int | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        """``appointment_id``: the one that was chosen in the schedule."""
        super().__init__(
            bench, _("Family at the desk"), parent=parent, yes=_("Check in all"), scope=Focus(patient_id)
        )
        self.family, self.patient_id, self.appointment_id = family, patient_id, appointment_id
        self._members()
        self._contact()
        self.picker = CompanionPicker()
        self.minors = label(_("Who came with the children?"), "strong")
        self.body.addWidget(self.minors)
        self.body.addWidget(self.picker)
        self.picker.offer(family.people)
        self._count()
        self.yes_button.setFocus()

    def _members(self) -> None:
        """Nobody arrives twice: of several appointments the chosen one is ticked, else the first."""
        self.boxes: dict[QCheckBox, Member] = {}
        ticked: dict[int, int] = {}
        for member in self.family.members:
            if member.appointment_id == self.appointment_id or member.patient_id not in ticked:
                ticked[member.patient_id] = member.appointment_id
        for member in self.family.members:
            box = QCheckBox(f"{member.name} · {member.age} · {member.start:%H:%M} {member.what}")
            box.setChecked(ticked[member.patient_id] == member.appointment_id)
            box.toggled.connect(lambda _on: self._count())
            self.boxes[box] = member
            self.body.addWidget(box)

    def _contact(self) -> None:
        self.body.addWidget(label(_("Right for all of them?"), "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        contact = self.family.contact
        self.fields: dict[str, QLineEdit] = {}
        rows = (
            ("phone", _("Phone")), ("address", _("Street")), ("city", _("City")), ("state", _("State")), ("postal_code", _("ZIP"))
        )  # fmt: skip
        for place, (name, words) in enumerate(rows):
            field = QLineEdit(getattr(contact, name))
            field.setAccessibleName(words)
            caption = label(words, "muted")
            caption.setBuddy(field)
            grid.addWidget(caption, place // 3, place % 3 * 2)
            grid.addWidget(field, place // 3, place % 3 * 2 + 1)
            self.fields[name] = field
        self.body.addLayout(grid)
        cards = list(dict.fromkeys(member.card for member in self.family.members if member.card))
        words = _("Insurance card seen today: {cards}").format(cards=", ".join(cards))
        self.cards = QCheckBox(words)
        self.cards.setChecked(False)
        self.cards.setVisible(bool(cards))
        self.body.addWidget(self.cards)

    def chosen(self) -> list[Member]:
        return [member for box, member in self.boxes.items() if box.isChecked()]

    def _count(self) -> None:
        here = self.chosen()
        minors = any(member.minor for member in here)
        self.minors.setVisible(minors)
        self.picker.setVisible(minors)
        self.yes_button.setText(_("Check in {n}").format(n=len(here)))

    def accept(self) -> None:
        here = self.chosen()
        try:
            who = self.picker.read() if any(member.minor for member in here) else None
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            return
        contact = Contact(**{name: field.text() for name, field in self.fields.items()})
        self.save(
            arrive_family, [member.appointment_id for member in here], contact=contact, cards_seen=self.cards.isChecked(),
            companion=who, then=lambda visits: self._arrived(here, visits),
        )  # fmt: skip

    def _arrived(self, here: list[Member], visits: tuple[int, ...]) -> None:
        asked = next((place for place, one in enumerate(here) if one.patient_id == self.patient_id), 0)
        self.bench.active.choose_patient(here[asked].patient_id, visits[asked])
        self.bench.say(_("{n} checked in, each with a visit of their own.").format(n=len(visits)))
