"""Undo and redo: what they bring back, in what order, and what they refuse."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwork.model.code import Code
from qualwork.model.errors import Refused
from qualwork.project.log import undo, verify
from qualwork.project.rows import codes, codings, memos, participants, themes, transcripts
from qualwork.project.store.decisions import Deciding, Project
from tests.unit.project.studies import (
    Rows,
    add_code,
    apply_code,
    decisions_of,
    everything_in,
    full_study,
    import_one,
    rows_of,
)


def do(project: Project, verb: str, deed: Callable[[Deciding], object], batch: str | None = None) -> int:
    """Make a decision; returns its number."""
    with project.decide(verb, f"a {verb}", batch=batch) as deciding:
        deed(deciding)
    return deciding.number


def rename(project: Project, code: int, name: str) -> int:
    """Rename a code in a decision; returns the decision's number."""
    return do(project, "rename code", lambda d: codes.change(d.session, code, name=name))


def back(project: Project, coder: str = "ann") -> list[int]:
    """Undo as a coder; returns the deeds undone."""
    project.coder = coder
    return [made.undoes or 0 for made in undo.undo(project)]


def again(project: Project, coder: str = "ann") -> list[int]:
    """Redo as a coder; returns the deeds redone."""
    project.coder = coder
    return [made.redoes or 0 for made in undo.redo(project)]


def refused(project: Project, deed: Callable[[Project, str], object], coder: str = "ann") -> str:
    """The line with which an undo or redo is refused; nothing is changed then."""
    before = everything_in(project.path)
    with pytest.raises(Refused) as caught:
        deed(project, coder)
    assert everything_in(project.path) == before
    assert "\n" not in caught.value.message
    return caught.value.message


def assert_sound(project: Project) -> None:
    with project.read() as session:
        assert verify.verify(session).problems == ()


DEEDS: dict[str, Callable[[Deciding], object]] = {
    "add": lambda d: codes.add(d.session, Code(0, "new", parent=1)),
    "rename": lambda d: codes.change(d.session, 1, name="other"),
    "delete leaf": lambda d: codes.delete(d.session, 3),
    "apply": lambda d: codings.add(d, 3, 2, 0, 5, "Ann: "),
    "apply many": lambda d: codings.add_many(d, [(1, 2, at, at + 1, "x") for at in range(1203)]),
    "remove codings": lambda d: codings.remove(d.session, [1, 2]),
    "delete theme": lambda d: themes.delete(d.session, 2),
    "delete family": lambda d: d.execute("DELETE FROM family_form") and d.execute("DELETE FROM screened_hit"),
    "memo": lambda d: memos.add(d, "note", ("theme", 1), "text with \x00, 'quotes', \"both\", \u2028 and \U0001f600"),
    "attributes": lambda d: participants.set_attributes(d.session, 2, {"age": "", "site": "west", "wave": "2"}),
    "merge": lambda d: merge(d, 2, 1),
    "nothing left": lambda d: [d.execute(f"DELETE FROM {name}") for name in ("theme_coding", "theme_code", "coding")],
    "row of many columns": lambda d: transcripts.set_title(d.session, 1, "Other"),
}


def merge(deciding: Deciding, source: int, target: int) -> None:
    """Merge one code into another."""
    session = deciding.session
    codings.move_to_code(session, source, target)
    for theme_id in codes.theme_links(session, source):
        themes.assign(session, theme_id, target)
    codes.delete(session, source)


@pytest.mark.parametrize("name", DEEDS)
def test_undo_brings_back_what_was_and_redo_what_was_done(study: Project, name: str) -> None:
    before = rows_of(study)
    number = do(study, name, DEEDS[name])
    after = rows_of(study)
    assert after != before
    for _ in range(2):
        assert back(study) == [number]
        assert rows_of(study) == before
        assert again(study) == [number]
        assert rows_of(study) == after
    assert_sound(study)


def test_an_undo_says_what_it_undoes(study: Project) -> None:
    number = do(study, "rename code", DEEDS["rename"])
    (made,) = undo.undo(study, "a slip")
    assert (made.verb, made.label, made.why, made.undoes, made.redoes) == (
        "undo",
        "rename code: a rename code",
        "a slip",
        number,
        None,
    )
    assert [change.kind for change in made.changes] == ["update"]
    (made,) = undo.redo(study)
    assert (made.verb, made.undoes, made.redoes) == ("redo", None, number)


def test_nothing_to_undo(project: Project) -> None:
    assert refused(project, back) == "nothing to undo for coder 'ann'"
    assert refused(project, again) == "nothing to redo for coder 'ann'"
    add_code(project, "safety")
    assert "nothing to redo" in refused(project, again)
    back(project)
    assert "nothing to undo" in refused(project, back)
    assert "nothing to undo for coder 'zoe'" in refused(project, back, "zoe")


def test_deeds_go_back_one_by_one_and_come_again(project: Project) -> None:
    states = [rows_of(project)]
    numbers = []
    for name in ("safety", "trust", "time"):
        add_code(project, name)
        numbers.append(decisions_of(project)[-1][0])
        states.append(rows_of(project))
    for number, state in zip(reversed(numbers), reversed(states[:-1]), strict=True):
        assert back(project) == [number]
        assert rows_of(project) == state
    for number, state in zip(numbers, states[1:], strict=True):
        assert again(project) == [number]
        assert rows_of(project) == state
    assert back(project) == [numbers[-1]]
    assert_sound(project)


