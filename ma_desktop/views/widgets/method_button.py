"""How vital signs are measured: arm, position, cuff and site, in words on a button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ma_desktop.domain import vital_methods
from ma_desktop.i18n import _

#: Details that stand on the button; the dialog has the others.
_SHOWN = 3


class MethodButton(QPushButton):
    """``right arm · sitting · large cuff``; what was chosen for this visit is part of the half-typed form."""

    draft_edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "quiet")
        self.setAutoDefault(False)
        self.setToolTip(_("Arm, position, cuff and site (Alt+J)"))
        self._chosen: dict[str, str] = {}
        self._saved: dict[str, str] = {}
        self._write()

    @property
    def values(self) -> dict[str, str]:
        """Chosen now, else what this visit's saved values were measured with."""
        return self._chosen or self._saved

    def choose(self, method: dict[str, str]) -> None:
        self.set_draft_value(method)
        self.draft_edited.emit()

    def show_saved(self, method: dict[str, str]) -> None:
        self._saved = method
        self._write()

    def draft_value(self) -> dict[str, str]:
        return dict(self._chosen)

    def set_draft_value(self, method: dict[str, str]) -> None:
        self._chosen = dict(method)
        self._write()

    def _write(self) -> None:
        said = vital_methods.words(self.values)
        parts = said.split(" · ")
        more = [f"+{len(parts) - _SHOWN}"] if len(parts) > _SHOWN else []
        self.setText(" · ".join([*parts[:_SHOWN], *more]) if said else _("Measured how…"))
        self.setAccessibleName(_("Measured how: {how}").format(how=said or _("not said")))
