"""What every tab of the chart shares. A tab is one file in this folder with one subclass of ``ChartTab``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ma_desktop.services.desk import Desk
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.shell.drafts import FormDraft

if TYPE_CHECKING:
    from ma_desktop.views.chart.chart_search import ChartSearch
    from ma_desktop.views.panels.patient_chart import PatientChartPanel


class ChartTab(QWidget):
    """``build`` fills the tab when it is first looked at, ``query`` reads on the reading thread, ``show_data`` paints.

    ``query`` is only asked while the tab is in front. ``NAME`` names the tab's draft (``chart.NAME``) and its command;
    ``SHOWS``: the resources whose change makes it read again.
    """

    NAME: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    SHOWS: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, panel: PatientChartPanel) -> None:
        super().__init__()
        self.panel, self.bench = panel, panel.bench
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._draft: FormDraft | None = None
        self._built = False
        #: Where the keyboard goes when the tab comes to the front, and the line that searches it; ``build`` names them.
        self.first: QWidget | None = None
        self.search: ChartSearch | None = None

    # -- what a tab writes --------------------------------------------------------------------------------

    def build(self) -> None:
        """Fills ``self.column``, once."""

    def query(self, desk: Desk, focus: Focus) -> Any:
        """What the tab shows of ``focus.patient_id``, as frozen values. On the reading thread."""
        return None

    def show_data(self, data: Any) -> None:
        """Paints what ``query`` returned. On the screen thread."""

    def commands(self) -> list[Command]:
        """What the tab adds to the palette and the menus. Asked before ``build``."""
        return []

    # -- what a tab is given ------------------------------------------------------------------------------

    @property
    def focus(self) -> Focus:
        return self.panel.focus

    def do(self, verb: Any, *args: Any, then: Any = None, **kw: Any) -> Any:
        return self.panel.do(verb, *args, then=then, **kw)

    def remember(self, widget: QWidget, name: str) -> None:
        """Keeps what is typed into ``widget`` as part of this tab's draft, for the active patient and visit."""
        self.draft.remember(widget, name)

    @property
    def draft(self) -> FormDraft:
        """This tab's half-typed form; ``draft.drop()`` when it was saved."""
        if self._draft is None:
            self._draft = FormDraft(self.bench, f"chart.{self.NAME}", follows=self.bench.active, parent=self)
        return self._draft

    def come_to_front(self) -> None:
        """Shows the tab, built if it was not yet."""
        self.panel.choose_tab(self.NAME)

    def take_keyboard(self) -> None:
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- called by the chart ------------------------------------------------------------------------------

    def make(self) -> None:
        if not self._built:
            self._built = True
            self.build()
            for place in range(self.column.count()):
                part = self.column.itemAt(place).widget()
                if part is not None:
                    part.show()  # else only the event loop would show what is added to a tab in sight

    def paint_data(self, data: Any) -> None:
        """Paints; what a person had typed stays."""
        self.make()
        typed = self._draft.typed() if self._draft is not None else None
        self.show_data(data)
        if self._draft is not None:
            self._draft.settle(typed)
