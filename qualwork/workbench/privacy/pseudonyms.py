"""Real names kept in a key file of their own: replaced as interviews come in, sought in what goes out.

The key is a table with the columns `name` and `pseudonym`. It is never copied into the project.
"""

from __future__ import annotations

import csv
import html
import io
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualwork.model.errors import BadInput
from qualwork.model.table import Table
from qualwork.model.transcript import FoundSpeaker, Reading, Turn

if TYPE_CHECKING:
    from qualwork.analysis.privacy.pseudonyms import Names, Replaced, Variant
    from qualwork.workbench.base.projects import Project

KEY_VARIABLE = "QUALWORK_KEY"
_NAME_HEADERS = ("name", "real name", "real_name", "real")
_PSEUDONYM_HEADERS = ("pseudonym", "participant", "alias")
_TAG = re.compile(r"<[^<>]*>")
_UNREADABLE = frozenset({".png"})
_COLUMNS = ("written", "name", "pseudonym", "score", "occurrences", "context")


@dataclass(frozen=True, slots=True)
class Leak:
    """A name of the key that stands somewhere it should not: where, whose, and how often."""

    where: str
    pseudonym: str
    occurrences: int


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
        warnings=(*(names.replace(each).text for each in reading.warnings), note),
    )


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
        first_line = names.replace(speaker.first_line).text
        by_label[speaker.label] = (
            replace(speaker, first_line=first_line)
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


def leaks_in_files(paths: Sequence[Path], names: Names) -> list[Leak]:
    """Names that stand in files, whatever their kind, in any case."""
    found = []
    for path in paths:
        if path.suffix.lower() not in _UNREADABLE:
            found += _leaks(str(path), "\n".join(_texts(path)), names)
            found += _leaks(f"the name of {path}", path.name, names)
    return found


def leaks_in_project(project: Project, names: Names) -> list[Leak]:
    """Names that stand in a project: in what is there now, in its contents, and in its log."""
    from qualwork.project.rows import whole_text

    with project.read() as session:
        return [leak for where, text in whole_text.everything(session) for leak in _leaks(where, text, names)]


def _leaks(where: str, text: str, names: Names) -> list[Leak]:
    counts = Counter(hit.pseudonym for hit in names.leaks(text))
    return [Leak(where, pseudonym, count) for pseudonym, count in sorted(counts.items())]


def _texts(path: Path) -> Iterator[str]:
    """The texts that a file holds, without its markup."""
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                yield _plain(archive.read(name))
    elif data.startswith(b"SQLite format 3\x00"):
        yield data.decode("utf-8", errors="replace")
    else:
        yield _plain(data)


def _plain(data: bytes) -> str:
    text = data.decode("utf-8-sig", errors="replace")
    if text.lstrip().startswith("<"):
        return html.unescape(_TAG.sub("", text)) + "\n" + html.unescape(_TAG.sub(" ", text))
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
