"""What comes in is what was said: each word of a file is somebody's, a label, a note, or named as left out."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualwork.ingest.read import read_file
from qualwork.ingest.speakers.label_words import NO_LABEL
from qualwork.ingest.speakers.turns import Structure, find_turns
from qualwork.model.transcript import Reading
from qualwork.model.units import words
from tests.unit.ingest.accounts import account


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

    def test_many_words_that_begin_one_line_each_are_no_people(self) -> None:
        letters = "bcdfghjklmnp"
        things = [f"Lo{one}a{other}i" for one in letters for other in letters]
        lines = [f"{('Ana', 'Bo')[number % 2]}: So.\n\n{thing}: it was there." for number, thing in enumerate(things)]
        assert set(account(read("\n\n".join(lines) + "\n")).said) == {"Ana", "Bo"}


STAMPS = ["{0}:{1:02}", "00:{0:02}:{1:02}", "[{0}:{1:02}]", "00:{0:02}:{1:02}.000 --> 00:{0:02}:{1:02}.900"]


def rising(spaces: list[int]) -> list[int]:
    """Seconds that never go back, one for each space."""
    return [1 + sum(spaces[: number + 1]) for number in range(len(spaces))]


class TestStampedLines:
    """Lines with times and without names are one unnamed voice; times are no words."""

    @given(
        st.lists(st.tuples(sentences, st.integers(0, 90)), min_size=3, max_size=12),
        st.sampled_from(STAMPS),
        st.sampled_from([" ", "\n"]),
        st.sampled_from(["\n", "\n\n"]),
    )
    def test_one_voice_says_all(self, said: list[tuple[str, int]], stamp: str, beside: str, between: str) -> None:
        seconds = rising([space for _, space in said])
        lines = [stamp.format(*divmod(at, 60)) + beside + line for at, (line, _) in zip(seconds, said, strict=True)]
        reading = read(between.join(lines) + "\n")
        assert account(reading).said == {NO_LABEL: [word for line, _ in said for word in words(line)]}
        assert [turn.begins for turn in reading.turns] == [1000 * at for at in seconds]

    def test_short_answers_on_their_own_are_no_speakers(self) -> None:
        lines = [f"00:00:{at:02} {'Sure' if at % 3 else 'So we went to the lake'}" for at in range(1, 20)]
        assert set(account(read("\n".join(lines))).said) == {NO_LABEL}

    def test_times_in_no_order_are_a_document(self) -> None:
        lines = ["12:40 cut the pause", "3:02 louder here", "9:15 is this her name?", "1:00 check the title"]
        reading = read("\n".join(lines))
        assert speakers(reading) == [NO_LABEL] and "louder" in account(reading).said[NO_LABEL]

    def test_comments_by_several_people_are_no_conversation(self) -> None:
        lines = ["12:04 Ana: cut this", "3:10 Bo: louder", "7:33 Ana: who is this?", "1:15 Cy: wrong title"]
        reading = read("\n".join(lines))
        assert speakers(reading) == [NO_LABEL] and any("list of comments" in warning for warning in reading.warnings)

    def test_a_document_that_cites_times_is_one_turn(self) -> None:
        text = (
            "# Captions\n\n" + "A cue has a time.\n\n" * 20 + "0:01 so\n0:02 well\n0:03 then\n\n" + "The end.\n\n" * 9
        )
        assert speakers(read(text, "captions.md")) == [None, NO_LABEL]


NOTES = [
    "[indecipherable]",
    "[tape break]",
    "(not clear)",
    "\\[laughs\\]",
    "\\[00:12:34.05\\]",
    "[12:09]",
    "[0 minutes 3 seconds]",
    "[name removed by the transcriber]",
    "[words missing]",
    "((long pause))",
]
BRACKETED_WORDS = [
    "(which I had removed by a surgeon)",
    "(the answers)",
    "(the tumour was removed)",
    "(I was not clear)",
]
NOTE_LINES = [
    "END OF TAPE",
    "END OF SIDE A",
    "[End of recording]",
    "**Break:** \\[26:34\\]",
    "Tape 2, Side B",
    "00:12:09",
]


class TestStageNotes:
    """What stands for a noise, a time or a break is no word; words in brackets that were said are."""

    @given(
        st.lists(
            st.tuples(
                st.lists(st.one_of(st.sampled_from(SENTENCES + BRACKETED_WORDS), st.sampled_from(NOTES)), min_size=1),
                st.sampled_from(["", *NOTE_LINES]),
            ),
            min_size=4,
            max_size=8,
        )
    )
    def test_words_and_notes_are_told_apart(self, said: list[tuple[list[str], str]]) -> None:
        blocks = []
        for number, (parts, line) in enumerate(said):
            blocks += [f"{('Ana', 'Bo')[number % 2]}: So {' '.join(parts)}", *([line] if line else [])]
        text = "\n\n".join(blocks) + "\n"
        kept = account(read(text, "talk.md"))
        for number, name in enumerate(("Ana", "Bo")):
            spoken = [
                word for parts, _ in said[number::2] for part in parts if part not in NOTES for word in words(part)
            ]
            assert Counter(kept.said[name]) == Counter(spoken + ["So"] * len(said[number::2]))
        assert kept.everything() == Counter(words(text))

    def test_times_at_line_starts_are_stamps_where_they_grow(self) -> None:
        text = "Ana: So\n12:03 we went\n12:40 home\n13:10 late\n\nBo: I rose at\n10:30 or so.\n\nAna: Ok.\n\nBo: Yes.\n"
        assert account(read(text)).said["Ana"] == words("So\n12:03 we went\n12:40 home\n13:10 late\nOk")
        growing = text.replace("10:30 or so", "then")
        assert account(read(growing)).said["Ana"] == words("So we went home late Ok")

    @given(st.lists(st.tuples(sentences, st.integers(0, 4000)), min_size=2, max_size=8))
    def test_times_in_words_belong_to_the_label(self, said: list[tuple[str, int]]) -> None:
        seconds = rising([space for _, space in said])
        blocks = []
        for number, (at, (line, _)) in enumerate(zip(seconds, said, strict=True)):
            hours, rest = divmod(at, 3600)
            clock = f"{hours} hour{'s' * (hours > 1)} " * bool(hours) + f"{rest // 60} minutes {rest % 60} seconds"
            blocks.append(f"{('Ana Berg', 'Bo Lind')[number % 2]}   {clock}\n{line}")
        reading = read("\n\n".join(blocks) + "\n")
        assert [turn.begins for turn in reading.turns] == [1000 * at for at in seconds]
        assert account(reading).said["Ana Berg"] == [word for line, _ in said[::2] for word in words(line)]


class TestInterjections:
    """What another voice says in brackets inside a turn is that voice's."""

    @given(
        st.lists(
            st.tuples(
                st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4),
                st.sampled_from(["(Interviewer: mhm)", "(I: of the snow?)", "[interviewer: really?]", "(Int: I see)"]),
            ),
            min_size=2,
            max_size=5,
        )
    )
    def test_they_are_not_the_participants(self, said: list[tuple[list[str], str]]) -> None:
        blocks = []
        for parts, interjection in said:
            blocks += ["Interviewer: And?", f"P1: {parts[0]} {interjection} {' '.join(parts[1:])}"]
        text = "\n\n".join(blocks) + "\n"
        kept = account(read(text))
        assert kept.said["P1"] == [word for parts, _ in said for part in parts for word in words(part)]
        heard = [word for _, said_then in said for word in ["And", *words(said_then.partition(":")[2])]]
        assert kept.said["Interviewer"] == heard
        assert kept.everything() == Counter(words(text))

    def test_a_laugh_in_brackets_is_a_note(self) -> None:
        text = "Ana: How?\n\nBo: Cold (Ana: laughs) and wet (Ana: oh) too.\n\nAna: So?\n\nBo: Yes.\n"
        kept = account(read(text))
        assert kept.said == {"Ana": ["How", "oh", "So"], "Bo": ["Cold", "and", "wet", "too", "Yes"]}
        assert kept.notes == ["Ana", "laughs"]


