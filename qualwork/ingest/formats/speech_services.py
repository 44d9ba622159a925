"""JSON of speech services: words and signs with times and speakers, or utterances, made into pieces.

AWS Transcribe, Deepgram, AssemblyAI, Rev AI, Speechmatics and what Otter's pages load. Each function answers None where
the value has another shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from qualwork.ingest.formats.timed import Piece
from qualwork.ingest.formats.whisper import UNKNOWN, Said, thousandfold

_OTTER_RATE = 16  # samples a millisecond, in which Otter counts


def read_service(value: object) -> Said | None:
    """What was said, by whichever service wrote the value; None where none is known to write such."""
    if not isinstance(value, dict):
        return None
    for reader in _READERS:
        pieces = reader(value)
        if pieces is not None:
            return Said(tuple(pieces), _unknown(pieces))
    return None


def _unknown(pieces: Sequence[Piece]) -> tuple[str, ...]:
    count = sum(piece.speaker == UNKNOWN for piece in pieces)
    return (f"who speaks is not known in {count} passages, kept as “{UNKNOWN}”",) if count else ()


def _aws(value: Mapping[str, Any]) -> list[Piece] | None:
    """AWS Transcribe: items, whose speakers may stand in a list of their own, by time or by channel."""
    results = value.get("results")
    if not isinstance(results, dict) or not isinstance(results.get("items"), list):
        return None
    by_channel = results.get("channel_labels")
    if isinstance(by_channel, dict) and by_channel.get("channels"):
        pieces: list[Piece] = []
        for channel in by_channel["channels"]:
            pieces += _sentences(_aws_words(channel.get("items") or (), {}, str(channel.get("channel_label", ""))))
        return _in_time(pieces)
    labels = results.get("speaker_labels") or {}
    segments = labels.get("segments", []) if isinstance(labels, dict) else []
    speakers = {
        str(item.get("start_time")): str(item.get("speaker_label") or segment.get("speaker_label"))
        for segment in segments
        for item in segment.get("items", [])
    }
    return _sentences(_aws_words(results["items"], speakers, None))


def _aws_words(items: Iterable[Any], speakers: Mapping[str, str], channel: str | None) -> Iterator[_Word]:
    last = channel
    for item in items:
        alternatives = item.get("alternatives") or [{}]
        is_sign = item.get("type") == "punctuation"
        named = item.get("speaker_label") or speakers.get(str(item.get("start_time")))
        last = last if is_sign else channel or named
        begins, ends = thousandfold(item.get("start_time")), thousandfold(item.get("end_time"))
        yield str(alternatives[0].get("content", "")), is_sign, last, begins, ends


def _deepgram(value: Mapping[str, Any]) -> list[Piece] | None:
    """Deepgram: utterances where asked for, else the words of each channel."""
    results = value.get("results")
    if not isinstance(results, dict) or not isinstance(results.get("channels"), list):
        return None
    channels = results["channels"]
    utterances = results.get("utterances")
    if isinstance(utterances, list) and utterances:
        return [
            Piece(
                thousandfold(part.get("start")),
                thousandfold(part.get("end")),
                _numbered(part.get("speaker"), part.get("channel") if len(channels) > 1 else None),
                str(part.get("transcript", "")),
            )
            for part in utterances
        ]
    pieces = []
    for number, channel in enumerate(channels):
        best = (channel.get("alternatives") or [{}])[0]
        own = number if len(channels) > 1 else None
        words: list[_Word] = [
            (
                str(word.get("punctuated_word") or word.get("word", "")),
                False,
                _numbered(word.get("speaker"), own),
                thousandfold(word.get("start")),
                thousandfold(word.get("end")),
            )
            for word in best.get("words") or ()
        ]
        pieces += (
            _sentences(words) if words else [Piece(None, None, _numbered(None, own), str(best.get("transcript", "")))]
        )
    return _in_time(pieces)


def _numbered(speaker: object, channel: object) -> str | None:
    """`Speaker 0`, or the channel where each has one."""
    if speaker is None:
        return None if channel is None else f"Channel {channel}"
    return f"Speaker {speaker}" if channel is None else f"Channel {channel} speaker {speaker}"


def _assemblyai(value: Mapping[str, Any]) -> list[Piece] | None:
    """AssemblyAI: utterances, else words, else the text; milliseconds."""
    if not isinstance(value.get("words"), list) or not isinstance(value.get("text"), str):
        return None
    if not all(isinstance(word, dict) and "text" in word for word in value["words"]):
        return None
    parts = value.get("utterances") or value["words"]
    pieces = [
        Piece(
            _whole(part.get("start")),
            _whole(part.get("end")),
            _lettered(part.get("speaker")),
            str(part.get("text", "")),
        )
        for part in parts
        if isinstance(part, dict)
    ]
    return pieces or [Piece(None, None, None, value["text"])]


def _lettered(speaker: object) -> str | None:
    return None if speaker is None else f"Speaker {speaker}" if len(str(speaker)) == 1 else str(speaker)


def _whole(milliseconds: object) -> int | None:
    return round(milliseconds) if isinstance(milliseconds, int | float) and milliseconds == milliseconds else None


def _rev(value: Mapping[str, Any]) -> list[Piece] | None:
    """Rev AI: monologues of words and signs, blanks among them."""
    if not isinstance(value.get("monologues"), list):
        return None
    names = {
        speaker.get("id"): speaker.get("name") for speaker in value.get("speakers") or () if isinstance(speaker, dict)
    }
    pieces = []
    for part in value["monologues"]:
        elements = [element for element in part.get("elements") or () if isinstance(element, dict)]
        begins = [at for element in elements if (at := thousandfold(element.get("ts"))) is not None]
        ends = [at for element in elements if (at := thousandfold(element.get("end_ts"))) is not None]
        text = "".join(str(element.get("value", "")) for element in elements)
        name = part.get("speaker_name") or names.get(part.get("speaker")) or _numbered(part.get("speaker"), None)
        pieces.append(Piece(min(begins, default=None), max(ends, default=None), name, text))
    return pieces


def _speechmatics(value: Mapping[str, Any]) -> list[Piece] | None:
    """Speechmatics: a list of words and signs."""
    results = value.get("results")
    if not isinstance(results, list) or not all(isinstance(item, dict) and "alternatives" in item for item in results):
        return None
    words: list[_Word] = []
    for item in results:
        best = (item["alternatives"] or [{}])[0]
        times = thousandfold(item.get("start_time")), thousandfold(item.get("end_time"))
        words.append((str(best.get("content", "")), item.get("type") == "punctuation", best.get("speaker"), *times))
    return _sentences(words)


def _otter(value: Mapping[str, Any]) -> list[Piece] | None:
    """What Otter's pages load: passages, whose speakers are known by number; times count samples."""
    speech = value.get("speech", value)
    if not isinstance(speech, dict) or not isinstance(speech.get("transcripts"), list):
        return None
    names = {
        speaker.get("id", speaker.get("speaker_id")): speaker.get("speaker_name") or speaker.get("name")
        for speaker in speech.get("speakers") or ()
        if isinstance(speaker, dict)
    }
    pieces = []
    for part in speech["transcripts"]:
        label = names.get(part.get("speaker_id")) or part.get("speaker_name") or part.get("speaker_model_label")
        begins, ends = _whole(part.get("start_offset")), _whole(part.get("end_offset"))
        pieces.append(
            Piece(
                None if begins is None else begins // _OTTER_RATE,
                None if ends is None else ends // _OTTER_RATE,
                str(label) if label else None,
                str(part.get("transcript", "")),
            )
        )
    return pieces


_Word = tuple[str, bool, str | None, int | None, int | None]
"""A word or sign, whether it is a sign, who said it, from and to in milliseconds."""


def _sentences(words: Iterable[_Word]) -> list[Piece]:
    """Words of one speaker in a row as one piece; a sign follows its word without a blank."""
    pieces: list[Piece] = []
    for speaker, group in groupby(words, key=lambda word: word[2]):
        run = list(group)
        text = "".join(form if is_sign else f" {form}" for form, is_sign, *_ in run)
        begins = [word[3] for word in run if word[3] is not None]
        ends = [word[4] for word in run if word[4] is not None]
        pieces.append(Piece(min(begins, default=None), max(ends, default=None), speaker, text.strip()))
    if any(piece.speaker for piece in pieces):
        return [piece if piece.speaker else Piece(piece.begins, piece.ends, UNKNOWN, piece.text) for piece in pieces]
    return pieces


def _in_time(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces of several channels as they were said."""
    return sorted(pieces, key=lambda piece: (piece.begins is None, piece.begins or 0))


_READERS: tuple[Callable[[Mapping[str, Any]], list[Piece] | None], ...] = (
    _deepgram,
    _aws,
    _speechmatics,
    _rev,
    _otter,
    _assemblyai,
)
