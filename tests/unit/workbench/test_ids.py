"""The workbench acts on the thing whose id it is given, whatever others are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.model.errors import NotFound
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import rereading
from qualwork.workbench.transcripts import reading
from tests.unit.workbench.named import transcript_id
from tests.unit.workbench.studies import ADA, BEN, new_study


def titled_by_an_id(folder: Path) -> Project:
    """A study whose first transcript is titled by the id of the second."""
    project = new_study(folder, a=BEN, z=ADA)
    first, second = reading.infos(project)
    reading.rename(project, transcript_id(project, first.title), str(second.id))
    return project


def test_the_transcript_with_that_id_is_read_again(tmp_path: Path) -> None:
    project = titled_by_an_id(tmp_path)
    meant = next(info for info in reading.infos(project) if info.title == "z")
    rereading.say_read(project, meant.id)
    assert [each.transcript.title for each in rereading.queue(project) if each.read_at] == ["z"]
    assert auditing.decisions(project)[-1].label == "z"


def test_a_code_is_renamed_whose_name_is_the_full_name_of_another(tmp_path: Path) -> None:
    project = new_study(tmp_path)
    slashed = codebook.add_code(project, "a/b")
    below = codebook.add_code(project, "b", codebook.add_code(project, "a").id)
    codebook.rename_code(project, slashed.id, "slashed")
    assert [code.name for code in codebook.everything(project) if code.id in (slashed.id, below.id)] == ["slashed", "b"]


def test_a_code_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    project = new_study(tmp_path)
    code = codebook.add_code(project, "trust")
    codebook.delete_code(project, code.id)
    with pytest.raises(NotFound, match="that code is gone"):
        codebook.rename_code(project, code.id, "safety")
