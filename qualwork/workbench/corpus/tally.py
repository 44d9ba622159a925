"""Who says what is coded, for all codings at once: the counts of codes and themes are made from it."""

from __future__ import annotations

import weakref
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from qualwork.model.transcript import TranscriptInfo
from qualwork.project.rows import coded
from qualwork.project.store.decisions import Project
from qualwork.workbench.corpus.extracts import Evidence, body


class Voices:
    """The stretches of one transcript that participants speak, in order, with their pseudonyms."""

    def __init__(self, evidence: Evidence, info: TranscriptInfo) -> None:
        names = {each.label: evidence.name(each) for each in info.speakers if each.role == "participant"}
        stretches = [
            (start, end, names[turn.speaker])
            for turn in body(evidence.project, info.revision)[1]
            if turn.speaker in names
            for start, end in turn.speech()
            if start < end
        ]
        self._starts = [start for start, _, _ in stretches]
        self._ends = [end for _, end, _ in stretches]
        self._names = [(name,) for _, _, name in stretches]

    def at(self, start: int, end: int) -> tuple[str, ...]:
        """Pseudonyms of those whose speech a span overlaps, in order of speaking."""
        first = bisect_right(self._ends, start)
        behind = first
        while behind < len(self._starts) and self._starts[behind] < end:
            behind += 1
        if behind - first == 1:
            return self._names[first]
        return tuple(dict.fromkeys(name for (name,) in self._names[first:behind]))


@dataclass(frozen=True, slots=True)
class Tally:
    """Every coding with its participants: `codes` has the ids of the codings of a code, `people` who says each."""

    codes: Mapping[int, list[int]]
    people: Mapping[int, tuple[str, ...]]

    @classmethod
    def read(cls, project: Project) -> Tally:
        """Count everything; as it was counted last where nothing has changed that it rests on."""
        with project.read() as session:
            state, known = coded.state(session), _kept.get(project)
            if known is not None and known[0] == state:
                return known[1]
            made = cls._count(Evidence(project), coded.places(session))
        if state is not None:
            _kept[project] = (state, made)
        return made

    @classmethod
    def _count(cls, evidence: Evidence, found: Iterable[coded.Coded]) -> Tally:
        by_revision = {info.revision: info for info in evidence.infos.values()}
        codes: dict[int, list[int]] = {}
        people: dict[int, tuple[str, ...]] = {}
        for revision, some in groupby(found, itemgetter(2)):
            voices = Voices(evidence, by_revision[revision])
            for coding, code, _, start, end in some:
                codes.setdefault(code, []).append(coding)
                people[coding] = voices.at(start, end)
        return cls(codes, people)

    def participants(self, found: Iterable[int]) -> set[str]:
        """All who say some codings."""
        return {person for group in {self.people[coding] for coding in found} for person in group}


_kept: weakref.WeakKeyDictionary[Project, tuple[int, Tally]] = weakref.WeakKeyDictionary()
