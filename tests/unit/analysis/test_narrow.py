"""Counts in a part of the corpus, without screened hits and without rejected forms, against plain recounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.analysis.words.concordance import concordance
from qualwork.analysis.words.narrow import Narrowed, Ranges
from qualwork.analysis.words.terms import count_terms
from qualwork.analysis.words.word_list import list_words
from qualwork.model.family import FamilySpec, parse_family, parse_pattern
from qualwork.model.transcript import Role, Turn
from tests.unit.analysis import naive
from tests.unit.analysis.corpora import Hit, Said, corpus_of, hits, voice_of
from tests.unit.analysis.test_terms import documents, families, plain, spec_of

EVERYBODY: tuple[Role, ...] = ("participant", "interviewer", "other")
offsets = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: (pair[0], sum(pair)))
passages = st.lists(st.dictionaries(st.integers(0, 4).map(lambda n: n * 10), st.lists(offsets, max_size=4)), max_size=2)
people = st.none() | st.sets(st.sampled_from(["Ada", "B (T0)", "B (T1)", "Interviewer (T0)", "nobody"]))


def inside(
    said: Sequence[Said],
    patterns: Sequence[tuple[list[str], list[str]]],
    ranges: Sequence[Ranges],
    who: set[str] | None,
) -> list[Hit]:
    """The places of a family in the words that overlap a passage of each kind, said by some people."""
    found = []
    for number, (text, turns) in enumerate(said):
        every = naive.spoken(text, turns)
        kept: list[naive.Word] = []
        last_kept = False
        for word in every:
            stays = all(
                any(word.start < high and low < word.end for low, high in each.get(number * 10, ())) for each in ranges
            )
            if stays:
                kept.append(word if last_kept else replace(word, gap=None))
            last_kept = stays
        for at, length in naive.places(kept, patterns):
            words = tuple(kept[at : at + length])
            voice = voice_of(f"T{number}", turns[words[0].turn].speaker or "")
            if who is None or voice.name in who:
                found.append(Hit(number, voice, words[0].start, words[-1].end, words))
    return found


@settings(max_examples=200, deadline=None)
@given(documents, families, passages, people)
def test_a_narrowed_count_equals_a_recount(
    said: list[Said], sources: list[str], ranges: list[Mapping[int, list[tuple[int, int]]]], who: set[str] | None
) -> None:
    corpus, spec = Narrowed(corpus_of(said), ranges, who), spec_of("x", sources)
    expected = inside(said, plain(spec), ranges, who)
    row = count_terms(corpus, [spec], EVERYBODY).rows[0]
    assert row.occurrences == len(expected) == sum(row.forms.values())
    assert {key: n for key, n in row.by.items() if n} == Counter(hit.voice.name for hit in expected)
    lines = concordance(corpus, spec, EVERYBODY)
    assert [(line.transcript, line.start, line.end) for line in lines] == [
        (hit.document * 10, hit.start, hit.end) for hit in expected
    ]
    words = inside(said, [(["*"], [])], ranges, who)
    assert count_terms(corpus, [spec], EVERYBODY).words == len(words)
    listed = list_words(corpus, EVERYBODY)
    assert dict(zip(listed.words, listed.occurrences, strict=True)) == Counter(
        naive.form_of(hit.words[0].form) for hit in words
    )


@settings(max_examples=150, deadline=None)
@given(documents, families, st.data())
def test_hits_that_are_left_out_are_not_counted(said: list[Said], sources: list[str], data: st.DataObject) -> None:
    corpus, spec = corpus_of(said), spec_of("x", sources)
    every = hits(said, plain(spec), ("participant",))
    out = data.draw(st.sets(st.integers(0, len(every) - 1)) if every else st.just(set()))
    places = {(every[at].document * 10, every[at].start, every[at].end) for at in out} | {(0, 3, 99), (10**6, 0, 1)}
    row = count_terms(corpus, [spec], left_out={"x": places}).rows[0]
    kept = [hit for at, hit in enumerate(every) if at not in out]
    assert row.occurrences == len(kept) == sum(row.forms.values())
    assert row.participants == len({hit.voice.name for hit in kept})
    assert {key: n for key, n in row.by.items() if n} == Counter(hit.voice.name for hit in kept)
    singles = Counter(naive.form_of(hit.words[0].form) for hit in kept if len(hit.words) == 1)
    assert {form: n for form, n in row.forms.items() if form in singles} == singles


@settings(max_examples=150, deadline=None)
@given(documents, families, families)
def test_what_is_rejected_is_not_counted(said: list[Said], accepted: list[str], rejected: list[str]) -> None:
    spec, wrong = spec_of("x", accepted), spec_of("x", rejected)
    barred = FamilySpec("x", spec.patterns, wrong.patterns)
    broad = [pattern.words[0].text for pattern in wrong.patterns if not pattern.is_phrase]
    phrases = [each for each in plain(wrong) if len(each[0]) > 1]
    typed = {pattern.words[0].text for pattern in spec.patterns if pattern.words[0].kind == "form"}
    expected = []
    for hit in hits(said, [*plain(spec), *phrases], EVERYBODY):
        form = naive.form_of(hit.words[0].form)
        is_barred = len(hit.words) == 1 and form not in typed and any(naive.matches(form, each) for each in broad)
        if not is_barred and any(_is(hit, each) for each in plain(spec)):
            expected.append((hit.document * 10, hit.start, hit.end))
    corpus = corpus_of(said)
    lines = concordance(corpus, barred, EVERYBODY)
    if not any(_is_same(one, other) for one in plain(spec) for other in phrases):
        assert [(line.transcript, line.start, line.end) for line in lines] == expected
    assert count_terms(corpus, [barred], EVERYBODY).rows[0].occurrences == len(lines)


def _is(hit: Hit, pattern: tuple[list[str], list[str]]) -> bool:
    forms, gaps = pattern
    said = len(forms) == len(hit.words) and all(
        naive.matches(naive.form_of(word.form), form) for word, form in zip(hit.words, forms, strict=True)
    )
    return said and all(naive.parted_by(word.gap, gap) for word, gap in zip(hit.words[1:], gaps, strict=True))


def _is_same(one: tuple[list[str], list[str]], other: tuple[list[str], list[str]]) -> bool:
    return len(one[0]) == len(other[0]) > 1


@settings(max_examples=150, deadline=None)
@given(documents, families, families)
def test_families_that_overlap_are_said_so(said: list[Said], one: list[str], other: list[str]) -> None:
    specs = [spec_of("one", one), spec_of("other", other)]
    words = [
        {(hit.document, word.start) for hit in hits(said, plain(spec), ("participant",)) for word in hit.words}
        for spec in specs
    ]
    both = len(words[0] & words[1])
    assert count_terms(corpus_of(said), specs).overlaps == ({("one", "other"): both} if both else {})


def test_a_phrase_is_inside_only_where_all_of_it_is() -> None:
    text = "caring for us and caring for them"
    corpus = corpus_of([(text, (Turn(0, len(text), 0, "A"),))])
    spec = parse_family('x="caring for"')
    assert count_terms(Narrowed(corpus, [{0: [(0, 8)]}]), [spec]).rows[0].occurrences == 1
    assert count_terms(Narrowed(corpus, [{0: [(0, 6)]}]), [spec]).rows[0].occurrences == 0
    assert count_terms(Narrowed(corpus, [{0: [(0, 6), (18, 33)]}]), [spec]).rows[0].occurrences == 1
    assert count_terms(Narrowed(corpus, [{0: [(0, 8)]}, {0: [(18, 33)]}]), [spec]).words == 0


def test_a_likeness_allows_slips_by_length() -> None:
    text = "breathe brethe breahte breath bread safe save saef sofa"
    corpus = corpus_of([(text, (Turn(0, len(text), 0, "A"),))])
    rows = count_terms(corpus, [FamilySpec("x", (parse_pattern(each),)) for each in ("like:breathe", "like:safe")]).rows
    assert set(rows[0].forms) == {"breathe", "brethe", "breahte", "breath"}
    assert set(rows[1].forms) == {"safe", "save", "saef"}
