"""Brackets: stage notes are no speech, words that were said are."""

from __future__ import annotations

import pytest

from qualwork.ingest.speakers.stage_notes import find_asides

NOT_SAID = """
[laughs]|((pause))|(crying)|[inaudible 00:12:03]|[participant name]|[name of hospital]|[crosstalk]|[...]
(0.5)|(2 seconds)|[SOUND STOPS]|[ANSWERS THE PHONE.]|[CROSS-TALKING]|[Recorder stopped.]|[Laughter]
[both laugh]|[long pause]|[interviewer laughs]|[speaks French]|[note: both stood up]|(unintelligible)
[phone rings]|[NAME]|[name removed]|[redacted]|[hospital name]|[Place 2]|[00:12:03]|[laughs at the memory]
[sighs deeply]|[deep breath]|[clears throat]|[husband's name]|[identifying details removed]
[end of recording]|[nods]|(https://example.org/a)|<laughs>|[phonetic]
""".replace("\n", "|")
SAID = """
[I was so scared]|(you know)|[Space Shuttle]|[1969]|[19]|(a)|[NASA]|[my wife]|[his name was Bob]|[project]
[laughed so hard I cried]|[University]|[ly]|(it was crying out for help and nobody came)|[in the end]|(breathe)
[group]|[Reading, Pennsylvania]|[with us]|(five percent less)|[the phone]|(our names)
""".replace("\n", "|")


@pytest.mark.parametrize("note", [note for note in NOT_SAID.split("|") if note])
def test_stage_notes_were_not_said(note: str) -> None:
    text = f"So {note} I went"
    assert [text[start:end] for start, end in find_asides(text)] == [note]


@pytest.mark.parametrize("words", [words for words in SAID.split("|") if words])
def test_words_in_brackets_were_said(words: str) -> None:
    assert find_asides(f"So {words} I went") == []


def test_bare_time_stamps_are_asides() -> None:
    text = "Well\n00:12:03 so I went\n0:13\nand we met at 10:30 then #00:12:09-5#\n"
    assert [text[start:end] for start, end in find_asides(text)] == ["00:12:03", "0:13", "#00:12:09-5#"]


def test_a_link_keeps_its_words_and_not_its_address() -> None:
    text = "see [our page](https://example.org/x) there"
    assert [text[start:end] for start, end in find_asides(text)] == ["(https://example.org/x)"]
