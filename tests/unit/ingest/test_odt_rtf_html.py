"""OpenDocument, RTF and web pages."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from qualwork.ingest.read import read_file
from qualwork.model.errors import BadInput
from qualwork.model.transcript import Reading

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
BOLD = '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'


def read_odt(folder: Path, body: str, **parts: str) -> Reading:
    """An OpenDocument text with this body, read."""
    path = folder / "one.odt"
    content = (
        f"<office:document-content {DECLARED}><office:automatic-styles>{BOLD}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", parts.get("manifest", "<m/>"))
    return read_file(path)


def t(*paragraphs: str) -> str:
    """Paragraphs."""
    return "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)


LINES = t("I: How was it?", "P1: Well.", "I: And then?", "P1: Fine.")


def test_white_space_is_what_opendocument_means(tmp_path: Path) -> None:
    body = LINES + t("P1:<text:tab/>a <text:s text:c='2'/>b<text:line-break/>c\n   d <text:span>e</text:span> f")
    assert read_odt(tmp_path, body).text.endswith("P1:\ta   b\nc d e f\n")


def test_deletions_stay_deleted_and_comments_are_left_out(tmp_path: Path) -> None:
    tracked = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>never</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    comment = "<office:annotation><text:p>check</text:p></office:annotation>"
    reading = read_odt(tmp_path, tracked + LINES + t(f"P1: I did{comment} it"))
    assert reading.text.endswith("P1: I did it\n") and "never" not in reading.text
    assert any("1 tracked deletion" in warning for warning in reading.warnings)
    assert any("1 comments" in warning for warning in reading.warnings)


def test_notes_boxes_lists_and_headings(tmp_path: Path) -> None:
    noted = "<text:note-citation>1</text:note-citation><text:note-body><text:p>by hand</text:p></text:note-body>"
    note = f"<text:note>{noted}</text:note>"
    box = f"<draw:frame><draw:text-box>{t('in the box')}</draw:text-box></draw:frame>"
    listed = f"<text:list><text:list-item>{t('P1: listed')}</text:list-item></text:list>"
    reading = read_odt(tmp_path, "<text:h>Safety</text:h>" + LINES + listed + t(f"P1: so{note} it{box} was"))
    assert reading.text.endswith("P1: listed\n\nP1: so[note 1] it was\n\nin the box\n\n[note 1] by hand\n")
    assert reading.turns[0].speaker is None and reading.turns[-1].speaker is None


def test_a_table_of_speakers_in_opendocument(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        made = "".join(f"<table:table-cell>{t(*cell.split('|'))}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{made}</table:table-row>"

    rows = row("Interviewer", "How?") + row("Rosa", "Well.|More.") + row("", "Me.") + row("Interviewer", "Ok?")
    body = f"<table:table><table:table-column/>{rows}{row('Rosa', 'Yes')}</table:table>"
    reading = read_odt(tmp_path, body)
    assert [turn.speaker for turn in reading.turns] == ["Interviewer", "Rosa"] * 2


def test_bold_names_in_opendocument(tmp_path: Path) -> None:
    names = ["Interviewer", "Rosa"] * 2
    reading = read_odt(tmp_path, t(*(f'<text:span text:style-name="T1">{name}</text:span> So.' for name in names)))
    assert [turn.speaker for turn in reading.turns] == names


def test_protected_and_other_opendocuments_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="password"):
        read_odt(tmp_path, LINES, manifest="<m><encryption-data/></m>")
    path = tmp_path / "sheet.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", f"<office:document-content {DECLARED}><office:body/></office:document-content>")
    with pytest.raises(BadInput, match="no OpenDocument text"):
        read_file(path)


def read_rtf(folder: Path, body: bytes, name: str = "one.rtf") -> Reading:
    """An RTF document with this body, read."""
    fonts = rb"{\fonttbl{\f0\fswiss Helvetica;}{\f1\fcharset204 Arial;}{\f2\fcharset128 MS Gothic;}}"
    styles = rb"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}}{\info{\title secret}}"
    path = folder / name
    path.write_bytes(rb"{\rtf1\ansi\ansicpg1252\deff0" + fonts + styles + body + b"}")
    return read_file(path)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"caf\'e9", "café"),
        (rb"\u8217'tis", "’tis"),
        (rb"{\uc0\u8217}tis", "’tis"),
        (rb"{\uc2\u8217\'a1\'a5}tis", "’tis"),
        (rb"\u-10179?\u-8704?", "😀"),
        (rb"{\f1\'cf\'f0\'e8}", "При"),
        (rb"{\f2\'83A\'83\'42}", "アィ"),
        (rb"a\line b\tab c\~d\_e\-f", "a\nb\tc\xa0d\u2011ef"),
        (rb"\ldblquote a\rdblquote\emdash\{b\\\}", "“a”—{b\\}"),
        (rb"a{\deleted b}c{\*\unknown d}e{\pict\bin3 }{\\f}g{\header h}", "aceg"),
        (rb'{\field{\*\fldinst HYPERLINK "http://x.org"}{\fldrslt link}} on', "link on"),
        (rb"{\upr{a}{\*\ud{b}}}", "b"),
    ],
)
def test_rtf_signs_and_groups(tmp_path: Path, source: bytes, text: str) -> None:
    body = rb"\pard I: How?\par P1: Well.\par I: Ok?\par P1: " + source + rb" end\par"
    assert read_rtf(tmp_path, body).text.endswith(f"P1: {text} end\n")


def test_rtf_paragraphs_notes_tables_and_headings(tmp_path: Path) -> None:
    table = rb"\trowd\intbl Interviewer\cell How?\cell\row\trowd\intbl Rosa\cell Well.\par More.\cell\row\pard"
    rows = rb"\trowd\intbl Interviewer\cell Ok?\cell\row\trowd\intbl Rosa\cell Yes{\footnote by hand\par}\cell\row\pard"
    reading = read_rtf(tmp_path, rb"\pard\s1 Safety\par\pard " + table + rows)
    assert [turn.speaker for turn in reading.turns] == [None, "Interviewer", "Rosa", "Interviewer", "Rosa", None]
    assert reading.text.endswith("Rosa\tYes[note 1]\n\n[note 1] by hand\n")
    assert "secret" not in reading.text


def test_rtf_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    assert read_rtf(tmp_path, rb"\pard I: How?\par P1: Well.\par", "one.doc").format == "rtf"


def read_html(folder: Path, content: str, encoding: str = "utf-8") -> Reading:
    """A page, read."""
    path = folder / "one.html"
    path.write_bytes(content.encode(encoding))
    return read_file(path)


def test_the_podcast_form_of_a_page(tmp_path: Path) -> None:
    first = "<cite>Ana:</cite><time>0:01</time><p>I&#39;m &lt;here&gt;<br>now.</p><p>More.</p>"
    reading = read_html(tmp_path, first + "<cite>Ben:</cite><time>1:00:02</time><p>Ok?</p>")
    assert reading.text == "Ana: I'm <here>\nnow.\nMore.\n\nBen: Ok?\n"
    assert [(turn.speaker, turn.begins) for turn in reading.turns] == [("Ana", 1_000), ("Ben", 3_602_000)]


def test_any_other_page(tmp_path: Path) -> None:
    page = """<html><head><title>x</title><style>p {}</style></head><body><h1>Safety</h1><p>I: How
      was <i>it</i>?<script>no()</script></p><div>P1: <b>Well</b>,&nbsp;so<br>on</div><p>I: Ok?</p>
      <li>P1: <cite>A Book</cite><!-- no --></body></html>"""
    reading = read_html(tmp_path, page)
    assert reading.text == "Safety\n\nI: How was it?\n\nP1: Well,\xa0so\non\n\nI: Ok?\n\nP1: A Book\n"
    assert [turn.speaker for turn in reading.turns] == [None, "I", "P1", "I", "P1"]


def test_a_page_says_its_encoding(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>I: Как?</p><p>P1: Так.</p></body></html>'
    assert "Как" in read_html(tmp_path, page, "cp1251").text


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no text"):
        read_html(tmp_path, "<html><body><script>x</script></body></html>")
