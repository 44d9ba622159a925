"""Revisions of a transcript's text in the project file, and what is anchored to them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session, col, select

from qualwork.project.rows import transcripts
from qualwork.project.rows.codings import extract_hash
from qualwork.project.store import content
from qualwork.project.store.database import straight
from qualwork.project.store.decisions import Deciding
from qualwork.project.tables.coding import CodingRow, MemoRow
from qualwork.project.tables.data import RevisionRow, TranscriptRow
from qualwork.project.tables.themes import ThemeCodingRow

AnchorKind = Literal["coding", "memo", "hit"]
Cut = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that stands on a passage of a revision; `id` is None for a judged hit, which is named by its place.

    `owner` is what makes two anchors at one place the same: code and coder, or family.
    """

    kind: AnchorKind
    id: int | None
    owner: tuple[int, ...]
    start: int
    end: int
    needs_review: bool


@dataclass(frozen=True, slots=True)
class Move:
    """An anchor with its place in the next revision; `extract` is the text there where it is surely the passage."""

    anchor: Anchor
    start: int
    end: int
    needs_review: bool
    extract: str | None = None


@dataclass(frozen=True, slots=True)
class RevisionInfo:
    """One state of a transcript, without its text; the file is that of the transcript unless it names its own."""

    id: int
    number: int
    characters: int
    turns: int
    source_name: str
    current: bool


def listing(session: Session, transcript_id: int) -> list[RevisionInfo]:
    """The revisions of a transcript in order."""
    transcript = session.get_one(TranscriptRow, transcript_id)
    query = select(RevisionRow).where(RevisionRow.transcript_id == transcript_id).order_by(col(RevisionRow.number))
    return [
        RevisionInfo(
            row.id or 0,
            row.number,
            row.characters,
            row.turns,
            row.source_name or transcript.source_name,
            row.number == transcript.revision,
        )
        for row in session.exec(query)
    ]


def add(
    deciding: Deciding,
    transcript_id: int,
    text: str,
    turns_json: str,
    turns: int,
    source: tuple[str, bytes] | None = None,
) -> tuple[int, int]:
    """Make a text the current one of a transcript; returns the new revision's id and number."""
    session = deciding.session
    row = session.get_one(TranscriptRow, transcript_id)
    last = deciding.execute("SELECT max(number) FROM revision WHERE transcript_id = ?", (transcript_id,)).fetchone()
    number = int(last[0]) + 1
    revision_id = transcripts.add_revision(session, transcript_id, number, text, turns_json, turns)
    if source is not None:
        deciding.execute(
            "UPDATE revision SET source_name = ?, source_sha256 = ? WHERE id = ?",
            (source[0], content.store(session, source[1]), revision_id),
        )
    row.revision = number
    session.flush()
    return revision_id, number


def add_speakers(deciding: Deciding, transcript_id: int, rows: Sequence[tuple[str, str, int | None]]) -> None:
    """Note labels (label, role, participant) that came with a new text."""
    for label, role, participant in rows:
        deciding.execute(
            "INSERT INTO speaker (transcript_id, label, role, participant_id) VALUES (?, ?, ?, ?)",
            (transcript_id, label, role, participant),
        )


def anchors(session: Session, revision_id: int) -> list[Anchor]:
    """Everything that stands on a passage of a revision."""
    connection = straight(session)
    found = [
        Anchor("coding", row[0], (row[1], row[2]), row[3], row[4], bool(row[5]))
        for row in connection.execute(
            'SELECT id, code_id, coder_id, start, "end", needs_review FROM coding WHERE revision_id = ? ORDER BY id',
            (revision_id,),
        )
    ]
    found += [
        Anchor("memo", row[0], (row[0],), row[1], row[2], bool(row[3]))
        for row in connection.execute(
            'SELECT id, start, "end", needs_review FROM memo WHERE revision_id = ? ORDER BY id', (revision_id,)
        )
    ]
    found += [
        Anchor("hit", None, (row[0],), row[1], row[2], bool(row[3]))
        for row in connection.execute(
            'SELECT family_id, start, "end", needs_review FROM screened_hit WHERE revision_id = ? '
            'ORDER BY family_id, start, "end"',
            (revision_id,),
        )
    ]
    return found


