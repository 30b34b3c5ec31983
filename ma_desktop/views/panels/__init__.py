"""Panels: one file each. The listing of this folder is the list of panels."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ma_desktop.views.panels.panel import Panel

#: Files here that are not panels themselves.
_SHARED = frozenset({"panel"})


def names() -> list[str]:
    """Module names of all panels, without importing any of them."""
    return sorted(
        m.name for m in pkgutil.iter_modules(__path__) if m.name not in _SHARED and not m.name.startswith("_")
    )


def load(name: str) -> type[Panel] | None:
    """The panel class of one module, or ``None`` when the file holds only parts of panels."""
    from ma_desktop.views.panels.panel import Panel

    module = import_module(f"{__name__}.{name}")
    found = [
        cls
        for _name, cls in inspect.getmembers(module, inspect.isclass)
        if issubclass(cls, Panel) and cls is not Panel and cls.__module__ == module.__name__ and cls.TITLE
    ]
    return found[0] if found else None


def discover() -> list[type[Panel]]:
    """All panels in the order of their places: left, center, right, bottom, from the top."""
    sides = ("left", "center", "right", "bottom")
    found = [panel for name in names() if (panel := load(name)) is not None]
    return sorted(found, key=lambda panel: (sides.index(panel.PLACE.side), panel.PLACE.order, panel.TITLE))
