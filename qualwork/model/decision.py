"""Decisions: who changed what, when, in which phase, from what to what, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

PHASES: dict[int, str] = {
    1: "familiarise",
    2: "code",
    3: "themes",
    4: "review",
    5: "define",
    6: "report",
}

Value = str | int | float | None
ChangeKind = Literal["insert", "update", "delete"]


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after. `key` is canonical JSON of its primary key; None stands for no row.

    `erased` is true where the content was withdrawn: `before` and `after` are then what stands there instead.
    """

    entity: str
    key: str
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None
    erased: bool = False

    @property
    def kind(self) -> ChangeKind:
        """What happened to the row."""
        if self.before is None:
            return "insert"
        return "update" if self.after is not None else "delete"


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log.

    `label` says in words what it was about; `at` is UTC in ISO 8601; `undoes` and `redoes` name the decision meant.
    """

    number: int
    at: str
    coder: str
    phase: int
    verb: str
    label: str
    why: str
    hash: str
    batch: str | None = None
    undoes: int | None = None
    redoes: int | None = None
    changes: tuple[Change, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault that verification found, at a decision where one can be named (else 0)."""

    decision: int
    what: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure: the decision, when, who, of which kind, and what it took of the log, by kind."""

    decision: int
    at: str
    coder: str
    kind: str
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Verification:
    """What `audit verify` says; `erasures` are for a person to look at, `problems` are faults."""

    ok: bool
    decisions: int
    head: str
    erased: int
    problems: tuple[Problem, ...]
    erasures: tuple[Erasure, ...] = ()
