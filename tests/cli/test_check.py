"""`check MANUSCRIPT`: planted faults in every format, comments, exit codes, and files that are no manuscripts."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest

from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.report import checking
from qualwork.workbench.transcripts import importing
from tests.cli.conftest import Qualwork
from tests.conftest import ROOT
from tests.manuscripts import FORMATS, Planted, plant, straight

KEYS = ["text", "status", "edits", "note", "claimed", "found", "transcript", "start", "end", "score"]


@pytest.fixture(scope="module")
def support_group(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The interviews that come with the program."""
    project = projects.create(tmp_path_factory.mktemp("check") / "group.qualwork", coder="kim")
    importing.import_paths(project, [ROOT / "corpora" / "support-group" / "interviews"])
    return project


def differences(project: Project, planted: list[Planted], path: Path) -> list[tuple[object, ...]]:
    """The planted quotations that a check calls otherwise, and those that nobody planted."""
    checked = checking.check(project, path)
    found = {straight(verdict.quotation.text): verdict for verdict in checked.verdicts}
    wrong: list[tuple[object, ...]] = []
    for each in planted:
        verdict = found.pop(straight(each.text), None)
        got = None if verdict is None else (verdict.status, verdict.claimed)
        if got != (each.status, each.speaker):
            wrong.append((each, got))
    return wrong + [("not planted", text) for text in found]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_planted_fault_is_named_and_no_exact_quotation_accused(
    support_group: Project, tmp_path: Path, kind: str
) -> None:
    planted = plant(support_group, 100, seed=7, ascii_only=kind == "pdf")
    path = tmp_path / f"paper.{kind}"
    path.write_bytes(FORMATS[kind](planted))
    assert {each.status for each in planted} == {"exact", "altered", "not found", "wrong speaker", "unknown speaker"}
    assert differences(support_group, planted, path) == []


@pytest.mark.slow
@pytest.mark.parametrize("collection", ["oral-history-txt", "ai-interviews-md"])
def test_planted_faults_among_real_interviews(shared_data: Path, tmp_path: Path, collection: str) -> None:
    project = projects.create(tmp_path / "real.qualwork", coder="kim")
    importing.import_paths(project, [shared_data / collection])
    for kind in FORMATS:
        planted = plant(project, 100, seed=3, ascii_only=kind == "pdf")
        path = tmp_path / f"paper.{kind}"
        path.write_bytes(FORMATS[kind](planted))
        assert differences(project, planted, path) == []


MANUSCRIPT = """# Findings

Ben said: "I felt safe there. You could breathe, really breathe." There was a 'tribe' of them.

> The honesty. Unsafe things were said [...], if you see. (Ben)

"Now I know. I settled, I suppose" (Ben). "I breathe easier. So yes, I go" (Sandra).

"Nobody ever painted the harbour with cheese" (Ada).
"""


def test_the_worst_comes_first_and_json_has_its_keys(qualwork: Qualwork, study: Path, folder: Path) -> None:
    (folder / "paper.md").write_text(MANUSCRIPT, encoding="utf-8")
    result = qualwork("check", "paper.md", "--json")
    assert result.code == 1
    assert list(result.json) == ["quotes"]
    quotes = result.json["quotes"]
    assert [list(quote) for quote in quotes] == [KEYS] * 5
    statuses = ["not found", "altered", "unknown speaker", "wrong speaker", "exact"]
    assert [quote["status"] for quote in quotes] == statuses
    lost, altered, unknown, wrong, exact = quotes
    assert (lost["transcript"], lost["start"], lost["end"], lost["found"]) == (None, None, None, None)
    assert "[-I don't know-]" in altered["note"] or "don't" in altered["note"]
    assert (unknown["claimed"], unknown["found"]) == ("Sandra", "Ada")
    assert (wrong["claimed"], wrong["found"], wrong["edits"]) == ("Ben", "Ada", ["[...] 1 word left out"])
    text = json.loads(qualwork("transcripts", "show", "ben", "--json").out)["text"]
    assert text[exact["start"] : exact["end"]] == "I felt safe there. [laughs] You could breathe, really breathe"
    assert "[laughs] left out" in exact["edits"]
    assert "1 term" in result.err


