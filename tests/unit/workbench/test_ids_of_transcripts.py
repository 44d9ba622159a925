"""An id means its thing, also where another thing is named by that number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.model.errors import NotFound
from qualwork.workbench.base.projects import Project
from qualwork.workbench.log import auditing
from qualwork.workbench.privacy import erasing
from qualwork.workbench.transcripts import coded_transcript, people, reading, revising
from tests.unit.workbench.named import participant_id
from tests.unit.workbench.studies import ADA, BEN, new_study


@pytest.fixture
def numbered(tmp_path: Path) -> Iterator[Project]:
    """Ben's interview with id 1 is titled 2; Ada's with id 2 is titled z."""
    with new_study(tmp_path, **{"2": BEN, "z": ADA}) as made:
        assert [(info.id, info.title) for info in reading.infos(made)] == [(1, "2"), (2, "z")]
        yield made


def logged(project: Project) -> tuple[object, ...]:
    """Verb and label of the last decision."""
    return auditing.log(project).rows[-1][4:6]


def test_renaming_reaches_the_id(numbered: Project) -> None:
    reading.rename(numbered, 2, "zoe")
    assert [info.title for info in reading.infos(numbered)] == ["2", "zoe"]
    assert logged(numbered) == ("rename transcript", "z to zoe")


def test_facts_reach_the_id(numbered: Project) -> None:
    reading.set_facts(numbered, 2, {"place": "canteen"})
    assert [info.attributes for info in reading.infos(numbered)] == [{}, {"place": "canteen"}]
    assert logged(numbered) == ("describe transcript", "z")


def test_editing_reaches_the_id(numbered: Project) -> None:
    revising.edit(numbered, 2, ADA.replace("honesty", "candour"))
    assert reading.load(numbered, 1).text == BEN
    assert "candour" in reading.load(numbered, 2).text
    assert logged(numbered) == ("edit transcript", "z to revision 2")
    assert len(revising.listing(numbered, 2)) == 2
    assert revising.table(numbered, 2).name == "revisions of z"
    assert revising.text_of(numbered, 2, 1)[0] == ADA


def test_a_coded_transcript_is_of_the_id(numbered: Project) -> None:
    made = coded_transcript.build(numbered, 2)
    assert (made.title, made.text) == ("z", ADA)


def test_speakers_are_those_of_the_id(numbered: Project) -> None:
    assert {row[0] for row in people.speakers_table(numbered, 2).rows} == {"z"}
    people.set_speaker(numbered, "Ada", "other", transcript=2)
    assert [row[2] for row in people.speakers_table(numbered, 2).rows if row[1] == "Ada"] == ["other"]


def test_a_participant_is_reached_by_id(numbered: Project) -> None:
    ben, ada = (participant_id(numbered, name) for name in ("Ben", "Ada"))
    people.rename_participant(numbered, ben, str(ada))
    people.rename_participant(numbered, ada, "Zoe")
    assert {person.id: person.pseudonym for person in people.everyone(numbered)} == {ben: str(ada), ada: "Zoe"}
    assert logged(numbered) == ("rename participant", "Ada to Zoe")


def test_an_id_of_nothing_is_said_to_be_nothing(numbered: Project) -> None:
    with pytest.raises(NotFound, match="there is no transcript 9"):
        reading.load(numbered, 9)
    with pytest.raises(NotFound, match="there is no participant 9"):
        people.rename_participant(numbered, 9, "Zoe")


def test_erasing_reaches_the_id(numbered: Project) -> None:
    assert erasing.plan_erasure(numbered, 2).whole == ("z",)
    erasing.erase(numbered, 2)
    assert [info.title for info in reading.infos(numbered)] == ["2"]
    assert logged(numbered) == ("erase transcript", "z")
    with pytest.raises(NotFound, match="there is no transcript 9"):
        erasing.plan_erasure(numbered, 9)


def test_withdrawing_reaches_the_id(numbered: Project) -> None:
    ben, ada = (participant_id(numbered, name) for name in ("Ben", "Ada"))
    people.rename_participant(numbered, ben, str(ada))
    assert erasing.plan_withdrawal(numbered, ada).name == "Ada"
    erasing.withdraw(numbered, ada)
    assert logged(numbered) == ("withdraw participant", "Ada")
