"""Codes applied to the hits of a pattern or term family that somebody confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from qualwork.model.code import Code, Coding
from qualwork.model.errors import BadInput
from qualwork.model.plurals import counted
from qualwork.model.transcript import Role, TranscriptInfo, turn_at
from qualwork.model.units import sentence_spans, trim
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, codings
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.codes.codebook import checked_name
from qualwork.workbench.corpus.corpora import evidence
from qualwork.workbench.corpus.extracts import Evidence, body
from qualwork.workbench.counts.counting import family_specs, kwic
from qualwork.workbench.counts.screening import verdicts

if TYPE_CHECKING:
    from qualwork.analysis.words.concordance import Line

Unit = Literal["match", "sentence", "turn"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a pattern proposes for a code; `match` is the first place in it that the pattern found."""

    transcript: TranscriptInfo
    start: int
    end: int
    text: str
    participant: str
    match: tuple[int, int] | None = None


def propose(
    project: Project,
    pattern: str,
    unit: Unit = "match",
    roles: Sequence[Role] = ("participant",),
    progress: Progress = silent,
) -> list[Hit]:
    """The passages that a term pattern, or a family by its name, would code, widened to their sentence or turn.

    Hits of a family that were screened out are not among them. Nothing is changed.
    """
    judged = verdicts(project, family_specs(project, [pattern])).values()
    out = {place for family in judged for place in family.out}
    infos = Evidence(project).infos
    found: dict[tuple[int, int, int], Hit] = {}
    for line in kwic(project, pattern, roles, progress=progress):
        if (line.transcript, line.start, line.end) in out:
            continue
        info = infos[line.transcript]
        start, end = _widen(project, info, line.start, line.end, unit)
        text = body(project, info.revision)[0][start:end]
        hit = Hit(info, start, end, text, line.participant or "", (line.start, line.end))
        found.setdefault((info.id, start, end), hit)
    return list(found.values())


def hits_of(project: Project, lines: Sequence[Line]) -> list[Hit]:
    """Lines of a concordance as passages that a code can be applied to (see `autocode`)."""
    infos = evidence(project).infos
    return [Hit(infos[each.transcript], each.start, each.end, each.match, each.participant) for each in lines]


def autocode(project: Project, code: int, hits: Iterable[Hit], pattern: str, unit: Unit, why: str = "") -> list[Coding]:
    """Apply a code to the hits that somebody confirmed, as one decision; returns the codings there."""
    return autocode_all(project, hits, pattern, unit, [naming.code_by_id(project, code)], why=why)


def autocode_all(
    project: Project,
    hits: Iterable[Hit],
    pattern: str,
    unit: Unit,
    known: Sequence[Code] = (),
    new: Sequence[Code] = (),
    why: str = "",
) -> list[Coding]:
    """Apply codes, those that are `new` made on the way, to the hits that somebody confirmed: as one decision."""
    chosen, made = list(hits), [replace(code, name=checked_name(code.name)) for code in new]
    if not known and not made:
        raise BadInput("say which code to apply")
    with project.decide(Verb.AUTOCODE, why=why) as deciding:
        ids = [code.id for code in known]
        names = ", ".join([*codings.code_names(deciding, ids), *(code.name for code in made)])
        deciding.label = f"{names} by {pattern} ({unit}), {counted(len(chosen), 'hit')}"
        codings.titles(deciding, (hit.transcript.revision for hit in chosen))
        for code in made:
            refuse_taken(deciding.session, "code", {"parent_id": code.parent, "name": code.name})
            ids.append(codes.add(deciding.session, code))
        rows = [(each, hit.transcript.revision, hit.start, hit.end, hit.text) for hit in chosen for each in ids]
        codings.add_many(deciding, rows)
    wanted = {(hit.transcript.id, hit.start, hit.end) for hit in chosen}
    there = Evidence(project).codings(ids)
    return [c for c in there if (c.transcript, c.start, c.end) in wanted and c.coder == project.coder]


def _widen(project: Project, info: TranscriptInfo, start: int, end: int, unit: Unit) -> tuple[int, int]:
    if unit == "match":
        return start, end
    text, turns, _ = body(project, info.revision)
    turn = turns[turn_at(turns, start)]
    if unit == "turn":
        return trim(text, turn.speech_start, turn.end)
    inside = [s for s in sentence_spans(text, turn.speech_start, turn.end) if s[0] < end and start < s[1]]
    return (inside[0][0], inside[-1][1]) if inside else (start, end)
