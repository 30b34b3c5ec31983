"""The lines of a bill: code · words · pointers · amount, right-aligned, and what can be done with the line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.widgets.labels import Elided, button, label


class BillLines(QWidget):
    """Columns: 0 code, 1 words, 2 pointers, 3 amount, 4 and 5 small buttons. Filled anew with every painting."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(0)
        self.grid.setColumnStretch(1, 1)
        self._row = 0

    def clear(self) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._row = 0

    def add(
        self, code: str, words: str, amount: str = "", *, pointers: QWidget | None = None, strong: bool = True
    ) -> None:
        """One line; ``press`` adds its buttons."""
        first = label(code, "strong" if strong else "muted")
        first.setMinimumWidth(theme.px(52))
        self.grid.addWidget(first, self._row, 0)
        self.grid.addWidget(Elided(words, "muted"), self._row, 1)
        if pointers is not None:
            self.grid.addWidget(pointers, self._row, 2)
        right = label(amount, "strong" if not strong else "")
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.grid.addWidget(right, self._row, 3)
        self.grid.setRowMinimumHeight(self._row, theme.px(27))
        self._row += 1

    def press(self, picture: str, tip: str, run: Callable[[], object], place: int = 5) -> QPushButton:
        """A small button at the end of the line just added."""
        made = button("", "quiet", picture, tip=tip)
        made.setAccessibleName(tip)
        made.setFixedSize(theme.px(26), theme.px(24))
        made.setProperty("small", True)
        made.clicked.connect(lambda: run())
        self.grid.addWidget(made, self._row - 1, place)
        return made


def pointer_button(
    pointers: tuple[str, ...],
    letters: tuple[tuple[str, str], ...],
    code: str,
    change: Callable[[list[str]], object],
) -> QPushButton:
    """``dx A``: opens the visit's diagnoses to tick. ``letters``: (letter, code of the diagnosis)."""
    said = _("dx {letters}").format(letters=", ".join(pointers)) if pointers else _("dx ?")
    made = button(said, "quiet", tip=_("Which diagnoses this charge is for"))
    made.setAccessibleName(
        _("{code} points to {letters}").format(code=code, letters=", ".join(pointers) or _("none"))
    )
    made.setFixedHeight(theme.px(24))
    made.setProperty("small", True)
    made.setEnabled(bool(letters))

    def toggled(letter: str, on: bool) -> None:
        kept = [p for p in pointers if p != letter]
        change([*kept, letter] if on else kept)

    def open_menu() -> None:
        menu = QMenu(made)
        for letter, diagnosis in letters:
            action = menu.addAction(f"{letter}  {diagnosis}")
            action.setCheckable(True)
            action.setChecked(letter in pointers)
            action.toggled.connect(lambda on, letter=letter: toggled(letter, on))
        menu.popup(made.mapToGlobal(made.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    made.clicked.connect(open_menu)
    return made
