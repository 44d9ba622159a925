"""The log shown, checked, undone and redone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from qualwork.model.decision import Change, Decision, Erasure, Problem, Verification
from qualwork.model.errors import NotFound, QualworkError
from qualwork.model.refs import Ref, ThingKind
from qualwork.model.table import Table
from qualwork.model.units import word_rule
from qualwork.project.log import erasure_checks, history, log_search
from qualwork.project.log import undo as inverse
from qualwork.project.log import verify as checks
from qualwork.project.log.log_search import LogFilter as LogFilter
from qualwork.project.rows import transcripts
from qualwork.project.rows.names import TABLE_OF_KIND
from qualwork.project.store.decisions import Project
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.log import coming_back, describe_decision

_ALL = -1


def log(
    project: Project,
    coder: str | None = None,
    phase: int | None = None,
    last: int | None = None,
    thing: Ref | None = None,
    **more: str | None,
) -> Table:
    """Decisions as rows, oldest first; `last` keeps only that many of the newest.

    `thing` keeps those on it and on what hangs on it; `more` are verb, day (such as 2026-03-01) and words.
    """
    wanted = LogFilter(coder, phase, **more, thing=None if thing is None else (entity_of(thing.kind), thing.id))
    return log_table(search(project, wanted, last or _ALL)[0])


def search(project: Project, wanted: LogFilter, most: int) -> tuple[list[Decision], int]:
    """The newest decisions that fit, at most so many, the newest first; and how many fit in all."""
    with project.read() as session:
        return log_search.search(session, wanted, most), log_search.count(session, wanted)


def values(project: Project) -> dict[str, list[tuple[str, int]]]:
    """Coders, phases, kinds and days of decisions, with how many each has."""
    with project.read() as session:
        return log_search.values(session)


def entity_of(kind: ThingKind) -> str:
    """The table in which things of a kind stand."""
    return TABLE_OF_KIND.get(kind, kind)


def log_table(newest_first: Sequence[Decision]) -> Table:
    """Decisions as rows, oldest first."""
    found = newest_first[::-1]
    columns = ("number", "at", "coder", "phase", "verb", "about", "why", "batch", "undoes", "redoes", "hash")
    rows = tuple(
        (d.number, d.at, d.coder, d.phase, d.verb, d.label, d.why, d.batch, d.undoes, d.redoes, d.hash) for d in found
    )
    return Table("decisions", columns, rows)


def decisions(project: Project) -> list[Decision]:
    """Every decision with its changes."""
    with project.read() as session:
        return history.decisions(session, with_changes=True)


def show(project: Project, number: int) -> Decision:
    """One decision with what was before and after."""
    with project.read() as session:
        last = history.head(session)
        if last is None or not 1 <= number <= last.number:
            raise NotFound(f"there is no decision {number}; the last one is {last.number if last else 0}")
        return history.decision(session, number)


def lines(project: Project, number: int) -> list[str]:
    """What a decision changed, in words, a line a row and a field."""
    return describe_decision.lines(project, show(project, number))


def history_of(project: Project, thing: Ref, name: str = "") -> Table:
    """Every decision on one thing, with the fields it changed, and on what hangs on it, with how much of it.

    A thing that is gone has a history as well. `name` is how it is called in the title, where the caller knows.
    """
    entity = entity_of(thing.kind)
    known = name or describe_decision.name(project, entity, thing.id) or str(thing.id)
    with project.read() as session:
        own = {d.number: d for d in history.of_thing(session, entity, f"[{thing.id}]")}
        around = {d.number: d for d in history.around_thing(session, entity, thing.id)}
    rows = []
    for number, d in sorted((around | own).items()):
        parts = [_said(change) for change in own[number].changes] if number in own else []
        parts += [describe_decision.summary(around[number].changes)] if number in around else []
        rows.append((number, d.at, d.coder, d.phase, d.verb, d.label, "; ".join(parts), d.why))
    columns = ("number", "at", "coder", "phase", "verb", "about", "changed", "why")
    about = thing.kind if thing.kind == "project" else f"{thing.kind} {known}"
    return Table(f"history of {about}", columns, tuple(rows), provenance(project, f"history of {about}"))


def _said(change: Change) -> str:
    done = {"insert": "made", "delete": "removed"}
    return done[change.kind] if change.kind != "update" else ", ".join(describe_decision.fields(change))


def head(project: Project) -> Decision | None:
    """The last decision; its hash covers everything before it."""
    with project.read() as session:
        return history.head(session)


def verify(project: Project, head: str | None = None, progress: Progress = silent) -> Verification:
    """Recompute every hash, hold the replay against the live tables, and derived data against a rebuild."""
    with project.read() as session:
        found = checks.verify(session, head, lambda done, total: progress(done, total, "decisions"))
    problems = (*found.problems, *_derived_problems(project, progress))
    return replace(found, ok=not problems, problems=problems)


def erasure_line(erasure: Erasure) -> str:
    """An erasure in words: its decision, who, when, what kind, how much."""
    return erasure_checks.line(erasure)


def _derived_problems(project: Project, progress: Progress) -> list[Problem]:
    from qualwork.workbench.base.indexing import Indexer, differs

    found = []
    with project.read() as session:
        revisions = sorted(transcripts.current_revisions(session))
        indexer = Indexer(project)
        for at, revision in enumerate(revisions):
            progress(at, len(revisions), "word index")
            try:
                if differs(indexer, revision):
                    found.append(Problem(0, f"the word index of revision {revision} differs from a rebuild of it"))
            except (QualworkError, ValueError) as fault:
                found.append(Problem(0, f"the word index of revision {revision} cannot be rebuilt: {fault}"))
    return found


def undo(project: Project, why: str = "") -> list[Decision]:
    """Undo this coder's last decision, or batch; returns the decisions made."""
    return _indexed(project, inverse.undo(project, why, coming_back.carry))


def redo(project: Project, why: str = "") -> list[Decision]:
    """Redo what this coder undid last."""
    return _indexed(project, inverse.redo(project, why, coming_back.carry))


def undo_decision(project: Project, number: int, why: str = "") -> list[Decision]:
    """Undo one of this coder's decisions out of the order, with its batch; refused where later ones build upon it."""
    return _indexed(project, inverse.undo_one(project, number, why, coming_back.carry))


def _indexed(project: Project, made: list[Decision]) -> list[Decision]:
    """Texts that came back have no word index until now."""
    from qualwork.workbench.base.indexing import ensure

    ensure(project)
    return made


def corpus_hash(project: Project) -> str:
    """One hash over the titles and texts of all current revisions, for provenance."""
    with project.read() as session:
        parts = [f"{title}\n{sha256}" for title, sha256 in transcripts.text_hashes(session)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def provenance(project: Project, about: str = "") -> dict[str, str]:
    """What a table or figure was made from: never a clock time, so that the same state gives the same bytes."""
    from qualwork.workbench.base.projects import describe

    study, last = describe(project), head(project)
    found = {"project": study.title, "word_rule": word_rule(study.language), "corpus_hash": corpus_hash(project)}
    if about:
        found["filter"] = about
    if last is not None:
        found |= {"head_decision": str(last.number), "head_hash": last.hash, "head_at": last.at}
    return found
