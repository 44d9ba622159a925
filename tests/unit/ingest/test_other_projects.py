"""Projects of QualCoder and Taguette, made with SQL as those programs lay their tables out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.ingest.foreign.databases import read_database
from qualwork.ingest.read import Said
from qualwork.model import interchange
from qualwork.model.errors import BadInput

QUALCODER = """
CREATE TABLE project (databaseversion text, date text, memo text, about text, codername text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
 date text);
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
 color text);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
 owner text, date text, memo text, avid integer, important integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text,
 date text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer);
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
CREATE TABLE code_image (imid integer primary key, id integer);
"""
TAGUETTE = """
CREATE TABLE projects (id integer primary key, name text, description text, created datetime);
CREATE TABLE documents (id integer primary key, name text, description text, filename text, created datetime,
 project_id integer, text_direction text, contents text);
CREATE TABLE tags (id integer primary key, project_id integer, path text, description text);
CREATE TABLE highlights (id integer primary key, document_id integer, start_offset integer, end_offset integer,
 snippet text);
CREATE TABLE highlight_tags (highlight_id integer, tag_id integer);
CREATE TABLE commands (id integer primary key, date datetime, user_login text, project_id integer, document_id integer,
 payload text);
"""
TALK = "Interviewer: How was it?\nBen: I felt safe 😀 there.\nInterviewer: Why?\nBen: Nobody asked.\n"
WHEN = "2024-01-15 10:00:00"
Table = Iterable[tuple[object, ...]]
Rows = dict[str, Table]


def database(path: Path, schema: str, rows: Rows) -> Path:
    """A database file with these rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(schema)
    for table, values in rows.items():
        for row in values:
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    connection.commit()
    connection.close()
    return path


def read(path: Path) -> interchange.Study:
    """The study in a database."""
    return read_database(path, Said())


def extracts(study: interchange.Study) -> list[tuple[str, str, bool]]:
    """Code, text and doubt of each coding."""
    names = {code.guid: code.name for code in study.codes}
    texts = {each.guid: each.text for each in study.sources}
    return [(names[c.code], texts[c.source][c.start : c.end], c.needs_review) for c in study.codings]


def qualcoder(text: str, codings: Table, folder: Path, **more: Table) -> Path:
    """A QualCoder project in its folder, with one source."""
    rows: Rows = {
        "source": [(1, "talk.txt", text, "/docs/talk.txt", "loud room", "kim", WHEN)],
        "code_name": [(1, "safety", "feels safe", None, "kim", WHEN, "#F781F3")],
        "code_text": codings,
    }
    return database(folder / "study.qda" / "data.qda", QUALCODER, {**rows, **more}).parent


