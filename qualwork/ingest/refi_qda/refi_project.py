"""REFI-QDA projects and codebooks of any program: everything that can be kept, and a list of what was not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qualwork.ingest.foreign.notices import counts_told, listed
from qualwork.ingest.formats.container import local
from qualwork.ingest.read import Said
from qualwork.ingest.refi_qda.refi_container import Parts
from qualwork.ingest.refi_qda.refi_gathered import Found, Reference
from qualwork.ingest.refi_qda.refi_notes import read_notes
from qualwork.ingest.refi_qda.refi_sets import read_links, read_sets
from qualwork.ingest.refi_qda.refi_sources import Bytes, SourceReader
from qualwork.ingest.refi_qda.refi_xml import (
    Element,
    Guids,
    Ledger,
    child,
    children,
    colour,
    name_of,
    parse,
    plain_guid,
    value,
)
from qualwork.model import interchange
from qualwork.model.errors import BadInput

_MOST_BYTES = 2_000_000_000
_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")


def read_refi(path: Path, said: Said | None = None) -> interchange.Study:
    """The project (.qdpx, or its .qde alone) or codebook (.qdc) in a file; raises BadInput naming a useless one.

    Its notices say how positions were counted, which selections are doubtful, and what was not taken over.
    """
    try:
        data = _bytes(path)
        if data.startswith(b"PK"):
            parts = Parts(data)
            return _read(parse(parts.project(), "project.qde"), path.name, parts.source, said or Said(), parts)
        return _read(parse(data, path.name), path.name, _beside(path), said or Said(), None)
    except BadInput as fault:
        raise BadInput(f"{path}: {fault.message}", fault.candidates) from None
    except RecursionError:
        raise BadInput(f"{path}: its XML is nested deeper than any project: refused") from None


def _beside(path: Path) -> Bytes:
    """Sources of a .qde that stands alone: files in the folder `sources` beside it, and nowhere else."""

    def source(named: str) -> bytes | None:
        scheme, separator, rest = named.partition("://")
        if separator and scheme.casefold() != "internal":
            return None
        name = (rest if separator else named).replace("\\", "/").rpartition("/")[2]
        for folder in ("sources", "Sources"):
            file = path.parent / folder / name
            if name and file.is_file() and not file.is_symlink():
                return _bytes(file)
        return None

    return source


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BadInput("no such file" if not path.exists() else "is no ordinary file")
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput("is larger than any project that is read")
        data = path.read_bytes()
    except OSError as fault:
        raise BadInput(f"cannot be opened ({fault.strerror})") from None
    if not data.strip():
        raise BadInput("is empty")
    return data


def _read(root: Element, file: str, bytes_of: Bytes, said: Said, parts: Parts | None) -> interchange.Study:
    found = Found(Guids(file), Ledger(), own=value(root, "origin").startswith(interchange.ORIGIN))
    book = root if local(root.tag) == "CodeBook" else child(root, "CodeBook")
    found.ledger.take(root, book, child(root, "Graphs"))
    found.ledger.keeps_making(root)
    users = tuple(_users(child(root, "Users"), found))
    codes = _Codes(found, book)
    known = _known_cases(child(root, "Cases"), found)
    reader = SourceReader(found, bytes_of, said, _names_by_source(root))
    sources = tuple(reader.read(child(root, "Sources")))
    variables = _variables(child(root, "Variables"), found)
    cases = tuple(_cases(known, found, variables))
    sources = tuple(_described(child(root, "Sources"), sources, found, variables))
    groups, in_sets = read_sets(child(root, "Sets"), found)
    sources = tuple(replace(each, attributes={**each.attributes, **in_sets.get(each.guid, {})}) for each in sources)
    relations, marks, explained = read_links(child(root, "Links"), child(root, "Notes"), found)
    question = _about(root, found)
    notes = read_notes(child(root, "Notes"), found, bytes_of, explained)
    notices = [*found.notices, *counts_told(found.counts), *found.ledger.left(root)]
    if parts is not None and (unused := parts.unused()):
        notices.append(f"not taken over: files in the archive ({listed(unused)}): {len(unused):,}")
    return interchange.Study(
        title=name_of(root),
        question=question,
        users=users,
        codes=tuple(codes.made),
        cases=cases,
        sources=sources,
        codings=tuple(found.codings.values()),
        notes=notes,
        groups=groups,
        relations=relations,
        marks=marks,
        notices=tuple(notices),
    )


def _names_by_source(root: Element) -> dict[str, list[str]]:
    """Names of cases, which may be labels, by the GUID in capitals of each source that a case is heard in."""
    found: dict[str, list[str]] = {}
    for case in children(child(root, "Cases"), "Case"):
        for reference in children(case, "SourceRef"):
            if name := name_of(case):
                found.setdefault(plain_guid(value(reference, "targetGUID")), []).append(name)
    return found


def _users(users: Element | None, found: Found) -> Iterator[interchange.User]:
    found.ledger.take(users)
    for element in children(users, "User"):
        found.ledger.take(element)
        name = name_of(element) or value(element, "id").strip() or "unnamed coder"
        yield interchange.User(found.guids.new("user", element, name), name)


class _Codes:
    """The codes of a codebook, parents before their sub-codes."""

    def __init__(self, found: Found, book: Element | None) -> None:
        self.found = found
        self.made: list[interchange.InterchangeCode] = []
        codes = child(book, "Codes")
        found.ledger.take(codes)
        for element in self._unwrapped(list(children(codes, "Code"))):
            self.read(element, None)

    def _unwrapped(self, top: list[Element]) -> list[Element]:
        """Some programs put all codes below one that is no code (`Nodes`): its children are the top then."""
        inner = list(children(top[0], "Code")) if len(top) == 1 else []
        wraps = inner and value(top[0], "isCodable").strip() in ("false", "0") and child(top[0], "Description") is None
        if not wraps:
            return top
        self.found.ledger.take(top[0])
        self.found.notices.append(f"all codes stood below {name_of(top[0])!r}, which is no code: left out")
        return inner

    def read(self, element: Element, parent: str | None) -> None:
        """Take one code and those below it."""
        found = self.found
        name = name_of(element) or "unnamed code"
        guid = found.guids.new("code", element, parent, name)
        described = child(element, "Description")
        found.ledger.take(element, described)
        text = described.text or "" if described is not None else ""
        definition, texts = interchange.split_sections(text, interchange.CODE_TITLES)
        typed = value(element, "color")
        shade = colour(typed)
        if typed and not shade:
            found.counts[f"colours that are not known ({typed[:20]!r})"] += 1
        use_when, use_not = (texts[title] for title in interchange.CODE_TITLES)
        self.made.append(interchange.InterchangeCode(guid, name, parent, definition, use_when, use_not, shade))
        found.refer(element, Reference("", "code", guid))
        for below in children(element, "Code"):
            self.read(below, guid)


def _variables(variables: Element | None, found: Found) -> dict[str, str]:
    """Names of the variables by their GUIDs."""
    found.ledger.take(variables)
    names = {}
    for element in children(variables, "Variable"):
        found.ledger.take(element)
        name = name_of(element) or "unnamed variable"
        names[found.guids.new("variable", element, name)] = name
    return names


def _values(element: Element, found: Found, names: dict[str, str]) -> dict[str, str]:
    """The variables that have a value under a case or source."""
    values = {}
    for each in children(element, "VariableValue"):
        reference = child(each, "VariableRef")
        guid = None if reference is None else found.guids.target("variable", reference)
        given = next(children(each, *_VALUES), None)
        if guid is not None:
            found.ledger.take(each, reference, given)
            if given is not None and (given.text or "").strip():
                values[names[guid]] = given.text or ""
    return values


def _known_cases(cases: Element | None, found: Found) -> dict[str, Element]:
    """The cases by their GUIDs, before anything refers to them."""
    found.ledger.take(cases)
    return {found.guids.new("case", each, name_of(each)): each for each in children(cases, "Case")}


def _cases(known: dict[str, Element], found: Found, names: dict[str, str]) -> Iterator[interchange.Case]:
    for guid, element in known.items():
        found.ledger.take(element)
        found.describe(element, Reference("", "participant", guid))
        speaks = dict.fromkeys((*_speaks(element, found), *found.heard.get(guid, ())))
        yield interchange.Case(guid, name_of(element) or "unnamed case", _values(element, found, names), tuple(speaks))


def _speaks(element: Element, found: Found) -> Iterator[str]:
    """The sources of a case, by reference to them or to a selection in them."""
    for reference in children(element, "SourceRef"):
        if guid := found.guids.target("source", reference):
            found.ledger.take(reference)
            yield guid
    for reference in children(element, "SelectionRef"):
        if at := found.selections.get(plain_guid(value(reference, "targetGUID"))):
            found.ledger.take(reference)
            found.counts["selections of cases, which only say that the case speaks in that transcript"] += 1
            yield at.thing


def _described(
    elements: Element | None, sources: tuple[interchange.Source, ...], found: Found, names: dict[str, str]
) -> Iterator[interchange.Source]:
    """The sources with the values of their variables."""
    by_guid = {source.guid: source for source in sources}
    values: dict[str, dict[str, str]] = {}
    for element in elements if elements is not None else ():
        for each in (element, *children(element, "Representation", "Transcript")):
            guid = found.guids.target("source", each, "guid")
            if guid in by_guid:
                values.setdefault(guid, {}).update(_values(each, found, names))
    for source in sources:
        yield replace(source, attributes=values.get(source.guid, {}))


def _about(root: Element, found: Found) -> str:
    """The research question where the file is ours; else what it says of the project becomes a note on it."""
    found.refer(root, Reference("", "project"))
    described = child(root, "Description")
    if described is None or not found.own:
        found.describe(root, Reference("", "project"))
        return ""
    found.ledger.take(described)
    return described.text or ""
