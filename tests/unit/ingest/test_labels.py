"""The forms in which real transcripts label their turns."""

from __future__ import annotations

import pytest

from qualwork.ingest.speakers.clocks import milliseconds
from qualwork.ingest.speakers.labels import Form, heads, shape

COLON = [
    ("P1: I felt", "P1", "I felt", None),
    ("Rosa:  two spaces", "Rosa", "two spaces", None),
    ("P1:close", "P1", "close", None),
    ("Speaker 1 : hi", "Speaker 1", "hi", None),
    ("  Rosa: indented", "Rosa", "indented", None),
    ("**Rosa:** bold", "Rosa", "bold", None),
    ("**Rosa**: bold", "Rosa", "bold", None),
    ("__Rosa__: bold", "Rosa", "bold", None),
    ("*Rosa:* italic", "Rosa", "italic", None),
    ("### Rosa:\nbelow", "Rosa", "below", None),
    ("- **Rosa:** listed", "Rosa", "listed", None),
    ("> Rosa: quoted", "Rosa", "quoted", None),
    ("[Rosa]: bracket", "Rosa", "bracket", None),
    ("12 I: numbered", "I", "numbered", None),
    ("Rosa Lind (RL): initials", "Rosa Lind (RL)", "initials", None),
    ("Rosa (Guest): hi", "Rosa (Guest)", "hi", None),
    ("Dr. A. Lind-Moor: hi", "Dr. A. Lind-Moor", "hi", None),
    ("Rosa   Lind: inner space", "Rosa Lind", "inner space", None),
    ("Rosa: 00:12:03\n\nbelow", "Rosa", "below", 723_000),
    ("Rosa: [00:12:03] beside", "Rosa", "beside", 723_000),
    ("Rosa 00:00:05:\n\nbelow", "Rosa", "below", 5_000),
    ("Rosa  0:13\nbelow", "Rosa", "below", 13_000),
    ("Rosa  1:02:13  \nbelow", "Rosa", "below", 3_733_000),
    ("Rosa [00:01:26] beside", "Rosa", "beside", 86_000),
    ("Rosa (00:01:26): beside", "Rosa", "beside", 86_000),
    ("Rosa (00:01 - 00:05)\nbelow", "Rosa", "below", 1_000),
    ("Rosa 00:12:03 beside", "Rosa", "beside", 723_000),
    ("Rosa — 00:12:03\nbelow", "Rosa", "below", 723_000),
    ("**Rosa** [00:01:02]: beside", "Rosa", "beside", 62_000),
    ("[00:12:03] Rosa: beside", "Rosa", "beside", 723_000),
    ("(00:12) Rosa: beside", "Rosa", "beside", 12_000),
    ("00:12:03 Rosa: beside", "Rosa", "beside", 723_000),
    ("00:12:03.120 --> 00:12:05.000 Rosa: beside", "Rosa", "beside", 723_120),
    ("#00:01:26-3# I: beside", "I", "beside", 86_000),
    ("[00:12:03] Rosa\nbelow", "Rosa", "below", 723_000),
    ("00:12:03\nRosa: beside", "Rosa", "beside", 723_000),
    ("[Rosa Lind] 12:01:33\nbelow", "Rosa Lind", "below", 43_293_000),
    ("采访者：你好", "采访者", "你好", None),
    ("Intervieweuse\xa0: bonjour", "Intervieweuse", "bonjour", None),
]


@pytest.mark.parametrize(("line", "label", "speech", "begins"), COLON)
def test_labels_with_a_colon_or_a_time_stamp(line: str, label: str, speech: str, begins: int | None) -> None:
    (head,) = heads(line, "colon")
    assert (head.label, line[head.speech :], head.begins) == (label, speech, begins)


@pytest.mark.parametrize(
    ("form", "line", "label", "speech", "begins"),
    [
        ("tab", "Rosa\tI felt", "Rosa", "I felt", None),
        ("tab", "00:00:05\tRosa\tI felt", "Rosa", "I felt", 5_000),
        ("tab", "Rosa\t0:05\tI felt", "Rosa", "I felt", 5_000),
        ("bold", "**Rosa** I felt", "Rosa", "I felt", None),
        ("line", "Rosa\nI felt", "Rosa", "I felt", None),
        ("line", "### Rosa\n\nI felt", "Rosa", "I felt", None),
        ("dash", "P1 - I felt", "P1", "I felt", None),
        ("dash", "Rosa – I felt", "Rosa", "I felt", None),
    ],
)
def test_labels_in_other_forms(form: Form, line: str, label: str, speech: str, begins: int | None) -> None:
    (head,) = heads(line, form)
    assert (head.label, line[head.speech :], head.begins) == (label, speech, begins)


@pytest.mark.parametrize("line", ["29-Mar-2023 - 14:04 - 45m05s", "https://example.org: a page", "no colon here", ""])
def test_lines_without_the_form_of_a_label(line: str) -> None:
    assert heads(line, "colon") == []


@pytest.mark.parametrize(
    ("label", "looks"),
    [
        ("Interviewer 2", "alias"),
        ("P07", "alias"),
        ("FG2-P3", "code"),
        ("Nurse 2", "code"),
        ("Rosa Lind", "name"),
        ("Ludo van den Berg", "name"),
        ("VOICE OFF CAMERA", "alias"),
        ("ROSA LIND", "caps"),
        ("RL", "initials"),
        ("Rosa", "word"),
        ("rosa", "handle"),
        ("Pros", "stop"),
        ("Me", "stop"),
        ("For example", "none"),
        ("For Example", "none"),
        ("Interview Date", "none"),
        ("the thing is", "none"),
    ],
)
def test_what_a_label_looks_like(label: str, looks: str) -> None:
    assert shape(label) == looks


def test_clock_times_in_milliseconds() -> None:
    assert [milliseconds(clock) for clock in ("0:13", "1:02:03.5", "00:00:01,250", "01:00:00:12")] == [
        13_000,
        3_723_500,
        1_250,
        3_600_000,
    ]
