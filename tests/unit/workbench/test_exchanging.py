"""Whole projects in and out: the same bytes again, one decision, all or nothing, joined with what is there."""

from __future__ import annotations

import shutil
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from qualwork.export.refi_qda.refi_file import project_file
from qualwork.ingest.refi_qda.refi_project import read_refi
from qualwork.model import interchange
from qualwork.model.errors import BadInput
from qualwork.project.log.undo import redo, undo
from qualwork.project.rows.interchange import gather
from qualwork.workbench.base import projects
from qualwork.workbench.base.progress import Cancelled
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, codebook_files, coding, memoing
from qualwork.workbench.log import auditing
from qualwork.workbench.report import reporting
from qualwork.workbench.themes import relating, theming
from qualwork.workbench.transcripts import exchanging, importing, people
from qualwork.workbench.transcripts.imported import ImportedFile
from tests.unit.exchange_studies import studies
from tests.unit.project.studies import rows_of
from tests.unit.workbench.named import apply, code_id, ref, theme_id, transcript_id


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which nothing was done yet; tests copy it."""
    path = tmp_path_factory.mktemp("blank") / "blank.qualwork"
    projects.create(path, coder="kim").close()
    return path


@pytest.fixture
def empty(blank: Path, tmp_path: Path) -> Iterator[Project]:
    """A project of one's own in which nothing was done yet."""
    with projects.open_project(Path(shutil.copy(blank, tmp_path / blank.name))) as opened:
        yield opened


def take(project: Project, *paths: Path, dry_run: bool = False) -> list[ImportedFile]:
    """Import these files."""
    return importing.import_paths(project, paths, dry_run=dry_run)


def exported(project: Project, path: Path) -> bytes:
    """The project as a file for other programs."""
    exchanging.export_project(project, path)
    return path.read_bytes()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=studies)
