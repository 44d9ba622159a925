"""Text of recordings: pieces with a time and perhaps a speaker become turns, one line each.

The layout is this program's own, as captions have none: `Label: what was said`, a blank line between turns, and no
label where the file names nobody. Consecutive pieces of one speaker are one turn, from the first time to the last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualwork.ingest.formats.canonical import clean
from qualwork.ingest.speakers.label_words import NO_LABEL
from qualwork.ingest.speakers.stage_notes import find_asides
from qualwork.model.transcript import Turn


@dataclass(frozen=True, slots=True)
class Piece:
    """Something said: milliseconds where known, and the label of who said it where the file tells."""

    begins: int | None
    ends: int | None
    speaker: str | None
    text: str


def compose(pieces: Iterable[Piece], joiner: str = " ") -> tuple[str, tuple[Turn, ...]]:
    """The text of all pieces and its turns; pieces without words are left out."""
    runs: list[tuple[str, list[Piece]]] = []
    for piece in pieces:
        if piece.text.strip():
            label = " ".join((piece.speaker or "").split()) or NO_LABEL
            if runs and runs[-1][0] == label:
                runs[-1][1].append(piece)
            else:
                runs.append((label, [piece]))
    parts: list[str] = []
    turns: list[Turn] = []
    at = 0
    for number, (label, said) in enumerate(runs):
        head = "" if label == NO_LABEL else f"{label}: "
        speech = clean(joiner.join(piece.text.strip() for piece in said))
        ending = "\n\n" if number + 1 < len(runs) else "\n"
        begins = [piece.begins for piece in said if piece.begins is not None]
        ends = [piece.ends for piece in said if piece.ends is not None]
        start = at + len(head)
        end = start + len(speech) + len(ending)
        asides = tuple((start + low, start + high) for low, high in find_asides(speech))
        first, last = min(begins, default=None), max(ends, default=None)
        turns.append(Turn(at, end, start, label, first, last, asides))
        parts += [head, speech, ending]
        at = end
    return "".join(parts), tuple(turns)
