"""The hashes that chain decisions: pure functions, so that anybody can check them without this program.

A digest is SHA-256 over a salt and a text, so that an erased text cannot be guessed from what stays. A decision's
hash is SHA-256 over the canonical JSON of its columns, the digests of its changes and the hash before it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

HASHED = (
    "number",
    "at",
    "coder",
    "phase",
    "verb",
    "label_digest",
    "why_digest",
    "batch",
    "undoes",
    "redoes",
    "schema_version",
    "changes",
    "changes_digest",
    "previous",
)


def canonical(value: object) -> str:
    """JSON with sorted keys and no white space: equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_digest(salt: str, text: str) -> str:
    """Salted digest of a decision's `why` or label."""
    return _sha256((salt, text))


def change_digest(salt: str, entity: str, key: str, before: str | None, after: str | None) -> str:
    """Salted digest of one change; the parts are told apart by their lengths."""
    old = "" if before is None else "b" + before
    new = "" if after is None else "a" + after
    lengths = f"{len(entity)},{len(key)},{len(old)},{len(new)}"
    return _sha256((salt, lengths, entity, key, old, new))


def changes_digest(digests: Iterable[str]) -> str:
    """One digest over the digests of a decision's changes, in order."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def decision_hash(columns: Mapping[str, object]) -> str:
    """The hash of a decision from its columns."""
    return _sha256((canonical({name: columns[name] for name in HASHED}),))


def _sha256(parts: tuple[str, ...]) -> str:
    # Text that is no UTF-8 can only come from outside; it gets a digest that fits nothing.
    return hashlib.sha256("\n".join(parts).encode(errors="surrogateescape")).hexdigest()
