"""The desk itself: panels in docks around the patient's chart, arranged by perspective."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMainWindow, QTabBar, QTabWidget, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.panels.panel import Panel
from ma_desktop.views.shell.dock import CenterHolder, Dock
from ma_desktop.views.shell.perspectives import (
    NARROW_WIDTH,
    ROOMY_HEIGHT,
    ROOMY_WIDTH,
    Perspective,
    perspectives,
)

_AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}


class Workspace(QMainWindow):
    """A dock area inside the window, so that the lock can put the whole desk away in one move."""

    def __init__(self, panels: list[Panel]) -> None:
        super().__init__(None, Qt.WindowType.Widget)
        self.setObjectName("workspace")
        self.panels = panels
        self.key = "rooming"
        self.states: dict[str, str] = {}
        self.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.GroupedDragging
        )
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        for corner, area in (
            (Qt.Corner.BottomLeftCorner, "left"),
            (Qt.Corner.TopLeftCorner, "left"),
            (Qt.Corner.BottomRightCorner, "right"),
            (Qt.Corner.TopRightCorner, "right"),
        ):
            self.setCorner(corner, _AREAS[area])
        self.docks = {panel.name: Dock(panel) for panel in panels if panel.PLACE.side != "center"}
        for dock in self.docks.values():
            self.addDockWidget(_AREAS[dock.panel.PLACE.side], dock)
            dock.hide()
            dock.dockLocationChanged.connect(self._tidy_soon)
            dock.topLevelChanged.connect(self._tidy_soon)
        self._tidy = QTimer(self)
        self._tidy.setSingleShot(True)
        self._tidy.timeout.connect(self.tidy_tabs)
        center = [panel for panel in panels if panel.PLACE.side == "center"]
        self.setCentralWidget(CenterHolder(center) if center else _empty())
        self.setContentsMargins(8, 8, 8, 8)
        self._shape = ""
        theme.current.changed.connect(self._rearrange_soon)

    # -- arranging ----------------------------------------------------------------------------------------

    @property
    def shape(self) -> str:
        """``roomy``: the docks of a column fit under each other; ``compact``: they stand behind each other;
        ``narrow``: in large text on a laptop even three columns are too many, and both sides stand in one.
        """
        scale = theme.current.scale
        if self.width() < NARROW_WIDTH * scale:
            return "narrow"
        # the line of the window's own bars is taken off
        roomy = self.width() >= ROOMY_WIDTH * scale - 40 and self.height() >= ROOMY_HEIGHT * scale - 100
        return "roomy" if roomy else "compact"

    def state_key(self) -> str:
        return f"docks.{self.key}.{self._shape}"

    def choose(self, key: str) -> None:
        """Arranges the docks for a perspective: as this person left them, or as the panels declare."""
        if self._shape:
            self.keep()
        self.key = key
        self._shape = self.shape
        self._restore()

    def _restore(self) -> None:
        kept = self.states.get(self.state_key())
        with self._moving():
            if kept is None or not self.restoreState(QByteArray(b64decode(kept))):
                self._arrange()

    @contextmanager
    def _moving(self) -> Iterator[None]:
        """Docks pass over the screen while they are put in place; panels read what stands there in the end."""
        for dock in self.docks.values():
            dock.moving = True
        try:
            yield
        finally:
            layout = self.layout()
            assert layout is not None
            layout.activate()
            for dock in self.docks.values():
                dock.moving = False
            for dock in self.docks.values():
                dock.look()

    def keep(self) -> dict[str, str]:
        """Notes how the docks stand now; answers everything noted so far."""
        if self._shape:
            self.states[self.state_key()] = b64encode(self.saveState().data()).decode()
        return dict(self.states)

    def forget_arrangement(self) -> None:
        """What stands now is not this person's wish and must not be kept as theirs."""
        self._shape = ""

    def arrange(self) -> None:
        """The arrangement that the panels declare."""
        with self._moving():
            self._arrange()

    def _arrange(self) -> None:
        shown: dict[str, list[Dock]] = {side: [] for side in _AREAS}
        for dock in self.docks.values():
            dock.setFloating(False)
            self.removeDockWidget(dock)
            if self.key in dock.panel.PLACE.perspectives:
                shown[dock.panel.PLACE.side].append(dock)
            else:  # in its place all the same: a kept arrangement hides only docks that it knows
                self.addDockWidget(_AREAS[dock.panel.PLACE.side], dock)
                dock.hide()
        if self.shape == "narrow":
            shown["left"], shown["right"] = shown["left"] + shown["right"], []
        for side, docks in shown.items():
            for before, dock in zip([None, *docks], docks, strict=False):
                self.addDockWidget(_AREAS[side], dock)
                dock.show()
                if before is not None and (side == "bottom" or self.shape != "roomy"):
                    self.tabifyDockWidget(before, dock)
                elif before is not None:
                    self.splitDockWidget(before, dock, Qt.Orientation.Vertical)
            if docks and (side == "bottom" or self.shape != "roomy"):
                docks[0].raise_()
        self._size(shown)
        QTimer.singleShot(0, self, lambda: self._size(shown))

    def _size(self, shown: dict[str, list[Dock]]) -> None:
        here = next(p for p in perspectives() if p.key == self.key)
        self._size_columns(shown, here)
        for side in ("left", "right"):
            if self.shape == "roomy" and shown[side]:
                shares = [dock.panel.PLACE.share for dock in shown[side]]
                heights = [self.height() * share // sum(shares) for share in shares]
                self.resizeDocks(list[QDockWidget](shown[side]), heights, Qt.Orientation.Vertical)

    def _size_columns(self, shown: dict[str, list[Dock]], here: Perspective) -> None:
        both = max(here.left, here.right, 0.33)  # four tabs stand above it
        widths = {"left": both if self.shape == "narrow" else here.left, "right": here.right}
        for side, share in widths.items():
            if shown[side]:
                wide = max(
                    round(self.width() * share), theme.px(258)
                )  # the fields of Vitals, in any text size
                self.resizeDocks([shown[side][0]], [wide], Qt.Orientation.Horizontal)
        if shown["bottom"]:
            self.resizeDocks(
                [shown["bottom"][0]], [round(self.height() * here.bottom)], Qt.Orientation.Vertical
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rearrange_soon()

    def _rearrange_soon(self) -> None:
        if self._shape and self.shape != self._shape:
            QTimer.singleShot(0, self, self._rearrange)

    def _rearrange(self) -> None:
        if self._shape and self.shape != self._shape:
            self._shape = self.shape
            self._restore()

    def minimumSizeHint(self) -> QSize:
        return QSize(900, 480)

    def _tidy_soon(self, *_what: object) -> None:
        self._tidy.start(0)

    # -- keyboard -----------------------------------------------------------------------------------------

    def in_order(self) -> list[Panel]:
        """Panels on screen, in the order of the work: left, center, right, bottom."""
        return [panel for panel in self.panels if panel.visible()]

    def focused_panel(self) -> Panel | None:
        here = QApplication.focusWidget()
        for panel in self.panels:
            if here is not None and panel.visible() and panel.widget().isAncestorOf(here):
                return panel
        return None

    def cycle(self, by: int) -> None:
        """F6: the next panel, at the field where its keyboard was last."""
        order = self.in_order()
        if order:
            here = self.focused_panel()
            place = order.index(here) + by if here in order else 0
            enter(order[place % len(order)])

    def raise_panel(self, name: str) -> None:
        """Shows a panel, in front if it stands behind another, and gives it the keyboard."""
        dock = self.docks.get(name)
        if dock is not None:
            dock.show()
            dock.raise_()
        panel = next((p for p in self.panels if p.name == name), None)
        if panel is not None:
            enter(panel)

    def tidy_tabs(self) -> None:
        """Names the tab bars that the dock area makes, for who hears the screen; a tab replaces its dock's title."""
        for dock in self.docks.values():
            dock.title_row.behind_tab(bool(self.tabifiedDockWidgets(dock)) and not dock.isFloating())
        for bar in self.tab_bars():
            bar.setDrawBase(False)
            bar.setDocumentMode(True)
            bar.setExpanding(False)
            bar.setAccessibleName(_("Panels"))

    def tab_bars(self) -> list[QTabBar]:
        """Those of docks that stand behind each other."""
        return list(self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly))


def enter(panel: Panel) -> None:
    """Gives a panel the keyboard: where it was last, or its first field."""
    frame = panel.widget()
    last = frame.focusWidget()
    if last is not None and _takes_keys(last):
        last.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return
    for widget in frame.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and _takes_keys(widget):
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
    frame.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    frame.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _takes_keys(widget: QWidget) -> bool:
    """One that passes the keyboard on takes it only while the other is there: an empty list is hidden."""
    taker = widget.focusProxy() or widget
    return widget.isVisible() and widget.isEnabled() and taker.isVisible()


def _empty() -> QWidget:
    label = QLabel(_("No panels"))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
