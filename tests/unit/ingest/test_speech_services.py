"""JSON of speech services: each word comes in once, under who said it, at its time; who is not known is said."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.ingest.read import read_file
from qualwork.model.transcript import Reading

Word = tuple[str, str]
"""Who said it, and the word, perhaps with a full stop."""


def read(value: object) -> Reading:
    """This value in a file, read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        return read_file(path)


def spoken(reading: Reading) -> list[tuple[str | None, str, int | None]]:
    """Speaker, speech and first time of every turn."""
    return [(turn.speaker, reading.text[turn.speech_start : turn.end].strip(), turn.begins) for turn in reading.turns]


def aws(words: list[Word], old: bool = False) -> dict[str, Any]:
    """As AWS Transcribe writes it, the older way with speakers in a list of their own."""
    items: list[dict[str, Any]] = []
    labels = []
    for at, (who, word) in enumerate(words):
        times = {"start_time": f"{at}.0", "end_time": f"{at}.5"}
        label = {} if old else {"speaker_label": f"spk_{who}"}
        labels.append({"speaker_label": f"spk_{who}", "items": [{**times, "speaker_label": f"spk_{who}"}]})
        stem = word.rstrip(".")
        items.append(
            {**times, **label, "type": "pronunciation", "alternatives": [{"content": stem, "confidence": "1.0"}]}
        )
        if word != stem:
            items.append({**label, "type": "punctuation", "alternatives": [{"content": ".", "confidence": "0.0"}]})
    text = " ".join(word for _, word in words)
    results = {"transcripts": [{"transcript": text}], "items": items, "speaker_labels": {"segments": labels}}
    return {"jobName": "a", "accountId": "0", "results": results, "status": "COMPLETED"}


def deepgram(words: list[Word]) -> dict[str, Any]:
    """As Deepgram writes words."""
    forms = [
        {"word": word.rstrip("."), "punctuated_word": word, "start": at, "end": at + 0.5, "speaker": int(who)}
        for at, (who, word) in enumerate(words)
    ]
    best = {"transcript": " ".join(word for _, word in words), "confidence": 1, "words": forms}
    return {"metadata": {"channels": 1}, "results": {"channels": [{"alternatives": [best]}]}}


def assemblyai(words: list[Word]) -> dict[str, Any]:
    """As AssemblyAI writes utterances."""
    utterances = []
    at = 0
    for who, group in groupby(words, key=lambda word: word[0]):
        said = [word for _, word in group]
        utterances.append({"speaker": who, "start": at * 1000, "end": 0, "text": " ".join(said), "words": []})
        at += len(said)
    every = [{"text": word, "start": 1, "end": 2, "speaker": who} for who, word in words]
    return {"id": "a", "text": " ".join(word for _, word in words), "words": every, "utterances": utterances}


def rev(words: list[Word]) -> dict[str, Any]:
    """As Rev AI writes monologues."""
    parts = []
    at = 0
    for who, group in groupby(words, key=lambda word: word[0]):
        elements: list[dict[str, Any]] = []
        for _, word in group:
            elements += [{"type": "text", "value": word, "ts": at, "end_ts": at + 0.5}, {"type": "punct", "value": " "}]
            at += 1
        parts.append({"speaker": int(who), "elements": elements})
    return {"monologues": parts}


def speechmatics(words: list[Word]) -> dict[str, Any]:
    """As Speechmatics writes words."""
    results = [
        {
            "type": "word",
            "start_time": at,
            "end_time": at + 0.5,
            "alternatives": [{"content": word, "speaker": f"S{who}"}],
        }
        for at, (who, word) in enumerate(words)
    ]
    return {"format": "2.9", "results": results}


def whisperx(words: list[Word]) -> dict[str, Any]:
    """As WhisperX writes one segment whose words have speakers of their own."""
    forms = [{"word": word, "start": at, "end": at + 0.5, "speaker": who} for at, (who, word) in enumerate(words)]
    text = " " + " ".join(word for _, word in words)
    return {"segments": [{"start": 0, "end": len(words), "text": text, "speaker": words[0][0], "words": forms}]}