def move(deciding: Deciding, old: int, new: int, moves: Sequence[Move]) -> None:
    """Put anchors of one revision onto another; what needs review keeps the hash of the passage it was put on."""
    deciding.session.flush()
    for each in moves:
        anchor = each.anchor
        if anchor.kind == "hit":
            _move_hit(deciding, old, new, each)
        elif anchor.kind == "memo":
            deciding.execute(
                'UPDATE memo SET revision_id = ?, start = ?, "end" = ?, needs_review = ? WHERE id = ?',
                (new, each.start, each.end, each.needs_review, anchor.id),
            )
        else:
            kept = None if each.extract is None else extract_hash(each.extract)
            deciding.execute(
                'UPDATE coding SET revision_id = ?, start = ?, "end" = ?, needs_review = ?, '
                "extract_hash = coalesce(?, extract_hash) WHERE id = ?",
                (new, each.start, each.end, each.needs_review, kept, anchor.id),
            )
    deciding.session.expire_all()


def _move_hit(deciding: Deciding, old: int, new: int, move: Move) -> None:
    """The place is the key of a hit: it goes, and comes again in the next change of the log."""
    key = (move.anchor.owner[0], old, move.anchor.start, move.anchor.end)
    where = 'family_id = ? AND revision_id = ? AND start = ? AND "end" = ?'
    verdict, coder = deciding.execute(f"SELECT verdict, coder_id FROM screened_hit WHERE {where}", key).fetchone()
    deciding.execute(f"DELETE FROM screened_hit WHERE {where}", key)
    deciding.execute(
        'INSERT INTO screened_hit (family_id, revision_id, start, "end", verdict, coder_id, needs_review) '
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (move.anchor.owner[0], new, move.start, move.end, verdict, coder, move.needs_review),
    )


def cuts(session: Session, revision_id: int) -> dict[int, dict[int, list[Cut]]]:
    """What quotations leave out, inside their extracts: by coding and theme."""
    query = (
        select(ThemeCodingRow)
        .join(CodingRow, col(CodingRow.id) == col(ThemeCodingRow.coding_id))
        .where(CodingRow.revision_id == revision_id, ThemeCodingRow.cuts != "[]")
    )
    found: dict[int, dict[int, list[Cut]]] = {}
    for row in session.exec(query):
        found.setdefault(row.coding_id, {})[row.theme_id] = [(cut[0], cut[1]) for cut in json.loads(row.cuts)]
    return found


def set_cuts(deciding: Deciding, coding: int, theme: int, kept: Sequence[Cut]) -> None:
    """Say anew what a quotation leaves out."""
    value = json.dumps([list(cut) for cut in kept], separators=(",", ":"))
    deciding.execute("UPDATE theme_coding SET cuts = ? WHERE theme_id = ? AND coding_id = ?", (value, theme, coding))


def flagged(session: Session) -> list[tuple[int, Anchor]]:
    """What waits for review in current revisions: (transcript, anchor) by transcript and place."""
    found = []
    current = transcripts.current_revisions(session)
    for revision in _with_flags(session):
        if revision in current:
            found += [(current[revision], one) for one in anchors(session, revision) if one.needs_review]
    return sorted(found, key=lambda pair: (pair[0], pair[1].start, pair[1].kind, pair[1].id or 0))


def _with_flags(session: Session) -> list[int]:
    sql = " UNION ".join(
        f"SELECT revision_id FROM {table} WHERE needs_review" for table in ("coding", "memo", "screened_hit")
    )
    return [row[0] for row in straight(session).execute(sql) if row[0] is not None]


def settle(deciding: Deciding, revision: int, anchor: Anchor, start: int, end: int, extract: str) -> None:
    """Put a flagged anchor where it belongs; it needs no review any more."""
    move(deciding, revision, revision, [Move(anchor, start, end, False, extract)])


def remove_hit(deciding: Deciding, revision: int, anchor: Anchor) -> None:
    """Take the judgement of a hit back."""
    deciding.execute(
        'DELETE FROM screened_hit WHERE family_id = ? AND revision_id = ? AND start = ? AND "end" = ?',
        (anchor.owner[0], revision, anchor.start, anchor.end),
    )


def memo_text(session: Session, memo_id: int) -> str:
    """What a memo says."""
    return session.get_one(MemoRow, memo_id).text


def move_reading_places(session: Session, transcript_id: int, positions: Sequence[tuple[str, int, int]]) -> None:
    """Remember where coders are in the new text: (coder, position, furthest). Not logged."""
    straight(session).executemany(
        "UPDATE reading_place SET position = ?, furthest = ? WHERE transcript_id = ? AND coder = ?",
        [(position, furthest, transcript_id, coder) for coder, position, furthest in positions],
    )


def reading_places(session: Session, transcript_id: int) -> list[tuple[str, int, int]]:
    """Where coders are in a transcript: (coder, position, furthest)."""
    sql = "SELECT coder, position, furthest FROM reading_place WHERE transcript_id = ?"
    return list(straight(session).execute(sql, (transcript_id,)))
