"""What an export was made from, kept in the file or beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qualwork.export.plain import json_bytes
from qualwork.export.write import write_atomically

PROVENANCE = "provenance"


def meta_path(path: Path) -> Path:
    """Where the provenance of `path` goes when the file itself has no room for it: `FILE.meta.json`."""
    return path.with_name(f"{path.name}.meta.json")


def meta_bytes(data: bytes, name: str, provenance: Mapping[str, str], **about: Any) -> bytes:
    """The JSON of a `.meta.json`: what `data` is, its SHA-256, and what it was made from."""
    value = {"name": name, **about, "sha256": hashlib.sha256(data).hexdigest(), PROVENANCE: dict(provenance)}
    return json_bytes(value)


def save_with_meta(path: Path, data: bytes, name: str, provenance: Mapping[str, str], **about: Any) -> tuple[Path, ...]:
    """Write `data` and the `.meta.json` beside it; answers the paths written."""
    beside = meta_path(path)
    write_atomically(path, data)
    write_atomically(beside, meta_bytes(data, name, provenance, **about))
    return path, beside
