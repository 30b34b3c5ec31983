"""Hands at the real window: a mouse, a keyboard, and a tally of what they cost, moment by moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDeadlineTimer, QPoint, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QMenu, QPushButton, QWidget

from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.dialogs.preview import Preview
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.paper import page_sizes

Key, ALT, CTRL, SHIFT, LEFT = (
    Qt.Key,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.MouseButton.LeftButton,
)


def panel(window: MainWindow, name: str) -> Any:
    return next(p for p in window.panels if p.name == name)


def dialog(window: MainWindow, kind: type[Dialog]) -> Any:
    found = [d for d in window.findChildren(kind) if d.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def activate(window: QWidget) -> None:
    """As a window manager would; until it is done, however busy the machine is."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 10_000), "the window never became the active one"


class Mouse:
    """Clicks what a person would see. Words are typed on the keyboard, nothing else is.

    ``count``: clicks so far; ``typed``: strokes of words and numbers.
    """

    def __init__(self, window: MainWindow) -> None:
        self.window, self.count, self.typed = window, 0, 0

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """``at``: in the widget's own pixels; its middle without."""
        QApplication.processEvents()
        assert widget.isVisible(), widget.accessibleName()
        assert widget.isEnabled(), widget.accessibleName()
        self.count += 1
        QTest.mouseClick(widget, LEFT, pos=at or widget.rect().center())

    def button(self, name: str, inside: QWidget | None = None) -> None:
        """The visible button whose accessible name begins so."""
        QApplication.processEvents()
        for found in (inside or self.window).findChildren(QPushButton):
            if found.isVisible() and found.accessibleName().startswith(name):
                self.click(found)
                return
        raise AssertionError(f"no button {name!r}")

    def wait_for(self, widget: QWidget) -> None:
        """As a person would: until it is there."""
        deadline = QDeadlineTimer(10_000)
        while not widget.isVisible() and not deadline.hasExpired():
            QTest.qWait(20)
        assert widget.isVisible(), widget.accessibleName()

    def type(self, field: QWidget, words: str) -> None:
        self.click(field.viewport() if hasattr(field, "viewport") else field)
        self.typed += len(words)
        QTest.keyClicks(field, words)

    def pick(self, words: str) -> None:
        """An entry of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(a for a in menu.actions() if words in a.text() and a.isEnabled())
        self.click(menu, menu.actionGeometry(action).center())

    def choose(self, box: QComboBox, words: str) -> None:
        """An entry of a closed box. It takes no click before the time of a double click is over."""
        self.click(box)
        view = box.view()
        self.wait_for(view)
        QTest.qWait(QApplication.doubleClickInterval() + 50)
        index = box.model().index(next(i for i in range(box.count()) if words in box.itemText(i)), 0)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center())


class Keys:
    """Presses keys only; they go to whatever has the keyboard, as from a hand.

    ``count``: strokes so far; ``letters``: how many of them were words and numbers that the record keeps or searches.
    ``straight``: nothing is tried out with Undo in between.
    """

    def __init__(self, window: MainWindow, *, straight: bool = False) -> None:
        self.window, self.count, self.letters, self.straight = window, 0, 0, straight

    def target(self) -> QWidget:
        QApplication.processEvents()
        if QApplication.activeWindow() is None:  # a window manager would give it back when a dialog closes
            activate(QApplication.activeModalWidget() or self.window)
        here = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        return here or self.window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        QTest.keyClick(self.target(), key, modifier)

    def alt(self, letter: str) -> None:
        self.press(getattr(Key, f"Key_{letter}"), ALT)

    def type(self, words: str) -> None:
        self.count += len(words)
        self.letters += len(words)
        QTest.keyClicks(self.target(), words)

    def line(self, words: str) -> None:
        self.type(words)
        self.press(Key.Key_Return)

    def tab_to(self, widget: QWidget) -> None:
        """By Tab alone; the field must be reachable."""
        for _turn in range(80):
            if QApplication.focusWidget() is widget:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {widget.accessibleName()}")

    def command(self, words: str) -> None:
        self.press(Key.Key_K, CTRL)
        self.line(words)


def save(mouse: Mouse, preview: Any, path: Path) -> None:
    """The file dialog is the system's own; its answer is given for it here, and typed in the journey by keys."""
    mouse.click(preview.save_button)
    files = preview.findChild(QFileDialog)
    assert files.isVisible()
    files.fileSelected.emit(str(path))
    files.close()
    assert path.read_bytes().startswith(b"%PDF")
    mouse.click(preview.no_button)


def save_by_keys(window: MainWindow, keys: Keys, path: Path) -> None:
    preview = dialog(window, Preview)
    keys.tab_to(preview.save_button)
    keys.press(Key.Key_Space)
    keys.press(Key.Key_A, CTRL)
    keys.line(str(path))
    assert path.read_bytes().startswith(b"%PDF")
    keys.press(Key.Key_Escape)


def print_by_keys(window: MainWindow, keys: Keys, path: Path) -> None:
    """Ctrl+P, Enter in the system's own dialog (its answer is given for it here: a PDF printer), both identifiers, Esc."""
    preview = dialog(window, Preview)
    keys.press(Key.Key_P, CTRL)
    asked = preview.findChild(QPrintDialog)
    assert asked.isVisible()
    asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    asked.printer().setOutputFileName(str(path))
    keys.count += 1
    asked.accepted.emit(asked.printer())
    asked.done(0)
    activate(preview)
    assert page_sizes(path.read_bytes())[0] == pytest.approx((612, 792), abs=1), "Letter in its true size"
    if preview.page.identifiers:
        keys.tab_to(preview.matched)
        keys.press(Key.Key_Space)
        assert "two identifiers matched" in preview.notice_line.sentence
    elif preview.page.posts:  # the test's printer writes a file, and a file reaches nobody by itself
        keys.tab_to(preview.matched)
        keys.press(Key.Key_Space)
        assert preview.notice_line.sentence == "Noted as sent."
    keys.press(Key.Key_Escape)


@dataclass(frozen=True)
class Cost:
    """What one moment took; ``budget``: strokes and clicks together that it may take."""

    moment: str
    strokes: int
    letters: int
    clicks: int
    budget: int


@dataclass
class Hands:
    """Both hands through a day. Each moment has a budget that is stated where it is walked."""

    window: MainWindow
    costs: list[Cost] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keys, self.mouse = Keys(self.window, straight=True), Mouse(self.window)

    def _spent(self) -> tuple[int, int, int]:
        keys, mouse = self.keys, self.mouse
        return keys.count + mouse.typed, keys.letters + mouse.typed, mouse.count

    @contextmanager
    def moment(self, name: str, *, budget: int) -> Iterator[None]:
        before = self._spent()
        yield
        strokes, letters, clicks = (now - then for now, then in zip(self._spent(), before, strict=True))
        self.costs.append(Cost(name, strokes, letters, clicks, budget))
        assert strokes + clicks <= budget, self.costs[-1]


def table(costs: Sequence[Cost]) -> list[str]:
    """Lines of text: one for each moment, and the sum."""
    whole = Cost(
        "all", *(sum(getattr(one, name) for one in costs) for name in ("strokes", "letters", "clicks", "budget"))
    )  # fmt: skip
    return [f"{'moment':<34}{'strokes':>8}{'words':>8}{'clicks':>8}{'budget':>8}"] + [
        f"{one.moment:<34}{one.strokes:>8}{one.letters:>8}{one.clicks:>8}{one.budget:>8}"
        for one in (*costs, whole)
    ]
