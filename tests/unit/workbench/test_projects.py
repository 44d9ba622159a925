"""Projects made and described, and where a reader left off; what the screen keeps is no decision."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork import workbench
from qualwork.cli import resolve
from qualwork.model.errors import BadInput, ProjectFault
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import coding
from qualwork.workbench.log import auditing
from qualwork.workbench.transcripts import reading
from tests.unit.workbench.studies import BEN


def test_a_project_has_a_title_a_language_and_an_approach(tmp_path: Path) -> None:
    with projects.create(tmp_path / "my study", language="FR", approach="codebook", coder=" kim  lee ") as made:
        study = projects.describe(made)
        assert (made.path.name, made.coder) == ("my study.qualwork", "kim lee")
        assert (study.title, study.language, study.approach) == ("my study", "fr", "codebook")
        projects.set_study(made, research_question="What helps?", title="A year")
        assert projects.describe(made).research_question == "What helps?"
        auditing.undo(made)
        assert projects.describe(made).title == "my study"
        with pytest.raises(BadInput):
            projects.set_study(made, approach="magic")
    assert (tmp_path / "my study.qualwork").stat().st_mode & 0o777 == 0o600


def test_a_project_that_cannot_be_begun_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr("qualwork.project.rows.study.found", fail)
    with pytest.raises(RuntimeError):
        projects.create(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProjectFault):
        projects.open_project(tmp_path / "x.qualwork")


def test_where_a_reader_left_off_is_kept_and_is_no_decision(project: Project) -> None:
    info = resolve.transcript(project, "ben")
    before = auditing.head(project)
    assert reading.place(project, info.id) == (0, 0)
    reading.remember_place(project, info.id, 20, len(BEN) // 2)
    reading.remember(project, "tab", "2")
    assert reading.place(project, info.id) == (20, len(BEN) // 2)
    assert reading.progress(project) == {info.id: pytest.approx(0.5, abs=0.01)}
    assert (reading.remembered(project, "tab"), reading.remembered(project, "other")) == ("2", None)
    assert auditing.head(project) == before
    project.coder = "rae"
    assert reading.progress(project) == {}
    assert reading.info(project, 99) is None
    assert reading.info(project, info.id) == info


def test_a_new_code_is_made_and_applied_as_one_deed(project: Project) -> None:
    info = resolve.transcript(project, "ben")
    made = coding.apply_new(project, "calm", info, 5, 20, colour="#123456")
    assert [each.id for each in coding.in_transcript(project, info.id)] == [made.id]
    assert len(auditing.undo(project)) == 1
    assert auditing.head(project) is not None
    with pytest.raises(BadInput):
        resolve.coding(project, "none")
    assert coding.listing(project) == []


def test_every_file_of_the_workbench_is_an_attribute() -> None:
    assert workbench.projects.create is projects.create
    with pytest.raises(AttributeError):
        _ = workbench.nothing
