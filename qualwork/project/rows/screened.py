"""Hits of term families that somebody judged to be about the topic or not, in the project file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlmodel import Session, col, select

from qualwork.model.family import Verdict
from qualwork.project.store.decisions import Deciding
from qualwork.project.tables.analysis import ScreenedHitRow
from qualwork.project.tables.data import RevisionRow, TranscriptRow
from qualwork.project.tables.study import CoderRow


class ScreenedHit(NamedTuple):
    """A judged hit of a family in the current revision of a transcript."""

    family: int
    transcript: int
    start: int
    end: int
    verdict: Verdict
    coder: str


def everything(session: Session, families: Iterable[int]) -> list[ScreenedHit]:
    """The judged hits of some families in current revisions."""
    query = (
        select(
            ScreenedHitRow.family_id,
            RevisionRow.transcript_id,
            ScreenedHitRow.start,
            ScreenedHitRow.end,
            ScreenedHitRow.verdict,
            CoderRow.name,
        )  # type: ignore[call-overload]
        .join(RevisionRow, col(RevisionRow.id) == col(ScreenedHitRow.revision_id))
        .join(TranscriptRow, col(TranscriptRow.id) == col(RevisionRow.transcript_id))
        .join(CoderRow, col(CoderRow.id) == col(ScreenedHitRow.coder_id))
        .where(col(RevisionRow.number) == col(TranscriptRow.revision))
        .where(col(ScreenedHitRow.family_id).in_(list(families)))
    )
    return [ScreenedHit(*row) for row in session.connection().execute(query)]


def judge(deciding: Deciding, family: int, places: Iterable[tuple[int, int, int]], verdict: Verdict | None) -> None:
    """Say of hits (revision, start, end) that they are in or out; None takes the judgement back."""
    for revision, start, end in places:
        row = deciding.session.get(ScreenedHitRow, (family, revision, start, end))
        if row is None and verdict is not None:
            who = deciding.coder_id
            deciding.session.add(
                ScreenedHitRow(
                    family_id=family, revision_id=revision, start=start, end=end, verdict=verdict, coder_id=who
                )
            )
        elif row is not None and verdict is None:
            deciding.session.delete(row)
        elif row is not None and verdict is not None:
            row.verdict, row.coder_id, row.needs_review = verdict, deciding.coder_id, False
    deciding.session.flush()
