"""Changes to the codebook: codes added, defined, moved, merged and removed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualwork.model.code import Code, CodeNode
from qualwork.model.errors import BadInput, Refused
from qualwork.model.plurals import counted
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, codings, memos, themes
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Deciding, Project
from qualwork.workbench.base import naming
from qualwork.workbench.corpus.extracts import Evidence
from qualwork.workbench.corpus.tally import Tally

DEFINITION_FIELDS = ("definition", "use_when", "use_not", "colour")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Dependents:
    """What hangs on a code or theme and would go or lose its place with it."""

    codings: int = 0
    children: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    memos: int = 0

    def __str__(self) -> str:
        parts = [
            counted(self.codings, "coding") if self.codings else "",
            f"below it {', '.join(self.children)}" if self.children else "",
            f"in {'theme' if len(self.themes) == 1 else 'themes'} {', '.join(self.themes)}" if self.themes else "",
            f"{'code' if len(self.codes) == 1 else 'codes'} {', '.join(self.codes)}" if self.codes else "",
            counted(self.memos, "memo") if self.memos else "",
        ]
        return "; ".join(part for part in parts if part) or "nothing"


@dataclass(frozen=True, slots=True)
class Uses:
    """Where a code is used: codings in all, by title of the transcript, by pseudonym; its themes and notes on it."""

    code: Code
    codings: int
    transcripts: Mapping[str, int]
    participants: Mapping[str, int]
    themes: tuple[str, ...]
    memos: int


def everything(project: Project) -> list[Code]:
    """All codes in codebook order."""
    with project.read() as session:
        return codes.everything(session)


def uses(project: Project) -> dict[int, int]:
    """How many codings each code has; codes without any are left out."""
    with project.read() as session:
        return codes.uses(session)


def codebook(project: Project) -> tuple[CodeNode, ...]:
    """The codebook as a tree with the uses of each code."""
    tally = Tally.read(project)
    with project.read() as session:
        every = codes.everything(session)
        links = themes.links(session)
        theme_names = {theme.id: theme.name for theme in themes.everything(session)}
    in_themes: dict[int, list[str]] = {}
    for theme_id, members in links.codes.items():
        for code_id in members:
            if theme_id in theme_names:
                in_themes.setdefault(code_id, []).append(theme_names[theme_id])
    full = naming.paths(every)
    children: dict[int | None, list[Code]] = {}
    for code in every:
        children.setdefault(code.parent, []).append(code)

    def node(code: Code) -> CodeNode:
        below = tuple(node(child) for child in children.get(code.id, ()))
        homes = tuple(in_themes.get(code.id, ()))
        mine = tally.codes.get(code.id, [])
        return CodeNode(code, full[code.id], len(mine), len(tally.participants(mine)), homes, below)

    return tuple(node(code) for code in children.get(None, ()))


def add_code(project: Project, name: str, under: int | None = None, why: str = "", **fields: str) -> Code:
    """Add a code to the codebook; `fields` are definition, use_when, use_not, colour."""
    name = checked_name(name)
    _check_fields(fields)
    parent = naming.code_by_id(project, under).id if under is not None else None
    with project.decide(Verb.ADD_CODE, name, why) as deciding:
        refuse_taken(deciding.session, "code", {"parent_id": parent, "name": name})
        new = replace(Code(0, name, parent), **fields)  # type: ignore[arg-type]
        return replace(new, id=codes.add(deciding.session, new))


def rename_code(project: Project, code: int, name: str, why: str = "") -> Code:
    """Give a code another name."""
    old, name = naming.code_by_id(project, code), checked_name(name)
    with project.decide(Verb.RENAME_CODE, f"{old.name} to {name}", why) as deciding:
        refuse_taken(deciding.session, "code", {"parent_id": old.parent, "name": name}, old.id)
        codes.change(deciding.session, old.id, name=name)
    return replace(old, name=name)


def define_code(project: Project, code: int, why: str = "", **fields: str) -> Code:
    """Set definition, use_when, use_not or colour of a code."""
    if not fields:
        raise BadInput(f"say what to set: {', '.join(DEFINITION_FIELDS)}")
    _check_fields(fields)
    old = naming.code_by_id(project, code)
    with project.decide(Verb.DEFINE_CODE, old.name, why) as deciding:
        codes.change(deciding.session, old.id, **fields)
    return replace(old, **fields)  # type: ignore[arg-type]


def _check_fields(fields: Mapping[str, str]) -> None:
    wrong = set(fields) - set(DEFINITION_FIELDS)
    if wrong:
        raise BadInput(f"a code has no field {', '.join(sorted(wrong))}; it has {', '.join(DEFINITION_FIELDS)}")
    colour = fields.get("colour", "")
    if colour and not _COLOUR.fullmatch(colour):
        raise BadInput(f"colour {colour!r} is not known; write #RRGGBB, as in #1f77b4")


def move_code(project: Project, code: int, under: int | None, why: str = "") -> None:
    """Put a code under another one, or to the top with None."""
    moved = naming.code_by_id(project, code)
    target = naming.code_by_id(project, under) if under is not None else None
    every = {each.id: each for each in everything(project)}
    if target is not None and _is_within(every, target.id, moved.id):
        raise Refused(f"code {moved.name!r} cannot go under itself or what lies below it")
    parent = target.id if target else None
    with project.decide(Verb.MOVE_CODE, f"{moved.name} to {target.name if target else 'the top'}", why) as deciding:
        refuse_taken(deciding.session, "code", {"parent_id": parent, "name": moved.name}, moved.id)
        codes.change(deciding.session, moved.id, parent_id=parent)


def merge_codes(project: Project, sources: Sequence[int], into: int, why: str = "") -> int:
    """Give all that hangs on some codes to another one and remove them; returns how many codings moved.

    A target that lies below one of them takes its place in the codebook.
    """
    target = naming.code_by_id(project, into)
    gone = list({code.id: code for code in (naming.code_by_id(project, source) for source in sources)}.values())
    if any(code.id == target.id for code in gone):
        raise BadInput(f"code {target.name!r} cannot be merged into itself")
    label = f"{', '.join(code.name for code in gone)} into {target.name}"
    with project.decide(Verb.MERGE_CODES, label, why) as deciding:
        moved = sum(_merge(deciding, code.id, target.id) for code in gone)
        children = [code.id for code in codes.everything(deciding.session) if code.parent == target.id]
        _refuse_twins(deciding, [target.id, *children])
    return moved


def _merge(deciding: Deciding, source: int, target: int) -> int:
    session = deciding.session
    every = {code.id: code for code in codes.everything(session)}
    moved = codings.move_to_code(session, source, target)
    for theme_id in codes.theme_links(session, source):
        themes.assign(session, theme_id, target)
    if _is_within(every, target, source):
        codes.change(session, target, parent_id=every[source].parent)
    for child in every.values():
        if child.parent == source and child.id != target:
            codes.change(session, child.id, parent_id=target)
    memos.move(session, ("code", source), ("code", target))
    codes.delete(session, source)
    return moved


def _is_within(every: Mapping[int, Code], code: int, branch: int) -> bool:
    """True where a code is the head of a branch or lies below it."""
    above = every.get(code)
    while above is not None and above.id != branch:
        above = every.get(above.parent or 0)
    return above is not None


def _refuse_twins(deciding: Deciding, moved: Iterable[int]) -> None:
    """Raise Refused where a code that was moved has the name of another one beside it."""
    every = {code.id: code for code in codes.everything(deciding.session)}
    for each in moved:
        place = {"parent_id": every[each].parent, "name": every[each].name}
        refuse_taken(deciding.session, "code", place, each)


def where_used(project: Project, code: int) -> Uses:
    """Where a code is used: transcripts, participants, themes, notes; each with how often."""
    target, evidence = naming.code_by_id(project, code), Evidence(project)
    with project.read() as session:
        names = {theme.id: theme.name for theme in themes.everything(session)}
        homes = tuple(names[link] for link in codes.theme_links(session, target.id) if link in names)
        found = codings.listing(session, codes=[target.id])
        notes = len(memos.listing(session, ("code", target.id)))
    transcripts: dict[str, int] = {}
    people: dict[str, int] = {}
    for coding in found:
        title = evidence.infos[coding.transcript].title
        transcripts[title] = transcripts.get(title, 0) + 1
        for person in evidence.who(coding):
            people[person] = people.get(person, 0) + 1
    return Uses(target, len(found), transcripts, people, homes, notes)


def dependents_of_code(project: Project, code: int) -> Dependents:
    """What goes with a code when it is deleted."""
    target = naming.code_by_id(project, code)
    with project.read() as session:
        names = {theme.id: theme.name for theme in themes.everything(session)}
        below = tuple(each.name for each in codes.everything(session) if each.parent == target.id)
        homes = tuple(names[link] for link in codes.theme_links(session, target.id) if link in names)
        notes = len(memos.listing(session, ("code", target.id)))
        return Dependents(len(codings.listing(session, codes=[target.id])), below, homes, memos=notes)


def delete_code(project: Project, code: int, why: str = "") -> Dependents:
    """Remove a code with its codings and memos; its sub-codes move up. Returns what went with it."""
    target, gone = naming.code_by_id(project, code), dependents_of_code(project, code)
    with project.decide(Verb.DELETE_CODE, target.name, why) as deciding:
        session = deciding.session
        children = [code.id for code in codes.everything(session) if code.parent == target.id]
        for child in children:
            codes.change(session, child, parent_id=target.parent)
        codings.remove(session, [coding.id for coding in codings.listing(session, codes=[target.id])])
        memos.delete_on(session, ("code", target.id))
        codes.delete(session, target.id)
        _refuse_twins(deciding, children)
    return gone


def checked_name(name: str) -> str:
    """A name with single blanks inside and none around; raises BadInput where nothing is left."""
    clean = " ".join(name.split())
    if not clean:
        raise BadInput("a name needs at least one letter or digit")
    if any(ord(sign) < 32 for sign in clean):
        raise BadInput(f"the name {clean!r} holds control characters; leave them out")
    return clean
