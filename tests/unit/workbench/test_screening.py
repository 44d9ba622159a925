"""Families: forms proposed and judged, hits screened, and what the term table makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.model.errors import BadInput, NotFound
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.counts import counting, families, screening
from qualwork.workbench.log import auditing
from tests.unit.workbench.named import family_id, only
from tests.unit.workbench.studies import new_study

EVE = """Interviewer: Was it safe?

Eve: It was not safe. It was never really safe. I did feel safe, I feel safe now, we feel safe.

Interviewer: Safer than before?

Eve: Safer, yes. The safety of it. Unsafe at first. Saftey first, they said.
"""
DAN = """Interviewer: And you?

Dan: Safe as houses. They feel safe. The safe was locked.
"""


@pytest.fixture
def safe(tmp_path: Path) -> Iterator[Project]:
    """Two interviews and a family."""
    with new_study(tmp_path, eve=EVE, dan=DAN) as project:
        families.add_family(project, "safe=safe")
        yield project


def count(project: Project) -> int:
    """What the term table says of the family."""
    return counting.terms(project, ["safe"]).rows[0].occurrences


def test_proposals_stand_apart_by_kind_with_their_lines(safe: Project) -> None:
    other = {each.form: each.kind for each in families.proposals(safe, "safety")}
    assert {form for form, kind in other.items() if kind == "form"} == {"safe", "safer", "safety"}
    around = {each.form: each for each in families.proposals(safe, "safe")}
    assert [around[form].kind for form in ("unsafe", "not safe", "never really safe", "feel safe")] == [
        "negation",
        "negation",
        "negation",
        "phrase",
    ]
    assert around["feel safe"].occurrences == 4
    assert around["feel safe"].participants == 2
    assert len(around["feel safe"].lines) == 2
    for proposal in around.values():
        assert counting.terms(safe, [f'x="{proposal.form}"']).rows[0].occurrences == proposal.occurrences
        for line in proposal.lines:
            assert line.match.lower() == proposal.form
    assert "safe" not in around


def test_what_was_judged_is_never_proposed_again(safe: Project) -> None:
    before = [each.form for each in families.proposals(safe, "safe")]
    families.judge_forms(safe, family_id(safe, "safe"), ["safer", "unsafe"], "accepted")
    families.judge_forms(safe, family_id(safe, "safe"), ['"not safe"', "saf*y"], "rejected")
    after = [each.form for each in families.proposals(safe, "safe")]
    assert set(before) - set(after) == {"safer", "unsafe", "not safe", "safety"}
    auditing.undo(safe)
    assert {"not safe", "safety"} <= {each.form for each in families.proposals(safe, "safe")}


def test_a_rejected_phrase_is_taken_out_of_the_count(safe: Project) -> None:
    assert count(safe) == 8
    families.judge_forms(safe, family_id(safe, "safe"), ['"not safe"'], "rejected")
    assert count(safe) == 7
    families.judge_forms(safe, family_id(safe, "safe"), ["saf*"], "accepted")
    families.judge_forms(safe, family_id(safe, "safe"), ["saftey"], "rejected")
    assert counting.terms(safe, ["safe"]).rows[0].forms == {"safe": 7, "safer": 1, "safety": 1}


def test_screened_hits_are_counted_unless_they_are_out(safe: Project) -> None:
    hits = screening.hits(safe, family_id(safe, "safe"))
    assert [hit.number for hit in hits] == list(range(1, len(hits) + 1)) == [1, 2, 3, 4, 5, 6, 7, 8]
    locked = next(hit for hit in hits if hit.line.right.startswith(" was locked"))
    assert screening.judge(safe, family_id(safe, "safe"), [locked], "out", "a strongbox") == 1
    assert count(safe) == 7
    rest = screening.hits(safe, family_id(safe, "safe"), only=["unscreened"])
    assert screening.judge(safe, family_id(safe, "safe"), rest[:2], "in") == 2
    found = counting.terms(safe, ["safe"], by="participant")
    assert found.rows[0].by == {"Dan": 2, "Eve": 5}
    tally = found.screened["safe"]
    assert (tally.kept, tally.out, dict(tally.coders)) == (2, 1, {"kim": 3})
    assert any("1 left out" in note and "kim" in note for note in found.notes)
    assert "1 left out" in found.table.provenance["screening"]
    with projects.open_project(safe.path, coder="ann") as other:
        again = next(hit for hit in screening.hits(other, family_id(other, "safe")) if hit.state == "out")
        assert (again.coder, again.place) == ("kim", locked.place)
        assert screening.judge(other, family_id(other, "safe"), [again], "in") == 1
    tally = counting.terms(safe, ["safe"]).screened["safe"]
    assert (tally.kept, tally.out, dict(tally.coders)) == (3, 0, {"kim": 2, "ann": 1})


def test_the_tally_is_of_the_hits_that_the_table_counts(safe: Project) -> None:
    families.judge_forms(safe, family_id(safe, "safe"), ["safer"], "accepted")
    every = screening.hits(safe, family_id(safe, "safe"))
    dans = sum(hit.line.participant == "Dan" for hit in every)
    assert 0 < dans < len(every) == 9
    screening.judge(safe, family_id(safe, "safe"), every, "out")
    assert counting.terms(safe, ["safe"]).screened["safe"].out == 9
    assert counting.terms(safe, ["safe"], only=only(safe, participants=("Dan",))).screened["safe"].out == dans
    assert counting.terms(safe, ["safe"], roles=["interviewer"]).screened == {}
    families.judge_forms(safe, family_id(safe, "safe"), ["safer"], "rejected")
    assert counting.terms(safe, ["safe"]).screened["safe"].out == 8
    assert counting.terms(safe, ["safe=houses"]).screened == {}


def test_capitals_as_typed_are_not_those_of_a_family(safe: Project) -> None:
    assert {line.match for line in counting.kwic(safe, "SAFE")} == {"safe", "Safe"}
    assert {line.match for line in counting.kwic(safe, "Safe", case=True)} == {"Safe"}
    assert {line.match for line in counting.kwic(safe, "safe", case=True)} == {"safe"}
    assert counting.kwic(safe, "SAFE", case=True) == []


def test_each_verdict_is_a_decision_that_can_be_undone(safe: Project) -> None:
    hits = screening.hits(safe, family_id(safe, "safe"))
    before = auditing.head(safe)
    assert screening.judge(safe, family_id(safe, "safe"), hits[:3], "out") == 3
    assert screening.judge(safe, family_id(safe, "safe"), screening.hits(safe, family_id(safe, "safe"))[:2], "out") == 0
    last = auditing.head(safe)
    assert before and last and last.number == before.number + 1
    screening.judge(safe, family_id(safe, "safe"), screening.hits(safe, family_id(safe, "safe"), only=["out"]), None)
    assert count(safe) == len(hits)
    auditing.undo(safe)
    assert count(safe) == len(hits) - 3
    auditing.undo(safe)
    assert count(safe) == len(hits)
    assert auditing.verify(safe).ok


def test_lines_of_a_cell_are_those_it_counts(safe: Project) -> None:
    hits = screening.hits(safe, family_id(safe, "safe"))
    screening.judge(safe, family_id(safe, "safe"), hits[::3], "out")
    counted = counting.terms(safe, ["safe"], by="participant")
    for name, number in counted.rows[0].by.items():
        lines = counting.term_lines(safe, counted.families["safe"], "participant", name)
        assert len(lines) == number
        assert {line.participant for line in lines} == ({name} if number else set())
    assert len(counting.term_lines(safe, counted.families["safe"])) == counted.rows[0].occurrences


def test_a_word_with_the_name_of_a_saved_family_is_that_word_alone(safe: Project) -> None:
    family = family_id(safe, "safe")
    screening.judge(safe, family, screening.hits(safe, family), "out")
    counting.judge_forms(safe, family, ["tea"], "accepted")
    words = {word: said for word, said, *_ in counting.words(safe).rows}
    lines = counting.term_lines(safe, counting.word_spec(safe, "safe"))
    assert {line.match.casefold() for line in lines} == {"safe"}
    assert lines
    assert len(lines) == words["safe"]


def test_forms_typed_under_the_name_of_a_saved_family_are_counted_unscreened(safe: Project) -> None:
    family = family_id(safe, "safe")
    before = counting.terms(safe, ["safe=safe"]).rows[0].occurrences
    screening.judge(safe, family, screening.hits(safe, family), "out")
    assert counting.terms(safe, ["safe=safe"]).rows[0].occurrences == before > 0
    assert counting.terms(safe, ["safe"]).rows[0].occurrences == 0


def test_families_that_overlap_are_named(safe: Project) -> None:
    found = counting.terms(safe, ["safe", 'feeling="feel safe",houses', "x=tea"])
    assert found.overlaps == {("safe", "feeling"): 4}
    assert any("safe and feeling overlap: 4 words" in note for note in found.notes)


def test_an_unknown_family_has_no_hits(safe: Project) -> None:
    with pytest.raises(NotFound):
        screening.hits(safe, family_id(safe, "nothing"))
    with pytest.raises(BadInput, match="one word"):
        counting.terms(safe, ["lemma:feel safe"])


def test_a_lemma_names_what_is_missing(safe: Project) -> None:
    from qualwork.analysis.words.lemmas import has_model

    if has_model("en"):
        assert counting.terms(safe, ["lemma:safe"]).rows[0].forms == {"safe": 8, "safer": 1}
        return
    with pytest.raises(BadInput, match="spaCy model of language 'en'") as told:
        counting.terms(safe, ["lemma:safe"])
    assert "\n" not in told.value.message
