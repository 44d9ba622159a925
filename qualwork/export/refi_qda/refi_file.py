"""REFI-QDA files of a project: `.qdpx` with its transcripts, `.qdc` with the codebook alone.

What we write is what we read back: positions are code points of the text as it lies in the archive, with line ends
of one sign; the same project gives the same bytes.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from qualwork.export.refi_qda.refi_xml import Tag, described, document, reference, tag
from qualwork.model import interchange

_PROJECT = {
    "xmlns": "urn:QDA-XML:project:1.0",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd",
}
_CODEBOOK = {
    "xmlns": "urn:QDA-XML:codebook:1.0",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "urn:QDA-XML:codebook:1.0 http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd",
}
_TIME = (1980, 1, 1, 0, 0, 0)
_SNIPPET = 100
_SHADE = re.compile("#[0-9a-fA-F]{6}")
_WHOLE = re.compile(r"0|-?[1-9]\d{0,15}")
_DAY = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])")
_KINDS = {"Integer": "IntegerValue", "Date": "DateValue", "Text": "TextValue"}
Notes = dict[tuple[str, str], list[str]]


def project_file(study: interchange.Study, program: str) -> bytes:
    """A `.qdpx`; `program` is named as its origin."""
    archive = io.BytesIO()
    parts = {"project.qde": document(_Project(study).root(program))}
    for source in study.sources:
        data = source.text.encode()
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        parts[f"sources/{source.guid}.txt"] = mark + data
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name in sorted(parts):
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o600 << 16
            opened.writestr(info, parts[name])
    return archive.getvalue()


def codebook_file(study: interchange.Study, program: str) -> bytes:
    """A `.qdc`: codes, and the themes as sets."""
    codes = tag("Codes", _codes(study.codes, lambda _: ()))
    members = {group.guid: [Tag("MemberCode", {"guid": code}) for code in group.codes] for group in study.groups}
    sets = [_set(group, name, members[group.guid]) for group, name in _paths(study.groups)]
    inside = (codes, *([tag("Sets", sets)] if sets else []))
    return document(Tag("CodeBook", {**_CODEBOOK, "origin": program}, inside))


def _codes(codes: Sequence[interchange.InterchangeCode], notes: Callable[[str], Iterable[Tag]]) -> Iterator[Tag]:
    below: dict[str | None, list[interchange.InterchangeCode]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)

    def made(code: interchange.InterchangeCode) -> Tag:
        text = interchange.join_sections(
            code.definition, dict(zip(interchange.CODE_TITLES, (code.use_when, code.use_not), strict=True))
        )
        inside = (*described(text), *notes(code.guid), *map(made, below.get(code.guid, ())))
        shade = code.colour if _SHADE.fullmatch(code.colour) else None
        return tag("Code", inside, guid=code.guid, name=code.name, isCodable="true", color=shade)

    return map(made, below.get(None, ()))


def _paths(groups: Sequence[interchange.Group]) -> Iterator[tuple[interchange.Group, str]]:
    """Each theme with its full name, as sets do not lie in each other."""
    names: dict[str, str] = {}
    for group in groups:
        above = names.get(group.parent or "")
        names[group.guid] = f"{above}/{group.name}" if above else group.name
        yield group, names[group.guid]


def _set(group: interchange.Group, name: str, members: Iterable[Tag]) -> Tag:
    status = "" if group.status == "candidate" else group.status
    texts = {**group.texts, "status": status}
    sections = {title: texts.get(key, "") for key, title in interchange.THEME_TITLES.items()}
    text = interchange.join_sections(group.texts.get("essence", ""), sections)
    return tag("Set", (*described(text), *members), guid=group.guid, name=name)


class _Project:
    """The project's XML in the order of the schema."""

    def __init__(self, study: interchange.Study) -> None:
        self.study = study
        self.extra_notes: list[Tag] = []
        self.notes: Notes = {}
        for note in study.notes:
            if note.start is None:
                self.notes.setdefault((note.on, note.thing), []).append(note.guid)

    def root(self, program: str) -> Tag:
        study = self.study
        links = [*self.links(), *self.notes_on_cases()]
        parts: list[tuple[str, Iterable[Tag]]] = [
            ("Users", (tag("User", guid=user.guid, name=user.name) for user in study.users)),
            ("CodeBook", self.codebook()),
            ("Variables", self.variables()),
            ("Cases", self.cases()),
            ("Sources", self.sources()),
            ("Notes", (*map(_note, study.notes), *self.extra_notes)),
            ("Links", links),
            ("Sets", self.sets()),
        ]
        inside = [Tag(name, {}, filled) for name, each in parts if (filled := tuple(each))]
        about = (*described(study.question), *self.refer("project", ""))
        return Tag("Project", {**_PROJECT, "name": study.title, "origin": program}, (*inside, *about))

    def refer(self, on: str, thing: str, name: str = "NoteRef") -> Iterator[Tag]:
        for guid in self.notes.get((on, thing), ()):
            yield reference(name, guid)

    def codebook(self) -> Iterator[Tag]:
        codes = tuple(_codes(self.study.codes, lambda guid: self.refer("code", guid)))
        if codes:
            yield Tag("Codes", {}, codes)

    def variables(self) -> Iterator[Tag]:
        for name, kind in sorted(self.kinds.items()):
            yield tag("Variable", guid=_variable(name), name=name, typeOfVariable=kind)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The narrowest type that all values of a variable have."""
        values: dict[str, set[str]] = {}
        things = [*(case.attributes for case in self.study.cases), *(each.attributes for each in self.study.sources)]
        for attributes in things:
            for name, value in _facts(attributes).items():
                values.setdefault(name, set()).add(value)
        found = {}
        for name, given in values.items():
            whole, days = all(map(_WHOLE.fullmatch, given)), all(map(_DAY.fullmatch, given))
            found[name] = "Integer" if whole else "Date" if days else "Text"
        return found

    def values(self, attributes: dict[str, str]) -> Iterator[Tag]:
        for name, value in attributes.items():
            inside = (reference("VariableRef", _variable(name)), Tag(_KINDS[self.kinds[name]], {}, value))
            yield Tag("VariableValue", {}, inside)

    def cases(self) -> Iterator[Tag]:
        for case in self.study.cases:
            sources = [reference("SourceRef", guid) for guid in case.sources]
            inside = (*self.values(_facts(case.attributes)), *sources)
            yield tag("Case", inside, guid=case.guid, name=case.name)

    def sources(self) -> Iterator[Tag]:
        codings: dict[str, list[interchange.InterchangeCoding]] = {}
        for coding in self.study.codings:
            codings.setdefault(coding.source, []).append(coding)
        passages: dict[str, list[interchange.Note]] = {}
        for note in self.study.notes:
            if note.start is not None:
                passages.setdefault(note.thing, []).append(note)
        for source in self.study.sources:
            inside = (
                *described(interchange.voices_to_lines(source.voices)),
                *self.selections(source, codings.get(source.guid, ()), passages.get(source.guid, ())),
                *self.refer("transcript", source.guid),
                *self.values(_facts(source.attributes)),
            )
            path = f"internal://{source.guid}.txt"
            yield tag("TextSource", inside, guid=source.guid, name=source.title, plainTextPath=path)

    def selections(
        self,
        source: interchange.Source,
        codings: Iterable[interchange.InterchangeCoding],
        notes: Iterable[interchange.Note],
    ) -> Iterator[Tag]:
        """One selection a coding, and one a note on a passage, in order of place."""
        made = [(each.start, each.end, each.guid, self.coding(each)) for each in codings]
        made += [(n.start or 0, n.end or 0, n.guid, reference("NoteRef", n.guid)) for n in notes]
        users = {each.guid: (each.user, each.at) for each in codings}
        for start, end, guid, inside in sorted(made, key=lambda each: each[:3]):
            user, when = users.get(guid, (None, None))
            snippet = source.text[start:end]
            yield tag(
                "PlainTextSelection",
                (inside,),
                guid=interchange.derived_guid(guid, "selection"),
                name=snippet if len(snippet) <= _SNIPPET else f"{snippet[: _SNIPPET - 1]}…",
                startPosition=str(start),
                endPosition=str(end),
                creatingUser=user,
                creationDateTime=when,
            )

    def coding(self, coding: interchange.InterchangeCoding) -> Tag:
        inside = (reference("CodeRef", coding.code), *self.refer("coding", coding.guid))
        return tag("Coding", inside, guid=coding.guid, creatingUser=coding.user, creationDateTime=coding.at)

    def links(self) -> Iterator[Tag]:
        names = {mark: name for name, mark in interchange.MARK_NAMES.items()}
        for relation in self.study.relations:
            yield self.link(relation.kind, relation.source, relation.target, relation.note)
        for mark in self.study.marks:
            yield self.link(names[mark.mark], mark.coding, mark.theme, mark.reason)

    def link(self, name: str, origin: str, target: str, why: str) -> Tag:
        guid = interchange.derived_guid(origin, target, name)
        inside: tuple[Tag, ...] = ()
        if why:
            note = interchange.derived_guid(guid, "note")
            self.extra_notes.append(tag("Note", (Tag("PlainTextContent", {}, why),), guid=note, name=name))
            inside = (reference("NoteRef", note),)
        return tag("Link", inside, guid=guid, name=name, direction="OneWay", originGUID=origin, targetGUID=target)

    def notes_on_cases(self) -> Iterator[Tag]:
        """Cases cannot refer to notes: a link ties them."""
        for case in self.study.cases:
            for note in self.notes.get(("participant", case.guid), ()):
                yield self.link("memo on", note, case.guid, "")

    def sets(self) -> Iterator[Tag]:
        for group, name in _paths(self.study.groups):
            codes = [reference("MemberCode", code) for code in group.codes]
            yield _set(group, name, (*codes, *self.refer("theme", group.guid, "MemberNote")))
        found: dict[str, list[tuple[str, str]]] = {}
        for source in self.study.sources:
            for name, value in source.attributes.items():
                if name.startswith(interchange.SET_OF_TRANSCRIPTS):
                    found.setdefault(name, []).append((source.guid, value))
        for name, members in sorted(found.items()):
            text = members[0][1] if members[0][1] != "yes" else ""
            inside = (*described(text), *(reference("MemberSource", guid) for guid, _ in members))
            plain = name.removeprefix(interchange.SET_OF_TRANSCRIPTS)
            guid = interchange.derived_guid("set", name, *(guid for guid, _ in members))
            yield tag("Set", inside, guid=guid, name=plain)


def _facts(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes that are variables, not membership in a set."""
    return {name: value for name, value in attributes.items() if not name.startswith(interchange.SET_OF_TRANSCRIPTS)}


def _variable(name: str) -> str:
    return interchange.derived_guid("variable", name)


def _note(note: interchange.Note) -> Tag:
    name = note.kind + (interchange.RESOLVED if note.resolved else "")
    inside = (Tag("PlainTextContent", {}, note.text),)
    return tag("Note", inside, guid=note.guid, name=name, creatingUser=note.user, creationDateTime=note.at)
