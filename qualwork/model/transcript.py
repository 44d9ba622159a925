"""Transcripts: text tiled by turns, and who speaks in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualwork.model.roles import ROLES as ROLES
from qualwork.model.roles import Role as Role


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a transcript by one speaker.

    Turns tile the text: the first starts at 0, each starts where the one before ends, the last ends at
    `len(text)`. `speech_start` is where the words said begin (after `Ben: `); a turn of front matter or a
    heading has no speaker and `speech_start == end`. `asides` are half-open ranges inside the speech that
    were not said (`[laughs]`). `begins` and `ends` are milliseconds of the recording, where known.
    """

    start: int
    end: int
    speech_start: int
    speaker: str | None
    begins: int | None = None
    ends: int | None = None
    asides: tuple[tuple[int, int], ...] = ()

    def speech(self) -> Iterable[tuple[int, int]]:
        """The half-open ranges of this turn that were said."""
        at = self.speech_start
        for start, end in self.asides:
            if at < start:
                yield at, start
            at = end
        if at < self.end:
            yield at, self.end


@dataclass(frozen=True, slots=True)
class FoundSpeaker:
    """A label as found in a file, with the role proposed for it and why.

    `questions` are its turns that end in a question mark; `doubt` says what speaks against the role, if anything.
    """

    label: str
    role: Role
    reason: str
    turns: int
    first_line: str
    questions: int = 0
    characters: int = 0
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of a file that is not in the text that was made of it: its words, where it stood, and why."""

    text: str
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class FoundNote:
    """What somebody noted in the file beside a passage of its text: a comment of a word processor."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one file, before anything is stored.

    `text` is decoded once with `\\n` line ends and never changed again. `pages` are the offsets at which
    the pages of a PDF start. `warnings` say what was guessed or left out, one a line; `left_out` are the
    lines that are not in `text`, and `notes` the comments beside it.
    """

    title: str
    source_name: str
    source_bytes: bytes = field(repr=False)
    text: str = field(repr=False)
    turns: tuple[Turn, ...] = field(repr=False)
    speakers: tuple[FoundSpeaker, ...]
    format: str
    encoding: str | None = None
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[FoundNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """A label of one transcript, its role, and the participant who is meant by it."""

    id: int
    transcript: int
    label: str
    role: Role
    participant: int | None


@dataclass(frozen=True, slots=True)
class TranscriptInfo:
    """One interview or group, without its text. `words` counts speech of every role."""

    id: int
    title: str
    revision: int
    source_name: str
    source_sha256: str
    format: str
    encoding: str | None
    checked: bool
    attributes: Mapping[str, str]
    speakers: tuple[Speaker, ...]
    words: int = 0
    turns: int = 0
    codings: int = 0


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript with the text and turns of its current revision."""

    info: TranscriptInfo
    text: str = field(repr=False)
    turns: tuple[Turn, ...] = field(repr=False)
    pages: tuple[int, ...] = ()

    def roles(self) -> dict[str, Role]:
        """Role of each label."""
        return {speaker.label: speaker.role for speaker in self.info.speakers}


@dataclass(frozen=True, slots=True)
class Participant:
    """A person studied: a pseudonym and any attributes; may speak in several transcripts."""

    id: int
    pseudonym: str
    attributes: Mapping[str, str]


def check_tiling(text: str, turns: Sequence[Turn]) -> None:
    """Raise ValueError unless `turns` tile `text` and their inner offsets lie in order."""
    at = 0
    for turn in turns:
        inner = [turn.start, turn.speech_start, *(edge for aside in turn.asides for edge in aside), turn.end]
        if turn.start != at or turn.end <= turn.start or inner != sorted(inner):
            raise ValueError(f"turns do not tile the text at {at}: {turn}")
        at = turn.end
    if at != len(text):
        raise ValueError(f"turns end at {at}, the text at {len(text)}")


def turns_to_json(turns: Sequence[Turn], pages: Sequence[int] = ()) -> str:
    """The turn list as one compact JSON text, the form that is stored and hashed."""
    labels: dict[str, int] = {}
    rows = []
    for turn in turns:
        who = -1 if turn.speaker is None else labels.setdefault(turn.speaker, len(labels))
        row: list[object] = [turn.start, turn.speech_start, who]
        if turn.begins is not None or turn.ends is not None or turn.asides:
            row += [turn.begins, turn.ends, [list(aside) for aside in turn.asides]]
        rows.append(row)
    end = turns[-1].end if turns else 0
    value = {"end": end, "labels": list(labels), "pages": list(pages), "turns": rows}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def turns_from_json(stored: str | bytes) -> tuple[tuple[Turn, ...], tuple[int, ...]]:
    """Turns and page starts out of the stored form."""
    value = json.loads(stored)
    labels, rows = value["labels"], value["turns"]
    ends = [row[0] for row in rows[1:]] + [value["end"]]
    turns = []
    for row, end in zip(rows, ends, strict=True):
        speaker = None if row[2] < 0 else labels[row[2]]
        if len(row) == 3:
            turns.append(Turn(row[0], end, row[1], speaker))
        else:
            asides = tuple((start, stop) for start, stop in row[5])
            turns.append(Turn(row[0], end, row[1], speaker, row[3], row[4], asides))
    return tuple(turns), tuple(value["pages"])


def turn_at(turns: Sequence[Turn], offset: int) -> int:
    """Number (0-based) of the turn that holds `offset`; the last one where it lies at the end."""
    low, high = 0, len(turns)
    while low + 1 < high:
        middle = (low + high) // 2
        if turns[middle].start <= offset:
            low = middle
        else:
            high = middle
    return low
