"""Caption files and JSON transcripts: turns with times, and clear refusals."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from qualwork.ingest.read import read_file
from qualwork.model.errors import BadInput
from qualwork.model.transcript import Reading


def read(folder: Path, name: str, content: str) -> Reading:
    """A file of this name and content, read."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return read_file(path)


def vtt(*cues: str) -> str:
    """Cues two seconds long, one after the other, with times."""
    parts = ["WEBVTT"]
    for number, cue in enumerate(cues):
        parts.append(f"00:00:{number * 2:02}.000 --> 00:00:{number * 2 + 2:02}.000\n{cue}")
    return "\n\n".join(parts) + "\n"


def spoken(reading: Reading) -> list[tuple[str | None, str, int | None, int | None]]:
    """Speaker, speech and times of every turn."""
    return [
        (turn.speaker, reading.text[turn.speech_start : turn.end].strip(), turn.begins, turn.ends)
        for turn in reading.turns
    ]


def test_consecutive_cues_of_one_voice_are_one_turn_with_first_and_last_time(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.vtt", vtt("<v Ana>I felt", "<v Ana>safe.</v>", "<v Ben>Why?", "it is."))
    assert spoken(reading) == [("Ana", "I felt safe.", 0, 4_000), ("Ben", "Why? it is.", 4_000, 8_000)]
    assert reading.text == "Ana: I felt safe.\n\nBen: Why? it is.\n"


def test_two_voices_in_one_cue_are_two_speakers(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.vtt", vtt("<v Ana>Hi?</v>\n<v.loud Ben Moor>Yes.</v>", "<v Ana>Ok"))
    assert [(who, said) for who, said, *_ in spoken(reading)] == [("Ana", "Hi?"), ("Ben Moor", "Yes."), ("Ana", "Ok")]


def test_entities_and_markup_are_resolved_and_signs_stay(tmp_path: Path) -> None:
    cue = "<v Ana>Q&amp;A <c.red>and</c> <i>so</i> <00:00:01.500>on, 2 &lt; 3, AT&T &nope;"
    assert spoken(read(tmp_path, "a.vtt", vtt(cue)))[0][1] == "Q&A and so on, 2 < 3, AT&T &nope;"


def test_webvtt_blocks_that_are_no_cues_are_left_out_and_counted(tmp_path: Path) -> None:
    content = (
        "\ufeffWEBVTT - title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE\nby hand\n\nREGION\nid:a\n\n\n"
        "intro\n00:01.000 --> 00:02.500 align:left\nAna: Hello?\n\n\n2\n01:00:03,000 --> 01:00:04.000\nBen: Hi.\n"
        "\n01:00:05.000 --> 01:00:06.000\nAna: So?\n\n01:00:07.000 --> 01:00:08.000\nBen: Well.\n"
    )
    reading = read(tmp_path, "a.vtt", content)
    assert spoken(reading)[:2] == [("Ana", "Hello?", 1_000, 2_500), ("Ben", "Hi.", 3_603_000, 3_604_000)]
    assert any("3 comment or style blocks" in warning for warning in reading.warnings)


def test_srt_labels_are_believed_where_they_recur_and_named_only_when_they_change(tmp_path: Path) -> None:
    cues = ["Ana: I went\nthere and", "there is this: a thing", "Ben: Why?", "Ana: Because", "Ben: Ok?"]
    blocks = [f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{cue}" for n, cue in enumerate(cues, 1)]
    reading = read(tmp_path, "a.srt", "\n\n\n".join(blocks))
    assert spoken(reading)[0] == ("Ana", "I went there and there is this: a thing", 1_000, 2_900)
    assert [turn.speaker for turn in reading.turns] == ["Ana", "Ben", "Ana", "Ben"]


def test_captions_without_a_speaker_are_one_voice(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.sbv", "0:00:00.378,0:00:11.378\nOne\n\n0:00:11.378,0:00:12.305\ntwo\nthree\n")
    assert spoken(reading) == [("(no label)", "One two three", 378, 12_305)]
    assert reading.text == "One two three\n"


def test_lines_that_roll_over_are_said_once(tmp_path: Path) -> None:
    lines = ["so today we", "are going to", "talk about it", "for a while", "and then stop"]
    cues = [" \n" + lines[0]]
    for before, line in pairwise(lines):
        cues += [f"{before}\n ", f"{before}\n{line}"]
    reading = read(tmp_path, "a.vtt", vtt(*cues))
    assert reading.text == " ".join(lines) + "\n"
    assert any("rolling" in warning for warning in reading.warnings)


def test_a_word_said_twice_is_kept(tmp_path: Path) -> None:
    assert read(tmp_path, "a.vtt", vtt("No.", "No.", "Well.", "No.")).text == "No. No. Well. No.\n"


def test_text_after_a_blank_line_in_a_cue_is_kept_and_named(tmp_path: Path) -> None:
    content = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\ntwo\n\n2\n00:00:03,000 --> 00:00:04,000\nthree\n"
    reading = read(tmp_path, "a.srt", content)
    assert reading.text == "One two three\n"
    assert any("line 5" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.vtt", vtt("One").replace("02.000", "0x.000"), "line 3"),
        ("a.vtt", vtt("One", "Two").replace("00:00:02.000 --> 00:00:04", "00:00:62.000 --> 00:01:04"), "line 6"),
        ("a.vtt", "00:00:01.000 --> 00:00:02.000\nOne\n", "line 1"),
        ("a.vtt", "WEBVTT\n", "no captions"),
        ("a.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n\n", "no captions"),
        ("a.srt", "1\n", "line 1"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\nTwo\n", "line 5"),
        ("a.srt", "1\n00:00:01,000 -->\nOne\n", "line 2"),
        ("a.sbv", "0:00:00.378,0:00:11.378\nOne\n\n0:00:13.f89,0:00:15.489\nTwo\n", "line 4"),
        ("a.json", '{"segments": [\n{"text": "a"},\n]}', "line 3"),
        ("a.json", '{"words": []}', "no segments"),
        ("a.json", '{"segments": [{"text": " "}]}', "no text"),
    ],
)
def test_broken_captions_are_refused_with_the_place(tmp_path: Path, name: str, content: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        read(tmp_path, name, content)
    assert "\n" not in refusal.value.message and str(tmp_path / name) in refusal.value.message


def test_whisper_segments_bring_their_own_spaces(tmp_path: Path) -> None:
    segments = [
        {"start": 0.0, "end": 1.25, "text": " I felt", "speaker": "SPEAKER_00"},
        {"start": 1.25, "end": 2.0, "text": " safe.", "speaker": "SPEAKER_00"},
        {"start": 2.0, "end": 2.1, "text": " "},
        {"start": 2.5, "end": 3.0, "text": " Why?", "speaker": "SPEAKER_01"},
    ]
    reading = read(tmp_path, "a.json", json.dumps({"text": "x", "segments": segments, "language": "en"}))
    assert spoken(reading) == [("SPEAKER_00", "I felt safe.", 0, 2_000), ("SPEAKER_01", "Why?", 2_500, 3_000)]


@pytest.mark.parametrize("words", [["I", "felt", "safe", "."], ["I", " ", "felt", " ", "safe", "."]])
def test_podcast_segments_of_one_word_are_a_sentence(tmp_path: Path, words: list[str]) -> None:
    segments = [
        {"speaker": "Ana", "startTime": at / 2, "endTime": at / 2 + 0.5, "body": word} for at, word in enumerate(words)
    ]
    reading = read(tmp_path, "a.json", json.dumps({"version": "1.0.0", "segments": segments}))
    assert spoken(reading)[0][1] == "I felt safe."
    assert spoken(reading)[0][2:] == (0, len(words) * 500)


def test_whisper_without_speakers_and_whisper_cpp(tmp_path: Path) -> None:
    reading = read(
        tmp_path, "a.json", json.dumps([{"start": 0, "end": 1, "text": "One"}, {"text": "two", "start": "x"}])
    )
    assert spoken(reading) == [("(no label)", "One two", 0, 1_000)]
    cpp = {"transcription": [{"offsets": {"from": 10, "to": 500}, "text": " One"}]}
    assert spoken(read(tmp_path, "b.json", json.dumps(cpp))) == [("(no label)", "One", 10, 500)]


def test_stage_notes_in_captions_are_asides(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.vtt", vtt("<v Ana>Well [laughs] yes"))
    (turn,) = reading.turns
    assert [reading.text[start:end] for start, end in turn.asides] == ["[laughs]"]


def test_captions_are_recognised_by_content(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", vtt("One")).format == "vtt"
    assert read(tmp_path, "b.txt", "1\n00:00:01,000 --> 00:00:02,000\nOne\n").format == "srt"
    assert read(tmp_path, "c.txt", '{"segments": [{"text": "One"}]}').format == "json"
    assert read(tmp_path, "d.txt", "[00:00:12] I: So?\n[00:00:13] P1: Yes\n").format == "txt"
