"""Transcripts edited: a new revision, everything on it carried along, and what nobody can be sure of for review.

An anchor that was surely found again stands in the new revision. One that was not is kept too, at the nearest place
of the new text and flagged, so that every count, table and screen goes on seeing it; the passage it was put on is
read from the old revision until somebody settles it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualwork.model.errors import BadInput, NotFound, Refused
from qualwork.model.table import Table
from qualwork.model.transcript import Reading, TranscriptInfo, Turn
from qualwork.model.verbs import Verb
from qualwork.project.log import history
from qualwork.project.rows import codes, codings, families, memos, revisions, transcripts
from qualwork.project.rows.revisions import Anchor, AnchorKind, RevisionInfo
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.corpus.extracts import body
from qualwork.workbench.transcripts.carrying import Edit, Revised, anchor_key

__all__ = [
    "Flagged",
    "Revised",
    "accept",
    "edit",
    "edit_file",
    "find_flagged",
    "flagged",
    "flagged_in",
    "flagged_table",
    "listing",
    "looks_like",
    "remove",
    "revise",
    "settle",
    "table",
    "text_of",
]


@dataclass(frozen=True, slots=True)
class Flagged:
    """An anchor that waits for review: `start` and `end` are its nearest place now, `old_text` what it was put on.

    `key` names it: `coding:12`, `memo:3`, `hit:FAMILY:START:END@TRANSCRIPT`. `about` is the code, memo or family.
    """

    key: str
    kind: AnchorKind
    about: str
    transcript: TranscriptInfo
    start: int
    end: int
    text: str
    old_revision: int
    old_number: int
    old_start: int
    old_end: int
    old_text: str
    anchor: Anchor


def edit(project: Project, transcript: int, new_text: str, why: str = "", progress: Progress = silent) -> Revised:
    """Put a text written in place into a transcript, as a new revision; speakers keep their roles."""
    info = naming.transcript_by_id(project, transcript)
    text = new_text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_blank(info, text)
    return Edit(project, info, text, progress).keep(why)


def edit_file(
    project: Project,
    transcript: int,
    path: Path,
    encoding: str | None = None,
    why: str = "",
    progress: Progress = silent,
) -> Revised:
    """Put a corrected file into a transcript, as a new revision that keeps the file's bytes."""
    from qualwork.ingest.read import read_file

    info = naming.transcript_by_id(project, transcript)
    asking = [speaker.label for speaker in info.speakers if speaker.role == "interviewer"]
    answering = [speaker.label for speaker in info.speakers if speaker.role == "participant"]
    reading = read_file(path, encoding, asking, answering)
    return revise(project, info, reading, why, progress)


def revise(
    project: Project, info: TranscriptInfo, reading: Reading, why: str = "", progress: Progress = silent
) -> Revised:
    """Put what was read from a file into a transcript, as a new revision."""
    return Edit(project, info, reading.text, progress, reading).keep(why)


def looks_like(project: Project, info: TranscriptInfo, text: str) -> bool:
    """True where at least half of a transcript's lines stand in a text: a changed version of it."""
    lines = {line.strip() for line in body(project, info.revision)[0].split("\n") if line.strip()}
    there = {line.strip() for line in text.split("\n")}
    return bool(lines) and 2 * len(lines & there) >= len(lines)


def listing(project: Project, transcript: int) -> list[RevisionInfo]:
    """The revisions of a transcript, oldest first."""
    info = naming.transcript_by_id(project, transcript)
    with project.read() as session:
        return revisions.listing(session, info.id)


def table(project: Project, transcript: int) -> Table:
    """The revisions of a transcript as rows."""
    rows = tuple(
        (one.number, one.characters, one.turns, one.source_name, one.current) for one in listing(project, transcript)
    )
    title = naming.transcript_by_id(project, transcript).title
    return Table(f"revisions of {title}", ("revision", "characters", "turns", "file", "current"), rows)


def text_of(project: Project, transcript: int, number: int) -> tuple[str, tuple[Turn, ...]]:
    """Text and turns of one revision, by its number."""
    found = listing(project, transcript)
    wanted = next((one for one in found if one.number == number), None)
    if wanted is None:
        title = naming.transcript_by_id(project, transcript).title
        raise NotFound(f"{title}: there is no revision {number}; it has {', '.join(str(r.number) for r in found)}")
    text, turns, _ = body(project, wanted.id)
    return text, turns


def _refuse_blank(info: TranscriptInfo, text: str) -> None:
    if not text.strip():
        raise BadInput(f"{info.title}: the new text is empty; `erase` takes a transcript out for good")


def flagged(project: Project, transcript: int | None = None) -> list[Flagged]:
    """What waits for review, in order of transcript and place: the passage then and the nearest place now."""
    only = None if transcript is None else naming.transcript_by_id(project, transcript).id
    return flagged_in(project, only)


def flagged_in(project: Project, transcript_id: int | None = None) -> list[Flagged]:
    """What waits for review in one transcript, or in all."""
    with project.read() as session:
        waiting = [(where, one) for where, one in revisions.flagged(session) if transcript_id in (None, where)]
        if not waiting:
            return []
        infos = {info.id: info for info in transcripts.infos(session)}
        code_names = naming.paths(codes.everything(session))
        family_names = {family.id: family.name for family in families.everything(session)}
    found = []
    for where, anchor in waiting:
        if anchor.kind == "memo":
            with project.read() as session:
                about = revisions.memo_text(session, anchor.id or 0)
        else:
            about = code_names[anchor.owner[0]] if anchor.kind == "coding" else family_names[anchor.owner[0]]
        found.append(_flagged(project, infos[where], anchor, about))
    return found


