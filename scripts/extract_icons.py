"""Draw the icon set anew from the Material Design Icons font (Apache-2.0) that QtAwesome ships.

Run by a developer with ``fonttools`` and ``qtawesome`` installed; the program itself needs neither.
"""

from __future__ import annotations

import json
from pathlib import Path

import qtawesome
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

#: Our name → the glyph's name in Material Design Icons 6.
ICONS = {
    "schedule": "calendar-clock", "board": "sign-direction", "chart": "folder-account", "vitals": "heart-pulse",
    "billing": "cash-register", "loose-ends": "link-variant-off", "phone": "phone", "walk-in": "account-plus",
    "command": "apple-keyboard-command", "lock": "lock-outline", "unlock": "lock-open-outline",
    "user": "account-circle-outline", "search": "magnify", "check": "check", "done": "check-circle",
    "open": "circle-outline", "late": "alert-circle", "clock": "clock-outline", "alert": "alert",
    "bell": "bell-ring-outline", "hourglass": "timer-sand", "needle": "needle", "tube": "test-tube",
    "pill": "pill", "print": "printer", "pdf": "file-pdf-box", "save": "content-save", "undo": "undo",
    "card": "card-account-details-outline", "money": "cash", "credit-card": "credit-card-outline",
    "room": "door-open", "bed": "bed", "stethoscope": "stethoscope", "ear": "ear-hearing",
    "interpreter": "translate", "calendar-plus": "calendar-plus", "calendar": "calendar", "close": "close",
    "left": "chevron-left", "right": "chevron-right", "up": "chevron-up", "down": "chevron-down",
    "refresh": "refresh", "backup": "shield-check-outline", "log": "lock-check-outline", "offline": "wifi-off",
    "online": "wifi", "note": "note-text-outline", "trend": "chart-line", "edit": "pencil-outline",
    "pause": "pause", "person": "account", "people": "account-group", "baby": "baby-face-outline",
    "import": "import", "export": "export", "folder": "folder-outline", "key": "key-variant", "eye": "eye-outline",
    "eye-off": "eye-off-outline", "barcode": "barcode", "help": "help-circle-outline", "info": "information-outline",
    "settings": "cog-outline", "plus": "plus", "minus": "minus", "trash": "close-circle-outline", "document": "file-document-outline",
    "history": "history", "weight": "weight-pound", "ready": "arrow-right-circle-outline", "wheelchair": "wheelchair-accessibility",
    "float": "open-in-new", "menu": "dots-horizontal", "palette": "theme-light-dark", "text-size": "format-size",
    "leave": "exit-run", "shield": "shield-outline", "copy": "content-copy", "zoom-in": "magnify-plus-outline",
    "zoom-out": "magnify-minus-outline", "task": "checkbox-marked-circle-outline", "outbox": "tray-arrow-up",
    "home": "home-outline", "vaccine": "needle",
}  # fmt: skip


def main() -> None:
    fonts = Path(qtawesome.__file__).parent / "fonts"
    names = json.loads(next(fonts.glob("materialdesignicons6*charmap*.json")).read_text())
    font = TTFont(next(fonts.glob("materialdesignicons6*.ttf")))
    glyphs, cmap = font.getGlyphSet(), font.getBestCmap()
    units, ascent = font["head"].unitsPerEm, font["hhea"].ascent
    target = Path(__file__).resolve().parents[1] / "resources" / "icons"
    for ours, theirs in ICONS.items():
        pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
        scale = 24 / units
        glyphs[cmap[int(names[theirs], 16)]].draw(TransformPen(pen, (scale, 0, 0, -scale, 0, ascent * scale)))
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{pen.getCommands()}"/></svg>\n'
        (target / f"{ours}.svg").write_text(svg)


if __name__ == "__main__":
    main()