def test_the_table_goes_into_files_and_comments_into_a_copy(qualwork: Qualwork, study: Path, folder: Path) -> None:
    (folder / "paper.md").write_text(MANUSCRIPT, encoding="utf-8")
    assert qualwork("check", "paper.md", "-o", "check.csv", "--comments", "commented.docx").code == 1
    rows = (folder / "check.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 6 and rows[0].startswith("status,text,edits,note,claimed,found,transcript,start,end,score")
    document = docx.Document(str(folder / "commented.docx"))
    comments = [comment.text for comment in document.comments]
    assert sum(text.startswith("Not found") for text in comments) == 1
    assert any("Ada said it, not Ben" in text for text in comments)
    assert comments[-1].startswith("Checked.")


def commented(path: Path) -> list[tuple[str, str]]:
    """The text that each comment of a Word document is about, and the comment."""
    document = docx.Document(str(path))
    said = {comment.comment_id: comment.text for comment in document.comments}
    found, open_ids = dict.fromkeys(said, ""), set()
    for element in document.element.body.iter():
        name = str(element.tag).rpartition("}")[2]
        number = next((int(v) for k, v in element.attrib.items() if k.endswith("}id") and v.isdecimal()), -1)
        if name == "commentRangeStart":
            open_ids.add(number)
        elif name == "commentRangeEnd":
            open_ids.discard(number)
        elif name == "t":
            for each in open_ids:
                found[each] += element.text or ""
    return [(found[number], text) for number, text in said.items()]


def test_comments_stand_at_the_quotation_and_the_rest_stays(support_group: Project, tmp_path: Path) -> None:
    planted = plant(support_group, 60, seed=5)
    path = tmp_path / "paper.docx"
    path.write_bytes(FORMATS["docx"](planted))
    checked = checking.check(support_group, path)
    checking.save_comments(support_group, checked, tmp_path / "out.docx")
    pairs = commented(tmp_path / "out.docx")[:-1]
    faults = [verdict for verdict in checked.verdicts if verdict.status != "exact" or verdict.edits]
    assert sorted(text for text, _ in pairs) == sorted(verdict.quotation.text for verdict in faults)
    for text, said in pairs:
        assert said.startswith(tuple(v.status.capitalize() for v in faults if v.quotation.text == text))
    before, after = docx.Document(str(path)), docx.Document(str(tmp_path / "out.docx"))
    assert [each.text for each in before.paragraphs] == [each.text for each in after.paragraphs]
    styles = [[run.italic for run in each.runs for _ in run.text] for each in before.paragraphs]
    assert styles == [[run.italic for run in each.runs for _ in run.text] for each in after.paragraphs]
    checking.save_comments(support_group, checked, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == (tmp_path / "out.docx").read_bytes()


def test_nothing_to_check_is_2_and_all_exact_is_0(qualwork: Qualwork, study: Path, folder: Path) -> None:
    (folder / "none.txt").write_text("There is no quotation here, only a ‘term’.", encoding="utf-8")
    result = qualwork("check", "none.txt")
    assert result.code == 2 and "no quotation" in result.err and not result.out
    (folder / "good.txt").write_text("“I felt safe there” (Ben).", encoding="utf-8")
    assert qualwork("check", "good.txt").code == 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("missing.docx", None, "no such file"),
        ("empty.md", b"", "is empty"),
        ("blank.txt", b" \n\n ", "is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(32)) * 40, "binary"),
        ("no.docx", b"this is no zip", "is not a Word document"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word document"),
        ("broken.pdf", b"%PDF-1.4\nnothing at all", "broken.pdf"),
        ("torn.docx", b"PK\x03\x04" + bytes(60), "damaged"),
        ("song.mp3", b"ID3 something", "no reader"),
    ],
)
def test_what_is_no_manuscript_is_refused_in_one_line(
    qualwork: Qualwork, study: Path, folder: Path, name: str, data: bytes | None, said: str
) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    result = qualwork("check", name, "--comments", "out.docx")
    assert result.code == 2 and said in result.err and name in result.err
    assert len(result.err.strip().splitlines()) == 1 and not (folder / "out.docx").exists()


def test_zip_files_that_lie_are_refused(qualwork: Qualwork, study: Path, folder: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    (folder / "bomb.docx").write_bytes(buffer.getvalue())
    result = qualwork("check", "bomb.docx")
    assert result.code == 2 and "entities" in result.err and len(result.err.splitlines()) == 1


def test_the_manuscript_itself_is_not_written_over(qualwork: Qualwork, study: Path, folder: Path) -> None:
    document = docx.Document()
    document.add_paragraph("“I felt unsafe there” (Ben)")
    document.save(str(folder / "paper.docx"))
    before = (folder / "paper.docx").read_bytes()
    result = qualwork("check", "paper.docx", "--comments", "paper.docx")
    assert result.code == 2 and "manuscript itself" in result.err
    assert (folder / "paper.docx").read_bytes() == before


def test_a_project_without_transcripts_says_so(qualwork: Qualwork, folder: Path) -> None:
    qualwork("new", "bare.qualwork")
    (folder / "good.txt").write_text("“I felt safe there” (Ben).", encoding="utf-8")
    result = qualwork("check", "good.txt")
    assert result.code == 2 and "no transcript" in result.err
