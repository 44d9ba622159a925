"""Reviewing themes: a theme's extracts side by side, who has it and who has not, and extracts moved elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from qualwork.model.code import Code, Coding
from qualwork.model.errors import BadInput
from qualwork.model.table import Table
from qualwork.model.theme import Theme
from qualwork.model.transcript import TranscriptInfo, turn_at
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, codings, participants, themes
from qualwork.project.rows.coded import Coded, places
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.corpus.extracts import Evidence, body
from qualwork.workbench.corpus.tally import Tally, Voices
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import theming


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An extract of a theme: who says it where (`turn` counts from 1), after which question, under which codes.

    `codes` begins with the one by which it is in the theme; the others lie over the same words. `mark` is its mark
    for the theme, `dismissed` where it does not count in it, and `reason` what was said about that.
    """

    coding: Coding
    transcript: TranscriptInfo
    turn: int
    participants: tuple[str, ...]
    question: str
    codes: tuple[str, ...]
    mark: str = ""
    reason: str = ""


def extracts(project: Project, theme: int) -> list[Reviewed]:
    """All extracts of a theme and its subthemes in order of transcript and place, with those dismissed from it."""
    with project.read() as session:
        target = naming.theme_by_id(project, theme)
        evidence = Evidence(project)
        inside, marks = theming.members(project, theme)
        reasons = _reasons(themes.reasons(session), target, themes.everything(session))
        names, every = naming.paths(codes.everything(session)), places(session)
        found = evidence.codings(inside)
    over = {revision: _Passages(list(some)) for revision, some in groupby(every, lambda each: each[2])}
    rows: list[Reviewed] = []
    for transcript, some in groupby(found, lambda each: each.transcript):
        info = evidence.infos[transcript]
        passages = _Transcript(evidence, info, over[info.revision], names)
        rows += (passages.reviewed(each, marks.get(each.id, ""), reasons.get(each.id, "")) for each in some)
    return rows


def _reasons(given: Mapping[tuple[int, int], tuple[str, str]], target: Theme, every: Sequence[Theme]) -> dict[int, str]:
    """What was said about the marks of a theme, and about dismissals from the themes below it."""
    above = {theme.id: theme.parent for theme in every}
    found: dict[int, str] = {}
    for (theme_id, coding_id), (mark, reason) in given.items():
        at: int | None = theme_id if mark == "dismissed" else None
        while at is not None and at != target.id:
            at = above.get(at)
        if theme_id == target.id:
            found[coding_id] = reason
        elif at == target.id:
            found.setdefault(coding_id, reason)
    return found


class _Passages:
    """All codings of one revision by place, to find those that lie over some words."""

    def __init__(self, found: Sequence[Coded]) -> None:
        self._found = found
        self._starts = [start for _, _, _, start, _ in found]
        self._reach = list(accumulate((end for *_, end in found), max))

    def codes(self, start: int, end: int) -> Iterator[int]:
        """The codes over a span."""
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._found[at][4] > start:
                yield self._found[at][1]
            at -= 1


class _Transcript:
    """One transcript, to say of its codings what a reviewer asks."""

    def __init__(self, evidence: Evidence, info: TranscriptInfo, passages: _Passages, names: Mapping[int, str]) -> None:
        self._info, self._passages, self._names = info, passages, names
        self._text, self._turns, _ = body(evidence.project, info.revision)
        self._voices = Voices(evidence, info)
        asking = {each.label for each in info.speakers if each.role == "interviewer"}
        last = accumulate((at if turn.speaker in asking else -1 for at, turn in enumerate(self._turns)), max)
        self._asked = [-1, *last]

    def reviewed(self, each: Coding, mark: str, reason: str) -> Reviewed:
        """A coding as a reviewer sees it."""
        turn = turn_at(self._turns, each.start)
        asked = self._asked[turn]
        question = "" if asked < 0 else self._text[self._turns[asked].speech_start : self._turns[asked].end].strip()
        own = self._names[each.code]
        others = {self._names[code] for code in self._passages.codes(each.start, each.end)} - {own}
        who = self._voices.at(each.start, each.end)
        return Reviewed(each, self._info, turn + 1, who, question, (own, *sorted(others)), mark, reason)


# Participants


@dataclass(frozen=True, slots=True)
class Share:
    """How many extracts of a theme a participant says; 0 where the theme is not in what they said."""

    participant: str
    extracts: int
    attributes: Mapping[str, str]


