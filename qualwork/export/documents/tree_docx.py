"""The theme tree as an outline in DOCX: headings a word processor folds, with essence, counts and codes below them."""

from __future__ import annotations

from typing import Any

from qualwork.export.documents.docx_parts import finished, new_document
from qualwork.export.documents.tree_outline import NO_THEMES
from qualwork.export.figures.label import one_line
from qualwork.export.figures.tree_layout import counts_note, label_of
from qualwork.export.plain import xml_text
from qualwork.model.theme import ThemeNode, ThemeTree

_DEEPEST_HEADING = 4
_INDENT = 6  # mm for each level


def tree_docx(tree: ThemeTree, counts: bool = True) -> bytes:
    """Themes numbered as headings by their depth; those below the fourth level are indented paragraphs."""
    document, _ = new_document(tree.title or "Themes")
    document.add_heading(one_line(xml_text(tree.title)) or "Themes", level=0)
    if not tree.roots:
        document.add_paragraph(NO_THEMES)
    for at, root in enumerate(tree.roots, start=1):
        _add(document, root, f"{at}", 1, counts)
    return finished(document)


def _add(document: Any, node: ThemeNode, place: str, depth: int, counts: bool) -> None:
    from docx.shared import Mm

    label = f"{place} {label_of(node)}"
    if depth <= _DEEPEST_HEADING:
        heading = document.add_heading(label, level=depth)
    else:
        heading = document.add_paragraph()
        heading.add_run(label).bold = True
    lines = [heading]
    if essence := one_line(xml_text(node.theme.essence)):
        lines.append(document.add_paragraph(essence))
    notes = [counts_note(node)] if counts else []
    if node.codes:
        notes.append("codes: " + "; ".join(one_line(xml_text(code)) for code in node.codes))
    if notes:
        note = document.add_paragraph()
        note.add_run(". ".join(notes)).italic = True
        lines.append(note)
    for line in lines:
        line.paragraph_format.left_indent = Mm(_INDENT * (depth - 1))
    for at, child in enumerate(node.children, start=1):
        _add(document, child, f"{place}.{at}", depth + 1, counts)
