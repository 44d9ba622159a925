"""Participants, their attributes, and which speakers stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualwork.model.errors import BadInput, NotFound
from qualwork.model.table import Cell, Table
from qualwork.model.transcript import ROLES, Participant, Role, Speaker, TranscriptInfo
from qualwork.model.units import fold
from qualwork.model.verbs import Verb
from qualwork.project.rows import memos, participants, transcripts, word_index
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Deciding, Project
from qualwork.workbench.base import naming
from qualwork.workbench.codes.codebook import checked_name

NAME_COLUMNS = ("pseudonym", "participant", "name", "id", "participant_id", "code", "speaker", "label", "interviewee")
_MOST_NAMES = 30


@dataclass(frozen=True, slots=True)
class ImportedParticipants:
    """What became of a participants table: rows matched to speakers, rows nobody speaks for, speakers without a row."""

    column: str
    matched: tuple[str, ...]
    rows_without_speaker: tuple[str, ...]
    speakers_without_row: tuple[str, ...]
    attributes: tuple[str, ...]


def everyone(project: Project) -> list[Participant]:
    """All participants, by pseudonym."""
    with project.read() as session:
        return list(participants.everyone(session))


def table(project: Project) -> Table:
    """One row a participant: transcripts, speakers, words said, and every attribute."""
    with project.read() as session:
        people = participants.everyone(session)
        infos = {info.id: info for info in transcripts.infos(session)}
        said = word_index.words_by_label(session)
    names = sorted({name for person in people for name in person.attributes})
    rows: list[tuple[Cell, ...]] = []
    answering = [s for info in infos.values() for s in info.speakers if s.role == "participant"]
    for person in people:
        mine = [s for s in answering if s.participant == person.id]
        words = sum(said.get((infos[s.transcript].revision, s.label), 0) for s in mine)
        titles = ", ".join(dict.fromkeys(infos[s.transcript].title for s in mine))
        labels = ", ".join(dict.fromkeys(s.label for s in mine))
        facts = tuple(person.attributes.get(name, "") for name in names)
        rows.append((person.id, person.pseudonym, titles, labels, words, *facts))
    return Table("participants", ("id", "pseudonym", "transcripts", "speakers", "words", *names), tuple(rows))


def speakers_table(project: Project, transcript: int | None = None) -> Table:
    """One row a speaker label: role, participant, words."""
    only = None if transcript is None else naming.transcript_by_id(project, transcript).id
    with project.read() as session:
        infos = transcripts.infos(session, only)
        names = {person.id: person.pseudonym for person in participants.everyone(session)}
        said = word_index.words_by_label(session)
    rows = tuple(
        (info.title, s.label, s.role, names.get(s.participant or 0, ""), said.get((info.revision, s.label), 0))
        for info in infos
        for s in info.speakers
    )
    return Table("speakers", ("transcript", "label", "role", "participant", "words"), rows)


def set_speaker(
    project: Project,
    label: str,
    role: str | None = None,
    participant: str | None = None,
    transcript: int | None = None,
    why: str = "",
) -> int:
    """Change role or participant of a label, in one transcript or in all; returns in how many."""
    if role is None and participant is None:
        raise BadInput("say what to set: --role ROLE, --participant NAME, or both")
    if role is not None and role not in ROLES:
        raise BadInput(f"role {role!r} is not known; choose {', '.join(ROLES)}")
    new_role: Role | None = role if role in ROLES else None
    parts = [part for part in (role, f"is {participant}" if participant else "") if part]
    with project.decide(Verb.SET_SPEAKER, f"{label}: {', '.join(parts)}", why) as deciding:
        session = deciding.session
        labelled = _labelled(project, label, transcript)
        if participant and any((new_role or speaker.role) != "participant" for _, speaker in labelled):
            raise BadInput(
                f"{label} is {new_role or 'no participant yet'}; to name a participant add --role participant"
            )
        for info, speaker in labelled:
            person = participants.ensure(session, checked_name(participant)) if participant else None
            if person is None and new_role == "participant" and speaker.participant is None:
                person = participants.ensure(session, _own_name(info, speaker))
            nobody = new_role in ("interviewer", "other")
            transcripts.set_speaker(session, info.id, speaker.label, new_role, person, unlink=nobody)
        _drop_strangers(deciding, {speaker.participant for _, speaker in labelled})
    return len(labelled)


def _labelled(project: Project, label: str, transcript: int | None) -> list[tuple[TranscriptInfo, Speaker]]:
    """The speakers with that label, in one transcript or in all; refused where there are none."""
    only = None if transcript is None else naming.transcript_by_id(project, transcript).id
    with project.read() as session:
        infos = transcripts.infos(session, only)
    labelled = [(info, s) for info in infos for s in info.speakers if fold(s.label) == fold(label)]
    if not labelled:
        labels = sorted({s.label for info in infos for s in info.speakers})
        where = f"in {infos[0].title!r}" if transcript is not None else "in any transcript"
        raise NotFound(f"no speaker is labelled {label!r} {where}; the labels are", _shortened(labels))
    return labelled


def _own_name(info: TranscriptInfo, speaker: Speaker) -> str:
    """The pseudonym of a label that had none: itself where it is a name, else the title of its transcript."""
    from qualwork.ingest.speakers.label_words import is_generic

    if not is_generic(speaker.label):
        return speaker.label
    others = [s for s in info.speakers if s.role == "participant" and is_generic(s.label) and s.id != speaker.id]
    return f"{info.title} {speaker.label}" if others else info.title


def _drop_strangers(deciding: Deciding, candidates: Iterable[int | None]) -> None:
    """Remove participants whom no speaker stands for any more and of whom nothing else is known."""
    session = deciding.session
    speaking = participants.speaking(session)
    known = {person.id for person in participants.everyone(session) if person.attributes}
    for each in candidates:
        if each and each not in speaking and each not in known and not memos.listing(session, ("participant", each)):
            participants.delete(session, each)


def _shortened(names: Sequence[str]) -> list[str]:
    more = len(names) - _MOST_NAMES
    return [*names[:_MOST_NAMES], *([f"and {more:,} more"] if more > 0 else [])]


def rename_participant(project: Project, participant: int, pseudonym: str, why: str = "") -> None:
    """Give a participant another pseudonym; labels and texts stay as they are."""
    new = checked_name(pseudonym)
    with project.decide(Verb.RENAME_PARTICIPANT, why=why) as deciding:
        old = naming.participant_by_id(project, participant)
        deciding.label = f"{old.pseudonym} to {new}"
        refuse_taken(deciding.session, "participant", {"pseudonym": new}, old.id)
        participants.rename(deciding.session, old.id, new)


def import_table(project: Project, path: Path, why: str = "") -> ImportedParticipants:
    """Take attributes from a CSV or spreadsheet and match its rows to speakers by name or pseudonym.

    The column that names people is the one that names most of the speakers, else one called pseudonym, participant,
    name or id, else the first. A row that nobody speaks for becomes a participant too; it is listed, as are speakers
    without a row.
    """
    from qualwork.ingest.sheets.sheet import read_sheet

    headers, rows = read_sheet(path)
    with project.decide(Verb.IMPORT_PARTICIPANTS, path.name, why) as deciding:
        pseudonyms, answering = _speaking(project)
        at = _name_column(headers, rows, answering)
        given = [" ".join(row[at].split()) for row in rows]
        matched, lonely = _matched(path, headers[at] or f"column {at + 1}", given, answering)
        known = {fold(name): name for person in participants.everyone(deciding.session) for name in person.attributes}
        columns = {column: known.get(fold(name), name) for column, name in enumerate(headers) if column != at and name}
        for name, row in zip(given, rows, strict=True):
            person = participants.ensure(deciding.session, matched.get(name, name))
            facts = {name: row[column] for column, name in columns.items()}
            participants.set_attributes(deciding.session, person, facts)
    unmatched = tuple(sorted(pseudonyms - set(matched.values())))
    return ImportedParticipants(headers[at], tuple(matched), tuple(lonely), unmatched, tuple(columns.values()))


def _speaking(project: Project) -> tuple[set[str], dict[str, str]]:
    """Pseudonyms of all who speak, and by which folded names each can be meant: pseudonym, label, or title.

    A label or title that more than one person could answer to names nobody.
    """
    with project.read() as session:
        infos = transcripts.infos(session)
        names = {person.id: person.pseudonym for person in participants.everyone(session)}
    labels: dict[str, set[str]] = {}
    titles: dict[str, set[str]] = {}
    for info in infos:
        for s in info.speakers:
            if s.role == "participant":
                name = names.get(s.participant or 0, s.label)
                labels.setdefault(fold(s.label), set()).add(name)
                titles.setdefault(fold(info.title), set()).add(name)
    pseudonyms = {name for found in labels.values() for name in found}
    answering = {each: min(found) for by in (titles, labels) for each, found in by.items() if len(found) == 1}
    return pseudonyms, answering | {fold(name): name for name in pseudonyms}


def _name_column(headers: list[str], rows: list[list[str]], answering: Mapping[str, str]) -> int:
    def fitness(column: int) -> tuple[int, int]:
        header = headers[column].casefold()
        fitting = sum(fold(" ".join(row[column].split())) in answering for row in rows)
        return fitting, -NAME_COLUMNS.index(header) if header in NAME_COLUMNS else -len(NAME_COLUMNS)

    return max(range(len(headers)), key=fitness)


def _matched(
    path: Path, header: str, given: Sequence[str], answering: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Rows' names with the pseudonyms they mean, and names that nobody answers to; raises BadInput for doubles."""
    matched: dict[str, str] = {}
    seen: dict[str, str] = {}
    for number, name in enumerate(given, start=1):
        if not name:
            raise BadInput(f"{path}: row {number} below the headers has no {header}; every participant needs a name")
        person = answering.get(fold(name), name)
        if fold(person) in seen:
            twin = seen[fold(person)]
            raise BadInput(f"{path}: the rows {twin!r} and {name!r} mean one person; every participant has one row")
        seen[fold(person)] = name
        if fold(name) in answering:
            matched[name] = person
    return matched, [name for name in given if name not in matched]
