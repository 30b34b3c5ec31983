"""The sheet that opens the record when a password, a PC or its keyring is lost. It holds no password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reportlab.pdfgen.canvas import Canvas

from ma_desktop.i18n import on_paper as _
from ma_desktop.reports.codes import Squares
from ma_desktop.reports.fonts import MONO, face
from ma_desktop.reports.forms import Signature
from ma_desktop.reports.letterhead import Practice, long_day, numbers, short_day
from ma_desktop.reports.page import Block, Sheet, make_pdf
from ma_desktop.reports.parts import STAFF, Beside, Box, Bullet, Heading, Paragraph, Title, literal, strong
from ma_desktop.reports.rows import Step
from ma_desktop.reports.text import ACCENT, MUTED, Ink, Line, draw_lines

#: Groups of four in a line of the sheet.
_IN_LINE = 4


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """``code``: groups joined by hyphens, the last ``check`` characters of it checking the others."""

    practice: Practice
    code: str
    made_at: datetime
    made_by: str
    check: int = 2
    size: str = "letter"
    language: str = "en-US"


def render(doc: RecoverySheet) -> bytes:
    """PDF bytes. The code stands on the page and in the QR code, nowhere in the file's metadata."""
    sheet = Sheet(
        title=_("Recovery sheet"), author=doc.practice.name, subject=_("Opens the practice's record"),
        left=(doc.practice.name, doc.practice.reach),
        right=(_("Recovery sheet"), _("made {day} · keep locked away").format(day=numbers(doc.made_at))),
        footer=_("Printed {moment} by {who} · recovery sheet v1 · no password on this page").format(
            moment=f"{short_day(doc.made_at)} {doc.made_at:%H:%M}", who=doc.made_by
        ),
        printed_at=doc.made_at, size=doc.size, language=doc.language,
    )  # fmt: skip
    return make_pdf(sheet, _blocks(doc))


def _blocks(doc: RecoverySheet) -> list[Block]:
    sizes = STAFF
    subtitle = _("for the record of {practice} · {day}").format(
        practice=literal(doc.practice.name), day=long_day(doc.made_at)
    )
    return [
        Title(_("Your recovery code"), subtitle, sizes),
        _code_box(doc),
        *_list(_("What it is for"), _purposes()),
        *_list(_("Where to keep it"), _places()),
        Heading(_("Before you put it away"), sizes),
        *(
            Step(number, text, sizes, before=5 if number > 1 else 0)
            for number, text in enumerate(_steps(), start=1)
        ),
        Signature([_("Owner of the practice"), _("Date"), _("Kept where")], (1.3, 0.6, 1.3), before=40),
    ]  # fmt: skip


def _code_box(doc: RecoverySheet) -> Block:
    check = doc.code.replace("-", "")[-doc.check :]
    left = Box([
        Groups(doc.code),
        Paragraph(
            _("Check: the last {count} characters, {check}, prove the others, so a mistake in writing or typing is caught.")
            .format(count=doc.check, check=strong(check)), Ink(10), before=10,
        ),
        Paragraph(_("0 is zero and 1 is one: the letters I, L, O and U are never used. Capital or small letters, with or without hyphens, all work."), Ink(10, MUTED), before=3),
    ])  # fmt: skip
    inside = Beside([left, Box([Squares(doc.code, 118)])], (3.1, 1), gap=10)
    return Box([inside], pad=(16, 14), stroke=ACCENT, line=1.6, before=16)


def _list(title: str, lines: list[str]) -> list[Block]:
    return [Heading(title, STAFF), *(Bullet(line, STAFF.body_ink, color=ACCENT) for line in lines)]


def _purposes() -> list[str]:
    return [
        _("It opens the practice's record **when nobody's password works any more**."),
        _(
            "It opens the record **on another PC**, or when this PC has lost its own key (new desktop, system installed again)."
        ),
        _("It opens **a backup**. With the code and the file, anyone can read every patient's record."),
    ]


def _places() -> list[str]:
    return [
        _(
            "In a safe, or in a sealed envelope with someone you trust, **away from this PC** and from the backups."
        ),
        _("Two copies in two places are better than one. **Never a photo, an e-mail or a cloud folder.**"),
        _(
            "If others may have seen it: it lets them open the record's file or a backup. **Guard those, and get help.**"
        ),
    ]


def _steps() -> list[str]:
    return [
        _("Type the code back into the program. Set-up goes on only when it is right."),
        _("Write no password on this page."),
        _("Put it away, and write below where."),
    ]


class Groups(Block):
    """The code in a fixed pitch, four groups a line; a hyphen at the end says that it goes on."""

    def __init__(self, code: str) -> None:
        parts = code.split("-")
        lines = [parts[start : start + _IN_LINE] for start in range(0, len(parts), _IN_LINE)]
        self.rows = ["-".join(line) + ("-" if line is not lines[-1] else "") for line in lines]

    def _ink(self, width: float) -> Ink:
        """As large as the longest row allows; Cascadia Mono is 0.586 of its size wide."""
        longest = max(len(row) for row in self.rows)
        return Ink(min(26.0, width / (0.586 * longest)), leading=1.5)

    def height(self, width: float) -> float:
        return len(self.rows) * self._ink(width).pitch

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        ink = self._ink(width)
        face(MONO)
        draw_lines(canvas, [Line(((MONO, row),), width) for row in self.rows], x, top, ink)


__all__ = ["Groups", "RecoverySheet", "render"]
