"""Term patterns: what is understood, and what is refused in one line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.model.errors import BadInput
from qualwork.model.family import GAPS, Family, WordPattern, parse_family, parse_pattern, split_forms
from tests.unit.analysis import naive


@pytest.mark.parametrize(
    ("source", "words", "gaps"),
    [
        ("Breathe", ["breathe"], []),
        ('"caring for"', ["caring", "for"], [" "]),
        ("“caring  for”", ["caring", "for"], [" "]),
        ("well-being", ["well", "being"], ["-"]),
        ("well – being", ["well", "being"], ["-"]),
        ("it's fine", ["it", "fine"], ["'s "]),
        ("the group’s", ["the", "group"], [" "]),
        ("don’t know", ["don't", "know"], [" "]),
        ("car* for", ["car*", "for"], [" "]),
    ],
)
def test_patterns_follow_the_word_rule(source: str, words: list[str], gaps: list[str]) -> None:
    pattern = parse_pattern(source)
    assert [word.text for word in pattern.words] == words
    assert list(pattern.gaps) == gaps
    assert set(gaps) <= set(GAPS)
    assert pattern.source == source
    assert pattern.is_phrase == (len(words) > 1)


def test_an_elision_parts_the_words_of_a_french_pattern() -> None:
    pattern = parse_pattern("l’amour", "fr")
    assert [word.text for word in pattern.words] == ["l", "amour"]
    assert pattern.gaps == ("'",)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "no letters"),
        ("...", "no letters"),
        ("*", "every word"),
        ('"* ?"', "every word"),
        ('"caring for', "unbalanced quote"),
        ("and/or", "'/'"),
        ("caring, for", "','"),
        ("re:(", "no regular expression"),
        ("re:a{99999999999}", "no regular expression"),
        ("re:" + "(" * 5000 + ")" * 5000, "no regular expression"),
    ],
)
def test_bad_patterns_say_why_in_one_line(source: str, says: str) -> None:
    with pytest.raises(BadInput, match=re.escape(says)) as refused:
        parse_pattern(source)
    assert "\n" not in refused.value.message
    assert len(refused.value.message) < 300


def test_a_regular_expression_is_kept_in_the_signs_of_folded_forms() -> None:
    assert parse_pattern("re:don’t|cafe\u0301").words == (WordPattern("don't|café", "regex"),)


@given(st.text(alphabet="ab*?'", min_size=1, max_size=7), st.text(alphabet="ab'", max_size=9))
def test_wildcards_mean_any_letters_or_one(wildcard: str, form: str) -> None:
    kind = WordPattern(wildcard, "wildcard")
    assert bool(re.fullmatch(kind.expression(), form)) == naive.matches(form, wildcard)


def test_wildcards_cannot_hang() -> None:
    expression = WordPattern("*a" * 40 + "*b", "wildcard").expression()
    assert re.fullmatch(expression, "a" * 20_000) is None


@pytest.mark.parametrize(
    ("spec", "name", "sources"),
    [
        ("safe", "safe", ["safe"]),
        (
            'breathe=breathe,breather, breath*,"caring for"',
            "breathe",
            ["breathe", "breather", "breath*", '"caring for"'],
        ),
        ("x=“a, b”", "x", ['"a b"']),
        ('"caring for"', "caring for", ['"caring for"']),
        ("re:a=b", "re:a=b", ["re:a=b"]),
        ('r="re:a{1,2}"', "r", ['"re:a{1,2}"']),
    ],
)
def test_families(spec: str, name: str, sources: list[str]) -> None:
    if spec == "x=“a, b”":
        with pytest.raises(BadInput):
            parse_family(spec)
        return
    family = parse_family(spec)
    assert family.name == name
    assert [pattern.source for pattern in family.patterns] == sources


@pytest.mark.parametrize("spec", ["=a", "a=", "a=,", "", 'a="b', 'a=b,"c'])
def test_bad_families_say_why(spec: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_family(spec)
    assert "\n" not in refused.value.message


@given(st.lists(st.sampled_from(["safe", "a b", "x-y", "don't", "breath*"]), min_size=1))
def test_forms_survive_being_written_in_quotes(forms: list[str]) -> None:
    assert split_forms(",".join(f'"{form}"' for form in forms)) == [f'"{form}"' for form in forms]


def test_a_saved_family_counts_its_accepted_forms() -> None:
    spec = Family(1, "breathe", ("breathe", "breath*"), ("breathtaking",)).spec()
    assert spec.name == "breathe"
    assert [pattern.source for pattern in spec.patterns] == ["breathe", "breath*"]


@pytest.mark.parametrize("spec", ["", "  "])
def test_an_empty_pattern_is_called_so(spec: str) -> None:
    with pytest.raises(BadInput, match="pattern is empty"):
        parse_family(spec)
