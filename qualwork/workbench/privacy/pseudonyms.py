"""Real names kept in a key file of their own: replaced as interviews come in, sought in what goes out.

The key is a table with the columns `name` and `pseudonym`. It is never copied into the project.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualwork.model.errors import BadInput
from qualwork.model.table import Table
from qualwork.model.transcript import FoundNote, FoundSpeaker, Reading, Turn

if TYPE_CHECKING:
    from qualwork.analysis.privacy.pseudonyms import Names, Replaced, Variant
    from qualwork.workbench.base.projects import Project

KEY_VARIABLE = "QUALWORK_KEY"
_NAME_HEADERS = ("name", "real name", "real_name", "real")
_PSEUDONYM_HEADERS = ("pseudonym", "participant", "alias")
_PERHAPS = (
    "may be the name of {}; `pseudonyms suggest KEY --accept WORD` puts it into the key, --dismiss WORD says it is none"
)
_COLUMNS = ("written", "name", "pseudonym", "score", "occurrences", "context")


def read_key(path: Path) -> Names:
    """The names of a key file; raises BadInput where a line lacks a name or gives a name two pseudonyms."""
    from qualwork.analysis.privacy.pseudonyms import Names

    return Names(_entries(path))


def key_of_environment(environment: Mapping[str, str] = os.environ) -> Names | None:
    """The key that `$QUALWORK_KEY` names, against which everything that is exported is checked."""
    named = environment.get(KEY_VARIABLE)
    return read_key(Path(named)) if named else None


def _entries(path: Path) -> list[tuple[str, str]]:
    from qualwork.ingest.sheets.sheet import read_sheet

    headers, rows = read_sheet(path)
    folded = [header.casefold() for header in headers]
    at = next((folded.index(each) for each in _NAME_HEADERS if each in folded), None)
    to = next((folded.index(each) for each in _PSEUDONYM_HEADERS if each in folded), None)
    if at is None or to is None:
        raise BadInput(f"{path}: a key has the columns name and pseudonym; these are {', '.join(headers)}")
    found: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        name, pseudonym = " ".join(row[at].split()), " ".join(row[to].split())
        if not name or not pseudonym:
            raise BadInput(f"{path}: row {number} lacks a {'pseudonym' if name else 'name'}")
        if found.setdefault(name, pseudonym) != pseudonym:
            raise BadInput(f"{path}: row {number}: {name!r} has two pseudonyms, {found[name]!r} and {pseudonym!r}")
    return list(found.items())


def add_to_key(path: Path, entries: Sequence[tuple[str, str]]) -> None:
    """Put names behind those of a key file (.csv), all or none; only its owner may read it then."""
    if path.suffix.lower() not in (".csv", ".tsv", ".txt"):
        raise BadInput(f"{path}: names can be added to a .csv key only; write them into the table yourself")
    known = _entries(path)
    text = path.read_text(encoding="utf-8-sig")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    headers = next(csv.reader(io.StringIO(text), delimiter=delimiter))
    folded = [header.strip().casefold() for header in headers]
    made = io.StringIO()
    writer = csv.writer(made, delimiter=delimiter, lineterminator="\n")
    for name, pseudonym in entries:
        if (name, pseudonym) not in known:
            row = [""] * len(headers)
            row[next(folded.index(each) for each in _NAME_HEADERS if each in folded)] = name
            row[next(folded.index(each) for each in _PSEUDONYM_HEADERS if each in folded)] = pseudonym
            writer.writerow(row)
    part = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(text if text.endswith("\n") else f"{text}\n")
        file.write(made.getvalue())
    part.replace(path)


def pseudonymised(reading: Reading, names: Names) -> Reading:
    """What was read from a file with its names replaced, everywhere; the file's own bytes are not kept."""
    made = names.replace(reading.text)
    label = {s.label: names.replace(s.label).text for s in reading.speakers}
    turns = tuple(moved(turn, made, label) for turn in reading.turns)
    title = names.replace(reading.title).text
    count = len(made.hits)
    note = f"{count} names replaced; of the file only the text with pseudonyms is kept"
    return replace(
        reading,
        title=title,
        source_name=f"{title}.txt",
        source_bytes=made.text.encode(),
        text=made.text,
        turns=turns,
        speakers=tuple(_together([replace(s, label=label[s.label]) for s in reading.speakers], names)),
        format="txt",
        encoding="utf-8",
        pages=tuple(made.place(page) for page in reading.pages),
        left_out=tuple(replace(line, text=names.replace(line.text).text) for line in reading.left_out),
        notes=tuple(
            FoundNote(made.place(note.start), made.place(note.end), names.replace(note.text).text)
            for note in reading.notes
        ),
        warnings=(*(names.replace(each).text for each in reading.warnings), note, *_left(title, made.text, names)),
    )


def _left(title: str, text: str, names: Names) -> Iterator[str]:
    """What may be a name too and was left, as only a person can be sure: a line each, with the places."""
    lines: dict[tuple[str, str], list[int]] = {}
    for hit in names.leaks(text):
        written = text[hit.start : hit.end]
        lines.setdefault((written, hit.pseudonym), []).append(text.count("\n", 0, hit.start) + 1)
    for hit in names.leaks(title):
        yield f"the title has “{title[hit.start : hit.end]}”: {_PERHAPS.format(hit.pseudonym)}"
    for (written, pseudonym), places in lines.items():
        where = ", ".join(map(str, dict.fromkeys(places)))
        yield f"“{written}” (line {where}) {_PERHAPS.format(pseudonym)}"


def moved(turn: Turn, made: Replaced, label: Mapping[str, str]) -> Turn:
    """A turn of the old text as it stands in the new one."""
    place = made.place
    return replace(
        turn,
        start=place(turn.start),
        end=place(turn.end),
        speech_start=place(turn.speech_start),
        speaker=None if turn.speaker is None else label.get(turn.speaker, turn.speaker),
        asides=tuple((place(start), place(end)) for start, end in turn.asides),
    )


def _together(speakers: Sequence[FoundSpeaker], names: Names) -> Iterator[FoundSpeaker]:
    """Labels that have become one are one speaker."""
    by_label: dict[str, FoundSpeaker] = {}
    for speaker in speakers:
        known = by_label.get(speaker.label)
        first_line, reason = names.replace(speaker.first_line).text, names.replace(speaker.reason).text
        by_label[speaker.label] = (
            replace(speaker, first_line=first_line, reason=reason)
            if known is None
            else replace(known, turns=known.turns + speaker.turns)
        )
    yield from by_label.values()


def variants(project: Project, key: Path) -> list[Variant]:
    """Words of the transcripts that may be a name of the key written otherwise."""
    from qualwork.project.rows import transcripts

    names = read_key(key)
    with project.read() as session:
        return names.variants(transcript.text for transcript in transcripts.load_all(session))


def variants_table(project: Project, key: Path) -> Table:
    """`variants` as rows."""
    rows = tuple(
        (one.written, one.name, one.pseudonym, one.score, one.occurrences, one.context)
        for one in variants(project, key)
    )
    return Table("variants of names", _COLUMNS, rows)
