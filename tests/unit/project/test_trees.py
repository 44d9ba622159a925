"""Codes and themes stay trees, whoever decides what in which order; and a file that holds no tree is still of use."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qualwork.model.code import Code
from qualwork.model.errors import QualworkError, Refused
from qualwork.model.trees import MOST_LEVELS
from qualwork.project.log import undo
from qualwork.project.log.verify import verify
from qualwork.project.rows import codes, drafts, interchange, themes
from qualwork.project.store.decisions import Project
from tests.unit.project.studies import decisions_of, new_project, rows_of
from tests.unit.project.tampering import disarmed, said

KINDS = ("code", "theme")


def add(project: Project, kind: str, name: str, parent: int | None = None) -> int:
    """Add a code or theme in a decision; returns its id."""
    with project.decide(f"add {kind}", name) as deciding:
        if kind == "code":
            return codes.add(deciding.session, Code(0, name, parent))
        return themes.add(deciding.session, name, parent)


def move(project: Project, kind: str, row: int, parent: int | None) -> int:
    """Move a code or theme in a decision, without a look at what is above it; returns the decision's number."""
    change = codes.change if kind == "code" else themes.change
    with project.decide(f"move {kind}", str(row)) as deciding:
        change(deciding.session, row, parent_id=parent)
    return deciding.number


def in_circles(path: Path) -> list[tuple[str, int]]:
    """Rows that come back to themselves, found by a plain walk in another SQLite client."""
    found = []
    with closing(sqlite3.connect(path)) as connection:
        for kind in KINDS:
            parents = dict(connection.execute(f"SELECT id, parent_id FROM {kind}").fetchall())
            for row in parents:
                at, steps = parents[row], 0
                while at is not None and at != row and steps <= len(parents):
                    at, steps = parents[at], steps + 1
                if at is not None:
                    found.append((kind, row))
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", [1, 2, 5])
def test_no_decision_makes_a_circle(tmp_path: Path, kind: str, length: int) -> None:
    path = tmp_path / "study.qualwork"
    with new_project(path) as project:
        rows = [add(project, kind, "row 0")]
        for number in range(1, length):
            rows.append(add(project, kind, f"row {number}", rows[-1]))
        before = rows_of(project)
        with pytest.raises(Refused, match="cannot go under itself"):
            move(project, kind, rows[0], rows[-1])
        assert rows_of(project) == before
        with pytest.raises(Refused, match="cannot go under itself"), project.transaction():
            # Made and moved in one go.
            new = add(project, kind, "new", rows[-1])
            move(project, kind, rows[0], new)
        assert rows_of(project) == before


@pytest.mark.parametrize("kind", KINDS)
def test_two_rows_change_places_in_one_decision(tmp_path: Path, kind: str) -> None:
    with new_project(tmp_path / "study.qualwork") as project:
        above = add(project, kind, "above")
        below = add(project, kind, "below", above)
        change = codes.change if kind == "code" else themes.change
        with project.decide("turn round") as deciding:
            change(deciding.session, above, parent_id=below)
            change(deciding.session, below, parent_id=None)
        assert rows_of(project)[kind, f"[{above}]"]["parent_id"] == below
        undo.undo(project)
        assert rows_of(project)[kind, f"[{below}]"]["parent_id"] == above
        undo.redo(project)
        assert rows_of(project)[kind, f"[{above}]"]["parent_id"] == below


