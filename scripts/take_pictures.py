"""Draws the pictures of the README anew: the demo window in two sizes, light and dark.

``python scripts/take_pictures.py [FOLDER]`` writes them to ``docs/pictures`` or to FOLDER.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
MOMENT = datetime(2026, 11, 23, 10, 20, tzinfo=ZoneInfo("America/New_York"))
#: Name, width, height, theme.
SHOTS = tuple(
    (f"{theme}-{width}", width, height, theme)
    for width, height in ((1366, 768), (1920, 1080))
    for theme in ("light", "dark")
)
#: Milliseconds until the board was read, the chart painted, all of it settled.
BOARD, CHART, GRAB = 1200, 1500, 2500


def main() -> None:
    """One process a picture, so that each begins with a fresh window."""
    if len(sys.argv) <= 2:
        folder = sys.argv[1] if len(sys.argv) == 2 else str(ROOT / "docs" / "pictures")
        for shot in SHOTS:
            subprocess.run([sys.executable, __file__, folder, *map(str, shot)], check=True)
        return
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder, name, width, height, theme = sys.argv[1:6]
    sys.path.insert(0, str(ROOT))
    from ma_desktop import app

    target = Path(folder) / f"window-{name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    app.run_demo(now=MOMENT, shots=lambda window: shoot(window, target, int(width), int(height), theme))


def shoot(window: Any, target: Path, width: int, height: int, theme: str) -> None:
    """Chooses the visit whose blood pressure is being measured, waits until all is painted, and grabs the window."""
    from PySide6.QtCore import QTimer

    from ma_desktop.services.visit.flow_board import flow_board

    window.showNormal()  # on a screen that is smaller than the picture it began maximized
    window.resize(width, height)
    window.set_look(theme)

    def choose(board: Any) -> None:
        card = next(card for card in board.cards if "BP" in card.service)
        window.bench.active.choose_patient(card.patient_id, card.encounter_id)

    def begin() -> None:
        window.workspace.arrange()
        window.bench.read(flow_board, then=choose)

    def grab() -> None:
        window.grab().save(str(target))
        window.close()

    QTimer.singleShot(BOARD, window, begin)
    QTimer.singleShot(BOARD + CHART + GRAB, window, grab)


if __name__ == "__main__":
    main()
