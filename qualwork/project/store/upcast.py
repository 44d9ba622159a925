"""Rows of the log as this version of the file has them: pure, so that the log itself is never rewritten.

A version only ever adds columns; a row logged before a column was added holds its default.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from qualwork.model.decision import Value
from qualwork.project.store import chain

ADDED: Mapping[str, Mapping[str, Value]] = {
    "theme": {"differs": ""},
    "theme_coding": {"cuts": "[]"},
    "memo": {"needs_review": 0},
    "screened_hit": {"needs_review": 0},
    "revision": {"source_name": None, "source_sha256": None},
    "coding": {"at": None},
}
"""Table -> the columns added after the first version, with what older rows hold there."""


def upcast(entity: str, image: str | None) -> str | None:
    """A row's JSON with the columns it was logged without; the very text where none is missing or it is no row."""
    added = ADDED.get(entity)
    if added is None or image is None or all(f'"{name}":' in image for name in added):
        return image
    try:
        row = json.loads(image)
    except (TypeError, ValueError):
        return image
    return chain.canonical({**added, **row}) if isinstance(row, dict) else image
