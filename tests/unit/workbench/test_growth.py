"""Work that must not grow with what is there already, or only in proportion: database steps are counted, not time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from qualwork.project.store.database import straight
from qualwork.project.store.decisions import Project
from qualwork.workbench.log import auditing
from qualwork.workbench.transcripts.imported import ImportedFile
from qualwork.workbench.transcripts.importing import import_paths
from tests.unit.project.studies import new_project

_STEPS_A_CALL = 100


def _files(folder: Path, numbers: range) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = []
    for number in numbers:
        path = folder / f"interview {number}.txt"
        path.write_text(f"I: What was it like in ward {number}?\n\nPatient{number}: It was like number {number}.\n")
        paths.append(path)
    return paths


def _steps(project: Project, work: Callable[[], object]) -> int:
    """How many hundred steps the database takes for some work."""
    calls = 0

    def count() -> int:
        nonlocal calls
        calls += 1
        return 0

    with project.read() as session:
        connection = straight(session)
    connection.set_progress_handler(count, _STEPS_A_CALL)
    work()
    connection.set_progress_handler(None, 0)
    return calls


def _import_steps(project: Project, paths: list[Path]) -> int:
    results: list[ImportedFile] = []
    steps = _steps(project, lambda: results.extend(import_paths(project, paths)))
    assert [result.status for result in results] == ["imported"] * len(paths)
    return steps


def test_a_file_costs_the_same_among_many(tmp_path: Path) -> None:
    with new_project(tmp_path / "study.qualwork") as project:
        among_few = _import_steps(project, _files(tmp_path / "first", range(50)))
        import_paths(project, _files(tmp_path / "more", range(100, 700)))
        # What is there is read once an import, whatever its size: it is the further fifty that are compared.
        fifty = _import_steps(project, _files(tmp_path / "fifty", range(1000, 1050)))
        hundred = _import_steps(project, _files(tmp_path / "hundred", range(2000, 2100)))
    assert hundred - fifty < 1.5 * among_few


@pytest.mark.parametrize("together", [True, False])
def test_titles_and_people_alike_but_for_case_are_one(tmp_path: Path, together: bool) -> None:
    one, other = tmp_path / "a" / "Straße.txt", tmp_path / "b" / "STRASSE.txt"
    for path, speaker in ((one, "Jürgen"), (other, "JÜRGEN")):
        path.parent.mkdir()
        path.write_text(f"I: Where is {path.stem}?\n\n{speaker}: I said {path.stem}, over there.\n")
    with new_project(tmp_path / "study.qualwork") as project:
        batches = [[one, other]] if together else [[one], [other]]
        results = [result for batch in batches for result in import_paths(project, batch)]
        with project.read() as session:
            people = straight(session).execute("SELECT count(*) FROM participant").fetchone()[0]
    assert [result.transcript for result in results] == ["Straße", "STRASSE (2)"]
    assert people == 1


def test_verifying_grows_in_proportion_to_the_transcripts(tmp_path: Path) -> None:
    steps = []
    for size in (50, 200):
        with new_project(tmp_path / f"{size}.qualwork") as project:
            import_paths(project, _files(tmp_path / f"texts {size}", range(size)))
            steps.append(_steps(project, partial(auditing.verify, project)))
            assert auditing.verify(project).ok
    assert steps[1] < 1.5 * 4 * steps[0]
