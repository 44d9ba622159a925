"""Text to turns: front matter, headings and footnotes belong to nobody, the rest to whoever is labelled before it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualwork.ingest.speakers import speaker_evidence
from qualwork.ingest.speakers.appended_comments import find_comments
from qualwork.ingest.speakers.header_block import describes
from qualwork.ingest.speakers.interjections import find_interjections
from qualwork.ingest.speakers.label_words import NO_LABEL, base
from qualwork.ingest.speakers.labels import OTHER_FORMS, Head, heads
from qualwork.ingest.speakers.stage_notes import apart, find_asides
from qualwork.ingest.speakers.stamped_lines import in_no_order, outnumbered, stamped_heads
from qualwork.model.plurals import counted
from qualwork.model.transcript import FoundNote, Turn, check_tiling

Range = tuple[int, int]

_LATEST_BEGINNING = 5000  # a transcript does not begin further down, and in its second half
_SPARSE = 5000  # characters a turn above which another form of label is tried as well
_NAMED, _SHOWN = 5, 60  # lines that a warning names, and characters of each
_FAR_MORE = 2  # times as many turns as the colon form finds: the other form is meant
_FRONT_LIMIT = 20_000
_FRONT_END = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_SPEAKERS_LIST = re.compile(r"\n(?:speakers?|participants?|guests?):[ \t]*\n((?:[ \t]*-[^\n]*\n)+)", re.IGNORECASE)
_SPEAKERS_LINE = re.compile(r"(?:\A|\n)SPEAKERS[ \t]*\n+([^\n]+)")
_HEADING = re.compile(r"^[ \t]{0,3}(#{1,6}[ \t][^\n]*|([-*_=])(?:[ \t]*\2){2,}[ \t]*)$", re.MULTILINE)
_MAY_HAVE_HEADING = re.compile(r"\n[ \t]{0,3}(?:#|-[ -]-|- -|\*\*\*|\* \*|___|_ _|==)")
_CREDIT = re.compile(r"\n[ \t]*Transcribed by https?://\S+\s*\Z")
_NOT_BLANK = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Structure:
    """What a format knows beyond its text: ranges that are no speech, and bold or first-cell beginnings of lines."""

    silent: tuple[Range, ...] = ()
    leads: tuple[Range, ...] = ()


class Mark(NamedTuple):
    """Where a turn starts, where its speech starts, who speaks (None: nobody), and when in milliseconds."""

    start: int
    speech: int
    speaker: str | None
    begins: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """Turns that tile the text, what was guessed, and comments that stand below the text."""

    turns: tuple[Turn, ...]
    warnings: tuple[str, ...]
    notes: tuple[FoundNote, ...] = ()


def find_turns(text: str, named: Iterable[str] = (), structure: Structure | None = None) -> Found:
    """The turns of a text that is not blank; `named` are labels that the user says are speakers."""
    structure = structure or Structure()
    front, listed = _front_matter(text)
    named = tuple(named)
    trusted = frozenset(name.casefold() for name in (*named, *listed))
    comments = find_comments(text)
    silent = _silent(text, front, (*structure.silent, *comments.below()))
    body = text[: comments.start]
    begun, warnings = _labelled(body, front, trusted, structure)
    warnings += _questions_in_headings(text, front, silent)
    if in_no_order(begun) and not trusted:
        begun, warnings = [], ["lines with names and times in no order: a list of comments, no conversation"]
    stamped = stamped_heads(body, front) if trusted <= {NO_LABEL} else []
    if stamped and (not begun or outnumbered(begun, stamped)):
        begun, warnings = (
            stamped,
            [f"no speaker labels found: {len(stamped)} lines with times are one voice, {NO_LABEL}"],
        )
    elif begun:
        warnings += _above(text[front : begun[0].start])
    else:
        warnings.append(f"no speaker labels found: all speech is kept under one label, {NO_LABEL}")
    other_voices = find_interjections(body, begun)
    begun = sorted((*begun, *other_voices.heads))
    turns = tuple(_turns(text, begun, silent, (*other_voices.notes, *comments.marks)))
    check_tiling(text, turns)
    if comments.notes:
        warnings.append(f"{counted(len(comments.notes), 'comment')} below the text: kept as notes on their places")
    return Found(turns, (*warnings, *_missing(named, turns)), comments.notes)


def _above(text: str) -> list[str]:
    """A warning that names the lines above the first speaker, headings and descriptions left out."""
    lines = [line.strip() for line in text.split("\n") if line.strip(" \t-*=_") and not line.startswith("#")]
    lines = [line for line in lines if not describes(line)]
    return [f"text above the first speaker belongs to nobody: {_quoted(lines)}"] if lines else []


def _labelled(text: str, front: int, trusted: frozenset[str], structure: Structure) -> tuple[list[Head], list[str]]:
    """The accepted heads in the form that labels most turns, the colon form unless it finds next to nothing."""
    headings = {start for start, _ in structure.silent}
    found = _as_headings(heads(text, "colon", front), headings)
    begun, warnings = speaker_evidence.choose(text, found, trusted)
    if begun and begun[0].start > front + max(_LATEST_BEGINNING, len(text) // 2) and not trusted:
        begun = []
    several = len({head.label for head in begun}) > 1
    near_the_top = len(begun) > 1 and begun[0].start <= front + len(text) // 10
    if (several or near_the_top) and len(text) < _SPARSE * len(begun):
        return begun, warnings
    for form in OTHER_FORMS:
        found = heads(text, form, front)
        if form == "bold" and structure.leads:
            found = _leads(text, structure.leads)
        other, said = speaker_evidence.choose(text, _as_headings(found, headings), trusted, sign="")
        if len({head.label for head in other}) > 1 and len(other) > _FAR_MORE * len(begun):
            return other, said
    return begun, warnings


def _as_headings(found: list[Head], headings: Collection[int]) -> list[Head]:
    """Heads that a format says are headings, marked as headings are in Markdown."""
    if not headings:
        return found
    return [head._replace(style="#" + head.style) if head.start in headings else head for head in found]


def _questions_in_headings(text: str, front: int, silent: Iterable[Range]) -> list[str]:
    """A warning that names headings which may be an interviewer's questions: they are nobody's words."""
    lines = [text[start:end].strip() for start, end in silent if start >= front]
    asked = [line for line in lines if line.endswith(("?", "？"))]
    return [f"headings that may be questions belong to nobody: {_quoted(asked)}"] if asked else []


def _quoted(lines: Sequence[str]) -> str:
    said = ", ".join(f"“{line[:_SHOWN]}{'…' * (len(line) > _SHOWN)}”" for line in lines[:_NAMED])
    return said + (f" and {len(lines) - _NAMED} more lines" if len(lines) > _NAMED else "")


def _leads(text: str, leads: Sequence[Range]) -> list[Head]:
    found = []
    for start, end in leads:
        speech = _NOT_BLANK.search(text, end)
        label = " ".join(text[start:end].split()).rstrip(":：").rstrip()
        if label and speech:
            found.append(Head(start, speech.start(), label, "**", True, None))
    return found


def _front_matter(text: str) -> tuple[int, list[str]]:
    """Where a YAML block at the top ends (0 without one), and the speakers that a block at the top names."""
    end = 0
    if text.startswith("---") and text[3:].lstrip(" \t").startswith("\n"):
        match = _FRONT_END.search(text, 3, _FRONT_LIMIT)
        if match:
            after = _NOT_BLANK.search(text, match.end())
            end = text.rfind("\n", 0, after.start()) + 1 if after else len(text)
    top = text[: end or 2000]
    names = [line.strip(" \t-'\"") for match in _SPEAKERS_LIST.finditer(top) for line in match[1].split("\n")]
    if "SPEAKERS" in top:
        names += [name.strip() for match in _SPEAKERS_LINE.finditer(top) for name in match[1].split(",")]
    return end, [name for name in names if name]


def _silent(text: str, front: int, given: Sequence[Range]) -> list[Range]:
    """Ranges that nobody says: front matter, headings and rules in Markdown, and what the format knows."""
    found = list(given)
    if front:
        found.append((0, front))
    if _MAY_HAVE_HEADING.search(text, front) or text.startswith("#"):
        found += [match.span(1) for match in _HEADING.finditer(text, front)]
    credit = _CREDIT.search(text, len(text) - 200 if len(text) > 200 else 0)
    if credit:
        found.append((credit.start() + 1, len(text)))
    return sorted(found)


def _turns(text: str, begun: Sequence[Head], silent: Sequence[Range], notes: Sequence[Range]) -> Iterator[Turn]:
    """Cut the text at heads and silent ranges; a silent range that a speaker goes on after is an aside."""
    asides = find_asides(text)
    asides = apart(sorted([*asides, *notes])) if notes else asides
    if silent:
        marks, inner = _merged(text, begun, silent)
        asides = apart(sorted(asides + inner)) if inner else asides
    else:
        marks = [_mark(head) for head in begun]
    marks = _from_the_start(text, marks)
    at = 0
    for number, (start, speech, speaker, begins) in enumerate(marks):
        end = marks[number + 1].start if number + 1 < len(marks) else len(text)
        speech = end if speaker is None else min(speech, end)
        while at < len(asides) and asides[at][0] < speech:
            at += 1
        inside = []
        while at < len(asides) and asides[at][0] < end:
            if asides[at][1] <= end:
                inside.append(asides[at])
            at += 1
        yield Turn(start, end, speech, speaker, begins, None, tuple(inside))


def _from_the_start(text: str, marks: list[Mark]) -> list[Mark]:
    """The same marks with the first at 0: what stands before the first label is nobody's."""
    if not marks:
        first = _NOT_BLANK.search(text)
        return [Mark(0, first.start() if first else 0, NO_LABEL, None)]
    first_mark = marks[0]
    if first_mark.start == 0:
        return marks
    if not text[: first_mark.start].strip():
        return [first_mark._replace(start=0), *marks[1:]]
    return [Mark(0, 0, None, None), *(marks if first_mark.speaker is not None else marks[1:])]


