"""JSON transcripts: which program wrote one is told by its shape, as all are called .json."""

from __future__ import annotations

import json

from qualwork.ingest.formats.canonical import Decoded
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.formats.speech_services import read_service
from qualwork.ingest.formats.timed import compose
from qualwork.ingest.formats.whisper import Said, read_segments
from qualwork.model.errors import BadInput

_KNOWN = "Whisper, Hugging Face, podcasts, AWS Transcribe, Deepgram, AssemblyAI, Rev AI, Speechmatics and Otter"


def is_transcript(text: str) -> bool:
    """True for JSON of a shape that can be read here: other JSON under the name of a text is left a text."""
    if text[:4096].lstrip()[:1] not in ("{", "["):
        return False
    try:
        return _said(json.loads(text)) is not None
    except (ValueError, RecursionError):
        return False


def read_json(decoded: Decoded) -> Draft:
    """A transcript in JSON; raises BadInput, naming the line, where it is malformed."""
    try:
        value = json.loads(decoded.text.removeprefix("\ufeff"))
    except json.JSONDecodeError as fault:
        raise BadInput(f"line {fault.lineno}: no valid JSON ({fault.msg})") from None
    said = _said(value)
    if said is None:
        raise BadInput(f"holds no segments: of JSON files, those of {_KNOWN} can be read")
    text, turns = compose(said.pieces)
    if not turns:
        raise BadInput("its segments hold no text")
    return Draft(text, "json", decoded.encoding, turns=turns, warnings=(*decoded.warnings, *said.warnings))


def _said(value: object) -> Said | None:
    """What was said; a service's own page or queue may put one more object round it."""
    said = read_segments(value) or read_service(value)
    if said is None and isinstance(value, dict):
        said = read_segments(value.get("words"))
        if said is None and len(value) == 1:
            (inner,) = value.values()
            said = _said(inner) if isinstance(inner, dict) else None
    return said
