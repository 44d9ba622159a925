"""Transcripts of programs that annotate recordings with times: Transcriber (.trs) and ELAN (.eaf)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from qualwork.ingest.formats.container import local, parse_xml
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.formats.timed import Piece, compose
from qualwork.ingest.formats.whisper import UNKNOWN, thousandfold
from qualwork.model.errors import BadInput
from qualwork.model.transcript import LeftOut

Element = ElementTree.Element


def read_trs(data: bytes) -> Draft:
    """Transcriber: turns of one speaker or of several at once, synchronised; raises BadInput where it is none."""
    root = parse_xml(data, "transcript")
    if local(root.tag) != "Trans":
        raise BadInput(f"is no Transcriber file: it begins with {local(root.tag)}")
    names = {speaker.get("id", ""): speaker.get("name", "") for speaker in root.iter("Speaker")}
    pieces = [piece for turn in root.iter("Turn") for piece in _of_turn(turn, names)]
    outside = [
        LeftOut(" ".join(tail.split()), f"after {element.tag}", "text outside of any turn")
        for element in root.iter()
        if element.tag in ("Turn", "Section", "Episode", "Speakers", "Speaker", "Topics", "Topic")
        if (tail := element.tail or "").strip()
    ]
    return _drafted(pieces, "trs", outside)


def _of_turn(turn: Element, names: Mapping[str, str]) -> Iterator[Piece]:
    voices = [" ".join((names.get(key) or key).split()) for key in turn.get("speaker", "").split()]
    end = thousandfold(turn.get("endTime"))
    begins, voice = thousandfold(turn.get("startTime")), voices[0] if voices else UNKNOWN
    stretches: list[tuple[int | None, str, str]] = [(begins, voice, turn.text or "")]
    for element in turn:
        if element.tag == "Sync":
            begins = thousandfold(element.get("time"))
        elif element.tag == "Who":
            number = int(element.get("nb", "1")) if element.get("nb", "1").isdigit() else 1
            voice = voices[number - 1] if 0 < number <= len(voices) else UNKNOWN
        elif element.tag in ("Event", "Comment", "Background"):
            described = " ".join((element.get("desc") or element.get("type") or "").split())
            stretches.append((begins, voice, f" [{described}] " if described else " "))
        stretches.append((begins, voice, element.tail or ""))
    following = [*(start for start, _, _ in stretches[1:]), end]
    for (start, who, text), stop in zip(stretches, following, strict=True):
        yield Piece(start, stop if stop is None or start is None or stop > start else None, who, " ".join(text.split()))


def read_eaf(data: bytes) -> Draft:
    """ELAN: each tier that depends on no other is a voice; what depends on one (glosses, translations) is left out."""
    root = parse_xml(data, "annotations")
    if local(root.tag) != "ANNOTATION_DOCUMENT":
        raise BadInput(f"is no ELAN file: it begins with {local(root.tag)}")
    slots = _slots(root)
    pieces: list[Piece] = []
    left_out: list[LeftOut] = []
    for tier in root.iter("TIER"):
        name = " ".join((tier.get("PARTICIPANT") or tier.get("TIER_ID") or UNKNOWN).split())
        parent = tier.get("PARENT_REF")
        for annotation in tier.iter():
            if annotation.tag not in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
                continue
            text = " ".join((annotation.findtext("ANNOTATION_VALUE") or "").split())
            if parent and text:
                left_out.append(LeftOut(text, f"tier {tier.get('TIER_ID')}", f"belongs to tier {parent}"))
            elif text:
                begins, ends = (slots.get(annotation.get(f"TIME_SLOT_REF{end}", "")) for end in (1, 2))
                pieces.append(Piece(begins, ends, name, text))
    pieces.sort(key=lambda piece: (piece.begins is None, piece.begins or 0))
    return _drafted(pieces, "eaf", left_out)


def _slots(root: Element) -> dict[str, int]:
    """Milliseconds of each time slot; one without a time has that of the slot before."""
    times: dict[str, int] = {}
    last = 0
    for slot in root.iter("TIME_SLOT"):
        value = slot.get("TIME_VALUE", "")
        last = int(value) if value.isdigit() else last
        times[slot.get("TIME_SLOT_ID", "")] = last
    return times


def _drafted(pieces: list[Piece], kind: str, left_out: list[LeftOut]) -> Draft:
    text, turns = compose(pieces)
    if not turns:
        raise BadInput("holds no words")
    warnings = []
    places = dict.fromkeys(f"{line.place} ({line.why})" for line in left_out)
    for place in places:
        lines = [line.text for line in left_out if f"{line.place} ({line.why})" == place]
        warnings.append(f"left out, {place}: {len(lines)} passages")
    if any(piece.speaker == UNKNOWN and piece.text for piece in pieces):
        warnings.append(f"some passages name nobody: they are kept as “{UNKNOWN}”")
    return Draft(text, kind, turns=turns, warnings=tuple(warnings), left_out=tuple(left_out))
