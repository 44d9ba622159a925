"""The word index against a plain reading of the same texts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.analysis.words.index import Vocabulary, build_block, decode, decode_counts, same_words
from qualwork.analysis.words.number_table import NO_ID, NumberTable
from qualwork.analysis.words.pack import deflate, from_planes, inflate, planes
from qualwork.model.family import GAPS
from qualwork.model.transcript import Turn
from qualwork.model.units import words
from qualwork.model.word_index import IndexBlock
from tests.unit.analysis import naive
from tests.unit.analysis.texts import turned

ROOT = Path(__file__).resolve().parents[3]
Said = tuple[str, tuple[Turn, ...]]


def check(text: str, turns: tuple[Turn, ...], block: IndexBlock, vocabulary: Vocabulary) -> None:
    """The block says what a plain reading of the text says."""
    expected = naive.spoken(text, turns)
    forms, arrays = list(vocabulary), decode(block)
    assert block.words == len(expected)
    assert [forms[word] for word in arrays.ids.tolist()] == [word.form for word in expected]
    assert arrays.starts.tolist() == [word.start for word in expected]
    for gap, word in zip(arrays.gaps.tolist(), expected, strict=True):
        meant = [name for name in GAPS if naive.parted_by(word.gap, name)]
        assert (GAPS[gap : gap + 1] or ()) == tuple(meant)
    firsts = [at for at, word in enumerate(expected) if at == 0 or expected[at - 1].turn != word.turn]
    assert arrays.turns.tolist() == [*firsts, len(expected)]
    labels = [block.counts[number].label for number in arrays.speakers.tolist()]
    assert labels == [turns[expected[at].turn].speaker or "" for at in firsts]
    for counts in block.counts:
        said = Counter(word.form for word in expected if (turns[word.turn].speaker or "") == counts.label)
        ids, numbers = decode_counts(counts)
        assert dict(zip([forms[word] for word in ids.tolist()], numbers.tolist(), strict=True)) == said
        assert counts.words == said.total()
    assert len({counts.label for counts in block.counts}) == len(block.counts)


@settings(max_examples=300)
@given(st.lists(turned(), max_size=3))
def test_the_index_says_what_a_plain_reading_says(documents: list[Said]) -> None:
    vocabulary = Vocabulary()
    appeared: dict[str, None] = {}
    for text, turns in documents:
        block = build_block(text, turns, vocabulary)
        check(text, turns, block, vocabulary)
        appeared.update(dict.fromkeys(word.form for word in naive.spoken(text, turns)))
    assert list(vocabulary) == list(appeared)
    assert list(vocabulary.values()) == list(range(len(appeared)))


@given(turned(), turned())
def test_a_vocabulary_goes_on_where_the_stored_one_ends(first: Said, second: Said) -> None:
    one = Vocabulary()
    build_block(*first, one)
    stored = one.new_forms()
    assert one.new_forms() == []
    again = Vocabulary(stored)
    block = build_block(*second, again)
    assert same_words(block, build_block(*second, one))
    assert again.new_forms() == one.new_forms() == list(again)[len(stored) :]


@given(turned())
def test_two_indexes_are_the_same_only_of_the_same_words(said: Said) -> None:
    text, turns = said
    vocabulary = Vocabulary()
    block = build_block(text, turns, vocabulary)
    assert same_words(block, build_block(text, turns, vocabulary))
    if block.words:
        assert not same_words(block, build_block(f"\n{text}", _shifted(turns), vocabulary))


def _shifted(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    moved = [
        Turn(
            turn.start + 1,
            turn.end + 1,
            turn.speech_start + 1,
            turn.speaker,
            asides=tuple((low + 1, high + 1) for low, high in turn.asides),
        )
        for turn in turns
    ]
    return (Turn(0, 1, 1, None), *moved)


LONG = (
    "eightltr eightlté ninelettr ÿÿÿÿÿÿÿÿ donaudampfschifffahrtsgesellschaft日本 "
    + "a" * 300
    + " x"
    + " " * 70_000
    + "far"
)


@pytest.mark.parametrize("text", [LONG, LONG.replace(" ", "'"), "a’b " * 40, "日本 " * 9, "", "...", "\ufeffword"])
def test_long_and_wide_words_and_gaps(text: str) -> None:
    turns = (Turn(0, len(text), 0, "A"),) if text else ()
    vocabulary = Vocabulary()
    check(text, turns, build_block(text, turns, vocabulary), vocabulary)


def test_more_words_than_two_bytes_can_number() -> None:
    vocabulary = Vocabulary(f"form{number}" for number in range(70_000))
    text = "form3 new form69999 form65535 form65536 other new"
    block = build_block(text, (Turn(0, len(text), 0, "A"),), vocabulary)
    assert decode(block).ids.tolist() == [3, 70_000, 69_999, 65_535, 65_536, 70_001, 70_000]
    assert vocabulary.new_forms() == ["new", "other"]


@given(st.lists(st.integers(0, 2**32 - 1), max_size=40))
def test_packed_numbers_come_back(numbers: list[int]) -> None:
    array = np.array(numbers, np.uint32)
    assert from_planes(inflate(deflate(planes(array))), len(array)).tolist() == numbers


@given(st.lists(st.lists(st.integers(1, 2**64 - 1), unique=True, max_size=50), max_size=5))
def test_the_number_table_is_a_dictionary(batches: list[list[int]]) -> None:
    table, plain = NumberTable(), dict[int, int]()
    for batch in batches:
        new = [number for number in batch if number not in plain]
        asked = np.array(batch, np.uint64)
        found = table.find(asked)
        assert [None if each == NO_ID else int(each) for each in found] == [plain.get(number) for number in batch]
        plain |= {number: len(plain) + at for at, number in enumerate(new)}
        table.add(np.array(new, np.uint64), np.array([plain[number] for number in new], np.uint32))
    everything = np.array(list(plain), np.uint64)
    assert table.find(everything).tolist() == list(plain.values())


def test_the_number_table_grows() -> None:
    table, numbers = NumberTable(), np.arange(1, 200_001, dtype=np.uint64) * np.uint64(3)
    for at in range(0, len(numbers), 30_000):
        part = numbers[at : at + 30_000]
        table.add(part, (part // np.uint64(3)).astype(np.uint32))
    assert np.array_equal(table.find(numbers), np.arange(1, 200_001))
    assert (table.find(numbers + np.uint64(1)) == NO_ID).all()


def labelled(text: str) -> tuple[Turn, ...]:
    """A trivial split: a short label with a colon at the start of a line begins a turn; brackets are asides."""
    heads = list(re.finditer(r"^\W*([A-Z][\w. ]{0,30}?)\W*:\**(?= )", text, re.MULTILINE))
    if not heads:
        return (Turn(0, len(text), 0, "A"),) if text else ()
    turns = [Turn(0, heads[0].start(), heads[0].start(), None)]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=False):
        asides = tuple(note.span() for note in re.compile(r"\[[^\]\n]*\]").finditer(text, head.end(), end))
        turns.append(Turn(head.start(), end, head.end(), head[1], asides=asides))
    return tuple(turn for turn in turns if turn.start < turn.end)


def test_real_interviews_are_indexed_word_for_word(shared_data: Path) -> None:
    vocabulary, indexed = Vocabulary(), 0
    paths = sorted(path for path in shared_data.rglob("*") if path.suffix in {".txt", ".md", ".vtt", ".srt"})
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        turns = labelled(text)
        block = build_block(text, turns, vocabulary)
        said = [text[low:high] for turn in turns for low, high in turn.speech()]
        forms = list(vocabulary)
        assert [forms[word] for word in decode(block).ids.tolist()] == [word for part in said for word in words(part)]
        if len(text) < 60_000:
            check(text, turns, block, vocabulary)
        indexed += block.words
    assert indexed > 300_000


def test_an_index_of_english_interviews_takes_few_bytes(seeded_corpus: Path) -> None:
    vocabulary, said, size = Vocabulary(), 0, 0
    for path in sorted(seeded_corpus.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        block = build_block(text, labelled(text), vocabulary)
        said += block.words
        size += len(block.ids) + len(block.starts) + sum(len(c.ids) + len(c.counts) for c in block.counts)
    assert size <= 3 * said


@pytest.fixture(scope="module")
def seeded_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The nine made-up interviews of the benchmarks."""
    from benchmarks import corpus

    folder = tmp_path_factory.mktemp("corpus")
    assert corpus.write(folder, corpus.S) == corpus.S_SHA256
    return folder


def test_the_seeded_corpus_is_what_benchmarks_expect(seeded_corpus: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeded_corpus.glob("*.txt"))]
    assert len(texts) == 9
    assert all(7_500 <= len(words(text)) <= 9_500 for text in texts)
    everything = "".join(texts)
    assert {turn.speaker for turn in labelled(texts[4])} == {"Interviewer", "P5"}
    for wanted in ("breathe", "breathing", "safe", "safety", "caring for", "’", "é"):
        assert wanted in everything


def test_another_seed_makes_another_corpus() -> None:
    from benchmarks import corpus

    assert corpus.interview(2) == corpus.interview(2, corpus.SEED) != corpus.interview(2, corpus.SEED + 1)
