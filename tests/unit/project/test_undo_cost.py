"""Undo reads the end of the log only: its work does not grow with the log."""

from __future__ import annotations

from pathlib import Path

from qualwork.project.log import undo
from qualwork.project.rows import codings
from qualwork.project.store.database import straight
from qualwork.project.store.decisions import Project
from tests.unit.project.studies import add_code, import_one, new_project


def long_study(path: Path, deeds: int) -> Project:
    """A project in which ann applied a code many times, and ben once in ten; at the end both import a batch."""
    project = new_project(path)
    import_one(project)
    code = add_code(project, "safety")
    with project.transaction():
        for at in range(deeds):
            project.coder = "ben" if at % 10 == 0 else "ann"
            with project.decide("apply code") as deciding:
                codings.add(deciding, code, 1, at, at + 1, "x")
    for coder in ("ben", "ann"):
        project.coder = coder
        import_one(project, f"{coder}'s first", f"{coder}'s import")
        import_one(project, f"{coder}'s second", f"{coder}'s import")
    return project


def work_of_undo(project: Project) -> int:
    """How many steps, in tens, SQLite takes for an undo and a redo."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with project.read() as session:
        connection = straight(session)
    connection.set_progress_handler(count, 10)
    undo.undo(project)
    undo.redo(project)
    connection.set_progress_handler(None, 0)
    return steps


def test_undo_takes_no_longer_on_a_long_log(tmp_path: Path) -> None:
    with long_study(tmp_path / "short.qualwork", 20) as short, long_study(tmp_path / "long.qualwork", 800) as long:
        for coder in ("ann", "ben"):
            short.coder = long.coder = coder
            assert work_of_undo(long) < 1.5 * work_of_undo(short)
            undo.undo(short)
            undo.undo(long)
            assert work_of_undo(long) < 1.5 * work_of_undo(short)
