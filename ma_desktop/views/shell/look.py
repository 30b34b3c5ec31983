"""What the frame of the window adds to the theme: its own parts of the style sheet, and shadows."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QWidget

from ma_desktop.views.tokens import Tokens


def shadow(widget: QWidget) -> None:
    """Lifts a popup off the page."""
    effect = QGraphicsDropShadowEffect(widget)
    effect.setBlurRadius(24)
    effect.setOffset(0, 6)
    effect.setColor(QColor(0, 0, 0, 60))
    widget.setGraphicsEffect(effect)


def sheet(t: Tokens, scale: float = 1.0) -> str:
    """Style of docks, status words, lock page and palette, from the tokens in force."""

    def s(size: float) -> str:
        return f"{round(size * scale)}px"

    line = f"{t.line_width}px solid {t.line}"
    tones = f'#statusWord[tone="danger"], #passing[tone="danger"] {{ color: {t.danger}; }}'
    return f"""
#stage, #deskPage, #center, QMainWindow#workspace {{ background: {t.app}; }}
QDialog {{ background: {t.panel}; }}
QDockWidget {{ border: none; }}
#dockTitle {{ background: {t.panel}; border: {line}; border-bottom: none;
  border-top-left-radius: 8px; border-top-right-radius: 8px; }}
#dockTitle QToolButton {{ min-height: 0; padding: 0 4px; color: {t.muted}; }}
#dockBody {{ background: {t.panel}; border: {line}; border-top: none;
  border-bottom-left-radius: 8px; border-bottom-right-radius: 8px; }}
#dockTitle[tour="true"], #dockBody[tour="true"] {{ border-color: {t.accent}; border-width: 2px; }}
#panelFrame[tour="true"] {{ border: 2px solid {t.accent}; border-radius: 8px; }}
#tour {{ background: {t.accent_weak}; border: none; border-bottom: {line}; }}
#tour QLabel[role="key"] {{ background: {t.panel}; border: {line}; border-radius: 4px; padding: 2px 8px; font-size: {s(12)}; }}
#noticeLine {{ margin: 4px 10px; }}
#noticeLine QToolButton {{ min-height: 0; padding: 0 4px; }}
#statusWord {{ background: transparent; border: none; min-height: 0; padding: 0; color: {t.muted}; font-size: {s(12)};
  text-align: left; }}
#statusWord:hover {{ color: {t.text}; }}
#statusWord:focus {{ border-bottom: 2px solid {t.focus}; padding: 0; }}
#topBar > #menuButton {{ border-color: transparent; }}
#passing {{ font-size: {s(12)}; color: {t.muted}; }}
{tones}
#urgentChip {{ background: {t.danger_weak}; color: {t.danger}; border: 1px solid {t.danger_weak}; font-weight: 600;
  font-size: {s(12)}; min-height: {s(22)}; border-radius: 4px; padding: 0 8px; }}
#urgentChip:focus {{ border: 2px solid {t.focus}; }}
#findBox {{ padding-left: 2px; }}
#hitList {{ background: transparent; border: none; }}
#hitList::item {{ border: none; }}
#lockPage {{ background: {t.app}; }}
#lockCard {{ background: {t.panel}; border: {line}; border-radius: 12px; }}
#lockTime {{ font-size: {s(40)}; font-weight: 300; color: {t.muted}; }}
#lockTitle {{ font-size: {s(20)}; font-weight: 600; }}
#lockCalls {{ color: {t.danger}; font-weight: 600; }}
#pdfView, #pdfView > QWidget > QWidget {{ background: {t.app}; border-radius: 6px; }}
#dialogFoot {{ background: {t.sunken}; border-top: {line}; }}
"""