def test_a_new_deed_clears_redo(project: Project) -> None:
    add_code(project, "safety")
    back(project)
    add_code(project, "trust")
    assert "nothing to redo" in refused(project, again)
    assert back(project) == [4]
    assert again(project) == [4]
    assert back(project) == [4]
    assert "nothing to undo" in refused(project, back)


def test_stacks_are_each_coders_own(project: Project) -> None:
    first = add_code(project, "safety")
    project.coder = "ben"
    add_code(project, "trust")
    project.coder = "ann"
    rename(project, first, "security")
    assert back(project, "ben") == [4]
    assert back(project, "ann") == [5]
    project.coder = "cleo"
    add_code(project, "time")
    assert again(project, "ben") == [4]
    assert again(project, "ann") == [5]
    assert back(project, "cleo") == [9]
    assert "nothing to redo" in refused(project, again, "ann")
    assert_sound(project)


def test_stacks_last_across_processes(path: Path) -> None:
    with full_study(path) as study:
        add_code(study, "new")
        added = decisions_of(study)[-1][0]
        rename(study, 1, "other")
        states = [rows_of(study)]
        back(study)
        states.append(rows_of(study))
    program = (
        "import sys; from pathlib import Path; from qualwork.project.log import undo\n"
        "from qualwork.project.store.decisions import Project\n"
        "with Project.open(Path(sys.argv[1]), 'ann') as project: undo.redo(project)"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, cwd=Path(__file__).parents[3])
    with Project.open(path, "ann") as study:
        assert rows_of(study) == states[0]
        back(study)
        assert rows_of(study) == states[1]
        assert back(study) == [added]


def import_batch(project: Project, titles: tuple[str, ...], batch: str) -> list[int]:
    """Import several transcripts, a decision each; returns the decisions' numbers."""
    first = len(decisions_of(project))
    with project.transaction():
        for title in titles:
            import_one(project, title, batch)
    return [number for number, *_ in decisions_of(project)[first:]]


def test_a_batch_goes_and_comes_together(project: Project) -> None:
    states: list[Rows] = [rows_of(project)]
    numbers = import_batch(project, ("P1", "P2", "P3"), "one import")
    states.append(rows_of(project))
    add_code(project, "safety")
    states.append(rows_of(project))
    assert back(project) == [5]
    for _ in range(2):
        assert back(project) == numbers[::-1]
        assert rows_of(project) == states[0]
        assert again(project) == numbers
        assert rows_of(project) == states[1]
    assert again(project) == [5]
    assert rows_of(project) == states[2]
    assert_sound(project)


def test_a_deed_in_the_midst_of_a_batch_keeps_its_place(project: Project) -> None:
    import_one(project, "P1", "slow import")
    add_code(project, "safety")
    import_one(project, "P2", "slow import")
    assert back(project) == [4, 2]
    assert back(project) == [3]
    assert again(project) == [3]
    assert again(project) == [2, 4]
    assert_sound(project)


def test_a_batch_is_refused_whole(project: Project) -> None:
    import_batch(project, ("P1", "P2"), "one import")
    code = add_code(project, "safety")
    project.coder = "ben"
    apply_code(project, code, 1)
    project.coder = "ann"
    refused(project, back)
    back(project, "ben")
    assert back(project) == [4]
    project.coder = "ben"
    with project.decide("memo on", "first") as deciding:
        memos.add(deciding, "note", ("transcript", 1), "told twice")
    line = refused(project, back)
    assert line == (
        "decision 2 (import transcript) stays: decision 9 by ben, memo on (first), refers to its transcript; "
        "undo that first"
    )


def test_a_batch_member_that_fails_takes_the_others_along(path: Path, project: Project) -> None:
    before = everything_in(path)
    with pytest.raises(RuntimeError), project.transaction():
        import_one(project, "P1", "one import")
        raise RuntimeError
    assert everything_in(path) == before


def test_a_batch_refused_inside_a_transaction_that_goes_on(project: Project) -> None:
    import_batch(project, ("P1", "P2"), "one import")
    project.coder = "ben"
    with project.decide("memo on") as deciding:
        memos.add(deciding, "note", ("transcript", 1), "told twice")
    project.coder = "ann"
    before = rows_of(project)
    with project.transaction():
        with pytest.raises(Refused):
            undo.undo(project)
        assert rows_of(project) == before
        add_code(project, "time")
    assert [verb for _, _, verb, *_ in decisions_of(project)][-2:] == ["memo on", "add code"]
    assert_sound(project)


def test_undo_inside_a_transaction_that_goes_on(project: Project) -> None:
    code = add_code(project, "safety")
    project.coder = "ben"
    rename(project, code, "trust")
    project.coder = "ann"
    before = rows_of(project)
    with project.transaction():
        with pytest.raises(Refused):
            undo.undo(project)
        add_code(project, "time")
        assert [made.undoes for made in undo.undo(project)] == [5]
    assert rows_of(project) == before
    assert_sound(project)
