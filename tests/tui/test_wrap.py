"""Wrapping covers every character once, splits none, and its maps are each other's inverse."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.model.transcript import Turn, turn_at
from qualwork.tui.reader import cells
from qualwork.tui.reader.wrap import Layout, paginate, wrap
from tests.tui.reading import transcript_of
from tests.tui.texts import transcripts, widths

Given = tuple[str, tuple[Turn, ...]]


def lines(text: str, width: int, *turns: Turn, compact: bool = False) -> list[str]:
    """The lines that `text` is shown in, as one turn unless told otherwise."""
    layout = wrap(paginate(text, turns or (Turn(0, len(text), 0, "Ben"),), compact), width)
    return [layout.visible(line) for line in range(len(layout))]


def laid_out(given_text: Given, width: int, compact: bool = False) -> Layout:
    """The layout of a made-up transcript."""
    return wrap(paginate(*given_text, compact), width)


@given(transcripts(), widths, st.booleans())
def test_lines_tile_the_text_and_hide_only_white_space_and_labels(made: Given, width: int, compact: bool) -> None:
    text, turns = made
    layout = laid_out(made, width, compact)
    edges = [*layout.starts, len(text)]
    if not len(layout):
        assert not any(text[turn.start : turn.end].strip() or turn.speaker for turn in turns)
        return
    assert edges[0] == 0 and sorted(set(edges)) == edges
    for line in range(len(layout)):
        start, shown, end, stop = edges[line], layout.shown[line], layout.ends[line], edges[line + 1]
        assert start <= shown <= end <= stop
        hidden = [*range(start, shown), *range(end, stop)]
        spoken = [at for at in hidden if at >= turns[turn_at(turns, at)].speech_start]
        assert all(text[at].isspace() or text[at] == "\u200b" for at in spoken)


@given(transcripts(), widths)
def test_no_line_is_wider_than_the_column(made: Given, width: int) -> None:
    layout = laid_out(made, width)
    for line in range(len(layout)):
        assert cells.cell_width(layout.visible(line)) <= max(2, width)
        assert "\n" not in layout.visible(line)


@given(transcripts(), widths)
def test_no_visible_character_is_split_between_lines(made: Given, width: int) -> None:
    text = made[0]
    layout = laid_out(made, width)
    page = layout.page
    for start, end in zip(page.starts, page.ends, strict=True):
        whole = {start + edge for edge in cells.edges(text[start:end])}
        assert all(shown in whole for shown in layout.shown if start < shown < end)


@given(transcripts(), widths)
def test_offset_to_cell_to_offset_is_the_identity_for_visible_characters(made: Given, width: int) -> None:
    layout = laid_out(made, width)
    for line in range(len(layout)):
        visible, shown = layout.visible(line), layout.shown[line]
        widths_here = cells.char_cells(visible)
        for edge in cells.edges(visible):
            if widths_here[edge]:
                at = layout.place(shown + edge)
                assert at[0] == line
                assert layout.character(*at)[0] == shown + edge
                assert layout.snap(shown + edge) == shown + edge


@given(transcripts(), widths)
def test_stepping_visits_every_place_once_and_back_again(made: Given, width: int) -> None:
    layout = laid_out(made, width)
    if not len(layout):
        assert layout.step(0, 1) == layout.step(0, -1) == 0
        return
    at = layout.shown[0]
    there: list[int] = []
    while not there or at != there[-1]:
        assert layout.snap(at) == at
        there.append(at)
        at = layout.step(at, 1)
    assert there == sorted(set(there)) and there[-1] == layout.end_stop(len(layout) - 1)
    visible = {layout.shown[line] + edge for line in range(len(layout)) for edge in cells.edges(layout.visible(line))}
    assert visible <= set(there)
    for before, after in pairwise(there):
        assert layout.step(after, -1) == before


@given(transcripts(), widths)
def test_every_offset_has_a_place_on_a_line_that_covers_it(made: Given, width: int) -> None:
    text = made[0]
    layout = laid_out(made, width)
    if not len(layout):
        return
    for offset in range(len(text)):
        line, _ = layout.place(offset)
        assert layout.starts[line] <= offset
        assert line + 1 == len(layout) or offset < layout.starts[line + 1]
        assert layout.line_of(layout.snap(offset)) == line


@given(transcripts(), widths)
def test_each_line_belongs_to_the_turn_of_its_text(made: Given, width: int) -> None:
    turns = made[1]
    layout = laid_out(made, width)
    for line in range(len(layout)):
        turn = turns[layout.turn_of(line)]
        assert turn.start <= layout.shown[line]
        assert layout.ends[line] <= turn.end or not layout.visible(line)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("the quick brown fox", 9, ["the quick", "brown fox"]),
        ("the  quick   brown", 5, ["the", "quick", "brown"]),
        ("unbelievable", 5, ["unbel", "ievab", "le"]),
        ("a unbelievable", 5, ["a", "unbel", "ievab", "le"]),
        ("I felt well-understood there", 12, ["I felt well-", "understood", "there"]),
        ("that was it—nothing else", 13, ["that was it—", "nothing else"]),
        ("日本語のテキスト", 6, ["日本語", "のテキ", "スト"]),
        ("あいう。え", 6, ["あい", "う。え"]),
        ("one\ntwo", 10, ["one", "two"]),
        ("one\n\n\n\ntwo\n\n", 10, ["one", "", "two"]),
        ("  indented", 20, ["indented"]),
        ("one\n  two", 20, ["one", "  two"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("👩‍👩‍👧👩‍👩‍👧", 3, ["👩‍👩‍👧", "👩‍👩‍👧"]),
    ],
)
def test_breaks_where_a_reader_expects_them(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_compact_leaves_blank_lines_out() -> None:
    assert lines("one\n\ntwo", 10, compact=True) == ["one", "two"]


def test_a_label_is_hidden_only_if_the_gutter_says_the_same() -> None:
    assert lines("Ben: Hello", 40, Turn(0, 10, 5, "Ben")) == ["Hello"]
    assert lines("**Ben:** [00:01:02] Hello", 40, Turn(0, 25, 20, "Ben")) == ["Hello"]
    assert lines("Ben (by phone): Hello", 40, Turn(0, 21, 16, "Ben")) == ["Ben (by phone): Hello"]


def test_a_turn_without_words_still_has_its_line() -> None:
    text = "Ben: \nAna: yes\n"
    assert lines(text, 40, Turn(0, 6, 5, "Ben"), Turn(6, 15, 11, "Ana")) == ["", "yes"]


def test_an_empty_transcript_has_no_lines() -> None:
    layout = wrap(paginate("", ()), 40)
    assert len(layout) == 0
    assert (layout.place(0), layout.snap(3), layout.line_of(2)) == ((0, 0), 0, 0)


def test_a_turn_of_thirty_thousand_words_keeps_all_its_words() -> None:
    text = "well I mean it is what it is " * 3750
    assert " ".join(lines(text, 41)).split() == text.split()


def test_real_interviews_keep_all_their_words(shared_data: Path) -> None:
    for path in sorted((shared_data / "oral-history-txt").glob("*.txt"))[:4]:
        transcript = transcript_of(path.read_text(encoding="utf-8"))
        layout = wrap(paginate(transcript.text, transcript.turns), 53)
        shown = "".join(layout.visible(line) for line in range(len(layout)))
        spoken = "".join(transcript.text[a:b] for turn in transcript.turns for a, b in [(turn.speech_start, turn.end)])
        assert "".join(shown.split()).endswith("".join(spoken.split())[-2000:])
        assert len("".join(shown.split())) >= len("".join(spoken.split()))


@given(st.sets(st.sampled_from(["Ann", "Ben", None])), st.integers(2, 40))
def test_hidden_speakers_have_no_lines_and_the_lines_left_still_tile_the_text(
    hidden: set[str | None], width: int
) -> None:
    text = "# Head\n\nAnn: one two three.\n\nBen: four five, six.\n\nAnn: seven\n\neight.\nBen: nine.\n"
    turns = transcript_of(text).turns
    layout = wrap(paginate(text, turns, hidden=hidden), width)
    shown = {turns[layout.turn_of(line)].speaker for line in range(len(layout)) if layout.visible(line)}
    assert shown == {"Ann", "Ben", None} - hidden
    assert list(layout.starts) == sorted(set(layout.starts)) and (not len(layout) or layout.starts[0] == 0)
    words = " ".join(layout.visible(line) for line in range(len(layout)))
    for turn in turns:
        said = text[turn.speech_start : turn.end].split()
        assert all(word.strip(".,") in words for word in said if len(word) <= width) or turn.speaker in hidden