def _flagged(project: Project, info: TranscriptInfo, anchor: Anchor, about: str) -> Flagged:
    revision, start, end = _origin(project, info.revision, anchor)
    with project.read() as session:
        number = next(one.number for one in revisions.listing(session, info.id) if one.id == revision)
    return Flagged(
        key=anchor_key(info.id, anchor),
        kind=anchor.kind,
        about=about,
        transcript=info,
        start=anchor.start,
        end=anchor.end,
        text=body(project, info.revision)[0][anchor.start : anchor.end],
        old_revision=revision,
        old_number=number,
        old_start=start,
        old_end=end,
        old_text=body(project, revision)[0][start:end],
        anchor=anchor,
    )


def _origin(project: Project, revision: int, anchor: Anchor) -> tuple[int, int, int]:
    """Revision, start and end at which an anchor last stood without doubt, read off the log."""
    key = json.dumps([anchor.owner[0], revision, anchor.start, anchor.end] if anchor.kind == "hit" else [anchor.id])
    entity = "screened_hit" if anchor.kind == "hit" else anchor.kind
    key = key.replace(" ", "")
    with project.read() as session:
        while True:
            change = history.last_flagging(session, entity, key)
            if change is None:
                return revision, anchor.start, anchor.end
            before = change.before or {}
            if not before.get("needs_review"):
                return int(before["revision_id"] or 0), int(before["start"] or 0), int(before["end"] or 0)
            key = change.key


def find_flagged(project: Project, key: str) -> Flagged:
    """The flagged anchor of that key; a bare number is a coding's."""
    wanted = f"coding:{key}" if key.isdecimal() else key
    found = next((one for one in flagged_in(project) if one.key == wanted), None)
    if found is None:
        raise NotFound(f"nothing that waits for review is called {key!r}; `codings review` lists what does")
    return found


def settle(project: Project, key: str, start: int, end: int, why: str = "") -> None:
    """Put a flagged anchor on the passage where it belongs now."""
    one = find_flagged(project, key)
    text = body(project, one.transcript.revision)[0]
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        size = f"the text has {len(text):,} characters"
        raise BadInput(f"{one.transcript.title}: there is no passage {start}:{end}; {size}")
    _settle(project, [(one, start, end)], why)


def accept(project: Project, keys: Sequence[str], why: str = "") -> int:
    """Say of flagged anchors that the nearest place is the right one; returns how many."""
    chosen = [find_flagged(project, key) for key in dict.fromkeys(keys)]
    _settle(project, [(one, one.start, one.end) for one in chosen], why)
    return len(chosen)


def remove(project: Project, keys: Sequence[str], why: str = "") -> int:
    """Take flagged anchors away; returns how many."""
    chosen = [find_flagged(project, key) for key in dict.fromkeys(keys)]
    with project.decide(Verb.REMOVE_AFTER_REVIEW, _named(chosen), why) as deciding:
        for one in chosen:
            if one.kind == "hit":
                revisions.remove_hit(deciding, one.transcript.revision, one.anchor)
            elif one.kind == "memo":
                memos.delete(deciding.session, one.anchor.id or 0)
            else:
                codings.remove(deciding.session, [one.anchor.id or 0])
    return len(chosen)


def _settle(project: Project, places: Sequence[tuple[Flagged, int, int]], why: str) -> None:
    with project.decide(Verb.SETTLE_AFTER_REVIEW, _named([one for one, _, _ in places]), why) as deciding:
        for one, start, end in places:
            there = revisions.anchors(deciding.session, one.transcript.revision)
            if any(_is_twin(other, one.anchor, start, end) for other in there):
                raise Refused(f"{one.key}: {one.about} stands at {start}:{end} already; remove this one instead")
            extract = body(project, one.transcript.revision)[0][start:end]
            revisions.settle(deciding, one.transcript.revision, one.anchor, start, end, extract)


def _is_twin(other: Anchor, anchor: Anchor, start: int, end: int) -> bool:
    same = (other.kind, other.owner, other.start, other.end) == (anchor.kind, anchor.owner, start, end)
    return same and (other.start, other.end, other.id) != (anchor.start, anchor.end, anchor.id)


def _named(chosen: Sequence[Flagged]) -> str:
    names = [f"{one.about[:40]} in {one.transcript.title}" for one in chosen[:3]]
    return "; ".join(names) + (f" and {len(chosen) - 3:,} more" if len(chosen) > 3 else "")


def flagged_table(project: Project, transcript: int | None = None) -> Table:
    """What waits for review as rows: the passage then, and the nearest place now."""
    rows = tuple(
        (
            one.key,
            one.about,
            one.transcript.title,
            one.old_number,
            one.old_start,
            one.old_end,
            one.old_text,
            one.start,
            one.end,
            one.text,
        )
        for one in flagged(project, transcript)
    )
    columns = ("key", "about", "transcript", "revision", "was_start", "was_end", "was", "start", "end", "nearest")
    return Table("needs review", columns, rows)
