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


@cache
def _advances(name: str) -> tuple[dict[int, float], float]:
    outline = face(name).face
    return outline.charWidths, outline.defaultWidth


def width(text: str, name: str, size: float) -> float:
    """Points that ``text`` takes in one line; without kerning, as ReportLab sets it."""
    advances, missing = _advances(name)
    return sum([advances.get(ord(letter), missing) for letter in text]) * size / 1000


def has(letter: str, name: str = REGULAR) -> bool:
    """Whether the font has a picture of ``letter``."""
    return ord(letter) in face(name).face.charToGlyph
