"""A corpus out of short texts whose lines begin with the label of a speaker."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from qualwork.analysis.words.corpus import Corpus, Document, Voice
from qualwork.analysis.words.index import Vocabulary, build_block
from qualwork.model.transcript import Turn


def corpus_of(texts: Mapping[str, str], pseudonyms: Mapping[str, str]) -> Corpus:
    """One document a text; `I` asks, and everybody else is a participant; `[...]` in a line is an aside."""
    vocabulary, documents = Vocabulary(), []
    for number, (title, text) in enumerate(texts.items(), start=1):
        turns = _turns(text)
        block = build_block(text, turns, vocabulary)
        labels = {turn.speaker or "" for turn in turns}
        voices = {
            label: Voice(label, "interviewer" if label == "I" else "participant", pseudonyms.get(label, label))
            for label in labels
        }
        documents.append(Document(number, title, block, voices, partial(str, text)))
    return Corpus(list(vocabulary), documents)


def _turns(text: str) -> list[Turn]:
    turns, at = [], 0
    for line in text.splitlines(keepends=True):
        label = line.split(":")[0]
        asides: tuple[tuple[int, int], ...] = ()
        if "[" in line:
            asides = ((at + line.index("["), at + line.index("]") + 1),)
        turns.append(Turn(at, at + len(line), at + len(label) + 2, label, asides=asides))
        at += len(line)
    return turns
