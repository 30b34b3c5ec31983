"""The form to book, opened from the schedule and the call list."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ma_desktop.views.workbench import Workbench


def open_book(bench: Workbench, parent: QWidget, **what: Any) -> None:
    """``what``: how ``Book`` begins. Loaded when asked for: it brings the libraries of duplicates and of pages, 10 MB."""
    from ma_desktop.views.dialogs.book import Book

    Book(bench, **what, parent=parent).open()
