"""Somebody withdraws, or a transcript should never have come in: what was said is erased everywhere, for good.

In a group the participant's speech becomes filler of the same length in every revision, so that what others said and
what was coded there keep their places; an interview of the participant alone goes as a whole. The original file goes
in both cases. Names, labels and titles stay: they are what the researcher gave. The log keeps that something was
decided, and when and by whom; a replay shows filler.
"""

from __future__ import annotations

import secrets
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qualwork.model.decision import Value
from qualwork.model.erased import EMPTIED
from qualwork.model.errors import NotFound
from qualwork.model.plurals import counted
from qualwork.model.transcript import turns_from_json, turns_to_json
from qualwork.model.units import fold
from qualwork.model.verbs import Verb
from qualwork.project.log import erasure
from qualwork.project.log.erasure import Redaction, Row
from qualwork.project.rows import study
from qualwork.project.rows.codings import extract_hash
from qualwork.project.store import content
from qualwork.project.store.database import straight
from qualwork.project.store.decisions import Deciding, Project
from qualwork.workbench.base import indexing, naming
from qualwork.workbench.corpus import extracts
from qualwork.workbench.privacy import erasure_rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from qualwork.analysis.privacy.blanking import Repeated

_KEYS = frozenset({"id", "guid", "kind", "thing_kind", "status", "mark", "verdict", "role", "colour", "at", "listed"})


