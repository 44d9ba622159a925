"""From what a person types (a title, a name, a path, an id) to the one thing meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from qualwork.model.code import Code
from qualwork.model.errors import Ambiguous, BadInput, NotFound
from qualwork.model.family import Family
from qualwork.model.memo import THING_KINDS, ThingKind
from qualwork.model.theme import Theme
from qualwork.model.transcript import Participant, TranscriptInfo
from qualwork.model.units import fold
from qualwork.project import codes, codings, families, participants, themes, transcripts
from qualwork.project.decisions import Project

PATH = "/"


class _Thing(Protocol):
    @property
    def id(self) -> int: ...


class _Node(_Thing, Protocol):
    @property
    def name(self) -> str: ...
    @property
    def parent(self) -> int | None: ...


T = TypeVar("T", bound=_Thing)
N = TypeVar("N", bound=_Node)


def paths(nodes: Sequence[N]) -> dict[int, str]:
    """The full name of each node of a tree: `parent/child`."""
    by_id = {node.id: node for node in nodes}
    found: dict[int, str] = {}

    def path(node: N) -> str:
        if node.id not in found:
            above = by_id.get(node.parent or 0)
            found[node.id] = node.name if above is None else f"{path(above)}{PATH}{node.name}"
        return found[node.id]

    for node in nodes:
        path(node)
    return found


def code(project: Project, typed: str) -> Code:
    """The code with that name, full name or id."""
    with project.read() as session:
        everything = codes.everything(session)
    full = paths(everything)
    return _one("code", typed, everything, lambda c: c.name, lambda c: full[c.id])


def theme(project: Project, typed: str) -> Theme:
    """The theme with that name, full name or id."""
    with project.read() as session:
        everything = themes.everything(session)
    full = paths(everything)
    return _one("theme", typed, everything, lambda t: t.name, lambda t: full[t.id])


def transcript(project: Project, typed: str) -> TranscriptInfo:
    """The transcript with that title, file name or id."""
    with project.read() as session:
        everything = transcripts.infos(session)
    return _one("transcript", typed, everything, lambda t: t.title, lambda t: t.source_name)


def participant(project: Project, typed: str) -> Participant:
    """The participant with that pseudonym or id."""
    with project.read() as session:
        everyone = participants.everyone(session)
    return _one("participant", typed, everyone, lambda p: p.pseudonym, lambda p: p.pseudonym)


def family(project: Project, typed: str) -> Family:
    """The term family with that name or id."""
    with project.read() as session:
        everything = families.everything(session)
    return _one("family", typed, everything, lambda f: f.name, lambda f: f.name)


def thing(project: Project, typed: str) -> tuple[ThingKind, int, str]:
    """Kind, id and name of `code:trust`, `transcript:P1`, `coding:12`, `project`, or of a bare name that fits once."""
    if typed == "project":
        return "project", 1, "project"
    kind, separator, name = typed.partition(":")
    if separator and kind in THING_KINDS:
        return _of_kind(project, kind, name)
    found: list[tuple[ThingKind, int, str]] = []
    for known in ("code", "theme", "transcript", "participant", "family"):
        try:
            found.append(_of_kind(project, known, typed))
        except NotFound:
            continue
    if not found:
        raise NotFound(f"nothing is named {typed!r}; write KIND:NAME with a kind of {', '.join(THING_KINDS)}")
    if len(found) > 1:
        raise Ambiguous(
            f"{typed!r} names {len(found)} things; say which", [f"{kind}:{name}" for kind, _, name in found]
        )
    return found[0]


def _of_kind(project: Project, kind: str, name: str) -> tuple[ThingKind, int, str]:
    if kind == "coding":
        return "coding", coding(project, name), name
    if kind == "code":
        return "code", (one := code(project, name)).id, one.name
    if kind == "theme":
        return "theme", (node := theme(project, name)).id, node.name
    if kind == "transcript":
        return "transcript", (info := transcript(project, name)).id, info.title
    if kind == "participant":
        return "participant", (person := participant(project, name)).id, person.pseudonym
    return "family", (kin := family(project, name)).id, kin.name


def coding(project: Project, typed: str) -> int:
    """The id of a coding, checked."""
    if not typed.isdecimal():
        raise BadInput(f"coding {typed!r} is no id; codings are named by their number, as `quotes` shows it")
    with project.read() as session:
        if not codings.listing(session, ids=[int(typed)]):
            raise NotFound(f"there is no coding {typed}; `quotes` lists them with their numbers")
    return int(typed)


def _one(kind: str, typed: str, everything: Sequence[T], name: Callable[[T], str], other: Callable[[T], str]) -> T:
    wanted = fold(typed.strip())
    exact = [each for each in everything if typed in (name(each), other(each))]
    found = exact or [each for each in everything if wanted in (fold(name(each)), fold(other(each)))]
    if len(found) > 1:
        full = [each for each in found if fold(other(each)) == wanted]
        found = full if len(full) == 1 else found
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise Ambiguous(f"{kind} {typed!r} fits {len(found)}; say which", [other(each) for each in found])
    if typed.isdecimal():
        by_id = next((each for each in everything if each.id == int(typed)), None)
        if by_id is not None:
            return by_id
    from qualwork.analysis.similar import nearest

    near = nearest(typed, [name(each) for each in everything])
    hint = "the nearest are" if near else f"there is no {kind} yet" if not everything else "see them listed"
    raise NotFound(f"no {kind} is named {typed!r}; {hint}", near)
