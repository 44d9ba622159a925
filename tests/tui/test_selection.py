"""Moves and extensions by each step, what a click means, and what of a selection can be coded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.model.units import sentence_spans, trim, word_spans
from qualwork.tui.reader.columns import Columns
from qualwork.tui.reader.drag import Drag
from qualwork.tui.reader.hit import Hit, hit
from qualwork.tui.reader.selection import Caret, Moves, Step, passage
from qualwork.tui.reader.units import Units
from qualwork.tui.reader.wrap import Layout, paginate, wrap
from tests.tui.reading import transcript_of
from tests.tui.test_wrap import Given
from tests.tui.texts import transcripts, widths

TEXT = """\
Ann: How was it?

Ben: It was hard. I didn't sleep — not once. We held on.

And then she left.

Ann: Oh.
"""


def reading(text: str = TEXT, width: int = 24, page: int = 3) -> tuple[Layout, Moves]:
    """A layout of `text` and the moves in it."""
    transcript = transcript_of(text)
    layout = wrap(paginate(transcript.text, transcript.turns), width)
    return layout, Moves(layout, Units(layout.page), page)


def at(text: str) -> int:
    """Where `text` begins in TEXT."""
    return TEXT.index(text)


def walk(moves: Moves, start: int, step: Step, by: int, times: int) -> list[str]:
    """What the cursor stands on after each of some moves: the next three characters."""
    caret, seen = Caret(start), []
    for _ in range(times):
        caret = moves.move(caret, step, by)
        seen.append(TEXT[caret.cursor : caret.cursor + 3])
    return seen


def chosen(layout: Layout, caret: Caret) -> str:
    """The words that a caret selects."""
    found = passage(layout, caret.range)
    return TEXT[slice(*found)] if found else ""


def test_words_go_from_beginning_to_beginning_and_skip_labels() -> None:
    _, moves = reading()
    assert walk(moves, at("was it"), "word", 1, 5) == ["it?", "It ", "was", "har", "I d"]
    assert walk(moves, at("hard"), "word", -1, 5) == ["was", "It ", "it?", "was", "How"]


def test_sentences_and_turns() -> None:
    _, moves = reading()
    assert walk(moves, at("How"), "sentence", 1, 5) == ["It ", "I d", "We ", "And", "Oh."]
    assert walk(moves, at("Oh."), "sentence", -1, 5) == ["And", "We ", "I d", "It ", "How"]
    assert walk(moves, at("hard"), "turn", -1, 2) == ["It ", "How"]
    assert walk(moves, at("hard"), "turn", 1, 1) == ["Oh."]


def test_lines_keep_the_cell_that_they_aim_at() -> None:
    layout, moves = reading()
    caret = Caret(at("I didn't") + 2)
    cell = layout.place(caret.cursor)[1]
    blank = moves.move(moves.move(moves.move(caret, "line", 1), "line", 1), "line", 1)
    assert not layout.visible(layout.line_of(blank.cursor))
    assert layout.place(moves.move(blank, "line", 1).cursor)[1] == min(cell, len("And then she left."))
    assert layout.place(moves.move(blank, "line", -1).cursor)[1] <= cell


def test_line_and_transcript_edges() -> None:
    layout, moves = reading()
    there = Caret(at("didn't"))
    line = layout.line_of(there.cursor)
    assert moves.move(there, "line edge", -1).cursor == layout.shown[line]
    assert moves.move(there, "line edge", 1).cursor == layout.ends[line]
    assert moves.move(there, "transcript edge", -1).cursor == at("How")
    assert moves.move(there, "transcript edge", 1).cursor == at("Oh.") + 3


def test_a_page_is_as_many_lines_as_it_is_told() -> None:
    layout, moves = reading(page=4)
    assert layout.place(moves.move(Caret(at("How")), "page", 1).cursor) == (4, 0)


@pytest.mark.parametrize(
    ("start", "keys", "expected"),
    [
        ("dn't", [("word", 1)], "didn't"),
        ("didn't", [("word", 1), ("word", 1)], "didn't sleep"),
        ("sleep", [("word", 1), ("word", 1)], "sleep — not"),
        ("sleep", [("word", -1)], "didn't"),
        ("didn't", [("sentence", 1)], "I didn't sleep — not once."),
        ("didn't", [("sentence", 1), ("sentence", 1)], "I didn't sleep — not once. We held on."),
        ("held", [("turn", 1)], TEXT[TEXT.index("It was") : TEXT.index(" left.") + 6]),
        ("It was", [("character", 1), ("character", 1)], "It"),
        ("hard", [("word", 1), ("word", -1)], ""),
        ("once", [("word", 1), ("sentence", 1)], "once."),
    ],
)
def test_extending(start: str, keys: list[tuple[Step, int]], expected: str) -> None:
    layout, moves = reading()
    caret = Caret(at(start))
    for step, by in keys:
        caret = moves.extend(caret, step, by)
    assert chosen(layout, caret) == expected


def test_selecting_a_unit_again_takes_the_next_one() -> None:
    layout, moves = reading()
    first = moves.select(Caret(at("hard")), "sentence")
    second = moves.select(first, "sentence")
    assert (chosen(layout, first), chosen(layout, second)) == ("It was hard.", "I didn't sleep — not once.")
    assert chosen(layout, moves.select(Caret(at("hard")), "turn")).endswith("And then she left.")


def test_a_selection_up_to_the_next_turn_leaves_out_its_label() -> None:
    layout, moves = reading()
    caret = moves.extend(moves.extend(Caret(at("And then")), "line", 1), "line", 1)
    assert caret.cursor == at("Oh.")
    assert chosen(layout, caret) == "And then she left."


@given(transcripts(), widths, st.data())
def test_any_moves_keep_the_cursor_on_places_and_the_passage_trimmed(
    made: Given, width: int, data: st.DataObject
) -> None:
    text, turns = made
    layout = wrap(paginate(text, turns), width)
    moves = Moves(layout, Units(layout.page), 5)
    caret = Caret(layout.snap(data.draw(st.integers(0, len(text)))))
    steps: list[Step] = ["character", "word", "sentence", "turn", "line", "page", "line edge", "transcript edge"]
    for _ in range(data.draw(st.integers(1, 12))):
        step, by = data.draw(st.sampled_from(steps)), data.draw(st.sampled_from([1, -1]))
        before = caret
        caret = (moves.extend if data.draw(st.booleans()) else moves.move)(caret, step, by)
        assert 0 <= caret.cursor <= len(text)
        assert (caret.cursor - before.cursor) * by >= 0 or before.anchor is None
        found = passage(layout, caret.range)
        if found:
            assert trim(text, *found) == found
            assert min(caret.range or found) <= found[0] < found[1] <= max(caret.range or found)


@given(transcripts())
def test_every_word_and_sentence_that_is_shown_is_found(made: Given) -> None:
    text, turns = made
    page = paginate(text, turns)
    units = Units(page)
    shown = [(head, tail) for head, tail in zip(page.heads, page.tails, strict=True) if head < tail]
    words = [span for head, tail in shown for span in word_spans(text, "en", head, tail)]
    sentences = [span for head, tail in shown for span in sentence_spans(text, head, tail)]
    for unit, expected in (("word", words), ("sentence", sentences)):
        found, offset = [], 0
        while there := units.following("word" if unit == "word" else "sentence", offset):
            found.append(there)
            offset = there[1]
        assert found == expected
        back, offset = [], len(text)
        while there := units.preceding("word" if unit == "word" else "sentence", offset):
            back.append(there)
            offset = there[0]
        assert back[::-1] == expected


COLUMNS = Columns(3, 7, 0, 24, 10)


def test_hit_snaps_gutter_to_line_start_and_margin_to_line_end() -> None:
    layout, _ = reading()
    start, end = layout.shown[2], layout.ends[2]
    assert hit(layout, COLUMNS, 0, 2) == Hit(2, start, start, "gutter")
    assert hit(layout, COLUMNS, COLUMNS.margin_at, 2) == Hit(2, end, end, "margin")
    assert hit(layout, COLUMNS, COLUMNS.gutter + 1, 2) == Hit(2, start + 1, start + 2, "text")
    assert hit(layout, COLUMNS, COLUMNS.gutter + 23, 1).start == layout.ends[1]
    assert hit(layout, COLUMNS, 20, -3).start == layout.shown[0]
    assert hit(layout, COLUMNS, 20, 999).start == layout.ends[-1]


def test_both_halves_of_a_wide_character_mean_it() -> None:
    layout, _ = reading("Ben: a日本b", 24)
    start = layout.shown[0]
    cells = [hit(layout, COLUMNS, COLUMNS.gutter + cell, 0) for cell in range(6)]
    assert [there.start - start for there in cells] == [0, 1, 1, 2, 2, 3]


class Mouse:
    """Presses and drags over a layout, by the words that the pointer is on."""

    def __init__(self) -> None:
        self.layout, self.moves = reading()
        self.drag = Drag()
        self.caret = Caret()
        self.time = 0.0

    def over(self, text: str, into: int = 0) -> Hit:
        """What is under the pointer on the character of `text`."""
        line, cell = self.layout.place(at(text) + into)
        return hit(self.layout, COLUMNS, COLUMNS.gutter + cell, line)

    def press(self, text: str, into: int = 0, shift: bool = False) -> str:
        """Press and release there; the selected words."""
        self.time += 0.1
        self.caret = self.drag.press(self.moves, self.caret, self.over(text, into), self.time, 0.5, shift)
        return chosen(self.layout, self.caret)

    def move(self, text: str, into: int = 0) -> str:
        """Drag there; the selected words."""
        self.caret = self.drag.move(self.moves, self.over(text, into))
        return chosen(self.layout, self.caret)


def test_dragging_selects_whole_characters_in_both_directions() -> None:
    mouse = Mouse()
    assert mouse.press("hard") == ""
    assert mouse.move("hard", 3) == "hard"
    assert mouse.move("was hard") == "was h"
    mouse.press("sleep", 4)
    assert mouse.move("sleep") == "sleep"


def test_a_second_press_selects_the_word_a_third_the_turn() -> None:
    mouse = Mouse()
    mouse.press("sleep", 2)
    assert mouse.press("sleep", 2) == "sleep"
    assert mouse.press("sleep", 2).startswith("It was hard.")
    mouse.time += 10
    assert mouse.press("sleep", 2) == ""


def test_dragging_after_a_second_press_goes_on_by_words() -> None:
    mouse = Mouse()
    mouse.press("sleep", 2)
    mouse.press("sleep", 2)
    assert mouse.move("not", 1) == "sleep — not"
    assert mouse.move("didn't", 3) == "didn't sleep"


def test_shift_extends_by_the_unit_of_the_selection() -> None:
    mouse = Mouse()
    mouse.press("sleep", 2)
    mouse.press("sleep", 2)
    assert mouse.press("held", 1, shift=True) == "sleep — not once. We held"
    mouse.press("hard")
    assert mouse.press("sleep", 1, shift=True) == "hard. I didn't sl"
    mouse.caret = mouse.moves.select(Caret(at("hard")), "sentence")
    assert mouse.press("sleep", 1, shift=True) == "It was hard. I didn't sl"
