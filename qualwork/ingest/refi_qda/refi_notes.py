"""The notes of a REFI-QDA project as memos on the things that refer to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from qualwork.ingest.formats.canonical import decode
from qualwork.ingest.refi_qda.refi_gathered import Found, Reference
from qualwork.ingest.refi_qda.refi_sources import Bytes
from qualwork.ingest.refi_qda.refi_xml import Element, child, children, moment, name_of, plain_guid, value
from qualwork.model import interchange
from qualwork.model.errors import BadInput
from qualwork.model.memo import MEMO_KINDS, MemoKind


def read_notes(
    notes: Element | None, found: Found, bytes_of: Bytes, explained: Mapping[str, object]
) -> tuple[interchange.Note, ...]:
    """Every note, once for each thing that it is about; what refers to nothing is about the project.

    `explained` are the GUIDs, in capitals, of notes that say why two things are linked.
    """
    found.ledger.take(notes)
    about: dict[str, list[Reference]] = {}
    for reference in found.references:
        about.setdefault(plain_guid(reference.note), []).append(reference)
    made = list(found.notes)
    for element in children(notes, "Note"):
        key = plain_guid(value(element, "guid"))
        if key not in explained:
            made += _copies(element, found, bytes_of, about.pop(key, []) or [Reference("", "project")])
    if about:
        found.notices.append(f"not taken over: {len(about):,} references to notes that the file does not hold")
    return tuple(replace(note, thing=found.same.get(note.thing, note.thing)) for note in made)


def note_text(element: Element, bytes_of: Bytes | None = None) -> str:
    """What a note says: its text inline, else the part that it names."""
    inline = child(element, "PlainTextContent")
    if inline is not None:
        return inline.text or ""
    path = value(element, "plainTextPath")
    data = bytes_of(path) if path and bytes_of else None
    if not data:
        return ""
    try:
        return decode(data).text
    except BadInput:
        return ""


def _copies(element: Element, found: Found, bytes_of: Bytes, places: list[Reference]) -> Iterator[interchange.Note]:
    kind, resolved, titled = _kind(element)
    described = child(element, "Description")
    texts = [titled, described.text or "" if described is not None else "", note_text(element, bytes_of)]
    text = "\n".join(part for part in texts if part.strip())
    if not text:
        return
    found.ledger.take(element, described, child(element, "PlainTextContent"))
    found.ledger.keeps_making(element)
    user, when = found.user(element), moment(element)
    for number, at in enumerate(dict.fromkeys(places)):
        guid = found.guids.new("note", element, number) if number == 0 else ""
        yield interchange.Note(
            guid, text, at.on, at.thing, kind, resolved, user, when, at.start, at.end, at.needs_review
        )


def _kind(element: Element) -> tuple[MemoKind, bool, str]:
    """The kind of memo that a note's name says, whether it is settled, and else the name as a title."""
    name = name_of(element)
    plain = name.removesuffix(interchange.RESOLVED)
    if plain in MEMO_KINDS:
        return plain, plain != name, ""
    return "note", False, name
