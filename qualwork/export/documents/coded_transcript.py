"""A coded transcript as DOCX with real comments, or as an HTML page with the codes in the margin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from qualwork.export import files
from qualwork.export.documents.docx_parts import finished, new_document, paragraph_xml, run_xml
from qualwork.export.documents.pages import page
from qualwork.export.plain import xml_text
from qualwork.export.tables.table_docx import add_fitted, add_provenance
from qualwork.model.coded import CodedTranscript, Line, Note, Piece, pieces
from qualwork.model.table import Table

_DARKEST = 3  # codes on one place beyond which it gets no darker


def save_coded(made: CodedTranscript, path: Path) -> tuple[Path, ...]:
    """Write the transcript as the kind its file name says; answers the paths written."""
    return files.save(path, "transcript", made, name=made.title, provenance=made.provenance)


def coded_docx(made: CodedTranscript) -> bytes:
    """Coded text is underlined; a comment on it names the code, its coder and what was noted there."""
    from docx.oxml import parse_xml

    document, width = new_document(made.title)
    document.add_heading(xml_text(made.title), level=1)
    for name, value in made.about.items():
        _add(document, run_xml(f"{name}: ", bold=True) + run_xml(value))
    for memo in made.memos:
        _add(document, run_xml(f"{memo.heading} by {memo.coder}: ", bold=True) + run_xml(memo.text, italic=True))
    comments = document.part._comments_part.element
    for note in made.notes:
        comments.append(parse_xml(_comment_xml(note)))
    for line, cut in _cut_lines(made):
        name = run_xml(f"{line.speaker}: ", bold=True) if line.speaker else ""
        _add(document, name + "".join(_piece_xml(piece, line) for piece in cut))
    if made.codes:
        document.add_heading("Codes", level=2)
        add_fitted(document, _codes(made), width, 9)
    add_provenance(document, made.provenance, width)
    return finished(document)


def _codes(made: CodedTranscript) -> Table:
    return Table("codes", ("code", "definition", "uses here"), made.codes)


def _cut_lines(made: CodedTranscript) -> Iterator[tuple[Line, list[Piece]]]:
    """Each line with its pieces; of the notes only those that can touch the line are looked at."""
    live: list[Note] = []
    coming = list(reversed(made.notes))
    for line in made.lines:
        while coming and coming[-1].start <= line.end:
            live.append(coming.pop())
        live = [note for note in live if note.end >= line.start]
        yield line, list(pieces(made.text, line, live))


def _add(document: Any, runs: str) -> None:
    from docx.oxml import parse_xml

    document.element.body.insert_element_before(parse_xml(paragraph_xml(runs)), "w:sectPr")


def _piece_xml(piece: Piece, line: Line) -> str:
    opens = "".join(f'<w:commentRangeStart w:id="{note.number}"/>' for note in piece.opens)
    closes = "".join(
        f'<w:commentRangeEnd w:id="{note.number}"/><w:r><w:commentReference w:id="{note.number}"/></w:r>'
        for note in piece.closes
    )
    return opens + run_xml(piece.text, italic=not line.said, underline=piece.depth > 0) + closes


def _comment_xml(note: Note) -> str:
    from docx.oxml.ns import nsdecls

    author = quoteattr(xml_text(note.coder))
    initials = quoteattr("".join(part[0] for part in xml_text(note.coder).split())[:3])
    paragraphs = [run_xml(note.heading, bold=True), *(run_xml(line) for line in note.text.splitlines() if line.strip())]
    inner = "".join(f"<w:p>{runs}</w:p>" for runs in paragraphs)
    return f'<w:comment {nsdecls("w")} w:id="{note.number}" w:author={author} w:initials={initials}>{inner}</w:comment>'


def coded_html(made: CodedTranscript) -> bytes:
    """One self-contained page: each line with its codes beside it, joined by numbers and links."""
    return page(
        "transcript.html",
        title=xml_text(made.title),
        about=[(xml_text(name), xml_text(value)) for name, value in made.about.items()],
        memos=[_shown(note) for note in made.memos],
        lines=[_shown_line(line, cut) for line, cut in _cut_lines(made)],
        codes=[(xml_text(name), xml_text(definition), uses) for name, definition, uses in made.codes],
        provenance=[(xml_text(name), xml_text(value)) for name, value in made.provenance.items()],
    )


def _shown_line(line: Line, cut: Sequence[Piece]) -> dict[str, Any]:
    return {
        "speaker": xml_text(line.speaker),
        "said": line.said,
        "pieces": [
            {
                "text": xml_text(piece.text),
                "depth": min(piece.depth, _DARKEST),
                "opens": [note.number for note in piece.opens],
                "closes": [note.number for note in piece.closes],
            }
            for piece in cut
        ],
        "notes": [_shown(note) for piece in cut for note in piece.opens],
    }


def _shown(note: Note) -> dict[str, Any]:
    return {
        "number": note.number,
        "heading": xml_text(note.heading),
        "text": xml_text(note.text),
        "coder": xml_text(note.coder),
        "is_code": note.is_code,
    }
