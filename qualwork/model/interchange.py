"""A whole project as plain values: what is exchanged with other programs, whatever the file.

Things name each other by GUID; an empty one stands for a thing that has none yet. Positions are code points,
0-based, end exclusive, in the text of their source.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from qualwork.model.memo import MemoKind
from qualwork.model.theme import CODING_MARKS, CodingMark, ThemeStatus
from qualwork.model.transcript import Reading, Role

On = Literal["project", "transcript", "participant", "code", "coding", "theme"]
SET_OF_TRANSCRIPTS = "set: "
"""An attribute of a transcript that begins so says that it is in the set named behind it."""
ORIGIN = "qualwork"
"""What our own files say of where they come from."""
CODE_TITLES = ("Use when", "Do not use when")
THEME_TITLES = {
    "differs": "Differs from its neighbours",
    "scope_in": "In scope",
    "scope_out": "Out of scope",
    "story": "Story",
    "narrative": "Narrative",
    "status": "Status",
}
"""Titles of the parts of a code's or a theme's description, where a format has one text for all of them."""
MARK_NAMES: Mapping[str, CodingMark] = {f"is {mark} for": mark for mark in CODING_MARKS}
RESOLVED = ", resolved"
_VOICE = re.compile(r"Speaker (.+): (participant|interviewer|other)(?: = (.+))?")
_SPACE = uuid.UUID("5f0c8f0e-54a4-5c0e-9d0a-3f6b0d1f6a10")


@dataclass(frozen=True, slots=True)
class User:
    """A person who coded or wrote."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class InterchangeCode:
    """A code; parents come before their sub-codes."""

    guid: str
    name: str
    parent: str | None = None
    definition: str = ""
    use_when: str = ""
    use_not: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A participant: attributes, and the sources in which they speak."""

    guid: str
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """A label of a source with its role and the name of the participant meant."""

    label: str
    role: Role
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript; `reading` is there on the way in, with the original bytes and the turns that were found."""

    guid: str
    title: str
    text: str = field(repr=False)
    attributes: Mapping[str, str] = field(default_factory=dict)
    voices: tuple[Voice, ...] = ()
    reading: Reading | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class InterchangeCoding:
    """A code on a stretch of a source; `at` is UTC in ISO 8601, where known."""

    guid: str
    code: str
    source: str
    start: int
    end: int
    user: str | None = None
    at: str | None = None
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A memo on a thing (the project has no GUID), or on a stretch of a source where start and end are given."""

    guid: str
    text: str
    on: On
    thing: str = ""
    kind: MemoKind = "note"
    resolved: bool = False
    user: str | None = None
    at: str | None = None
    start: int | None = None
    end: int | None = None
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A set of codes: a theme. Parents come before their subthemes."""

    guid: str
    name: str
    parent: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    status: ThemeStatus = "candidate"
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed relation between two themes."""

    source: str
    target: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding that is exemplary for a theme, contrary to it or dismissed from it."""

    theme: str
    coding: str
    mark: CodingMark
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """Everything of one project that other programs can take, or that was found in a file of theirs.

    `notices` say what was guessed, doubted or not taken over, one a line, each with a count or names.
    """

    title: str = ""
    question: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[InterchangeCode, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    codings: tuple[InterchangeCoding, ...] = ()
    notes: tuple[Note, ...] = ()
    groups: tuple[Group, ...] = ()
    relations: tuple[Relation, ...] = ()
    marks: tuple[Mark, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What came into a project: how much of each was new (`transcripts`, `codes`, ...), and notices on what was not."""

    new: Mapping[str, int]
    notices: tuple[str, ...] = ()


def derived_guid(*parts: object) -> str:
    """The same GUID for the same parts, whenever and wherever it is asked for."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(str(part) for part in parts))).upper()


def voices_to_lines(voices: Iterable[Voice]) -> str:
    """Who speaks in a source, a line each, for a description that people read too."""
    return "\n".join(
        f"Speaker {voice.label}: {voice.role}" + (f" = {voice.participant}" if voice.participant else "")
        for voice in voices
    )


def voices_from_lines(text: str) -> tuple[tuple[Voice, ...], str]:
    """The voices that a description names, and what else it says."""
    voices, rest = [], []
    for line in text.split("\n"):
        match = _VOICE.fullmatch(line)
        if match:
            voices.append(Voice(match[1], match[2], match[3]))  # type: ignore[arg-type]
        else:
            rest.append(line)
    return tuple(voices), "\n".join(rest).strip()


def join_sections(first: str, rest: Mapping[str, str]) -> str:
    """One text of several: the first as it is, each other one, unless empty, behind a line with its title.

    `split_sections` with the same titles brings all of them back to the letter.
    """
    titles = tuple(rest)
    parts = [_escaped(first, titles)] if first else []
    parts += [f"{title}:\n{_escaped(text, titles)}" for title, text in rest.items() if text]
    return "\n\n".join(parts)


def split_sections(text: str, titles: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """The first text and those behind their titles; a title that does not occur has the empty text."""
    found = dict.fromkeys(titles, "")
    pieces = re.split(rf"(?:\A|\n\n)({'|'.join(map(re.escape, titles))}):\n", text)
    for title, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        found[title] = f"{found[title]}\n\n{piece}" if found[title] else piece
    opened = {title: _opened(piece, titles) for title, piece in found.items()}
    return _opened(pieces[0], titles), opened


def _escaped(text: str, titles: tuple[str, ...]) -> str:
    return _line_like(titles, "").sub(r"\\\g<0>", text)


def _opened(text: str, titles: tuple[str, ...]) -> str:
    return _line_like(titles, r"\\").sub(lambda match: match[0][1:], text)


def _line_like(titles: tuple[str, ...], before: str) -> re.Pattern[str]:
    """Lines that look like a title, with any number of escapes behind `before`."""
    return re.compile(rf"^{before}\\*(?:{'|'.join(map(re.escape, titles))}):$", re.MULTILINE)
