"""Things by their ids, whatever others are called, and what they are called in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from qualwork.model.code import Code, Coding
from qualwork.model.errors import NotFound
from qualwork.model.family import Family
from qualwork.model.refs import Ref, ThingKind
from qualwork.model.theme import Theme
from qualwork.model.transcript import Participant, TranscriptInfo
from qualwork.project.rows import codes, codings, families, participants, themes, transcripts
from qualwork.project.store.decisions import Project

PATH = "/"
_BITS_OF_AN_ID = 64


class _Node(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def parent(self) -> int | None: ...


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


def distinct_paths(nodes: Sequence[N]) -> dict[int, str]:
    """The full names, each with its id where another node has the same: `a/b` beside `b` below `a`."""
    full = paths(nodes)
    times = Counter(full.values())
    return {node: f"{path} (id {node})" if times[path] > 1 else path for node, path in full.items()}


def code_by_id(project: Project, code_id: int) -> Code:
    """The code with that id, whatever others are called."""
    with project.read() as session:
        found = next((code for code in codes.everything(session) if code.id == code_id), None)
    if found is None:
        raise NotFound(f"that code is gone: there is no code {code_id}; `codes` lists them")
    return found


def theme_by_id(project: Project, theme_id: int) -> Theme:
    """The theme with that id in the draft that is shown, whatever others are called."""
    with project.read() as session:
        found = next((theme for theme in themes.everything(session) if theme.id == theme_id), None)
    if found is None:
        raise NotFound(f"that theme is gone: the draft that is shown has no theme {theme_id}; `themes` lists them")
    return found


def transcript_by_id(project: Project, transcript_id: int) -> TranscriptInfo:
    """The transcript with that id, whatever others are called."""
    with project.read() as session:
        found = transcripts.infos(session, transcript_id)
    if not found:
        raise NotFound(f"that transcript is gone: there is no transcript {transcript_id}; `transcripts` lists them")
    return found[0]


def participant_by_id(project: Project, participant_id: int) -> Participant:
    """The participant with that id, whatever others are called."""
    with project.read() as session:
        found = next((person for person in participants.everyone(session) if person.id == participant_id), None)
    if found is None:
        raise NotFound(f"that participant is gone: there is no participant {participant_id}; `participants` lists them")
    return found


def family_by_id(project: Project, family_id: int) -> Family:
    """The term family with that id, whatever others are called."""
    with project.read() as session:
        found = next((family for family in families.everything(session) if family.id == family_id), None)
    if found is None:
        raise NotFound(f"that family is gone: there is no family {family_id}; `families` lists them")
    return found


def name_of(project: Project, ref: Ref) -> str:
    """What a thing is called; raises NotFound where it is gone."""
    named: dict[ThingKind, Callable[[], str]] = {
        "project": lambda: "project",
        "code": lambda: code_by_id(project, ref.id).name,
        "theme": lambda: theme_by_id(project, ref.id).name,
        "transcript": lambda: transcript_by_id(project, ref.id).title,
        "participant": lambda: participant_by_id(project, ref.id).pseudonym,
        "family": lambda: family_by_id(project, ref.id).name,
        "coding": lambda: describe_coding(project, coding_by_id(project, ref.id)),
    }
    return named[ref.kind]()


def coding_by_id(project: Project, coding_id: int) -> Coding:
    """The coding with that id."""
    with project.read() as session:
        known = coding_id.bit_length() < _BITS_OF_AN_ID
        found = codings.listing(session, ids=[coding_id]) if known else []
    if not found:
        raise NotFound(f"there is no coding {coding_id}; `codings` lists them with their numbers")
    return found[0]


def nearest(typed: str, names: Sequence[str]) -> list[str]:
    """The names that somebody who typed something else may have meant, the likeliest first."""
    from qualwork.analysis.words import similar

    return similar.nearest(typed, names)


def describe_coding(project: Project, coding: Coding) -> str:
    """What a coding is in words: `trust in P1 120:180`."""
    with project.read() as session:
        names = {code.id: code.name for code in codes.everything(session)}
        title = transcripts.infos(session, coding.transcript)[0].title
    return f"{names[coding.code]} in {title} {coding.start}:{coding.end}"
