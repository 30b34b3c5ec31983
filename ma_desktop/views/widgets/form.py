"""A form: muted words at the left, level with their fields, one distance everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLayout, QPlainTextEdit, QWidget

from ma_desktop.views import theme
from ma_desktop.views.widgets.labels import label


class Form(QFormLayout):
    def __init__(self) -> None:
        super().__init__()
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(8)

    def line(self, words: str, field: QWidget | QLayout) -> None:
        """``words`` name the field on the screen and to who hears it."""
        caption = label(words, "muted")
        tall = isinstance(field, QPlainTextEdit)
        caption.setMinimumHeight(theme.px(32))
        caption.setAlignment(
            Qt.AlignmentFlag.AlignLeft
            | (Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter)
        )
        if tall:
            caption.setContentsMargins(0, theme.px(7), 0, 0)
        if isinstance(field, QWidget):
            caption.setBuddy(field)
            field.setAccessibleName(field.accessibleName() or words)
        self.addRow(caption, field)
