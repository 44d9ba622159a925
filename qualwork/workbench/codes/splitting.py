"""Splitting a code: its extracts are dealt out to new codes, as one decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualwork.model.code import Code
from qualwork.model.errors import BadInput
from qualwork.model.plurals import counted
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, codings, themes
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Deciding, Project
from qualwork.workbench.base import naming
from qualwork.workbench.codes.codebook import checked_name
from qualwork.workbench.corpus.extracts import Evidence, Extract


def extracts(project: Project, code: int) -> list[Extract]:
    """The extracts of a code to deal out, in order of transcript and place, each with who says it and the question."""
    evidence = Evidence(project)
    return evidence.extracts(evidence.codings([naming.code_by_id(project, code).id]))


def split_code(
    project: Project, code: int, piles: Mapping[str, Sequence[int]], under: bool = False, why: str = ""
) -> list[Code]:
    """Make a code of each pile (name -> ids of codings) and give it those codings; what is in no pile stays.

    The new codes stand beside the old one, or below it where `under`, and belong to its themes; codings keep their
    notes and marks. Codings of other coders go along. Returns the new codes.
    """
    source, dealt = naming.code_by_id(project, code), {checked_name(name): list(ids) for name, ids in piles.items()}
    _check(project, source, piles, dealt)
    label = f"{source.name} into " + "; ".join(f"{name} ({counted(len(ids), 'coding')})" for name, ids in dealt.items())
    with project.decide(Verb.SPLIT_CODE, label, why) as deciding:
        return [_pile(deciding, source, name, ids, under) for name, ids in dealt.items()]


def _check(
    project: Project, source: Code, piles: Mapping[str, Sequence[int]], dealt: Mapping[str, Sequence[int]]
) -> None:
    if not piles:
        raise BadInput(f"say into which codes {source.name!r} is to be split")
    if len(dealt) < len(piles):
        raise BadInput("two piles have one name; give each a name of its own")
    with project.read() as session:
        known = {coding.id for coding in codings.listing(session, codes=[source.id])}
    seen: set[int] = set()
    for name, ids in dealt.items():
        for each in ids:
            if each not in known:
                raise BadInput(f"coding {each} is none of {source.name!r}; `codings --code` lists those")
            if each in seen:
                raise BadInput(f"coding {each} is in two piles; the second is {name!r}")
            seen.add(each)


def _pile(deciding: Deciding, source: Code, name: str, ids: Sequence[int], under: bool) -> Code:
    session = deciding.session
    parent = source.id if under else source.parent
    refuse_taken(session, "code", {"parent_id": parent, "name": name})
    made = codes.add(session, Code(0, name, parent))
    for theme_id in codes.theme_links(session, source.id):
        themes.assign(session, theme_id, made)
    for coding_id in ids:
        codings.recode(session, coding_id, made)
    return Code(made, name, parent)
