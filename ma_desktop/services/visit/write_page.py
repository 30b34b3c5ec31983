"""Write a page to the place that a person named, whole or not at all, with one sentence when that fails."""

from __future__ import annotations

from pathlib import Path

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import on_paper as _
from ma_desktop.services.desk import Desk
from ma_desktop.storage.durable_file import write_durably
from ma_desktop.storage.errors import DiskFull, RecordError


def write_page(desk: Desk | None, path: Path, pdf: bytes) -> None:
    """Touches no record, so any thread may; ``desk`` is not asked. The file is readable by its owner only."""
    if path.is_dir():
        raise RuleBroken(_("A folder has this name. Name a file."))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, pdf)
    except DiskFull as error:
        raise RuleBroken(
            _(
                "The disk is full, so the page was not saved. Make room or choose another folder; nothing was lost."
            )
        ) from error
    except (RecordError, OSError) as error:
        raise RuleBroken(
            _("The page cannot be written there. Choose another folder; nothing was lost.")
        ) from error
