"""Files in the making: under a name of their own until they are whole, and cleaned up where a command was killed."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qualwork.model.errors import ProjectFault
from qualwork.project.store.backups import folder, sync
from qualwork.project.store.file_kind import SUFFIX

_BESIDE = ("", "-wal", "-shm", "-journal")
_LEFT = 600.0
"""A piece to which nothing was written for so many seconds was left by a command that was killed."""
_EXPORTED = ".qualwork-"


@contextmanager
def being_made(path: Path) -> Iterator[Path]:
    """A name under which a new project file is made; it stands at `path` once it is whole, or not at all.

    Raises ProjectFault where `path` exists or its folder does not; whoever makes the file has closed it at the end.
    """
    if path.exists():
        raise ProjectFault(f"{path}: exists already; choose another name or open it")
    if not path.parent.is_dir():
        raise ProjectFault(f"{path}: the folder {path.parent} does not exist; make it first")
    # Not made here: who makes a project file makes sure that there is none of that name.
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        sync(part)
        _publish(part, path)
    except ProjectFault as fault:
        raise ProjectFault(fault.message.replace(str(part), str(path))) from None
    except OSError as fault:
        raise ProjectFault(f"{path}: cannot be made ({fault.strerror}); nothing was left there") from None
    finally:
        _remove(part)


def _publish(part: Path, path: Path) -> None:
    """Give a file its name, unless another has got it meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise ProjectFault(f"{path}: exists already; choose another name or open it") from None
    except OSError:
        # A disk that knows no second names.
        if path.exists():
            raise ProjectFault(f"{path}: exists already; choose another name or open it") from None
        part.replace(path)
    sync(path.parent)


def left(path: Path) -> list[Path]:
    """What killed commands left beside a project and among its backups: pieces to which nobody writes any more."""
    found = []
    for place in (path.parent, folder(path)):
        with suppress(OSError):
            for piece in sorted(place.glob(".*.part")):
                ours = piece.name.startswith(_EXPORTED) or SUFFIX in piece.name
                if ours and time.time() - _written(piece) > _LEFT:
                    found.append(piece)
    return found


def clean(path: Path) -> list[Path]:
    """Remove what killed commands left; returns what went."""
    gone = []
    for piece in left(path):
        with suppress(OSError):
            _remove(piece)
            gone.append(piece)
    return gone


def _written(piece: Path) -> float:
    """When something was last written to a piece or its write-ahead log; now where it is gone meanwhile."""
    times = [time.time()] if not piece.exists() else []
    for suffix in _BESIDE:
        with suppress(OSError):
            times.append(piece.with_name(piece.name + suffix).stat().st_mtime)
    return max(times)


def _remove(piece: Path) -> None:
    for suffix in _BESIDE:
        piece.with_name(piece.name + suffix).unlink(missing_ok=True)
