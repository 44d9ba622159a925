"""Word documents: what was written is kept once, what was taken out is left out and counted."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from qualwork.ingest.read import read_file
from qualwork.model.errors import BadInput
from qualwork.model.transcript import Reading

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def document(body: str, namespace: str = W) -> str:
    """The main part with this body."""
    return f'<w:document xmlns:w="{namespace}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'


def p(*runs: str, style: str = "") -> str:
    """A paragraph of runs; plain text becomes a run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" * bool(properties)}<w:t xml:space="preserve">{text}</w:t></w:r>'


def read(folder: Path, body: str, parts: dict[str, str] | None = None, namespace: str = W) -> Reading:
    """A Word document with this body and these further parts, read."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document(body, namespace))
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    path = folder / "one.docx"
    path.write_bytes(packed.getvalue())
    return read_file(path)


DIALOGUE = p("I: How was it?") + p("P1: Well.") + p("I: And then?") + p("P1: Fine.")


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_paragraphs_runs_tabs_and_breaks(tmp_path: Path, namespace: str) -> None:
    body = p(r("I:", "<w:b/>"), " How ", "was it?") + p() + p(["P1:", "w:tab/>"][0], "<w:r><w:tab/></w:r>", "Well")
    body += p("I: one", "<w:r><w:br/></w:r>", "two", "<w:r><w:noBreakHyphen/></w:r>", "b") + p("P1: ok")
    reading = read(tmp_path, body, namespace=namespace)
    assert reading.text == "I: How was it?\n\nP1:\tWell\n\nI: one\ntwo\u2011b\n\nP1: ok\n"
    assert [turn.speaker for turn in reading.turns] == ["I", "P1"] * 2


def test_insertions_are_kept_and_deletions_are_not(tmp_path: Path) -> None:
    body = DIALOGUE + p(
        "P1: I ", f"<w:ins>{r('really ')}</w:ins>", "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>", "did"
    )
    body += p("P1: ", f"<w:moveFrom>{r('gone')}</w:moveFrom>", f"<w:moveTo>{r('here')}</w:moveTo>")
    reading = read(tmp_path, body)
    assert reading.text.endswith("P1: I really did\n\nP1: here\n")
    assert any("2 tracked deletions" in warning for warning in reading.warnings)
    assert any("1 tracked insertion" in warning for warning in reading.warnings)


def test_wrapped_text_is_not_lost(tmp_path: Path) -> None:
    wraps = [
        f"<w:hyperlink>{r('link ')}</w:hyperlink>",
        f"<w:smartTag><w:smartTag>{r('tag ')}</w:smartTag></w:smartTag>",
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{r('control ')}</w:sdtContent></w:sdt>",
        f"<w:fldSimple>{r('field ')}</w:fldSimple>",
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>',
        r("result"),
    ]
    body = DIALOGUE + f"<w:sdt><w:sdtContent>{p('P1: ', *wraps)}</w:sdtContent></w:sdt>"
    assert read(tmp_path, body).text.endswith("P1: link tag control field result\n")


def test_a_text_box_comes_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    anchored = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    reading = read(tmp_path, DIALOGUE + p("P1: beside", anchored))
    assert reading.text.count("in the box") == 1
    assert any("text box" in warning for warning in reading.warnings)


def test_notes_stand_at_the_end_and_are_no_speech(tmp_path: Path) -> None:
    each = [f'<w:footnote w:id="{number}">{p(text)}</w:footnote>' for number, text in ((0, "sep"), (2, "by hand"))]
    notes = f'<w:footnotes xmlns:w="{W}">{"".join(each)}</w:footnotes>'
    body = DIALOGUE + p("P1: so", '<w:r><w:footnoteReference w:id="2"/></w:r>', " it was")
    reading = read(tmp_path, body, {"word/footnotes.xml": notes})
    assert reading.text.endswith("P1: so[note 1] it was\n\n[note 1] by hand\n")
    assert reading.turns[-1].speaker is None
    last = reading.turns[-2]
    assert "".join(reading.text[a:b] for a, b in last.speech()).strip() == "so it was"


def test_comments_headers_and_headings(tmp_path: Path) -> None:
    header = f'<w:hdr xmlns:w="{W}">{p("Interview 3, confidential")}</w:hdr>'
    style = '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    styles = f'<w:styles xmlns:w="{W}">{style}</w:styles>'
    body = p("Safety", style="berschrift1") + DIALOGUE + p("P1: x", '<w:r><w:commentReference w:id="1"/></w:r>')
    reading = read(tmp_path, body, {"word/header1.xml": header, "word/styles.xml": styles})
    assert (reading.turns[0].speaker, reading.turns[1].speaker) == (None, "I")
    assert "confidential" not in reading.text
    assert any("confidential" in warning for warning in reading.warnings)
    assert any("1 comments" in warning for warning in reading.warnings)


def table(*rows: tuple[str, ...]) -> str:
    """A table of texts; a cell may hold several paragraphs, parted by `|`."""
    cells = ["".join(f"<w:tc>{''.join(map(p, cell.split('|')))}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_table_of_speakers_goes_on_where_the_cell_is_blank(tmp_path: Path) -> None:
    rows = [
        ("Interviewer", "How?"),
        ("Rosa", "Well.|More."),
        ("", "Still me."),
        ("Interviewer", "Ok?"),
        ("Rosa", "Yes"),
    ]
    reading = read(tmp_path, table(*rows))
    assert [turn.speaker for turn in reading.turns] == ["Interviewer", "Rosa"] * 2
    second = reading.turns[1]
    assert reading.text[second.speech_start : second.end].split() == ["Well.", "More.", "Still", "me."]


def test_a_table_with_times(tmp_path: Path) -> None:
    rows = [
        ("00:01", "Interviewer", "How?"),
        ("00:05", "Rosa", "Well."),
        ("00:09", "Interviewer", "Ok?"),
        ("00:12", "Rosa", "Yes"),
    ]
    reading = read(tmp_path, table(*rows))
    assert [(turn.speaker, turn.begins) for turn in reading.turns] == [
        ("Interviewer", 1_000),
        ("Rosa", 5_000),
        ("Interviewer", 9_000),
        ("Rosa", 12_000),
    ]


def test_names_in_bold_are_labels_without_a_colon(tmp_path: Path) -> None:
    lines = [("Interviewer", " How?"), ("Rosa", " Well."), ("Interviewer", " Ok?"), ("Rosa", " Yes.")]
    reading = read(tmp_path, "".join(p(r(name, "<w:b/>"), said) for name, said in lines))
    assert [turn.speaker for turn in reading.turns] == ["Interviewer", "Rosa"] * 2


def test_python_docx_writes_what_is_read(tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    for line in ("I: How was it?", "P1: I felt safe & sound.", "I: And?", "P1: “Yes”"):
        made.add_paragraph(line)
    made.save(str(tmp_path / "Rosa 1.v2 .docx"))
    reading = read_file(tmp_path / "Rosa 1.v2 .docx")
    assert reading.text == "I: How was it?\n\nP1: I felt safe & sound.\n\nI: And?\n\nP1: “Yes”\n"
    assert (reading.title, reading.format, reading.encoding) == ("Rosa 1.v2", "docx", None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>', "entities"),
        ('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>', "entities"),
        ("<w:document", "XML"),
        ("", "XML"),
        (document(""), "no text"),
    ],
)
def test_hostile_and_broken_documents_are_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "one.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", content)
    with pytest.raises(BadInput, match=said):
        read_file(path)


def test_entities_in_utf16_are_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "one.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'.encode("utf-16"))
    with pytest.raises(BadInput, match="entities"):
        read_file(path)


def test_a_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "one.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(210):
            part.write(b" " * 1_000_000)
    with pytest.raises(BadInput, match="too large"):
        read_file(path)


@pytest.mark.parametrize("cut", [30, 200, -40])
def test_a_cut_off_archive_is_refused(tmp_path: Path, cut: int) -> None:
    read(tmp_path, DIALOGUE)
    path = tmp_path / "one.docx"
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(BadInput, match="damaged"):
        read_file(path)


def test_emoji_in_two_forms_stand_once(tmp_path: Path) -> None:
    symbol = '<s:symEx xmlns:s="symex" s:font="Emoji" s:char="1F60F"/>'
    both = f'<mc:Choice Requires="s">{symbol}</mc:Choice><mc:Fallback><w:t>\U0001f60f</w:t></mc:Fallback>'
    unknown = "<mc:Choice Requires='s'><s:odd xmlns:s='symex'/></mc:Choice><mc:Fallback><w:t>ok</w:t></mc:Fallback>"
    runs = [f"<w:r><mc:AlternateContent>{forms}</mc:AlternateContent></w:r>" for forms in (both, unknown)]
    reading = read(tmp_path, p("I: How?") + p("P1: Fine ", runs[0], " and ", runs[1], "."))
    assert reading.text == "I: How?\n\nP1: Fine \U0001f60f and ok.\n"


def test_comments_are_notes_on_their_places(tmp_path: Path) -> None:
    def edge(kind: str, number: int) -> str:
        return f'<w:commentRange{kind} w:id="{number}"/>'

    said = [
        r("P1: In the "),
        edge("Start", 1),
        r("garden"),
        edge("End", 1),
        '<w:r><w:commentReference w:id="1"/></w:r>',
    ]
    cell = f"<w:tc>{p('P1')}</w:tc><w:tc>{p(r('or '), edge('Start', 2), r('shed'), edge('End', 2))}</w:tc>"
    body = DIALOGUE + f"<w:p>{''.join(said)}{r(', yes.')}</w:p><w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    words = {1: "Safe to name?", 2: "Bed, I think"}
    comments = "".join(f'<w:comment w:id="{number}">{p(text)}</w:comment>' for number, text in words.items())
    reading = read(tmp_path, body, {"word/comments.xml": f'<w:comments xmlns:w="{W}">{comments}</w:comments>'})
    noted = [(reading.text[note.start : note.end], note.text) for note in reading.notes]
    assert noted == [("garden", "Safe to name?"), ("shed", "Bed, I think")]
    assert "name" not in reading.text and any("2 comments kept" in warning for warning in reading.warnings)


def test_what_tracked_changes_deleted_is_named(tmp_path: Path) -> None:
    body = (
        DIALOGUE + f"<w:p>{r('P1: So ')}<w:del><w:r><w:delText>not quite</w:delText></w:r></w:del>{r('it was.')}</w:p>"
    )
    reading = read(tmp_path, body)
    assert "quite" not in reading.text
    assert [(line.text, line.why) for line in reading.left_out] == [("not quite", "deleted with tracked changes")]
