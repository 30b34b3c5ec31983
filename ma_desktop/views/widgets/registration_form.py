"""The fields of a registration in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from ma_desktop.domain import dates, money, phones, registration
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.schedule.register_patient import NewCoverage, NewPatient, NewRelated
from ma_desktop.services.schedule.registration import Payer
from ma_desktop.views.dialogs.when import parse_day
from ma_desktop.views.widgets.labels import label

_SEXES = ((_("unknown"), "unknown"), (_("female"), "female"), (_("male"), "male"), (_("other"), "other"))
_KINDS = (
    (_("not asked yet"), ""), (_("commercial"), "commercial"), (_("Medicare"), "medicare"), (_("Medicaid"), "medicaid"),
    (_("other insurance"), "other"), (_("self-pay, no insurance"), "self-pay"),
)  # fmt: skip
_INSURED = ((_("self"), "self"), (_("spouse"), "spouse"), (_("child"), "child"), (_("other"), "other"))
_LANGUAGES = tuple((words, code) for code, words in registration.LANGUAGES.items())


class FieldWrong(RuleBroken):
    """One field does not say what it should; ``field`` is its name in ``RegistrationForm.fields``."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class RegistrationForm(QWidget):
    """``changed`` with every letter that matters for duplicates."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._others: tuple[NewRelated, ...] = ()
        self._line = 0
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 8, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(7)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(3, 1)
        self._who()
        self._reach()
        self._cover()
        self._speak()
        self._communicate()
        for widget in (self.family, self.given, self.birth, self.phone, self.address, self.postal):
            widget.textEdited.connect(lambda _text: self.changed.emit())
        self.sex.activated.connect(lambda _place: self.changed.emit())
        self.kind.activated.connect(lambda _place: self._fit_kind())
        self._fit_kind()

    # -- laying out ---------------------------------------------------------------------------------------

    def _who(self) -> None:
        self.family, self.given = self._text(), self._text()
        self.birth, self.sex = self._text("3/14/1968"), _choices(_SEXES)
        self.preferred, self.pronouns = self._text(_("if other than the first name")), QComboBox()
        self.pronouns.setEditable(True)
        self.pronouns.addItems(["", _("she/her"), _("he/him"), _("they/them")])
        self.former = self._text(_("maiden or earlier family name"))
        self._pair(_("Family name *"), self.family, _("First name"), self.given)
        self._pair(_("Birth date *"), self.birth, _("Sex"), self.sex)
        self._pair(_("Phone"), self._phone(), _("Preferred name"), self.preferred)
        self._pair(_("Former name"), self.former, _("Pronouns"), self.pronouns)

    def _phone(self) -> QLineEdit:
        self.phone = self._text("937-555-0142")
        return self.phone

    def _reach(self) -> None:
        self._section(_("Address"))
        self.address, self.city, self.state, self.postal = (self._text() for _n in range(4))
        self.state.setMaxLength(2)
        self.other_phone, self.email = self._text(), self._text()
        self._pair(_("Street"), self.address, _("City"), self.city)
        self._pair(_("State"), self.state, _("ZIP"), self.postal)
        self._pair(_("Other phone"), self.other_phone, _("E-mail"), self.email)

    def _cover(self) -> None:
        self._section(_("Insurance"))
        self.kind, self.payer, self.relation = _choices(_KINDS), QComboBox(), _choices(_INSURED)
        self.member, self.group, self.plan, self.copay = (self._text() for _n in range(4))
        self.subscriber = self._text(_("when it is not the patient"))
        self.starts, self.ends = self._text(_("from")), self._text(_("until, when known"))
        self._pair(_("Kind"), self.kind, _("Payer"), self.payer)
        self._pair(_("Member number"), self.member, _("Group"), self.group)
        self._pair(_("Insured through"), self.relation, _("Subscriber"), self.subscriber)
        self._pair(_("Plan"), self.plan, _("Copay $"), self.copay)
        self._pair(_("Valid from"), self.starts, _("Valid until"), self.ends)

    def _speak(self) -> None:
        self._section(_("Guarantor, parent or other person"))
        self.person, self.person_phone = self._text(), self._text()
        self.person_is = _choices(tuple((text, key) for key, text in registration.RELATIONSHIPS.items()))
        self.authority = QComboBox()
        self.authority.setEditable(True)
        self.authority.addItems(["", *registration.AUTHORITIES])
        self.guarantor, self.consents = QCheckBox(_("pays the bills")), QCheckBox(_("may consent to care"))
        self.emergency, self.hears = QCheckBox(_("emergency contact")), QCheckBox(_("may hear results"))
        self._pair(_("Name"), self.person, _("Is the"), self.person_is)
        self._pair(_("Phone"), self.person_phone, _("May consent by"), self.authority)
        self._pair("", self.guarantor, "", self.consents)
        self._pair("", self.emergency, "", self.hears)

    def _communicate(self) -> None:
        self._section(_("Language and needs"))
        self.language, self.interpreter = _choices(_LANGUAGES), QCheckBox(_("needs an interpreter"))
        self._pair(_("Language"), self.language, "", self.interpreter)
        self.needs = [QCheckBox(words) for words in registration.NEEDS]
        for one, other in zip(self.needs[::2], self.needs[1::2], strict=True):
            self._pair("", one, "", other)
        self.more_needs = self._text(_("anything else to mind, with commas between"))
        self._pair(_("Other"), self.more_needs, "", None)

    def _text(self, hint: str = "") -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(hint)
        return made

    def _section(self, words: str) -> None:
        self.grid.addWidget(label(words, "strong"), self._line, 0, 1, 4)
        self._line += 1

    def _pair(self, left: str, one: QWidget, right: str, other: QWidget | None) -> None:
        for column, words, widget in ((0, left, one), (2, right, other)):
            if widget is None:
                continue
            if words:
                caption = label(words, "muted")
                caption.setBuddy(widget)
                self.grid.addWidget(caption, self._line, column)
                widget.setAccessibleName(words.replace(" *", ""))
            self.grid.addWidget(widget, self._line, column + 1)
        self._line += 1

    def _fit_kind(self) -> None:
        """Only somebody insured has a card."""
        insured = self.kind.currentData() not in ("", "self-pay")
        for widget in (
            self.payer, self.member, self.group, self.relation, self.subscriber, self.plan, self.copay, self.starts, self.ends
        ):  # fmt: skip
            widget.setEnabled(insured)

    # -- filling ------------------------------------------------------------------------------------------

    def fields(self) -> dict[str, QWidget]:
        """Every field by its stable name, for the draft."""
        named = {
            name: widget for name, widget in vars(self).items()
            if isinstance(widget, QLineEdit | QComboBox | QCheckBox)
        }  # fmt: skip
        return named | {f"need_{number}": box for number, box in enumerate(self.needs)}

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
        self.payer.clear()
        self.payer.addItem("", None)
        for payer in payers:
            self.payer.addItem(payer.name, payer.ident)

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
        for widget, text in (
            (self.family, person.family), (self.given, person.given), (self.birth, f"{person.birth_date:%m/%d/%Y}"),
            (self.preferred, person.preferred_name), (self.former, person.former_name), (self.phone, phones.show(person.phone)),
            (self.address, person.address), (self.city, person.city), (self.state, person.state), (self.postal, person.postal_code),
            (self.other_phone, phones.show(person.other_phone)), (self.email, person.email),
        ):  # fmt: skip
            widget.setText(text)
        self.pronouns.setCurrentText(person.pronouns)
        _choose(self.sex, person.sex)
        if self.language.findData(person.language) < 0:
            self.language.addItem(person.language, person.language)
        _choose(self.language, person.language)
        self.interpreter.setChecked(person.interpreter)
        for box in self.needs:
            box.setChecked(box.text() in person.needs)
        self.more_needs.setText(", ".join(need for need in person.needs if need not in registration.NEEDS))
        self._put_coverage(person.coverage)
        self._put_related(person.related)
        self._kept = person

    def _put_coverage(self, coverage: NewCoverage | None) -> None:
        if coverage is None:
            return
        _choose(self.kind, coverage.kind)
        _choose(self.payer, coverage.payor_id)
        _choose(self.relation, coverage.relationship)
        for widget, text in (
            (self.member, coverage.member_id), (self.group, coverage.group_number), (self.plan, coverage.plan),
            (self.subscriber, coverage.subscriber), (self.copay, "" if coverage.copay is None else str(coverage.copay)),
            (self.starts, _day(coverage.starts_on)), (self.ends, _day(coverage.ends_on)),
        ):  # fmt: skip
            widget.setText(text)
        self._fit_kind()

    def _put_related(self, related: tuple[NewRelated, ...]) -> None:
        """The first one stands in the form, the others stay as they are."""
        if not related:
            return
        first, self._others = related[0], related[1:]
        self.person.setText(first.name)
        _choose(self.person_is, first.relationship)
        self.person_phone.setText(phones.show(first.phone))
        self.authority.setCurrentText(first.authority)
        for box, on in (
            (self.guarantor, first.guarantor), (self.consents, first.may_consent),
            (self.emergency, first.emergency), (self.hears, first.may_hear),
        ):  # fmt: skip
            box.setChecked(on)
        self._first = first

    # -- reading ------------------------------------------------------------------------------------------

    def read(self, today: date) -> NewPatient:
        """Raises ``FieldWrong`` with one sentence and the field it is about."""
        if not self.family.text().strip():
            raise FieldWrong(_("A family name is needed."), "family")
        needs = [box.text() for box in self.needs if box.isChecked()]
        needs += [part.strip() for part in self.more_needs.text().split(",") if part.strip()]
        kept: NewPatient | None = getattr(self, "_kept", None)
        return NewPatient(
            family=self.family.text(), given=self.given.text(),
            birth_date=_asked(lambda: dates.parse_birth_date(self.birth.text(), today), "birth"),
            sex=self.sex.currentData(), phone=_phone(self.phone, "phone"), preferred_name=self.preferred.text(),
            pronouns=self.pronouns.currentText(), middle=kept.middle if kept else "", email=self.email.text(), address=self.address.text(),
            city=self.city.text(), state=self.state.text().upper(), postal_code=self.postal.text(), language=self.language.currentData(),
            interpreter=self.interpreter.isChecked(), needs=tuple(needs), former_name=self.former.text(),
            other_phone=_phone(self.other_phone, "other_phone"), household=kept.household if kept else None, coverage=self._coverage(today),
            related=self._related(),
        )  # fmt: skip

    def _coverage(self, today: date) -> NewCoverage | None:
        kind = self.kind.currentData()
        if not kind:
            return None
        if kind == "self-pay":
            return NewCoverage(kind=kind)
        return NewCoverage(
            payor_id=self.payer.currentData(), kind=kind, plan=self.plan.text().strip(), member_id=self.member.text().strip(),
            group_number=self.group.text().strip(), relationship=self.relation.currentData(), subscriber=self.subscriber.text().strip(),
            copay=_asked(lambda: _amount(self.copay.text()), "copay"),
            starts_on=_asked(lambda: _policy_day(self.starts.text(), today), "starts"), ends_on=_asked(lambda: _policy_day(self.ends.text(), today), "ends"),
        )  # fmt: skip

    def _related(self) -> tuple[NewRelated, ...]:
        if not self.person.text().strip():
            return self._others
        first: NewRelated | None = getattr(self, "_first", None)
        if self.consents.isChecked() and not self.authority.currentText().strip():
            raise FieldWrong(
                _("Say on what ground this person may consent, such as: birth parent, court order."),
                "authority",
            )
        return (
            NewRelated(
                name=self.person.text().strip(), relationship=self.person_is.currentData(), phone=_phone(self.person_phone, "person_phone"),
                guarantor=self.guarantor.isChecked(), may_consent=self.consents.isChecked(), authority=self.authority.currentText().strip(),
                authority_until=first.authority_until if first else None, may_hear=self.hears.isChecked(),
                emergency=self.emergency.isChecked(), person_id=first.person_id if first else None,
            ),
            *self._others,
        )  # fmt: skip


def _choices(rows: Sequence[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    for text, code in rows:
        made.addItem(text, code)
    return made


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def _day(day: date | None) -> str:
    return f"{day:%m/%d/%Y}" if day else ""


def _asked(read: Any, field: str) -> Any:
    try:
        return read()
    except RuleBroken as error:
        raise FieldWrong(error.sentence, field) from error


def _phone(widget: QLineEdit, field: str) -> str:
    typed = widget.text().strip()
    return _asked(lambda: phones.parse_phone(typed), field) if typed else ""


def _amount(typed: str) -> Decimal | None:
    return money.dollars(typed) if typed.strip() else None


def _policy_day(typed: str, today: date) -> date | None:
    return parse_day(typed, today) if typed.strip() else None
