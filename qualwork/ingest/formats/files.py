"""Finding transcripts in folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from qualwork.ingest.readers import SUFFIXES


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Files to read, folders walked in sorted order, and what was left out: hidden entries and unknown suffixes.

    A file that is named itself is always in, whatever its suffix; a path that does not exist too, so that reading
    it says so. Each file comes once.
    """
    files: dict[Path, None] = {}
    skipped: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for found in _walk(path):
                usable = found.suffix.strip().lower() in SUFFIXES and not is_hidden(found)
                (files if usable else skipped).setdefault(found)
        else:
            files.setdefault(path)
    return list(files), [path for path in skipped if path not in files]


def is_hidden(path: Path) -> bool:
    """True for dot files and for the lock files that word processors leave beside an open document."""
    return path.name.startswith((".", "~$"))


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder; a hidden folder is one entry, and links to folders are not followed."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for entry in entries:
        if not entry.is_dir() or is_hidden(entry) or entry.is_symlink():
            yield entry
        else:
            yield from _walk(entry)
