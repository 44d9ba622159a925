"""WebVTT, SubRip and SubViewer captions as cues; broken ones are refused with the number of the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from qualwork.ingest.formats.canonical import Decoded
from qualwork.ingest.formats.cues import Cue, clock, draft
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.model.errors import BadInput

_ARROW = "-->"
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_SBV_TIMES = re.compile(r"\s*[\w:.]+,[\w:.]+\s*")


@dataclass(slots=True)
class _Lines:
    """Cues as they are read, and text that stands outside of any."""

    cues: list[Cue] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    comments: int = 0

    def keep(self, number: int, lines: Sequence[str]) -> None:
        """Text after a blank line inside a cue: it goes on with that cue, or is a header where there is none."""
        if self.cues:
            last = self.cues[-1]
            self.cues[-1] = Cue(last.line, last.begins, last.ends, (*last.lines, *lines))
            self.stray.append(number)

    def warnings(self) -> list[str]:
        """What is not quite as the format wants it."""
        said = []
        if self.comments:
            said.append(f"left out: {self.comments} comment or style block{'s' * (self.comments > 1)}")
        if self.stray:
            said.append(f"line {self.stray[0]}: text without a time stamp was kept with the cue before")
        return said


def read_vtt(decoded: Decoded, named: Sequence[str] = ()) -> Draft:
    """WebVTT; raises BadInput for a missing signature, a broken time stamp or no captions."""
    if not decoded.text.startswith("WEBVTT"):
        raise BadInput("line 1: a WebVTT file begins with the word WEBVTT")
    blocks = list(_blocks(decoded.text, _has_arrow))
    made = _Lines()
    for number, lines in blocks[1:] if not _has_arrow(blocks[0][1][-1]) else blocks:
        if _BLOCK.match(lines[0]) and not any(map(_has_arrow, lines)):
            made.comments += 1
        else:
            _cue(made, number, lines, _has_arrow, _arrow_times)
    return draft(made.cues, "vtt", decoded.encoding, [*decoded.warnings, *made.warnings()], named)


def read_srt(decoded: Decoded, named: Sequence[str] = ()) -> Draft:
    """SubRip; raises BadInput for a broken or missing time stamp or no captions."""
    made = _Lines()
    for number, lines in _blocks(decoded.text, _has_arrow):
        timed = any(map(_has_arrow, lines[:2]))
        if not timed and lines[0].strip().isdigit() and (len(lines) > 1 or not made.cues):
            raise BadInput(f"line {number}: cue {lines[0].strip()[:12]} has no time stamp below it")
        _cue(made, number, lines, _has_arrow, _arrow_times)
    return draft(made.cues, "srt", decoded.encoding, [*decoded.warnings, *made.warnings()], named)


def read_sbv(decoded: Decoded, named: Sequence[str] = ()) -> Draft:
    """SubViewer as YouTube writes it; raises BadInput for a broken time stamp or no captions."""
    made = _Lines()
    for number, lines in _blocks(decoded.text, _has_comma):
        _cue(made, number, lines, _has_comma, _comma_times)
    return draft(made.cues, "sbv", decoded.encoding, [*decoded.warnings, *made.warnings()], named)


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
    """Add one block: an identifier perhaps, the times, the text."""
    at = next((place for place, line in enumerate(lines[:2]) if is_time(line)), None)
    if at is None:
        made.keep(number, lines)
        return
    begins, ends = times(lines[at], number + at)
    made.cues.append(Cue(number + at, begins, ends, tuple(lines[at + 1 :])))


def _has_arrow(line: str) -> bool:
    return _ARROW in line and ":" in line


def _arrow_times(line: str, number: int) -> tuple[int, int]:
    begins, _, rest = line.partition(_ARROW)
    ends = rest.split()
    return clock(begins, number), clock(ends[0] if ends else "", number)


def _has_comma(line: str) -> bool:
    return line.count(":") >= 2 and _SBV_TIMES.fullmatch(line) is not None


def _comma_times(line: str, number: int) -> tuple[int, int]:
    begins, _, ends = line.partition(",")
    return clock(begins, number), clock(ends, number)
