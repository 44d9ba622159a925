"""Projects of RQDA and requal, made with SQL as those programs lay their tables out, and a .qde that stands alone."""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.ingest.foreign.databases import read_database
from qualwork.ingest.read import Said
from qualwork.ingest.refi_qda.refi_project import read_refi
from qualwork.model import interchange
from tests.unit.ingest.test_other_projects import TALK, at, database, extracts, read

RQDA = """
CREATE TABLE source (name text, id integer, file text, memo text, owner text, date text, dateM text, status integer);
CREATE TABLE freecode (name text, memo text, owner text, date text, dateM text, id integer, status integer, color text);
CREATE TABLE codecat (name text, cid integer, catid integer, owner text, date text, dateM text, memo text,
 status integer);
CREATE TABLE treecode (cid integer, catid integer, date text, dateM text, memo text, status integer, owner text);
CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real, status integer, owner text,
 date text, memo text);
CREATE TABLE cases (name text, memo text, owner text, date text, dateM text, id integer, status integer);
CREATE TABLE caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer, owner text,
 date text, memo text);
CREATE TABLE caseAttr (variable text, value text, caseID integer, date text, dateM text, owner text, status integer);
CREATE TABLE fileAttr (variable text, value text, fileID integer, date text, dateM text, owner text, status integer);
CREATE TABLE annotation (fid integer, position integer, annotation text, owner text, date text, dateM text,
 status integer);
CREATE TABLE journal (name text, journal text, date text, dateM text, owner text, status integer);
CREATE TABLE project (databaseversion text, date text, dateM text, memo text, about text);
CREATE TABLE filecat (name text, fid integer, catid integer, owner text, date text, dateM text, memo text,
 status integer);
"""
REQUAL = """
CREATE TABLE projects (project_id integer, project_name text, project_description text, created_at text);
CREATE TABLE users (user_id integer, user_login text, user_name text);
CREATE TABLE documents (doc_id integer, project_id integer, user_id integer, doc_name text, doc_description text,
 doc_text text, created_at text);
CREATE TABLE codes (project_id integer, code_id integer, user_id integer, code_name text, code_description text,
 code_color text);
CREATE TABLE categories (project_id integer, category_id integer, user_id integer, category_name text,
 category_description text);
CREATE TABLE categories_codes_map (project_id integer, category_id integer, code_id integer);
CREATE TABLE cases (project_id integer, case_id integer, case_name text, case_description text);
CREATE TABLE cases_documents_map (project_id integer, case_id integer, doc_id integer);
CREATE TABLE segments (project_id integer, user_id integer, doc_id integer, code_id integer, segment_id integer,
 segment_start integer, segment_end integer, segment_text text);
CREATE TABLE memos (project_id integer, memo_id integer, user_id integer, text text);
CREATE TABLE memos_segments_map (memo_id integer, segment_id integer);
CREATE TABLE memos_codes_map (memo_id integer, code_id integer);
CREATE TABLE attributes (attribute_id integer, attribute_name text, attribute_object text);
CREATE TABLE attribute_values (attribute_value_id integer, attribute_id integer, value text);
CREATE TABLE attributes_documents_map (doc_id integer, attribute_id integer, attribute_value_id integer);
"""
WHEN = "Mon Jan 15 10:00:00 2024"
Table = Iterable[tuple[object, ...]]


def rqda(folder: Path, **more: Table) -> Path:
    """An RQDA project with one file and two codes in a category."""
    rows: dict[str, Table] = {
        "source": [("talk.txt", 1, TALK, "loud room", "kim", WHEN, "", 1), ("gone", 2, "x", "", "kim", WHEN, "", 0)],
        "freecode": [
            ("safety", "feels safe", "kim", WHEN, "", 1, 1, "#F781F3"),
            ("fear", "", "kim", WHEN, "", 2, 1, None),
            ("old", "", "kim", WHEN, "", 3, 0, None),
        ],
        "codecat": [("Feelings", None, 1, "kim", WHEN, "", "what is felt", 1)],
        "treecode": [(1, 1, "", "", "", 1, "kim"), (2, 1, "", "", "", 1, "kim")],
    }
    return database(folder / "study.rqda", RQDA, {**rows, **more})


