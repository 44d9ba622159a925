"""Screening: each hit of a term family looked at in its context, and kept in the count or left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qualwork.model.family import FamilySpec, Verdict
from qualwork.model.plurals import counted
from qualwork.model.transcript import Role
from qualwork.model.verbs import Verb
from qualwork.project.rows import codings, screened
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.corpus import corpora

if TYPE_CHECKING:
    from qualwork.analysis.words.concordance import Line

State = Literal["in", "out", "unscreened"]
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit of a family with what was said of it. `number` counts from 1 in order of transcript and place."""

    number: int
    line: Line
    verdict: Verdict | None = None
    coder: str = ""

    @property
    def state(self) -> State:
        """In, out, or not screened yet."""
        return self.verdict or "unscreened"

    @property
    def place(self) -> Place:
        """Transcript, start and end."""
        return self.line.transcript, self.line.start, self.line.end


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was said of the hits of one family: verdict and coder by place."""

    places: Mapping[Place, tuple[Verdict, str]]

    @property
    def out(self) -> frozenset[Place]:
        """The places that do not count."""
        return frozenset(place for place, (verdict, _) in self.places.items() if verdict == "out")

    def among(self, places: Collection[Place]) -> Verdicts:
        """Those on some places only."""
        return Verdicts({place: said for place, said in self.places.items() if place in places})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many hits were judged in and out, and by whom."""

    kept: int
    out: int
    coders: Mapping[str, int]

    def __str__(self) -> str:
        by = ", ".join(f"{number} by {name}" for name, number in self.coders.items())
        return f"{counted(self.kept + self.out, 'hit')} screened, {self.out} left out ({by})"


def hits(
    project: Project,
    family: int,
    roles: Sequence[Role] = ("participant",),
    width: int = 60,
    only: Iterable[State] | None = None,
) -> list[Hit]:
    """The hits of a saved family in order of transcript and place; `only` some of them, with their numbers."""
    from qualwork.analysis.words.concordance import concordance

    kin = naming.family_by_id(project, family)
    spec = kin.spec(corpora.language(project))
    judged = verdicts(project, [spec])[spec.name].places
    found = []
    for number, line in enumerate(concordance(corpora.corpus(project), spec, roles, width), 1):
        found.append(Hit(number, line, *judged.get((line.transcript, line.start, line.end), (None, ""))))
    wanted = None if only is None else set(only)
    return [hit for hit in found if wanted is None or hit.state in wanted]


def judge(project: Project, family: int, chosen: Sequence[Hit], verdict: Verdict | None, why: str = "") -> int:
    """Say of hits that they are in or out, as one decision; None takes what was said back. Returns how many changed."""
    infos = corpora.evidence(project).infos
    changed = [hit for hit in chosen if hit.verdict != verdict]
    if not changed:
        return 0
    hits_said = counted(len(changed), "hit")
    with project.decide(Verb.SCREEN_HITS, why=why) as deciding:
        kin = naming.family_by_id(project, family)
        places = [(infos[hit.line.transcript].revision, hit.line.start, hit.line.end) for hit in changed]
        titles = codings.titles(deciding, [revision for revision, _, _ in places])
        if len(places) == 1:
            revision, start, end = places[0]
            hits_said = f"{titles[revision]} {start}:{end}"
        deciding.label = f"{kin.name}: {hits_said} {verdict or 'not screened'}"
        screened.judge(deciding, kin.id, places, verdict)
    return len(changed)


def verdicts(project: Project, specs: Sequence[FamilySpec]) -> dict[str, Verdicts]:
    """What was said of the hits of those families that are saved ones, by name; forms typed anew have none."""
    ids = {spec.name: spec.id for spec in specs if spec.id is not None}
    with project.read() as session:
        rows = screened.everything(session, ids.values()) if ids else []
    found: dict[int, dict[Place, tuple[Verdict, str]]] = {}
    for row in rows:
        found.setdefault(row.family, {})[row.transcript, row.start, row.end] = row.verdict, row.coder
    return {name: Verdicts(found.get(family, {})) for name, family in ids.items()}


def tally(judged: Verdicts) -> Tally:
    """The verdicts counted."""
    kinds = Counter(verdict for verdict, _ in judged.places.values())
    return Tally(kinds["in"], kinds["out"], Counter(coder for _, coder in judged.places.values()))
