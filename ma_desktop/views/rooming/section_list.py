"""The sections of the rooming sheet at the left: how each stands, its letter, who did it when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ma_desktop.domain.rooming import Section
from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.icons import pixmap
from ma_desktop.views.widgets.labels import label

_ICONS = {"done": ("done", "ok"), "open": ("open", "muted"), "late": ("late", "warn"), "danger": ("alert", "danger"),
          "free": ("minus", "muted"), "ready": ("ready", "accent")}  # fmt: skip


def state_words(state: str) -> str:
    """A state as it is read out."""
    return {
        "done": _("done"), "open": _("open"), "late": _("late"), "danger": _("now"), "free": _("if needed"),
    }.get(state, "")  # fmt: skip


class SectionRow(QPushButton):
    """One section. The letter shows while it is to be done, the time and who did it afterwards."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.setCheckable(True)
        self.setProperty("role", "section")
        self.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # the letters and Ctrl+Enter lead here; Tab goes through the work
        self.mark, self.words, self.right = QLabel(), label(""), label("", "caption")
        across = QHBoxLayout(self)
        across.setContentsMargins(8, 0, 8, 0)
        across.setSpacing(8)
        for part in (self.mark, self.words, self.right):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        across.addWidget(self.mark)
        across.addWidget(self.words, 1)
        across.addWidget(self.right)

    def set(self, title: str, state: str, letter: str, by: str, left: str) -> None:
        picture, tone = _ICONS[state]
        self.mark.setPixmap(pixmap(picture, tone, 16))
        self.words.setText(title)
        theme.retone(self.words, role="muted" if state in ("done", "free") else "")
        time, _dot, who = by.partition(" · ")
        initials = "".join(part[0] for part in who.split()[:2])
        done = state == "done" and bool(by)
        self.right.setText(f"{time} {initials}".strip() if done else f"Alt+{letter}")
        self.setToolTip(
            " · ".join(part for part in (title, left, by if done else "", f"Alt+{letter}") if part)
        )
        self.setAccessibleName(f"{title}: {state_words(state)}")
        self.setFixedHeight(theme.px(30))


class SectionList(QWidget):
    """``chosen``: key of the section that was pressed."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.rows: dict[str, SectionRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._column.addStretch(1)

    def set(self, sections: Sequence[Section], done_by: Mapping[str, str], ready: str) -> None:
        """``ready``: how many things are left, or that none is, in words."""
        keys = [section.key for section in sections] + ["ready"]
        if list(self.rows) != keys:
            self._lay_out(keys)
        for section in sections:
            by = done_by.get(section.key, "")
            self.rows[section.key].set(section.title, section.state, section.letter, by, section.words)
        self.rows["ready"].set(ready, "ready", _("Enter"), "", "")

    def mark(self, key: str) -> None:
        for name, row in self.rows.items():
            row.setChecked(name == key)

    def _lay_out(self, keys: Sequence[str]) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        for place, key in enumerate(keys):
            row = SectionRow(key)
            row.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            self._column.insertWidget(place, row)
            row.show()
            self.rows[key] = row
