"""Participants, their attributes, and which speakers stand for them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualwork.model.errors import BadInput, NotFound
from qualwork.model.table import Cell, Table
from qualwork.model.transcript import ROLES, Role
from qualwork.model.units import fold
from qualwork.project import participants, transcripts, word_index
from qualwork.project.decisions import Project
from qualwork.workbench import naming

NAME_COLUMNS = ("pseudonym", "participant", "name", "id", "participant_id", "code", "speaker", "label", "interviewee")


@dataclass(frozen=True, slots=True)
class ImportedParticipants:
    """What became of a participants table: rows matched to speakers, rows nobody speaks for, speakers without a row."""

    column: str
    matched: tuple[str, ...]
    rows_without_speaker: tuple[str, ...]
    speakers_without_row: tuple[str, ...]
    attributes: tuple[str, ...]


def table(project: Project) -> Table:
    """One row a participant: transcripts, speakers, words said, and every attribute."""
    with project.read() as session:
        everyone = participants.everyone(session)
        infos = {info.id: info for info in transcripts.infos(session)}
        said = word_index.words_by_label(session)
    names = sorted({name for person in everyone for name in person.attributes})
    rows: list[tuple[Cell, ...]] = []
    for person in everyone:
        mine = [s for info in infos.values() for s in info.speakers if s.participant == person.id]
        words = sum(said.get((infos[s.transcript].revision, s.label), 0) for s in mine)
        titles = ", ".join(dict.fromkeys(infos[s.transcript].title for s in mine))
        labels = ", ".join(dict.fromkeys(s.label for s in mine))
        facts = tuple(person.attributes.get(name, "") for name in names)
        rows.append((person.id, person.pseudonym, titles, labels, words, *facts))
    return Table("participants", ("id", "pseudonym", "transcripts", "speakers", "words", *names), tuple(rows))


def speakers_table(project: Project, transcript: str | None = None) -> Table:
    """One row a speaker label: role, participant, words."""
    only = naming.transcript(project, transcript).id if transcript else None
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
    transcript: str | None = None,
    why: str = "",
) -> int:
    """Change role or participant of a label, in one transcript or in all; returns in how many."""
    if role is None and participant is None:
        raise BadInput("say what to set: --role ROLE, --participant NAME, or both")
    if role is not None and role not in ROLES:
        raise BadInput(f"role {role!r} is not known; choose {', '.join(ROLES)}")
    only = naming.transcript(project, transcript).id if transcript else None
    with project.read() as session:
        infos = transcripts.infos(session, only)
    found = [(info.id, s.label) for info in infos for s in info.speakers if fold(s.label) == fold(label)]
    if not found:
        labels = sorted({s.label for info in infos for s in info.speakers})
        where = f"in {transcript!r}" if transcript else "in any transcript"
        raise NotFound(f"no speaker is labelled {label!r} {where}; the labels are", labels[:30])
    new_role: Role | None = role if role in ROLES else None
    parts = [part for part in (role, f"is {participant}" if participant else "") if part]
    with project.decide("set speaker", f"{label}: {', '.join(parts)}", why, phase=1) as deciding:
        session = deciding.session
        person = participants.ensure(session, participant) if participant else None
        for transcript_id, each in found:
            transcripts.set_speaker(session, transcript_id, each, new_role, person)
            if new_role == "participant" and person is None:
                transcripts.give_participant(session, transcript_id, each)
    return len(found)


def import_table(project: Project, path: Path, why: str = "") -> ImportedParticipants:
    """Take attributes from a CSV or spreadsheet and match its rows to speakers by name or pseudonym.

    The column that names people is called pseudonym, participant, name or id, else it is the first. A row that
    nobody speaks for becomes a participant too; it is listed, as are speakers without a row.
    """
    from qualwork.ingest.sheet import read_sheet

    headers, rows = read_sheet(path)
    at = _name_column(project, headers, rows)
    seen: set[str] = set()
    for row in rows:
        if not row[at]:
            raise BadInput(f"{path}: a row has no {headers[at] or 'first column'}; every participant needs a name")
        if fold(row[at]) in seen:
            raise BadInput(f"{path}: {row[at]!r} occurs in two rows; every participant has one")
        seen.add(fold(row[at]))
    with project.read() as session:
        infos = transcripts.infos(session)
        names = {person.id: person.pseudonym for person in participants.everyone(session)}
    speaking: dict[str, str] = {}
    for info in infos:
        for s in info.speakers:
            if s.role == "participant":
                name = names.get(s.participant or 0, s.label)
                speaking |= {fold(name): name, fold(s.label): name}
        _by_title(info.title, [s.participant for s in info.speakers if s.role == "participant"], names, speaking)
    attributes = tuple(header for column, header in enumerate(headers) if column != at and header)
    matched: list[str] = []
    lonely: list[str] = []
    with project.decide("import participants", path.name, why, phase=1) as deciding:
        for row in rows:
            known = speaking.get(fold(row[at]))
            (matched if known else lonely).append(row[at])
            person = participants.ensure(deciding.session, known or row[at])
            facts = {header: row[column] for column, header in enumerate(headers) if column != at and header}
            participants.set_attributes(deciding.session, person, facts)
    reached = {fold(speaking[fold(name)]) for name in matched}
    unmatched = tuple(sorted({name for name in speaking.values() if fold(name) not in reached}))
    return ImportedParticipants(headers[at], tuple(matched), tuple(lonely), unmatched, attributes)


def _by_title(title: str, people: list[int | None], names: dict[int, str], speaking: dict[str, str]) -> None:
    """The only participant of a transcript also answers to its title."""
    if len(people) == 1 and people[0] in names:
        speaking.setdefault(fold(title), names[people[0] or 0])


def _name_column(project: Project, headers: list[str], rows: list[list[str]]) -> int:
    lower = [header.casefold() for header in headers]
    named = [lower.index(name) for name in NAME_COLUMNS if name in lower]
    if not named:
        return 0
    with project.read() as session:
        known = {fold(s.label) for info in transcripts.infos(session) for s in info.speakers}
        known |= {fold(person.pseudonym) for person in participants.everyone(session)}
    return max(named, key=lambda column: (sum(fold(row[column]) in known for row in rows), -named.index(column)))
