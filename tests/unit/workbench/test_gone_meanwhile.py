"""A thing that somebody else takes away between the look and the decision: one clear sentence, nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.model.refs import Ref
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.counts import autocoding, counting, saved_tables, screening, stop_words
from qualwork.workbench.log import auditing
from qualwork.workbench.transcripts import importing, people
from tests.unit.workbench.named import apply, code_id, transcript_id
from tests.unit.workbench.racing import Change, Raced, refused_because_gone
from tests.unit.workbench.studies import new_study, write


@pytest.fixture
def raced(tmp_path: Path) -> Iterator[Raced]:
    """A coded study with a query, whose last decision was to import a transcript, opened once more."""
    with new_study(tmp_path) as made:
        codebook.add_code(made, "trust")
        codebook.add_code(made, "calm")
        apply(made, "trust", "ben", span=(0, 5))
        memoing.add(made, Ref("code", code_id(made, "trust")), "why?", "query")
        counting.add_family(made, "safe=safe")
        saved_tables.save(made, "kept", "terms", saved_tables.term_configuration(made))
        importing.import_paths(made, write(tmp_path / "late", late="Eve: Late and safe."))
    with Raced.open(made.path, "kim") as project:
        assert isinstance(project, Raced)
        yield project


GONE: dict[str, tuple[Change, Change, str]] = {
    "set speaker": (
        lambda other: auditing.undo(other),
        lambda mine: people.set_speaker(mine, "Eve", "interviewer"),
        "no speaker is labelled 'Eve' in any transcript",
    ),
    "set speaker of": (
        lambda other: auditing.undo(other),
        lambda mine: people.set_speaker(mine, "Eve", "interviewer", transcript=transcript_id(mine, "late")),
        "that transcript is gone",
    ),
    "apply": (
        lambda other: codebook.delete_code(other, 1),
        lambda mine: apply(mine, "trust", "ben", span=(6, 9)),
        "that code is gone: somebody else has removed or merged it meanwhile",
    ),
    "apply in": (
        lambda other: auditing.undo(other),
        lambda mine: apply(mine, "trust", "late", span=(0, 3)),
        "that transcript is gone: somebody else has taken it out meanwhile",
    ),
    "autocode": (
        lambda other: codebook.delete_code(other, 1),
        lambda mine: autocoding.autocode(mine, 1, autocoding.propose(mine, "safe"), "safe", "match"),
        "that code is gone",
    ),
    "remove": (
        lambda other: coding.remove(other, [1]),
        lambda mine: coding.remove(mine, [1]),
        "there is no coding 1",
    ),
    "recode": (
        lambda other: coding.remove(other, [1]),
        lambda mine: coding.recode(mine, 1, 2),
        "there is no coding 1",
    ),
    "recode to": (
        lambda other: codebook.delete_code(other, 2),
        lambda mine: coding.recode(mine, 1, 2),
        "that code is gone: there is no code 2",
    ),
    "recode beside its twin": (
        lambda other: apply(other, "calm", "ben", span=(0, 5)),
        lambda mine: coding.recode(mine, 1, 2),
        "already; remove coding 1 instead",
    ),
    "edges": (
        lambda other: coding.remove(other, [1]),
        lambda mine: coding.set_edges(mine, 1, 0, 3),
        "there is no coding 1",
    ),
    "memo on a code": (
        lambda other: codebook.delete_code(other, 2),
        lambda mine: memoing.add(mine, Ref("code", 2), "a thought"),
        "that code is gone: there is no code 2",
    ),
    "memo on a passage": (
        lambda other: auditing.undo(other),
        lambda mine: memoing.add(mine, Ref("transcript", transcript_id(mine, "late")), "a thought", span=(0, 3)),
        "that transcript is gone: there is no transcript 3",
    ),
    "forms accepted": (
        lambda other: counting.delete_family(other, 1),
        lambda mine: counting.judge_forms(mine, 1, ["safely"], "accepted"),
        "that family is gone: there is no family 1",
    ),
    "hits judged": (
        lambda other: counting.delete_family(other, 1),
        lambda mine: screening.judge(mine, 1, screening.hits(mine, 1)[:1], "out"),
        "that family is gone: there is no family 1",
    ),
    "hits judged in a text": (
        lambda other: auditing.undo(other),
        lambda mine: screening.judge(mine, 1, screening.hits(mine, 1)[-1:], "out"),
        "that transcript is gone: somebody else has taken it out meanwhile",
    ),
    "family deleted": (
        lambda other: counting.delete_family(other, 1),
        lambda mine: counting.delete_family(mine, 1),
        "that family is gone: there is no family 1",
    ),
    "table forgotten": (
        lambda other: saved_tables.delete(other, 1),
        lambda mine: saved_tables.delete(mine, 1),
        "that table is gone",
    ),
    "memo changed": (
        lambda other: memoing.delete(other, 1),
        lambda mine: memoing.change(mine, 1, "another"),
        "there is no memo 1",
    ),
    "memo resolved": (
        lambda other: memoing.delete(other, 1),
        lambda mine: memoing.resolve(mine, 1),
        "there is no memo 1",
    ),
    "memo deleted": (
        lambda other: memoing.delete(other, 1),
        lambda mine: memoing.delete(mine, 1),
        "there is no memo 1",
    ),
}


@pytest.mark.parametrize("case", GONE)
def test_what_is_gone_is_said_and_nothing_changes(raced: Raced, case: str) -> None:
    refused_because_gone(raced, *GONE[case])


RENAMED: dict[str, Change] = {
    "apply": lambda mine: apply(mine, "trust", "ben", span=(6, 9)),
    "autocode": lambda mine: autocoding.autocode(mine, 1, autocoding.propose(mine, "safe"), "safe", "match"),
    "remove": lambda mine: coding.remove(mine, [1]),
    "recode": lambda mine: coding.recode(mine, 1, 2),
    "edges": lambda mine: coding.set_edges(mine, 1, 0, 3),
    "memo": lambda mine: memoing.add(mine, Ref("code", 1), "a thought"),
    "memo changed": lambda mine: memoing.change(mine, 1, "another"),
    "memo deleted": lambda mine: memoing.delete(mine, 1),
}


@pytest.mark.parametrize("case", RENAMED)
def test_the_log_has_the_name_of_the_moment_of_the_decision(raced: Raced, case: str) -> None:
    with projects.open_project(raced.path, "rae") as other:
        raced.meanwhile = lambda: codebook.rename_code(other, 1, "confidence")
        RENAMED[case](raced)
    assert "confidence" in auditing.decisions(raced)[-1].label
    assert "trust" not in auditing.decisions(raced)[-1].label


def test_a_family_that_somebody_else_adds_meanwhile_takes_the_forms(raced: Raced) -> None:
    with projects.open_project(raced.path, "rae") as other:
        raced.meanwhile = lambda: counting.add_family(other, "Calm=calm")
        counting.add_family(raced, "calm=calmer")
    (calm,) = [family for family in counting.saved_families(raced) if family.name.casefold() == "calm"]
    assert (calm.name, calm.accepted) == ("Calm", ("calm", "calmer"))
    assert auditing.decisions(raced)[-1].label == "Calm: calmer"


def test_stop_words_that_somebody_else_changes_meanwhile_are_kept(raced: Raced) -> None:
    with projects.open_project(raced.path, "rae") as other:
        raced.meanwhile = lambda: stop_words.change(other, add=["breathe"])
        mine = stop_words.change(raced, add=["felt"], take_out=["and"])
    assert mine == stop_words.stop_words(raced)
    assert mine.added == {"breathe", "felt"}
    assert mine.taken_out == {"and"}
