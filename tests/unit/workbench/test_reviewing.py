"""What a reviewer sees of a theme, against recounts by hand over codings, turns and participants."""

from __future__ import annotations

import pytest

from qualwork.model.errors import BadInput, Refused
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.corpus.extracts import Evidence
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import rereading, reviewing, theming
from qualwork.workbench.transcripts import people, reading
from tests.unit.workbench.named import apply, code_id, theme_id, transcript_id

QUOTES = (
    ("one", "ben", "Nobody asked."),
    ("two", "ben", "You could breathe, really breathe."),
    ("two", "ben", "really breathe"),
    ("one", "ben", "Nobody asked. And the tea, well."),
    ("three", "ada", "The honesty."),
    ("two", "ada", "I breathe easier. So yes, I go."),
    ("three", "ada", "Do you still go?"),
)


@pytest.fixture
def coded(project: Project) -> Project:
    """Three codes with overlapping codings, under a theme, its subtheme and a theme of its own."""
    for name, under in (("Top", None), ("Sub", "Top"), ("Other", None)):
        theming.add_theme(project, name, theme_id(project, under) if under else None)
    for code, theme in (("one", "Top"), ("two", "Sub"), ("three", "Other")):
        codebook.add_code(project, code)
        theming.assign(project, code_id(project, code), theme_id(project, theme))
    for code, title, quote in QUOTES:
        apply(project, code, title, quote=quote)
    return project


def test_extracts_are_those_that_count_with_all_that_lies_over_them(coded: Project) -> None:
    evidence, every = Evidence(coded), coding.listing(coded)
    names = {code.id: code.name for code in codebook.everything(coded)}
    for theme in ("Top", "Sub", "Other"):
        found = reviewing.extracts(coded, theme_id(coded, theme))
        assert {each.coding.id for each in found} == theming.extracts(coded)[theme_id(coded, theme)]
        for each in found:
            one = each.coding
            over = {
                names[c.code]
                for c in every
                if c.transcript == one.transcript and c.start < one.end and one.start < c.end
            }
            assert each.codes[0] == names[one.code]
            assert sorted(each.codes) == sorted(over)
            assert each.participants == evidence.who(one)
            text = reading.load(coded, transcript_id(coded, each.transcript.title))
            assert text.turns[each.turn - 1].start <= one.start < text.turns[each.turn - 1].end
            assert text.text[one.start : one.end] == one.extract


def test_the_question_before_is_that_of_the_evidence(coded: Project) -> None:
    evidence = Evidence(coded)
    top, other = (reviewing.extracts(coded, theme_id(coded, name)) for name in ("Top", "Other"))
    for each in top + other:
        assert each.question == evidence.question(each.coding)
    first = reviewing.extracts(coded, theme_id(coded, "Sub"))[0]
    assert (first.coding.extract, first.question) == ("I breathe easier. So yes, I go.", "Do you still go?")


def test_dismissed_ones_stay_to_be_seen_with_their_reason(coded: Project) -> None:
    theming.mark(coded, 2, theme_id(coded, "Sub"), "dismissed", "about the tea")
    theming.mark(coded, 1, theme_id(coded, "Top"), "contrary", "nobody at all")
    shown = {each.coding.id: (each.mark, each.reason) for each in reviewing.extracts(coded, theme_id(coded, "Top"))}
    assert shown == {
        1: ("contrary", "nobody at all"),
        2: ("dismissed", "about the tea"),
        3: ("", ""),
        4: ("", ""),
        6: ("", ""),
    }
    assert len(theming.extracts(coded)[theme_id(coded, "Top")]) == 4


def test_coverage_names_everybody_and_counts_as_the_matrix(coded: Project) -> None:
    people.set_speaker(coded, "Ben", None, "Benno")
    theming.mark(coded, 3, theme_id(coded, "Sub"), "dismissed")
    found = reviewing.matrix(coded)
    evidence, inside = Evidence(coded), theming.extracts(coded)
    for _, theme, counts in found.rows:
        said = [evidence.who(each) for each in coding.listing(coded) if each.id in inside[theme.id]]
        expected = tuple(sum(person in group for group in said) for person in found.people)
        assert counts == expected
        shares = reviewing.coverage(coded, theme_id(coded, str(theme.id)))
        assert {each.participant: each.extracts for each in shares} == dict(zip(found.people, counts, strict=True))
    assert found.people == ("Ada", "Benno")
    assert [(depth, theme.name, counts) for depth, theme, counts in found.rows] == [
        (0, "Top", (1, 3)),
        (1, "Sub", (1, 1)),
        (0, "Other", (1, 0)),
    ]


