"""REFI-QDA files that we write: valid by the schema of the standard, and the same again when they were read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.export.refi_qda import codebook_file, project_file
from qualwork.ingest.refi_qda import read_refi
from qualwork.model import exchange
from qualwork.model.exchange import derived_guid

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "refi-qda"
PROGRAM = "qualwork test"
SAID = [
    *("Ben: ", "I felt safe. ", "Interviewer: why? ", "\n", "\n\n", "😀", "𝔘𝔫𝔦 ", "مرحبا ", "שלום ", "e\u0301"),
    *("don't ", "Use when:\n", "\\Use when:\n", "]]>", '<&>"', " \t", "\u2028", "\x0c", "\u200d", "ß"),
]
phrases = st.lists(st.sampled_from(SAID), max_size=12).map("".join)
texts = phrases.map(lambda words: f"Ben: {words}.")
bodies = st.lists(st.sampled_from([*SAID, "\r", "\r\n", "\ufeff"]), max_size=8).map("".join)
names = st.sampled_from(["trust", "Trust: 2", "naïve 😀", "a/b", "שלום", "x < y & z", '"quoted"', "tea\u00a0time"])


def study(draw: Any, deep: int = 7) -> exchange.Study:
    """Any study: codes in a tree, sources in many scripts, codings and notes anywhere in them, themes."""
    codes = code_tree(draw, deep)
    users = [exchange.User(derived_guid("user", name), name) for name in ("kim", "Zoë 😀")]
    sources = [
        exchange.Source(derived_guid("source", number), f"talk {number}", draw(texts), facts(draw))
        for number in range(draw(st.integers(1, 3)))
    ]
    cases = [
        exchange.Case(derived_guid("case", name), name, facts(draw), (sources[0].guid,))
        for name in ("Ben", "Ada & Eve")
    ]
    codings = {}
    for number in range(draw(st.integers(0, 12))):
        source = draw(st.sampled_from(sources))
        start = draw(st.integers(0, len(source.text) - 1))
        end = draw(st.integers(start + 1, len(source.text)))
        place = (draw(st.sampled_from(codes)).guid, source.guid, start, end, draw(st.sampled_from(users)).guid)
        codings[place] = exchange.Coding(derived_guid("coding", number), *place, "2026-01-02T03:04:05.678Z")
    groups = themes(draw, codes)
    made = tuple(codings.values())
    return exchange.Study(
        title=draw(names),
        question=draw(bodies),
        users=tuple(users),
        codes=tuple(codes),
        cases=tuple(cases),
        sources=tuple(sources),
        codings=tuple(sorted(made, key=lambda each: (each.source, each.start, each.end, each.guid))),
        notes=notes(draw, codes, sources, made, groups, users),
        groups=groups,
        relations=(exchange.Relation(groups[0].guid, groups[1].guid, "leads to", draw(bodies)),),
        marks=tuple(exchange.Mark(groups[0].guid, each.guid, "contrary", draw(bodies)) for each in made[:2]),
    )


def code_tree(draw: Any, deep: int) -> list[exchange.Code]:
    """A chain of codes so deep, and some beside them; parents come first."""
    made: list[exchange.Code] = []
    parent = None
    for level in range(deep):
        for name in draw(st.lists(names, min_size=1, max_size=2, unique_by=str.casefold)):
            guid = derived_guid("code", level, name)
            shade = draw(st.sampled_from(["", "#1f77b4", "#ABCDEF"]))
            made.append(exchange.Code(guid, name, parent, draw(bodies), draw(bodies), draw(bodies), shade))
        parent = made[-1].guid
    return _depth_first(made)


def _depth_first(codes: list[exchange.Code], parent: str | None = None) -> list[exchange.Code]:
    found = []
    for code in codes:
        if code.parent == parent:
            found += [code, *_depth_first(codes, code.guid)]
    return found


def facts(draw: Any) -> dict[str, str]:
    """Attributes of a case or source; some are numbers or dates throughout."""
    values = {
        "age": str(draw(st.integers(-3, 99))),
        "since": "2024-02-28",
        "site": draw(st.sampled_from(["north", "7"])),
    }
    return {name: values[name] for name in draw(st.lists(st.sampled_from(sorted(values)), unique=True))}


def themes(draw: Any, codes: list[exchange.Code]) -> tuple[exchange.Group, ...]:
    """A theme, a subtheme of it and another one."""
    keys = ("essence", "differs", "scope_in", "scope_out", "story", "narrative")
    made: list[exchange.Group] = []
    for number, parent in enumerate((None, 0, None)):
        said = {key: draw(bodies) for key in keys}
        members = draw(st.lists(st.sampled_from(codes), max_size=3, unique_by=lambda code: code.guid))
        above = None if parent is None else made[parent].guid
        status = draw(st.sampled_from(["candidate", "reviewed", "defined"]))
        inside = tuple(code.guid for code in members)
        made.append(exchange.Group(derived_guid("set", number), f"theme {number}", above, said, status, inside))
    return tuple(made)


def notes(
    draw: Any,
    codes: list[exchange.Code],
    sources: list[exchange.Source],
    codings: tuple[exchange.Coding, ...],
    groups: tuple[exchange.Group, ...],
    users: list[exchange.User],
) -> tuple[exchange.Note, ...]:
    """A note on one thing of each kind, and one on a passage."""
    places: list[tuple[exchange.On, str]] = [("project", ""), ("code", codes[0].guid), ("transcript", sources[0].guid)]
    places += [("theme", groups[1].guid), ("participant", derived_guid("case", "Ben"))]
    places += [("coding", each.guid) for each in codings[:1]]
    made = []
    for number, (on, thing) in enumerate([*places, ("transcript", sources[-1].guid)]):
        kind = draw(st.sampled_from(["note", "method", "query", "reflexive diary"]))
        about = (kind, draw(st.booleans()), users[0].guid, f"2026-01-02T03:04:0{number}Z")
        passage = (0, 3) if number == len(places) else (None, None)
        text = f"{number} {draw(bodies)}!"
        made.append(exchange.Note(derived_guid("note", number), text, on, thing, *about, *passage))
    return tuple(made)


studies = st.composite(study)()


def written(made: exchange.Study, folder: Path) -> tuple[bytes, exchange.Study]:
    """A study as a file, and what is read from that."""
    data = project_file(made, PROGRAM)
    path = folder / "study.qdpx"
    path.write_bytes(data)
    return data, read_refi(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all files of this module."""
    return tmp_path_factory.mktemp("refi")


