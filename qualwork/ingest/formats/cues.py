"""Cues of caption files: times, markup, voices, labels at the start of a cue, and lines that roll over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise

from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.formats.timed import Piece, compose
from qualwork.ingest.speakers import speaker_evidence
from qualwork.ingest.speakers.labels import Head, heads
from qualwork.model.errors import BadInput

FRAMES = 25  # of a second, where a time ends in two digits that count them
_CLOCK = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,6})(?:[.,](\d{1,9})|(?<=:\d\d):(?:(\d{3})|(\d{2})))?")
_BROKEN = ("0", "60", "60", None, None, None)
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,80})?(?:[ \t]([^>\n]{0,200}))?>")
_VOICE_END = re.compile(r"</v>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|em|strong|font|lang|ruby|span)(?:[.\s][^<>]{0,200})?/?>|<rt>.{0,200}?</rt>|</?rt>|<[\d:.]+>"
)
_POSITION = re.compile(r"\{\\[^{}\n]{0,100}\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});")
_CHANGE = re.compile(r">>+ ?")
_ROLLING_SHARE = 0.25  # of the cues begin with the line before: the captions roll


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: the line its time stands on, milliseconds, and its lines of text as they stand in the file."""

    line: int
    begins: int
    ends: int
    lines: tuple[str, ...]


def clock(stamp: str, line: int) -> int:
    """A time stamp in milliseconds; raises BadInput, naming the line, where it is broken.

    Programs write seconds alone, numbers without leading zeros, a colon before the milliseconds, or two digits that
    count the frames of a second, taken here as 25.
    """
    match = _CLOCK.fullmatch(stamp.strip())
    hours, minutes, seconds, fraction, thousandths, frames = match.groups() if match else _BROKEN
    if (minutes and int(seconds) > 59) or (hours and int(minutes) > 59):
        raise BadInput(f"line {line}: broken time stamp {stamp.strip()[:40]!r}: it should look like 00:01:02.345")
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    if frames is not None:
        return whole * 1000 + int(frames) * 1000 // FRAMES
    return whole * 1000 + int((fraction or thousandths or "0").ljust(3, "0")[:3])


def draft(cues: Sequence[Cue], form: str, encoding: str, warnings: Sequence[str], named: Iterable[str]) -> Draft:
    """Turns out of cues; `named` labels are speakers for sure. Raises BadInput where no cue holds text."""
    said = list(warnings)
    rolled, dropped = _without_rolling(cues)
    if dropped:
        said.append(f"rolling captions: {dropped} lines that a cue repeats from the one before were left out")
    backwards = [cue.line for cue in cues if cue.ends < cue.begins]
    if backwards:
        said.append(f"line {backwards[0]}: a cue ends before it begins ({len(backwards)} in all)")
    empty = [cue.line for cue in cues if not any(line.strip() for line in cue.lines)]
    if empty:
        numbers = ", ".join(map(str, empty))
        said.append(f"{len(empty)} cue{'s' * (len(empty) > 1)} without text left out: line {numbers}")
    if any(_VOICE.search(line) for cue in rolled for line in cue.lines):
        pieces = list(_voices(rolled))
    else:
        pieces = _labelled(rolled, frozenset(name.casefold() for name in named), said)
    text, turns = compose(pieces)
    if not turns:
        raise BadInput("holds no captions")
    return Draft(text, form, encoding, turns=turns, warnings=tuple(said))


def plain(text: str) -> str:
    """Caption text without markup, entities resolved after it so that `&lt;` stays a sign."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "{\\" in text:
        text = _POSITION.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: unescape(match.group()), text)
    return text


def _voices(cues: Iterable[Cue]) -> Iterator[Piece]:
    """Pieces by `<v Name>`: a cue may hold several voices, and one without any goes on with the last."""
    speaker: str | None = None
    for cue in cues:
        text = "\n".join(cue.lines)
        at = 0
        for match in _VOICE.finditer(text):
            yield Piece(cue.begins, cue.ends, speaker, _joined(text[at : match.start()]))
            speaker = plain(match[1] or "").strip() or None
            at = match.end()
        yield Piece(cue.begins, cue.ends, speaker, _joined(text[at:]))


def _joined(text: str) -> str:
    return " ".join(plain(_VOICE_END.sub("", text)).split("\n")).strip()


def _labelled(cues: Sequence[Cue], trusted: frozenset[str], warnings: list[str]) -> list[Piece]:
    """Pieces by labels at line starts (`Travis: ...`), believed on the same evidence as in a plain transcript."""
    parts: list[str] = []
    owners: list[Cue] = []
    changes: set[int] = set()
    length = 0
    for cue in cues:
        for line in cue.lines:
            shown = " ".join(plain(line).split())
            said = _CHANGE.sub("", shown)
            if said:
                if said != shown and shown.startswith(">>"):
                    changes.add(length)
                parts.append(said)
                owners.append(cue)
                length += len(said) + 1
    text = "\n".join(parts) + "\n"
    begun, doubts = speaker_evidence.choose(text, heads(text, "colon"), trusted)
    warnings += doubts
    if not begun:
        warnings.append("no speakers named: all speech is kept under one label")
    by_start: dict[int, Head] = {head.start: head for head in begun}
    pieces: list[Piece] = []
    speaker: str | None = None
    at = 0
    for part, cue in zip(parts, owners, strict=True):
        head = by_start.get(at)
        speech = 0
        if head is not None:
            speaker = head.label
            speech = min(head.speech - at, len(part))
        elif at in changes:
            speaker = None
        pieces.append(Piece(cue.begins, cue.ends, speaker, part[speech:]))
        at += len(part) + 1
    return pieces


def _without_rolling(cues: Sequence[Cue]) -> tuple[list[Cue], int]:
    """Leave out lines that a cue repeats from the one before, where so many do that the captions must be rolling."""
    shown = [[plain(_VOICE_END.sub("", _VOICE.sub("", line))).strip() for line in cue.lines] for cue in cues]
    repeats = [_repeated(before, after) for before, after in pairwise(shown)]
    rolling = sum(0 < count < len(lines) for count, lines in zip(repeats, shown[1:], strict=True))
    if rolling < max(3, _ROLLING_SHARE * len(cues)):
        return list(cues), 0
    kept = list(cues[:1])
    for cue, count in zip(cues[1:], repeats, strict=True):
        kept.append(replace(cue, lines=cue.lines[count:]))
    return kept, sum(repeats)


def _repeated(before: list[str], after: list[str]) -> int:
    """How many lines at the start of a cue are the last lines of the cue before."""
    told = [line for line in before if line]
    for count in range(len(after), 0, -1):
        lines = [line for line in after[:count] if line]
        if lines and told[-len(lines) :] == lines:
            return count
    return 0