@dataclass(frozen=True, slots=True)
class Shared:
    """A text of the researcher's that repeats five or more words in a row of what is to be erased."""

    key: str
    where: str
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What an erasure would take: shown before it is asked for. `shared` is to be erased or kept, each by its key."""

    name: str
    whole: tuple[str, ...]
    groups: tuple[str, ...]
    characters: int
    codings: int
    shared: tuple[Shared, ...]
    backups: tuple[Path, ...]
    other_files: tuple[Path, ...]

    def lines(self) -> list[str]:
        """The same in words, a line each."""
        found = [f"erased for good: {counted(self.characters, 'character')} of speech, the file bytes they came in"]
        found += [f"  whole transcript: {title}" for title in self.whole]
        found += [f"  speech in a group: {title}" for title in self.groups]
        found += [f"  {counted(self.codings, 'coding')} on it"] if self.codings else []
        found += [f"  backup removed: {path}" for path in self.backups]
        found += [f"  NOT touched, look at it yourself: {path}" for path in self.other_files]
        return found


@dataclass(frozen=True, slots=True)
class Done:
    """What was erased: the decision, how many pieces of the log, and which backups went; others are to be looked at."""

    decision: int
    pieces: int
    contents: int
    backups: tuple[Path, ...]
    other_files: tuple[Path, ...]


@dataclass
class _Scope:
    """What is to be erased, by ids: transcripts (None: all of it, else the labels), people, and their texts."""

    transcripts: dict[int, frozenset[str] | None] = field(default_factory=dict)
    people: set[int] = field(default_factory=set)
    revisions: dict[int, Row] = field(default_factory=dict)
    texts: dict[str, tuple[str, list[tuple[int, int]]]] = field(default_factory=dict)
    shas: dict[str, str] = field(default_factory=dict)
    speech: list[str] = field(default_factory=list)


def plan_withdrawal(project: Project, participant: int) -> Planned:
    """What `withdraw` would erase; nothing is changed."""
    person = naming.participant_by_id(project, participant)
    with project.read() as session:
        return _planned(project, session, person.pseudonym, _of_person(session, person.id))


def withdraw(project: Project, participant: int, keep: Collection[str] = (), why: str = "") -> Done:
    """Erase a participant: speech, attributes, file bytes, and what repeats the speech unless its key is in `keep`."""
    person = naming.participant_by_id(project, participant)
    return _erase(
        project,
        Verb.WITHDRAW_PARTICIPANT,
        person.pseudonym,
        why,
        keep,
        lambda session: _of_person(session, person.id),
        lambda deciding, scope: erasure_rows.person(deciding, person.id, scope.transcripts),
    )


def plan_erasure(project: Project, transcript: int) -> Planned:
    """What `erase` would erase; nothing is changed."""
    with project.read() as session:
        return _planned(project, session, _title(session, transcript), _of_transcript(session, transcript))


def erase(project: Project, transcript: int, keep: Collection[str] = (), why: str = "") -> Done:
    """Erase a transcript, also one whose import was undone: texts, file bytes, attributes, what hangs on it."""
    with project.read() as session:
        title = _title(session, transcript)
    return _erase(
        project,
        Verb.ERASE_TRANSCRIPT,
        title,
        why,
        keep,
        lambda session: _of_transcript(session, transcript),
        lambda deciding, scope: erasure_rows.transcripts(deciding, scope.transcripts),
    )


def finish_if_due(project: Project) -> None:
    """Finish an erasure that was cut short after its decision: clean the file, remove older backups."""
    if not project.read_only and erasure.is_due(project):
        erasure.finish(project)


def _erase(
    project: Project,
    verb: Verb,
    name: str,
    why: str,
    keep: Collection[str],
    find: Callable[[Session], _Scope],
    take_out: Callable[[Deciding, _Scope], None],
) -> Done:
    scope = _Scope()

    def redact(deciding: Deciding) -> Redaction:
        found = find(deciding.session)
        scope.__dict__.update(found.__dict__)
        _blank(deciding, scope)
        return _redaction(deciding.session, scope, keep)

    done = erasure.erase(project, verb, name, why, redact, lambda deciding: take_out(deciding, scope))
    extracts.forget(project)
    indexing.ensure(project)
    return Done(done.decision, done.pieces, done.contents, done.backups, tuple(erasure.other_files(project)))


def _last_rows(session: Session, entity: str) -> dict[str, tuple[Row, bool]]:
    """The last known image of every row of a table there ever was, by key, and whether it is live."""
    found: dict[str, tuple[Row, bool]] = {}
    for _, key, row, live in erasure.images(session, entity):
        found[key] = row, live
    return found


def _of_person(session: Session, person: int) -> _Scope:
    """A participant, everybody of that pseudonym who was taken out before, and the labels they speak under."""
    scope = _Scope({}, {person})
    people = _last_rows(session, "participant")
    names = {
        fold(str(row["pseudonym"])) for _, _, row, _ in erasure.images(session, "participant") if row["id"] == person
    }
    for row, live in people.values():
        if not live and fold(str(row["pseudonym"])) in names:
            scope.people.add(_number(row["id"]))
    speakers = [row for row, _ in _last_rows(session, "speaker").values()]
    for row in speakers:
        if row["participant_id"] in scope.people:
            where = _number(row["transcript_id"])
            scope.transcripts[where] = (scope.transcripts.get(where) or frozenset()) | {str(row["label"])}
    for where, labels in list(scope.transcripts.items()):
        others = [
            row
            for row in speakers
            if row["transcript_id"] == where and row["role"] == "participant" and row["label"] not in (labels or ())
        ]
        if not others:
            scope.transcripts[where] = None
    return _with_revisions(session, scope)


def _of_transcript(session: Session, transcript: int) -> _Scope:
    """A transcript, and earlier imports of it that were taken back: the same bytes, or the same file and title."""
    rows = {_number(row["id"]): (row, live) for row, live in _last_rows(session, "transcript").values()}
    mine = rows[transcript][0]
    scope = _Scope({transcript: None})
    for number, (row, live) in rows.items():
        same_file = row["source_name"] == mine["source_name"] or row["title"] == mine["title"]
        if not live and (row["source_sha256"] == mine["source_sha256"] or same_file):
            scope.transcripts[number] = None
    return _with_revisions(session, scope)


def _with_revisions(session: Session, scope: _Scope) -> _Scope:
    """Every revision of the transcripts there ever was, and taken-back imports of the very same text."""
    rows = [row for row, _ in _last_rows(session, "revision").values()]
    live = {_number(row["id"]) for row, is_live in _last_rows(session, "transcript").values() if is_live}
    by_text = {
        row["text_sha256"]: scope.transcripts[_number(row["transcript_id"])]
        for row in rows
        if row["transcript_id"] in scope.transcripts
    }
    for row in rows:
        where = _number(row["transcript_id"])
        if where not in scope.transcripts and where not in live and row["text_sha256"] in by_text:
            scope.transcripts[where] = by_text[row["text_sha256"]]
    scope.revisions = {_number(row["id"]): row for row in rows if row["transcript_id"] in scope.transcripts}
    for row in scope.revisions.values():
        _read_speech(session, scope, row)
    return scope


def _read_speech(session: Session, scope: _Scope, row: Row) -> None:
    from qualwork.analysis.privacy.blanking import blanked

    text = content.fetch(session, str(row["text_sha256"])).decode()
    turns, _ = turns_from_json(content.fetch(session, str(row["turns_sha256"])))
    labels = scope.transcripts[_number(row["transcript_id"])]
    new, _, ranges = blanked(text, turns, labels)
    scope.texts[str(row["id"])] = new, ranges
    scope.speech += [text[turn.speech_start : turn.end] for turn in turns if labels is None or turn.speaker in labels]


def _blank(deciding: Deciding, scope: _Scope) -> None:
    """Store what stands for each text, turn list and file; `shas` leads from the old names to the new ones."""
    from qualwork.analysis.privacy.blanking import blanked

    session = deciding.session
    for row in scope.revisions.values():
        text = content.fetch(session, str(row["text_sha256"])).decode()
        turns, pages = turns_from_json(content.fetch(session, str(row["turns_sha256"])))
        new, kept, _ = blanked(text, turns, scope.transcripts[_number(row["transcript_id"])])
        key = f"{row['id']} "
        scope.shas[key + str(row["text_sha256"])] = content.store(session, new.encode())
        scope.shas[key + str(row["turns_sha256"])] = content.store(session, turns_to_json(kept, pages).encode())
    files = [
        str(row["source_sha256"])
        for entity, _, row, _ in erasure.images(session)
        if row.get("source_sha256")
        and (
            (entity == "transcript" and row["id"] in scope.transcripts)
            or (entity == "revision" and row["id"] in scope.revisions)
        )
    ]
    for sha256 in dict.fromkeys(files):
        scope.shas[sha256] = content.store(session, EMPTIED + f"{secrets.token_hex(16)}\n".encode())


def _redaction(session: Session, scope: _Scope, keep: Collection[str]) -> Redaction:
    repeated = _repeated(session, scope)
    kept_texts = {shared.text for shared in _shared(session, scope, repeated) if shared.key in keep}

    def text(value: str) -> str:
        return value if value in kept_texts else repeated.without(value)

    def row(entity: str, old: Row) -> Row:
        new = dict(old)
        for name in _texts_of(entity, old):
            new[name] = text(str(old[name]))
            if new[name] != old[name] and name in ("name", "title", "pseudonym", "form"):
                new[name] = f"{new[name]} {old.get('id', '')}".strip()
        return _without_content(scope, entity, new)

    return Redaction(row, text)


def _without_content(scope: _Scope, entity: str, row: dict[str, Value]) -> dict[str, Value]:
    """The row with the names of erased content, values of attributes and hashes of extracts replaced."""
    if entity == "revision" and row["id"] in scope.revisions:
        for name in ("text_sha256", "turns_sha256"):
            row[name] = scope.shas.get(f"{row['id']} {row[name]}", row[name])
    if row.get("source_sha256") and _is_inside(scope, entity, row):
        row["source_sha256"] = scope.shas.get(str(row["source_sha256"]), row["source_sha256"])
    if entity == "participant_attribute" and row["participant_id"] in scope.people:
        row["value"] = ""
    if entity == "transcript_attribute" and scope.transcripts.get(_number(row["transcript_id"]), ()) is None:
        row["value"] = ""
    if entity == "coding" and row["revision_id"] in scope.revisions:
        new, ranges = scope.texts[str(row["revision_id"])]
        start, end = _number(row["start"]), _number(row["end"])
        if row["needs_review"] or _overlaps(ranges, start, end):
            row["extract_hash"] = extract_hash(new[start:end])
    return row


def _is_inside(scope: _Scope, entity: str, row: Row) -> bool:
    return (entity == "transcript" and row["id"] in scope.transcripts) or (
        entity == "revision" and row["id"] in scope.revisions
    )


def _overlaps(ranges: list[tuple[int, int]], start: int, end: int) -> bool:
    number = bisect_left(ranges, (end, end)) - 1
    return number >= 0 and ranges[number][1] > start


def _texts_of(entity: str, row: Row) -> Iterator[str]:
    """Fields in which a person wrote something."""
    if entity == "erasure":
        return
    for name, value in row.items():
        if isinstance(value, str) and name not in _KEYS and not name.endswith(("sha256", "_hash")):
            yield name


def _repeated(session: Session, scope: _Scope) -> Repeated:
    from qualwork.analysis.privacy.blanking import Repeated

    return Repeated(scope.speech, study.get(session).language)


def _shared(session: Session, scope: _Scope, repeated: Repeated) -> tuple[Shared, ...]:
    """Texts of rows and decisions that repeat the speech, each once, in order of the log."""
    found: dict[str, Shared] = {}

    def look(key: str, where: str, text: str) -> None:
        ranges = repeated.ranges(text)
        if ranges and text not in known:
            known.add(text)
            number = sum(1 for each in found if each == key or each.startswith(f"{key}#"))
            key = f"{key}#{number + 1}" if number else key
            found[key] = Shared(key, where, text, tuple(text[slice(*span)] for span in ranges))

    known: set[str] = set()
    for entity, key, row, _ in erasure.images(session):
        for name in _texts_of(entity, row):
            which = key.strip("[]")
            look(f"{entity}:{which}:{name}", f"{entity.replace('_', ' ')} {which}, {name}", str(row[name]))
    for number, kind, text in erasure.texts(session):
        look(f"decision:{number}:{kind}", f"decision {number}, {kind}", text)
    return tuple(found.values())


def _planned(project: Project, session: Session, name: str, scope: _Scope) -> Planned:
    titles = {_number(row["id"]): str(row["title"]) for row, _ in _last_rows(session, "transcript").values()}
    current = {_number(row["id"]) for row, live in _last_rows(session, "revision").values() if live}
    codings = 0
    for revision in scope.revisions.keys() & current:
        query = 'SELECT start, "end" FROM coding WHERE revision_id = ?'
        ranges = scope.texts[str(revision)][1]
        codings += sum(_overlaps(ranges, *span) for span in straight(session).execute(query, (revision,)))
    return Planned(
        name=name,
        whole=tuple(sorted({titles[n] for n, labels in scope.transcripts.items() if labels is None})),
        groups=tuple(sorted({titles[n] for n, labels in scope.transcripts.items() if labels is not None})),
        characters=sum(map(len, scope.speech)),
        codings=codings,
        shared=_shared(session, scope, _repeated(session, scope)),
        backups=tuple(erasure.own_backups(project)),
        other_files=tuple(erasure.other_files(project)),
    )


def taken_out(project: Project, typed: str) -> int | None:
    """The id of the transcript taken out last under that title or file name; the file still holds its text."""
    with project.read() as session:
        gone = [row for row, live in _last_rows(session, "transcript").values() if not live]
    fitting = [row for row in gone if fold(typed) in (fold(str(row["title"])), fold(str(row["source_name"])))]
    return _number(fitting[-1]["id"]) if fitting else None


def _title(session: Session, transcript: int) -> str:
    """The last title of a transcript, also of one that was taken out."""
    for row, _ in _last_rows(session, "transcript").values():
        if row["id"] == transcript:
            return str(row["title"])
    raise NotFound(f"there is no transcript {transcript}; `transcripts` lists them")


def _number(value: Value) -> int:
    return int(value or 0)
