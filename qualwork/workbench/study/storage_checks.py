"""Where a project lies: folders that copy it to other machines, and drives on which SQLite's locks may fail."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

_CLOUD_FOLDERS = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "my drive",
    "icloud",
    "mobile documents",
    "nextcloud",
    "owncloud",
    "pcloud",
    "syncthing",
    "seafile",
    "box sync",
    "creative cloud files",
)
_CLOUD_MARKS = (".dropbox", ".dropbox.cache", ".stfolder", ".owncloudsync.log", ".nextcloudsync.log", ".sync")
_NETWORK_KINDS = ("nfs", "cifs", "smb", "afp", "webdav", "davfs", "fuse.sshfs", "fuse.rclone", "ncpfs", "glusterfs")


def warnings(path: Path) -> list[str]:
    """What an owner of confidential interviews should know of the place of a project, a line each."""
    found = []
    cloud = cloud_folder(path)
    if cloud is not None:
        found.append(
            f"{path.parent} lies in {cloud}, which copies interviews and backups to other machines and may damage a "
            "file that is open; keep the project in a folder that is not synchronised"
        )
    kind = network_drive(path, _mounts())
    if kind:
        found.append(
            f"{path.parent} is on a network drive ({kind}): locks may fail there when two people write; "
            "keep the project on this machine's own disk"
        )
    if os.name == "posix" and path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        found.append(f"{path} can be read by other users of this machine; close it to them with: chmod 600 {path}")
    return found


def cloud_folder(path: Path) -> Path | None:
    """The synchronised folder in which a file lies, by its name or by what the program left in it."""
    for folder in path.absolute().parents:
        name = folder.name.casefold()
        if any(name == known or name.startswith((f"{known} ", f"{known}-")) for known in _CLOUD_FOLDERS):
            return folder
        if any((folder / mark).exists() for mark in _CLOUD_MARKS):
            return folder
    return None


def network_drive(path: Path, mounts: Iterable[tuple[str, str]]) -> str:
    """The kind of network drive that holds a file, out of (folder, kind) of what is mounted; empty for a local disk."""
    text = str(path.absolute())
    if text.startswith(("\\\\", "//")):
        return "network share"
    best, kind = "", ""
    for folder, mounted in mounts:
        inside = text == folder or text.startswith(folder.rstrip("/") + "/")
        if inside and len(folder) >= len(best):
            best, kind = folder, mounted
    return kind if kind.startswith(_NETWORK_KINDS) else ""


def _mounts() -> list[tuple[str, str]]:
    if sys.platform.startswith("linux"):
        try:
            lines = Path("/proc/self/mounts").read_text(errors="replace").splitlines()
        except OSError:
            return []
        parts = [line.split(" ") for line in lines]
        return [(each[1].replace("\\040", " "), each[2]) for each in parts if len(each) > 2]
    if sys.platform == "darwin":
        told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, errors="replace", check=False).stdout
        return mounts_of_mac(told)
    return []


def mounts_of_mac(told: str) -> list[tuple[str, str]]:
    """(folder, kind) out of what `mount` prints on a Mac: `//a@b/c on /Volumes/c (smbfs, nodev, ...)`."""
    found = []
    for line in told.splitlines():
        _, _, rest = line.partition(" on ")
        folder, opened, kinds = rest.rpartition(" (")
        if opened:
            found.append((folder, kinds.split(",")[0].rstrip(")")))
    return found
