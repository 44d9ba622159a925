"""The words said in one transcript, with who says each, as a quotation is laid on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.words.corpus import Corpus, Document, Voice

Words = NDArray[np.int64]


@dataclass(frozen=True)
class Speech:
    """Words of one document: their types, edges in `text`, and the number of the voice in `voices` that says each."""

    document: Document
    text: str = field(repr=False)
    types: Words = field(repr=False)
    starts: Words = field(repr=False)
    ends: Words = field(repr=False)
    said_by: Words = field(repr=False)
    voices: tuple[Voice, ...] = ()

    def said(self, first: int, last: int) -> str:
        """The text from word `first` to word `last` (end exclusive), in one line."""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split()) if first < last else ""

    @cached_property
    def renamed(self) -> list[Voice]:
        """The speakers who have a pseudonym that is not their label."""
        return [voice for voice in self.document.voices.values() if voice.name != voice.label]

    @cached_property
    def known(self) -> list[int]:
        """The types that occur."""
        found: list[int] = np.unique(self.types).tolist()
        return found


def speech_of(corpus: Corpus, number: int) -> Speech:
    """The words of one document, by its place in the corpus."""
    document, arrays = corpus.documents[number], corpus.arrays(number)
    lengths = np.fromiter((len(corpus.forms[at]) for at in arrays.ids.tolist()), np.int64, len(arrays.ids))
    starts = arrays.starts.astype(np.int64)
    said_by = np.repeat(arrays.speakers, np.diff(arrays.turns)).astype(np.int64)
    voices = tuple(document.voice(count.label) for count in document.block.counts)
    types = corpus.types.of_id[arrays.ids].astype(np.int64)
    return Speech(document, document.text(), types, starts, starts + lengths, said_by, voices)
