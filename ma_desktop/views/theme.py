"""Light, dark and high contrast, in any text size: one palette and one style sheet made from the tokens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ma_desktop.paths import resource
from ma_desktop.views import own_font
from ma_desktop.views.tokens import LIGHT, THEMES, TONES, Tokens

#: Interface fonts that are legible at 12 px and have tabular figures; anything else gives way to FiraGO.
_USABLE = (
    "Segoe UI",
    ".AppleSystemUIFont",
    "SF Pro Text",
    "Cantarell",
    "Ubuntu",
    "Noto Sans",
    "Inter",
    "Fira Sans",
)

NAME, TITLE, DOCK, BODY, CAPTION = 20, 15, 13, 13, 12


class _Current(QObject):
    """Tells painted widgets when the theme changes."""

    changed = Signal()
    tokens: Tokens = LIGHT
    scale: float = 1.0
    family: str = ""


current = _Current()


def tokens() -> Tokens:
    """The colors in force."""
    return current.tokens


def px(size: float) -> int:
    """``size`` at the chosen text size, in device-independent pixels."""
    return round(size * current.scale)


def color(name: str) -> QColor:
    return QColor(getattr(current.tokens, name))


def font(size: int = BODY, *, bold: bool = False) -> QFont:
    """The interface font with figures of one width; ``size`` in pixels at 100 %."""
    made = QFont(current.family)
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def apply(app: QApplication, theme: str = "light", scale: float = 1.0) -> None:
    """``theme``: light, dark, contrast or system; ``scale``: 1.0 to 2.0 of the text size."""
    if theme == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        theme = "dark" if dark else "light"
    wanted = (THEMES[theme], min(max(scale, 1.0), 2.0))
    if app.styleSheet() and wanted == (current.tokens, current.scale):
        return  # styling every widget anew costs more than opening the window
    current.tokens, current.scale = wanted
    current.family = current.family or _family()
    if not app.styleSheet():
        app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_palette(current.tokens))
    app.setStyleSheet(sheet(current.tokens, current.scale))
    current.changed.emit()


def retone(widget: QWidget, **properties: object) -> None:
    """Sets properties that the style sheet reads and has the widget drawn anew."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _family() -> str:
    here = set(QFontDatabase.families())
    for family in _USABLE:
        if family in here:
            return family
    own_font.load()
    return own_font.FAMILY


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, name in (
        (role.Window, t.app), (role.WindowText, t.text), (role.Base, t.panel), (role.AlternateBase, t.sunken),
        (role.Text, t.text), (role.Button, t.panel), (role.ButtonText, t.text), (role.ToolTipBase, t.panel),
        (role.ToolTipText, t.text), (role.PlaceholderText, t.muted), (role.Highlight, t.accent),
        (role.HighlightedText, t.on_accent), (role.Link, t.accent), (role.Mid, t.line), (role.Dark, t.line),
        (role.Light, t.panel), (role.Midlight, t.line), (role.Shadow, t.line),
    ):  # fmt: skip
        palette.setColor(where, QColor(name))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(t.muted))
    return palette


def sheet(t: Tokens, scale: float = 1.0) -> str:
    """The application's style sheet. Widgets name their part by ``objectName`` or the properties ``role``, ``tone``."""

    def s(size: float) -> str:
        return f"{round(size * scale)}px"

    tones = "".join(
        f'QLabel[tone="{tone}"] {{ color: {t.strong(tone)}; }}\n'
        f'QLabel[chip="{tone}"] {{ color: {t.strong(tone)}; background: {t.weak(tone)}; }}\n'
        f'QLineEdit[tone="{tone}"] {{ background: {t.weak(tone)}; border-color: {t.strong(tone)}; }}\n'
        f'QFrame[notice="{tone}"] {{ background: {t.weak(tone)}; border: {t.line_width}px solid {t.strong(tone)}; border-radius: 6px; }}\n'
        for tone in TONES
    )
    line = f"{t.line_width}px solid {t.line}"
    return (
        f"""
QMainWindow, QDialog, #desk {{ background: {t.app}; }}
QWidget {{ color: {t.text}; font-size: {s(BODY)}; }}
QToolTip {{ background: {t.panel}; color: {t.text}; border: {line}; padding: 4px 6px; }}
QLabel {{ background: transparent; }}
QLabel[role="name"] {{ font-size: {s(NAME)}; font-weight: 600; }}
QLabel[role="page"] {{ font-size: {s(24)}; font-weight: 600; }}
QLabel[role="title"] {{ font-size: {s(TITLE)}; font-weight: 600; }}
QLabel[role="dock"] {{ font-size: {s(DOCK)}; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {t.muted}; }}
QLabel[role="caption"] {{ color: {t.muted}; font-size: {s(CAPTION)}; }}
QLabel[chip] {{ font-size: {s(CAPTION)}; font-weight: 600; border-radius: 4px; padding: 2px 8px; }}
QLabel[chip][beside="true"] {{ padding-left: 4px; }}
QLabel[chip="muted"] {{ color: {t.muted}; background: {t.sunken}; }}
{tones}
QFrame#card, QFrame#dockCard {{ background: {t.panel}; border: {line}; border-radius: 8px; }}
QFrame#panelFrame, QWidget#clear {{ background: transparent; border: none; }}
QFrame#sunken {{ background: {t.sunken}; border: {line}; border-radius: 6px; }}
QFrame#sunken:focus {{ border: 2px solid {t.focus}; }}
QFrame#tile {{ background: {t.sunken}; border: {line}; border-radius: 6px; }}
QFrame#tile:hover {{ border-color: {t.muted}; }}
QFrame#tile[active="true"] {{ border: {t.line_width}px solid {t.accent}; }}
QFrame#tile:focus {{ border: 2px solid {t.focus}; }}
QFrame#entryRow {{ background: transparent; border: 2px solid transparent; border-radius: 6px; }}
QFrame#entryRow:hover {{ background: {t.sunken}; }}
QFrame#entryRow:focus {{ border-color: {t.focus}; background: {t.sunken}; }}
QFrame#hairline {{ background: {t.line}; border: none; max-height: {t.line_width}px; min-height: {t.line_width}px; }}
QFrame#topBar, QFrame#statusBar {{ background: {t.panel}; border: none; }}
QFrame#topBar {{ border-bottom: {line}; }}
QFrame#statusBar {{ border-top: {line}; }}
QFrame#popup {{ background: {t.panel}; border: {line}; border-radius: 8px; }}
"""
        + _inputs(t, s, line)
        + _checks(t, s)
        + _views(t, s, line)
    )


