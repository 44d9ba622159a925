"""The quote table: every coding with all that a paper or a supervisor asks of a quote, made in one sweep."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, compress, pairwise, repeat
from typing import TypeVar

from qualwork.model.table import Cell, Table
from qualwork.model.transcript import TranscriptInfo, Turn
from qualwork.model.uncollected import uncollected
from qualwork.project.rows import codes, memos, themes
from qualwork.project.rows import quotes as kept
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.corpus.extracts import Evidence, body
from qualwork.workbench.corpus.tally import Voices
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import theming

T = TypeVar("T")
People = tuple[str, ...]

QUOTE_COLUMNS = (
    "id",
    "themes",
    "code",
    "participants",
    "attributes",
    "transcript",
    "start",
    "end",
    "extract",
    "question",
    "coder",
    "memo",
    "needs_review",
)


def quotes(
    project: Project, theme: int | None = None, code: int | None = None, participant: int | None = None
) -> Table:
    """One row a coding, with everything a paper or a supervisor asks of a quote."""
    with project.read():
        wanted = None if code is None else naming.code_by_id(project, code)
        home = None if theme is None else naming.theme_by_id(project, theme)
        person = None if participant is None else naming.participant_by_id(project, participant).pseudonym
        inside = None if home is None else theming.extracts(project)[home.id]
    with uncollected():
        sweep = _Sweep(Evidence(project), inside, person)
        rows = tuple(chain.from_iterable(map(sweep.rows, *sweep.placed(None if wanted is None else wanted.id))))
    named = {"theme": home and home.name, "code": wanted and wanted.name, "participant": person}
    about = ", ".join(f"{kind} {name}" for kind, name in named.items() if name)
    return Table("quotes", QUOTE_COLUMNS, rows, auditing.provenance(project, about))


class _Sweep:
    """What all rows share: names of codes and themes, memos, and how people are described."""

    def __init__(self, evidence: Evidence, inside: Collection[int] | None, person: str | None) -> None:
        self.evidence = evidence
        self.inside = inside
        self.person = person
        with evidence.project.read() as session:
            self.paths = naming.paths(codes.everything(session))
            theme_paths = naming.paths(themes.everything(session))
            members = themes.links(session).codes
            written = [memo for memo in memos.listing(session) if memo.thing_kind == "coding"]
            self.coders, self.in_review = kept.coders(session), kept.in_review(session)
        homes: dict[int, list[str]] = {}
        for theme, inside_it in members.items():
            for code in inside_it if theme in theme_paths else ():
                homes.setdefault(code, []).append(theme_paths[theme])
        self.homes = {code: "; ".join(names) for code, names in homes.items()}
        notes: dict[int, list[str]] = {}
        for memo in written:
            notes.setdefault(memo.thing, []).append(memo.text)
        self.notes = {coding: "\n".join(texts) for coding, texts in notes.items()}

    def placed(self, code: int | None) -> tuple[list[TranscriptInfo], list[list[kept.Placed]]]:
        """The transcripts that are coded, and where."""
        with self.evidence.project.read() as session:
            found = kept.placed(session, code)
        infos = [info for info in self.evidence.infos.values() if info.revision in found]
        return infos, [found[info.revision] for info in infos]

    def rows(self, info: TranscriptInfo, found: Sequence[kept.Placed]) -> Iterator[tuple[Cell, ...]]:
        """The rows of the codings of one transcript, in order of place; each column is made at once."""
        found, people = self.wanted(found, _said(self.evidence, info, found))
        if not found:
            return iter(())
        starts, ends, ids, codes_here, coders, _ = zip(*found, strict=True)
        text, turns, _ = body(self.evidence.project, info.revision)
        asked = _questions(text, turns, {each.label: each.role for each in info.speakers})
        described = {who: self.describe(who) for who in set(people)}
        return zip(
            ids,
            [self.homes.get(code, "") for code in codes_here],
            map(self.paths.__getitem__, codes_here),
            map({who: named for who, (named, _) in described.items()}.__getitem__, people),
            map({who: facts for who, (_, facts) in described.items()}.__getitem__, people),
            repeat(info.title, len(found)),
            starts,
            ends,
            [text[start:end] for start, end in zip(starts, ends, strict=True)],
            _of_turns(asked, turns, starts),
            map(self.coders.__getitem__, coders),
            map(self.notes.get, ids, repeat("", len(found))),
            map(self.in_review.__contains__, ids),
            strict=True,
        )

    def wanted(self, found: Sequence[kept.Placed], people: list[People]) -> tuple[Sequence[kept.Placed], list[People]]:
        """What is asked for of the codings of a transcript, and who says it."""
        if self.person is None and self.inside is None:
            return found, people
        stays = [
            (self.person is None or self.person in who) and (self.inside is None or place[2] in self.inside)
            for place, who in zip(found, people, strict=True)
        ]
        return list(compress(found, stays)), list(compress(people, stays))

    def describe(self, people: People) -> tuple[str, str]:
        """Pseudonyms and attributes as they stand in a row."""
        return ", ".join(people), "; ".join(_facts(self.evidence.attributes.get(each, {})) for each in people)


def _said(evidence: Evidence, info: TranscriptInfo, found: Sequence[kept.Placed]) -> list[People]:
    """Who says each coding: that of one turn without asides is its speaker's, who says any other is looked up."""
    at, turns = Voices(evidence, info).at, body(evidence.project, info.revision)[1]
    plain = [
        (turn.speech_start, turn.start if turn.asides else turn.end, at(turn.speech_start, turn.end)) for turn in turns
    ]
    of_turns = _of_turns(plain, turns, [place[0] for place in found])
    return [
        who if low <= start and end <= high else at(start, end)
        for (start, end, *_), (low, high, who) in zip(found, of_turns, strict=True)
    ]


def _of_turns(values: Sequence[T], turns: Sequence[Turn], starts: Sequence[int]) -> Iterator[T]:
    """For each of the sorted places the value of the turn in which it lies; for those before all turns the last one."""
    firsts = [bisect_left(starts, turn.start) for turn in turns]
    counts = [behind - first for first, behind in pairwise([*firsts, len(starts)])]
    before = repeat(values[-1], firsts[0])
    return chain(before, chain.from_iterable(map(repeat, values, counts)))


def _facts(attributes: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in attributes.items())


def _questions(text: str, turns: Sequence[Turn], roles: Mapping[str, str]) -> list[str]:
    """For each turn what the interviewer said last before it."""
    found, last = [], ""
    for turn in turns:
        found.append(last)
        if roles.get(turn.speaker or "") == "interviewer":
            last = text[turn.speech_start : turn.end].strip()
    return found
