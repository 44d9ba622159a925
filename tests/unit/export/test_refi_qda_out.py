"""REFI-QDA files that we write: valid by the schema of the standard, and the same again when they were read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from qualwork.export.refi_qda.refi_file import codebook_file, project_file
from qualwork.ingest.refi_qda.refi_project import read_refi
from qualwork.model import interchange
from qualwork.model.interchange import derived_guid
from tests.unit.exchange_studies import studies

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "refi-qda"
PROGRAM = "qualwork test"


def written(made: interchange.Study, folder: Path) -> tuple[bytes, interchange.Study]:
    """A study as a file, and what is read from that."""
    data = project_file(made, PROGRAM)
    path = folder / "study.qdpx"
    path.write_bytes(data)
    return data, read_refi(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all files of this module."""
    return tmp_path_factory.mktemp("refi")


@settings(max_examples=30, deadline=None)
@given(made=studies)
def test_what_is_written_and_read_is_written_the_same_again(made: interchange.Study, folder: Path) -> None:
    data, read = written(made, folder)
    assert project_file(read, PROGRAM) == data


@settings(max_examples=30, deadline=None)
@given(made=studies)
def test_nothing_is_lost_on_the_way(made: interchange.Study, folder: Path) -> None:
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


def place_of(note: interchange.Note) -> tuple[object, ...]:
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
def test_projects_are_valid_by_the_schema_of_the_standard(made: interchange.Study) -> None:
    check = schema()
    etree = pytest.importorskip("lxml.etree")
    with zipfile.ZipFile(io.BytesIO(project_file(made, PROGRAM))) as archive:
        check.assertValid(etree.fromstring(archive.read("project.qde")))


@settings(max_examples=10, deadline=None)
@given(made=studies)
def test_codebooks_have_what_the_standard_prints(made: interchange.Study, folder: Path) -> None:
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
def test_another_library_reads_what_we_write(made: interchange.Study, folder: Path) -> None:
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
    made = interchange.Study(title="t", codes=(interchange.InterchangeCode(derived_guid("a"), "a"),))
    with zipfile.ZipFile(io.BytesIO(project_file(made, PROGRAM))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())