@settings(max_examples=60, deadline=None)
@given(made=studies)
def test_what_is_written_and_read_is_written_the_same_again(made: exchange.Study, folder: Path) -> None:
    data, read = written(made, folder)
    assert project_file(read, PROGRAM) == data


@settings(max_examples=60, deadline=None)
@given(made=studies)
def test_nothing_is_lost_on_the_way(made: exchange.Study, folder: Path) -> None:
    _, read = written(made, folder)
    assert (read.title, read.question) == (made.title, visible(made.question))
    assert [code.name for code in read.codes] == [code.name for code in made.codes]
    assert [code.parent for code in read.codes] == [code.parent for code in made.codes]
    assert [visible(code.use_not) for code in made.codes] == [code.use_not for code in read.codes]
    assert {source.guid: source.text for source in read.sources} == {s.guid: s.text for s in made.sources}
    assert set(read.codings) == set(made.codings)
    assert {note.guid: visible(note.text) for note in made.notes} == {note.guid: note.text for note in read.notes}
    assert sorted(map(place_of, read.notes)) == sorted(map(place_of, made.notes))
    assert [(g.guid, g.name, g.parent, g.codes, g.status) for g in read.groups] == [
        (g.guid, g.name, g.parent, g.codes, g.status) for g in made.groups
    ]
    assert [visible(group.texts["story"]) for group in made.groups] == [group.texts["story"] for group in read.groups]
    assert [(case.name, case.attributes, case.sources) for case in read.cases] == [
        (case.name, case.attributes, case.sources) for case in made.cases
    ]
    assert [visible(mark.reason) for mark in made.marks] == [mark.reason for mark in read.marks]


def visible(text: str) -> str:
    """A text with what XML cannot hold as U+FFFD."""
    return text.replace("\x0c", "\ufffd")


def place_of(note: exchange.Note) -> tuple[object, ...]:
    """What a note is about, who wrote it and when."""
    return note.guid, note.on, note.thing, note.kind, note.resolved, note.start or -1, note.end or -1, note.at or ""


def schema() -> Any:
    """The schema of the standard, where it lies beside the repository."""
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    path = SHARED / "Project-mrt2019.xsd"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))


