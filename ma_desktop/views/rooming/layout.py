"""What stands where on the rooming sheet: sections at the left, one form at the right, *Ready* always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.rooming.say_line import SayLine
from ma_desktop.views.rooming.section_list import SectionList
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.labels import Elided, button, label

if TYPE_CHECKING:
    from ma_desktop.views.rooming.sheet import RoomingView

_LIST = 204


def lay_out(sheet: RoomingView) -> None:
    """Makes the parts once, as attributes of the sheet; the typed forms at once, so that drafts find their fields."""
    across = QHBoxLayout(sheet)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    across.addWidget(_left(sheet))
    across.addWidget(_right(sheet), 1)
    for key in ("reason", "story", "vitals"):
        sheet.page(key)


def _left(sheet: RoomingView) -> QWidget:
    card = QFrame()
    card.setObjectName("card")
    card.setFixedWidth(theme.px(_LIST))
    column = QVBoxLayout(card)
    column.setContentsMargins(6, 8, 6, 8)
    sheet.list = SectionList()
    sheet.list.chosen.connect(sheet.open_section)
    scroll = QScrollArea()
    scroll.setWidget(sheet.list)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    column.addWidget(scroll)
    return card


def _right(sheet: RoomingView) -> Card:
    card = Card()
    card.body.setContentsMargins(14, 10, 14, 10)
    card.body.setSpacing(6)
    sheet.heading, sheet.by = label("", "title"), Elided("", "caption")
    sheet.where = Elided("", "caption")
    sheet.where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    sheet.close_button = button("", "icon", "close", tip=_("Overview of the visit (Esc)"))
    sheet.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    sheet.close_button.clicked.connect(sheet.leave)
    head = QHBoxLayout()
    head.setSpacing(10)
    head.addWidget(sheet.heading)
    head.addWidget(sheet.by, 1)
    head.addWidget(sheet.where, 1)
    head.addWidget(sheet.close_button)
    sheet.say = SayLine()
    sheet.stack = QStackedWidget()
    sheet.stack.setObjectName("clear")
    sheet.scroll = QScrollArea()
    sheet.scroll.setWidget(sheet.stack)
    sheet.scroll.setWidgetResizable(True)
    sheet.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    sheet.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    card.body.addLayout(head)
    card.body.addWidget(sheet.say)
    card.body.addWidget(sheet.scroll, 1)
    card.body.addLayout(_foot(sheet))
    return card


def _foot(sheet: RoomingView) -> QHBoxLayout:
    sheet.save_button = button(_("Save, next"), "", "right", tip=_("Ctrl+Enter"))
    sheet.save_button.clicked.connect(lambda: sheet.page(sheet.current).save())
    sheet.ready_button = button(_("Ready…"), "quiet", "ready", tip=_("Ready for provider (Alt+Enter)"))
    sheet.ready_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    sheet.ready_button.clicked.connect(lambda: sheet.steps.next())
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(sheet.save_button)
    row.addWidget(label(_("Ctrl+Enter · Esc: overview"), "caption"))
    row.addStretch(1)
    row.addWidget(sheet.ready_button)
    return row
