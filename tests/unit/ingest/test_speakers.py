"""Text to turns: who is a speaker, what belongs to nobody, and where speech starts."""

from __future__ import annotations

import pytest

from qualwork.ingest.speakers.label_words import NO_LABEL
from qualwork.ingest.speakers.turns import Structure, find_turns
from qualwork.model.transcript import Turn


def labels(text: str, named: tuple[str, ...] = ()) -> list[str | None]:
    """Speakers in the order of their turns."""
    return [turn.speaker for turn in find_turns(text, named).turns]


def said(text: str, turn: Turn) -> str:
    """What is said in a turn, without asides."""
    return "".join(text[start:end] for start, end in turn.speech()).strip()


def dialogue(*lines: str, between: str = "\n\n") -> str:
    """Lines as a transcript."""
    return between.join(lines) + "\n"


QUESTIONS = ["I: How was it?", "P1: Well.", "I: And then?", "P1: Fine."]


def test_each_label_starts_a_turn_and_paragraphs_stay_with_it() -> None:
    text = dialogue("Ana: Hello?", "Ben: Yes.", "More of it.", "Ben: Again.", "Ana: Ok?")
    assert labels(text) == ["Ana", "Ben", "Ben", "Ana"]
    assert said(text, find_turns(text).turns[1]) == "Yes.\n\nMore of it."


def test_white_space_belongs_to_the_turn_before_it() -> None:
    text = "\n  Ana: Hello?\n\n   Ben: Yes.\n\n"
    turns = find_turns(text).turns
    assert [text[turn.start : turn.end] for turn in turns] == ["\n  Ana: Hello?\n\n   ", "Ben: Yes.\n\n"]
    assert [text[turn.speech_start :][:3] for turn in turns] == ["Hel", "Yes"]


@pytest.mark.parametrize(
    "answer",
    [
        "Anna: Well.\nPros: it is cheap.\nCons: it is slow.",
        "Anna: For example: this.\nFor example: that.",
        "Anna: I told him.\nMe: get out.\nHim: no.\nMe: out.",
        "Anna: So I said to my mum\nMum: what?\nDad: go away\nMum: why?",
        "Anna: Things:\n- Cost: high\n- Speed: low",
        "Anna: We met.\n29-Mar-2023 - 14:04 - 45m05s\nThat was it.",
        "Anna: See\nPodcast: https://example.org/1",
    ],
)
def test_lines_inside_an_answer_are_no_speakers(answer: str) -> None:
    text = dialogue(
        "Interviewer: How was it?", answer, "Interviewer: And then?", answer, "Interviewer: Ok?", "Anna: Yes."
    )
    assert labels(text) == ["Interviewer", "Anna"] * 3


def test_a_list_with_blank_lines_is_no_conversation() -> None:
    lists = ["Upside: it is cheap, an upside.", "Downside: slow, a downside."]
    text = dialogue(
        "Interviewer: What?", "Anna: Hm.", *lists, "Interviewer: Now?", "Anna: So.", *lists, "Interviewer: Ok?"
    )
    assert set(labels(text)) == {"Interviewer", "Anna"}


def test_doubted_labels_are_named_and_can_be_told() -> None:
    lists = "Anna: Hm.\nSpeed: low\nCost: high, a cost"
    text = dialogue("Interviewer: What?", lists, "Interviewer: Now?", lists, "Interviewer: Ok?", "Anna: Yes.")
    assert any("“Speed:” begins 2 lines" in warning for warning in find_turns(text).warnings)
    assert "Speed" in labels(text, ("speed",))


def test_a_group_in_which_people_answer_in_turn_is_heard_out() -> None:
    text = dialogue(
        "Interviewer: Who starts?", "Anna: I do.", "Ben: Me too.", "Interviewer: Next?", "Anna: ok", "Ben: fine"
    )
    assert labels(text) == ["Interviewer", "Anna", "Ben"] * 2


@pytest.mark.parametrize(
    "once", ["VOICE OFF CAMERA: Tape change.", "Rosa Lind: I was just wondering.", "P2: Me too.", "Particpant: Typo."]
)
def test_a_person_who_speaks_once_is_a_speaker(once: str) -> None:
    text = dialogue("Ann Bee: How?", "Participant: So.", "Ann Bee: And?", once, "Participant: Yes.", "Ann Bee: Bye.")
    assert once.split(":")[0] in labels(text)


def test_full_names_given_once_stand_beside_their_initials() -> None:
    text = dialogue("Rosa Lind (RL): Welcome?", "Tom Moor (TM): Hi.", "RL: So?", "TM: Yes.", "RL: And?", "TM: No.")
    assert labels(text) == ["Rosa Lind (RL)", "Tom Moor (TM)", "RL", "TM", "RL", "TM"]


@pytest.mark.parametrize(
    "text",
    [
        "I: How are you?\nP1: Fine, I breathe.",
        "Interviewer: How did you feel?\nRosa: I felt safe.\n",
        "Ben: Hello.\nAnna: Hi there.\n",
    ],
)
def test_two_lines_are_enough(text: str) -> None:
    assert labels(text) == [line.split(":")[0] for line in text.strip().split("\n")]


@pytest.mark.parametrize(
    "header",
    [
        "Date: 12 March 2021\nInterviewer: Jane Moor\nParticipant: P07\nLocation: Zoom",
        "---\ntitle: Safe\nspeakers:\n  - Rosa\ndate: 2021-03-12\n---",
        "# Interview 3\n\n**Transcript ID:** x_1\n\n---",
        "Group 3\n\nSUMMARY KEYWORDS\nsafe, breathe\n\nSPEAKERS\nSpeaker 1, Rosa Lind",
        "Rosa on safety - a conversation\n\nPodcast: https://example.org/12",
    ],
)
def test_front_matter_is_one_turn_of_nobody(header: str) -> None:
    text = dialogue(header, *QUESTIONS)
    turns = find_turns(text).turns
    assert [turn.speaker for turn in turns] == [None, "I", "P1", "I", "P1"]
    assert turns[0].speech_start == turns[0].end == turns[1].start == text.index("I: How")


