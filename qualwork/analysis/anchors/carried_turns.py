"""Turns of an old text carried to a new one, where the format knew its speakers and the text alone does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qualwork.analysis.anchors.reanchor import Carrier
from qualwork.model.transcript import Turn


def carried_turns(carrier: Carrier, turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The same turns over the new text; one whose text went is left out, what came new belongs to the turn it is in."""
    length, found = len(carrier.new), list[Turn]()
    starts = [0, *(_start(carrier, turn) for turn in turns[1:]), length]
    for number, turn in enumerate(turns):
        start, end = starts[number], max(starts[number + 1 :][:1])
        if start >= end:
            continue
        speech = min(end, max(start, _start(carrier, turn, turn.speech_start)))
        if turn.speech_start == turn.end:
            speech = end
        asides = tuple(_asides(carrier, turn, speech, end))
        found.append(replace(turn, start=start, end=end, speech_start=speech, asides=asides))
    return _tiled(found, length)


def with_times(carrier: Carrier, old: Sequence[Turn], new: Sequence[Turn]) -> tuple[Turn, ...]:
    """The new turns with the times of those they continue."""
    known = {carrier.script.carried(turn.speech_start): turn for turn in old if turn.begins is not None}
    return tuple(
        replace(turn, begins=known[turn.speech_start].begins, ends=known[turn.speech_start].ends)
        if turn.begins is None and turn.speech_start in known
        else turn
        for turn in new
    )


def _start(carrier: Carrier, turn: Turn, place: int | None = None) -> int:
    place = turn.start if place is None else place
    return carrier.position(place)


def _asides(carrier: Carrier, turn: Turn, speech: int, end: int) -> Iterator[tuple[int, int]]:
    at = speech
    for low, high in turn.asides:
        place = carrier.carry(low, high)
        if place.how == "carried" and at <= place.start and place.end <= end:
            yield place.start, place.end
            at = place.end


def _tiled(turns: Sequence[Turn], length: int) -> tuple[Turn, ...]:
    """Turns that tile the text, however those before and behind a gap came to lie."""
    found: list[Turn] = []
    for turn in turns:
        start = found[-1].end if found else 0
        if turn.end > start:
            found.append(replace(turn, start=start, speech_start=max(start, turn.speech_start)))
    if not found:
        return (Turn(0, length, 0, turns[0].speaker if turns else None),)
    last = found[-1]
    return (*found[:-1], replace(last, end=length, speech_start=min(last.speech_start, length)))
