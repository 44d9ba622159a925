"""The one sweep over all codings says of each what is found when it is asked for alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.corpus.extracts import Evidence
from qualwork.workbench.corpus.tally import Tally, Voices
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import theming
from qualwork.workbench.transcripts import people, reading
from tests.unit.workbench.named import apply, code_id, transcript_id
from tests.unit.workbench.studies import new_study

GROUP = """Moderator: Who begins?

Ben: [laughs] I do. [pause] The tea was cold.
Ada: It was. [coughs]

Ben: [sighs]

Moderator: And?

Ada: Nothing.
"""


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[Project]:
    """Three interviews, one of them a group with asides."""
    texts = {"group": GROUP, "ben": "Interviewer: So?\n\nBen: So.\n", "blank": "Just a text.\n"}
    with new_study(tmp_path, **texts) as project:
        yield project


def test_every_span_has_the_voices_it_overlaps(spoken: Project) -> None:
    evidence = Evidence(spoken)
    for info in evidence.infos.values():
        voices, length = Voices(evidence, info), len(reading.load(spoken, info.id).text)
        for start in range(length):
            for end in range(start + 1, length + 1):
                assert voices.at(start, end) == evidence.who_at(info, start, end), (info.title, start, end)


def test_every_coding_has_its_people_and_every_code_its_codings(spoken: Project) -> None:
    people.set_speaker(spoken, "Ada", "other", None)
    dice = random.Random(5)
    for name in ("one", "two", "three"):
        codebook.add_code(spoken, name)
    for _ in range(60):
        start = dice.randrange(0, len(GROUP) - 20)
        apply(
            spoken,
            dice.choice(["one", "two"]),
            "group",
            span=(start, start + dice.randrange(3, 20)),
        )
    tally, evidence, every = Tally.read(spoken), Evidence(spoken), coding.listing(spoken)
    assert dict(tally.people) == {each.id: evidence.who(each) for each in every}
    for code in codebook.everything(spoken):
        mine = [each for each in every if each.code == code.id]
        assert sorted(tally.codes.get(code.id, [])) == sorted(each.id for each in mine)
        assert tally.participants([each.id for each in mine]) == {p for each in mine for p in evidence.who(each)}


def test_what_was_counted_once_is_counted_anew_after_any_change_of_it(spoken: Project) -> None:
    def people_now() -> list[tuple[str, ...]]:
        return [evidence.who(each) for evidence in [Evidence(spoken)] for each in evidence.codings()]

    codebook.add_code(spoken, "one")
    apply(spoken, "one", "group", span=(25, 60))
    first = Tally.read(spoken)
    codebook.add_code(spoken, "two")
    theming.add_theme(spoken, "a theme")
    assert Tally.read(spoken) is first
    deeds = (
        lambda: people.set_speaker(spoken, "Ada", "other", None),
        lambda: people.set_speaker(spoken, "Ben", None, "Benno", transcript=transcript_id(spoken, "group")),
        lambda: apply(spoken, "two", "group", span=(30, 90)),
        lambda: coding.remove(spoken, [1]),
        lambda: auditing.undo(spoken),
        lambda: codebook.merge_codes(spoken, [code_id(spoken, "two")], code_id(spoken, "one")),
        lambda: codebook.delete_code(spoken, code_id(spoken, "one")),
        lambda: auditing.undo(spoken),
    )
    for deed in deeds:
        deed()
        every = coding.listing(spoken)
        tally = Tally.read(spoken)
        assert [tally.people[each.id] for each in every] == people_now()
        assert {code: sorted(ids) for code, ids in tally.codes.items()} == {
            code: sorted(each.id for each in every if each.code == code) for code in {each.code for each in every}
        }
