"""What can be imported, each kind in one line; screen and command line read this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _

if TYPE_CHECKING:
    from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class ImportKind:
    """``verb`` names file and function, called as ``verb(desk, path, progress=…)``; it answers the report."""

    name: str
    title: str
    what: str
    verb: str

    def load(self) -> Callable[..., dict[str, Any]]:
        """The verb; loaded when it is asked for, because the readers of big formats take time to load."""
        return getattr(import_module(f"ma_desktop.services.practice.{self.verb}"), self.verb)  # type: ignore[no-any-return]


def import_kinds(desk: Desk | None = None) -> tuple[ImportKind, ...]:
    """All kinds, or none for somebody at the desk who may not import."""
    if desk is not None and not desk.may(Permission.IMPORT_DATA):
        return ()
    return (
        ImportKind(
            "synthea-csv", _("Synthea CSV export"),
            _("A folder with patients.csv, encounters.csv, observations.csv …"), "import_synthea_csv",
        ),
        ImportKind("fhir", _("FHIR files"), _("Bundles or bulk exports: .json, .ndjson, also packed"), "import_fhir"),
    )  # fmt: skip
