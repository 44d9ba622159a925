"""The stored word index of one revision: packed arrays that analysis makes and reads and the project keeps."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SpeakerCounts:
    """How often one label of a revision says each word: `ids` are its distinct word ids, `counts` their numbers."""

    label: str
    words: int
    ids: bytes = field(repr=False)
    counts: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class IndexBlock:
    """All words said in one revision, in order: their vocabulary ids, where they start, and counts by label.

    Words are those of every role. `ids` and `starts` are packed; only `qualwork.analysis.words.index` reads them.
    """

    words: int
    ids: bytes = field(repr=False)
    starts: bytes = field(repr=False)
    counts: tuple[SpeakerCounts, ...] = field(repr=False)
