"""The embedded fonts: FiraGO, and Cascadia Mono for codes, loaded once a process and only when a page is made.

ReportLab keeps one table of fonts for the process, and a font collects the letters of the page it is being
set on; pages are therefore made one at a time (``SETTING``), whatever thread asks.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from threading import Lock

import pymupdf_fonts
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "FiraGO"
BOLD = "FiraGO-Bold"

#: Cascadia Mono Bold, for codes that people copy by hand: its zero is struck through. (Fira Mono comes as CFF only.)
MONO = "CascadiaMono-Bold"

#: Held while a page is made. ReportLab: "you cannot use the same TTFont object for different documents at the
#: same time".
SETTING = Lock()

#: The names under which pymupdf-fonts keeps them; FiraGO comes there without medium or semibold.
_SOURCES = {REGULAR: "figo", BOLD: "figbo", MONO: "cascadiab"}


@cache
def face(name: str) -> TTFont:
    """The registered font; 45 ms on the first call for a weight, nothing afterwards. Call it under ``SETTING``."""
    rl_config.useA85 = 0  # page streams as they are: a sixth of the time of a page went into text armor
    font = TTFont(name, BytesIO(pymupdf_fonts.myfont(_SOURCES[name])))
    pdfmetrics.registerFont(font)
    return font


#: Printed for a letter that the fonts lack (Chinese, Japanese, Korean, emoji): never an empty box.
SUBSTITUTE = "[?]"


@cache
def _advances(name: str) -> tuple[dict[int, float], float]:
    """Width by letter, and that of ``SUBSTITUTE``."""
    widths = face(name).face.charWidths
    return widths, sum(widths[ord(letter)] for letter in SUBSTITUTE)


def width(text: str, name: str, size: float) -> float:
    """Points that ``text`` takes in one line; without kerning, as ReportLab sets it."""
    advances, missing = _advances(name)
    return sum([advances.get(ord(letter), missing) for letter in text]) * size / 1000


def drawable(text: str, name: str = REGULAR) -> str:
    """``text`` with ``SUBSTITUTE`` for each letter that the font has no picture of."""
    widths, _missing = _advances(name)
    return "".join([letter if ord(letter) in widths else SUBSTITUTE for letter in text])