def at(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text."""
    return text.index(words), text.index(words) + len(words)


def test_qualcoder_gives_all_that_has_a_place_here(tmp_path: Path) -> None:
    asked, felt = at(TALK, "Nobody asked."), at(TALK, "I felt safe 😀")
    path = qualcoder(
        TALK,
        [
            (1, 1, 1, "Nobody asked.", *asked, "kim", WHEN, "strong", None, 1),
            (2, 2, 1, "I felt safe 😀", *felt, "lee", WHEN, "", None, None),
        ],
        tmp_path,
        code_cat=[(1, "Feelings", "kim", WHEN, "what is felt", None), (2, "Good", "kim", WHEN, None, 1)],
        code_name=[
            (1, "safety", "feels safe", 2, "kim", WHEN, "#F781F3"),
            (2, "feelings", "any", 1, "kim", WHEN, "#123456"),
        ],
        annotation=[(1, 1, *felt, "see her diary", "lee", WHEN)],
        cases=[(1, "Ben", "an old hand", "kim", WHEN)],
        case_text=[(1, 1, 1, 0, len(TALK))],
        attribute=[(1, "age", "case", "42", 1), (2, "wave", "file", "two", 1), (3, "empty", "case", "", 1)],
        journal=[(1, "Monday", "began to read", WHEN, "kim")],
        code_image=[(1, 1), (2, 1)],
    )
    study = read(path)
    by_guid = {code.guid: code for code in study.codes}
    tree = {code.name: by_guid[code.parent].name if code.parent else None for code in study.codes}
    assert tree == {"Feelings": None, "Good": "Feelings", "safety": "Good"}
    assert next(code for code in study.codes if code.name == "Feelings").definition == "what is felt\nany"
    assert extracts(study) == [("safety", "Nobody asked.", False), ("Feelings", "I felt safe 😀", False)]
    assert {user.name for user in study.users} == {"kim", "lee"}
    assert study.codings[0].at == "2024-01-15T10:00:00"
    assert {(note.on, note.text) for note in study.notes} == {
        ("coding", "strong"),
        ("transcript", "see her diary"),
        ("transcript", "loud room"),
        ("participant", "an old hand"),
        ("project", "Monday\nbegan to read"),
    }
    assert study.cases[0].attributes == {"age": "42"}
    assert study.sources[0].attributes == {"wave": "two"}
    assert study.cases[0].sources == (study.sources[0].guid,)
    told = " | ".join(study.notices)
    assert "codes that have the name of their category, made one code with it: 1" in told
    assert "2 codings of pictures" in told
    assert "important" in told


def test_qualcoder_codes_below_codes_and_rings(tmp_path: Path) -> None:
    path = qualcoder(TALK, [], tmp_path, code_cat=[(1, "a", "", "", "", 2), (2, "b", "", "", "", 1)])
    connection = sqlite3.connect(path / "data.qda")
    connection.execute("ALTER TABLE code_name ADD supercid integer")
    connection.execute("INSERT INTO code_name VALUES (2, 'below', '', NULL, 'kim', '', '', 1)")
    connection.execute("INSERT INTO code_name VALUES (3, 'self', '', NULL, 'kim', '', '', 3)")
    connection.commit()
    connection.close()
    study = read(path)
    names = {code.guid: code.name for code in study.codes}
    below = {code.name: names.get(code.parent or "") for code in study.codes}
    assert below["below"] == "safety"
    assert below["self"] is None
    assert sorted(map(str, (below["a"], below["b"]))) in (["None", "a"], ["None", "b"])


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("broken", ["\n", "\r\n"])
@pytest.mark.parametrize("utf16", [False, True])
def test_qualcoder_positions_are_checked_against_the_stored_extract(
    mark: str, broken: str, utf16: bool, tmp_path: Path
) -> None:
    words, text = "Nobody asked.", mark + TALK.replace("\n", broken)
    start, end = at(text, words)
    wide = int(utf16)
    path = qualcoder(text, [(1, 1, 1, words, start + wide, end + wide, "kim", WHEN, "", None, 0)], tmp_path)
    assert extracts(read(path)) == [("safety", words, False)]


def test_qualcoder_extracts_that_stand_elsewhere_are_doubtful(tmp_path: Path) -> None:
    path = qualcoder(TALK, [(1, 1, 1, "something else altogether", 3, 9, "kim", WHEN, "", None, 0)], tmp_path)
    study = read(path)
    assert [doubt for _, _, doubt in extracts(study)] == [True]
    assert any("please check" in notice for notice in study.notices)


def page(text: str) -> str:
    """Lines as paragraphs, as Taguette keeps documents."""
    return "\n".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))


def taguette(html: str, spots: Iterable[tuple[int, int, str]], path: Path, **more: Table) -> Path:
    """A Taguette file with one document and highlights of one tag: start, end, snippet."""
    known = list(spots)
    rows: Rows = {
        "projects": [(1, "Study", "About it", WHEN)],
        "documents": [(1, "talk.txt", "first talk", "talk.txt", WHEN, 1, "LEFT_TO_RIGHT", html)],
        "tags": [(1, 1, "safety", "feels safe"), (2, 1, "safety.early", ""), (3, 1, "lone.tag", "")],
        "highlights": [(number, 1, *spot) for number, spot in enumerate(known, 1)],
        "highlight_tags": [(number, 1) for number in range(1, len(known) + 1)],
    }
    return database(path, TAGUETTE, {**rows, **more})


WORDS = ["safe", "tea & cake", "😀", "<b>", "مرحبا", "naïve", "𝔘𝔫𝔦", "don't"]


@settings(max_examples=15, deadline=None)
@given(
    said=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=6),
    spots=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=6),
)
def test_taguette_counts_bytes_without_tags(
    said: list[str], spots: list[tuple[float, float]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    counted = "\n".join(said)
    known, wanted = [], []
    for one, other in spots:
        start, end = sorted((int(one * len(counted)), int(other * len(counted))))
        if counted[start:end].strip():
            before = len(counted[:start].encode())
            known.append((before, before + len(counted[start:end].encode()), f"<p>{escape(counted[start:end])}</p>"))
            wanted.append(counted[start:end])
    study = read(taguette(page(counted), known, tmp_path_factory.mktemp("tg") / "study.sqlite3"))
    assert [doubt for _, _, doubt in extracts(study)] == [False] * len(extracts(study))
    assert {squeezed(text) for _, text, _ in extracts(study)} == {squeezed(text) for text in wanted}


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def test_taguette_tags_users_and_notes(tmp_path: Path) -> None:
    payload = json.dumps({"type": "highlight_add", "highlight_id": 1})
    path = taguette(
        page(TALK.strip()),
        [(13, 24, "How was it?"), (0, 5, "Wrong"), (3, 9000, "x")],
        tmp_path / "study.sqlite3",
        commands=[(1, WHEN, "admin", 1, 1, payload), (2, WHEN, "admin", 1, 1, "no json")],
        highlight_tags=[(1, 1), (1, 2), (2, 3), (3, 1)],
    )
    study = read(path)
    names = {code.guid: code.name for code in study.codes}
    assert {code.name: names.get(code.parent or "") for code in study.codes} == {
        "safety": None,
        "early": "safety",
        "lone.tag": None,
    }
    assert extracts(study) == [
        ("safety", "How was it?", False),
        ("early", "How was it?", False),
        ("lone.tag", "Inter", True),
    ]
    assert [user.name for user in study.users] == ["admin"]
    assert study.codings[0].at == "2024-01-15T10:00:00Z"
    assert {(note.on, note.text) for note in study.notes} == {("project", "About it"), ("transcript", "first talk")}
    assert any("highlights left out, as they lie outside their document: 1" in notice for notice in study.notices)
    reading = study.sources[0].reading
    assert reading is not None
    assert [speaker.label for speaker in reading.speakers] == ["Interviewer", "Ben"]


NUMBERS: list[object] = [None, -1, 2**62, 1.5, float("inf"), b"\xff\xfe\x00"]
HOSTILE_VALUES = [*NUMBERS, "", "x", "\x00", "../../x", "=1+1", "a\nb", "9" * 400]


@pytest.mark.parametrize("value", HOSTILE_VALUES, ids=lambda value: repr(value)[:20])
def test_any_value_in_any_column_does_no_harm(value: object, tmp_path: Path) -> None:
    coding = (1, value, value, value, value, value, value, value, value, value, value)
    other = (2, 1, 1, value, 3, value, value, value, value, value, value)
    more: Rows = {
        "code_cat": [(1, value, value, value, value, value)],
        "code_name": [(1, value, value, value, value, value, value)],
        "annotation": [(1, value, value, value, value, value, value), (2, 1, value, 5, "a", value, value)],
        "cases": [(1, value, value, value, value)],
        "case_text": [(1, value, 1, value, value)],
        "attribute": [(1, value, value, value, value), (2, value, "case", value, 1)],
        "journal": [(1, value, value, value, value)],
        "project": [(value, value, value, value, value)],
    }
    read(qualcoder(TALK, [coding, other], tmp_path, **more))
    tables: Rows = {
        "documents": [
            (1, value, value, value, value, value, value, value),
            (2, value, value, value, value, 1, "", TALK),
        ],
        "tags": [(1, value, value, value), (2, 1, value, value)],
        "highlights": [(1, 2, value, value, value), (2, 2, 0, 5, value)],
        "highlight_tags": [(value, value), (2, 1)],
        "commands": [(1, value, value, value, value, value)],
        "projects": [(1, value, value, value)],
    }
    read(taguette("", [], tmp_path / "t.sqlite3", **tables))


def test_databases_made_to_do_harm_are_refused(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT x AS ctid FROM t"
    views = f"CREATE VIEW code_text AS {endless}; CREATE VIEW code_name AS SELECT 1; CREATE TABLE source (id)"
    whole = qualcoder(TALK, [], tmp_path / "whole") / "data.qda"
    bad = {
        "view": database(tmp_path / "view.qda", views, {}),
        "other": database(tmp_path / "other.sqlite3", "CREATE TABLE t (x)", {}),
        "cut": tmp_path / "cut.qda",
        "noise": tmp_path / "noise.sqlite3",
        "empty": tmp_path / "empty.qda",
        "folder": tmp_path / "folder.qda",
        "missing": tmp_path / "missing.qda",
    }
    bad["cut"].write_bytes(whole.read_bytes()[:5000])
    bad["noise"].write_bytes(b"SQLite format 3\x00" + b"\x7f" * 5000)
    bad["empty"].write_bytes(b"")
    bad["folder"].mkdir()
    for name, path in bad.items():
        with pytest.raises(BadInput) as refused:
            read(path)
        assert str(path) in refused.value.message, name
        assert "\n" not in refused.value.message, name


def test_the_file_is_only_read(tmp_path: Path) -> None:
    path = qualcoder(TALK, [], tmp_path) / "data.qda"
    before = path.read_bytes()
    read(path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["data.qda"]
