"""Direction, types and style, held by tools inside the test suite."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "ruff", "check", "ma_desktop", "tests", "scripts", "run.py"],
        [sys.executable, "-m", "mypy"],
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
    ],
    ids=["ruff", "mypy", "imports"],
)
def test_the_tools_are_content(command: list[str], tmp_path: Path) -> None:
    environment = dict(
        os.environ,
        HOME=str(tmp_path),
        MYPY_CACHE_DIR=str(tmp_path / "mypy"),
        RUFF_CACHE_DIR=str(tmp_path / "ruff"),
    )
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
