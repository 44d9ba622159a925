"""What the person who imports says of brackets: these words were said, those are a note, whatever the rule thinks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from qualwork.ingest.speakers.stage_notes import apart
from qualwork.model.transcript import Reading, Turn

_SIGNS = " \t\n\\[](){}<>"


def plain(bracket: str) -> str:
    """A bracket as it is compared and counted: its words in lower case, without the signs around them."""
    return " ".join(bracket.casefold().split()).strip(_SIGNS)


def with_choices(reading: Reading, said: Collection[str], notes: Collection[str]) -> Reading:
    """The reading with brackets of these words as speech, and brackets and whole lines of those as notes."""
    if not said and not notes:
        return reading
    spoken = {plain(bracket) for bracket in said}
    words = "|".join(r"\s+".join(map(re.escape, plain(note).split())) for note in notes)
    pattern = re.compile(rf"\\?[\[(<{{]+\s*(?:{words})\s*\\?[\])>}}]+|^[ \t]*(?:{words})[ \t]*$", re.I | re.M)
    turns = tuple(_chosen(reading.text, turn, spoken, pattern if words else None) for turn in reading.turns)
    return replace(reading, turns=turns)


def _chosen(text: str, turn: Turn, spoken: Collection[str], notes: re.Pattern[str] | None) -> Turn:
    kept = [aside for aside in turn.asides if plain(text[slice(*aside)]) not in spoken]
    if notes is not None and turn.speaker is not None:
        kept = apart(sorted([*kept, *_matches(text, turn, notes)], key=lambda span: (span[0], -span[1])))
    return replace(turn, asides=tuple(kept))


def _matches(text: str, turn: Turn, notes: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in notes.finditer(text, turn.speech_start, turn.end):
        yield match.span()