def test_an_extract_moves_to_a_theme_by_its_only_code(coded: Project) -> None:
    theming.mark(coded, 1, theme_id(coded, "Top"), "exemplary")
    assert (
        reviewing.move_extract(coded, 1, theme_id(coded, "Top"), theme_id(coded, "Other"), why="it fits there").name
        == "three"
    )
    assert {each.coding.id for each in reviewing.extracts(coded, theme_id(coded, "Other"))} == {1, 5, 7}
    assert auditing.head(coded).why == "it fits there"  # type: ignore[union-attr]
    auditing.undo(coded)
    assert {each.coding.id: each.mark for each in reviewing.extracts(coded, theme_id(coded, "Top"))}[1] == "exemplary"
    assert auditing.verify(coded).ok


def test_a_theme_without_codes_gets_one_and_one_with_several_asks_which(coded: Project) -> None:
    theming.add_theme(coded, "Empty", essence="Nothing yet.")
    made = reviewing.move_extract(coded, 1, theme_id(coded, "Top"), theme_id(coded, "Empty"))
    assert (made.name, made.definition) == ("Empty", "Nothing yet.")
    assert [each.coding.id for each in reviewing.extracts(coded, theme_id(coded, "Empty"))] == [1]
    auditing.undo(coded)
    assert "Empty" not in [code.name for code in codebook.everything(coded)]
    codebook.add_code(coded, "four")
    theming.assign(coded, code_id(coded, "four"), theme_id(coded, "Other"))
    with pytest.raises(BadInput, match="several"):
        reviewing.move_extract(coded, 1, theme_id(coded, "Top"), theme_id(coded, "Other"))
    reviewing.move_extract(coded, 1, theme_id(coded, "Top"), theme_id(coded, "Other"), code_id(coded, "four"))
    assert 1 in {each.coding.id for each in reviewing.extracts(coded, theme_id(coded, "Other"))}


def test_a_code_in_both_themes_stays_and_the_extract_is_dismissed_from_the_first(coded: Project) -> None:
    theming.assign(coded, code_id(coded, "one"), theme_id(coded, "Other"))
    reviewing.move_extract(
        coded, 1, theme_id(coded, "Top"), theme_id(coded, "Other"), code_id(coded, "one"), "does not belong above"
    )
    assert {e.coding.id: (e.mark, e.reason) for e in reviewing.extracts(coded, theme_id(coded, "Top"))}[1] == (
        "dismissed",
        "does not belong above",
    )
    assert 1 in theming.extracts(coded)[theme_id(coded, "Other")]


def test_no_twin_is_made_by_moving(coded: Project) -> None:
    apply(coded, "three", "ben", quote="Nobody asked.")
    head = auditing.head(coded)
    with pytest.raises(Refused, match="already"):
        reviewing.move_extract(coded, 1, theme_id(coded, "Top"), theme_id(coded, "Other"))
    with pytest.raises(BadInput):
        reviewing.move_extract(coded, 1, theme_id(coded, "Top"), theme_id(coded, "Top"))
    assert auditing.head(coded) == head


def waiting(project: Project) -> dict[str, list[str]]:
    """New codes by transcript."""
    return {each.transcript.title: [code.name for code in each.codes] for each in rereading.queue(project)}


def test_codes_wait_for_transcripts_coded_before_they_came(coded: Project) -> None:
    assert waiting(coded) == {"ben": [], "ada": []}
    assert [each.transcript.title for each in rereading.queue(coded)] == ["ben", "ada"]
    codebook.add_code(coded, "late")
    assert waiting(coded) == {"ben": ["late"], "ada": ["late"]}
    apply(coded, "one", "ada", quote="I breathe easier.")
    assert waiting(coded) == {"ben": ["late"], "ada": []}
    auditing.undo(coded)
    assert waiting(coded)["ada"] == ["late"]
    codebook.rename_code(coded, code_id(coded, "one"), "first")
    codebook.merge_codes(coded, [code_id(coded, "two")], code_id(coded, "first"))
    assert waiting(coded) == {"ben": ["late"], "ada": ["late"]}


def test_a_transcript_read_again_waits_for_newer_codes_only(coded: Project) -> None:
    codebook.add_code(coded, "late")
    rereading.say_read(coded, transcript_id(coded, "ben"), "nothing to add")
    assert waiting(coded) == {"ben": [], "ada": ["late"]}
    codebook.add_code(coded, "later")
    assert waiting(coded) == {"ben": ["later"], "ada": ["late", "later"]}
    rereading.say_read(coded, transcript_id(coded, "ben"))
    assert waiting(coded)["ben"] == []
    auditing.undo(coded)
    assert waiting(coded)["ben"] == ["later"]
    auditing.undo(coded)
    auditing.undo(coded)
    assert waiting(coded)["ben"] == ["late"]
    assert auditing.verify(coded).ok


def test_what_was_never_coded_waits_with_the_whole_codebook(project: Project) -> None:
    codebook.add_code(project, "any")
    assert [(each.coded_at, each.read_at, len(each.codes)) for each in rereading.queue(project)] == [("", "", 1)] * 2
