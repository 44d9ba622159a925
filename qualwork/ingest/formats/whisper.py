"""JSON transcripts: Whisper's segments, whisper.cpp's, and those of the podcast namespace (a word a segment, even)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from qualwork.ingest.formats.canonical import Decoded
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.formats.timed import Piece, compose
from qualwork.model.errors import BadInput

_LISTS = ("segments", "transcription")
_OWN_SPACING = 0.8  # share of borders with white space or a sign: the texts then bring their own spaces


def has_segments(value: object) -> bool:
    """True for parsed JSON of a shape that can be read here."""
    return _segments(value) is not None


def read_json(decoded: Decoded) -> Draft:
    """A transcript in JSON; raises BadInput, naming the line, where it is malformed."""
    try:
        value = json.loads(decoded.text)
    except json.JSONDecodeError as fault:
        raise BadInput(f"line {fault.lineno}: no valid JSON ({fault.msg})") from None
    segments = _segments(value)
    if segments is None:
        raise BadInput("holds no segments: of JSON files, only Whisper and podcast transcripts can be read")
    pieces = [_piece(segment) for segment in segments]
    joiner = "" if _own_spacing([piece.text for piece in pieces]) else " "
    text, turns = compose(_runs(pieces, joiner))
    if not turns:
        raise BadInput("its segments hold no text")
    return Draft(text, "json", decoded.encoding, turns=turns, warnings=decoded.warnings)


def _segments(value: object) -> list[Mapping[str, object]] | None:
    if isinstance(value, dict):
        value = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
    if not isinstance(value, list) or not value:
        return None
    segments: list[Mapping[str, object]] = [
        item for item in value if isinstance(item, dict) and isinstance(_first(item, "text", "body"), str)
    ]
    return segments or None


def _piece(segment: Mapping[str, object]) -> Piece:
    offsets = segment.get("offsets")
    if isinstance(offsets, dict):
        begins, ends = _number(offsets.get("from")), _number(offsets.get("to"))
    else:
        begins, ends = (
            _thousandfold(_first(segment, *names)) for names in (("start", "startTime"), ("end", "endTime"))
        )
    speaker = _first(segment, "speaker", "speaker_label")
    return Piece(begins, ends, str(speaker).strip() if speaker else None, str(_first(segment, "text", "body")))


def _first(segment: Mapping[str, object], *names: str) -> object:
    return next((segment[name] for name in names if segment.get(name) is not None), None)


def _thousandfold(seconds: object) -> int | None:
    try:
        value = float(str(seconds))
    except ValueError:
        return None
    return round(value * 1000) if math.isfinite(value) else None


def _number(milliseconds: object) -> int | None:
    return milliseconds if isinstance(milliseconds, int) else None


def _own_spacing(texts: Sequence[str]) -> bool:
    borders = [(one, other) for one, other in pairwise(texts) if one and other]
    spaced = sum(one[-1].isspace() or other[0].isspace() or not other[0].isalnum() for one, other in borders)
    blanks = any(text[:1].isspace() or text[-1:].isspace() for text in texts)
    return blanks and spaced >= _OWN_SPACING * len(borders)


def _runs(pieces: Sequence[Piece], joiner: str) -> Iterator[Piece]:
    """Consecutive segments of one speaker as one piece; a segment that names nobody goes on with the last."""
    run: list[Piece] = []
    speaker: str | None = None
    for piece in pieces:
        if piece.text.strip() and piece.speaker and piece.speaker != speaker:
            if run:
                yield _joined(run, speaker, joiner)
            run, speaker = [], piece.speaker
        run.append(piece)
    if run:
        yield _joined(run, speaker, joiner)


def _joined(run: Sequence[Piece], speaker: str | None, joiner: str) -> Piece:
    said = [piece for piece in run if piece.text.strip()]
    texts = [piece.text for piece in run] if not joiner else [piece.text.strip() for piece in said]
    begins = [piece.begins for piece in said if piece.begins is not None]
    ends = [piece.ends for piece in said if piece.ends is not None]
    text = " ".join(_glued(texts, joiner).split())
    return Piece(min(begins, default=None), max(ends, default=None), speaker, text)


def _glued(texts: Sequence[str], joiner: str) -> str:
    """Joined texts; a sign that stands alone (`,`) follows the word before without a space."""
    parts: list[str] = []
    for text in texts:
        alone = not any(sign.isalnum() for sign in text)
        if parts and not alone:
            parts.append(joiner)
        parts.append(text)
    return "".join(parts)
