"""The coded transcript: every coding is a comment on its own words, memos are notes, labels are pseudonyms."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from qualwork.export.documents.coded_transcript import coded_docx, coded_html
from qualwork.model.coded import Line, Note, fitted, lines_of, pieces
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import coding
from qualwork.workbench.transcripts import coded_transcript
from tests.unit.workbench.named import apply, transcript_id
from tests.unit.workbench.reported import make_reported

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def project_coded(project: Project) -> Project:
    """Overlapping codings, one over two turns, memos of each kind."""
    make_reported(project)
    apply(project, "truth", "ben", span=(52, 130))
    apply(project, "safety", "ben", span=(60, 75))
    return project


def commented(data: bytes) -> dict[str, str]:
    """The text that each comment of a document stands on."""
    body = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    live: dict[str, str] = {}
    done: dict[str, str] = {}
    for element in body.iter():
        if element.tag == f"{WORD}commentRangeStart":
            live[element.get(f"{WORD}id", "")] = ""
        elif element.tag == f"{WORD}commentRangeEnd":
            number = element.get(f"{WORD}id", "")
            done[number] = live.pop(number)
        elif element.tag == f"{WORD}t":
            live = {number: said + (element.text or "") for number, said in live.items()}
    assert not live
    return done


def test_each_comment_stands_on_its_extract(project_coded: Project) -> None:
    made = coded_transcript.build(project_coded, transcript_id(project_coded, "ben"))
    data = coded_docx(made)
    assert data == coded_docx(made)
    stands_on = commented(data)
    comments = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml"))
    told = {each.get(f"{WORD}id"): "\n".join(t.text or "" for t in each.iter(f"{WORD}t")) for each in comments}
    assert len(told) == len(made.notes) == len(stands_on)
    for note in made.notes:
        assert told[str(note.number)].startswith(note.heading)
    one_line = {
        (c.start, c.end): c.extract
        for c in coding.listing(project_coded, transcript_id(project_coded, "ben"))
        if "\n" not in c.extract
    }
    shown = {(note.start, note.end): stands_on[str(note.number)] for note in made.notes}
    for place, extract in one_line.items():
        assert shown[place] == extract
    memo = next(text for text in told.values() if text.startswith("breath"))
    assert "the pause\nbefore it" in memo


def test_labels_are_nowhere_and_pseudonyms_are(project_coded: Project) -> None:
    made = coded_transcript.build(project_coded, transcript_id(project_coded, "ben"))
    document = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(coded_docx(made))).read("word/document.xml"))
    text = "".join(node.text or "" for node in document.iter(f"{WORD}t"))
    page = LexborHTMLParser(coded_html(made)).text()
    for shown in (text, page):
        assert "Ben" not in shown
        assert "P7:" in shown
        assert "read twice" in shown


def test_the_page_numbers_codes_beside_their_lines(project_coded: Project) -> None:
    made = coded_transcript.build(project_coded, transcript_id(project_coded, "ben"))
    page = LexborHTMLParser(coded_html(made))
    anchors = {node.attributes["id"] for node in page.css("[id]")}
    assert {f"n{note.number}" for note in made.notes} | {f"s{note.number}" for note in made.notes} == anchors
    assert all((node.attributes["href"] or "")[1:] in anchors for node in page.css("a[href]"))
    for note in made.notes:
        assert note.heading in page.css(f"#n{note.number}")[0].text()
    assert page.css(".d2")
    assert not page.css("script")


def test_both_kinds_are_saved_with_names_left(project_coded: Project, tmp_path: Path) -> None:
    for kind in ("docx", "html"):
        paths, names = coded_transcript.export_transcript(
            project_coded, transcript_id(project_coded, "ada"), tmp_path / f"ada.{kind}"
        )
        assert paths[0].stat().st_size
        assert names.rows == ()


LINES = st.lists(st.integers(1, 9), min_size=1, max_size=5)


@given(st.text(alphabet="ab \n", max_size=40))
def test_lines_are_what_a_reader_calls_lines(text: str) -> None:
    assert [text[start:end] for start, end in lines_of(text, 0, len(text))] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]


@given(st.text(alphabet="abc\n ", min_size=1, max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20))))
def test_pieces_put_a_line_together_and_every_note_opens_and_closes_once(
    text: str, spans: list[tuple[int, int]]
) -> None:
    lines = [Line("", start, end, True) for start, end in lines_of(text, 0, len(text))]
    if not lines:
        return
    notes = []
    for number, (start, long) in enumerate(sorted(spans), start=1):
        low, high = fitted(min(start, len(text)), min(start + long, len(text)), lines)
        notes.append(Note(number, low, high, "code", "", "kim"))
    opened: list[int] = []
    closed: list[int] = []
    for line in lines:
        cut = list(pieces(text, line, notes))
        assert "".join(piece.text for piece in cut) == text[line.start : line.end]
        at = line.start
        for piece in cut:
            inside = [note for note in notes if note.start <= at and note.end >= at + len(piece.text)]
            assert piece.depth == len(inside)
            at += len(piece.text)
            opened += [note.number for note in piece.opens]
            closed += [note.number for note in piece.closes]
    assert sorted(opened) == sorted(closed) == [note.number for note in notes]
