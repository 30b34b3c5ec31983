"""Invented scans for tests: one page or several, of each kind that is taken in."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def pdf(*pages: str, password: str = "") -> bytes:
    """Not compressed, so that its words would be found wherever they lay in the clear."""
    held = io.BytesIO()
    canvas = Canvas(
        held, invariant=1, pageCompression=0, encrypt=StandardEncryption(password) if password else None
    )
    for words in pages or ("One page",):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def picture(kind: str = "PNG", words: str = "scan", pages: int = 1) -> bytes:
    held = io.BytesIO()
    frames = []
    for number in range(pages):
        frame = Image.new("RGB", (850, 1100), "white")
        ImageDraw.Draw(frame).text((80, 80), f"{words} {number + 1}", fill="black")
        frames.append(frame)
    more = {"save_all": True, "append_images": frames[1:]} if pages > 1 else {}
    frames[0].save(held, kind, **more)
    return held.getvalue()
