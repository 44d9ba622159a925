"""Rows removed with all that hangs on them, inside an open decision: transcripts, and people who withdraw."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from qualwork.model.transcript import Turn, turn_at
from qualwork.project.rows import codings, revisions
from qualwork.project.rows import transcripts as kept
from qualwork.project.store.decisions import Deciding

Labels = frozenset[str] | None


def transcripts(deciding: Deciding, scope: Mapping[int, Labels]) -> None:
    """Remove transcripts, and participants who spoke nowhere else and of whom nothing else is known."""
    spoke = set()
    for transcript in scope:
        query = "SELECT participant_id FROM speaker WHERE transcript_id = ?"
        spoke |= {row[0] for row in deciding.execute(query, (transcript,)).fetchall() if row[0] is not None}
        _transcript(deciding, transcript)
    for person_id in spoke:
        if not any(_holds(deciding, person_id)):
            deciding.execute("DELETE FROM participant WHERE id = ?", (person_id,))


def person(deciding: Deciding, person_id: int, scope: Mapping[int, Labels]) -> None:
    """Remove a participant: whole transcripts, and in groups the codings and judged hits on what they said."""
    for transcript, labels in scope.items():
        if labels is None:
            _transcript(deciding, transcript)
        else:
            _speech(deciding, transcript, labels)
    things = (("participant", person_id),)
    _notes(deciding, things)
    deciding.execute("UPDATE speaker SET role = 'other', participant_id = NULL WHERE participant_id = ?", (person_id,))
    deciding.execute("DELETE FROM participant_attribute WHERE participant_id = ?", (person_id,))
    deciding.execute("DELETE FROM participant WHERE id = ?", (person_id,))


def _holds(deciding: Deciding, person_id: int) -> Iterable[object]:
    for query in (
        "SELECT 1 FROM speaker WHERE participant_id = ?",
        "SELECT 1 FROM participant_attribute WHERE participant_id = ?",
        "SELECT 1 FROM memo WHERE thing_kind = 'participant' AND thing_id = ?",
    ):
        yield deciding.execute(query, (person_id,)).fetchone()


def _transcript(deciding: Deciding, transcript: int) -> None:
    rows = deciding.execute("SELECT id FROM revision WHERE transcript_id = ?", (transcript,)).fetchall()
    if not rows:
        return
    for (revision,) in rows:
        query = "SELECT id FROM coding WHERE revision_id = ?"
        _codings(deciding, [row[0] for row in deciding.execute(query, (revision,)).fetchall()])
        deciding.execute("DELETE FROM screened_hit WHERE revision_id = ?", (revision,))
        deciding.execute("DELETE FROM memo WHERE revision_id = ?", (revision,))
    _notes(deciding, (("transcript", transcript),))
    for table in ("transcript_attribute", "speaker", "revision"):
        deciding.execute(f"DELETE FROM {table} WHERE transcript_id = ?", (transcript,))
    deciding.execute("DELETE FROM transcript WHERE id = ?", (transcript,))


def _notes(deciding: Deciding, things: Iterable[tuple[str, int]]) -> None:
    for thing in things:
        for table in ("memo", "set_aside"):
            deciding.execute(f"DELETE FROM {table} WHERE thing_kind = ? AND thing_id = ?", thing)


def _codings(deciding: Deciding, ids: Collection[int]) -> None:
    _notes(deciding, [("coding", coding) for coding in ids])
    codings.remove(deciding.session, list(ids))


def _speech(deciding: Deciding, transcript: int, labels: Collection[str]) -> None:
    """In the current revision, what stands on turns of these labels only."""
    session = deciding.session
    query = (
        "SELECT revision.id FROM revision JOIN transcript"
        " ON transcript.id = revision.transcript_id AND transcript.revision = revision.number WHERE transcript.id = ?"
    )
    found = deciding.execute(query, (transcript,)).fetchone()
    if found is None:
        return
    _, turns, _ = kept.body(session, found[0])
    mine = [one for one in revisions.anchors(session, found[0]) if _only(turns, labels, one.start, one.end)]
    _codings(deciding, [one.id or 0 for one in mine if one.kind == "coding"])
    for one in mine:
        if one.kind == "hit":
            revisions.remove_hit(deciding, found[0], one)


def _only(turns: tuple[Turn, ...], labels: Collection[str], start: int, end: int) -> bool:
    at = turn_at(turns, start)
    while at < len(turns) and turns[at].start < end:
        if turns[at].speaker not in labels:
            return False
        at += 1
    return True
