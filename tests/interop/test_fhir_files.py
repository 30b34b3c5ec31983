"""Files as they come: bundles, lines, packed, damaged, and what is no FHIR at all."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from ma_desktop.interop import fhir_files
from ma_desktop.interop.fhir_files import Entry, find_files, read_file, types_in


def patient(ident: str, **more: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": ident, **more}


def bundle(*resources: dict[str, Any]) -> dict[str, Any]:
    entries = [{"fullUrl": f"urn:uuid:{r.get('id')}", "resource": r} for r in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def lines(*resources: dict[str, Any], end: str = "\n") -> bytes:
    return "".join(json.dumps(r) + end for r in resources).encode()


def ids(entries: list[Entry]) -> list[tuple[int, str]]:
    return [(e.row, e.resource["id"] if e.resource else e.problem) for e in entries]


def read(tmp_path: Path, name: str, content: bytes, wanted: set[str] | None = None) -> list[Entry]:
    file = tmp_path / name
    file.write_bytes(content)
    return list(read_file(file, name, wanted))


BOTH = bundle(patient("a"), patient("b"))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("one.json", json.dumps(patient("a")).encode(), [(1, "a")]),
        ("pretty.json", json.dumps(patient("a"), indent=2).encode(), [(1, "a")]),
        ("bundle.json", json.dumps(BOTH).encode(), [(1, "a"), (2, "b")]),
        ("pretty.json", json.dumps(BOTH, indent=2).encode(), [(1, "a"), (2, "b")]),
        ("pretty.ndjson", json.dumps(BOTH, indent=2).encode(), [(1, "a"), (2, "b")]),
        ("array.json", json.dumps([patient("a"), patient("b")]).encode(), [(1, "a"), (2, "b")]),
        ("nested.json", json.dumps(bundle(patient("a"), bundle(patient("b")))).encode(), [(1, "a"), (2, "b")]),
        ("bulk.ndjson", lines(patient("a"), patient("b")), [(1, "a"), (2, "b")]),
        ("bulk.json", lines(patient("a"), patient("b")), [(1, "a"), (2, "b")]),
        ("bulk.ndjson", lines(patient("a"), patient("b"), end="\r\n"), [(1, "a"), (2, "b")]),
        ("bulk.ndjson", lines(patient("a")) + b"\n\n" + lines(patient("b")), [(1, "a"), (4, "b")]),
        ("bulk.ndjson", lines(BOTH, patient("c")), [(1, "a"), (1, "b"), (2, "c")]),
        ("last.ndjson", lines(patient("a")) + json.dumps(patient("b")).encode(), [(1, "a"), (2, "b")]),
        ("bom.ndjson", b"\xef\xbb\xbf" + lines(patient("a"), patient("b")), [(1, "a"), (2, "b")]),
        ("bom.json", b"\xef\xbb\xbf" + json.dumps(patient("a"), indent=1).encode(), [(1, "a")]),
        ("bulk.ndjson.gz", gzip.compress(lines(patient("a")), mtime=0), [(1, "a")]),
        ("bundle.json.gz", gzip.compress(json.dumps(BOTH, indent=1).encode(), mtime=0), [(1, "a"), (2, "b")]),
    ],
)  # fmt: skip
def test_every_packing_of_resources(
    tmp_path: Path, name: str, content: bytes, expected: list[tuple[int, str]]
) -> None:
    assert ids(read(tmp_path, name, content)) == expected


@pytest.mark.parametrize(
    ("name", "content", "row", "word"),
    [
        ("empty.json", b"", 0, "empty"),
        ("blank.ndjson", b"\n \n", 0, "empty"),
        ("other.json", b'{"name": "package", "version": 1}', 1, "no FHIR resource"),
        ("number.json", b"42\n", 1, "no FHIR resource"),
        ("words.json", b"Dear doctor,\nhow are you", 1, "line 1, column 1"),
        ("cut.json", json.dumps(BOTH, indent=1).encode()[:-40], 15, "line 15"),
        ("cut.ndjson", lines(patient("a"))[:-9], 1, "line 1, column"),
        ("none.json", b'{"resourceType": "Bundle", "entry": []}', 0, "no entries"),
        ("hole.json", b'{"resourceType": "Bundle", "entry": [{"request": {"method": "DELETE"}}]}', 1, "holds no resource"),
        ("type.json", b'{"resourceType": 5}', 1, "no FHIR resource"),
        ("nan.json", b'{"resourceType": "Patient", "id": NaN}\n', 0, "not readable as JSON"),
        ("latin.json", b'{"resourceType": "Patient", "id": "M\xfcller"}', 0, "not readable as JSON"),
        ("half.json", b'{"resourceType": "Patient", "id": "\\ud800"}', 0, "not readable as JSON"),
        ("deep.json", b'{"resourceType": "Patient", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 0, "not readable as JSON"),
        ("plain.json.gz", b'{"resourceType": "Patient"}', 0, "damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(
    tmp_path: Path, name: str, content: bytes, row: int, word: str
) -> None:
    problems = [e for e in read(tmp_path, name, content) if e.problem]
    assert [(p.source, p.row) for p in problems] == [(name, row)]
    assert word in problems[0].problem


def test_a_packed_file_that_was_cut_gives_what_is_there(tmp_path: Path) -> None:
    whole = gzip.compress(lines(*(patient(str(n)) for n in range(90_000))))
    found = read(tmp_path, "cut.ndjson.gz", whole[: len(whole) // 2])
    assert len(found) > 30_000
    assert "damaged" in found[-1].problem
    assert found[-1].row == len(found) - 1


def test_a_damaged_line_costs_only_itself(tmp_path: Path) -> None:
    content = lines(patient("a")) + b'{"resourceType": "Patient", "id": \n' + lines(patient("c"))
    found = read(tmp_path, "bulk.ndjson", content)
    assert [(e.row, bool(e.problem)) for e in found] == [(1, False), (2, True), (3, False)]
    assert "line 2, column" in found[1].problem


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_file: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(fhir_files, "_open", refuse)  # the tests may run as root, who may read everything
    assert "may not be read" in next(read_file(tmp_path / "x.json", "x.json")).problem
    assert types_in(tmp_path / "x.json") == frozenset()


def test_a_packed_file_that_swells_is_left(tmp_path: Path) -> None:
    bomb = gzip.compress(lines(patient("a")) + (b" " * (1 << 20) + b"\n") * 100)
    assert len(bomb) < 200_000
    assert "implausibly" in read(tmp_path, "bomb.ndjson.gz", bomb)[-1].problem


def test_a_line_without_an_end_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fhir_files, "_LONGEST_LINE", 1000)
    found = read(
        tmp_path,
        "long.ndjson",
        lines(patient("a"))
        + b'{"resourceType": "Patient", "x": "'
        + b"y" * 5000
        + b'"}\n'
        + lines(patient("c")),
    )
    assert ids(found)[0] == (1, "a")
    assert "too long" in found[-1].problem


@pytest.mark.parametrize("indent", [None, 2])
def test_a_large_bundle_is_read_entry_by_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, indent: int | None
) -> None:
    monkeypatch.setattr(fhir_files, "_WHOLE", 4096)
    many = bundle(*(patient(str(n), note="x" * 50, amount=1.5) for n in range(300)))
    found = read(tmp_path, "large.json", json.dumps(many, indent=indent).encode())
    assert ids(found) == [(n + 1, str(n)) for n in range(300)]
    assert found[7].full_url == "urn:uuid:7"
    assert isinstance(found[7].resource and found[7].resource["amount"], float)


@pytest.mark.parametrize(
    ("content", "word"),
    [(json.dumps(bundle(*(patient(str(n)) for n in range(300))), indent=1).encode()[:-2000], "after entry 2"),
     (json.dumps(patient("a", x=["y" * 20] * 900), indent=1).encode(), "no bundle")],
)  # fmt: skip
def test_a_large_file_that_breaks_off_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, word: str
) -> None:
    monkeypatch.setattr(fhir_files, "_WHOLE", 4096)
    assert word in read(tmp_path, "large.json", content)[-1].problem


def test_memory_does_not_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fhir_files, "_WHOLE", 65536)

    def peak(content: bytes, name: str) -> int:
        file = tmp_path / name
        file.write_bytes(content)
        tracemalloc.start()
        assert sum(1 for entry in read_file(file, name) if entry.resource) == len(content) // 2000
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    def padded(count: int, name: str) -> bytes:
        rows = [patient(str(n), note="x" * 1900) for n in range(count)]
        whole = json.dumps(bundle(*rows)).encode() if name.endswith(".json") else lines(*rows)
        return whole + b" " * (count * 2000 - len(whole)) if len(whole) < count * 2000 else whole

    for name in ("a.ndjson", "a.json"):
        small, large = padded(1000, name), padded(5000, name)
        assert peak(large, name) < peak(small, name) + 1_000_000


def test_only_wanted_types_are_parsed(tmp_path: Path) -> None:
    content = lines(patient("a"), {"resourceType": "Claim", "id": "c"}) + b'"resourceType": "Claim" broken\n'
    assert ids(read(tmp_path, "b.ndjson", content, {"Patient"})) == [(1, "a")]


def test_types_are_seen_without_parsing(tmp_path: Path) -> None:
    file = tmp_path / "x.ndjson.gz"
    file.write_bytes(
        gzip.compress(
            lines(patient("a"), {"resourceType": "Claim", "contained": [{"resourceType": "Coverage"}]})
        )
    )
    assert types_in(file) == {"Patient", "Claim", "Coverage"}


def test_a_folder_is_searched_whole(tmp_path: Path) -> None:
    for name in ("a.json", "a.json.gz", "b.NDJSON", "sub/c.jsonl.gz", "SOURCES.md", "._a.json", "d.csv"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"{}")
    assert [p.name for p in find_files(tmp_path)] == ["a.json", "b.NDJSON", "c.jsonl.gz"]
    assert find_files(tmp_path / "SOURCES.md") == [tmp_path / "SOURCES.md"]
