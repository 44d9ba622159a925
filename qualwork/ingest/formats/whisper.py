"""JSON of Whisper and its kin: segments with a text, times and perhaps a speaker; words with speakers of their own.

whisper.cpp and the podcast namespace write such segments too (a word a segment, even).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from qualwork.ingest.formats.timed import Piece

UNKNOWN = "Unknown speaker"
_LISTS = ("segments", "transcription", "speakers", "chunks")
_OWN_SPACING = 0.8  # share of borders with white space or a sign: the texts then bring their own spaces
_SHOWN = 60  # characters of a segment in a warning


@dataclass(frozen=True, slots=True)
class Said:
    """What a recording holds: pieces in order, and what was guessed on the way."""

    pieces: tuple[Piece, ...]
    warnings: tuple[str, ...] = ()


def read_segments(value: object) -> Said | None:
    """The segments of parsed JSON; None where it has another shape."""
    segments = _segments(value)
    if segments is None:
        return None
    pieces = [piece for segment in segments for piece in _pieces(segment)]
    if all("body" in segment for segment in segments):
        pieces = list(_named_at_changes(pieces))
    pieces, warnings = _with_unknown(pieces)
    joiner = "" if _own_spacing([piece.text for piece in pieces]) else " "
    return Said(tuple(_runs(pieces, joiner)), warnings)


def _segments(value: object) -> list[Mapping[str, object]] | None:
    lists: list[object] = [value]
    if isinstance(value, dict):
        lists = [value[name] for name in _LISTS if isinstance(value.get(name), list)]
    for items in lists:
        if isinstance(items, list):
            segments: list[Mapping[str, object]] = [
                item for item in items if isinstance(item, dict) and isinstance(_text(item), str)
            ]
            if segments:
                return segments
    return None


def _text(segment: Mapping[str, object]) -> object:
    return _first(segment, "text", "body", "word")


def _pieces(segment: Mapping[str, object]) -> Iterator[Piece]:
    """A segment as one piece, or as one a speaker where its words have others than itself."""
    begins, ends = _times(segment)
    whole = Piece(begins, ends, _speaker(segment), str(_text(segment)))
    words = segment.get("words")
    spoken = [word for word in words if isinstance(word, dict)] if isinstance(words, list) else []
    known = next((_speaker(word) for word in spoken if _speaker(word)), None)
    if known is None:
        yield whole
        return
    last = whole.speaker or known
    owners: list[tuple[int, str, Mapping[str, object]]] = []
    at = 0
    for word in spoken:
        form = str(_first(word, "word", "text") or "").strip()
        place = whole.text.find(form, at) if form else -1
        last = _speaker(word) or last
        if place >= 0:
            owners.append((place, last, word))
            at = place + len(form)
    yield from _by_owner(whole, owners)


def _by_owner(whole: Piece, owners: Sequence[tuple[int, str, Mapping[str, object]]]) -> Iterator[Piece]:
    """The text of a segment cut where another speaker's first word begins; nothing of it is lost."""
    groups = [(speaker, list(words)) for speaker, words in groupby(owners, key=lambda owner: owner[1])]
    if not groups:
        yield whole
        return
    starts = [0, *(words[0][0] for _, words in groups[1:]), len(whole.text)]
    for number, (speaker, words) in enumerate(groups):
        begins = _times(words[0][2])[0] if number else whole.begins
        ends = _times(words[-1][2])[1] if number + 1 < len(groups) else whole.ends
        yield Piece(begins, ends, speaker, whole.text[starts[number] : starts[number + 1]])


def _times(segment: Mapping[str, object]) -> tuple[int | None, int | None]:
    offsets, stamp = segment.get("offsets"), segment.get("timestamp")
    if isinstance(offsets, dict):
        return _number(offsets.get("from")), _number(offsets.get("to"))
    if isinstance(stamp, list) and len(stamp) == 2:
        return thousandfold(stamp[0]), thousandfold(stamp[1])
    return thousandfold(_first(segment, "start", "startTime")), thousandfold(_first(segment, "end", "endTime"))


def _speaker(segment: Mapping[str, object]) -> str | None:
    speaker = _first(segment, "speaker", "speaker_label")
    return str(speaker).strip() or None if speaker is not None else None


def _named_at_changes(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """In the podcast namespace, a segment that names nobody goes on with the last."""
    speaker: str | None = None
    for piece in pieces:
        speaker = piece.speaker or speaker
        yield replace(piece, speaker=speaker)


def _with_unknown(pieces: Sequence[Piece]) -> tuple[list[Piece], tuple[str, ...]]:
    """Pieces that name nobody beside others that do are somebody's who is not known; each is named."""
    if not any(piece.speaker for piece in pieces):
        return list(pieces), ()
    nameless = [piece for piece in pieces if not piece.speaker and piece.text.strip()]
    kept = [replace(piece, speaker=UNKNOWN) if piece in nameless else piece for piece in pieces]
    listed = ", ".join(_quoted(piece) for piece in nameless)
    count = f"{len(nameless)} segment{'s' * (len(nameless) > 1)}"
    warning = f"who speaks is not known in {count}, kept as “{UNKNOWN}”: {listed}"
    return kept, (warning,) if nameless else ()


def _quoted(piece: Piece) -> str:
    text = " ".join(piece.text.split())
    text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
    if piece.begins is None:
        return f"“{text}”"
    minutes, seconds = divmod(piece.begins // 1000, 60)
    return f"{minutes}:{seconds:02} “{text}”"


def _first(segment: Mapping[str, object], *names: str) -> object:
    return next((segment[name] for name in names if segment.get(name) is not None), None)


def thousandfold(seconds: object) -> int | None:
    """Seconds, as a number or written, in milliseconds; None where they are none."""
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
    """Consecutive segments of one speaker as one piece; one without words parts nothing."""
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