@pytest.mark.parametrize("kind", KINDS)
def test_undo_names_the_decision_that_would_make_a_circle_of_it(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "study.qualwork"
    with new_project(path) as project:
        one, two, three = (add(project, kind, name) for name in ("one", "two", "three"))
        move(project, kind, one, two)
        freed = move(project, kind, one, None)
        project.coder = "bob"
        move(project, kind, two, three)
        way = move(project, kind, three, one)
        before = rows_of(project)
        project.coder = "ann"
        for attempt in (undo.undo, lambda project: undo.undo_one(project, freed)):
            with pytest.raises(Refused, match=rf"decision {freed} .*stays: decision {way} by bob"):
                attempt(project)
        assert rows_of(project) == before
        project.coder = "bob"
        undo.undo(project)
        project.coder = "ann"
        undo.undo(project)
        assert rows_of(project)[kind, f"[{one}]"]["parent_id"] == two
        project.coder = "bob"
        with pytest.raises(Refused, match=f"move {kind}"):
            undo.redo(project)
    assert in_circles(path) == []


def racing(path: Path, kind: str, pairs: list[tuple[int, int]], start: int, done: int) -> None:
    """A child that moves the first of each pair under the second, at once when the pipe says so."""
    with Project.open(path, f"coder {os.getpid()}") as project:
        for row, parent in pairs:
            os.write(done, b".")
            os.read(start, 1)
            try:
                move(project, kind, row, parent)
            except QualworkError:
                continue


def forked(work: Callable[[int, int], None]) -> tuple[int, int, int]:
    """A child at work with a pipe to start it and one by which it says that it is ready."""
    (start_out, start_in), (done_out, done_in) = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        try:
            work(start_out, done_in)
            os._exit(0)
        except BaseException:
            os._exit(1)
    return child, start_in, done_out


@pytest.mark.parametrize("kind", KINDS)
def test_two_processes_at_once_make_no_circle(tmp_path: Path, kind: str) -> None:
    path, rounds = tmp_path / "study.qualwork", 25
    with new_project(path) as project:
        pairs = [(add(project, kind, f"a{at}"), add(project, kind, f"b{at}")) for at in range(rounds)]
    turned = [(right, left) for left, right in pairs]
    children = [
        forked(lambda start, done, mine=mine: racing(path, kind, mine, start, done))  # type: ignore[misc]
        for mine in (pairs, turned)
    ]
    for _ in range(rounds):
        for _, _, ready in children:
            assert os.read(ready, 1) == b"."
        for _, go, _ in children:
            os.write(go, b".")
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, *_ in children] == [0, 0]
    assert in_circles(path) == []
    with Project.open(path, "ann") as project:
        moved = [verb for _, _, verb, *_ in decisions_of(project) if verb.startswith("move")]
        with project.read() as session:
            assert verify(session).ok
    assert len(moved) == rounds, "of each pair one was moved"


@pytest.mark.parametrize("kind", KINDS)
def test_no_branch_grows_too_deep(tmp_path: Path, kind: str) -> None:
    with new_project(tmp_path / "study.qualwork") as project, project.transaction():
        last = add(project, kind, "top")
        for level in range(1, MOST_LEVELS):
            last = add(project, kind, f"level {level}", last)
        with pytest.raises(Refused, match="levels deep; put it higher"):
            add(project, kind, "too deep", last)
        pair = add(project, kind, "head")
        add(project, kind, "foot", pair)
        with pytest.raises(Refused, match="levels deep"):
            move(project, kind, pair, last - 1)
        move(project, kind, pair, last - 2)


@pytest.mark.parametrize("kind", KINDS)
def test_a_circle_from_elsewhere_is_told_shown_and_mended(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "study.qualwork"
    with new_project(path) as project:
        one, two, below = (add(project, kind, name) for name in ("one", "two", "below"))
        move(project, kind, one, two)
        move(project, kind, below, one)
    with disarmed(path) as connection:
        connection.execute(f"UPDATE {kind} SET parent_id = ? WHERE id = ?", (one, two))
    assert f"{kind} [{one}] lies below itself (with {two}); move it to the top" in said(path)
    with Project.open(path, "ann") as project:
        with project.read() as session:
            every = codes.everything(session) if kind == "code" else themes.everything(session)
            assert {each.name: each.parent for each in every} == {"one": None, "two": one, "below": one}
            given = interchange.gather(session)
            assert [each.name for each in (given.codes if kind == "code" else given.groups)] == ["one", "two", "below"]
        if kind == "theme":
            with project.decide("copy draft") as deciding:
                drafts.copy(deciding.session, 1, "another")
        move(project, kind, one, None)
        move(project, kind, two, None)
    assert "lies below itself" not in said(path)
