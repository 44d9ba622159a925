"""WebVTT, SubRip and SubViewer captions as cues; broken ones are refused with the number of the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from qualwork.ingest.formats.canonical import Decoded
from qualwork.ingest.formats.cues import FRAMES, Cue, clock, draft
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.model.errors import BadInput
from qualwork.model.transcript import LeftOut

_ARROW = re.compile(r"\s*-{1,2}>\s*|\s*[–—]>\s*|\s*→\s*")
_STAMP = re.compile(r"\s*\d[\w:.,;]*")
_FRAMES = re.compile(r"\d+:\d\d:\d\d:\d\d(?!\d)")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_SBV_TIMES = re.compile(r"\s*(?:(?=.*:.*:)[\w:.]+,[\w:.]+|\d+\.\d+,\d+\.\d+)\s*")
_SHORT_NAME = re.compile(r"[\w.:/-]*")  # of a cue: a number, a GUID, one word


@dataclass(slots=True)
class _Lines:
    """Cues as they are read, and text that stands outside of any."""

    cues: list[Cue] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    blocks: int = 0

    def keep(self, number: int, lines: Sequence[str]) -> None:
        """Text after a blank line inside a cue: it goes on with that cue, or is a header where there is none."""
        if self.cues:
            last = self.cues[-1]
            self.cues[-1] = Cue(last.line, last.begins, last.ends, (*last.lines, *lines))
            self.stray.append(number)
        else:
            self.before += lines

    def left_out(self) -> tuple[LeftOut, ...]:
        """Every line that is in no cue."""
        kinds = (("above the first cue", self.before), ("comment", self.notes), ("name of a cue", self.names))
        return tuple(LeftOut(line.strip(), "", why) for why, lines in kinds for line in lines)

    def warnings(self) -> list[str]:
        """What is not quite as the format wants it, and all text that is in no cue."""
        said = []
        if self.before:
            said.append(f"left out above the first cue: {_quoted(self.before)}")
        if self.blocks:
            said.append(f"left out: {self.blocks} comment or style block{'s' * (self.blocks > 1)}")
        if self.notes:
            said.append(f"left out, as it is a comment: {_quoted(self.notes)}")
        if self.names:
            said.append(f"left out, as it names a cue: {_quoted(self.names)}")
        for number in self.stray:
            said.append(f"line {number}: text without a time stamp was kept with the cue before")
        return said


def _quoted(lines: Sequence[str]) -> str:
    return ", ".join(f"“{line.strip()}”" for line in lines)


def read_vtt(decoded: Decoded, named: Sequence[str] = ()) -> Draft:
    """WebVTT; raises BadInput for a missing signature, a broken time stamp or no captions."""
    if not decoded.text.startswith("WEBVTT"):
        raise BadInput("line 1: a WebVTT file begins with the word WEBVTT")
    made = _Lines()
    in_header = True
    for number, lines in _blocks(decoded.text, _has_arrow):
        is_timed = any(map(_has_arrow, lines))
        if in_header:
            stop = next((place for place, line in enumerate(lines) if _has_arrow(line)), len(lines))
            made.before += [line for line in (lines[0].removeprefix("WEBVTT").strip(" \t-"), *lines[1:stop]) if line]
            number, lines, in_header = number + stop, lines[stop:], False
            if not lines:
                continue
        if not is_timed and _BLOCK.match(lines[0]):
            made.blocks += 1
            kind, _, rest = lines[0].partition(" ")
            made.notes += [line for line in (rest, *lines[1:]) if line.strip()] if kind.startswith("NOTE") else []
        else:
            _cue(made, number, lines, _has_arrow, _arrow_times)
    return _finished(made, "vtt", decoded, named)


def read_srt(decoded: Decoded, named: Sequence[str] = ()) -> Draft:
    """SubRip; raises BadInput for a broken or missing time stamp or no captions."""
    made = _Lines()
    for number, lines in _blocks(decoded.text, _has_arrow):
        timed = any(map(_has_arrow, lines))
        if not timed and lines[0].strip().isdigit() and (len(lines) > 1 or not made.cues):
            raise BadInput(f"line {number}: cue {lines[0].strip()[:12]} has no time stamp below it")
        _cue(made, number, lines, _has_arrow, _arrow_times)
    return _finished(made, "srt", decoded, named)


def _finished(made: _Lines, kind: str, decoded: Decoded, named: Sequence[str]) -> Draft:
    warnings = [*decoded.warnings, *made.warnings()]
    if any(map(_FRAMES.search, filter(_has_arrow, decoded.text.split("\n")))):
        warnings.append(f"its times count frames, which were taken as {FRAMES} a second")
    return replace(draft(made.cues, kind, decoded.encoding, warnings, named), left_out=made.left_out())


def read_sbv(decoded: Decoded, named: Sequence[str] = ()) -> Draft:
    """SubViewer as YouTube writes it; raises BadInput for a broken time stamp or no captions."""
    made = _Lines()
    for number, lines in _blocks(decoded.text, _has_comma):
        _cue(made, number, lines, _has_comma, _comma_times)
    return _finished(made, "sbv", decoded, named)


def _blocks(text: str, is_time: Callable[[str], bool]) -> Iterator[tuple[int, list[str]]]:
    """Stretches without a blank line, with the number of their first line; a time stamp begins a new one too."""
    block: list[str] = []
    begun = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            if block:
                yield begun, block
            block = []
            continue
        if block and is_time(line) and any(map(is_time, block)):
            carried = [block.pop()] if block[-1].strip().isdigit() and len(block) > 1 else []
            yield begun, block
            block, begun = carried, number - len(carried)
        if not block:
            begun = number
        block.append(line)
    if block:
        yield begun, block


def _cue(
    made: _Lines,
    number: int,
    lines: list[str],
    is_time: Callable[[str], bool],
    times: Callable[[str, int], tuple[int, int]],
) -> None:
    """Add one block: an identifier perhaps, the times, the text; what stands above them is kept or named too."""
    at = next((place for place, line in enumerate(lines) if is_time(line)), None)
    if at is None:
        made.keep(number, lines)
        return
    if at > 1:
        made.keep(number, lines[: at - 1])
    if at and not _SHORT_NAME.fullmatch(lines[at - 1].strip()):
        made.names.append(lines[at - 1])
    begins, ends = times(lines[at], number + at)
    made.cues.append(Cue(number + at, begins, ends, tuple(lines[at + 1 :])))


def _has_arrow(line: str) -> bool:
    """True for a line that begins with a time and an arrow, be they well formed or not."""
    begins, *rest = _ARROW.split(line, maxsplit=1)
    return bool(rest) and _STAMP.fullmatch(begins) is not None


def _arrow_times(line: str, number: int) -> tuple[int, int]:
    begins, rest = _ARROW.split(line, maxsplit=1)
    ends = rest.split()
    return clock(begins, number), clock(ends[0] if ends else "", number)


def _has_comma(line: str) -> bool:
    return _SBV_TIMES.fullmatch(line) is not None


def _comma_times(line: str, number: int) -> tuple[int, int]:
    begins, _, ends = line.partition(",")
    return clock(begins, number), clock(ends, number)
