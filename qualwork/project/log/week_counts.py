"""What came and went in codebook, theme tree and codings, decision by decision: read off the log without its rows."""

from __future__ import annotations

from typing import NamedTuple

from sqlmodel import Session

from qualwork.model.verbs import HOUSEKEEPING
from qualwork.project.store.database import straight


class Step(NamedTuple):
    """One decision: when, who, in which phase, and by how much codes, themes and codings grew and shrank."""

    number: int
    at: str
    coder: str
    phase: int
    verb: str
    undoes: int | None
    redoes: int | None
    codes_in: int
    codes_out: int
    themes_in: int
    themes_out: int
    codings_in: int
    codings_out: int


def steps(session: Session) -> list[Step]:
    """Every decision that a person made, in order."""
    sums = ", ".join(
        f"sum(change.entity = '{entity}' AND change.{side} IS NULL)"
        for entity in ("code", "theme", "coding")
        for side in ("before", "after")
    )
    query = f"""
        SELECT number, at, coder, phase, verb, undoes, redoes, {sums}
        FROM decision JOIN change ON change.decision = decision.number GROUP BY number ORDER BY number
    """
    return [Step(*row) for row in straight(session).execute(query) if row[4] not in HOUSEKEEPING]
