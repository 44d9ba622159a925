"""The story of an analysis: phases, codes a week, merges and drops, as a chart, a table and a draft paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from qualwork.model.decision import PHASES
from qualwork.model.story import PhaseSpan, Story, Week
from qualwork.model.table import Cell, Table
from qualwork.model.verbs import Verb
from qualwork.project.log import week_counts
from qualwork.project.log.week_counts import Step
from qualwork.project.rows import participants, transcripts
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import file_kinds
from qualwork.workbench.base.projects import describe
from qualwork.workbench.log import auditing

_COLUMNS = (
    "week",
    "decisions",
    "codings",
    "codings_in_all",
    "new_codes",
    "dropped_codes",
    "merges",
    "codes",
    "new_themes",
    "dropped_themes",
    "themes",
    *(f"phase_{number}" for number in PHASES),
)

_LONGEST_PAUSE = 156
"""So many weeks without a decision are shown one by one."""


def story(project: Project) -> Story:
    """How the analysis went, from the log; decisions that were undone are counted as undone and nowhere else."""
    with project.read() as session:
        steps = week_counts.steps(session)
        sizes = len(transcripts.infos(session)), len(participants.everyone(session))
    undone = _undone(steps)
    kept = [step for step in steps if step.number not in undone and step.undoes is None and step.redoes is None]
    return Story(
        title=describe(project).title,
        weeks=tuple(_weeks(steps, kept)),
        phases=tuple(_phases(kept)),
        coders=tuple(dict.fromkeys(step.coder for step in kept)),
        decisions=len(kept),
        undone=len(undone),
        merges=sum(step.verb == Verb.MERGE_CODES for step in kept),
        transcripts=sizes[0],
        participants=sizes[1],
        first=kept[0].at[:10] if kept else "",
        last=kept[-1].at[:10] if kept else "",
    )


def table(project: Project) -> Table:
    """One row a week."""
    rows: list[tuple[Cell, ...]] = [
        (
            week.monday,
            week.decisions,
            week.new_codings,
            week.codings,
            week.new_codes,
            week.dropped_codes,
            week.merges,
            week.codes,
            week.new_themes,
            week.dropped_themes,
            week.themes,
            *week.by_phase,
        )
        for week in story(project).weeks
    ]
    return Table("story", _COLUMNS, tuple(rows), auditing.provenance(project))


def paragraph(project: Project) -> str:
    """A draft for the method section, to be rewritten."""
    from qualwork.export.documents.story import story_text

    return story_text(story(project))


def save(project: Project, path: Path, spreadsheet_safe: bool = False) -> tuple[Path, ...]:
    """Write the story as a chart (svg, png), a draft paragraph (md, txt) or a table, by the file's extension."""
    from qualwork.export import files
    from qualwork.export.tables.table_files import save_table
    from qualwork.export.write import kind_of

    kind = kind_of(path, file_kinds.kinds("story", "draft", "table"))
    content = next((one for one in ("story", "draft") if kind in file_kinds.kinds(one)), "table")
    if content == "table":
        return save_table(table(project), path, spreadsheet_safe)
    return files.save(path, content, story(project), name="story", provenance=auditing.provenance(project))


def _undone(steps: Iterable[Step]) -> set[int]:
    found: set[int] = set()
    for step in steps:
        if step.undoes is not None:
            found.add(step.undoes)
        elif step.redoes is not None:
            found.discard(step.redoes)
    return found


def _weeks(steps: list[Step], kept: list[Step]) -> Iterable[Week]:
    """The weeks from the first decision to the last. What stands at its end counts every step, undone ones too."""
    if not steps:
        return
    by_week: dict[date, list[Step]] = {}
    for step in steps:
        by_week.setdefault(_monday(step.at), []).append(step)
    in_force = {step.number for step in kept}
    codes = themes = codings = 0
    for day in _days(sorted(by_week)):
        mine = by_week.get(day, [])
        for step in mine:
            codes += step.codes_in - step.codes_out
            themes += step.themes_in - step.themes_out
            codings += step.codings_in - step.codings_out
        week = _counted(day, [step for step in mine if step.number in in_force])
        yield replace(week, codes=codes, themes=themes, codings=codings)


def _days(mondays: list[date]) -> Iterator[date]:
    """The Mondays given and those between them; a longer pause is a clock that went wrong, and is left out."""
    for before, day in pairwise([mondays[0], *mondays]):
        pause = (day - before).days // 7
        if pause <= _LONGEST_PAUSE:
            yield from (before + timedelta(days=7 * week) for week in range(1, pause))
        yield day


def _counted(monday: date, mine: list[Step]) -> Week:
    merges = [step for step in mine if step.verb == Verb.MERGE_CODES]
    by_phase = [sum(step.phase == number for step in mine) for number in PHASES]
    return Week(
        monday=monday.isoformat(),
        decisions=len(mine),
        new_codes=sum(step.codes_in for step in mine),
        dropped_codes=sum(step.codes_out for step in mine if step.verb != Verb.MERGE_CODES),
        merges=len(merges),
        new_themes=sum(step.themes_in for step in mine),
        dropped_themes=sum(step.themes_out for step in mine),
        new_codings=sum(step.codings_in for step in mine),
        by_phase=(by_phase[0], by_phase[1], by_phase[2], by_phase[3], by_phase[4], by_phase[5]),
    )


def _monday(at: str) -> date:
    day = date.fromisoformat(at[:10])
    return day - timedelta(days=day.weekday())


def _phases(kept: list[Step]) -> Iterable[PhaseSpan]:
    for number, name in PHASES.items():
        mine = [step for step in kept if step.phase == number]
        if mine:
            days = sorted(step.at[:10] for step in mine)
            coders = tuple(dict.fromkeys(step.coder for step in mine))
            yield PhaseSpan(number, name, len(mine), days[0], days[-1], coders)
