"""The reader's report of an import: who says how much in what role and why, and what is not speech, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from qualwork.ingest.speakers.note_choices import plain
from qualwork.model.plurals import counted
from qualwork.model.table import Cell, Table
from qualwork.model.transcript import LeftOut, Reading
from qualwork.workbench.transcripts.imported import ImportedFile

COLUMNS = ("file", "what", "text", "role", "participant", "words", "turns", "questions", "place", "why")
NOBODYS = "in the text, but nobody's words"


def notes_taken(reading: Reading) -> Mapping[str, int]:
    """What was taken for a stage note or time inside turns, and how often; times count together."""
    taken: Counter[str] = Counter()
    for turn in reading.turns:
        for start, end in turn.asides:
            words = plain(reading.text[start:end])
            taken[words if any(sign.isalpha() for sign in words) else "(times, pauses and signs)"] += 1
    return dict(taken.most_common())


def not_speech(reading: Reading) -> tuple[LeftOut, ...]:
    """The lines of the text that are nobody's, and the lines of the file that are not in the text."""
    return (*_nobodys(reading), *reading.left_out)


def _nobodys(reading: Reading) -> Iterator[LeftOut]:
    text = reading.text
    number, at = 1, 0
    for turn in reading.turns:
        if turn.speaker is not None:
            continue
        number += text.count("\n", at, turn.start)
        at = turn.start
        for offset, line in enumerate(text[turn.start : turn.end].split("\n")):
            if line.strip():
                yield LeftOut(line.strip(), f"line {number + offset}", NOBODYS)


def doubts(file: ImportedFile) -> Iterator[str]:
    """A line for each speaker whose role is doubtful: what speaks against it, and what the other role would count."""
    for speaker in file.speakers:
        if speaker.doubt:
            words = counted(speaker.words, "word")
            other = f"{words} more" if speaker.role == "interviewer" else f"{words} fewer"
            change = "--participant LABEL=NAME" if speaker.role == "interviewer" else "--interviewer LABEL"
            yield (
                f"“{speaker.label}” is taken as {speaker.role} ({speaker.reason}; {speaker.doubt}): the other role "
                f"counts {other} of participants; {change} settles it"
            )


def table(files: Sequence[ImportedFile]) -> Table:
    """Everything that is to be said of an import: a row a file, speaker, kind of note, line left out and warning."""
    return Table("import report", COLUMNS, tuple(row for file in files for row in _rows(file)))


def _rows(file: ImportedFile) -> Iterator[tuple[Cell, ...]]:
    name = file.path.name
    yield name, "file", file.transcript, None, None, file.words, file.turns, None, None, file.status
    for speaker in file.speakers:
        size = speaker.words, speaker.turns, speaker.questions
        why = f"{speaker.reason}; {speaker.doubt}" if speaker.doubt else speaker.reason
        yield name, "speaker", speaker.label, speaker.role, speaker.participant, *size, None, why
    for note, count in file.notes.items():
        yield name, "note", note, None, None, None, count, None, None, "not said: a noise, a time or a remark"
    for line in file.left_out:
        yield name, "left out", line.text, None, None, None, None, None, line.place, line.why
    for warning in file.warnings:
        yield name, "warning", warning, None, None, None, None, None, None, None
