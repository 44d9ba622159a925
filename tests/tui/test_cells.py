"""Widths agree with what Textual measures, and nothing reaches the terminal that could steer it."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualwork.tui.reader import cells
from tests.tui.texts import texts


def characters(text: str) -> list[str]:
    """The visible characters of `text`, each with what joins it."""
    starts = cells.edges(text)
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@given(texts)
def test_widths_are_those_that_textual_measures(text: str) -> None:
    assert cells.cell_width(text) == cell_len(cells.drawn(text))


@given(texts)
def test_drawing_changes_no_offset(text: str) -> None:
    assert len(cells.drawn(text)) == len(text)


@given(texts)
def test_no_control_character_override_or_surrogate_is_drawn(text: str) -> None:
    unwanted = {"Cc", "Cs", "Zl", "Zp"}
    for character in cells.drawn(text):
        assert unicodedata.category(character) not in unwanted
        assert unicodedata.bidirectional(character) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


def test_every_single_character_called_simple_takes_one_cell_and_is_drawn_as_it_is() -> None:
    for code in range(0x20, 0x30000):
        character = chr(code)
        if cells.is_simple(character):
            assert (cell_len(character), cells.drawn(character)) == (1, character), hex(code)


def test_joined_characters_stay_together() -> None:
    assert characters("e\u0301a") == ["e\u0301", "a"]
    assert characters("👩‍👩‍👧x👍🏽") == ["👩‍👩‍👧", "x", "👍🏽"]
    assert characters("🇩🇪🇫🇷") == ["🇩🇪", "🇫🇷"]
    assert characters("日本") == ["日", "本"]
    assert characters("\u1112\u1161\u11abx") == ["\u1112\u1161\u11ab", "x"]


def test_an_escape_sequence_is_shown_and_not_sent() -> None:
    assert cells.drawn("\x1b[31m\x07") == "␛[31m␇"


@given(texts, st.integers(0, 20))
def test_cut_and_pad_fill_exactly(text: str, width: int) -> None:
    assert cells.cell_width(cells.cut(text, width)) <= width
    assert cell_len(cells.pad(text, width)) == width == cell_len(cells.pad(text, width, right=True))


def test_cutting_says_that_something_is_missing() -> None:
    assert cells.cut("distrust of management", 12) == "distrust of…"
    assert cells.cut("hope", 4) == "hope"


@given(texts, st.integers(0, 80))
def test_every_cell_of_a_character_finds_that_character(text: str, cell: int) -> None:
    line = text.replace("\n", "")
    start, end = cells.character_at(line, cell)
    before = cell_len(cells.drawn(line[:start]))
    if start == end:
        assert cell >= cells.cell_width(line) and start == len(line)
    else:
        assert before <= cell < before + cells.cell_width(line[start:end])
