"""The method log: phases entered, who coded, and what became of codes and themes and why, read off the decisions.

Only what is in force counts: a decision that was undone is not in it, one that was redone is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from qualwork.model.decision import PHASES, Decision
from qualwork.model.table import Cell, Table
from qualwork.model.verbs import Part, told_in
from qualwork.project.log import history, method
from qualwork.project.store.decisions import Project
from qualwork.workbench.codes import memoing
from qualwork.workbench.log import auditing

_CODEBOOK, _TREE = told_in(Part.CODEBOOK), told_in(Part.TREE)
_COUNTED = ("code", "coding", "theme", "memo")
_LOG = ("number", "at", "coder", "phase", "verb", "about", "why")


def method_log(project: Project) -> tuple[Table, ...]:
    """Tables of phases, coders, changes to the codebook, changes to the tree, and method memos."""
    with project.read() as session:
        decisions, counts = history.decisions(session), method.row_counts(session)
    kept = in_force(decisions)
    numbers = {decision.number for decision in kept}
    about = auditing.provenance(project)
    return (
        Table("phases", ("phase", "name", "first", "last", "decisions", "coders"), _phases(kept), about),
        Table(
            "coders",
            ("coder", "decisions", *(f"{entity}s made" for entity in _COUNTED)),
            _coders(kept, [each for each in counts if each[0] in numbers]),
            about,
        ),
        Table("codebook", _LOG, _told(each for each in kept if each.verb in _CODEBOOK), about),
        Table("theme tree", _LOG, _told(each for each in kept if each.verb in _TREE), about),
        Table("method memos", ("coder", "at", "text"), _memos(project), about),
    )


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """Decisions that stand: those that were undone and not redone are left out, and so are the undoing and redoing."""
    state: dict[int, bool] = {}
    for decision in decisions:
        target = decision.undoes or decision.redoes
        if target is not None:
            state[target] = decision.redoes is not None
    return [each for each in decisions if each.undoes is None and each.redoes is None and state.get(each.number, True)]


def _phases(decisions: Sequence[Decision]) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    for phase, name in PHASES.items():
        inside = [each for each in decisions if each.phase == phase]
        if inside:
            coders = ", ".join(dict.fromkeys(each.coder for each in inside))
            rows.append((phase, name, _minute(inside[0].at), _minute(inside[-1].at), len(inside), coders))
    return tuple(rows)


def _coders(decisions: Sequence[Decision], counts: Iterable[method.RowCount]) -> tuple[tuple[Cell, ...], ...]:
    number_of = Counter(each.coder for each in decisions)
    coder_of = {each.number: each.coder for each in decisions}
    made: Counter[tuple[str, str]] = Counter()
    for number, entity, what, count in counts:
        if what == "made":
            made[coder_of[number], entity] += count
    return tuple((coder, number_of[coder], *(made[coder, entity] for entity in _COUNTED)) for coder in number_of)


def _told(decisions: Iterable[Decision]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((d.number, _minute(d.at), d.coder, d.phase, d.verb, d.label, d.why) for d in decisions)


def _memos(project: Project) -> tuple[tuple[Cell, ...], ...]:
    return tuple((memo.coder, _minute(memo.at), memo.text) for memo in memoing.listing(project, kind="method"))


def _minute(at: str) -> str:
    """A moment of the log as people read it: `2026-11-22 08:58`, in UTC."""
    return at[:16].replace("T", " ")
