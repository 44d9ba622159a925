"""The sources of a REFI-QDA project: text with its turns, selections at their places, codings and notes on them."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualwork.ingest.foreign.notices import plain_title, to_check
from qualwork.ingest.formats.canonical import decode
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.read import Said, finish, read_bytes
from qualwork.ingest.refi_qda.refi_gathered import Found, Reference
from qualwork.ingest.refi_qda.refi_offsets import Placed, Stretch, place
from qualwork.ingest.refi_qda.refi_xml import Element, child, children, moment, name_of, plain_guid, value
from qualwork.ingest.speakers.label_words import NO_LABEL
from qualwork.model import interchange
from qualwork.model.errors import BadInput
from qualwork.model.transcript import FoundSpeaker, Reading, Turn

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SELECTION = "PlainTextSelection"
_IN_TRANSCRIPTS = "TranscriptSelection"
_LONGEST_NAME = 100
Bytes = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class _Body:
    """The text of a source as its file has it: `raw` without the byte order mark, which `marked` tells of."""

    reading: Reading
    raw: str
    marked: bool


class SourceReader:
    """Reads the sources of one project; `bytes_of` gives the part of the container that a path names.

    `names` are those of the cases that speak in each source, by its GUID in capitals: they may be labels.
    """

    def __init__(self, found: Found, bytes_of: Bytes, said: Said, names: Mapping[str, Sequence[str]]) -> None:
        self.found = found
        self.bytes_of = bytes_of
        self.said = said
        self.names = names
        self.paths: set[str] = set()

    def read(self, sources: Element | None) -> Iterator[interchange.Source]:
        """Every source with text, in order; the others stay in the ledger."""
        self.found.ledger.take(sources)
        for element in children(sources, "TextSource", "PDFSource", "AudioSource", "VideoSource"):
            kind = element.tag.rpartition("}")[2]
            if kind == "TextSource":
                yield from self.text_source(element, element)
            elif kind == "PDFSource":
                yield from self.pdf_source(element)
            else:
                yield from self.recording(element)

    def text_source(self, element: Element, named: Element) -> Iterator[interchange.Source]:
        """A source in text; `named` is the element that stands for it in the project."""
        title = self._title(named)
        inner = list(children(element, "Description"))
        voices, description = interchange.voices_from_lines(inner[0].text or "" if inner else "")
        body = self._body(element, title, voices, self.names.get(plain_guid(value(named, "guid")), ()))
        if body is None:
            return
        ledger = self.found.ledger
        ledger.take(element, named, *inner, child(element, "PlainTextContent"))
        guid = self.found.guids.new("source", named, title)
        self._same_guid(element, named, guid)
        self._place(element, guid, body)
        self._whole(named, guid, body)
        at = Reference("", "transcript", guid)
        for each in dict.fromkeys((element, named)):
            self.found.refer(each, at)
        if description:
            self.found.note(description, at, self.found.user(named), moment(named))
        yield interchange.Source(guid, title, body.reading.text, {}, voices, body.reading)

    def pdf_source(self, element: Element) -> Iterator[interchange.Source]:
        """A PDF by its text representation; selections of the page that are there as text too count as taken."""
        represented = child(element, "Representation")
        if represented is None:
            represented = element
        twins = {plain_guid(value(each, "guid")) for each in children(represented, _SELECTION)}
        for source in self.text_source(represented, element):
            for selection in children(element, "PDFSelection"):
                if plain_guid(value(selection, "guid")) in twins:
                    self.found.ledger.take_whole(selection)
            yield source

    def recording(self, element: Element) -> Iterator[interchange.Source]:
        """The transcripts of a recording, unless they are text sources too; the recording itself stays out."""
        for transcript in children(element, "Transcript"):
            path = value(transcript, "plainTextPath").casefold()
            if path and path in self.paths:
                self.found.ledger.take_whole(transcript)
                continue
            yield from self.text_source(transcript, transcript)

    def _title(self, element: Element) -> str:
        name = name_of(element) or "untitled"
        return name if self.found.own else plain_title(name)

    def _same_guid(self, element: Element, named: Element, guid: str) -> None:
        """References to the representation mean the source."""
        other = plain_guid(value(element, "guid"))
        if element is not named and other:
            self.found.guids.spelled.setdefault(("source", other), guid)

    def _body(
        self, element: Element, title: str, voices: Sequence[interchange.Voice], names: Sequence[str]
    ) -> _Body | None:
        said = self._said(voices)
        path, rich = value(element, "plainTextPath"), value(element, "richTextPath") or value(element, "path")
        inline = child(element, "PlainTextContent")
        try:
            if inline is not None and (inline.text or "").strip():
                return _plain(title, (inline.text or "").encode(), said, voices, names)
            data = self.bytes_of(path) if path else None
            if data is not None and data.strip(b"\xef\xbb\xbf \r\n\t"):
                self.paths.add(path.casefold())
                return _plain(title, data, said, voices, names)
            original = self.bytes_of(rich) if rich else None
            if original is None:
                return None
            suffix = rich[rich.rfind(".") :] if "." in rich else ""
            reading = replace(read_bytes(title + suffix, original, said), title=title)
            self.found.notices.append(f"{title}: has no plain text in the file; its {suffix} was read instead")
            return _Body(_with_roles(reading, voices), reading.text, False)
        except BadInput as fault:
            self.found.notices.append(f"{title}: cannot be read ({fault.message})")
            return None

    def _said(self, voices: Sequence[interchange.Voice]) -> Said:
        named = [voice for voice in voices if voice.label != NO_LABEL]
        asking = [voice.label for voice in named if voice.role == "interviewer"]
        others = [voice.label for voice in named if voice.role != "interviewer"]
        return Said((*self.said.interviewers, *asking), (*self.said.participants, *others))

    def _place(self, element: Element, guid: str, body: _Body) -> None:
        """Put the selections where they belong, and say how they were counted and which are doubtful."""
        elements = list(children(element, _SELECTION))
        stretches = [_stretch(each) for each in elements]
        known = [(each, stretch) for each, stretch in zip(elements, stretches, strict=True) if stretch]
        placing = place(body.raw, body.marked, [stretch for _, stretch in known], self.found.own)
        title = body.reading.title
        if placing.unusual:
            fit = f"; {placing.fitting:,} of {placing.quoted:,} quoted extracts fit" if placing.quoted else ""
            self.found.notices.append(f"{title}: positions are {placing.way}{fit}")
        doubts = []
        for (selection, stretch), placed in zip(known, placing.placed, strict=True):
            if placed.end > placed.start:
                self._selection(selection, stretch, guid, placed)
            if placed.doubt:
                doubts.append(placed.doubt)
        self.found.notices += to_check(title, "selection", doubts)
        self._in_transcripts(element, guid, body)

    def _in_transcripts(self, element: Element, guid: str, body: _Body) -> None:
        """Selections between points where a transcript and its recording are tied together."""
        points = {}
        for point in children(element, "SyncPoint"):
            at = value(point, "position")
            if at.isdecimal():
                points[plain_guid(value(point, "guid"))] = min(int(at), len(body.reading.text))
        for selection in children(element, _IN_TRANSCRIPTS):
            start = points.get(plain_guid(value(selection, "fromSyncPoint")))
            end = points.get(plain_guid(value(selection, "toSyncPoint")))
            if start is not None and end is not None and start < end:
                doubt = "is placed by its points in time"
                self._selection(selection, Stretch(start, end), guid, Placed(start, end, doubt))

    def _selection(self, element: Element, stretch: Stretch, source: str, placed: Placed) -> None:
        found, doubtful = self.found, bool(placed.doubt)
        user, when = found.user(element), moment(element)
        at = Reference("", "transcript", source, placed.start, placed.end, doubtful)
        found.ledger.take(element)
        found.ledger.keeps_making(element)
        found.selections[plain_guid(value(element, "guid"))] = at
        codings = [c for c in (self._coding(each, at, user, when) for each in children(element, "Coding")) if c]
        if len(codings) == 1:
            at = Reference("", "coding", codings[0].guid)
        before = len(found.notes) + len(found.references)
        found.describe(element, at, user, when)
        found.refer(element, at)
        silent = not codings and before == len(found.notes) + len(found.references)
        if silent and not list(children(element, "Coding")):
            if placed.titled:
                found.note(stretch.snippet, at, user, when)
            else:
                found.counts["selections without a code or a note, left out"] += 1

    def _coding(
        self, element: Element, at: Reference, user: str | None, when: str | None
    ) -> interchange.InterchangeCoding | None:
        found = self.found
        reference = child(element, "CodeRef")
        if reference is None:
            return None
        code = found.guids.target("code", reference)
        case = found.guids.target("case", reference)
        if code is None:
            if case is not None:
                found.ledger.take(element, reference)
                found.heard.setdefault(case, {})[at.thing] = None
                found.counts["stretches coded as a case's, which only say that the case speaks in that transcript"] += 1
            return None
        found.ledger.take(element, reference)
        found.ledger.keeps_making(element)
        made = interchange.InterchangeCoding(
            found.guids.new("coding", element, at.thing, at.start, at.end, code),
            code,
            at.thing,
            at.start or 0,
            at.end or 0,
            found.user(element) or user,
            moment(element) or when,
            at.needs_review,
        )
        kept = found.code(made)
        found.refer(element, Reference("", "coding", kept.guid))
        return kept

    def _whole(self, element: Element, guid: str, body: _Body) -> None:
        """Codings of a source as a whole become codings of all its text."""
        at = Reference("", "transcript", guid, 0, len(body.reading.text))
        made = [self._coding(each, at, None, None) for each in children(element, "Coding")]
        if count := sum(coding is not None for coding in made):
            self.found.counts["codings of whole sources, put on all of their text"] += count


def _stretch(element: Element) -> Stretch | None:
    try:
        start, end = int(value(element, "startPosition")), int(value(element, "endPosition"))
    except ValueError:
        return None
    most = 2**53
    return Stretch(start, end, value(element, "name")) if -most < start < most and -most < end < most else None


def _plain(title: str, data: bytes, said: Said, voices: Sequence[interchange.Voice], names: Sequence[str]) -> _Body:
    decoded = decode(data)
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    raw = data[len(mark) :].decode(decoded.encoding)
    if not voices:
        said = with_names(said, decoded.text, names)
    draft = Draft(decoded.text, "txt", decoded.encoding, warnings=decoded.warnings)
    reading = replace(finish(draft, f"{title}.txt", data, said), title=title)
    return _Body(_with_roles(reading, voices), raw, bool(mark))


def with_names(said: Said, text: str, names: Sequence[str]) -> Said:
    """Names of cases that begin a line are labels which need no other evidence."""
    lines = {line[:_LONGEST_NAME].casefold() for line in text.split("\n")}
    begun = [name for name in dict.fromkeys(names) if any(line.startswith(name.casefold()) for line in lines)]
    return Said(said.interviewers, (*said.participants, *begun))


def _with_roles(reading: Reading, voices: Sequence[interchange.Voice]) -> Reading:
    """The labels and roles that the file gives stand, whatever was found; labels without a turn are kept."""
    if not voices:
        return reading
    roles = {voice.label: voice.role for voice in voices}
    turns = tuple(_only_known(reading.turns, roles))
    counts = Counter(turn.speaker for turn in turns)
    lines = {speaker.label: speaker.first_line for speaker in reading.speakers}
    speakers = tuple(
        FoundSpeaker(label, role, "as the file says", counts[label], lines.get(label, ""))
        for label, role in roles.items()
    )
    return replace(reading, speakers=speakers, turns=turns)


def _only_known(turns: Sequence[Turn], labels: Collection[str]) -> Iterator[Turn]:
    """Turns of other labels than these go on the turn before, or on that of nobody in particular.

    Where somebody speaks without a label and is not found, the beginning is theirs.
    """
    before: Turn | None = None
    opening = NO_LABEL in labels and NO_LABEL not in {turn.speaker for turn in turns}
    for turn in turns:
        if opening and turn.start == 0 and turn.speaker is None:
            turn = replace(turn, speaker=NO_LABEL, speech_start=0)
        if turn.speaker is not None and turn.speaker not in labels:
            if before is not None and (before.speaker is not None or NO_LABEL not in labels):
                before = _longer(before, turn)
                continue
            turn = replace(turn, speaker=NO_LABEL, speech_start=turn.start) if NO_LABEL in labels else _silent(turn)
        if before is not None:
            yield before
        before = turn
    if before is not None:
        yield before


def _longer(before: Turn, turn: Turn) -> Turn:
    """A turn that goes on through the next one."""
    whole = replace(before, end=turn.end, asides=(*before.asides, *turn.asides))
    return _silent(whole) if before.speaker is None else whole


def _silent(turn: Turn) -> Turn:
    return replace(turn, speaker=None, speech_start=turn.end, asides=())
