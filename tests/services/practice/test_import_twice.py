"""An import begun a second time adds nothing."""

from __future__ import annotations

from pathlib import Path

from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.import_synthea_csv import import_synthea_csv


def test_a_second_import_takes_nothing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "patients.csv").write_text(
        "Id,BIRTHDATE,FIRST,LAST,GENDER\np1,1980-02-03,Ann,Lee,F\np2,1990-12-31,Bo,Diaz,M\n", encoding="utf-8"
    )
    first = import_synthea_csv(desk, tmp_path)
    second = import_synthea_csv(desk, tmp_path)
    assert first == {"kind": "synthea-csv", "taken": {"Patient": 2}, "refused": []}
    assert second["taken"] == {}
