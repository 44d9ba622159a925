"""What is gathered while a REFI-QDA file is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from qualwork.ingest.refi_qda.refi_xml import Element, Guids, Ledger, children, value
from qualwork.model import interchange


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that a note is about, by the GUID it was written with."""

    note: str
    on: interchange.On
    thing: str = ""
    start: int | None = None
    end: int | None = None
    needs_review: bool = False


@dataclass
class Found:
    """The file at work: its GUIDs, what was taken, and the values made so far."""

    guids: Guids
    ledger: Ledger
    own: bool = False
    codings: dict[tuple[str, str, int, int, str | None], interchange.InterchangeCoding] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    notes: list[interchange.Note] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    selections: dict[str, Reference] = field(default_factory=dict)
    heard: dict[str, dict[str, None]] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def user(self, element: Element, name: str = "creatingUser") -> str | None:
        """The user a thing was made by, where the file knows them."""
        return self.guids.of("user", value(element, name)) or self.guids.of("user", value(element, "creatingUserGUID"))

    def code(self, coding: interchange.InterchangeCoding) -> interchange.InterchangeCoding:
        """Keep a coding; the same code, stretch and user twice is one, and the first is returned."""
        key = (coding.code, coding.source, coding.start, coding.end, coding.user)
        known = self.codings.setdefault(key, coding)
        if known is not coding:
            self.counts["codings that are there twice, made one"] += 1
            self.same[coding.guid] = known.guid
        return known

    def refer(self, element: Element, at: Reference) -> None:
        """Take the notes that an element refers to for that place."""
        for reference in children(element, "NoteRef", "MemberNote"):
            self.ledger.take(reference)
            self.references.append(replace(at, note=value(reference, "targetGUID")))

    def describe(self, element: Element, at: Reference, user: str | None = None, when: str | None = None) -> None:
        """Take the description of an element, where there is one, as a note on it."""
        for described in children(element, "Description"):
            self.ledger.take(described)
            if text := (described.text or "").strip():
                self.note(text, at, user, when)

    def note(self, text: str, at: Reference, user: str | None, when: str | None) -> None:
        """Keep a note that has no GUID of its own."""
        guid = interchange.derived_guid(self.guids.file, "note", len(self.notes), text)
        note = interchange.Note(guid, text, at.on, at.thing, user=user, at=when)
        self.notes.append(replace(note, start=at.start, end=at.end, needs_review=at.needs_review))