def _inputs(t: Tokens, s: Callable[[float], str], line: str) -> str:
    # a thicker line is taken from the inside: a field that grew by its focus ring would be cut in a row of fixed height
    inside, focused = s(32 - 2 * t.line_width), s(28)
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {{
  background: {t.sunken}; border: {line}; border-radius: 6px; padding: 0 8px; min-height: {inside};
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QPlainTextEdit, QTextEdit {{ padding: 6px 8px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {{
  border: 2px solid {t.focus}; padding: 0 7px; background: {t.panel}; min-height: {focused}; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 5px 7px; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ color: {t.muted}; }}
QComboBox[small="true"] {{ min-height: {s(20)}; font-size: {s(CAPTION)}; }}
QComboBox::drop-down {{ border: none; width: {s(22)}; }}
QComboBox::down-arrow {{ image: url("{_picture("arrow", t)}"); width: {s(16)}; height: {s(16)}; }}
QComboBox QAbstractItemView {{ background: {t.panel}; border: {line}; selection-background-color: {t.accent_weak};
  selection-color: {t.text}; outline: none; padding: 4px; }}

QPushButton, QToolButton {{ background: {t.panel}; border: {line}; border-radius: 6px; min-height: {inside};
  padding: 0 12px; color: {t.text}; }}
QPushButton {{ icon-size: {s(16)}; }}
QPushButton:hover, QToolButton:hover {{ background: {t.sunken}; border-color: {t.muted}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.accent_weak}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.focus}; padding: 0 11px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.muted}; background: {t.sunken}; }}
QPushButton[role="primary"], QToolButton[role="primary"] {{ background: {t.accent}; color: {t.on_accent};
  border-color: {t.accent}; font-weight: 600; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {t.focus}; }}
QPushButton[role="primary"]:disabled {{ background: {t.sunken}; color: {t.muted}; border-color: {t.line}; }}
QPushButton[role="quiet"], QToolButton[role="quiet"] {{ background: transparent; border: 1px solid transparent;
  color: {t.accent}; font-weight: 600; padding: 0 8px; }}
QPushButton[role="quiet"]:disabled {{ color: {t.muted}; }}
QPushButton[role="quiet"]:hover {{ background: {t.accent_weak}; }}
QPushButton[role="quiet"]:focus {{ border: 2px solid {t.focus}; padding: 0 7px; }}
QPushButton[role="section"] {{ background: transparent; border: 1px solid transparent; border-radius: 6px; text-align: left; padding: 0; }}
QPushButton[role="section"]:hover {{ background: {t.sunken}; }}
QPushButton[role="section"]:checked {{ background: {t.accent_weak}; border-color: {t.accent}; }}
QPushButton[role="bare"] {{ background: transparent; border: 1px solid transparent; color: {t.muted}; min-height: {s(22)};
  padding: 0 3px; font-size: {s(CAPTION)}; }}
QPushButton[role="bare"]:hover {{ background: {t.accent_weak}; color: {t.text}; }}
QPushButton[role="bare"]:focus {{ border: 2px solid {t.focus}; padding: 0 2px; }}
QPushButton[role="icon"], QToolButton[role="icon"] {{ padding: 0 7px; }}
QPushButton[role="saved"] {{ background: {t.ok_weak}; border: 1px solid transparent; font-weight: 600; padding: 0 6px;
  text-align: left; }}
QPushButton[role="saved"][tone="warn"] {{ background: {t.warn_weak}; border-color: {t.warn}; }}
QPushButton[role="saved"][tone="danger"] {{ background: {t.danger_weak}; border-color: {t.danger}; }}
QPushButton[role="saved"]:hover {{ border-color: {t.ok}; }}
QPushButton[role="saved"]:focus {{ border: 2px solid {t.focus}; padding: 0 5px; }}
QPushButton[role="segment"] {{ border-radius: 0; font-weight: 400; }}
QPushButton[role="segment"]:checked {{ background: {t.accent_weak}; color: {t.accent}; font-weight: 600; }}
QPushButton[edge="first"] {{ border-top-left-radius: 6px; border-bottom-left-radius: 6px; }}
QPushButton[edge="last"] {{ border-top-right-radius: 6px; border-bottom-right-radius: 6px; }}
QPushButton[edge="only"] {{ border-radius: 6px; }}
QPushButton[role="segment"][small="true"] {{ font-size: {s(CAPTION)}; min-height: {s(22)}; padding: 0 7px; }}
QPushButton[role="segment"]:focus {{ border: 2px solid {t.focus}; }}
QPushButton[small="true"] {{ min-height: 0; padding: 0 4px; }}
QPushButton[small="true"]:focus {{ padding: 0 3px; }}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ image: none; width: 0; }}
"""


def _checks(t: Tokens, s: Callable[[float], str]) -> str:
    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; min-height: {s(26)}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.focus}; }}
QCheckBox::indicator {{ width: {s(14)}; height: {s(14)}; border: {max(2, t.line_width)}px solid {t.muted}; border-radius: 4px;
  background: {t.panel}; }}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url("{_picture("tick", t)}"); }}
QCheckBox::indicator:focus {{ border-color: {t.focus}; }}
QCheckBox::indicator:disabled {{ border-color: {t.line}; }}
QRadioButton::indicator {{ width: {s(12)}; height: {s(12)}; border: 2px solid {t.muted}; border-radius: {s(8)}; background: {t.panel}; }}
QRadioButton::indicator:checked {{ width: {s(6)}; height: {s(6)}; border: {s(5)} solid {t.accent}; }}
QRadioButton::indicator:focus {{ border-color: {t.focus}; }}
"""


