"""F1: what this panel or form is for, offline; every other page beside it, found by its words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.i18n import _
from ma_desktop.views import help_pages, theme
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.workbench import Workbench


class HelpPage(Dialog):
    """Typing searches all pages; Up and Down choose one; F3 goes to the next place in the text."""

    WIDTH = 860

    def __init__(self, bench: Workbench, page: str, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Help"), parent=parent, yes=_("Close"))
        self.no_button.hide()
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Search the help"))
        self.field.setAccessibleName(_("Search the help"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName(_("Pages"))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(12)
        self.text.setAccessibleName(_("Help"))
        self.text.anchorClicked.connect(lambda link: self.open_page(link.toString()))
        self.none = words(_("No page has these words. Ctrl+K finds commands by their names."), "muted")
        side = QVBoxLayout()
        side.setSpacing(8)
        for part in (self.field, self.list, self.none):
            side.addWidget(part)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addLayout(side, 2)
        across.addWidget(self.text, 5)
        self.body.addLayout(across)
        self.field.textChanged.connect(lambda _typed: self._search())
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item))
        self.field.installEventFilter(self)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.resize(theme.px(self.WIDTH), min(theme.px(640), self.screen().availableGeometry().height() - 40))
        self._search(page)

    def open_page(self, name: str) -> None:
        """From a link: the search goes, since the page need not have its words."""
        self.field.clear()
        self._search(name)

    def _search(self, name: str = "") -> None:
        found = help_pages.search(self.field.text())
        wanted = help_pages.page(name).name if name else found[0].name if found else ""
        self.list.blockSignals(True)
        self.list.clear()
        for page in found:
            item = QListWidgetItem(page.title)
            item.setData(Qt.ItemDataRole.UserRole, page.name)
            self.list.addItem(item)
            if page.name == wanted:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        self._show(self.list.currentItem())

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.text.setMarkdown(help_pages.page(item.data(Qt.ItemDataRole.UserRole)).text)
        self.find_next()

    def find_next(self) -> None:
        """Marks the next place of the first word typed, from the top again after the last."""
        typed = self.field.text().split()
        if typed and not self.text.find(typed[0]):
            self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
            self.text.find(typed[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search field walk through the pages."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F3:
            self.find_next()
        else:
            super().keyPressEvent(event)
