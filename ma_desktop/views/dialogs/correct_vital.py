"""Put a saved measurement right: the new value stands beside the old one, which is marked."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ma_desktop.domain import vital_checks, vital_entry, vital_methods
from ma_desktop.domain.ages import Age
from ma_desktop.domain.measurements import NotUnderstood
from ma_desktop.domain.vital_checks import Circumstances, Level, Previous
from ma_desktop.i18n import _
from ma_desktop.services.visit.correct_vital import correct_vital
from ma_desktop.services.visit.vital_rows import Typed
from ma_desktop.services.visit.vitals_sheet import Taken
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.workbench import Workbench


class CorrectVital(Dialog):
    """An empty value takes the reading out and puts nothing in its place."""

    HELP = "vitals"

    def __init__(
        self,
        bench: Workbench,
        key: str,
        name: str,
        taken: Taken,
        age: Age,
        parent: QWidget | None = None,
        before: Previous | None = None,
        *,
        here: Circumstances,
    ) -> None:
        """``before``: the last value of an earlier visit, which the new one is compared with; ``here``: what it is judged by."""
        super().__init__(bench, _("Correct {vital}").format(vital=name), parent=parent, yes=_("Correct"))
        self.key, self.taken, self.age, self.before, self.here = key, taken, age, before, here
        self._asked: tuple[str, ...] = ()
        self.value, self.reason = QLineEdit(), QComboBox()
        self.value.setPlaceholderText(_("right value; empty: was never measured"))
        self.value.setAccessibleName(_("Right value"))
        self.reason.setEditable(True)
        self.reason.addItems([_("typed wrong"), _("other patient's value"), _("device was wrong")])
        self.reason.setAccessibleName(_("Reason"))
        said = _("Saved {time} by {who}: {value}. It stays in the record, marked.")
        self.body.addWidget(
            words(said.format(time=f"{taken.at:%H:%M}", who=taken.by_name or "?", value=taken.text))
        )
        form = Form()
        form.line(_("Right value"), self.value)
        form.line(_("Because"), self.reason)
        self.body.addLayout(form)
        self.value.setFocus()

    def accept(self) -> None:
        text = self.value.text().strip()
        try:
            asks = self._asks(text) if text else ()
        except NotUnderstood as error:
            self.notice(error.sentence)
            return
        if asks != self._asked:
            self._asked = asks
            if asks:
                self.notice(
                    _("Unlikely: {list}. Press Correct again if this is right.").format(list=" ".join(asks)),
                    "warn",
                )
                return
        self.save(
            correct_vital, self.taken.ids, Typed(self.key, text, confirmed=asks), self.reason.currentText(),
            then=lambda _told: self.bench.say(_("Corrected.")),
        )  # fmt: skip

    def _asks(self, text: str) -> tuple[str, ...]:
        """The questions that the verb will want answered."""
        entry = vital_entry.read(self.key, text, self.age, self.here.today)
        method = vital_methods.belonging(self.key, entry.method)
        findings = vital_checks.findings(entry, method, self.here, self.before)
        return tuple(f.sentence for f in findings if f.level is Level.ASK)
