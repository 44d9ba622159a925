"""Who says what is coded: codings carried to their text, speakers and participants."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualwork.model.code import Coding
from qualwork.model.transcript import Speaker, TranscriptInfo, Turn, turn_at
from qualwork.project.rows import codings, participants, transcripts
from qualwork.project.store.decisions import Project

Body = tuple[str, tuple[Turn, ...], tuple[int, ...]]
_bodies: weakref.WeakKeyDictionary[Project, dict[int, Body]] = weakref.WeakKeyDictionary()


def body(project: Project, revision: int) -> Body:
    """Text, turns and pages of a revision, which never change and are read from the file once."""
    kept = _bodies.setdefault(project, {})
    if revision not in kept:
        with project.read() as session:
            kept[revision] = transcripts.body(session, revision)
    return kept[revision]


def forget(project: Project) -> None:
    """Let go of the texts kept in memory, after some of them were erased."""
    _bodies.pop(project, None)


@dataclass(frozen=True, slots=True)
class Extract:
    """A coding with its text and the people who say it. `question` is the interviewer's turn before."""

    coding: Coding
    transcript: TranscriptInfo
    participants: tuple[str, ...]
    question: str


class Evidence:
    """The transcripts, speakers and participants of a project at one moment, for questions about codings."""

    def __init__(self, project: Project) -> None:
        self.project = project
        with project.read() as session:
            self.infos = {info.id: info for info in transcripts.infos(session)}
            everyone = participants.everyone(session)
        self.pseudonyms = {person.id: person.pseudonym for person in everyone}
        self.attributes: dict[str, Mapping[str, str]] = {person.pseudonym: person.attributes for person in everyone}

    def codings(self, codes: Iterable[int] | None = None, transcript: int | None = None) -> list[Coding]:
        """Codings with their extracts, in order of transcript and place."""
        with self.project.read() as session:
            found = codings.listing(session, codes=codes, transcript=transcript)
        texts = {each: body(self.project, self.infos[each].revision)[0] for each in {c.transcript for c in found}}
        # Made anew and not with `replace`, which takes three times as long.
        return [
            Coding(c.id, c.code, c.transcript, c.start, c.end, c.coder, c.needs_review, text[c.start : c.end])
            for c, text in ((c, texts[c.transcript]) for c in found)
        ]

    def text(self, coding: Coding) -> str:
        """The text a coding stands on."""
        return body(self.project, self.infos[coding.transcript].revision)[0][coding.start : coding.end]

    def who(self, coding: Coding) -> tuple[str, ...]:
        """Pseudonyms of all participants whose speech a coding overlaps, in order of speaking."""
        return self.who_at(self.infos[coding.transcript], coding.start, coding.end)

    def who_at(self, info: TranscriptInfo, start: int, end: int) -> tuple[str, ...]:
        """Pseudonyms of the participants whose speech a span overlaps, in order of speaking."""
        turns = body(self.project, info.revision)[1]
        by_label = {speaker.label: speaker for speaker in info.speakers}
        found: dict[str, None] = {}
        for turn in _overlapped(turns, start, end):
            speaker = by_label.get(turn.speaker or "")
            if speaker is not None and speaker.role == "participant":
                found[self.name(speaker)] = None
        return tuple(found)

    def name(self, speaker: Speaker) -> str:
        """The pseudonym that stands for a speaker; its label where no participant is known."""
        return self.pseudonyms.get(speaker.participant or 0, speaker.label)

    def question(self, coding: Coding) -> str:
        """What the interviewer said in the turn before a coding; empty where nobody asked."""
        info = self.infos[coding.transcript]
        text, turns, _ = body(self.project, info.revision)
        roles = {speaker.label: speaker.role for speaker in info.speakers}
        for at in range(turn_at(turns, coding.start) - 1, -1, -1):
            if roles.get(turns[at].speaker or "") == "interviewer":
                return text[turns[at].speech_start : turns[at].end].strip()
        return ""

    def extracts(self, found: Sequence[Coding]) -> list[Extract]:
        """Codings as extracts with participants and the question before."""
        return [Extract(c, self.infos[c.transcript], self.who(c), self.question(c)) for c in found]


def _overlapped(turns: Sequence[Turn], start: int, end: int) -> Iterable[Turn]:
    for at in range(turn_at(turns, start), len(turns)):
        turn = turns[at]
        if turn.start >= end:
            return
        if any(low < end and start < high for low, high in turn.speech()):
            yield turn
