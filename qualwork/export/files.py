"""A content out of the program: the bytes of a file of its kind, and the file with where its numbers come from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qualwork.export.formats import Format, find, kinds
from qualwork.export.provenance import save_with_meta
from qualwork.export.write import kind_of, write_atomically


def file_bytes(content: str, kind: str, *values: Any, **options: Any) -> bytes:
    """The bytes of a file; options that are None, or that the format knows nothing of, leave its defaults."""
    row = find(content, kind)
    taken = {name: usual if options.get(name) is None else options[name] for name, usual in row.options.items()}
    data = row.write(*values, **taken)
    return data.encode() if isinstance(data, str) else data


def save(
    path: Path,
    content: str,
    *values: Any,
    name: str,
    provenance: Mapping[str, str],
    about: Mapping[str, Any] | None = None,
    **options: Any,
) -> tuple[Path, ...]:
    """Write a file of the kind that its name says; answers the paths written.

    `name` and `about` go into the `.meta.json` beside files that have no room for their provenance.
    """
    kind = kind_of(path, kinds(content))
    data = file_bytes(content, kind, *values, provenance=provenance, **options)
    return put(path, find(content, kind), data, name, provenance, about or {})


def put(
    path: Path, row: Format, data: bytes, name: str, provenance: Mapping[str, str], about: Mapping[str, Any]
) -> tuple[Path, ...]:
    """Write bytes that are made already, with their provenance where the format keeps it."""
    if row.provenance_inside:
        write_atomically(path, data)
        return (path,)
    return save_with_meta(path, data, name, provenance, **about)