def test_a_header_may_run_into_the_conversation() -> None:
    text = "Interview 3\nDate: 12 March\nInterviewer: Jane\nI: So tell me?\nP: Well.\nI: More?\nP: No.\n"
    assert labels(text) == [None, "I", "P", "I", "P"]


def test_headings_and_rules_between_turns_are_nobodys() -> None:
    text = dialogue("I: How?", "P1: Well.", "## Breathing\n\n---", "I: And?", "P1: Fine.")
    assert labels(text) == ["I", "P1", None, "I", "P1"]


def test_a_heading_that_a_speaker_goes_on_after_is_an_aside() -> None:
    text = dialogue("I: How?", "P1: Well.", "## Breathing", "still me", "I: And?", "P1: Fine.")
    turns = find_turns(text).turns
    assert [turn.speaker for turn in turns] == ["I", "P1", "I", "P1"]
    assert "Breathing" not in said(text, turns[1]) and "still me" in said(text, turns[1])


@pytest.mark.parametrize(
    "text",
    [
        "Interviewer\nHow are you?\n\nRosa\nI am fine.\nReally.\n\nInterviewer\nOk?\n\nRosa\nYes.\n",
        "# One\n\n### Interviewer\n\nHow?\n\n### Rosa\n\nFine.\n\n### Interviewer\n\nOk?\n\n### Rosa\n\nYes.\n",
        "**Interviewer** How are you?\n\n**Rosa** Fine.\n\n**Interviewer** Ok?\n\n**Rosa** Yes.\n",
        "Interviewer - How are you?\nRosa - Fine - really.\nInterviewer - Ok?\nRosa - Yes.\n",
        "Interviewer\tHow are you?\nRosa\tFine.\nInterviewer\tOk?\n\tgoes on\nRosa\tYes.\n",
        "00:01\tInterviewer\tHow?\n00:05\tRosa\tFine.\n00:08\tInterviewer\tOk?\n00:10\tRosa\tYes.\n",
        "Interviewer  0:01\nHow are you?\n\nRosa  0:05\nFine.\n\nInterviewer  0:08\nOk?\n\nRosa  0:10\nYes.\n",
    ],
)
def test_forms_without_a_colon_are_found_where_there_is_none_with(text: str) -> None:
    assert [label for label in labels(text) if label] == ["Interviewer", "Rosa"] * 2


def test_a_text_without_labels_is_one_speaker_and_says_so() -> None:
    text = "I went to the group.\n\nIt was: good.\n\nThen I left [laughs].\n"
    found = find_turns(text)
    assert [turn.speaker for turn in found.turns] == [NO_LABEL]
    assert any("no speaker labels" in warning for warning in found.warnings)
    assert "laughs" not in said(text, found.turns[0])


def test_a_word_that_recurs_does_not_make_prose_a_conversation() -> None:
    assert labels("First we talk.\n\nNote: a note.\n\nThen more.\n\nNote: another.\n\nDone.\n") == [NO_LABEL]


def test_times_in_labels_are_kept_and_are_no_speech() -> None:
    text = "Ana: 00:00:05\n\nHow?\n\nBen: 00:01:02\n\nFine.\n\nAna: 00:02:00\n\nOk?\n"
    turns = find_turns(text).turns
    assert [turn.begins for turn in turns] == [5_000, 62_000, 120_000]
    assert [said(text, turn) for turn in turns] == ["How?", "Fine.", "Ok?"]


def test_what_a_format_knows_is_used() -> None:
    text = "Rosa I felt safe.\n\nTitle\n\nAna How so?\n\nRosa Because.\n\nAna Ok?\n\n[note 1] by hand\n"
    leads = tuple((at, at + len(name)) for name, at in (("Rosa", 0), ("Ana", 26), ("Rosa", 39), ("Ana", 54)))
    silent = ((19, 24), (63, len(text) - 1))
    turns = find_turns(text, (), Structure(silent, leads)).turns
    assert [turn.speaker for turn in turns] == ["Rosa", None, "Ana", "Rosa", "Ana", None]


def test_named_labels_that_are_not_there_are_reported() -> None:
    assert any("Zoe" in warning for warning in find_turns(dialogue(*QUESTIONS), ("Zoe",)).warnings)


def test_numbers_of_questions_tell_nobody_apart() -> None:
    text = "".join(f"Q{number}: How?\nA{number}: So.\n" for number in range(1, 5))
    assert labels(text) == ["Q", "A"] * 4


def test_labels_far_down_a_long_text_do_not_make_it_a_transcript() -> None:
    text = "A report about many things. " * 400 + "\n\nMime Type: a\n\nFile Kind: b\n\nMime Type: c\n\nFile Kind: d\n"
    assert labels(text) == [NO_LABEL]


def test_a_title_that_looks_like_a_label_does_not_hide_the_others() -> None:
    text = "Participant 7: a conversation\n\nInterviewer\nHow?\n\nRosa\nWell.\n\nInterviewer\nOk?\n\nRosa\nYes.\n"
    assert [label for label in labels(text) if label] == ["Interviewer", "Rosa"] * 2


def test_a_page_break_before_a_label_is_white_space() -> None:
    assert labels(dialogue("I: How?", "P1: Well.", "\fI: And?", "\fP1: Fine.")) == ["I", "P1"] * 2
