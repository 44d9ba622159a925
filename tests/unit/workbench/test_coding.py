"""Codings stand on exactly the text they name, once each, and never beyond it."""

from __future__ import annotations

import pytest

from qualwork.cli import resolve
from qualwork.model.errors import Ambiguous, BadInput, NotFound, Refused
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.corpus.extracts import Evidence, body
from qualwork.workbench.counts import autocoding, counting, families, screening
from qualwork.workbench.log import auditing
from qualwork.workbench.report import reporting
from qualwork.workbench.themes import theming
from tests.unit.workbench.named import apply, code_id, family_id, ref, theme_id
from tests.unit.workbench.studies import ADA, BEN


@pytest.fixture
def calm(project: Project) -> Project:
    """The study with two codes."""
    codebook.add_code(project, "calm")
    codebook.add_code(project, "other")
    return project


@pytest.mark.parametrize("span", [(0, 1), (0, len(BEN)), (len(BEN) - 2, len(BEN)), (len(BEN) - 1, len(BEN))])
def test_spans_reach_to_the_edges_of_the_text(calm: Project, span: tuple[int, int]) -> None:
    if not BEN[slice(*span)].strip():
        with pytest.raises(BadInput, match="white space"):
            apply(calm, "calm", "ben", span=span)
        return
    made = apply(calm, "calm", "ben", span=span)
    assert made.extract == BEN[slice(*span)]
    assert coding.listing(calm) == [made]


@pytest.mark.parametrize("span", [(5, 5), (6, 5), (0, len(BEN) + 1), (len(BEN), len(BEN) + 1), (-1, 4)])
def test_spans_beyond_the_text_are_refused_everywhere(calm: Project, span: tuple[int, int]) -> None:
    made = apply(calm, "calm", "ben", span=(0, 5))
    info = resolve.transcript(calm, "ben")
    before = auditing.head(calm)
    for deed in (
        lambda: apply(calm, "calm", "ben", span=span),
        lambda: coding.apply_new(calm, "new", info, *span),
        lambda: coding.set_edges(calm, made.id, *span),
        lambda: memoing.add(calm, ref(calm, "transcript:ben"), "here", span=span),
    ):
        with pytest.raises(BadInput, match="no passage"):
            deed()
    assert auditing.head(calm) == before


def test_the_same_coding_twice_is_the_same_coding(calm: Project) -> None:
    first = apply(calm, "calm", "ben", quote="really breathe")
    before = auditing.head(calm)
    assert apply(calm, "CALM", "BEN", quote="really breathe").id == first.id
    assert auditing.head(calm) == before
    hits = autocoding.propose(calm, "breathe")
    assert len(autocoding.autocode(calm, code_id(calm, "calm"), hits, "breathe", "match")) == len(hits) == 3
    assert len(autocoding.autocode(calm, code_id(calm, "calm"), hits, "breathe", "match")) == 3
    assert len(coding.listing(calm)) == 4


def test_a_coding_takes_neither_the_code_nor_the_place_of_its_twin(calm: Project) -> None:
    one = apply(calm, "calm", "ben", span=(0, 5))
    two = apply(calm, "other", "ben", span=(0, 5))
    three = apply(calm, "calm", "ben", span=(0, 9))
    before = auditing.head(calm)
    with pytest.raises(Refused, match=f"coding {two.id} is other in ben 0:5 already"):
        coding.recode(calm, one.id, code_id(calm, "other"))
    with pytest.raises(Refused, match=f"coding {one.id}"):
        coding.set_edges(calm, three.id, 0, 5)
    coding.recode(calm, one.id, code_id(calm, "calm"))
    coding.set_edges(calm, one.id, 0, 5)
    assert auditing.head(calm) == before
    coding.recode(calm, three.id, code_id(calm, "other"))
    calm.coder = "rae"
    assert apply(calm, "calm", "ben", span=(0, 9)).coder == "rae"


def test_a_quote_over_several_turns_has_all_who_speak_in_it(calm: Project) -> None:
    start, end = BEN.index("really breathe"), BEN.index("Nobody asked.") + 5
    made = apply(calm, "calm", "ben", quote=BEN[start:end])
    assert (made.start, made.end, made.extract) == (start, end, BEN[start:end])
    row = next(reporting.quotes(calm).records())
    assert (row["participants"], row["question"]) == ("Ben", "How was the group for you?")
    asked = apply(calm, "other", "ben", quote="Safe in what way?")
    assert Evidence(calm).who(asked) == ()


