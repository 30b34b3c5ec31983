"""Whether a folder is on this computer's own disk."""

from __future__ import annotations

import sys
from pathlib import Path

from ma_desktop.storage.errors import CloudOrNetworkFolder

_SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",
    "nextcloud",
    "box sync",
    "pcloud",
)
_NETWORK_TYPES = (
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "sshfs",
    "fuse.sshfs",
    "davfs",
    "fuse.davfs2",
    "9p",
    "afs",
    "fuse.rclone",
)


def refuse_shared_folder(folder: Path) -> None:
    """Raises ``CloudOrNetworkFolder`` for network drives and folders that a cloud service copies."""
    whole = folder.expanduser().resolve()
    parts = [part.casefold() for part in whole.parts]
    synced = any(part.startswith(name) for part in parts for name in _SYNCED)
    if synced or _on_network(whole):
        raise CloudOrNetworkFolder


def _on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        remote = 4  # DRIVE_REMOTE, winbase.h
        return str(folder).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == remote
    mounts = Path("/proc/mounts")
    if not mounts.is_file():
        return str(folder).startswith("/Volumes/") and sys.platform == "darwin"
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, mounted_as, *_rest = line.split(" ")
        point = point.replace("\\040", " ")
        if len(point) >= len(best) and (folder.as_posix() + "/").startswith(point.rstrip("/") + "/"):
            best, kind = point, mounted_as
    return kind in _NETWORK_TYPES
