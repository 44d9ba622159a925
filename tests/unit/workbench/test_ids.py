"""The workbench acts on the thing whose id it is given, whatever others are called."""

from __future__ import annotations

from pathlib import Path

from qualwork.workbench.base.projects import Project
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import rereading
from qualwork.workbench.transcripts import reading
from tests.unit.workbench.studies import ADA, BEN, new_study


def titled_by_an_id(folder: Path) -> Project:
    """A study whose first transcript is titled by the id of the second."""
    project = new_study(folder, a=BEN, z=ADA)
    first, second = reading.infos(project)
    reading.rename(project, first.title, str(second.id))
    return project


def test_the_transcript_with_that_id_is_read_again(tmp_path: Path) -> None:
    project = titled_by_an_id(tmp_path)
    meant = next(info for info in reading.infos(project) if info.title == "z")
    rereading.say_read(project, meant.id)
    assert [each.transcript.title for each in rereading.queue(project) if each.read_at] == ["z"]
    assert auditing.decisions(project)[-1].label == "z"
