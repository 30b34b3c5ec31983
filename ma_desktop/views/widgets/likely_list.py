"""Charts that may be the person who is being registered: who, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ma_desktop.i18n import _
from ma_desktop.services.schedule.likely_duplicates import Likely
from ma_desktop.views import theme
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.labels import Elided, button, label


class LikelyList(QFrame):
    """Never takes the keyboard by itself; Alt+O of the form opens the first."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("notice", "warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        self.title = label("", "strong")
        column.addWidget(self.title)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        column.addLayout(self.rows)
        self.found: tuple[Likely, ...] = ()

    def set(self, found: tuple[Likely, ...]) -> None:
        if found == self.found:
            return
        self.found = found
        clear(self.rows)
        sure = any(not one.twin for one in found)
        self.setProperty("notice", "warn" if sure else "info")
        theme.retone(self, notice="warn" if sure else "info")
        self.title.setText(
            _("On file already? Alt+O opens the first instead.") if sure else _("Family on file:")
        )
        for one in found:
            self.rows.addLayout(self._row(one))
        self.setVisible(bool(found))

    def _row(self, one: Likely) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        who = f"{one.name} · {one.birth_date:%m/%d/%Y} · {one.age} · #{one.record_number}"
        row.addWidget(label(who + (f" · {one.phone}" if one.phone else "")))
        why = Elided(one.reasons, "muted")
        row.addWidget(why, 1)
        press = button(_("Open this chart"), "quiet")
        press.setAccessibleName(_("Open this chart: {who}. {why}").format(who=who, why=one.reasons))
        press.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        press.clicked.connect(lambda _on=False, patient=one.patient_id: self.chosen.emit(patient))
        row.addWidget(press)
        return row

    def choose_first(self) -> None:
        if self.found and self.isVisible():
            self.chosen.emit(self.found[0].patient_id)

    def warnings(self) -> tuple[Likely, ...]:
        """Without the twins."""
        return tuple(one for one in self.found if not one.twin)

    def although(self) -> str:
        """What goes into the log when somebody is registered all the same."""
        alike = "; ".join(f"#{one.record_number} ({one.reasons})" for one in self.warnings())
        return _("Registered although similar to {list}").format(list=alike) if alike else ""
