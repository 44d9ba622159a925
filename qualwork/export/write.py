"""Files out: written whole or not at all, readable by their owner only, of a kind that the name says."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path

from qualwork.model.errors import BadInput

_OTHER_NAMES = {"htm": "html", "markdown": "md", "yml": "yaml", "text": "txt", "ndjson": "jsonl"}


def kind_of(path: Path, allowed: Sequence[str]) -> str:
    """The one of `allowed` that the suffix of `path` means; raises BadInput that names all of them."""
    suffix = path.suffix.lstrip(".").lower()
    kind = _OTHER_NAMES.get(suffix, suffix)
    if kind not in allowed:
        known = ", ".join(f".{name}" for name in allowed)
        what = f"cannot write files of kind .{suffix} here" if suffix else "the name has no suffix that says the kind"
        raise BadInput(f"{path}: {what}; end the name in {known}")
    return kind


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path` so that a crash leaves the old file or the new one, never half of one.

    A new file gets mode 0600, for interviews are confidential; a file that is replaced keeps its mode, and a
    symbolic link stays one. Raises BadInput where nothing can be written; then nothing was changed.
    """
    try:
        target = path.resolve()
        mode = _mode_for(path, target)
        _replace(target, data, mode)
    except (OSError, ValueError, RuntimeError) as fault:
        raise BadInput(f"{path}: cannot be written: {_reason(fault, path)}") from None


def _mode_for(path: Path, target: Path) -> int:
    if target.is_dir():
        raise BadInput(f"{path}: this is a folder; give the name of a file in it")
    if not target.parent.is_dir():
        raise BadInput(f"{path}: the folder {target.parent} does not exist; make it first or name another")
    if not target.exists():
        return 0o600
    if not target.is_file():
        raise BadInput(f"{path}: this is no ordinary file; give the name of a new one")
    if not os.access(target, os.W_OK):
        raise BadInput(f"{path}: the file is write-protected; name another or allow writing to it")
    return stat.S_IMODE(target.stat().st_mode)


def _replace(target: Path, data: bytes, mode: int) -> None:
    handle, name = tempfile.mkstemp(prefix=".qualwork-", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last; some file systems have no such thing, and the file itself is safe by then."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(fault: Exception, path: Path) -> str:
    if isinstance(fault, PermissionError):
        return f"no permission to write in {path.parent}; name another folder"
    if isinstance(fault, OSError) and fault.strerror:
        return f"{fault.strerror.lower()}; nothing was changed"
    return f"{fault}; give another name"
