"""Real interviews in ../shared/data, checked against independent counts; skipped where they are absent."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from qualwork.ingest.read import find_files, propose_roles_together, read_file
from qualwork.model.errors import BadInput
from qualwork.model.transcript import Reading, check_tiling
from qualwork.model.units import words

REFUSED = ("invalid", "missing_timeframe", "no_captions")


def straight(text: str) -> list[str]:
    """The words of a text, apostrophes straight: converters curl them."""
    return words(text.replace("’", "'"))


def label_turns(reading: Reading) -> Counter[str]:
    """Turns of each label."""
    return Counter(turn.speaker for turn in reading.turns if turn.speaker is not None)


def participants(reading: Reading) -> set[str]:
    """Labels that are studied."""
    return {speaker.label for speaker in reading.speakers if speaker.role == "participant"}


def test_oral_histories_have_the_speakers_that_a_plain_count_finds(shared_data: Path) -> None:
    for path in sorted((shared_data / "oral-history-txt").glob("*.txt")):
        reading = read_file(path)
        text = path.read_text(encoding="utf-8")
        plain = Counter(re.findall(r"(?m)^ ?((?:[A-Z][\w.’-]* ){1,3}[A-Z][\w-]+): ", text))
        assert label_turns(reading) == plain, path.name
        main = {label for label, _ in plain.most_common(2)}
        said = dict.fromkeys(main, 0)
        for turn in reading.turns:
            if turn.speaker in main:
                said[turn.speaker] += len(words(text[turn.speech_start : turn.end]))
        assert participants(reading) & main == {max(main, key=said.__getitem__)}, path.name


def test_a_batch_of_oral_histories_has_one_participant_each(shared_data: Path) -> None:
    readings = [read_file(path) for path in sorted((shared_data / "oral-history-txt").glob("*.txt"))]
    assert [len(participants(reading)) for reading in propose_roles_together(readings)] == [1] * len(readings)


def test_laughter_is_no_word(shared_data: Path) -> None:
    for path in sorted((shared_data / "oral-history-txt").glob("*.txt")):
        reading = read_file(path)
        for turn in reading.turns:
            said = "".join(reading.text[start:end] for start, end in turn.speech())
            assert not re.search(r"\[(?:laughs?|laughter)\]", said, re.IGNORECASE)


def test_word_opendocument_and_rtf_say_what_the_text_file_says(shared_data: Path) -> None:
    files = sorted((shared_data / "oral-history-office").iterdir())
    assert len(files) == 9
    for path in files:
        plain = read_file(shared_data / "oral-history-txt" / f"{path.stem}.txt")
        reading = read_file(path)
        assert straight(reading.text) == straight(plain.text), path.name
        assert [turn.speaker for turn in reading.turns] == [turn.speaker for turn in plain.turns], path.name
        assert reading.speakers[0].role == plain.speakers[0].role


def test_interviews_led_by_a_machine(shared_data: Path) -> None:
    files = sorted((shared_data / "ai-interviews-md").glob("*.md"))
    assert len(files) == 100
    for path in files:
        reading = read_file(path)
        text = path.read_text(encoding="utf-8")
        plain = Counter(re.findall(r"(?m)^(User|AI|Assistant):", text))
        assert label_turns(reading) == plain, path.name
        assert participants(reading) == {"User"}
        assert reading.turns[0].speaker is None and reading.turns[0].end == text.index("Assistant: ")
        assert any("same person" in warning for warning in reading.warnings)


def test_conversations_with_times_and_headings(shared_data: Path) -> None:
    timed = 0
    for path in sorted((shared_data / "podcast-md").glob("*.md")):
        reading = read_file(path)
        text = path.read_text(encoding="utf-8")
        heads = re.findall(r"(?m)^([^\n:#-][^\n:]*?)(?:: ?(\d?\d:\d\d:\d\d)| (\d?\d:\d\d:\d\d):)$", text)
        assert reading.turns[0].speaker is None and text[: reading.turns[0].end].startswith("---")
        if heads:
            timed += 1
            begun = [turn for turn in reading.turns if turn.begins is not None]
            assert [turn.speaker for turn in begun] == [label for label, *_ in heads], path.name
        for turn in reading.turns:
            said = "".join(text[start:end] for start, end in turn.speech())
            assert not re.search(r"(?m)^#+ |^\d\d:\d\d:\d\d", said), path.name
    assert timed == 5


def test_printed_interviews(shared_data: Path) -> None:
    from pdfminer.high_level import extract_text

    for name in ("P1", "P5"):
        path = shared_data / "interview-pdf" / "results" / "transcripts" / f"{name}.pdf"
        reading = read_file(path)
        raw = extract_text(str(path))
        plain = Counter(re.findall(r"(?m)^\f?(\w+):\s", raw))
        assert label_turns(reading) == plain, name
        assert "Participant" in participants(reading)
        assert len(reading.pages) == raw.count("\f")
        assert not re.search(r"(?m)^\s*\d+(?:/\d+)?\s*$", reading.text)
        letters = re.sub(r"[\W\d_]", "", raw)
        assert re.sub(r"[\W\d_]", "", reading.text) == letters


def test_captions_are_read_or_refused_with_the_line(shared_data: Path) -> None:
    files, _ = find_files([shared_data / "captions"])
    for path in files:
        if path.name.startswith(REFUSED):
            with pytest.raises(BadInput) as refusal:
                read_file(path)
            message = refusal.value.message
            assert "\n" not in message and ("line" in message or path.name == "no_captions.vtt"), path.name
        else:
            reading = read_file(path)
            check_tiling(reading.text, reading.turns)
            assert "-->" not in reading.text or path.suffix == ".md"
            assert not re.search(r"</?[civ]\b|&amp;|&lt;", reading.text) or path.suffix == ".md"


def test_one_recording_in_two_formats_has_the_same_turns(shared_data: Path) -> None:
    for one, other in (
        ("podcast-namespace/example.html", "podcast-namespace/example.srt"),
        ("transcriptator/buzzcast.html", "transcriptator/buzzcast.srt"),
    ):
        first, second = (read_file(shared_data / "captions" / name) for name in (one, other))
        assert label_turns(first) == label_turns(second)


def test_word_by_word_segments_make_sentences(shared_data: Path) -> None:
    (path,) = (shared_data / "captions" / "transcriptator").glob("*.json")
    segments = json.loads(path.read_text(encoding="utf-8"))["segments"]
    reading = read_file(path)
    said = "".join(reading.text[start:end] for turn in reading.turns for start, end in turn.speech())
    assert words(said) == words("".join(segment["body"] for segment in segments))
    assert not re.search(r"\s[.,]|\s\s(?!$)", said.replace("\n\n", " "))
