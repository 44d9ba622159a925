"""What may be open: each kind comes and goes with its cause and can be set aside; stretches are recounted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.model.errors import BadInput, NotFound
from qualwork.model.units import words
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, memoing
from qualwork.workbench.log import auditing
from qualwork.workbench.study import tasks
from qualwork.workbench.themes import theming
from qualwork.workbench.transcripts import reading
from tests.tui.reading import INTERVIEW, transcript_of
from tests.unit.workbench.named import apply, code_id, ref, theme_id

PLAIN = transcript_of(INTERVIEW)


def keys(project: Project, kind: str) -> list[str]:
    return [task.name for card in tasks.cards(project) for task in card.open if task.kind == kind]


def test_what_is_open_in_a_new_study(project: Project) -> None:
    assert keys(project, "question") == ["the project"]
    assert keys(project, "unread") == ["ada", "ben"]
    assert keys(project, "stretch") == []


def test_each_task_goes_when_its_cause_goes(project: Project) -> None:
    projects.set_study(project, research_question="How is safety made?")
    assert keys(project, "question") == []
    for info in reading.infos(project):
        reading.remember_place(project, info.id, 0, 10_000)
    assert keys(project, "unread") == []

    safe = codebook.add_code(project, "safe")
    assert keys(project, "undefined") == keys(project, "once") == keys(project, "homeless") == ["safe"]
    codebook.define_code(project, code_id(project, "safe"), definition="Feeling safe.")
    assert keys(project, "undefined") == []
    apply(project, "safe", "ben", quote="I felt safe there. [laughs]")
    assert keys(project, "once") == ["safe"]
    apply(project, "safe", "ben", quote="Nobody asked.")
    assert keys(project, "once") == []

    theming.add_theme(project, "Safety")
    assert keys(project, "empty") == keys(project, "essence") == keys(project, "one-word") == ["Safety"]
    theming.assign(project, code_id(project, "safe"), theme_id(project, "Safety"))
    assert keys(project, "homeless") == keys(project, "empty") == []
    assert keys(project, "alone") == ["Safety"]
    apply(project, "safe", "ada", quote="Unsafe things were said safely")
    assert keys(project, "alone") == []
    theming.define_theme(
        project, theme_id(project, "Safety"), essence="Nobody asks.", narrative="Safety was made of tea."
    )
    theming.rename_theme(project, theme_id(project, "Safety"), "Safe was what nobody asked")
    assert keys(project, "essence") == keys(project, "one-word") == keys(project, "narrative") == []

    query = memoing.add(project, ref(project, f"code:{safe.id}"), "Is this trust?", "query")
    assert keys(project, "query") == ["code safe"]
    memoing.resolve(project, query.id)
    assert keys(project, "query") == []


def test_a_code_over_others_needs_no_use_of_its_own(project: Project) -> None:
    codebook.add_code(project, "feeling")
    codebook.add_code(project, "safe", under=code_id(project, "feeling"))
    assert keys(project, "once") == ["feeling/safe"]


def test_a_long_stretch_is_named_once_coding_has_begun_and_goes_when_it_is_coded(project: Project) -> None:
    tasks.set_stretch(project, 8)
    codebook.add_code(project, "tea")
    apply(project, "tea", "ben", quote="And the tea, well.")
    found = [task for card in tasks.cards(project) for task in card.open if task.kind == "stretch"]
    assert [(task.name, task.detail) for task in found] == [("ada", "21 words"), ("ben", "9 words")]
    ada = found[0]
    assert ada.span is not None
    apply(project, "tea", "ada", span=ada.span)
    assert keys(project, "stretch") == ["ben"]
    with pytest.raises(BadInput, match="at least one word"):
        tasks.set_stretch(project, 0)


def test_a_task_is_set_aside_with_a_reason_taken_up_again_and_undone(project: Project) -> None:
    codebook.add_code(project, "safe")
    task = tasks.named(project, "undefined:code:1")
    tasks.put_aside(project, task, "its name says it")
    assert keys(project, "undefined") == []
    left = tasks.named(project, "undefined:code:1")
    assert (left.reason, left.set_aside_by) == ("its name says it", project.coder)
    tasks.take_up(project, left)
    assert keys(project, "undefined") == ["safe"]
    with pytest.raises(NotFound, match="is not set aside"):
        tasks.take_up(project, task)
    auditing.undo(project)
    assert keys(project, "undefined") == []
    auditing.undo(project)
    assert keys(project, "undefined") == ["safe"]
    with pytest.raises(NotFound, match="there is no task"):
        tasks.named(project, "undefined:code:99")


def test_setting_one_passage_aside_leaves_the_others_of_its_transcript(project: Project) -> None:
    tasks.set_stretch(project, 3)
    codebook.add_code(project, "tea")
    apply(project, "tea", "ben", quote="Nobody asked.")
    names = keys(project, "stretch")
    assert names.count("ben") == 2
    first = next(task for card in tasks.cards(project) for task in card.open if task.kind == "stretch")
    tasks.put_aside(project, first)
    assert len(keys(project, "stretch")) == len(names) - 1


def test_agreement_and_saturation_are_brought_up_only_where_the_approach_uses_them(project: Project) -> None:
    assert projects.offered(projects.describe(project)) == ()
    projects.set_study(project, approach="reliability")
    assert projects.offered(projects.describe(project)) == ("agreement", "saturation")
    with pytest.raises(BadInput, match="inductive, deductive"):
        projects.set_study(project, orientation="sideways")


@given(st.lists(st.tuples(st.integers(0, len(INTERVIEW) - 1), st.integers(1, 200)), max_size=8))
def test_stretches_cover_all_that_is_uncoded_and_no_code_stands_between(some: list[tuple[int, int]]) -> None:
    coded = [(start, min(len(INTERVIEW), start + length)) for start, length in some]
    runs = list(tasks.stretches(PLAIN, coded))
    pieces = list(reading.uncoded(PLAIN, coded))
    assert all(sum(start <= low and high <= end for start, end, _ in runs) == 1 for low, high in pieces)
    for start, end, number in runs:
        inside = [piece for piece in pieces if start <= piece[0] and piece[1] <= end]
        assert number == sum(len(words(INTERVIEW[low:high])) for low, high in inside)
        assert not any(start <= low < end for low, _ in coded)
    for (_, end, _), (start, _, _) in pairwise(runs):
        assert any(end <= low < start for low, _ in coded)
