"""The log check of the window, away from the screen's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ma_desktop.views.main_window import MainWindow


def check_log(window: MainWindow) -> None:
    """Reads the log through in the background and tells the status bar."""
    check = window.ports.check_log
    if check is None:
        return

    def told(state: Any) -> None:
        window.ports.log = state
        window.refresh_words()

    window.ports.log = None
    window.bench.tasks.render(check, then=told, failed=lambda error: window.bench.fail(error))
