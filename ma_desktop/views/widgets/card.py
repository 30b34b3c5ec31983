"""A white card on the desk: title, something at the right, content."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget


class Card(QFrame):
    """``body`` is the layout to fill."""

    def __init__(self, title: str = "", trailing: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 12, 14, 12)
        self.body.setSpacing(8)
        self.title = QLabel(title)
        self.title.setProperty("role", "title")
        if title:
            row = QHBoxLayout()
            self.title.setWordWrap(True)
            row.addWidget(self.title, 1)
            if trailing is not None:
                row.addWidget(trailing)
            self.body.addLayout(row)


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Takes every widget and nested layout out of a layout, to fill it anew."""
    while (item := layout.takeAt(0)) is not None:
        widget, nested = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif isinstance(nested, QVBoxLayout | QHBoxLayout):
            clear(nested)
