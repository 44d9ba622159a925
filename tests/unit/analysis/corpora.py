"""Corpora made of texts, and what a plain recount says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from qualwork.analysis.words.corpus import Corpus, Document, Voice
from qualwork.analysis.words.index import Vocabulary, build_block
from qualwork.model.transcript import Role, Turn
from tests.unit.analysis import naive

Said = tuple[str, tuple[Turn, ...]]
Pattern = tuple[Sequence[str], Sequence[str]]
ROLES: Mapping[str, Role] = {"Interviewer": "interviewer", "": "other"}


def voice_of(title: str, label: str) -> Voice:
    """A is one participant in every transcript; every other label is somebody of that transcript alone."""
    name = "Ada" if label == "A" else f"{label} ({title})" if label else ""
    return Voice(label, ROLES.get(label, "participant"), name, {"team": "north" if label == "A" else "south"})


def corpus_of(documents: Sequence[Said], language: str = "en") -> Corpus:
    """A corpus of documents T0, T1, ..."""
    vocabulary, made = Vocabulary(), []
    for number, (text, turns) in enumerate(documents):
        title = f"T{number}"
        block = build_block(text, turns, vocabulary, language)
        voices = {turn.speaker: voice_of(title, turn.speaker) for turn in turns if turn.speaker is not None}
        made.append(Document(number * 10, title, block, voices, partial(str, text)))
    return Corpus(list(vocabulary), made, language)


@dataclass(frozen=True)
class Hit:
    """A place of a family: who says it where, and the forms of its words with what parts them."""

    document: int
    voice: Voice
    start: int
    end: int
    words: tuple[naive.Word, ...]


def hits(documents: Sequence[Said], patterns: Sequence[Pattern], roles: Iterable[Role]) -> list[Hit]:
    """All places of a family in the speech of some roles, in order."""
    found, wanted = [], set(roles)
    for number, (text, turns) in enumerate(documents):
        said = naive.spoken(text, turns)
        for at, length in naive.places(said, patterns):
            words = tuple(said[at : at + length])
            voice = voice_of(f"T{number}", turns[words[0].turn].speaker or "")
            if voice.role in wanted:
                found.append(Hit(number, voice, words[0].start, words[-1].end, words))
    return found
