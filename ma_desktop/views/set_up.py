"""The first run: the practice, the first user, and the recovery code typed back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain import identifiers, passwords, phones
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.plain_words import plain_words
from ma_desktop.services.practice.set_up_practice import NewPractice
from ma_desktop.views.recovery_print import print_recovery_sheet, same_code, save_recovery_sheet
from ma_desktop.views.tasks import Tasks
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.widgets.labels import button, label


@dataclass(frozen=True, slots=True)
class Answers:
    login: str
    password: str
    without_keyring: bool
    practice: NewPractice


_FIELDS: tuple[tuple[str, Callable[[], str], str], ...] = (
    ("name", lambda: _("Practice name"), ""),
    ("address", lambda: _("Street"), ""),
    ("city", lambda: _("City"), ""),
    ("state", lambda: _("State"), "OH"),
    ("postal_code", lambda: _("ZIP code"), ""),
    ("phone", lambda: _("Phone"), ""),
    ("npi", lambda: _("NPI of the practice"), "10 digits"),
    ("tax_id", lambda: _("Tax id (EIN)"), "12-3456789"),
    ("provider_given", lambda: _("Provider's given name"), ""),
    ("provider_family", lambda: _("Provider's family name"), ""),
    ("provider_credential", lambda: _("Credential"), "MD"),
    ("provider_npi", lambda: _("NPI of the provider"), "10 digits"),
)


class SetUp(QWidget):
    """``make(answers)`` runs on a working thread and answers record, desk and recovery code."""

    def __init__(
        self, tasks: Tasks, make: Callable[[Answers], tuple[Any, Any, str]], enter: Callable[[Any, Any], None]
    ) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setWindowTitle("MA Desktop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(720, 720)
        self.tasks, self._make, self._enter = tasks, make, enter
        self._made: tuple[Any, Any, str] | None = None
        self.pages = QStackedWidget()
        self.pages.addWidget(self._practice_page())
        self.pages.addWidget(self._user_page())
        self.pages.addWidget(self._code_page())
        self.sentence = label("", "", "danger", wrap=True)
        self.sentence.hide()
        self.forward, self.back = button(_("Continue"), "primary"), button(_("Back"))
        self.forward.clicked.connect(self.go_on)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.back.hide()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(self.pages, 1)
        column.addWidget(self.sentence)
        column.addLayout(row)

    # -- pages --------------------------------------------------------------------------------------------

    def _page(self, title: str, sentence: str) -> tuple[QWidget, Card, Form]:
        card = Card(title)
        card.body.addWidget(label(sentence, "muted", wrap=True))
        form = Form()
        card.body.addLayout(form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(card)
        return scroll, card, form

    def _practice_page(self) -> QWidget:
        page, card, form = self._page(
            _("Your practice"), _("This is printed on every page. Only the name is needed now.")
        )
        self.fields: dict[str, QLineEdit] = {}
        for key, title, hint in _FIELDS:
            field = QLineEdit()
            field.setPlaceholderText(hint)
            field.setAccessibleName(title())
            form.line(title(), field)
            self.fields[key] = field
        folder = QLineEdit()
        folder.setPlaceholderText(_("A drive that is not this computer's own is best"))
        folder.setAccessibleName(_("Backup folder"))
        choose = button(_("Choose…"))
        choose.clicked.connect(
            lambda: folder.setText(
                QFileDialog.getExistingDirectory(self, _("Backup folder")) or folder.text()
            )
        )
        row = QHBoxLayout()
        row.addWidget(folder, 1)
        row.addWidget(choose)
        self.is_provider = QCheckBox(_("I am this provider: I sign under my own name"))
        form.line("", self.is_provider)
        form.line(_("Backup folder"), row)
        self.fields["backup_folder"] = folder
        card.body.addStretch(1)
        return page

    def _user_page(self) -> QWidget:
        page, card, form = self._page(
            _("The first user"),
            _(
                "You own the record: you can add people and change settings. Twelve characters or a sentence make a good password."
            ),
        )
        self.user_name, self.login, self.password, self.again = (
            QLineEdit(),
            QLineEdit(),
            QLineEdit(),
            QLineEdit(),
        )
        for field in (self.password, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        for title, field in ((_("Your name"), self.user_name), (_("Log-in name"), self.login), (_("Password"), self.password),
                             (_("Password again"), self.again)):  # fmt: skip
            field.setAccessibleName(title)
            form.line(title, field)
        self.strength = label("", "muted", wrap=True)
        form.line("", self.strength)
        self.password.textChanged.connect(self._tell_strength)
        self.without = QCheckBox(
            _("Work without this computer's key store (the password alone protects the record)")
        )
        card.body.addWidget(self.without)
        self.about_key_store = label(
            _(
                "With it, neither a stolen file nor a stolen password opens the record: half of the key stays in this "
                "computer's own key store. Should that ever be lost, the recovery code opens the record."
            ),
            "muted",
            wrap=True,
        )
        card.body.addWidget(self.about_key_store)
        card.body.addStretch(1)
        return page

    def _code_page(self) -> QWidget:
        page, card, form = self._page(
            _("The recovery code"),
            _("It opens the record when the password is forgotten or the computer is new. Write it down or print it, keep it in "
              "the safe, and type it back here. It is not shown again."),
        )  # fmt: skip
        self.code = label("", "page")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.insertWidget(2, self.code)
        self.print_sheet = button(_("Print the recovery sheet…"), "", "print")
        self.print_sheet.clicked.connect(lambda: self._leave_sheet(print_recovery_sheet))
        self.save_sheet = button(_("Save as PDF…"))
        self.save_sheet.clicked.connect(lambda: self._leave_sheet(save_recovery_sheet))
        row = QHBoxLayout()
        row.addWidget(self.print_sheet)
        row.addWidget(self.save_sheet)
        row.addStretch(1)
        card.body.insertLayout(3, row)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(_("Recovery code, typed back"))
        form.line(_("Type it back"), self.typed)
        card.body.addStretch(1)
        return page

    def _tell_strength(self, password: str) -> None:
        names = (self.login.text().strip(), self.fields["name"].text())
        told = {
            "": "", "fair": _("Strong enough. One more word makes it better."), "good": _("A strong password."),
            "no": passwords.problem(password, not_in=names),
        }  # fmt: skip
        self.strength.setText(told[passwords.strength(password, not_in=names)])

    # -- going on -----------------------------------------------------------------------------------------

    def go_on(self) -> None:
        self.sentence.hide()
        step = (self._check_practice, self._make_record, self._check_code)[self.pages.currentIndex()]
        try:
            step()
        except RuleBroken as error:
            self._say(error.sentence)

    def _check_practice(self) -> None:
        if not self.fields["name"].text().strip():
            raise RuleBroken(_("Type the practice's name."))
        for key, rule in (
            ("npi", identifiers.npi), ("provider_npi", identifiers.npi), ("tax_id", identifiers.ein), ("phone", phones.parse_phone),
        ):  # fmt: skip
            field = self.fields[key]
            if field.text().strip():
                try:
                    field.setText(rule(field.text()))
                except RuleBroken:
                    field.setFocus()
                    raise
        if self.is_provider.isChecked() and not self.fields["provider_family"].text().strip():
            self.fields["provider_family"].setFocus()
            raise RuleBroken(_("Type the provider's name, since you are the provider."))
        if self.is_provider.isChecked() and not self.user_name.text():
            given, family = (self.fields[f"provider_{part}"].text().strip() for part in ("given", "family"))
            self.user_name.setText(f"{given} {family}".strip())
        self._turn(1)
        (self.login if self.user_name.text() else self.user_name).setFocus()

    def _make_record(self) -> None:
        login, password = self.login.text().strip(), self.password.text()
        if not login or not self.user_name.text().strip():
            raise RuleBroken(_("Type your name and a log-in name."))
        passwords.check(password, not_in=(login, self.fields["name"].text()))
        if password != self.again.text():
            raise RuleBroken(_("The two passwords differ. Type the same one twice."))
        values = {key: field.text().strip() for key, field in self.fields.items()}
        practice = NewPractice(
            user_name=self.user_name.text().strip(), owner_is_provider=self.is_provider.isChecked(), **values
        )
        self.forward.setEnabled(False)
        self.forward.setText(_("Making the record…"))
        self.tasks.render(
            self._make,
            Answers(login, password, self.without.isChecked(), practice),
            then=self._show_code,
            failed=self._failed,
        )

    def _show_code(self, made: tuple[Any, Any, str]) -> None:
        self._made = made
        self.code.setText(made[2])
        self.forward.setEnabled(True)
        self._turn(1)
        self.back.hide()
        self.forward.setText(_("Open the practice"))
        self.typed.setFocus()

    def _check_code(self) -> None:
        assert self._made is not None
        if not same_code(self.typed.text(), self._made[2]):
            raise RuleBroken(_("This differs from the code above. Check it letter by letter."))
        self._enter(self._made[0], self._made[1])

    def _leave_sheet(self, how: Callable[[QWidget, str, str, str], None]) -> None:
        assert self._made is not None
        how(self, self.fields["name"].text(), self._made[2], self.login.text())

    def notice(self, sentence: str, _tone: str = "danger") -> None:
        self._say(sentence)

    def _turn(self, by: int) -> None:
        self.pages.setCurrentIndex(self.pages.currentIndex() + by)
        self.back.setVisible(self.pages.currentIndex() == 1)

    def _failed(self, error: Exception) -> None:
        self.forward.setEnabled(True)
        self.forward.setText(_("Continue"))
        sentence = plain_words(error)
        if sentence is None:
            raise error
        if type(error).__name__ == "KeyringMissing":
            sentence = _(
                "This computer has no key store that the program trusts, or it is locked. Unlock it and continue; or tick "
                "the box above: then the password alone protects the record."
            )
            self.without.setFocus()
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.show()
