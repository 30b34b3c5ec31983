"""The fields of a registration in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from ma_desktop.domain import dates, gestation, phones, registration
from ma_desktop.domain.ages import Age
from ma_desktop.i18n import _
from ma_desktop.services.schedule.register_patient import MOST_COVERAGES, NewCoverage, NewPatient, NewRelated
from ma_desktop.services.schedule.registration import Payer
from ma_desktop.views import theme
from ma_desktop.views.images import shown
from ma_desktop.views.widgets.coverage_fields import CoverageFields
from ma_desktop.views.widgets.form_grid import FieldWrong, FormGrid, asked, choices, choose, phone_in, text
from ma_desktop.views.widgets.labels import button
from ma_desktop.views.widgets.related_fields import RelatedFields

_SEXES = ((_("unknown"), "unknown"), (_("female"), "female"), (_("male"), "male"), (_("other"), "other"))
_LANGUAGES = tuple((words, code) for code, words in registration.LANGUAGES.items())
#: Places for people; of a chart that has more, the others stay as they are.
_PEOPLE = 6
#: Weeks at birth change the growth chart of the first two years.
_WEEKS_UNTIL_YEARS = 3


class RegistrationForm(QWidget):
    """``changed`` with every letter that matters for duplicates."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._kept: NewPatient | None = None
        self.grid = FormGrid(self)
        self._who()
        self._reach()
        self._cover()
        self._speak()
        self._communicate()
        for widget in (self.family, self.given, self.birth, self.phone, self.address, self.postal):
            widget.textEdited.connect(lambda _text: self.changed.emit())
        self.sex.activated.connect(lambda _place: self.changed.emit())

    # -- laying out ---------------------------------------------------------------------------------------

    def _who(self) -> None:
        self.family, self.given = text(), text()
        self.birth, self.sex = text("3/14/1968"), choices(_SEXES)
        self.preferred, self.pronouns = text(_("if other than the first name")), QComboBox()
        self.pronouns.setEditable(True)
        self.pronouns.addItems(["", _("she/her"), _("he/him"), _("they/them")])
        self.former = text(_("maiden or earlier family name"))
        self.grid.pair(_("Family name *"), self.family, _("First name"), self.given)
        self.grid.pair(_("Birth date *"), self.birth, _("Sex"), self.sex)
        self.grid.pair(_("Phone"), self._phone(), _("Preferred name"), self.preferred)
        self.grid.pair(_("Former name"), self.former, _("Pronouns"), self.pronouns)
        self.weeks = text(_("if born early, such as 34+3"))
        self._early = self.grid.pair(_("Weeks at birth"), self.weeks)
        self.ask_weeks(None)

    def ask_weeks(self, age: Age | None) -> None:
        """Only of a small child; what is known stays in sight."""
        asked_for = (age is not None and age.years < _WEEKS_UNTIL_YEARS) or bool(self.weeks.text())
        for part in self._early:
            part.setVisible(asked_for)

    def _phone(self) -> QLineEdit:
        self.phone = text("937-555-0142")
        return self.phone

    def _reach(self) -> None:
        self.grid.section(_("Address"))
        self.address, self.city, self.state, self.postal = (text() for _n in range(4))
        self.state.setMaxLength(2)
        self.other_phone, self.email = text(), text()
        self.grid.pair(_("Street"), self.address, _("City"), self.city)
        self.grid.pair(_("State"), self.state, _("ZIP"), self.postal)
        self.grid.pair(_("Other phone"), self.other_phone, _("E-mail"), self.email)

    def _cover(self) -> None:
        self.coverages = [CoverageFields(self.grid, place) for place in range(1, MOST_COVERAGES + 1)]
        self.kind = self.coverages[0].kind
        self.more_cover = button(
            _("Another insurance"), "quiet", "plus", tip=_("The insurance that pays next")
        )
        self.more_cover.clicked.connect(self._another_coverage)
        self.card = QLabel()
        self.card.setAccessibleName(_("Insurance card, front"))
        self.card.hide()
        self.grid.pair("", self.card, "", self.more_cover)
        for place, one in enumerate(self.coverages[1:], 1):
            one.show_all(False)
            one.kind.currentIndexChanged.connect(lambda chosen, one=one: self._reveal(one, chosen > 0))
            assert one.earlier is not None
            one.earlier.clicked.connect(lambda _on=False, place=place: self._swap(place))

    def _another_coverage(self) -> None:
        hidden = next((one for one in self.coverages[1:] if one.kind.isHidden()), None)
        if hidden is not None:
            self._reveal(hidden, True)
            hidden.kind.setFocus()

    def _reveal(self, one: CoverageFields, on: bool) -> None:
        """What a draft brings back shows by itself; nothing that shows goes away under the hand."""
        if on:
            one.show_all(True)
        self.more_cover.setVisible(any(each.kind.isHidden() for each in self.coverages))

    def _swap(self, place: int) -> None:
        """The insurance at ``place`` (from 0) and the one above it change their order."""
        self.coverages[place - 1].change_places(self.coverages[place])
        self.coverages[place - 1].kind.setFocus()

    def _speak(self) -> None:
        self.people: list[RelatedFields] = []
        for place in range(1, _PEOPLE + 1):
            one = RelatedFields(self.grid, place)
            one.show_all(place == 1)
            one.person.textChanged.connect(lambda words, one=one: one.show_all(True) if words else None)
            self.people.append(one)
        self.more_people = button(
            _("Another person"), "quiet", "plus", tip=_("Somebody else who pays, speaks or may be called")
        )
        self.more_people.clicked.connect(self._another_person)
        self.grid.pair("", self.more_people)
        self.person = self.people[0].person

    def _another_person(self) -> None:
        hidden = next((one for one in self.people if one.person.isHidden()), None)
        if hidden is not None:
            hidden.show_all(True)
            hidden.person.setFocus()

    def _communicate(self) -> None:
        self.grid.section(_("Language and needs"))
        self.language, self.interpreter = choices(_LANGUAGES), QCheckBox(_("needs an interpreter"))
        self.grid.pair(_("Language"), self.language, "", self.interpreter)
        self.needs = [QCheckBox(words) for words in registration.NEEDS]
        for one, other in zip(self.needs[::2], self.needs[1::2], strict=True):
            self.grid.pair("", one, "", other)
        self.more_needs = text(_("anything else to mind, with commas between"))
        self.grid.pair(_("Other"), self.more_needs, "", None)

    # -- filling ------------------------------------------------------------------------------------------

    def fields(self) -> dict[str, QWidget]:
        """Every field by its stable name, for the draft."""
        named = {
            name: widget for name, widget in vars(self).items()
            if isinstance(widget, QLineEdit | QComboBox | QCheckBox)
        }  # fmt: skip
        for part in (*self.coverages, *self.people):
            named |= part.fields()
        return named | {f"need_{number}": box for number, box in enumerate(self.needs)}

    def show_card(self, content: bytes) -> None:
        """The card beside the fields that are typed from it."""
        picture = shown(content, theme.px(300), theme.px(190))
        if not picture.isNull():
            self.card.setPixmap(picture)
            self.card.show()

    def suggest_name(self, typed: str) -> None:
        """What was typed into a search becomes the name: ``Quill, Zander`` and ``Zander Quill`` alike."""
        if not typed.strip() or any(letter.isdigit() for letter in typed):
            return
        family, comma, given = (part.strip() for part in typed.partition(","))
        if not comma:
            *first, family = typed.split()
            given = " ".join(first)
        self.family.setText(family)
        self.given.setText(given)
        self.changed.emit()

    def offer_payers(self, payers: Sequence[Payer]) -> None:
        for one in self.coverages:
            one.offer(payers)

    def begin(self, left: Sequence[str]) -> None:
        """The keyboard goes to the first field that is still to be asked."""
        first = {"given": self.given, "sex": self.sex, "phone": self.phone, "address": self.address, "coverage": self.kind,
                 "related": self.person}  # fmt: skip
        empty = self.given if self.family.text() and not self.given.text() else self.family
        target: QWidget = first.get(left[0], self.family) if left else empty
        (self.birth if not left and self.family.text() and self.given.text() else target).setFocus()

    def go_to(self, name: str) -> None:
        widget = self.fields().get(name)
        if widget is not None:
            widget.setFocus()

    def put(self, person: NewPatient, left: set[str]) -> None:
        """``left``: keys still to be asked; an address that was never asked is not made up."""
        for widget, words in (
            (self.family, person.family), (self.given, person.given), (self.birth, f"{person.birth_date:%m/%d/%Y}"),
            (self.preferred, person.preferred_name), (self.former, person.former_name), (self.phone, phones.show(person.phone)),
            (self.address, person.address), (self.city, person.city), (self.state, person.state), (self.postal, person.postal_code),
            (self.other_phone, phones.show(person.other_phone)), (self.email, person.email),
            (self.weeks, gestation.short(person.gestation_weeks)),
        ):  # fmt: skip
            widget.setText(words)
        self.pronouns.setCurrentText(person.pronouns)
        choose(self.sex, person.sex)
        if self.language.findData(person.language) < 0:
            self.language.addItem(person.language, person.language)
        choose(self.language, person.language)
        self.interpreter.setChecked(person.interpreter)
        for box in self.needs:
            box.setChecked(box.text() in person.needs)
        self.more_needs.setText(", ".join(need for need in person.needs if need not in registration.NEEDS))
        self.coverages[0].put(person.coverage)
        for one, coverage in zip(self.coverages[1:], person.more_coverages or (), strict=False):
            one.put(coverage)
        for place, related in zip(self.people, person.related, strict=False):
            place.put(related)
        self._kept = person

    # -- reading ------------------------------------------------------------------------------------------

    def read(self, today: date) -> NewPatient:
        """Raises ``FieldWrong`` with one sentence and the field it is about."""
        if not self.family.text().strip():
            raise FieldWrong(_("A family name is needed."), "family")
        needs = [box.text() for box in self.needs if box.isChecked()]
        needs += [part.strip() for part in self.more_needs.text().split(",") if part.strip()]
        kept = self._kept
        return NewPatient(
            family=self.family.text(), given=self.given.text(),
            birth_date=asked(lambda: dates.parse_birth_date(self.birth.text(), today), "birth"),
            sex=self.sex.currentData(), phone=phone_in(self.phone, "phone"), preferred_name=self.preferred.text(),
            pronouns=self.pronouns.currentText(), middle=kept.middle if kept else "", email=self.email.text(), address=self.address.text(),
            city=self.city.text(), state=self.state.text().upper(), postal_code=self.postal.text(), language=self.language.currentData(),
            interpreter=self.interpreter.isChecked(), needs=tuple(needs), former_name=self.former.text(),
            gestation_weeks=asked(lambda: gestation.read_weeks(self.weeks.text()), "weeks"),
            other_phone=phone_in(self.other_phone, "other_phone"), household=kept.household if kept else None, coverage=self.coverages[0].read(today),
            more_coverages=self._more_coverages(today), related=self._related(today),
        )  # fmt: skip

    def _more_coverages(self, today: date) -> tuple[NewCoverage, ...] | None:
        """An empty second place with a third one filled is no gap: what is left moves up."""
        found = tuple(one for one in (each.read(today) for each in self.coverages[1:]) if one is not None)
        asked_for = found or (self._kept is not None and self._kept.more_coverages)
        return found if asked_for else None

    def _related(self, today: date) -> tuple[NewRelated, ...]:
        others = self._kept.related[_PEOPLE:] if self._kept is not None else ()
        return (*(one for place in self.people for one in place.read(today)), *others)
