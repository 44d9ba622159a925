"""Term tables and concordances against a plain recount."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.analysis.words.concordance import ORDERS, concordance
from qualwork.analysis.words.terms import count_terms
from qualwork.model.errors import BadInput
from qualwork.model.family import FamilySpec, parse_family, parse_pattern
from qualwork.model.transcript import Role, Turn
from qualwork.model.units import fold
from tests.unit.analysis import naive
from tests.unit.analysis.corpora import Said, corpus_of, hits
from tests.unit.analysis.test_index import labelled
from tests.unit.analysis.texts import sayings, turned

SOURCES = re.findall(r"[^,]+", "safe,Safer,*safe*,breath,breath*,breathe?,caring,for,don't,it,know,é,?") + re.findall(
    r"[^,]+", "caring for,for for,well-being,don’t know,it's safe,*a* for,safe safe,for caring for,saf? *"
)

documents = st.lists(turned(sayings, unclean=False), max_size=4)
families = st.lists(st.sampled_from(SOURCES), min_size=1, max_size=5)
role_choices = st.sampled_from([("participant",), ("interviewer",), ("participant", "interviewer"), ("other",), ()])


def spec_of(name: str, sources: list[str]) -> FamilySpec:
    return FamilySpec(name, tuple(parse_pattern(source) for source in sources if source != "?"))


def plain(spec: FamilySpec) -> list[tuple[list[str], list[str]]]:
    return [([word.text for word in pattern.words], list(pattern.gaps)) for pattern in spec.patterns]


@settings(max_examples=300, deadline=None)
@given(documents, st.lists(families, max_size=3), role_choices)
def test_term_tables_equal_a_recount(said: list[Said], sources: list[list[str]], roles: tuple[Role, ...]) -> None:
    specs = [spec_of(f"family {number}", each) for number, each in enumerate(sources)]
    table = count_terms(corpus_of(said), specs, roles)
    assert table.roles == roles
    for row, spec in zip(table.rows, specs, strict=True):
        expected = hits(said, plain(spec), roles)
        assert row.family == spec.name
        assert row.occurrences == len(expected)
        assert row.participants == len({hit.voice.name for hit in expected})
        assert {key: n for key, n in row.by.items() if n} == Counter(hit.voice.name for hit in expected)
        assert tuple(row.by) == table.keys
        assert sum(row.forms.values()) == len(expected)
        assert list(row.forms.values()) == sorted(row.forms.values(), reverse=True)
        singles = Counter(naive.form_of(hit.words[0].form) for hit in expected if len(hit.words) == 1)
        assert {form: n for form, n in row.forms.items() if not re.search(r"[ -]", form)} == singles
    everybody = hits(said, [(["*"], [])], roles)
    assert table.words == len(everybody) == sum(table.words_by.values())
    assert {key: n for key, n in table.words_by.items() if n} == Counter(hit.voice.name for hit in everybody)


@settings(max_examples=150, deadline=None)
@given(documents, families, role_choices, st.sampled_from(ORDERS), st.integers(0, 12), st.none() | st.integers(0, 4))
def test_concordance_lines_stand_where_they_say(
    said: list[Said], sources: list[str], roles: tuple[Role, ...], order: str, width: int, limit: int | None
) -> None:
    spec = spec_of("x", sources)
    lines = concordance(corpus_of(said), spec, roles, width, limit, order)  # type: ignore[arg-type]
    expected = [(hit.document * 10, hit.voice.name, hit.start, hit.end) for hit in hits(said, plain(spec), roles)]
    found = [(line.transcript, line.participant, line.start, line.end) for line in lines]
    assert len(found) == len(expected[:limit])
    if order == "place":
        assert found == expected[:limit]
    else:
        assert not Counter(found) - Counter(expected)
    for line in lines:
        text = said[line.transcript // 10][0]
        assert line.title == f"T{line.transcript // 10}"
        assert line.match == text[line.start : line.end]
        assert line.left == text[max(0, line.start - width) : line.start]
        assert line.right == text[line.end : line.end + width]
        assert line.role in roles
    if order == "match":
        assert [fold(line.match) for line in lines] == sorted(fold(line.match) for line in lines)
    if order == "left":
        read = [words_in(line.left)[::-1] for line in lines]
        assert read == sorted(read)
    if order == "right":
        read = [words_in(line.right) for line in lines]
        assert read == sorted(read)


def words_in(context: str) -> list[str]:
    """What a line is sorted by."""
    return re.findall(r"\w+(?:['’]\w+)*", fold(context))


def test_marks_beside_the_match_do_not_sort_the_lines() -> None:
    text = "the safe, and a “safe” zoo. You: safe (but); safe car"
    corpus = corpus_of([(text, (Turn(0, len(text), 0, "A"),))])
    lines = concordance(corpus, spec_of("x", ["safe"]), width=5, order="right")
    assert [line.right for line in lines] == [", and", " (but", " car", "” zoo"]


@settings(max_examples=60, deadline=None)
@given(documents, families)
def test_asking_again_gives_the_same(said: list[Said], sources: list[str]) -> None:
    corpus, spec = corpus_of(said), spec_of("x", sources)
    everybody: tuple[Role, ...] = ("participant", "interviewer", "other")
    first = count_terms(corpus, [spec], everybody), concordance(corpus, spec, everybody)
    again = count_terms(corpus, [spec], everybody), concordance(corpus, spec, everybody)
    assert first == again
    assert first[0].rows[0].occurrences == len(first[1])


def test_overlaps_count_once_the_longest_first() -> None:
    text = "caring for for caring for me. Caring, for. caring\nfor"
    corpus = corpus_of([(text, (Turn(0, len(text), 0, "A"),))])
    row = count_terms(corpus, [parse_family('care=car*,"caring for","for for caring"')]).rows[0]
    assert row.forms == {"caring": 2, "caring for": 1, "for for caring": 1}
    assert row.occurrences == 4
    row = count_terms(corpus, [parse_family("care=caring,car*,caring")]).rows[0]
    assert row.forms == {"caring": 4}


def test_a_phrase_stays_in_one_turn_and_its_gap_is_the_patterns() -> None:
    text = "A: caring\nB: for well-being, well being, well–being; well- being the group’s needs group needs"
    turns = (Turn(0, 10, 3, "A"), Turn(10, len(text), 13, "B"))
    corpus = corpus_of([(text, turns)])
    specs = [
        parse_family(spec) for spec in ('"caring for"', "well-being", "well being", "group's needs", "group needs")
    ]
    assert [row.occurrences for row in count_terms(corpus, specs).rows] == [0, 2, 1, 1, 1]


def test_columns_by_transcript_and_attribute() -> None:
    said = [("safe safe", (Turn(0, 9, 0, "A"),)), ("safe", (Turn(0, 4, 0, "B"),)), ("no", (Turn(0, 2, 0, "A"),))]
    corpus = corpus_of(said)
    by_title = count_terms(corpus, [parse_family("safe")], by=lambda document, _: document.title)
    assert by_title.rows[0].by == {"T0": 2, "T1": 1, "T2": 0}
    assert by_title.words_by == {"T0": 2, "T1": 1, "T2": 1}
    by_team = count_terms(corpus, [parse_family("safe")], by=lambda _, voice: voice.attributes["team"])
    assert by_team.rows[0].by == {"north": 2, "south": 1}
    assert by_team.rows[0].participants == 2


def test_words_in_two_spellings_are_one_form() -> None:
    text = "Café CAFE\u0301 cafe\u0301 Don’t don't"
    table = count_terms(corpus_of([(text, (Turn(0, len(text), 0, "A"),))]), [parse_family("x=café,don't")])
    assert table.rows[0].forms == {"café": 3, "don't": 2}


def test_nothing_to_count_in() -> None:
    for corpus in (corpus_of([]), corpus_of([("", ())]), corpus_of([("Hm: [laughs]", (Turn(0, 12, 12, "A"),))])):
        table = count_terms(corpus, [parse_family('x=safe,safe*,re:a+,"caring for"')])
        assert table.words == table.rows[0].occurrences == table.rows[0].participants == 0
        assert concordance(corpus, parse_family('x=safe,"caring for"')) == []


def test_a_regular_expression_means_whole_words_in_any_case() -> None:
    text = "Breath breathing bread wellbreath"
    table = count_terms(corpus_of([(text, (Turn(0, len(text), 0, "A"),))]), [parse_family("re:BREA(th|d).*")])
    assert table.rows[0].forms == {"bread": 1, "breath": 1, "breathing": 1}


def test_no_regular_expression_can_hang() -> None:
    text = "a" * 60 + "b"
    corpus = corpus_of([(text, (Turn(0, len(text), 0, "A"),))])
    begun = time.monotonic()
    with pytest.raises(BadInput, match=r"takes more than 0\.5 seconds") as refused:
        corpus.types.matching(parse_pattern("re:(a+)+$").words[0], seconds=0.5)
    assert time.monotonic() - begun < 5
    assert "\n" not in refused.value.message


def test_a_language_without_spaces_is_counted_by_the_tokenizer_of_spacy() -> None:
    text = "我感到很安全，你安全吗？安，全"
    table = count_terms(corpus_of([(text, (Turn(0, len(text), 0, "A"),))], "zh"), [parse_family("安全", "zh")])
    assert table.words == 12
    assert table.rows[0].forms == {"安全": 2}


@pytest.mark.parametrize(("language", "package"), [("th", "pythainlp"), ("km", "choose another")])
def test_a_tokenizer_that_is_missing_is_named(language: str, package: str) -> None:
    if package == "pythainlp":
        try:
            import pythainlp  # type: ignore[import-not-found]  # noqa: F401
        except ImportError:
            pass
        else:
            pytest.skip("pythainlp is installed")
    with pytest.raises(BadInput, match=package):
        corpus_of([("ฉัน", (Turn(0, 3, 0, "A"),))], language)


def test_real_interviews_are_counted_like_a_search_through_their_texts(shared_data: Path) -> None:
    paths = sorted(shared_data.glob("oral-history-txt/*.txt")) + sorted(shared_data.glob("*md/*.md"))
    said = [(text, labelled(text)) for text in (path.read_text(encoding="utf-8") for path in paths)]
    specs = [parse_family('work=work*,"working on"'), parse_family('x="you know","don\'t know",know')]
    specs.append(parse_family("long-term"))
    everybody: tuple[Role, ...] = ("participant", "interviewer", "other")
    table = count_terms(corpus_of(said), specs, everybody)
    speech = [text[low:high] for text, turns in said for turn in turns for low, high in turn.speech()]
    before, after = r"(?i)(?<![^\W_])(?<![^\W_]['’])", r"(?![^\W_])(?!['’](?!s(?![^\W_]))[^\W_])"
    work = r"work[^\W_]*(?:['’](?!s(?![^\W_]))[^\W_]+)?"
    for row, expression in zip(table.rows, (work, "know", "long[-‐‑–]term"), strict=True):
        assert row.occurrences == sum(len(re.findall(before + expression + after, part)) for part in speech) > 0