def test_a_quote_is_found_as_it_stands_or_in_other_signs_and_spaces(calm: Project) -> None:
    start = BEN.index("You could breathe, really breathe.")
    for quote in ("You could breathe, really breathe.", "you could  breathe,\nreally breathe."):
        assert apply(calm, "calm", "ben", quote=quote).start == start
    decomposed = "Cre\u0300me bru\u0302le\u0301e on Fridays"
    try:
        made = apply(calm, "calm", "ada", quote=decomposed)
    except NotFound as fault:
        assert str(ADA.index("Crème")) in fault.candidates[0]
    else:
        assert made.extract == "Crème brûlée on Fridays"


def test_places_of_a_quote_that_occurs_often_are_listed(calm: Project) -> None:
    with pytest.raises(Ambiguous) as told:
        apply(calm, "calm", "ben", quote="I felt safe there.")
    first, second = BEN.index("I felt safe"), BEN.rindex("I felt safe")
    assert [line.split()[1] for line in told.value.candidates] == [f"{at}:{at + 18}" for at in (first, second)]
    with pytest.raises(Ambiguous) as told:
        apply(calm, "calm", "ben", quote="e")
    assert told.value.candidates[-1].startswith("and ")


def test_proposals_widen_to_sentences_and_turns(calm: Project) -> None:
    assert [hit.text for hit in autocoding.propose(calm, "breathe", "sentence")] == [
        "I breathe easier.",
        "[laughs] You could breathe, really breathe.",
    ]
    assert [hit.text for hit in autocoding.propose(calm, "breathe", "turn")] == [
        ADA[ADA.index("I breathe") :].strip(),
        BEN[BEN.index("I felt") : BEN.index("Interviewer: Safe")].strip(),
    ]
    assert autocoding.propose(calm, "nowhere") == []
    assert autocoding.autocode(calm, code_id(calm, "calm"), [], "nowhere", "match") == []


def test_ids_that_mean_nothing_are_refused_before_anything_is_done(calm: Project) -> None:
    made = apply(calm, "calm", "ben", span=(0, 5))
    before = auditing.head(calm)
    for wrong in (0, 99, -1, 10**30):
        for deed in (
            lambda wrong=wrong: coding.remove(calm, [made.id, wrong]),
            lambda wrong=wrong: coding.recode(calm, wrong, code_id(calm, "other")),
            lambda wrong=wrong: coding.set_edges(calm, wrong, 0, 3),
            lambda wrong=wrong: theming.mark(calm, wrong, theme_id(calm, "x"), None),
        ):
            with pytest.raises((NotFound, BadInput)):
                deed()
    assert auditing.head(calm) == before
    assert coding.remove(calm, [made.id, made.id]) == 1


def test_families_take_a_form_once_however_it_is_typed(calm: Project) -> None:
    family = counting.add_family(calm, 'care=care,Care,"caring for",caring for')
    assert family.accepted == ("care", '"caring for"')
    assert counting.judge_forms(calm, family_id(calm, "CARE"), ["caring  for", "careless"], "rejected").rejected == (
        '"caring for"',
        "careless",
    )
    assert counting.add_family(calm, "Care=careless").accepted == ("care", "careless")
    with pytest.raises(BadInput, match="twice"):
        counting.terms(calm, ["care", "care=cared"])


def test_a_thing_is_named_with_its_kind_where_its_name_is_not_enough(calm: Project) -> None:
    theming.add_theme(calm, "calm")
    with pytest.raises(Ambiguous) as told:
        memoing.add(calm, ref(calm, "calm"), "which?")
    assert told.value.candidates == ("code:id:1  calm", "theme:id:1  calm")
    for thing, kind in (("ben.txt", "transcript"), ("participant:ben", "participant"), ("project", "project")):
        assert memoing.add(calm, ref(calm, thing), "x").thing_kind == kind
    for wrong in ("project:other", "coding:x", "coding:7", "code:", "nothing"):
        with pytest.raises((NotFound, BadInput)):
            memoing.add(calm, ref(calm, wrong), "x")
    with pytest.raises(BadInput, match="empty"):
        memoing.change(calm, 1, "  ")


def test_texts_are_read_once(calm: Project) -> None:
    revision = resolve.transcript(calm, "ben").revision
    assert body(calm, revision) is body(calm, revision)
    assert body(calm, revision)[0] == BEN


def test_hits_of_a_family_that_were_screened_out_are_not_proposed(project: Project) -> None:
    families.add_family(project, "safety=safe,unsafe")
    before = autocoding.propose(project, "safety")
    screening.judge(
        project, family_id(project, "safety"), screening.hits(project, family_id(project, "safety"))[:1], "out"
    )
    assert autocoding.propose(project, "safety") == before[1:]
    assert autocoding.propose(project, "safe,unsafe") == before
