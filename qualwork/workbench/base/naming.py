"""From what a person types (a title, a name, a path, an id) to the one thing meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from qualwork.model.code import Code, Coding
from qualwork.model.errors import Ambiguous, BadInput, NotFound
from qualwork.model.family import Family
from qualwork.model.refs import THING_KINDS, Ref, ThingKind
from qualwork.model.theme import Theme
from qualwork.model.transcript import Participant, TranscriptInfo
from qualwork.model.units import fold
from qualwork.project.rows import codes, codings, families, participants, themes, transcripts
from qualwork.project.store.decisions import Project

PATH = "/"
LISTED_BY = {
    "code": "qualwork codes",
    "theme": "qualwork themes",
    "transcript": "qualwork transcripts",
    "participant": "qualwork participants",
    "family": "qualwork families",
}
_TOO_LONG_FOR_AN_ID = 19
_BITS_OF_AN_ID = 64


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


def distinct_paths(nodes: Sequence[N]) -> dict[int, str]:
    """The full names, each with its id where another node has the same: `a/b` beside `b` below `a`."""
    full = paths(nodes)
    times = Counter(full.values())
    return {node: f"{path} (id {node})" if times[path] > 1 else path for node, path in full.items()}


def code(project: Project, typed: str) -> Code:
    """The code with that name, full name or id."""
    with project.read() as session:
        everything = codes.everything(session)
    full = paths(everything)
    return _one("code", typed, everything, lambda c: (c.name, full[c.id]), lambda c: full[c.id])


def theme(project: Project, typed: str) -> Theme:
    """The theme with that name, full name or id."""
    with project.read() as session:
        everything = themes.everything(session)
    full = paths(everything)
    return _one("theme", typed, everything, lambda t: (t.name, full[t.id]), lambda t: full[t.id])


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


def transcript(project: Project, typed: str) -> TranscriptInfo:
    """The transcript with that title, file name or id."""
    with project.read() as session:
        everything = transcripts.infos(session)
    return _one("transcript", typed, everything, lambda t: (t.title, t.source_name), lambda t: t.title)


def transcript_by_id(project: Project, transcript_id: int) -> TranscriptInfo:
    """The transcript with that id, whatever others are called."""
    with project.read() as session:
        found = transcripts.infos(session, transcript_id)
    if not found:
        raise NotFound(f"that transcript is gone: there is no transcript {transcript_id}; `transcripts` lists them")
    return found[0]


def participant(project: Project, typed: str) -> Participant:
    """The participant with that pseudonym or id."""
    with project.read() as session:
        everyone = participants.everyone(session)
    return _one("participant", typed, everyone, lambda p: (p.pseudonym,), lambda p: p.pseudonym)


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


def family(project: Project, typed: str) -> Family:
    """The term family with that name or id."""
    with project.read() as session:
        everything = families.everything(session)
    return _one("family", typed, everything, lambda f: (f.name,), lambda f: f.name)


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
    if kind == "project":
        raise NotFound(f"there is one project here; write project, without {name!r}")
    if kind == "coding":
        found = coding(project, name)
        return "coding", found.id, describe_coding(project, found)
    if kind == "code":
        return "code", (one := code(project, name)).id, one.name
    if kind == "theme":
        return "theme", (node := theme(project, name)).id, node.name
    if kind == "transcript":
        return "transcript", (info := transcript(project, name)).id, info.title
    if kind == "participant":
        return "participant", (person := participant(project, name)).id, person.pseudonym
    return "family", (kin := family(project, name)).id, kin.name


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


def coding(project: Project, typed: str) -> Coding:
    """The coding with that id."""
    if not typed.isdecimal():
        raise BadInput(f"coding {typed!r} is no id; codings are named by their number, as `codings` shows it")
    with project.read() as session:
        found = codings.listing(session, ids=[int(typed)]) if len(typed) < _TOO_LONG_FOR_AN_ID else []
    if not found:
        raise NotFound(f"there is no coding {typed}; `codings` lists them with their numbers")
    return found[0]


def describe_coding(project: Project, coding: Coding) -> str:
    """What a coding is in words: `trust in P1 120:180`."""
    with project.read() as session:
        names = {code.id: code.name for code in codes.everything(session)}
        title = transcripts.infos(session, coding.transcript)[0].title
    return f"{names[coding.code]} in {title} {coding.start}:{coding.end}"


def _one(
    kind: str,
    typed: str,
    everything: Sequence[T],
    names: Callable[[T], Sequence[str]],
    shown: Callable[[T], str],
) -> T:
    wanted = _folded(typed)
    exact = [each for each in everything if typed in names(each)]
    found = exact or [each for each in everything if wanted in map(_folded, names(each))]
    full = [each for each in found if _folded(shown(each)) == wanted]
    found = full if len(full) == 1 else found
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise Ambiguous(f"{kind} {typed!r} fits {len(found)}; say which, or its id", _told_apart(found, shown))
    if typed.isdecimal() and len(typed) < _TOO_LONG_FOR_AN_ID:
        by_id = next((each for each in everything if each.id == int(typed)), None)
        if by_id is not None:
            return by_id
    from qualwork.analysis.words.similar import nearest

    near = nearest(typed, [shown(each) for each in everything])
    hint = "the nearest are" if near else f"there is no {kind} yet" if not everything else f"see {LISTED_BY[kind]}"
    raise NotFound(f"no {kind} is named {typed!r}; {hint}", near)


def _folded(name: str) -> str:
    return fold(" ".join(name.split()))


def _told_apart(found: Sequence[T], shown: Callable[[T], str]) -> list[str]:
    names = [shown(each) for each in found]
    return [
        f"{name} (id {each.id})" if names.count(name) > 1 else name for name, each in zip(names, found, strict=True)
    ]