@settings(max_examples=25, deadline=None)
@given(made=studies)
def test_projects_are_valid_by_the_schema_of_the_standard(made: exchange.Study) -> None:
    check = schema()
    etree = pytest.importorskip("lxml.etree")
    with zipfile.ZipFile(io.BytesIO(project_file(made, PROGRAM))) as archive:
        check.assertValid(etree.fromstring(archive.read("project.qde")))


@settings(max_examples=10, deadline=None)
@given(made=studies)
def test_codebooks_have_what_the_standard_prints(made: exchange.Study, folder: Path) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    data = codebook_file(made, PROGRAM)
    etree.XMLSchema(etree.fromstring(CODEBOOK_SCHEMA)).assertValid(etree.fromstring(data))
    path = folder / "book.qdc"
    path.write_bytes(data)
    read = read_refi(path)
    assert codebook_file(read, PROGRAM) == data
    assert [(code.guid, code.name, code.parent) for code in read.codes] == [
        (code.guid, code.name, code.parent) for code in made.codes
    ]
    assert [(group.name, group.codes) for group in read.groups] == [(group.name, group.codes) for group in made.groups]


# Written anew after the types that chapter 5.2 of the standard names.
CODEBOOK_SCHEMA = b"""
<s:schema xmlns="urn:QDA-XML:codebook:1.0" xmlns:s="http://www.w3.org/2001/XMLSchema"
 targetNamespace="urn:QDA-XML:codebook:1.0" elementFormDefault="qualified">
 <s:element name="CodeBook"><s:complexType><s:sequence>
  <s:element name="Codes"><s:complexType><s:sequence>
   <s:element name="Code" type="code" maxOccurs="unbounded"/></s:sequence></s:complexType></s:element>
  <s:element name="Sets" minOccurs="0"><s:complexType><s:sequence>
   <s:element name="Set" type="set" maxOccurs="unbounded"/></s:sequence></s:complexType></s:element>
 </s:sequence><s:attribute name="origin" type="s:string"/></s:complexType></s:element>
 <s:complexType name="code"><s:sequence>
   <s:element name="Description" type="s:string" minOccurs="0"/>
   <s:element name="Code" type="code" minOccurs="0" maxOccurs="unbounded"/></s:sequence>
  <s:attribute name="guid" type="guid" use="required"/><s:attribute name="name" type="s:string" use="required"/>
  <s:attribute name="isCodable" type="s:boolean" use="required"/><s:attribute name="color" type="rgb"/>
 </s:complexType>
 <s:complexType name="set"><s:sequence>
   <s:element name="Description" type="s:string" minOccurs="0"/>
   <s:element name="MemberCode" minOccurs="0" maxOccurs="unbounded"><s:complexType>
    <s:attribute name="guid" type="guid" use="required"/></s:complexType></s:element></s:sequence>
  <s:attribute name="guid" type="guid" use="required"/><s:attribute name="name" type="s:string" use="required"/>
 </s:complexType>
 <s:simpleType name="guid"><s:restriction base="s:token">
  <s:pattern value="[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"/></s:restriction></s:simpleType>
 <s:simpleType name="rgb"><s:restriction base="s:token">
  <s:pattern value="#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"/></s:restriction></s:simpleType>
</s:schema>
"""


@settings(max_examples=8, deadline=None)
@given(made=studies)
def test_another_library_reads_what_we_write(made: exchange.Study, folder: Path) -> None:
    pyrefiqda = pytest.importorskip("pyrefiqda", reason="pyrefiqda is not installed")
    path = folder / "other.qdpx"
    path.write_bytes(project_file(made, PROGRAM))
    found = pyrefiqda.RefiProject.load(path, extract_dir=folder / "unpacked")
    assert found.name == made.title
    assert {source.guid for source in found.sources.text_source} == {source.guid for source in made.sources}
    codings = {
        (coding.code_ref.target_guid, source.guid, selection.start_position, selection.end_position, selection.name)
        for source in found.sources.text_source
        for selection in source.plain_text_selection
        for coding in selection.coding
    }
    by_guid = {source.guid: source.text for source in made.sources}
    assert {each[:4] for each in codings} == {(c.code, c.source, c.start, c.end) for c in made.codings}
    for _, source, start, end, name in codings:
        assert visible(by_guid[source][start:end]).startswith(name.removesuffix("…"))


def test_the_archive_tells_no_time() -> None:
    made = exchange.Study(title="t", codes=(exchange.Code(derived_guid("a"), "a"),))
    with zipfile.ZipFile(io.BytesIO(project_file(made, PROGRAM))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())
