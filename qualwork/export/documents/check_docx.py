"""A checked manuscript as DOCX: itself where it is a Word document, else built from its paragraphs, with comments."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualwork.export import files
from qualwork.export.documents.docx_parts import finished, new_document
from qualwork.export.plain import xml_text
from qualwork.model.manuscript import Manuscript, Paragraph

_AUTHOR = "qualwork"
_SIGNS = frozenset({"tab", "br", "cr", "noBreakHyphen"})
_LEAVES = frozenset({"t", "footnoteReference", "endnoteReference"})
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "txbxContent", "pPr", "rPr", "instrText", "delText", "rt"})
_SET_IN = 10  # mm


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said of the signs `start` to `end` of a paragraph of a manuscript, by its number."""

    paragraph: int
    start: int
    end: int
    text: str


def save_commented(
    manuscript: Manuscript, comments: Sequence[Comment], path: Path, provenance: Mapping[str, str]
) -> tuple[Path, ...]:
    """Write the manuscript with its comments; the last one says what the check was made with."""
    return files.save(path, "manuscript", manuscript, comments, name="manuscript", provenance=provenance)


def commented_docx(manuscript: Manuscript, comments: Sequence[Comment], provenance: Mapping[str, str]) -> bytes:
    """The same as a file."""
    document, elements = _as_it_is(manuscript) or _built(manuscript)
    for comment in comments:
        paragraph = manuscript.paragraphs[comment.paragraph]
        element = elements[comment.paragraph]
        whole = paragraph.is_note or comment.end > _length(element)
        runs = list(_runs(element)) if whole else _runs_between(element, comment.start, comment.end)
        _attach(document, runs, comment.text)
    about = "; ".join(f"{name}: {value}" for name, value in provenance.items())
    last = next((runs for element in reversed(elements) if (runs := list(_runs(element)))), [])
    _attach(document, last[-1:], f"Checked. {about}")
    return finished(document)


def _as_it_is(manuscript: Manuscript) -> tuple[Any, list[Any]] | None:
    """The Word document itself and the element of each paragraph; None where python-docx does not know its kind."""
    import docx

    if manuscript.format != "docx":
        return None
    try:
        document = docx.Document(io.BytesIO(manuscript.data))
    except (ValueError, KeyError):
        return None
    every = [element for element in document.element.iter() if _local(element) == "p"]
    if any(paragraph.element >= len(every) for paragraph in manuscript.paragraphs):
        return None
    return document, [every[paragraph.element] for paragraph in manuscript.paragraphs]


def _built(manuscript: Manuscript) -> tuple[Any, list[Any]]:
    """A new document with the text of the manuscript, and the element of each paragraph."""
    document, _ = new_document(manuscript.name)
    tables: dict[int, Any] = {}
    elements = []
    for paragraph in manuscript.paragraphs:
        made = _add_paragraph(document, tables, manuscript, paragraph)
        text = paragraph.text.replace("\n", " ") if paragraph.kind == "text" else paragraph.text
        made.add_run(xml_text(text))
        elements.append(made._p)
    return document, elements


def _add_paragraph(document: Any, tables: dict[int, Any], manuscript: Manuscript, paragraph: Paragraph) -> Any:
    from docx.shared import Mm

    if paragraph.cell is None:
        made = document.add_paragraph(style="Heading 2" if paragraph.kind == "heading" else None)
        if paragraph.kind in ("block", "indented"):
            made.paragraph_format.left_indent = made.paragraph_format.right_indent = Mm(_SET_IN)
        return made
    number, row, column = paragraph.cell
    if number not in tables:
        places = [each.cell for each in manuscript.paragraphs if each.cell is not None and each.cell[0] == number]
        size = max(place[1] for place in places), max(place[2] for place in places)
        tables[number] = document.add_table(*size, style="Table Grid")
    cell = tables[number].cell(row - 1, column - 1)
    first = cell.paragraphs[0]
    return cell.add_paragraph() if first.runs else first


def _attach(document: Any, runs: Sequence[Any], text: str) -> None:
    from docx.oxml.ns import qn
    from docx.text.run import Run

    if runs:
        marked = [Run(runs[0], document), Run(runs[-1], document)]
        comment = document.add_comment(marked, xml_text(text), _AUTHOR, "qw")
        comment._comment_elm.attrib.pop(qn("w:date"), None)


def _runs_between(paragraph: Any, start: int, end: int) -> list[Any]:
    """The runs that hold the signs from `start` to `end`, cut where these begin and end."""
    for at in (start, end):
        _cut(paragraph, at)
    found: dict[int, Any] = {}
    place = 0
    for run, leaf in _leaves(paragraph):
        if start <= place < end and _size(leaf):
            found[id(run)] = run
        place += _size(leaf)
    return list(found.values())


def _cut(paragraph: Any, at: int) -> None:
    """Make a run begin at a sign; formatting goes to both parts."""
    place = 0
    for run, leaf in _leaves(paragraph):
        size = _size(leaf)
        if place <= at < place + size:
            if at > place or any(_size(each) for _, each in _leaves_of(run, run) if each is not leaf):
                _divide(run, leaf, at - place)
            return
        place += size


def _divide(run: Any, leaf: Any, inside: int) -> None:
    """Put what follows sign `inside` of a leaf into a run of its own behind this one."""
    later = deepcopy(run)
    number = list(run).index(leaf) if leaf in list(run) else -1
    if number < 0:
        return
    for child in list(run)[number + 1 :]:
        run.remove(child)
    for child in list(later)[:number]:
        if _local(child) != "rPr":
            later.remove(child)
    kept = later[1] if len(later) > 1 and _local(later[0]) == "rPr" else later[0]
    if inside:
        for element, text in ((leaf, leaf.text[:inside]), (kept, leaf.text[inside:])):
            element.text = text
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    else:
        run.remove(leaf)
    run.addnext(later)


def _runs(paragraph: Any) -> Iterator[Any]:
    seen: set[int] = set()
    for run, _ in _leaves(paragraph):
        if id(run) not in seen:
            seen.add(id(run))
            yield run


def _length(paragraph: Any) -> int:
    return sum(_size(leaf) for _, leaf in _leaves(paragraph))


def _leaves(paragraph: Any) -> list[tuple[Any, Any]]:
    """Every piece of text, tab and break of a paragraph with the run it stands in."""
    return list(_leaves_of(paragraph, None))


def _leaves_of(parent: Any, run: Any) -> Iterator[tuple[Any, Any]]:
    for child in parent:
        kind = _local(child)
        if kind in _SKIPPED:
            continue
        if run is not None and (kind in _LEAVES or kind in _SIGNS):
            yield run, child
        else:
            yield from _leaves_of(child, child if kind == "r" else run)


def _size(leaf: Any) -> int:
    return len(leaf.text or "") if _local(leaf) == "t" else int(_local(leaf) in _SIGNS)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