def test_a_project_that_went_through_another_is_written_the_same(
    made: interchange.Study, blank: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("round")
    (folder / "first.qdpx").write_bytes(project_file(made, "another program"))
    files = []
    for name in ("one", "two"):
        (folder / name).mkdir()
        with projects.open_project(Path(shutil.copy(blank, folder / name))) as project:
            (result,) = take(project, folder / ("first.qdpx" if name == "one" else "one.qdpx"))
            assert result.status == "imported", result
            files.append(exported(project, folder / f"{name}.qdpx"))
            assert auditing.verify(project).ok
    assert files[0] == files[1]
    first, last = read_refi(folder / "first.qdpx"), read_refi(folder / "two.qdpx")
    assert extracts(first) == extracts(last)
    assert {(note.text, note.on, note.kind) for note in first.notes} == {
        (note.text, note.on, note.kind) for note in last.notes
    }


def extracts(study: interchange.Study) -> list[tuple[object, ...]]:
    """Where every coding stands, by names and text."""
    texts = {each.guid: each.text for each in study.sources}
    users = {each.guid: each.name for each in study.users}
    paths = code_paths(study)
    return sorted(
        (paths[c.code], c.start, c.end, texts[c.source][c.start : c.end], users[c.user or ""], c.at or "")
        for c in study.codings
    )


def code_paths(study: interchange.Study) -> dict[str, str]:
    """Full names of codes by GUID."""
    found: dict[str, str] = {}
    for code in study.codes:
        found[code.guid] = f"{found[code.parent]}/{code.name}" if code.parent else code.name
    return found


def coded(project: Project) -> None:
    """Codes, codings by two people, themes with marks and relations, memos, attributes."""
    codebook.add_code(project, "safety", definition="feels safe", use_when="said so", colour="#1f77b4")
    codebook.add_code(project, "breath", under=code_id(project, "safety"))
    one = apply(project, "safety", "ben", quote="Nobody asked.")
    project.coder = "lee"
    two = apply(project, "breath", "ada", quote="I breathe easier.")
    theming.add_theme(project, "A safe place", essence="Safety first")
    theming.add_theme(project, "Breath", under=theme_id(project, "A safe place"))
    theming.assign(project, code_id(project, "safety"), theme_id(project, "A safe place"))
    theming.mark(project, one.id, theme_id(project, "A safe place"), "exemplary", "says it all")
    relating.relate(project, theme_id(project, "Breath"), "leads to", theme_id(project, "A safe place"), "in time")
    memoing.add(project, ref(project, f"coding:{two.id}"), "after a pause\nof a minute")
    memoing.add(project, ref(project, "participant:Ben"), "came late", kind="method")
    memoing.add(project, ref(project, "theme:Breath"), "thin so far")
    table = project.path.with_name("people.csv")
    table.write_text("name,age\nBen,71\n")
    people.import_table(project, table)


def test_everything_survives_and_comes_back_as_one_decision(project: Project, empty: Project, tmp_path: Path) -> None:
    coded(project)
    data = exported(project, tmp_path / "out.qdpx")
    before = rows_of(empty)
    (result,) = take(empty, tmp_path / "out.qdpx")
    assert (result.status, result.turns) == ("imported", 8)
    assert {name: result.taken[name] for name in ("transcripts", "codes", "codings", "themes", "memos")} == {
        "transcripts": 2,
        "codes": 2,
        "codings": 2,
        "themes": 2,
        "memos": 3,
    }
    assert [d.verb for d in auditing.decisions(empty)][-1] == "import project"
    with project.read() as session:
        ours = gather(session)
    with empty.read() as session:
        theirs = gather(session)
    assert theirs == replace(ours, notices=())
    columns = ("code", "participants", "attributes", "start", "end", "extract", "question", "coder", "memo", "themes")
    assert [[row[name] for name in columns] for row in reporting.quotes(empty).records()] == [
        [row[name] for name in columns] for row in reporting.quotes(project).records()
    ]
    assert exported(empty, tmp_path / "again.qdpx") == data
    undo(empty)
    assert rows_of(empty) == before
    redo(empty)
    assert exported(empty, tmp_path / "redone.qdpx") == data
    assert auditing.verify(empty).ok


def test_a_dry_run_says_the_same_and_changes_nothing(project: Project, empty: Project, tmp_path: Path) -> None:
    coded(project)
    exported(project, tmp_path / "out.qdpx")
    before = rows_of(empty)
    tried = take(empty, tmp_path / "out.qdpx", dry_run=True)
    assert rows_of(empty) == before
    assert auditing.verify(empty).ok
    assert tried == take(empty, tmp_path / "out.qdpx")


def test_the_same_file_again_is_skipped(project: Project, tmp_path: Path) -> None:
    coded(project)
    exported(project, tmp_path / "out.qdpx")
    (result,) = take(project, tmp_path / "out.qdpx")
    assert (result.status, result.warnings) == ("skipped", ("everything in it is in the project already",))
    assert auditing.verify(project).ok


def test_the_work_of_a_second_coder_joins(project: Project, tmp_path: Path) -> None:
    codebook.add_code(project, "safety", definition="feels safe")
    with sqlite3.connect(project.path) as source, sqlite3.connect(tmp_path / "copy.qualwork") as target:
        source.backup(target)
    codebook.add_code(project, "anger")
    apply(project, "safety", "ben", quote="Nobody asked.")
    with projects.open_project(tmp_path / "copy.qualwork", coder="lee") as other:
        codebook.define_code(other, code_id(other, "safety"), definition="otherwise")
        codebook.add_code(other, "breath")
        apply(other, "safety", "ben", quote="Nobody asked.")
        apply(other, "breath", "ada", quote="I breathe easier.")
        exported(other, tmp_path / "lee.qdpx")
    (result,) = take(project, tmp_path / "lee.qdpx")
    assert result.status == "imported"
    assert dict(result.taken) == {"coders": 1, "codes": 1, "codings": 2}
    assert [(c.coder, c.extract) for c in coding.listing(project, transcript_id(project, "ben"))] == [
        ("kim", "Nobody asked."),
        ("lee", "Nobody asked."),
    ]
    assert [node.code.name for node in codebook.codebook(project)] == ["safety", "anger", "breath"]
    assert codebook.codebook(project)[0].code.definition == "feels safe"
    assert any("codes defined otherwise" in warning for warning in result.warnings)
    assert any("with the same text: 2" in warning for warning in result.warnings)


def test_a_codebook_joins_by_name_and_sets_become_themes(empty: Project, tmp_path: Path) -> None:
    codebook.add_code(empty, "code1", definition="mine")
    xml = (
        '<CodeBook xmlns="urn:QDA-XML:codebook:0:4"><Codes><Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" '
        'name="CODE1" isCodable="true" color="#46AA00"><Code name="below" isCodable="true"/></Code></Codes>'
        '<Sets><Set name="group 1"><Description>kind</Description>'
        '<MemberCode guid="1ff58b12-6f6f-4b0c-8be5-bbdc91f55294"/></Set></Sets></CodeBook>'
    )
    (tmp_path / "book.qdc").write_text(xml)
    (result,) = take(empty, tmp_path / "book.qdc")
    assert dict(result.taken) == {"codes": 1, "themes": 1}
    (node,) = codebook.codebook(empty)
    assert (node.code.name, node.themes, [below.path for below in node.children]) == (
        "code1",
        ("group 1",),
        ["code1/below"],
    )
    exported(empty, tmp_path / "out.qdc")
    again = read_refi(tmp_path / "out.qdc")
    assert [code.name for code in again.codes] == ["code1", "below"]
    assert again.codes[0].guid == "1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294"


def test_a_codebook_is_merged_by_name_where_it_is_imported_as_one(
    project: Project, empty: Project, tmp_path: Path
) -> None:
    coded(project)
    reporting.export_codebook(project, tmp_path / "book.qdc")
    added = codebook_files.import_codebook(empty, tmp_path / "book.qdc")
    assert added == {"codes": ["safety", "breath"], "themes": ["A safe place", "Breath"], "families": []}
    (node,) = codebook.codebook(empty)
    assert (node.code.use_when, node.code.colour, node.themes) == ("said so", "#1f77b4", ("A safe place",))
    (root,) = theming.tree(empty).roots
    assert (root.theme.essence, [below.theme.name for below in root.children]) == ("Safety first", ["Breath"])


def test_stopping_leaves_nothing_behind(project: Project, empty: Project, tmp_path: Path) -> None:
    coded(project)
    exported(project, tmp_path / "out.qdpx")

    def stop(done: int, total: int, what: str) -> None:
        if what.startswith("taking in"):
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        importing.import_paths(empty, [tmp_path / "out.qdpx"], progress=stop)
    assert [d.verb for d in auditing.decisions(empty)] == ["new project"]


def test_names_that_are_there_twice_get_numbers(empty: Project, tmp_path: Path) -> None:
    xml = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="x"><CodeBook><Codes>'
        '<Code name="fear" isCodable="true"/><Code name="Fear" isCodable="true"/></Codes></CodeBook></Project>'
    )
    with zipfile.ZipFile(tmp_path / "x.qdpx", "w") as archive:
        archive.writestr("project.qde", xml)
    (result,) = take(empty, tmp_path / "x.qdpx")
    assert [node.path for node in codebook.codebook(empty)] == ["fear", "Fear (2)"]
    assert any("'Fear (2)'" in warning for warning in result.warnings)


