"""Rules about all files. Each rule is also shown a bad sample, so that it is known to be able to fail."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ma_desktop.models import ALL

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "ma_desktop"
SERVICES = sorted(
    p for p in (PACKAGE / "services").rglob("*.py") if p.name != "__init__.py" and p.parent.name != "services"
)
#: Files that a verb or a reading is made of; they are named for what they hold.
PARTS = {
    "provider_stop",
    "screening_rows",
    "red_flag_gate",
    "demo_waiting",
    "demo_screenings",
    "stage_moves",
    "order_row",
    "patient_index",
    "booking_check",
    "taken_times",
    "demo_hours",
    "demo_people",
    "demo_history",
    "demo_day",
    "demo_documents",
    "demo_families",
    "demo_messages",
    "demo_monday",
    "demo_board",
    "demo_told",
    "demo_recalls",
    "import_run",
    "import_rows",
    "vital_rows",
    "standing_series",
    "list_change",
    "note_rows",
    "document_rows",
    "history_rows",
    "import_fhir_chunk",
    "import_fhir_people",
    "import_fhir_rows",
    "email",
    "follow_ups_owed",
    "gathered_visits",
    "newest_values",
}
MOST_LINES, MOST_FUNCTION_LINES = 400, 60


def python_files() -> Iterator[Path]:
    for folder in ("ma_desktop", "scripts", "benchmarks"):
        yield from (p for p in (ROOT / folder).rglob("*.py") if "__pycache__" not in p.parts)


def long_functions(source: str) -> list[str]:
    found = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return [n.name for n in found if (n.end_lineno or 0) - n.lineno > MOST_FUNCTION_LINES]


def swallowed(source: str) -> list[int]:
    broad = {"Exception", "BaseException"}
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in broad)
        and all(isinstance(line, ast.Pass | ast.Continue) for line in node.body)
    ]


def writes_past_the_work(source: str) -> list[str]:
    """``.save(`` and ``.create(`` on rows anywhere in services but in the unit of work itself."""
    return re.findall(r"\.(?:save|create|delete_instance|bulk_create|replace_many)\(", source)


@pytest.mark.parametrize("path", SERVICES, ids=lambda p: p.stem)
def test_a_service_file_has_its_function(path: Path) -> None:
    if path.stem in PARTS:
        return
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    function = getattr(module, path.stem, None)
    assert inspect.isfunction(function), f"{path.stem} has no function of its name"
    assert function.__doc__ or module.__doc__
    first = next(iter(inspect.signature(function).parameters), "")
    assert first in {"desk", "record"}, f"{path.stem} does not begin with the desk"


def test_every_service_is_named_by_a_test() -> None:
    words = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    words += (PACKAGE / "services/practice/demo_day.py").read_text(encoding="utf-8")
    assert [p.stem for p in SERVICES if p.stem not in PARTS and p.stem not in words] == []


def test_readings_answer_frozen_values() -> None:
    for path in SERVICES:
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for name, cls in inspect.getmembers(module, dataclasses.is_dataclass):
            if cls.__module__ == module.__name__ and name != "Rows":
                assert cls.__dataclass_params__.frozen, f"{path.stem}.{name} is not frozen"


def test_every_table_names_its_resource() -> None:
    assert [model.__name__ for model in ALL if not model.RESOURCE] == []


def test_files_and_functions_stay_small() -> None:
    sources = {p: p.read_text(encoding="utf-8") for p in python_files() if "migrations" not in p.parts}
    assert [str(p) for p, source in sources.items() if source.count("\n") > MOST_LINES] == []
    assert [f"{p.name}: {name}" for p, source in sources.items() for name in long_functions(source)] == []


def test_nothing_is_swallowed_and_nothing_is_called_utils() -> None:
    assert [
        f"{p.name}:{line}" for p in python_files() for line in swallowed(p.read_text(encoding="utf-8"))
    ] == []
    assert [p.name for p in python_files() if p.stem in {"utils", "helpers", "common", "manager"}] == []


def test_services_write_through_the_unit_of_work_only() -> None:
    past = {p.stem: writes_past_the_work(p.read_text(encoding="utf-8")) for p in SERVICES}
    assert {name: found for name, found in past.items() if found} == {}


def test_every_panel_declares_itself() -> None:
    from ma_desktop.views.panels import discover

    panels = discover()
    assert len(panels) >= 6
    for panel in panels:
        assert panel.TITLE
        assert panel.ICON
        assert panel.SHOWS
        assert panel.AREA in {"schedule", "visit", "chart", "care", "messages", "billing", "practice"}
        assert panel.__doc__
    shortcuts = [panel.SHORTCUT for panel in panels if panel.SHORTCUT]
    assert len(shortcuts) == len(set(shortcuts))


def test_no_file_names_a_machine_or_an_index_host() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    words = re.compile("/wor" + r"k/(main|shared|\.library)|pypi\." + "org|python" + "hosted|registry\\.npm")
    found = []
    for name in listed:
        path = ROOT / name
        if name and path.is_file() and path.suffix in {".py", ".md", ".toml", ".txt", ".in", ".json", ""}:
            found += [name] if words.search(path.read_text(encoding="utf-8", errors="replace")) else []
    assert found == []


def test_the_rules_can_fail() -> None:
    assert long_functions("def f():\n" + "    x = 1\n" * 70) == ["f"]
    assert swallowed("try:\n    x()\nexcept Exception:\n    pass\n") == [3]
    assert writes_past_the_work("row.save()") == [".save("]