def test_rqda_gives_all_that_has_a_place_here(tmp_path: Path) -> None:
    felt = at(TALK, "I felt safe 😀")
    asked = at(TALK, "Nobody asked.")
    path = rqda(
        tmp_path,
        coding=[
            (1, 1, "I felt safe 😀", float(felt[0]), float(felt[1]), 1, "kim", WHEN, "strong"),
            (2, 1, "Nobody asked.", *asked, 1, "lee", WHEN, ""),
            (2, 1, "Nobody asked.", *asked, 0, "lee", WHEN, ""),
        ],
        annotation=[(1, felt[0], "see her diary", "lee", WHEN, "", 1)],
        cases=[("Ben", "an old hand", "kim", WHEN, "", 1, 1)],
        caselinkage=[(1, 1, 0.0, float(len(TALK)), 1, "kim", WHEN, "")],
        caseAttr=[("age", "42", 1, "", "", "kim", 1), ("town", "NA", 1, "", "", "kim", 1)],
        fileAttr=[("wave", "two", 1, "", "", "kim", 1)],
        journal=[("Monday", "began to read", WHEN, "", "kim", 1)],
        filecat=[("Round 1", None, 1, "kim", "", "", "", 1)],
    )
    study = read(path)
    assert [(code.name, code.definition, code.colour) for code in study.codes] == [
        ("safety", "feels safe", "#F781F3"),
        ("fear", "", ""),
    ]
    assert extracts(study) == [("safety", "I felt safe 😀", False), ("fear", "Nobody asked.", False)]
    assert study.codings[0].at == "2024-01-15T10:00:00"
    assert [(group.name, len(group.codes)) for group in study.groups] == [("Feelings", 2)]
    assert {(note.on, note.text) for note in study.notes} == {
        ("coding", "strong"),
        ("transcript", "see her diary"),
        ("transcript", "loud room"),
        ("participant", "an old hand"),
        ("project", "Monday\nbegan to read"),
    }
    assert study.cases[0].attributes == {"age": "42"}
    assert study.sources[0].attributes == {"wave": "two"}
    told = " | ".join(study.notices)
    for part in ("rows of coding deleted", "rows of freecode deleted", "rows of source deleted", "Round 1"):
        assert part in told


def requal(folder: Path, text: str, segments: Table, **more: Table) -> Path:
    """A requal project with one document and two codes."""
    rows: dict[str, Table] = {
        "projects": [(1, "Winter", "about snow", "")],
        "users": [(1, None, "kim")],
        "documents": [(1, 1, 1, "talk", "loud room", text, "2024-01-15 10:00:00")],
        "codes": [(1, 1, 1, "safety", "feels safe", "rgb(255, 255, 0)"), (1, 2, 1, "fear", "", "")],
        "segments": segments,
    }
    return database(folder / "study.requal", REQUAL, {**rows, **more})


