"""F1 finds a page for every panel and form, and the search finds what is typed."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ma_desktop.views import dialogs, help_pages
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.dialogs.help_page import HelpPage
from ma_desktop.views.dialogs.practice_settings import PracticeSettings
from ma_desktop.views.panels import discover


def _kinds(of: type[Dialog]) -> list[type[Dialog]]:
    return [kind for each in of.__subclasses__() for kind in (each, *_kinds(each))]


def test_every_panel_and_form_names_a_page_that_is_there() -> None:
    names = {page.name for page in help_pages.pages()}
    for module in pkgutil.iter_modules(dialogs.__path__):
        importlib.import_module(f"{dialogs.__name__}.{module.name}")
    assert {kind.HELP for kind in _kinds(Dialog)} <= names
    assert {panel.HELP for panel in discover()} <= names


def test_every_link_leads_to_a_page() -> None:
    names = {page.name for page in help_pages.pages()}
    for page in help_pages.pages():
        assert set(re.findall(r"\]\(([^)]+)\)", page.text)) <= names, page.name


def test_every_page_is_listed_under_its_title() -> None:
    titles = [page.title for page in help_pages.pages()]
    assert titles[0] == "Where to begin"
    assert len(titles) == len(set(titles))
    assert all(titles)


def test_the_search_wants_every_word_and_puts_titles_first() -> None:
    assert help_pages.search("fee csv")[0].name == "settings"
    assert help_pages.search("vital")[0].name == "vitals"
    assert help_pages.search("zebra") == ()
    assert help_pages.search("") == help_pages.pages()


def test_f1_in_a_form_explains_it_and_leaves_it_as_it_was(window: Any, dialog: Callable[..., Any]) -> None:
    window.bench.commands.run("book")
    book = dialog(Book)
    QTest.keyClicks(book.who, "Whit")
    QTest.keyClick(book.who, Qt.Key.Key_F1)
    page = dialog(HelpPage)
    assert page.list.currentItem().text() == "Schedule"
    assert "double-click a gap" in page.text.toPlainText()
    page.reject()
    assert book.isVisible()
    assert book.who.text() == "Whit"
    book.reject()


def test_the_help_is_searched_and_walked_by_keys(window: Any, dialog: Callable[..., Any]) -> None:
    settings = PracticeSettings(window.bench, parent=window)
    settings.open()
    QTest.keyClick(settings, Qt.Key.Key_F1)
    page = dialog(HelpPage)
    assert page.text.toPlainText().startswith("Practice settings")
    QTest.keyClicks(page.field, "copay")
    first = page.list.currentItem().text()
    assert page.text.textCursor().selectedText().casefold() == "copay"
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert page.list.currentItem().text() != first
    QTest.keyClicks(page.field, "zzz")
    assert page.none.isVisible()
    assert not page.list.isVisible()
    page.open_page("hours")
    assert page.list.currentItem().text() == "Hours and blocks"
    page.reject()
    settings.reject()
