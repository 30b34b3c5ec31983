"""Keeps the Spanish catalog: ``python scripts/translate.py`` reads every message of the program into it and compiles it.

``resources/translations/es/LC_MESSAGES/ma_desktop.po`` is edited by people; the ``.mo`` beside it is what the program reads. What is
not translated stays English. Says how much of it is translated.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
MADE = datetime(2026, 1, 1, tzinfo=UTC)
FOLDER = ROOT / "resources" / "translations" / "es" / "LC_MESSAGES"


def main() -> None:
    catalog = updated()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "ma_desktop.po").write_bytes(as_po(catalog))
    (FOLDER / "ma_desktop.mo").write_bytes(as_mo(catalog))
    messages = [message for message in catalog if message.id]
    done = sum(1 for message in messages if message.string and any(message.string))
    print(f"{done} of {len(messages)} messages are translated")


def updated() -> Catalog:
    """The kept translations in the messages that the code has now; what the code no longer says is dropped."""
    catalog, found = kept(), Catalog()
    for file, _line, message, _comments, _context in extract_from_dir(
        ROOT / "ma_desktop", [("**.py", "python")]
    ):
        if not stays_english(file, isinstance(message, tuple)):
            found.add(message)
    catalog.update(found, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    catalog.header_comment = (
        "# Spanish words of MA Desktop. What is empty stays English. Afterwards: python scripts/translate.py"
    )
    return catalog


@cache
def stays_english(file: str, plural: bool) -> bool:
    """Whether ``file`` takes its words for paper, so that nobody has to translate them."""
    way = "on_paper_plural as ngettext" if plural else "on_paper as _"
    return way in (ROOT / "ma_desktop" / file).read_text(encoding="utf-8")


def kept() -> Catalog:
    path = FOLDER / "ma_desktop.po"
    if not path.is_file():
        return Catalog(locale="es", project="MA Desktop", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="es")


def as_po(catalog: Catalog) -> bytes:
    """Without places and dates, sorted: two people who translate do not meet in one line."""
    out = io.BytesIO()
    write_po(out, catalog, no_location=True, omit_header=False, sort_output=True, width=120)
    return b"".join(
        line
        for line in out.getvalue().splitlines(keepends=True)
        if not line.startswith(
            (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Last-Translator', b'"Generated-By')
        )
    )


def as_mo(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    catalog.creation_date = catalog.revision_date = (
        MADE  # else the same words would be another file every minute
    )
    write_mo(out, catalog)
    return out.getvalue()


if __name__ == "__main__":
    main()