def _merged(text: str, begun: Sequence[Head], silent: Sequence[Range]) -> tuple[list[Mark], list[Range]]:
    """Marks for heads and for silent ranges between turns, and the silent ranges inside turns.

    A heading that is itself a label is a head; a head inside another silent range is none.
    """
    starts = {head.start for head in begun}
    marks: list[Mark] = []
    inner: list[Range] = []
    coming = deque(begun)
    ranges = _joined(text, [span for span in silent if span[0] not in starts])
    first = _NOT_BLANK.search(text)
    if not begun and first and first.start() < ranges[0][0]:
        marks.append(Mark(first.start(), first.start(), NO_LABEL, None))
    for start, end in ranges:
        while coming and coming[0].start < start:
            marks.append(_mark(coming.popleft()))
        while coming and coming[0].start < end:
            coming.popleft()
        rest = _NOT_BLANK.search(text, end)
        goes_on = rest is not None and (not coming or rest.start() < coming[0].start)
        if goes_on and marks and marks[-1].speaker:
            inner.append((start, end))
            continue
        if not marks or marks[-1].speaker:
            marks.append(Mark(start, start, None, None))
        if rest is not None and goes_on and not begun:
            marks.append(Mark(rest.start(), rest.start(), NO_LABEL, None))
    return [*marks, *map(_mark, coming)], inner


def _mark(head: Head) -> Mark:
    return Mark(head.start, head.speech, head.label, head.begins)


def _joined(text: str, ranges: Sequence[Range]) -> list[Range]:
    """Silent ranges with nothing but white space between them as one."""
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _missing(named: Sequence[str], turns: Sequence[Turn]) -> list[str]:
    if not named:
        return []
    labels = {name.casefold() for turn in turns if turn.speaker for name in (turn.speaker, base(turn.speaker))}
    return [f"no turn is labelled “{name}”" for name in named if name.casefold() not in labels]
