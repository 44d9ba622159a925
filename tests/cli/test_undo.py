"""Undo takes back each deed to the row, redo does it again, and the log stays sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.workbench.base import projects
from qualwork.workbench.log import auditing
from tests.cli.conftest import Qualwork
from tests.cli.studies import make_coded, rows

DEEDS: tuple[tuple[str, ...], ...] = (
    ("import", "more"),
    ("participants", "import", "people.csv"),
    ("participants", "rename", "Ben", "Theo"),
    ("speakers", "set", "Interviewer", "--role", "participant"),
    ("speakers", "set", "Ben", "--role", "other"),
    ("speakers", "set", "Ben", "--participant", "ADA"),
    ("speakers", "set", "Ben", "--participant", "Somebody"),
    ("transcripts", "rename", "ben", "first interview"),
    ("transcripts", "set", "ben", "date=2026-05-01", "wave=2", "--checked"),
    ("codes", "add", "new", "--under", "doubt", "--colour", "#102030"),
    ("codes", "define", "doubt", "--use-when", "not sure", "--use-not", "a question"),
    ("codes", "rename", "doubt", "doubts"),
    ("codes", "rename", "doubt", "DOUBT"),
    ("codes", "move", "safety", "--under", "doubt"),
    ("codes", "move", "feeling safe"),
    ("codes", "merge", "feeling safe", "breath"),
    ("codes", "merge", "breath", "feeling safe"),
    ("codes", "merge", "safety", "feeling safe"),
    ("codes", "merge", "safety", "at ease"),
    ("codes", "merge", "safety", "feeling safe", "breath", "at ease"),
    ("codes", "delete", "breath"),
    ("codes", "delete", "feeling safe"),
    ("codes", "delete", "safety"),
    ("codes", "promote", "safety"),
    ("codes", "promote", "feeling safe", "--under", "Body"),
    ("codes", "import", "book.yaml"),
    ("apply", "doubt", "--in", "ada", "--quote", "The honesty."),
    ("apply", "doubt", "--in", "ada", "--span", "0:20"),
    ("autocode", "doubt", "safe*"),
    ("autocode", "breath", "breath*", "--unit", "sentence"),
    ("autocode", "breath", "breath*", "--unit", "turn", "--role", "all"),
    ("codings", "remove", "1", "2", "3"),
    ("codings", "recode", "4", "safety"),
    ("codings", "edges", "4", "5:15"),
    ("themes", "add", "New", "--under", "Body"),
    ("themes", "rename", "Body", "Breathing"),
    ("themes", "define", "Body", "--story", "first", "--status", "defined", "--narrative", "It began ..."),
    ("themes", "move", "Body"),
    ("themes", "assign", "doubt", "Body"),
    ("themes", "unassign", "breath", "Body"),
    ("themes", "delete", "Calm"),
    ("themes", "delete", "Body"),
    ("themes", "demote", "Calm"),
    ("themes", "demote", "Body"),
    ("themes", "mark", "3", "Body", "--as", "contrary", "--why", "she laughs"),
    ("themes", "mark", "2", "Body", "--as", "none"),
    ("memo", "project", "how it began", "--kind", "method"),
    ("memo", "participant:Ada", "a teacher"),
    ("memo", "family:safe", "and unsafe?"),
    ("memos", "change", "1", "because"),
    ("memos", "delete", "2"),
    ("families", "add", 'care=care*,"caring for"'),
    ("families", "add", "safe=safest"),
    ("families", "accept", "safe", "unsafe", "safer"),
    ("families", "reject", "safe", "safe"),
    ("families", "delete", "safe"),
)


@pytest.fixture
def files(folder: Path) -> None:
    """A folder with another interview, a table of participants and a codebook."""
    (folder / "more").mkdir()
    said = "Interviewer: And you?\n\nEve: I came late, safely late.\n\nInterviewer: Why?\n\nEve: The bus. Honestly.\n"
    (folder / "more" / "eve.txt").write_text(said, encoding="utf-8")
    (folder / "people.csv").write_text("name,age\nben,40\nNobody,3\n", encoding="utf-8")
    book = "codes:\n- name: trust\n  children: [leaning]\nthemes:\n- name: Trust\n  codes: [trust, doubt]\n"
    (folder / "book.yaml").write_text(book, encoding="utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("part", range(3))
def test_undo_of_each_deed_brings_every_row_back_and_redo_does_it_again(
    qualwork: Qualwork, study: Path, part: int
) -> None:
    make_coded(qualwork)
    before = rows(study)
    for deed in DEEDS[part::3]:
        done = qualwork("--yes", *deed)
        assert done.code == 0, (deed, done.err)
        after = rows(study)
        assert after != before, deed
        assert qualwork("undo").code == 0, deed
        assert rows(study) == before, deed
        with projects.open_project(study) as project:
            auditing.redo(project)
            assert rows(study) == after, deed
            auditing.undo(project)
        assert rows(study) == before, deed
    assert qualwork("audit", "verify").code == 0


def test_undo_goes_back_to_the_empty_project(qualwork: Qualwork, study: Path) -> None:
    empty = rows(study)
    qualwork("undo")
    nothing = rows(study)
    assert not nothing["transcript"]
    qualwork("redo")
    assert rows(study) == empty
    make_coded(qualwork)
    full = rows(study)
    steps = 0
    while qualwork("undo").code == 0:
        steps += 1
    assert rows(study) == nothing
    for _ in range(steps):
        assert qualwork("redo").code == 0
    assert rows(study) == full
    assert qualwork("redo").code == 2
    assert qualwork("audit", "verify").code == 0


def test_a_second_coder_undoes_her_own_deeds_only(qualwork: Qualwork, study: Path) -> None:
    make_coded(qualwork)
    assert qualwork("--coder", "rae", "apply", "doubt", "--in", "ada", "--quote", "So yes, I go").code == 0
    assert qualwork("--coder", "kim", "codes", "add", "later").code == 0
    said = qualwork("--coder", "rae", "undo")
    assert "apply code" not in said.err
    assert "doubt in ada" in said.out
    assert qualwork("--coder", "rae", "undo").code == 2
    assert [node["name"] for node in qualwork("codes", "--json").json][-1] == "later"


def test_undo_says_what_stands_in_the_way(qualwork: Qualwork, study: Path) -> None:
    assert qualwork("--coder", "kim", "codes", "add", "calm").code == 0
    assert qualwork("--coder", "rae", "apply", "calm", "--in", "ben", "--quote", "really breathe").code == 0
    before = rows(study)
    refused = qualwork("--coder", "kim", "undo")
    assert refused.code == 2
    assert "rae" in refused.err
    assert "apply code" in refused.err
    assert rows(study) == before
