"""What the practice decided for itself: every setting, its value, and who approved it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.settings import Declared
from ma_desktop.i18n import _, ngettext
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.approve_setting import approve_setting
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.practice_settings import SettingRow, practice_settings
from ma_desktop.views import theme
from ma_desktop.views.dialogs.sign_in_place import SignInPlace
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench

_KEY = Qt.ItemDataRole.UserRole


class RulesPage(QWidget):
    """Groups at the left, the chosen rule at the right. Enter saves; Approve is the provider's, signed in place."""

    told = Signal(str, str)

    def __init__(self, bench: Workbench, notices: Any) -> None:
        super().__init__()
        self.bench, self._notices = bench, notices
        self.rows: dict[str, SettingRow] = {}
        self.current: str = ""
        self.list = QListWidget()
        self.list.setAccessibleName(_("Rules"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item, _before: self._choose(item))
        self.list.itemActivated.connect(lambda _item: self._field().setFocus())
        self.title = label("", "strong", wrap=True)
        self.sentence = label("", "muted", wrap=True)
        self.text, self.choice, self.ticks = QLineEdit(), QComboBox(), QListWidget()
        self.text.returnPressed.connect(self.submit)
        self.unit = label("", "muted")
        self.default = label("", "caption", wrap=True)
        self.approval = label("", "", wrap=True)
        self.save = button(_("Save"), "primary")
        self.save.clicked.connect(self.submit)
        self.approve = button(
            _("Approve…"), "", "check", tip=_("A provider signs in for this one step (Alt+P)")
        )
        key = QShortcut(QKeySequence("Alt+P"), self, self.approve_now)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.approve.clicked.connect(self.approve_now)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.list, 6)
        row.addLayout(self._right(), 5)
        self.read()

    def _right(self) -> QVBoxLayout:
        value = QHBoxLayout()
        value.addWidget(self.text, 1)
        value.addWidget(self.choice, 1)
        value.addWidget(self.unit)
        steps = QHBoxLayout()
        steps.addWidget(self.approve)
        steps.addStretch(1)
        steps.addWidget(self.save)
        right = QVBoxLayout()
        right.addWidget(self.title)
        right.addWidget(self.sentence)
        right.addLayout(value)
        right.addWidget(self.ticks, 3)
        right.addWidget(self.default)
        right.addWidget(self.approval)
        right.addLayout(steps)
        right.addStretch(1)
        return right

    def take_keyboard(self) -> None:
        self.list.setFocus()

    # -- showing ------------------------------------------------------------------------------------------

    def read(self) -> None:
        self.bench.read(practice_settings, then=lambda found: self._show(found.rows), panel=self._notices)

    def _show(self, rows: tuple[SettingRow, ...]) -> None:
        self.rows = {row.declared.key: row for row in rows}
        kept, group = self.current or rows[0].declared.key, ""
        self.list.blockSignals(True)
        self.list.clear()
        for row in sorted(rows, key=lambda each: each.declared.group):
            if row.declared.group != group:
                group = row.declared.group
                head = QListWidgetItem(group.upper())
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setSizeHint(QSize(0, theme.px(30)))
                self.list.addItem(head)
            item = QListWidgetItem(f"{row.declared.title}: {_value(row)}{_mark(row)}")
            item.setToolTip(row.declared.sentence)
            item.setSizeHint(QSize(0, theme.px(28)))
            item.setData(_KEY, row.declared.key)
            self.list.addItem(item)
            if row.declared.key == kept:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._choose(self.list.currentItem())

    def _choose(self, item: QListWidgetItem | None) -> None:
        row = self.rows.get(item.data(_KEY)) if item is not None else None
        if row is None:
            return
        declared = row.declared
        self.current = declared.key
        self.title.setText(declared.title)
        self.sentence.setText(declared.sentence)
        listed = declared.kind in ("yes-no", "choice")
        ticked = declared.kind == "ticks"
        self.text.setVisible(not listed and not ticked)
        self.ticks.setVisible(ticked)
        self.ticks.setAccessibleName(declared.title)
        self.choice.setVisible(listed)
        shown = declared.shown(row.value)
        self.text.setText(shown)
        self.text.setAccessibleName(declared.title)
        self.choice.setAccessibleName(declared.title)
        self.choice.clear()
        for value, words in _options(declared):
            self.choice.addItem(words, value)
        self.choice.setCurrentIndex(max(self.choice.findData(shown), 0))
        if ticked:
            self._fill_ticks(declared, str(row.value))
        self.unit.setText(declared.unit)
        usual = (
            _("all of them")
            if declared.kind == "ticks"
            else declared.shown(declared.default) or _("this computer's")
        )
        self.default.setText(_("Usual: {value}").format(value=usual) if row.changed else "")
        self.approval.setVisible(declared.approve)
        self.approve.setVisible(declared.approve and not row.approved_by)
        self.approval.setText(approval_words(row))

    def _fill_ticks(self, declared: Declared, off: str) -> None:
        """Space takes a tick off and puts it back."""
        without = {part.strip() for part in off.split(";")}
        self.ticks.clear()
        for key, words in declared.choices.items():
            item = QListWidgetItem(words)
            item.setData(_KEY, key)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Unchecked if key in without else Qt.CheckState.Checked)
            self.ticks.addItem(item)
        self.ticks.setCurrentRow(0)

    def _field(self) -> QWidget:
        if self.ticks.isVisibleTo(self):
            return self.ticks
        return self.choice if self.choice.isVisibleTo(self) else self.text

    # -- changing -----------------------------------------------------------------------------------------

    def typed(self) -> str:
        if self.ticks.isVisibleTo(self):
            items = [self.ticks.item(n) for n in range(self.ticks.count())]
            return "; ".join(
                str(one.data(_KEY)) for one in items if one.checkState() == Qt.CheckState.Unchecked
            )
        return str(self.choice.currentData()) if self.choice.isVisibleTo(self) else self.text.text()

    def submit(self) -> None:
        if self.current:
            self.bench.do(change_setting, self.current, self.typed(), then=self._done, panel=self._notices)

    def _done(self, _none: Any) -> None:
        self.told.emit(_("Saved."), "ok")
        self.read()

    def approve_now(self) -> None:
        """By whoever may, at once; else a provider signs in over the window."""
        row = self.rows.get(self.current)
        if row is None or not row.declared.approve or row.approved_by:
            return
        key = self.current
        if self.bench.desk.may(Permission.APPROVE_SETTINGS):
            self.bench.do(approve_setting, key, then=self._approved, panel=self._notices)
            return
        window = self.window().parent()
        ports = getattr(window, "ports", None)
        if ports is None or ports.log_in is None:
            self.told.emit(_("Signing in place is not set up in this window."), "info")
            return

        def signed(desk: Desk) -> None:
            self.bench.do_as(desk, approve_setting, key, then=self._approved, panel=self._notices)

        what = _("Approve: {rule} {value}").format(rule=row.declared.title, value=_value(row))
        SignInPlace(self.bench, what, ports.log_in, signed, parent=self.window()).open()

    def _approved(self, _none: Any) -> None:
        self.told.emit(_("Approved."), "ok")
        self.read()


def approval_words(row: SettingRow) -> str:
    """``Approved by Kenji Ito on 11/23/2026``, or that nobody has yet."""
    if row.approved_by and row.approved_at:
        return _("Approved by {who} on {day}").format(who=row.approved_by, day=f"{row.approved_at:%m/%d/%Y}")
    return _("Not yet approved by a provider")


def _value(row: SettingRow) -> str:
    if row.declared.kind == "ticks":
        count = len([part for part in str(row.value).split(";") if part.strip()])
        return ngettext("{n} off", "{n} off", count).format(n=count) if count else _("all on")
    shown = dict(_options(row.declared)).get(row.declared.shown(row.value), row.declared.shown(row.value))
    return f"{shown} {row.declared.unit}".strip() or "—"


def _mark(row: SettingRow) -> str:
    if not row.declared.approve:
        return ""
    return "  ✓" if row.approved_by else _("  · not approved")


def _options(declared: Declared) -> tuple[tuple[str, str], ...]:
    if declared.kind == "yes-no":
        return (("yes", _("yes")), ("no", _("no")))
    return tuple(declared.choices.items())