def hugging_face(words: list[Word]) -> dict[str, Any]:
    """As diarizing pipelines of Hugging Face write chunks."""
    chunks = [{"speaker": who, "text": f" {word}", "timestamp": [at, None]} for at, (who, word) in enumerate(words)]
    return {"text": "".join(chunk["text"] for chunk in chunks), "chunks": chunks}  # type: ignore[misc]


def otter(words: list[Word]) -> dict[str, Any]:
    """As Otter's pages load it: 16 samples a millisecond."""
    parts = [
        {"transcript": word, "speaker_id": int(who), "start_offset": at * 16_000, "end_offset": at * 16_000 + 8_000}
        for at, (who, word) in enumerate(words)
    ]
    names = [{"id": number, "speaker_name": str(number)} for number in range(3)]
    return {"speech": {"transcripts": parts, "speakers": names}}


SERVICES = [
    aws,
    lambda words: aws(words, old=True),
    deepgram,
    assemblyai,
    rev,
    speechmatics,
    whisperx,
    hugging_face,
    otter,
]
said = st.lists(
    st.tuples(st.sampled_from("012"), st.sampled_from(["snow", "so", "cold.", "and", "no."])), min_size=1, max_size=12
)


@pytest.mark.parametrize("service", SERVICES)
@settings(deadline=None, max_examples=40)
@given(words=said)
def test_words_in_are_words_attributed(service: Callable[[list[Word]], object], words: list[Word]) -> None:
    reading = read(service(words))
    turns = [(who, [word for _, word in group]) for who, group in groupby(words, key=lambda word: word[0])]
    assert [(str(who)[-1], text.split()) for who, text, _ in spoken(reading)] == turns
    at = 0
    for (_, forms), (_, _, begins) in zip(turns, spoken(reading), strict=True):
        assert begins == at * 1000
        at += len(forms)


def test_a_segment_without_a_speaker_is_nobodys_who_is_known_and_named() -> None:
    segments = [
        {"start": 0, "end": 1, "text": " So?", "speaker": "A"},
        {"start": 61, "end": 62, "text": " And now?", "words": []},
        {"start": 63, "end": 64, "text": " ", "words": []},
        {"start": 64, "end": 65, "text": " Now too.", "speaker": "A"},
    ]
    reading = read({"segments": segments})
    assert [who for who, *_ in spoken(reading)] == ["A", "Unknown speaker", "A"]
    assert {speaker.label: speaker.role for speaker in reading.speakers}["Unknown speaker"] == "other"
    assert any("1 segment" in warning and "1:01 “And now?”" in warning for warning in reading.warnings)


def test_words_that_could_not_be_aligned_stay_with_the_words_before_them() -> None:
    words = [
        {"word": "So", "speaker": "A"},
        {"word": "15"},
        {"word": "years?", "speaker": "A"},
        {"word": "Yes.", "speaker": "B"},
    ]
    reading = read({"segments": [{"start": 0, "end": 1, "text": "So 15 years? Yes. (sighs)", "words": words}]})
    assert [(who, text) for who, text, _ in spoken(reading)] == [("A", "So 15 years?"), ("B", "Yes. (sighs)")]


def test_two_channels_are_two_voices_in_the_order_of_time() -> None:
    def channel(*words: tuple[float, str]) -> dict[str, Any]:
        forms = [{"word": word, "start": at, "end": at + 0.1} for at, word in words]
        return {"alternatives": [{"transcript": "", "words": forms}]}

    value = {"results": {"channels": [channel((0, "How?")), channel((1, "Cold."))]}}
    assert [(who, text) for who, text, _ in spoken(read(value))] == [("Channel 0", "How?"), ("Channel 1", "Cold.")]


def test_words_alone_and_a_text_alone_are_one_voice() -> None:
    words = [{"word": "It", "start": 0.5, "end": 1}, {"word": "snowed.", "start": 1, "end": 2}]
    assert spoken(read({"text": "It snowed.", "words": words})) == [("(no label)", "It snowed.", 500)]
    assert spoken(read({"id": "a", "text": "It snowed.", "words": []})) == [("(no label)", "It snowed.", None)]
