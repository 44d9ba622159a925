"""The word index in the project file: derived from texts and turns, and rebuilt wherever it is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, func, select

from qualwork.model.word_index import IndexBlock, SpeakerCounts
from qualwork.project.store.database import straight
from qualwork.project.tables.data import RevisionRow, TranscriptRow
from qualwork.project.tables.derived import WordBlockRow, WordRow


def forms(session: Session) -> list[str]:
    """The vocabulary: surface forms in order of their ids, which count up from 0."""
    return [form for (form,) in straight(session).execute("SELECT form FROM word ORDER BY id")]


def add_forms(session: Session, first: int, new: Sequence[str]) -> None:
    """Append forms to the vocabulary, the first one under id `first`."""
    if new:
        rows = list(enumerate(new, start=first))
        straight(session).executemany("INSERT INTO word (id, form) VALUES (?, ?)", rows)


def size(session: Session) -> int:
    """Number of forms in the vocabulary."""
    return session.exec(select(func.count()).select_from(WordRow)).one()


def store(session: Session, revision_id: int, rule: str, block: IndexBlock) -> None:
    """Keep the index of one revision, in the place of an older one."""
    drop(session, revision_id)
    connection = straight(session)
    connection.execute(
        "INSERT INTO word_block (revision_id, rule, words, ids, starts) VALUES (?, ?, ?, ?, ?)",
        (revision_id, rule, block.words, block.ids, block.starts),
    )
    rows = [(revision_id, count.label, count.words, count.ids, count.counts) for count in block.counts]
    if rows:
        connection.executemany(
            "INSERT INTO word_count (revision_id, label, words, ids, counts) VALUES (?, ?, ?, ?, ?)", rows
        )


def drop(session: Session, revision_id: int) -> None:
    """Forget the index of one revision."""
    connection = straight(session)
    connection.execute("DELETE FROM word_block WHERE revision_id = ?", (revision_id,))
    connection.execute("DELETE FROM word_count WHERE revision_id = ?", (revision_id,))


def drop_all(session: Session) -> None:
    """Forget the whole index and its vocabulary."""
    for table in ("word_block", "word_count", "word"):
        session.connection().exec_driver_sql(f"DELETE FROM {table}")


def missing(session: Session, rule: str) -> list[int]:
    """Current revisions that have no index by that word rule."""
    indexed = select(WordBlockRow.revision_id).where(WordBlockRow.rule == rule)
    query = (
        select(RevisionRow.id)
        .where(col(RevisionRow.transcript_id) == col(TranscriptRow.id))
        .where(col(RevisionRow.number) == col(TranscriptRow.revision))
        .where(col(RevisionRow.id).not_in(indexed))
    )
    return [found for found in session.exec(query) if found is not None]


def touched(session: Session, entities: Iterable[str], since: tuple[int, str]) -> bool:
    """Whether rows of some entities were changed after a decision, or that decision (number, hash) is not there."""
    connection = straight(session)
    if connection.execute("SELECT 1 FROM decision WHERE number = ? AND hash = ?", since).fetchone() is None:
        return True
    names = tuple(entities)
    sql = f"SELECT 1 FROM change WHERE decision > ? AND entity IN ({', '.join('?' * len(names))}) LIMIT 1"
    return connection.execute(sql, (since[0], *names)).fetchone() is not None


def words_by_label(session: Session) -> dict[tuple[int, str], int]:
    """Words said, by revision and label."""
    rows = session.connection().exec_driver_sql("SELECT revision_id, label, words FROM word_count")
    return {(revision_id, label): words for revision_id, label, words in rows}


def blocks(session: Session, revisions: Iterable[int] | None = None) -> dict[int, IndexBlock]:
    """The index of revisions, by id: of all current ones unless some are named."""
    only, given = "", tuple[str, ...]()
    if revisions is not None:
        only, given = " WHERE revision_id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(set(revisions))),)
    counts: dict[int, list[SpeakerCounts]] = {}
    connection = straight(session)
    for revision_id, *rest in connection.execute(
        f"SELECT revision_id, label, words, ids, counts FROM word_count{only} ORDER BY revision_id, rowid", given
    ):
        counts.setdefault(revision_id, []).append(SpeakerCounts(*rest))
    rows = connection.execute(
        f"SELECT revision_id, words, ids, starts FROM word_block{only} ORDER BY revision_id", given
    )
    return {
        revision_id: IndexBlock(words, ids, starts, tuple(counts.get(revision_id, ())))
        for revision_id, words, ids, starts in rows
    }
