"""Manuscripts, paragraph by paragraph: what is set as a quotation, a heading or a table cell."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from qualwork.ingest.manuscripts.manuscript import read_manuscript
from qualwork.model.errors import BadInput
from qualwork.model.manuscript import Manuscript
from tests.unit.ingest.test_pdf import lines, pdf

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(folder: Path, name: str, data: str | bytes) -> Manuscript:
    """A file of that name, read."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_manuscript(path)


def kinds(manuscript: Manuscript) -> list[tuple[str, str]]:
    """Kind and text of every paragraph."""
    return [(paragraph.kind, paragraph.text) for paragraph in manuscript.paragraphs]


def word(folder: Path, body: str, styles: str = "", notes: str = "") -> Manuscript:
    """A Word document out of the XML of its body."""
    path = folder / "paper.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
        if notes:
            archive.writestr("word/footnotes.xml", f"<w:footnotes {W}>{notes}</w:footnotes>")
    return read_manuscript(path)


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_markdown(tmp_path: Path) -> None:
    text = (
        "---\ntitle: x\n---\n# Findings\n\nOne line\nand another.\n\n> a quote\n> goes on\n>\n> another\n\n"
        "<!-- “hidden words stay hidden” -->\n```\n“code is no speech”\n```\n- an item, with more.\n- \\[...\\] cut\n\n"
        "| Theme | Quote |\n|---|---|\n| a \\| b | said<br>so |\n"
    )
    manuscript = made(tmp_path, "paper.md", text)
    assert kinds(manuscript) == [
        ("heading", "Findings"),
        ("text", "One line\nand another."),
        ("block", "a quote\ngoes on"),
        ("block", "another"),
        ("text", "an item, with more."),
        ("text", "[...] cut"),
        ("cell", "Theme"),
        ("cell", "Quote"),
        ("cell", "a | b"),
        ("cell", "said\nso"),
    ]
    assert manuscript.paragraphs[-1].cell == (1, 2, 2)
    assert manuscript.place(9) == "table 1, row 2" and manuscript.place(1) == "paragraph 2"


def test_plain_text(tmp_path: Path) -> None:
    text = (
        "First line\nof a paragraph.\n\n    set in\n    twice\n\nBefore:\n    set in here\n\n"
        "> quoted\n> too\n\n  - an item, with more.\n"
    )
    assert kinds(made(tmp_path, "paper.txt", text)) == [
        ("text", "First line\nof a paragraph."),
        ("indented", "set in\ntwice"),
        ("text", "Before:"),
        ("indented", "set in here"),
        ("block", "quoted\ntoo"),
        ("text", "- an item, with more."),
    ]
    long = "A line as long as a paragraph, " * 8
    assert len(made(tmp_path, "long.txt", f"{long}\n{long}\n").paragraphs) == 2
    assert kinds(made(tmp_path, "old.txt", "Caf\xe9 \x93so\x94".encode("latin-1")))[0][1] == "Café “so”"


def test_web_page(tmp_path: Path) -> None:
    page = (
        "<html><head><title>no</title></head><body><h2>Findings</h2><p>He said <q>so <b>it</b> was</q>.</p>"
        "<blockquote><p>one</p><p>— Ben</p></blockquote><table><tr><th>Quote</th></tr><tr><td>said</td></tr></table>"
    )
    manuscript = made(tmp_path, "paper.html", page)
    assert kinds(manuscript) == [
        ("heading", "Findings"),
        ("text", "He said “so it was”."),
        ("block", "one"),
        ("block", "— Ben"),
        ("cell", "Quote"),
        ("cell", "said"),
    ]
    assert [each.cell for each in manuscript.paragraphs[-2:]] == [(1, 1, 1), (1, 2, 1)]


def test_word_paragraphs_by_style_and_indentation(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="Q"><w:name w:val="Quote"/></w:style>'
        '<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Q"/></w:style>'
        '<w:style w:styleId="In"><w:name w:val="Set in"/><w:pPr><w:ind w:left="720"/></w:pPr></w:style>'
        '<w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    )
    indented = '<w:ind w:left="567"/>'
    body = (
        p("Head", '<w:pStyle w:val="H"/>')
        + p("plain")
        + p("styled", '<w:pStyle w:val="Mine"/>')
        + p("by style", '<w:pStyle w:val="In"/>')
        + p("by hand", indented)
        + p("a reference", '<w:ind w:left="567" w:hanging="567"/>')
        + p("an item", f"<w:numPr/>{indented}")
        + p("first line only", '<w:ind w:firstLine="567"/>')
    )
    assert [kind for kind, _ in kinds(word(tmp_path, body, styles))] == [
        "heading",
        "text",
        "block",
        "indented",
        "indented",
        "text",
        "text",
        "text",
    ]


def test_word_deletions_tables_boxes_and_notes(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:tab/><w:t>new</w:t></w:r></w:ins><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc>{p('a')}{p('b')}</w:tc><w:tc>{p('c')}</w:tc></w:tr></w:tbl>"
        f"<w:p><w:r><w:pict><w:txbxContent>{p('boxed')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    manuscript = word(tmp_path, body, notes=f"<w:footnote w:id='2'>{p('in a note')}</w:footnote>")
    assert kinds(manuscript) == [
        ("text", "kept\tnew"),
        ("cell", "a"),
        ("cell", "b"),
        ("cell", "c"),
        ("text", "boxed"),
        ("text", "in a note"),
    ]
    assert [each.element for each in manuscript.paragraphs] == [0, 1, 2, 3, 5, 0]
    assert manuscript.place(5) == "paragraph 1, note"


def test_pdf_paragraphs_with_pages(tmp_path: Path) -> None:
    body = "The group met every week in the hall and they talked"
    first = lines(f"{body} about", "what it was.", "") + lines("I was safe in there", "with them.", left=100, top=660)
    second = lines("Another page begins here and it goes on for a while.")
    manuscript = made(tmp_path, "paper.pdf", pdf([first, second]))
    assert [(kind, " ".join(text.split())) for kind, text in kinds(manuscript)] == [
        ("text", f"{body} about what it was."),
        ("indented", "I was safe in there with them."),
        ("text", "Another page begins here and it goes on for a while."),
    ]
    assert [each.page for each in manuscript.paragraphs] == [1, 1, 2]


@pytest.mark.parametrize("name", ["gone.docx", "."])
def test_what_cannot_be_opened_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_manuscript(tmp_path / name)
    assert str(tmp_path) in caught.value.message and "\n" not in caught.value.message