def coverage(project: Project, theme: int) -> list[Share]:
    """Every participant, with and without a theme, by name."""
    tally = Tally.read(project)
    counts: dict[str, int] = {}
    with project.read():
        inside = theming.extracts(project, tally)[naming.theme_by_id(project, theme).id]
    for coding_id in inside:
        for person in tally.people[coding_id]:
            counts[person] = counts.get(person, 0) + 1
    with project.read() as session:
        known = {person.pseudonym: person.attributes for person in participants.everyone(session)}
    everyone = sorted(known.keys() | counts, key=str.casefold)
    return [Share(name, counts.get(name, 0), known.get(name, {})) for name in everyone]


def coverage_table(project: Project, theme: int) -> Table:
    """One row a participant, with how many extracts of the theme they say."""
    rows = tuple(
        (each.participant, each.extracts, "; ".join(f"{name}: {value}" for name, value in each.attributes.items()))
        for each in coverage(project, theme)
    )
    name = naming.theme_by_id(project, theme).name
    columns = ("participant", "extracts", "attributes")
    return Table(f"participants of theme {name}", columns, rows, auditing.provenance(project, f"theme {name}"))


def transcripts_of(project: Project, person: str) -> list[TranscriptInfo]:
    """The transcripts in which a participant speaks."""
    evidence = Evidence(project)
    return [
        info
        for info in evidence.infos.values()
        if any(each.role == "participant" and evidence.name(each) == person for each in info.speakers)
    ]


@dataclass(frozen=True, slots=True)
class ThemeMatrix:
    """Extracts by theme and participant: `rows` are (depth, theme, number a participant, in the order of `people`).

    Totals count each extract once, also one that is said by two or stands in two themes: of each theme, of each
    participant in any theme, and of all.
    """

    people: tuple[str, ...]
    rows: tuple[tuple[int, Theme, tuple[int, ...]], ...]
    theme_totals: tuple[int, ...]
    people_totals: tuple[int, ...]
    total: int


def matrix(project: Project) -> ThemeMatrix:
    """How many extracts of each theme each participant says; one said by two counts for both."""
    tally = Tally.read(project)
    inside, tree = theming.extracts(project, tally), theming.tree(project, tally)
    with project.read() as session:
        known = {person.pseudonym for person in participants.everyone(session)}
    said = {person for group in set(tally.people.values()) for person in group}
    people = tuple(sorted(known | said, key=str.casefold))
    rows = []
    for depth, node in tree.walk():
        counts = dict.fromkeys(people, 0)
        for coding_id in inside[node.theme.id]:
            for person in tally.people[coding_id]:
                counts[person] += 1
        rows.append((depth, node.theme, tuple(counts.values())))
    every = set().union(*inside.values())
    by_person = Counter(person for coding_id in every for person in tally.people[coding_id])
    theme_totals = tuple(len(inside[theme.id]) for _, theme, _ in rows)
    return ThemeMatrix(people, tuple(rows), theme_totals, tuple(by_person[person] for person in people), len(every))


# Moving extracts


def move_extract(
    project: Project, coding_id: int, source: int, target: int, code: int | None = None, why: str = ""
) -> Code:
    """Move an extract to another theme by giving it a code of that theme; returns the code it has now.

    `code` says which where the theme has several; where it has none, one named like the theme is made in it. With a
    code that is in both themes it keeps that code, and is dismissed from the first one.
    """
    with project.decide(Verb.MOVE_EXTRACT, why=why) as deciding:
        session, old = deciding.session, naming.coding_by_id(project, coding_id)
        left, home = naming.theme_by_id(project, source), naming.theme_by_id(project, target)
        if left.id == home.id:
            raise BadInput(f"coding {coding_id} is in theme {home.name!r} already; name another theme")
        chosen = _code_in(project, home, code)
        if chosen is not None and chosen.id != old.code:
            coding.refuse_twin(project, replace(old, code=chosen.id))
        deciding.label = f"{naming.describe_coding(project, old)} from {left.name} to {home.name}"
        if chosen is None:
            refuse_taken(session, "code", {"parent_id": None, "name": home.name})
            new = Code(0, home.name, None, home.essence)
            chosen = replace(new, id=codes.add(session, new))
        themes.assign(session, home.id, chosen.id)
        if chosen.id == old.code:
            themes.mark(session, left.id, coding_id, "dismissed", why)
        else:
            codings.recode(session, coding_id, chosen.id)
            themes.mark(session, left.id, coding_id, None)
    return chosen


def _code_in(project: Project, home: Theme, code: int | None) -> Code | None:
    if code is not None:
        return naming.code_by_id(project, code)
    mine = theming.homes(project).get(home.id, [])
    if len(mine) > 1:
        names = naming.paths(codebook.everything(project))
        raise BadInput(f"theme {home.name!r} has several codes; say which by --code", [names[each] for each in mine])
    return next((each for each in codebook.everything(project) if each.id in mine), None)
