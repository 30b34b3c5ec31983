"""A panel's dock, dressed as a card with its own title row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.icons import icon
from ma_desktop.views.panels.panel import Panel


class TitleRow(QFrame):
    """Icon, title, the panel's own chip or caption at the right, and float and close, quiet until pointed at."""

    def __init__(self, panel: Panel, dock: QDockWidget | None) -> None:
        super().__init__()
        self.setObjectName("dockTitle")
        self.panel = panel
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 4)
        row.setSpacing(8)
        self._icon = QLabel()
        self._title = QLabel(panel.TITLE)
        self._title.setProperty("role", "dock")
        self._title.setToolTip((type(panel).__doc__ or "").strip().split("\n")[0])
        row.addWidget(self._icon)
        row.addWidget(self._title)
        row.addStretch(1)
        self._slot = QHBoxLayout()
        self._slot.setSpacing(6)
        row.addLayout(self._slot)
        self.buttons: list[QToolButton] = []
        if dock is not None:
            self._add_buttons(row, dock)
        panel.header_changed.connect(self._show_header)
        self._show_header()
        self.retint()

    def _add_buttons(self, row: QHBoxLayout, dock: QDockWidget) -> None:
        float_, close = QToolButton(), QToolButton()
        float_.setIcon(icon("float", "muted", 14))
        float_.setToolTip(_("Float or dock"))
        float_.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        close.setIcon(icon("close", "muted", 14))
        close.setToolTip(_("Close this panel (View ▸ Panels brings it back)"))
        close.clicked.connect(dock.close)
        for button in (float_, close):
            button.setProperty("role", "quiet")
            button.setAccessibleName(button.toolTip())
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(False)
            button.setSizePolicy(policy)
            button.hide()
            row.addWidget(button)
            self.buttons.append(button)

    def behind_tab(self, on: bool) -> None:
        """Among tabs the tab already says the title; the row keeps only the panel's own chip."""
        self._icon.setVisible(not on)
        self._title.setVisible(not on)
        self._row.setContentsMargins(14, 6 if on else 8, 8, 0 if on else 4)

    def retint(self) -> None:
        self._icon.setPixmap(icon(self.panel.ICON or "note", "accent").pixmap(16, 16))

    def _show_header(self) -> None:
        while (item := self._slot.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.panel.header:
                widget.hide()
                widget.setParent(None)
        if self.panel.header is not None:
            self._slot.addWidget(self.panel.header)
            self.panel.header.show()

    def enterEvent(self, event: QEvent) -> None:
        super().enterEvent(event)  # type: ignore[arg-type]
        for button in self.buttons:
            button.show()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        for button in self.buttons:
            button.hide()


class _Body(QFrame):
    """A panel may want much, but never takes the room of its neighbors: at 1366 pixels one wide row would cut their fields."""

    def minimumSizeHint(self) -> QSize:
        wanted = super().minimumSizeHint()
        return QSize(min(wanted.width(), theme.px(240)), min(wanted.height(), theme.px(110)))


class Dock(QDockWidget):
    """Holds one panel; the panel's widget is made when it is first seen."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel.SHORT or panel.TITLE)
        self.panel = panel
        self.setObjectName(f"dock.{panel.name}")
        self.title_row = TitleRow(panel, self)
        self.setTitleBarWidget(self.title_row)
        self.body = _Body()
        self.body.setObjectName("dockBody")
        column = QVBoxLayout(self.body)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        self.setWidget(self.body)
        #: While docks are arranged they pass over the screen; nobody reads for that moment.
        self.moving = False
        panel.behind = True
        panel.place = self._take
        self.visibilityChanged.connect(self._seen)
        self.topLevelChanged.connect(self._told_floating)

    @property
    def in_front(self) -> bool:
        """Whether it can be seen: the dock area keeps what stands behind a tab beyond its left edge, shown all the same."""
        return self.isVisible() and (self.isFloating() or self.geometry().right() >= 0)

    def look(self) -> None:
        """Tells the panel whether it can be seen; while docks are being arranged, only afterwards."""
        self.panel.behind = self.moving or not self.in_front
        if not self.panel.behind:
            self.panel.widget()
            self.panel.come_to_view()

    def _take(self, widget: QWidget) -> None:
        layout = self.body.layout()
        assert layout is not None
        layout.addWidget(widget)
        widget.show()  # at once, not when the event loop comes round: drafts come back into it

    def _seen(self, seen: bool) -> None:
        if seen:
            self.look()
        else:
            self.panel.behind = True

    def _told_floating(self, floating: bool) -> None:
        # a floated dock is a window of its own: its title bar must name no patient
        if floating:
            self.setWindowTitle(self.panel.TITLE)


class CenterHolder(QWidget):
    """The middle of the window: the first center panel, without a title row; it draws its own banner."""

    def __init__(self, panels: list[Panel]) -> None:
        super().__init__()
        self.setObjectName("center")
        self.panels = panels
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for panel in panels:
            column.addWidget(panel.widget(), 1 if panel is panels[0] else 0)

    def minimumSizeHint(self) -> QSize:
        """In large text on a laptop the columns beside it keep their share."""
        wanted = super().minimumSizeHint()
        return QSize(min(wanted.width(), theme.px(370)), wanted.height())
