"""Draws the pictures of the README anew: the demo window, light and dark, in two sizes."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
MOMENT = datetime(2026, 11, 23, 10, 20, tzinfo=ZoneInfo("America/New_York"))
#: Name, width, height, theme.
SHOTS = (("light", 1680, 1020, "light"), ("dark", 1920, 1080, "dark"), ("small", 1366, 768, "light"))


def main() -> None:
    """One process a picture, so that each begins with a fresh window."""
    if len(sys.argv) == 1:
        for shot in SHOTS:
            subprocess.run(
                [sys.executable, __file__, *map(str, shot)],
                check=True,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            )
        return
    name, width, height, theme = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    sys.path.insert(0, str(ROOT))
    from ma_desktop import app

    app.run_demo(now=MOMENT, shots=lambda window: shoot(window, name, width, height, theme))


def shoot(window: Any, name: str, width: int, height: int, theme: str) -> None:
    """Chooses the visit with the high blood pressure, waits until all is painted, and grabs the window."""
    from PySide6.QtCore import QTimer

    from ma_desktop.services.visit.flow_board import flow_board

    window.resize(width, height)
    window.set_look(theme)

    def choose(board: Any) -> None:
        card = next(card for card in board.cards if "BP" in card.service)
        window.bench.active.choose_patient(card.patient_id, card.encounter_id)

    def grab() -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(PICTURES / f"window-{name}.png"))
        window.close()

    QTimer.singleShot(1000, window, lambda: window.bench.read(flow_board, then=choose))
    QTimer.singleShot(3000, window, grab)


if __name__ == "__main__":
    main()
