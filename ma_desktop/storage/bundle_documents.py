"""Documents in backups: each bundle holds what the earlier bundles of its folder do not; a restore gathers them all."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator, Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Any

from ma_desktop.storage.documents import FILE, Documents

_MANIFEST = "manifest.json"


def add_documents(documents: Documents, bundle: Path, scratch: Path) -> dict[str, str]:
    """Puts a file with what is new into ``scratch`` and answers, for every content's name, the bundle that holds it."""
    held = {name: holder for manifest in _earlier(bundle) for name, holder in _own(manifest).items()}
    fresh = documents.copy_new(scratch / FILE, held)
    wanted = {documents.name_of(digest) for digest in documents.digests()}
    return {name: bundle.name if name in fresh else held[name] for name in sorted(wanted)}


def fetch_documents(bundle: Path, scratch: Path, manifest: dict[str, Any]) -> list[str]:
    """Lays the files of all bundles that hold documents of this one into ``scratch``; answers their names.

    ``manifest`` gets ``documents_missing``: how many contents are in bundles that are gone or damaged.
    """
    listed: dict[str, str] = manifest.get("documents", {})
    found, missing = [], 0
    for holder in sorted(set(listed.values())):
        target = scratch / f"documents-{Path(holder).stem}.ma"
        own = holder == manifest.get("name")
        if _moved(scratch, target) if own else _unpacked(_place_of(bundle, holder), target):
            found.append(target.name)
        else:
            missing += sum(1 for where in listed.values() if where == holder)
    manifest["documents_missing"] = missing
    return found


def _moved(scratch: Path, target: Path) -> bool:
    """The bundle's own documents were unpacked with it."""
    own = scratch / FILE
    if own.is_file():
        own.replace(target)
    return target.is_file()


def _unpacked(source: Path, target: Path) -> bool:
    manifest = _manifest(source)
    if manifest is None or FILE not in manifest.get("files", {}):
        return False
    with tarfile.open(source) as tar:
        member = tar.extractfile(FILE)
        if member is None:
            return False
        with target.open("wb") as out:
            while block := member.read(1 << 20):
                out.write(block)
    with target.open("rb") as written:
        whole = bool(file_digest(written, "sha256").hexdigest() == manifest["files"][FILE])
    if not whole:
        target.unlink()
    return whole


def _earlier(bundle: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted(bundle.parent.glob("*.mabackup")):
        manifest = _manifest(path)
        if path != bundle and manifest is not None:
            yield manifest


def _place_of(bundle: Path, holder: str) -> Path:
    """Beside ``bundle`` by its name, or under another name that somebody gave it."""
    usual = bundle.parent / Path(holder).name
    if usual.is_file():
        return usual
    others = (path for path in sorted(bundle.parent.glob("*.mabackup")) if path != bundle)
    return next((path for path in others if (_manifest(path) or {}).get("name") == holder), usual)


def _own(manifest: Mapping[str, Any]) -> dict[str, str]:
    listed: Mapping[str, str] = manifest.get("documents", {})
    return {name: holder for name, holder in listed.items() if holder == manifest.get("name")}


def _manifest(path: Path) -> dict[str, Any] | None:
    """``None`` for a bundle that is gone or cannot be read."""
    try:
        with tarfile.open(path) as tar:
            member = tar.extractfile(_MANIFEST)
            read: dict[str, Any] = json.loads(member.read()) if member is not None else {}
    except (OSError, tarfile.TarError, KeyError, ValueError, EOFError):
        return None
    return read