def test_requal_gives_all_that_has_a_place_here(tmp_path: Path) -> None:
    (start, end), (first, last) = at(TALK, "I felt safe 😀"), at(TALK, "Nobody")
    path = requal(
        tmp_path,
        TALK,
        [
            (1, 1, 1, 1, 1, start + 1, end, "I felt safe 😀"),
            (1, 1, 1, None, 2, first + 1, last, "Nobody"),
            (1, 1, 1, None, 3, 1, 3, "Int"),
        ],
        categories=[(1, 1, 1, "Feelings", "what is felt"), (1, 2, 1, "Other", "")],
        categories_codes_map=[(1, 1, 1), (1, 1, 2), (1, 2, 2)],
        memos=[(1, 1, 1, "see her diary"), (1, 2, 1, "on the study"), (1, 3, 1, "on fear")],
        memos_segments_map=[(1, 2)],
        memos_codes_map=[(3, 2)],
        cases=[(1, 1, "Ben", "an old hand")],
        cases_documents_map=[(1, 1, 1)],
        attributes=[(1, "wave", "document")],
        attribute_values=[(1, 1, "two")],
        attributes_documents_map=[(1, 1, 1)],
    )
    study = read(path)
    assert study.title == "Winter"
    assert extracts(study) == [("safety", "I felt safe 😀", False)]
    assert study.codes[0].colour == "#ffff00"
    assert [(group.name, len(group.codes)) for group in study.groups] == [("Feelings", 2), ("Other", 1)]
    notes = {(note.on, note.text): note for note in study.notes}
    assert (notes["transcript", "see her diary"].start, notes["transcript", "see her diary"].end) == (first, last)
    assert ("project", "on the study") in notes and ("code", "on fear") in notes
    assert study.sources[0].attributes == {"wave": "two"}
    assert any("segments without a code or a memo, left out: 1" in notice for notice in study.notices)


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="ab 😀é\n", min_size=5, max_size=60), st.data())
def test_segments_of_requal_are_counted_from_one_with_both_ends_in(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text.strip() or not text[start:end].strip():
        return
    with tempfile.TemporaryDirectory() as folder:
        study = read(requal(Path(folder), text, [(1, 1, 1, 1, 1, start + 1, end, text[start:end])]))
    assert [(coding.start, coding.end, coding.needs_review) for coding in study.codings] == [(start, end, False)]


def test_real_requal_projects_come_in_whole(shared_data: Path) -> None:
    path = shared_data / "requal" / "mock.requal"
    study = read_database(path, Said())
    with sqlite3.connect(path) as raw:
        told = raw.execute(
            "SELECT d.doc_name, c.code_name, s.segment_text FROM segments AS s JOIN documents AS d USING (doc_id) "
            "JOIN codes AS c USING (code_id)"
        ).fetchall()
        bare = raw.execute("SELECT count(*) FROM segments WHERE code_id IS NULL").fetchone()[0]
    titles = {source.guid: source for source in study.sources}
    names = {code.guid: code.name for code in study.codes}
    assert (len(study.codes), len(study.sources)) == (4, 3)
    assert sorted(
        (titles[coding.source].title, names[coding.code], titles[coding.source].text[coding.start : coding.end])
        for coding in study.codings
    ) == sorted(set(told))
    assert not any(coding.needs_review for coding in study.codings)
    placed = [note for note in study.notes if note.start is not None]
    assert len(placed) == bare
    empty = read_database(shared_data / "requal" / "test_basic.requal", Said())
    assert (empty.title, empty.sources) == ("test_basic", ())


QDE = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Winter"><Users><User guid="{u}" name="kim"/></Users>
<CodeBook><Codes><Code guid="{c}" name="safety" isCodable="true"/></Codes></CodeBook><Sources>
<TextSource guid="{s}" name="talk" plainTextPath="internal://talk.txt"><PlainTextSelection guid="{p}"
 startPosition="0" endPosition="6" creatingUser="{u}"><Coding guid="{g}" creatingUser="{u}"><CodeRef
 targetGUID="{c}"/></Coding></PlainTextSelection></TextSource></Sources></Project>"""


def guids() -> dict[str, str]:
    """One GUID for each thing of the project above."""
    return {name: interchange.derived_guid("test", name) for name in "ucspg"}


def test_a_qde_alone_finds_its_sources_in_the_folder_beside_it_only(tmp_path: Path) -> None:
    path = tmp_path / "project.qde"
    path.write_text(QDE.format(**guids()), encoding="utf-8")
    bare = read_refi(path)
    assert [code.name for code in bare.codes] == ["safety"]
    assert not bare.codings and any("talk" in notice for notice in bare.notices)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "talk.txt").write_text("Winter was long.", encoding="utf-8")
    study = read_refi(path)
    assert [study.sources[0].text[one.start : one.end] for one in study.codings] == ["Winter"]
    path.write_text(QDE.format(**guids()).replace("internal://", "../"), encoding="utf-8")
    (tmp_path / "talk.txt").write_text("Winter was long.", encoding="utf-8")
    assert read_refi(path).sources[0].text == "Winter was long."  # by its name, in sources
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w") as archive:
        archive.writestr("project.qde", QDE.format(**guids()))
        archive.writestr("sources/talk.txt", "Winter was long.")
    assert read_refi(tmp_path / "a.qdpx").sources[0].text == study.sources[0].text


def test_other_databases_are_refused_by_name(tmp_path: Path) -> None:
    path = database(tmp_path / "a.rqda", "CREATE TABLE a (b);", {})
    with pytest.raises(Exception, match="none of QualCoder, Taguette, RQDA or requal"):
        read(path)
