"""From what a person types (a title, a name, a path, an id) to the one thing meant; nothing below the doors does it.

`id:3` always means the id, so that a thing whose name or number another one bears can be reached as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from qualwork import workbench
from qualwork.model.errors import Ambiguous, BadInput, NotFound
from qualwork.model.refs import THING_KINDS, Ref
from qualwork.model.units import fold

if TYPE_CHECKING:
    from qualwork.model.code import Code, Coding
    from qualwork.model.family import Family
    from qualwork.model.table import SavedTable
    from qualwork.model.theme import Draft, Theme
    from qualwork.model.transcript import Participant, TranscriptInfo
    from qualwork.workbench.base.projects import Project

LISTED_BY = {
    "code": "qualwork codes",
    "theme": "qualwork themes",
    "transcript": "qualwork transcripts",
    "participant": "qualwork participants",
    "family": "qualwork families",
    "draft": "qualwork themes drafts",
    "table": "qualwork tables",
}
BY_ID = "id:"
_TOO_LONG_FOR_AN_ID = 19


class _Thing(Protocol):
    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=_Thing)


def code(project: Project, typed: str) -> Code:
    """The code with that name, full name or id."""
    everything = workbench.codebook.everything(project)
    full = workbench.naming.paths(everything)
    return _one("code", typed, everything, lambda c: (c.name, full[c.id]), lambda c: full[c.id])


def theme(project: Project, typed: str) -> Theme:
    """The theme with that name, full name or id."""
    everything = workbench.theming.everything(project)
    full = workbench.naming.paths(everything)
    return _one("theme", typed, everything, lambda t: (t.name, full[t.id]), lambda t: full[t.id])


def transcript(project: Project, typed: str) -> TranscriptInfo:
    """The transcript with that title, file name or id."""
    everything = workbench.reading.infos(project)
    return _one("transcript", typed, everything, lambda t: (t.title, t.source_name), lambda t: t.title)


def erasable(project: Project, typed: str) -> int:
    """The id of the transcript with that title, file name or id; where none fits, of one that was taken out before."""
    try:
        return transcript(project, typed).id
    except NotFound:
        gone = workbench.erasing.taken_out(project, typed)
        if gone is None:
            raise
        return gone


def participant(project: Project, typed: str) -> Participant:
    """The participant with that pseudonym or id."""
    everyone = workbench.people.everyone(project)
    return _one("participant", typed, everyone, lambda p: (p.pseudonym,), lambda p: p.pseudonym)


def family(project: Project, typed: str) -> Family:
    """The term family with that name or id."""
    everything = workbench.families.saved_families(project)
    return _one("family", typed, everything, lambda f: (f.name,), lambda f: f.name)


def draft(project: Project, typed: str) -> Draft:
    """The draft of the theme tree with that name or id."""
    every = workbench.drafting.drafts(project)
    return _one("draft", typed, every, lambda d: (d.name,), lambda d: d.name)


def pattern(project: Project, typed: str) -> str:
    """A term pattern as typed; of `id:3` the name of that family, by which the saved family is meant."""
    return typed if _id_in(typed) is None else family(project, typed).name


def saved_table(project: Project, typed: str) -> SavedTable:
    """The saved table of that name or id."""
    saved = workbench.saved_tables.listing(project)
    if not saved:
        raise NotFound(f"no table is saved as {typed!r}; none is saved yet: qualwork terms --save NAME")
    return _one("table", typed, saved, lambda table: (table.name,), lambda table: table.name)


def thing(project: Project, typed: str) -> tuple[Ref, str]:
    """Kind, id and name of `code:trust`, `transcript:P1`, `coding:12`, `project`, or of a bare name that fits once."""
    if typed == "project":
        return Ref("project", 1), "project"
    kind, separator, name = typed.partition(":")
    if separator and kind in THING_KINDS:
        return _of_kind(project, kind, name)
    found: list[tuple[Ref, str]] = []
    for known in ("code", "theme", "transcript", "participant", "family"):
        try:
            found.append(_of_kind(project, known, typed))
        except NotFound:
            continue
    if not found:
        raise NotFound(f"nothing is named {typed!r}; write KIND:NAME with a kind of {', '.join(THING_KINDS)}")
    if len(found) > 1:
        raise Ambiguous(
            f"{typed!r} names {len(found)} things; say which",
            [f"{ref.kind}:{BY_ID}{ref.id}  {name}" for ref, name in found],
        )
    return found[0]


def _of_kind(project: Project, kind: str, name: str) -> tuple[Ref, str]:
    if kind == "project":
        raise NotFound(f"there is one project here; write project, without {name!r}")
    if kind == "coding":
        found = coding(project, name)
        return Ref("coding", found.id), workbench.naming.describe_coding(project, found)
    if kind == "code":
        return Ref("code", (one := code(project, name)).id), one.name
    if kind == "theme":
        return Ref("theme", (node := theme(project, name)).id), node.name
    if kind == "transcript":
        return Ref("transcript", (info := transcript(project, name)).id), info.title
    if kind == "participant":
        return Ref("participant", (person := participant(project, name)).id), person.pseudonym
    return Ref("family", (kin := family(project, name)).id), kin.name


def coding(project: Project, typed: str) -> Coding:
    """The coding with that id."""
    if not typed.isdecimal():
        raise BadInput(f"coding {typed!r} is no id; codings are named by their number, as `codings` shows it")
    if len(typed) >= _TOO_LONG_FOR_AN_ID:
        raise NotFound(f"there is no coding {typed}; `codings` lists them with their numbers")
    return workbench.naming.coding_by_id(project, int(typed))


def _one(
    kind: str,
    typed: str,
    everything: Sequence[T],
    names: Callable[[T], Sequence[str]],
    shown: Callable[[T], str],
) -> T:
    if (meant := _id_in(typed)) is not None:
        by_id = next((each for each in everything if each.id == meant), None)
        if by_id is None:
            raise NotFound(f"there is no {kind} {meant}; see {LISTED_BY[kind]}")
        return by_id
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
    near = workbench.naming.nearest(typed, [shown(each) for each in everything])
    hint = "the nearest are" if near else f"there is no {kind} yet" if not everything else f"see {LISTED_BY[kind]}"
    raise NotFound(f"no {kind} is named {typed!r}; {hint}", near)


def _id_in(typed: str) -> int | None:
    """The id in `id:3`; None where something else is typed."""
    number = typed.removeprefix(BY_ID)
    given = number != typed and number.isdecimal() and len(number) < _TOO_LONG_FOR_AN_ID
    return int(number) if given else None


def _folded(name: str) -> str:
    return fold(" ".join(name.split()))


def _told_apart(found: Sequence[T], shown: Callable[[T], str]) -> list[str]:
    return [f"{BY_ID}{each.id}  {shown(each)}" for each in found]
