"""The same interview in two forms, noticed while it comes in: a Word file and the captions of its recording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualwork.analysis.words.fingerprints import Fingerprints, fingerprint
from qualwork.model.transcript import Reading, TranscriptInfo, Turn
from qualwork.project.rows import transcripts
from qualwork.project.store.decisions import Project

_MOST = 300  # transcripts that one import is compared with, those of about its length


class Doubles:
    """What is in the project already or came in before, by its words."""

    def __init__(self, project: Project, known: Sequence[TranscriptInfo]) -> None:
        self._project = project
        self._known = list(known)
        self._fingerprints = Fingerprints()

    def note(self, readings: Sequence[Reading]) -> None:
        """Read those transcripts of the project that may be one of these."""
        if not self._known:
            return
        sizes = [len(reading.text.split()) for reading in readings]
        close = sorted(self._known, key=lambda info: min(abs(info.words - size) for size in sizes) if sizes else 0)[
            :_MOST
        ]
        with self._project.read() as session:
            for info in close:
                text, turns, _ = transcripts.body(session, info.revision)
                asking = {speaker.label for speaker in info.speakers if speaker.role == "interviewer"}
                self._fingerprints.add(info.title, fingerprint(_answers(text, turns, asking)))
        chosen = {info.id for info in close}
        self._known = [info for info in self._known if info.id not in chosen]

    def warning(self, reading: Reading, title: str) -> tuple[str, ...]:
        """A question where it is a transcript that is known; from now on this one is known too, by its `title`."""
        asking = {speaker.label for speaker in reading.speakers if speaker.role == "interviewer"}
        runs = fingerprint(_answers(reading.text, reading.turns, asking))
        twin = self._fingerprints.same(runs)
        self._fingerprints.add(title, runs)
        if twin is None:
            return ()
        way = f"`qualwork transcripts remove {title!r}` takes one out, and undo brings it back"
        return (f"much the same words as {twin!r}: one interview in two forms? Both count; {way}",)


def _answers(text: str, turns: Sequence[Turn], asking: set[str]) -> Iterable[str]:
    """What was said by others than interviewers: their questions may be the same in all interviews."""
    return (
        text[start:end]
        for turn in turns
        if turn.speaker is not None and turn.speaker not in asking
        for start, end in turn.speech()
    )