def test_a_refused_file_leaves_nothing_behind_and_the_others_go_in(
    project: Project, empty: Project, tmp_path: Path
) -> None:
    coded(project)
    data = exported(project, tmp_path / "out.qdpx")
    (tmp_path / "cut.qdpx").write_bytes(data[: len(data) // 2])
    (tmp_path / "noise.qda").write_bytes(b"noise")
    results = take(empty, tmp_path / "cut.qdpx", tmp_path / "noise.qda", tmp_path / "gone.sqlite3")
    assert [result.status for result in results] == ["refused"] * 3
    for result in results:
        assert result.path.name in result.warnings[0]
        assert "\n" not in result.warnings[0]
    assert [d.verb for d in auditing.decisions(empty)] == ["new project"]
    (tmp_path / "talk.txt").write_text("I: And?\nEve: Well.\nI: So?\nEve: Yes.\n")
    results = take(empty, tmp_path / "cut.qdpx", tmp_path / "out.qdpx", tmp_path / "talk.txt")
    assert sorted(result.status for result in results) == ["imported", "imported", "refused"]
    undo(empty)
    assert not any(table == "transcript" for table, _ in rows_of(empty))


def test_a_codebook_without_codes_is_not_written(empty: Project, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no codes"):
        exchanging.export_project(empty, tmp_path / "out.qdc")
    with pytest.raises(BadInput, match=r"\.qdpx"):
        exchanging.export_project(empty, tmp_path / "out.docx")
    assert not list(tmp_path.glob("out*"))


def test_five_thousand_codings_take_less_than_two_seconds_each_way(empty: Project, tmp_path: Path) -> None:
    sentence = "Ben: I felt safe 😀 there, and nobody asked me anything at all.\nInterviewer: Why was that so?\n"
    text = sentence * 1000
    codes = [interchange.InterchangeCode(interchange.derived_guid("c", n), f"code {n}") for n in range(50)]
    user = interchange.User(interchange.derived_guid("u"), "lee")
    source = interchange.Source(interchange.derived_guid("s"), "talk", text)
    codings = [
        interchange.InterchangeCoding(
            interchange.derived_guid("k", n), codes[n % 50].guid, source.guid, 18 * n, 18 * n + 15, user.guid
        )
        for n in range(5000)
    ]
    made = interchange.Study("big", "", (user,), tuple(codes), (), (source,), tuple(codings))
    (tmp_path / "big.qdpx").write_bytes(project_file(made, "another program"))
    begun = time.process_time()
    (result,) = take(empty, tmp_path / "big.qdpx")
    taken = time.process_time()
    exported(empty, tmp_path / "out.qdpx")
    written = time.process_time()
    assert result.taken["codings"] == 5000
    assert taken - begun < 2, f"in: {taken - begun:.2f} s"
    assert written - taken < 2, f"out: {written - taken:.2f} s"


def test_a_real_qualcoder_layout_goes_all_the_way(empty: Project, tmp_path: Path) -> None:
    folder = tmp_path / "study.qda"
    folder.mkdir()
    connection = sqlite3.connect(folder / "data.qda")
    connection.executescript(
        """
        CREATE TABLE source (id integer primary key, name text, fulltext text);
        CREATE TABLE code_name (cid integer primary key, name text, memo text, color text);
        CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer,
         pos1 integer, owner text, date text, memo text);
        INSERT INTO source VALUES (1, 'talk.txt', 'Ben: safe here' || char(10) || 'I: Why?' || char(10) || 'Ben: So.');
        INSERT INTO code_name VALUES (1, 'safety', 'feels safe', '#F781F3');
        INSERT INTO code_text VALUES (1, 1, 1, 'safe here', 5, 14, 'lee', '2024-01-15 10:00:00', 'strong');
        """
    )
    connection.commit()
    connection.close()
    for path in (folder, folder / "data.qda"):
        (result,) = take(empty, path)
        assert result.status == "imported"
        assert [(c.extract, c.coder) for c in coding.listing(empty)] == [("safe here", "lee")]
        undo(empty)
    assert not coding.listing(empty)
