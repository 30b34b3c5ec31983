"""Everything the owner sets up once and changes rarely: letterhead, people, providers, visits, rooms, fees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain import money, vital_signs
from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.add_user import add_user
from ma_desktop.services.practice.change_practice import change_practice
from ma_desktop.services.practice.change_user import change_user
from ma_desktop.services.practice.load_fees import LoadedFees, load_fees
from ma_desktop.services.practice.practice_lists import PracticeLists, VisitTypeLine, practice_lists
from ma_desktop.services.practice.save_device import save_device
from ma_desktop.services.practice.save_fee import save_fee
from ma_desktop.services.practice.save_provider import save_provider
from ma_desktop.services.practice.save_room import save_room
from ma_desktop.services.practice.save_visit_type import save_visit_type
from ma_desktop.services.practice.set_password import set_password
from ma_desktop.views import theme
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.dialogs.rules_page import RulesPage
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.widgets.labels import button
from ma_desktop.views.widgets.list_editor import Entry, Line, ListEditor
from ma_desktop.views.workbench import Workbench

#: Fields of a kind of visit that hold several words, typed with semicolons between.
_LISTS = ("prep", "screenings", "forms")


def role_words() -> tuple[tuple[str, str], ...]:
    """What each role may do, in a few words; the program holds people to it, the cryptography does not."""
    return (
        (str(Role.MA), _("Medical assistant: rooms, measures, charts, codes, collects")),
        (str(Role.PROVIDER), _("Provider: sees, plans, signs, answers alerts")),
        (str(Role.FRONT_DESK), _("Front desk: books, checks in, collects")),
        (str(Role.BILLER), _("Biller: codes, posts, exports")),
        (str(Role.OWNER), _("Owner: everything but signing")),
    )


class PracticeSettings(Dialog):
    """``tab``: letterhead, users, providers, visits, rooms, devices, fees or rules, to open at."""

    HELP = "settings"
    WIDTH = 860

    def __init__(self, bench: Workbench, tab: str = "letterhead", parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Practice settings"), parent=parent, yes=_("Close"))
        self.no_button.hide()
        self.yes_button.setProperty("role", "")  # each tab has a filled button of its own
        self.yes_button.setDefault(False)
        self.yes_button.setAutoDefault(False)
        self.resize(theme.px(860), min(theme.px(640), self.screen().availableGeometry().height() - 40))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)
        self.body.addWidget(self.tabs, 1)
        self.editors: dict[str, ListEditor] = {}
        self._letterhead_tab()
        self._users_tab()
        self._providers_tab()
        self._visits_tab()
        self._rooms_tab()
        self._devices_tab()
        self._fees_tab()
        self._rules_tab()
        keys = ["letterhead", *self.editors, "rules"]
        self.tabs.setCurrentIndex(keys.index(tab) if tab in keys else 0)
        self.tabs.currentChanged.connect(lambda _place: self._fit_page())
        self._fit_page()
        self.tabs.tabBarClicked.connect(
            lambda place: QTimer.singleShot(0, self, lambda: self._take_keyboard(place))
        )
        self.letterhead["name"].setFocus()
        self.read()

    def _fit_page(self) -> None:
        """Only the page in front says how high the form must be: a long one must not make the short ones scroll."""
        for place in range(self.tabs.count()):
            page, front = self.tabs.widget(place), place == self.tabs.currentIndex()
            policy = QSizePolicy.Policy.Preferred if front else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)

    def _take_keyboard(self, place: int) -> None:
        page = self.tabs.widget(place)
        if isinstance(page, (ListEditor, RulesPage)):
            page.take_keyboard()

    # -- tabs ---------------------------------------------------------------------------------------------

    def _letterhead_tab(self) -> None:
        page, form = QWidget(), Form()
        self.letterhead: dict[str, QLineEdit] = {}
        for name, title in (
            ("name", _("Practice name")), ("address", _("Street")), ("city", _("City")), ("state", _("State")),
            ("postal_code", _("ZIP code")), ("phone", _("Phone")), ("npi", _("NPI of the practice")),
            ("tax_id", _("Tax id (EIN)")), ("backup_folder", _("Backup folder")),
        ):  # fmt: skip
            field = QLineEdit()
            field.setAccessibleName(title)
            field.returnPressed.connect(self._save_letterhead)
            form.line(title, field)
            self.letterhead[name] = field
        self.save_letterhead = button(_("Save"), "primary")
        self.save_letterhead.clicked.connect(self._save_letterhead)
        column = QVBoxLayout(page)
        column.addWidget(words(_("This stands on every printed page."), "muted"))
        column.addLayout(form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save_letterhead)
        column.addLayout(row)
        column.addStretch(1)
        self.tabs.addTab(page, _("Letterhead"))

    def _tab(
        self, key: str, title: str, editor: ListEditor, save: Callable[[int | None, dict[str, Any]], None]
    ) -> None:
        self.editors[key] = editor
        editor.saved.connect(save)
        self.tabs.addTab(editor, title)

    def _users_tab(self) -> None:
        editor = ListEditor(
            (
                Entry("name", _("Full name")), Entry("login", _("Log-in name"), new_only=True),
                Entry("role", _("Role"), "choice", role_words()), Entry("credential", _("Credential"), hint="CMA (AAMA)"),
                Entry("provider_id", _("Is the provider"), "choice", ((None, _("no")),)),
                Entry("password", _("Password"), "password", hint=_("Four words that have nothing to do with each other")),
                Entry("active", _("May log in"), "check"),
            ),
            _("Add a person"), _("Add the first person"),
        )  # fmt: skip
        editor.right.insertWidget(
            3,
            words(
                _("Leave the password empty to keep it. A person who is switched off can no longer log in."),
                "muted",
            ),
        )
        self._tab("users", _("People"), editor, self._save_user)

    def _providers_tab(self) -> None:
        editor = ListEditor(
            (
                Entry("given", _("Given name")), Entry("family", _("Family name")),
                Entry("credential", _("Credential"), hint="MD"), Entry("npi", _("NPI"), hint=_("10 digits")),
                Entry("active", _("Has a column in the schedule"), "check"),
            ),
            _("Add a provider"), _("Add the first provider: visits are booked with one"),
        )  # fmt: skip
        self._tab("providers", _("Providers"), editor, self._saver(save_provider))

    def _visits_tab(self) -> None:
        overlap = (
            ("ask", _("ask first")),
            ("hard", _("never over another")),
            ("free", _("may run beside others")),
        )
        colors = (
            ("accent", _("teal")), ("info", _("blue")), ("ok", _("green")), ("warn", _("amber")), ("violet", _("violet")),
        )  # fmt: skip
        editor = ListEditor(
            (
                Entry("name", _("Name")), Entry("minutes", _("Minutes"), hint="20"),
                Entry("overlap", _("When times overlap"), "choice", overlap),
                Entry("tone", _("Color"), "choice", colors),
                Entry("room_need", _("Room needs"), hint=_("exam table, ECG")),
                Entry("device_id", _("Takes equipment"), "choice", ((None, _("none")),)),
                Entry("vitals", _("Vital signs"), "many", tuple((key, vital_signs.label(key)) for key in vital_signs.SHEET),
                      hint=_("none needed")),
                Entry("prep", _("Prepare"), hint=_("tray; gown; consent form")),
                Entry("screenings", _("Screenings"), hint=_("PHQ-2; AUDIT-C")),
                Entry("screens_by_age", _("Also those due by age"), "check"), Entry("forms", _("Forms"), hint=_("with ; between")),
                Entry("copay", _("A copay is due"), "check"), Entry("urgent", _("Urgent: a missed one goes to the provider"), "check"),
                Entry("active", _("Can be booked"), "check"),
            ),
            _("Add a kind of visit"), _("Add the first kind of visit"),
        )  # fmt: skip
        self._tab("visits", _("Visit types"), editor, self._save_visit_type)

    def _rooms_tab(self) -> None:
        editor = ListEditor(
            (Entry("name", _("Name")), Entry("active", _("In use"), "check")),
            _("Add a room"), _("Add the first room"),
        )  # fmt: skip
        self._tab("rooms", _("Rooms"), editor, self._saver(save_room))

    def _devices_tab(self) -> None:
        editor = ListEditor(
            (Entry("name", _("Name"), hint=_("ECG cart")), Entry("active", _("Can be booked"), "check")),
            _("Add equipment"), _("Add the first piece of equipment that is booked, such as an ECG cart"),
        )  # fmt: skip
        self._tab("devices", _("Equipment"), editor, self._saver(save_device))

    def _rules_tab(self) -> None:
        self.rules = RulesPage(self.bench, self)
        self.rules.told.connect(self.notice)
        self.tabs.addTab(self.rules, _("Rules"))

    def _fees_tab(self) -> None:
        editor = ListEditor(
            (
                Entry("code", _("Code"), hint="99213"), Entry("label", _("Words of your own")),
                Entry("fee", _("Fee"), hint="128.00"), Entry("group", _("Column of the superbill")),
                Entry("active", _("In use"), "check"),
            ),
            _("Add a service"), _("Your fee schedule is empty: add a service, or load your own CSV"),
        )  # fmt: skip
        self.load = button(_("Load from CSV…"), "", "folder")
        self.load.clicked.connect(self._choose_csv)
        editor.right.insertWidget(
            3,
            words(
                _("A CSV has a code, words and a fee in each line. Codes that are not in it stay."), "muted"
            ),
        )
        editor.right.insertWidget(4, self.load, 0, Qt.AlignmentFlag.AlignLeft)
        self._tab("fees", _("Fee schedule"), editor, self._save_fee)

    # -- showing ------------------------------------------------------------------------------------------

    def read(self, chosen: tuple[str, int] | None = None) -> None:
        """Reads everything anew; ``chosen``: the line of a tab to show."""
        self.bench.read(practice_lists, then=lambda lists: self._show(lists, chosen), panel=self)

    def _show(self, lists: PracticeLists, chosen: tuple[str, int] | None) -> None:
        if not any(field.isModified() for field in self.letterhead.values()):
            for name, text in lists.letterhead.items():
                self.letterhead[name].setText(text)
            self.letterhead["backup_folder"].setText(lists.backup_folder)
        providers = [(p.id, f"{p.given} {p.family}".strip()) for p in lists.providers]
        devices = [(d.id, d.name) for d in lists.devices if d.active]
        self.editors["visits"].set_choices("device_id", [(None, _("none")), *devices])
        self.editors["users"].set_choices("provider_id", [(None, _("no")), *providers])
        short = {role: text.split(":")[0] for role, text in role_words()}
        for key, lines in {
            "users": [Line(u.id, f"{u.name} · {short[u.role]}", _values(u), u.active) for u in lists.users],
            "providers": [
                Line(p.id, f"{p.given} {p.family}, {p.credential}".strip(" ,"), _values(p), p.active)
                for p in lists.providers
            ],
            "visits": [
                Line(
                    v.id,
                    _("{name} · {n} min").format(name=v.name, n=v.minutes),
                    _values(v) | _joined(v),
                    v.active,
                )
                for v in lists.visit_types
            ],
            "rooms": [Line(r.id, r.name, _values(r), r.active) for r in lists.rooms],
            "devices": [Line(d.id, d.name, _values(d), d.active) for d in lists.devices],
            "fees": [
                Line(
                    f.id,
                    f"{f.code} · {f.label} · {money.show(f.fee)}",
                    _values(f) | {"fee": f"{f.fee:.2f}"},
                    f.active,
                )
                for f in lists.fees
            ],
        }.items():
            self.editors[key].refresh(lines, chosen[1] if chosen and chosen[0] == key else None)

    # -- saving -------------------------------------------------------------------------------------------

    def _done(self, key: str, sentence: str = "") -> Callable[[Any], None]:
        def done(row: Any) -> None:
            self.notice(sentence or _("Saved."), "ok")
            self.read((key, row) if isinstance(row, int) else None)

        return done

    def _saver(self, verb: Callable[..., int]) -> Callable[[int | None, dict[str, Any]], None]:
        def save(row: int | None, values: dict[str, Any]) -> None:
            key = {save_provider: "providers", save_room: "rooms", save_device: "devices"}[verb]
            self.bench.do(verb, row, then=self._done(key), panel=self, **values)

        return save

    def _save_letterhead(self) -> None:
        def saved(_none: Any) -> None:
            for field in self.letterhead.values():
                field.setModified(False)
            self._done("letterhead")(None)

        self.bench.do(
            change_practice,
            then=saved,
            panel=self,
            **{name: field.text() for name, field in self.letterhead.items()},
        )

    def _save_user(self, row: int | None, values: dict[str, Any]) -> None:
        password, role = values["password"], Role(values["role"])
        if row is None:
            self.bench.do(
                add_user, then=self._done("users"), panel=self, login=values["login"], name=values["name"], role=role,
                password=password, credential=values["credential"], practitioner_id=values["provider_id"],
            )  # fmt: skip
            return
        self.bench.do(
            _change_and_password, row, password, then=self._done("users"), panel=self, name=values["name"], role=role,
            credential=values["credential"], practitioner_id=values["provider_id"], active=values["active"],
        )  # fmt: skip

    def _save_visit_type(self, row: int | None, values: dict[str, Any]) -> None:
        try:
            values["minutes"] = int(values["minutes"] or 0)
        except ValueError:
            self.notice(_("Type the minutes as a number, such as 20."))
            return
        for name in _LISTS:
            values[name] = values[name].split(";")
        if row is None and not values["vitals"]:
            values["vitals"] = None  # a new kind of visit begins with those of an office visit
        self.bench.do(save_visit_type, row, then=self._done("visits"), panel=self, **values)

    def _save_fee(self, row: int | None, values: dict[str, Any]) -> None:
        try:
            values["fee"] = money.dollars(values["fee"])
        except RuleBroken as error:
            self.notice(error.sentence)
            return
        self.bench.do(save_fee, row, then=self._done("fees"), panel=self, **values)

    def _choose_csv(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Your fee schedule"), "", _("Tables (*.csv *.txt *.tsv)")
        )
        if name:
            self.load_csv(Path(name))

    def load_csv(self, path: Path) -> None:
        def loaded(done: LoadedFees) -> None:
            text = _("{n} new, {m} changed, {k} as before.").format(n=done.new, m=done.changed, k=done.same)
            if done.refused:
                first = "; ".join(_("line {n}: {why}").format(n=n, why=why) for n, why in done.refused[:3])
                text += " " + _("{n} lines were not taken ({first}).").format(
                    n=len(done.refused), first=first
                )
            self.notice(text, "warn" if done.refused else "ok")
            self.read()

        self.bench.do(_load_file, path, then=loaded, panel=self)


def _joined(visit: VisitTypeLine) -> dict[str, str]:
    """Lists as they are typed: with semicolons between."""
    return {name: "; ".join(getattr(visit, name)) for name in _LISTS}


def _values(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def _change_and_password(desk: Desk, row: int, password: str, **values: Any) -> int:
    change_user(desk, row, **values)
    if password:
        set_password(desk, row, password)
    return row


def _load_file(desk: Desk, path: Path) -> LoadedFees:
    return load_fees(desk, path.read_bytes())