COMMENTS = ["Check with her.", "Or bed?\nHard to hear", "Agreed: shed", "see the tape"]


class TestAppendedComments:
    """Comments that an export puts below the text are notes on their places; their marks are no words."""

    @given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(COMMENTS)), min_size=1, max_size=30), st.booleans())
    def test_they_are_nobodys_words(self, comments: list[tuple[int, str]], escaped: bool) -> None:
        bracket = "\\[{}\\]" if escaped else "[{}]"
        places: list[list[str]] = [[] for _ in range(6)]
        below = []
        for number, (place, comment) in enumerate(comments):
            rest, letter = divmod(number, 26)
            mark = bracket.format("abcdefgh"[rest - 1] * bool(rest) + "abcdefghijklmnopqrstuvwxyz"[letter])
            places[place].append(mark)
            below.append(mark + comment)
        said = ["In the garden", "under a tree", "near water", "at home", "by night", "it was"]
        lines = [
            f"{('Ana', 'Bo')[at % 2]}: {line}{''.join(marks)}, so."
            for at, (line, marks) in enumerate(zip(said, places, strict=True))
        ]
        reading = read("\n\n".join(lines) + "\n\n\n" + "\n".join(below) + "\n")
        kept = account(reading)
        assert kept.said["Ana"] == words("In the garden so near water so by night so")
        assert kept.said["Bo"] == words("under a tree so at home so it was so")
        noted = [(reading.text[note.start : note.end], note.text) for note in reading.notes]
        assert noted == [(said[place].split()[-1], comment) for place, comment in comments]

    def test_a_reply_without_a_mark_stands_where_the_first_does(self) -> None:
        text = "Ana: In the garden[a], yes.\n\nBo: So.\n\nAna: Ok.\n\nBo: No.\n\n[a]Which?\n[b]The old one\n"
        reading = read(text)
        assert [(reading.text[note.start : note.end], note.text) for note in reading.notes] == [
            ("garden", "Which?"),
            ("garden", "The old one"),
        ]

    def test_lettered_lines_inside_a_talk_are_speech(self) -> None:
        text = "Ana: Two things[a]:\n[a]rain\n[b]wind\n\nBo: So.\n\nAna: Ok.\n\nBo: No.\n"
        assert {"rain", "wind"} <= set(account(read(text)).said["Ana"])
