"""The decision log as a table with a row for each change, and as JSON lines with a line for each decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualwork.export.plain import json_text
from qualwork.model.decision import Change, Decision, Value
from qualwork.model.table import Cell, Table

AUDIT_COLUMNS = (
    "number",
    "time",
    "coder",
    "phase",
    "verb",
    "label",
    "why",
    "batch",
    "undoes",
    "redoes",
    "entity",
    "key",
    "change",
    "before",
    "after",
    "hash",
)


def audit_rows(decisions: Iterable[Decision], provenance: Mapping[str, str] | None = None) -> Table:
    """One row a change, and one for a decision that changed nothing; `before` and `after` are canonical JSON."""
    rows = [row for decision in decisions for row in _rows(decision)]
    return Table("audit", AUDIT_COLUMNS, tuple(rows), dict(provenance or {}))


def _rows(decision: Decision) -> Iterable[tuple[Cell, ...]]:
    start: tuple[Cell, ...] = (
        decision.number,
        decision.at,
        decision.coder,
        decision.phase,
        decision.verb,
        decision.label,
        decision.why,
        decision.batch,
        decision.undoes,
        decision.redoes,
    )
    if not decision.changes:
        yield (*start, None, None, None, None, None, decision.hash)
    for change in decision.changes:
        yield (
            *start,
            change.entity,
            change.key,
            _kind(change),
            _canonical(change.before),
            _canonical(change.after),
            decision.hash,
        )


def _kind(change: Change) -> str:
    return "erased" if change.erased else change.kind


def _canonical(row: Mapping[str, Value] | None) -> str | None:
    return None if row is None else json_text(dict(sorted(row.items())))


def audit_jsonl(decisions: Iterable[Decision]) -> bytes:
    """One decision a line, in UTF-8, with its changes as objects."""
    return "".join(json_text(_object(decision)) + "\n" for decision in decisions).encode()


def _object(decision: Decision) -> dict[str, object]:
    return {
        "number": decision.number,
        "time": decision.at,
        "coder": decision.coder,
        "phase": decision.phase,
        "verb": decision.verb,
        "label": decision.label,
        "why": decision.why,
        "batch": decision.batch,
        "undoes": decision.undoes,
        "redoes": decision.redoes,
        "hash": decision.hash,
        "changes": [
            {
                "entity": change.entity,
                "key": change.key,
                "change": _kind(change),
                "before": None if change.before is None else dict(change.before),
                "after": None if change.after is None else dict(change.after),
            }
            for change in decision.changes
        ],
    }
