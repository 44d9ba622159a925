"""What stands between quotation marks, of any kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.analysis.quotations.quotation_marks import left_open, quoted_spans


def quoted(text: str) -> list[str]:
    """The stretches between marks."""
    return [text[start:end] for start, end in quoted_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "I felt safe" and "so on".', ["I felt safe", "so on"]),
        ("“I felt ‘safe’ there,” she said.", ["I felt ‘safe’ there,"]),
        ("‘I felt “safe” there’, she said.", ["I felt “safe” there"]),
        ("‘It’s the dancers’ shoes that were wet’ (P3)", ["It’s the dancers’ shoes that were wet"]),
        ("‘safe spaces’ and then ‘brave spaces’", ["safe spaces", "brave spaces"]),
        ("'I don't know', she said, 'and 'cause it's late'", ["I don't know", "and 'cause it's late"]),
        ("„Ich war sicher“ (P1) und „nein”", ["Ich war sicher", "nein"]),
        ("«Bonjour à tous» et « oui »", ["Bonjour à tous", " oui "]),
        ("»Hallo dort« sagte sie, ›ja‹", ["Hallo dort", "ja"]),
        ("‚leise‘ und „laut“", ["leise", "laut"]),
        ("He said “one “two” three” four.", ["one “two” three"]),
        ("(“I felt safe”, Ben)", ["I felt safe"]),
        ("「安全」と言った", ["安全"]),
        ("*“with emphasis”*", ["with emphasis"]),
        ('5\'10" tall and 12" wide', []),
        ("the participants' views and the group's 'tribe' talk", ["tribe"]),
        ("rock 'n' roll in the '80s", []),
        ("", []),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize("marks", ["“”", '""', "„“", "«»", "‘’", "''", "»«", "「」"])
@given(said=st.lists(st.sampled_from(["I", "felt", "don't", "the", "group’s", "tea,"]), min_size=1, max_size=12))
def test_what_is_put_between_marks_is_found_between_them(marks: str, said: list[str]) -> None:
    words = " ".join(said)
    assert quoted(f"Then came {marks[0]}{words}{marks[1]}, and more") == [words]


@given(st.text(alphabet="ab .,'’\"“”‘„«»()\n", max_size=80))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    reached = 0
    for start, end in quoted_spans(text):
        assert reached < start < end < len(text)
        assert text[start:end].strip()
        reached = end


def test_a_mark_that_is_left_open_is_known() -> None:
    assert left_open("He said “I felt safe") == 9
    assert left_open("“one” and “two") == 11
    assert left_open("“one” and two") is None


def test_many_marks_take_little_time() -> None:
    assert quoted_spans("“" * 20_000) == []
    assert len(quoted_spans("“a ” " * 5_000)) == 5_000