def _picture(what: str, t: Tokens) -> str:
    """A style sheet takes pictures from files only, so there is one of each theme: arrows muted, ticks as on the accent."""
    name = next(name for name, known in THEMES.items() if known == t)
    return resource("icons", f"{what}-{name}.svg").as_posix()


def _views(t: Tokens, s: Callable[[float], str], line: str) -> str:
    return f"""
QMenuBar {{ background: {t.panel}; padding: 0 4px; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {t.accent_weak}; color: {t.accent}; }}
QMenu {{ background: {t.panel}; border: {line}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_weak}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}

QTabWidget::pane {{ border: none; }}
QTabBar {{ background: transparent; border: none; }}
QTabBar::tab {{ background: transparent; color: {t.muted}; padding: 6px 12px; border: none; border-bottom: 2px solid transparent;
  min-height: {s(22)}; }}
QTabBar::tab:selected {{ color: {t.accent}; font-weight: 600; border-bottom: 2px solid {t.accent}; }}
QTabBar[dense="true"] {{ font-size: {s(CAPTION)}; }}
QTabBar[dense="true"]::tab {{ padding: 6px 4px; }}
QTabBar::tab:hover {{ color: {t.text}; }}
QTabBar::tab:focus {{ border: 2px solid {t.focus}; border-radius: 4px; }}

QTableView, QListView, QTreeView {{ background: {t.panel}; border: 2px solid transparent; gridline-color: {t.line}; outline: none;
  selection-background-color: {t.accent_weak}; selection-color: {t.text}; alternate-background-color: {t.panel}; }}
QTableView::item, QListView::item {{ padding: 0 8px; border-bottom: {line}; }}
QTableView::item:selected, QListView::item:selected {{ background: {t.accent_weak}; color: {t.text}; }}
QListView[role="rows"]::item {{ min-height: {s(27)}; }}
QTableView:focus, QListView:focus {{ border: 2px solid {t.focus}; border-radius: 4px; }}
QHeaderView {{ background: {t.panel}; border: none; }}
QHeaderView::section {{ background: {t.panel}; color: {t.muted}; border: none; border-bottom: {line}; padding: 4px 11px;
  font-size: {s(CAPTION)}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {t.line}; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 1px; }}
QScrollBar::handle:hover {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; border: none;
  width: 0; height: 0; }}
QWidget[role="pin"] {{ background: {t.accent_weak}; border: {line}; border-left: 4px solid {t.accent}; border-radius: 4px; }}
QWidget[role="pin"][chosen="true"], QWidget[role="pin"]:focus {{ border: 2px solid {t.focus}; border-left: 4px solid {t.accent}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QSplitter::handle {{ background: {t.app}; }}
QMainWindow::separator {{ background: {t.app}; width: 8px; height: 8px; }}
QMainWindow::separator:hover {{ background: {t.accent_weak}; }}
QProgressBar {{ background: {t.sunken}; border: {line}; border-radius: 4px; min-height: 8px; max-height: 8px; text-align: center; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
"""
