"""Who asks and who is studied, in one file and over a batch."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.ingest.read import read_file
from qualwork.ingest.speakers.batch_roles import propose_roles_together
from qualwork.ingest.speakers.roles import is_generic
from qualwork.model.transcript import Reading, Role

LONG = "I went there every week and it was good to sit with the others and to breathe for once. "


def read(folder: Path, name: str, *lines: str, **options: tuple[str, ...]) -> Reading:
    """A transcript made of these lines."""
    path = folder / f"{name}.txt"
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return read_file(path, None, options.get("interviewers", ()), options.get("participants", ()))


def roles(reading: Reading) -> dict[str, Role]:
    """Role of each label."""
    return {speaker.label: speaker.role for speaker in reading.speakers}


@pytest.mark.parametrize(
    "label",
    [
        "I",
        "INT",
        "IV",
        "Interviewer",
        "Interviewer 1",
        "Moderator",
        "Facilitator",
        "Q",
        "Researcher",
        "Assistant",
        "AI",
    ],
)
def test_words_for_an_interviewer_are_known(tmp_path: Path, label: str) -> None:
    reading = read(tmp_path, "one", f"{label}: So.", "Rosa: Yes?", f"{label}: Well.", "Rosa: No?")
    assert roles(reading) == {label: "interviewer", "Rosa": "participant"}
    assert {speaker.label: speaker.reason for speaker in reading.speakers}[label] == "alias"


def test_who_asks_most_and_says_least_is_the_interviewer(tmp_path: Path) -> None:
    reading = read(tmp_path, "one", f"Rosa: {LONG}", "Tom: Why?", f"Rosa: {LONG}", "Tom: And then?", f"Rosa: {LONG}")
    assert roles(reading) == {"Rosa": "participant", "Tom": "interviewer"}


def test_a_second_interviewer_who_asks_too_is_found(tmp_path: Path) -> None:
    lines = [
        "Tom: Why?",
        f"Rosa: {LONG}",
        "Tom: And then?",
        f"Rosa: {LONG}",
        "Ida: May I ask?",
        f"Rosa: {LONG}",
        "Ida: So?",
    ]
    assert roles(read(tmp_path, "one", *lines, f"Rosa: {LONG}", "Tom: Yes?"))["Ida"] == "interviewer"


def test_without_question_marks_who_opens_and_says_little_asks(tmp_path: Path) -> None:
    reading = read(tmp_path, "one", "Tom: so how was it", f"Rosa: {LONG}", "Tom: and then", f"Rosa: {LONG}")
    assert roles(reading) == {"Tom": "interviewer", "Rosa": "participant"}


def test_the_one_name_beside_participants_is_the_interviewer(tmp_path: Path) -> None:
    reading = read(tmp_path, "one", "Tom: How.", f"Participant: {LONG}", "Tom: So.", f"Participant: {LONG}")
    assert roles(reading) == {"Tom": "interviewer", "Participant": "participant"}


@pytest.mark.parametrize(("other", "role"), [("I", "participant"), ("P", "interviewer")])
def test_r_is_respondent_or_researcher_and_is_asked_about(tmp_path: Path, other: str, role: Role) -> None:
    reading = read(tmp_path, "one", f"{other}: Well.", "R: So.", f"{other}: Yes.", "R: No.")
    assert roles(reading)["R"] == role
    assert any("respondent or researcher" in warning for warning in reading.warnings)


def test_what_the_user_says_comes_first(tmp_path: Path) -> None:
    lines = ["Tom: Why?", f"Rosa: {LONG}", "Tom: And then?", f"Rosa: {LONG}"]
    reading = read(tmp_path, "one", *lines, interviewers=("rosa",), participants=("Tom",))
    assert roles(reading) == {"Tom": "participant", "Rosa": "interviewer"}
    assert {speaker.reason for speaker in reading.speakers} == {"named on the command line"}


def test_somebody_is_a_participant_unless_all_are_interviewers_by_name(tmp_path: Path) -> None:
    only_questions = read(tmp_path, "one", "Tom: Why?", "Ann: Who?", "Tom: What?", "Ann: How?")
    assert "participant" in roles(only_questions).values()
    all_asking = read(tmp_path, "two", "Interviewer: Why?", "Moderator: Who?", "Interviewer: Ok?", "Moderator: Yes?")
    assert set(roles(all_asking).values()) == {"interviewer"}
    assert any("no participant" in warning for warning in all_asking.warnings)


def test_voices_that_are_nobodys_are_other(tmp_path: Path) -> None:
    lines = ["Tom: Why?", f"Rosa: {LONG}", "Jingle: la la", "Tom: So?", f"Rosa: {LONG}", "Jingle: la"]
    assert roles(read(tmp_path, "one", *lines))["Jingle"] == "other"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Interviewer 1", "Interviewer1"),
        ("Interviewee", "interviewee"),
        ("Rosa Lind (RL)", "RL"),
        ("Rosa Lind", "RL"),
        ("Rosa Lind", "Rosa"),
        ("Assistant", "AI"),
        ("Giorgia", "Girogia"),
    ],
)
def test_one_person_under_two_labels_is_proposed_and_not_merged(tmp_path: Path, one: str, other: str) -> None:
    reading = read(tmp_path, "one", f"{one}: a", "Tom: b?", f"{other}: c", "Tom: d?", f"{one}: e", f"{other}: f")
    assert {one, other} <= set(roles(reading))
    assert any(f"“{one}” and “{other}” may be the same" in warning for warning in reading.warnings)


def test_first_lines_and_turns_are_shown(tmp_path: Path) -> None:
    reading = read(tmp_path, "one", "I: How?", "P1: " + "so " * 60, "More.", "I: Ok?", "P1: Yes.")
    shown = {speaker.label: (speaker.turns, speaker.first_line) for speaker in reading.speakers}
    assert shown["I"] == (2, "How?")
    assert shown["P1"][0] == 2 and shown["P1"][1].endswith("…") and len(shown["P1"][1]) <= 80


@pytest.mark.parametrize(
    "label",
    ["User", "P", "Participant", "Interviewee", "Respondent", "Speaker 1", "Speaker A", "Guest", "(no label)", "I"],
)
def test_words_for_a_part_make_a_participant_of_each_transcript(label: str) -> None:
    assert is_generic(label)


@pytest.mark.parametrize("label", ["P1", "P07", "Participant 3", "Rosa", "Rosa Lind", "RL", "FG2-P3"])
def test_names_and_codes_join_across_transcripts(label: str) -> None:
    assert not is_generic(label)


def test_who_asks_in_other_files_is_the_interviewer_here_too(tmp_path: Path) -> None:
    clear = [
        read(
            tmp_path,
            f"c{n}",
            "Ida: Why?",
            f"{who}: {LONG}",
            "Ida: So?",
            f"{who}: {LONG}",
            "Ida: And?",
            f"{who}: {LONG}",
        )
        for n, who in enumerate(("Rosa", "Tom"))
    ]
    unclear = read(tmp_path, "d", f"Ida: {LONG}", "Zoe: Do you mean me?", f"Ida: {LONG}", "Zoe: Well?")
    assert roles(unclear) == {"Ida": "participant", "Zoe": "interviewer"}
    together = propose_roles_together([*clear, unclear])
    assert roles(together[2]) == {"Ida": "interviewer", "Zoe": "participant"}
    assert [roles(reading) for reading in together[:2]] == [roles(reading) for reading in clear]
    assert [reading.text for reading in together] == [reading.text for reading in [*clear, unclear]]


def test_a_batch_never_takes_the_last_participant_or_what_the_user_said(tmp_path: Path) -> None:
    clear = read(tmp_path, "a", "Ida: Why?", f"Rosa: {LONG}", "Ida: So?", f"Rosa: {LONG}", "Ida: And?", f"Rosa: {LONG}")
    alone = read(tmp_path, "b", f"Ida: {LONG}", f"Ida: {LONG}", f"Ida: {LONG}")
    assert roles(propose_roles_together([clear, alone])[1]) == {"Ida": "participant"}
    told = replace(
        clear, speakers=tuple(replace(speaker, reason="named on the command line") for speaker in clear.speakers)
    )
    assert propose_roles_together([clear, told])[1] == told


NAMES = ["Rosa", "Marta", "Pia", "Zoe", "Karl", "Ada"]


@given(st.integers(3, 6), st.integers(1, 3), st.booleans())
def test_who_is_in_every_file_and_never_most_interviews(files: int, said: int, asks: bool) -> None:
    readings = []
    with tempfile.TemporaryDirectory() as folder:
        for name in NAMES[:files]:
            lines = ["Tom: Why?", f"{name}: {LONG}", f"Ines: Tell us more{'?' * asks}", f"{name}: {LONG}"] * said
            readings.append(read(Path(folder), name, *lines, "Tom: So?", f"{name}: {LONG}"))
    for reading, name in zip(propose_roles_together(readings), NAMES, strict=False):
        assert roles(reading) == {"Tom": "interviewer", "Ines": "interviewer", name: "participant"}


def test_people_who_meet_again_and_again_stay_participants(tmp_path: Path) -> None:
    meetings = []
    for number in range(4):
        first, second = ("Ana", "Bo") if number % 2 else ("Bo", "Ana")
        lines = [
            "Moderator: Why?",
            f"{first}: {LONG}",
            f"{second}: Yes.",
            "Cy: No.",
            "Moderator: So?",
            f"{first}: {LONG}",
            "Cy: Hm.",
        ]
        meetings.append(read(tmp_path, f"m{number}", *lines))
    for reading in propose_roles_together(meetings):
        assert roles(reading)["Cy"] == "participant"
