"""Times as programs write them, and no cue lost without a word: each stands in the text or is named."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.ingest.formats.cues import clock
from qualwork.ingest.read import find_files, read_file
from qualwork.model.errors import BadInput
from qualwork.model.transcript import Reading


def read(name: str, content: str) -> Reading:
    """A file of this name and content, read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(content, encoding="utf-8")
        return read_file(path)


@pytest.mark.parametrize(
    ("stamp", "milliseconds"),
    [
        ("0.860", 860),
        ("59.24", 59_240),
        ("75.5", 75_500),
        ("01:00.100", 60_100),
        ("75:10.000", 4_510_000),
        ("0:0:1.500", 1_500),
        ("1:2:3", 3_723_000),
        ("00:00:02:500", 2_500),
        ("00:00:02:12", 2_480),
        ("100:00:00,001", 360_000_001),
        ("00:00:01.123456", 1_123),
        ("7", 7_000),
    ],
)
def test_times_as_programs_write_them(stamp: str, milliseconds: int) -> None:
    assert clock(stamp, 1) == milliseconds


@pytest.mark.parametrize("stamp", ["", "0:60", "1:60:00.0", "1:2:60", "a", "1:2:3:4:5", "-1.0", "1.2.3", "12:"])
def test_broken_times_are_refused(stamp: str) -> None:
    with pytest.raises(BadInput, match="line 3"):
        clock(stamp, 3)


def test_frames_are_said() -> None:
    cue = "1\n00:00:01:00 --> 00:00:02:12\nAna: How?\n\n2\n00:00:03:00 --> 00:00:04:00\nBo: Cold.\n"
    assert any("25 a second" in warning for warning in read("a.srt", cue).warnings)


def test_all_that_stands_outside_of_cues_is_named() -> None:
    content = (
        "WEBVTT Winter talk\nKind: captions\n00:01.000 --> 00:02.000\n<v Ana>How?\n\nNOTE checked by Ina\n\n"
        "where it was cold\n00:03.000 --> 00:04.000\n<v Bo>Cold.\n\nand dark.\n\n00:05.000 --> 00:06.000\n"
    )
    reading = read("a.vtt", content)
    assert [reading.text[turn.speech_start : turn.end].strip() for turn in reading.turns] == ["How?", "Cold. and dark."]
    named = "\n".join(reading.warnings)
    for text in ("“Winter talk”", "“Kind: captions”", "“checked by Ina”", "“where it was cold”", "line 12", "line 14"):
        assert text in named


def test_text_above_the_first_time_is_named() -> None:
    reading = read("a.srt", "Winter talk\nby Ina\n1\n00:00:01,000 --> 00:00:02,000\nCold.\n")
    assert reading.text == "Cold.\n"
    assert any("“Winter talk”, “by Ina”" in warning for warning in reading.warnings)


def shown(milliseconds: int, form: str) -> str:
    """A time in one of the forms."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return {
        "full": f"{hours:02}:{minute:02}:{second:02}.{rest:03}",
        "comma": f"{hours:02}:{minute:02}:{second:02},{rest:03}",
        "colon": f"{hours:02}:{minute:02}:{second:02}:{rest:03}",
        "short": f"{minutes:02}:{second:02}.{rest:03}",
        "bare": f"{hours}:{minute}:{second}.{rest:03}",
        "seconds": f"{seconds}.{rest:03}",
    }[form]


FORMS = st.sampled_from(["full", "comma", "colon", "short", "bare", "seconds"])
TEXTS = st.lists(st.sampled_from(["snow", "cold", "<v Ana>so", "Bo: well", "why?", "12", "and", "a --> b"]), max_size=5)
CUES = st.lists(
    st.tuples(FORMS, st.integers(0, 9_000_000), TEXTS.map(" ".join), st.sampled_from(["", "id", "a name"])), min_size=1
)


@settings(deadline=None)
@given(CUES, st.sampled_from(["vtt", "srt"]), st.sampled_from(["-->", "->", " --> ", "→"]))
def test_cues_in_are_cues_kept_and_cues_named(cues: list[tuple[str, int, str, str]], kind: str, arrow: str) -> None:
    blocks = [
        f"{name}{chr(10) * bool(name)}{shown(begins, form)}{arrow}{shown(begins + 500, form)}\n{text}"
        for form, begins, text, name in cues
    ]
    content = "WEBVTT\n\n" * (kind == "vtt") + "\n\n".join(blocks) + "\n"
    if not any(re.sub(r"<v Ana>", "", text).strip() for _, _, text, _ in cues):
        return
    reading = read(f"a.{kind}", content)
    texts = " ".join(re.sub(r"<v (Ana)>", "", text) for _, _, text, _ in cues).split()
    speech = " ".join(reading.text[turn.speech_start : turn.end] for turn in reading.turns).split()
    labels = Counter(word for word in texts if word == "Bo:") if "<v" not in content else Counter[str]()
    assert Counter(texts) - labels <= Counter(speech) <= Counter(texts)
    empty = [number for number, (_, _, text, _) in enumerate(cues) if not text]
    named = [warning for warning in reading.warnings if "without text" in warning]
    assert sum(int(warning.split()[0]) for warning in named) == len(empty)
    spoken = [begins for _, begins, text, _ in cues if re.sub(r"<v Ana>", "", text).strip() not in ("", "Bo:")]
    assert min(turn.begins or 0 for turn in reading.turns) <= min(spoken, default=0)


def test_real_captions_hold_all_their_words(shared_data: Path) -> None:
    files, _ = find_files([shared_data / "captions"])
    for path in files:
        if path.suffix not in (".vtt", ".srt", ".sbv"):
            continue
        try:
            reading = read_file(path)
        except BadInput:
            continue
        raw = path.read_text(encoding="utf-8-sig").replace("\r", "")
        raw = re.sub(r"(?m)^\S+\n(?=.*-->)", "", raw)
        body = [
            block.split("\n")
            for block in re.split(r"\n\s*\n", raw)
            if not re.match(r"(WEBVTT|NOTE|STYLE|REGION)", block.strip())
        ]
        lines = [
            re.sub(r"<v(?:\.\S+)? ([^>]*)>|<[^>]*>|\{\\[^}]*\}", r"\1 ", line).replace("&gt;", ">")
            for block in body
            for line in block
            if not re.search(r"-->|^\d+:\d+:\d+\.\d+,\d", line) and not re.fullmatch(r"\s*\d+\s*", line)
        ]
        words = Counter(re.findall(r"[^\W_]+", " ".join(lines)))
        missing = words - Counter(re.findall(r"[^\W_]+", reading.text + " ".join(reading.warnings)))
        labels = {word for speaker in reading.speakers for word in re.findall(r"[^\W_]+", speaker.label)}
        assert set(missing) <= labels | {"gt", "lt", "amp", "nbsp"}, (path.name, missing)
