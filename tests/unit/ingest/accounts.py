"""Where the words of a reading are: a count that trusts nothing but the turns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from qualwork.model.transcript import Reading
from qualwork.model.units import words


@dataclass
class Account:
    """Where the words of a reading are: speech by speaker, and those of labels, notes and nobody's lines."""

    said: dict[str, list[str]] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    nobodys: list[str] = field(default_factory=list)

    def everything(self) -> Counter[str]:
        """All words of the text."""
        spoken = (word for said in self.said.values() for word in said)
        return Counter([*self.labels, *self.notes, *self.nobodys, *spoken])


def account(reading: Reading) -> Account:
    """Where each word of a reading is."""
    kept = Account()
    text = reading.text
    for turn in reading.turns:
        if turn.speaker is None:
            kept.nobodys += words(text[turn.start : turn.end])
            continue
        kept.labels += words(text[turn.start : turn.speech_start])
        said = kept.said.setdefault(turn.speaker, [])
        for start, end in turn.speech():
            said += words(text[start:end])
        for start, end in turn.asides:
            kept.notes += words(text[start:end])
    return kept
