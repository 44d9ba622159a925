"""Whether two texts are one: the same short runs of words stand in both, whatever stands between and around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from zlib import crc32

_RUN = 4  # words of a run
_LONG = 5  # letters of the word that a run begins with: short ones begin too many
_EVERY = 3  # of these words, about every third begins a run that is kept
_ENOUGH = 12  # runs below which a text is too short to tell
_SAME = 0.5  # share of the shorter text's runs that the other has too
_WORD = re.compile(r"\w+")


def fingerprint(parts: Iterable[str]) -> frozenset[int]:
    """A sample of the runs of words in the parts of a text, chosen by the words alone and not by their place."""
    words = [word for part in parts for word in _WORD.findall(part.casefold())]
    begins = {word for word in set(words) if len(word) >= _LONG and crc32(word.encode()) % _EVERY == 0}
    last = len(words) - _RUN
    chosen = (at for at, word in enumerate(words) if word in begins and at <= last)
    return frozenset(crc32(" ".join(words[at : at + _RUN]).encode()) for at in chosen)


class Fingerprints:
    """Texts by the runs of words they hold, so that the one most like another is found without comparing all."""

    def __init__(self) -> None:
        self._sizes: dict[str, int] = {}
        self._holders: dict[int, list[str]] = {}

    def add(self, name: str, runs: frozenset[int]) -> None:
        """Remember a text."""
        self._sizes[name] = len(runs)
        for run in runs:
            self._holders.setdefault(run, []).append(name)

    def same(self, runs: frozenset[int]) -> str | None:
        """The text that is this one in another form, the most alike; None where there is none or it is too short."""
        if len(runs) < _ENOUGH:
            return None
        shared = Counter(name for run in runs for name in self._holders.get(run, ()))
        likeness = {
            name: count / min(len(runs), self._sizes[name])
            for name, count in shared.items()
            if self._sizes[name] >= _ENOUGH
        }
        best = max(likeness, key=lambda name: (likeness[name], name), default=None)
        return best if best is not None and likeness[best] >= _SAME else None
