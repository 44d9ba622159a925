"""What comes in is what was said: each word of a file is somebody's, a label, a note, or named as left out."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualwork.ingest.read import read_file
from qualwork.ingest.speakers.turns import Structure, find_turns
from qualwork.model.transcript import Reading
from qualwork.model.units import words


@dataclass
class Account:
    """Where the words of a reading are: speech by speaker, and those of labels, notes and nobody's lines."""

    said: dict[str, list[str]] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    nobodys: list[str] = field(default_factory=list)

    def everything(self) -> Counter[str]:
        """All words of the text."""
        return Counter(
            [*self.labels, *self.notes, *self.nobodys, *(word for said in self.said.values() for word in said)]
        )


def account(reading: Reading) -> Account:
    """Where each word of a reading is."""
    kept = Account()
    text = reading.text
    for turn in reading.turns:
        if turn.speaker is None:
            kept.nobodys += words(text[turn.start : turn.end])
            continue
        kept.labels += words(text[turn.start : turn.speech_start])
        said = kept.said.setdefault(turn.speaker, [])
        for start, end in turn.speech():
            said += words(text[start:end])
        for start, end in turn.asides:
            kept.notes += words(text[start:end])
    return kept


def read(text: str, name: str = "talk.txt") -> Reading:
    """The reading of a text file of this name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        return read_file(path)


def speakers(reading: Reading) -> list[str | None]:
    """Who speaks, turn by turn."""
    return [turn.speaker for turn in reading.turns]


SENTENCES = ["I was in the garden.", "We slept early, all of us!", "How was it then?", "It rained and we stayed.", "no"]
# Beginnings of lines that hold a word which also stands in headers.
ASIDE_LABELS = ["the study", "The reading", "my name", "the name of the game", "The time", "our project", "Next date"]
sentences = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
label_like = st.tuples(st.sampled_from(ASIDE_LABELS), st.sampled_from(SENTENCES)).map(": ".join)
turn_lines = st.tuples(sentences, st.lists(st.one_of(label_like, sentences), max_size=2)).map(lambda t: [t[0], *t[1]])
exchanges = st.lists(st.tuples(turn_lines, turn_lines), min_size=2, max_size=5)
HEADERS = [
    "",
    "Date: 12 March 2021",
    "Interview 3",
    "Project: Safe gardens\nInterviewer: Jane Moor\nParticipant: P07\nPlace: her home",
    "Interviewer: Jane Moor\n\nDate: 12 March",
]


class TestTurnsNearTheTop:
    """A header is proved by where it stands and its shape, never by a word in a label."""

    @given(st.sampled_from(HEADERS), exchanges, st.sampled_from([("Interviewer", "P1"), ("Ana", "Bo"), ("Q", "A")]))
    def test_every_word_is_its_speakers(
        self, header: str, said: list[tuple[list[str], list[str]]], names: tuple[str, str]
    ) -> None:
        blocks = [f"{name}: " + "\n".join(lines) for pair in said for name, lines in zip(names, pair, strict=True)]
        kept = account(read("\n\n".join([*([header] if header else []), *blocks]) + "\n"))
        for number, name in enumerate(names):
            assert kept.said[name] == [word for pair in said for line in pair[number] for word in words(line)]
        assert set(kept.said) == set(names)
        assert kept.nobodys == words(header)

    def test_a_header_may_be_a_paragraph_a_line(self) -> None:
        text = (
            "Date: 1 May\n\nInterviewer: Ana Berg\n\nParticipant: P07\n\nInterviewer: Thanks for this.\n\nP07: Yes.\n"
        )
        reading = read(text + "\nInterviewer: And?\n\nP07: No.\n")
        assert speakers(reading) == [None, "Interviewer", "P07", "Interviewer", "P07"]
        assert account(reading).nobodys == words("Date: 1 May Interviewer: Ana Berg Participant: P07")

    def test_short_answers_below_a_date_are_speech(self) -> None:
        text = "Date: 12 March\nBen: Hello there\nAnna: Hi\nBen: So\nAnna: Yes\n"
        assert account(read(text)).said == {"Ben": ["Hello", "there", "So"], "Anna": ["Hi", "Yes"]}

    def test_who_speaks_once_at_the_top_keeps_the_words(self) -> None:
        text = "Rosa Lind: Welcome to all of you, we begin.\n\nAna: How was it?\n\nBo: Cold.\n\nAna: So?\n\nBo: Yes.\n"
        assert account(read(text)).said["Rosa Lind"] == words("Welcome to all of you, we begin")

    def test_lines_above_the_first_speaker_are_named(self) -> None:
        reading = read("A walk in the wood\n\nand then home\n\nAna: So?\n\nBo: Yes.\n\nAna: Ok?\n\nBo: No.\n")
        (warning,) = [warning for warning in reading.warnings if "nobody" in warning]
        assert "“A walk in the wood”" in warning and "“and then home”" in warning


LIST_HEADS = [
    "Old Habits:",
    "Initial Steps:",
    "Let us go on to number three:",
    "Good. Alright, let us see:",
    "Great Hopes:",
]
listed_lines = st.lists(st.one_of(st.sampled_from(LIST_HEADS), sentences), max_size=3)
speech_with_lists = st.tuples(sentences, listed_lines, sentences).map(lambda t: [t[0], *t[1], t[2]])
NAMES = [("Ruth Ember", "P3"), ("Ana", "Bo"), ("Interviewer", "Interviewee"), ("Спикер №1", "Спикер №2")]
HEADINGS = ["", "## Coming Home: the first week", "### Old Habits: a look back", "**Coming Home: the first week**"]


class TestSpeakersThatAreNone:
    """Headings, heads of lists and sentences that end in a colon are nobody."""

    @given(
        st.lists(st.tuples(speech_with_lists, speech_with_lists, st.sampled_from(HEADINGS)), min_size=2, max_size=5),
        st.sampled_from(NAMES),
        st.sampled_from(["{}: ", "**{}:** ", "[00:12:03] {}: "]),
        st.sampled_from(["\n", "\n\n"]),
    )
    def test_only_who_is_labelled_speaks(
        self, said: list[tuple[list[str], list[str], str]], names: tuple[str, str], label: str, between: str
    ) -> None:
        blocks = []
        for first, second, heading in said:
            blocks += [
                label.format(name) + "\n".join(lines) for name, lines in zip(names, (first, second), strict=True)
            ]
            blocks += [heading] if heading else []
        text = between.join([*blocks, label.format(names[0]) + "So."]) + "\n"
        kept = account(read(text, "talk.md"))
        assert set(kept.said) == set(names)
        for number, name in enumerate(names):
            spoken = Counter(word for turn in said for line in turn[number] for word in words(line))
            assert not spoken - Counter(kept.said[name])
        assert kept.everything() == Counter(words(text))

    def test_a_heading_of_a_word_processor_is_nobody(self) -> None:
        text = "Ana: How?\n\nBo: Well.\n\nComing Home: the week\n\nAna: And?\n\nBo: Safe.\n"
        at = text.index("Coming")
        turns = find_turns(text, (), Structure(((at, text.index("\n", at)),))).turns
        assert [turn.speaker for turn in turns] == ["Ana", "Bo", None, "Ana", "Bo"]

    def test_headings_that_ask_are_named(self) -> None:
        reading = read("# How was it?\n\nAna: Well.\n\nBo: So.\n\nAna: Yes.\n\nBo: No.\n", "talk.md")
        assert any("may be questions" in warning and "How was it?" in warning for warning in reading.warnings)


class TestVoicesHeardOnce:
    """Who speaks once in a conversation of names has a turn."""

    @given(
        st.lists(st.tuples(sentences, sentences), min_size=2, max_size=5),
        st.sampled_from(["Fatima", "Jo Lind", "P9", "Observer 2"]),
        sentences,
        st.integers(0, 9),
        st.sampled_from(["\n", "\n\n"]),
    )
    def test_a_turn_of_their_own(
        self, said: list[tuple[str, str]], once: str, words_once: str, at: int, between: str
    ) -> None:
        lines = [f"{name}: {line}" for pair in said for name, line in zip(("Ana", "Bo"), pair, strict=True)]
        place = 1 + at % len(lines)
        lines.insert(place, f"{once}: {words_once}")
        kept = account(read(between.join(["Moderator: Who begins?", *lines, "Moderator: Thanks."]) + "\n"))
        assert kept.said[once] == words(words_once)
        assert kept.said["Ana"] == [word for first, _ in said for word in words(first)]
