"""Manuscripts in: the paragraphs of a document with what marks a quotation, an indentation or a table cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from qualwork.ingest.formats.canonical import decode
from qualwork.ingest.read import Source, open_source, read_draft, shown
from qualwork.ingest.readers import BY_SUFFIX
from qualwork.model.errors import BadInput
from qualwork.model.manuscript import Manuscript, Paragraph, ParagraphKind

_RTF, _OLE = b"{\\rtf", b"\xd0\xcf\x11\xe0"
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"(=+|-{2,})\s*$")
_LIST_ITEM = re.compile(r"\s*(?:[-*+•]|\(?\d{1,3}[.)])\s+")
_ATTRIBUTION_DASH = re.compile(r"\s*[-–—]{1,3}\s*[^\W\d_][^.!?]{0,60}$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_INDENTED = re.compile(r"(?:\t| {2,})\s*\S")
_FRONT_MATTER = re.compile(r"---\s*\n.*?\n(?:---|\.\.\.)\s*(?:\n|$)", re.DOTALL)
_LONG_LINE = 160
_LONGEST_RULE = 2_000


def read_manuscript(path: Path) -> Manuscript:
    """Read a manuscript of any format that has a reader; raises BadInput, naming the file, for anything else."""
    try:
        source = open_source(path)
        kind, paragraphs = _paragraphs(source)
        kept = tuple(paragraph for paragraph in paragraphs if paragraph.text.strip())
        if not kept:
            raise BadInput("holds no text")
        return Manuscript(source.name, kind, kept, source.data)
    except BadInput as fault:
        raise BadInput(f"{shown(path)}: {fault.message}", fault.candidates) from None
    except Exception as fault:  # whatever a broken file does to a reader, it is one line
        said = " ".join(str(fault).split())[:120]
        raise BadInput(f"{shown(path)}: cannot be read ({type(fault).__name__}{': ' * bool(said)}{said})") from fault


def _paragraphs(source: Source) -> tuple[str, list[Paragraph]]:
    """The format, and the paragraphs in order."""
    if source.data.startswith(b"PK\x03\x04"):
        from qualwork.ingest.formats.container import open_zip

        archive = open_zip(source.data)
        if any(name.startswith("word/") for name in archive.namelist()):
            from qualwork.ingest.manuscripts.manuscript_docx import docx_paragraphs

            return "docx", docx_paragraphs(archive)
    if b"%PDF-" in source.data[:1024]:
        from qualwork.ingest.manuscripts.manuscript_pdf import pdf_paragraphs

        return "pdf", pdf_paragraphs(source.data)
    named = BY_SUFFIX.get(source.suffix) if not source.data.startswith((_RTF, _OLE)) else None
    kind = named.format if named else ""
    if kind == "html":
        from qualwork.ingest.manuscripts.manuscript_html import html_paragraphs

        return "html", html_paragraphs(source.data)
    if kind in ("md", "txt"):
        text = decode(source.data).text.removeprefix("\ufeff")
        return kind, numbered(markdown_paragraphs(text) if kind == "md" else text_paragraphs(text))
    draft = read_draft(source)
    return draft.format, numbered(text_paragraphs(draft.text))


def numbered(paragraphs: Iterator[tuple[str, ParagraphKind, tuple[int, int, int] | None]]) -> list[Paragraph]:
    """Paragraphs in order, those without text left out of the count."""
    kept = [each for each in paragraphs if each[0].strip()]
    return [Paragraph(text.strip(), kind, cell, element) for element, (text, kind, cell) in enumerate(kept)]


_Found = Iterator[tuple[str, ParagraphKind, tuple[int, int, int] | None]]


def text_paragraphs(text: str) -> _Found:
    """Paragraphs of plain text: parted by blank lines, or a line each where the lines are long; `>` quotes."""
    for chunk in re.split(r"\n[ \t\f]*\n", text.replace("\f", "\n\n")):
        lines = [line for line in chunk.split("\n") if line.strip()]
        long = [line for line in lines if len(line) > _LONG_LINE]
        for group in [[line] for line in lines] if long else _by_indentation(lines):
            yield _plain_group(group)


def _by_indentation(lines: list[str]) -> Iterator[list[str]]:
    """Lines of one paragraph; one that begins or ends an indentation begins a new one."""
    group: list[str] = []
    for line in lines:
        if group and _mark(line) != _mark(group[-1]) and not (len(group) == 1 and not _mark(line)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _mark(line: str) -> str:
    return ">" if line.lstrip().startswith(">") else " " if _INDENTED.match(line) else ""


def _plain_group(lines: list[str]) -> tuple[str, ParagraphKind, None]:
    mark = _mark(lines[-1])
    stripped = [re.sub(r"^\s*(?:>\s?)+", "", line) if mark == ">" else line.strip() for line in lines]
    is_list = _LIST_ITEM.match(lines[0]) is not None and not _ATTRIBUTION_DASH.match(lines[0])
    kind: ParagraphKind = "block" if mark == ">" else "indented" if mark == " " and not is_list else "text"
    if mark == " " and len(lines) > 1 and not _mark(lines[0]):
        kind = "text"
    return "\n".join(stripped), kind, None


def markdown_paragraphs(text: str) -> _Found:
    """Paragraphs of Markdown: quotes, headings and pipe tables told apart; front matter and code are left out."""
    front = _FRONT_MATTER.match(text)
    lines = _without_comments(text[front.end() :] if front else text).split("\n")
    at = tables = 0
    while at < len(lines):
        line = lines[at]
        if fence := _FENCE.match(line):
            at = next((n for n in range(at + 1, len(lines)) if lines[n].lstrip().startswith(fence[1])), len(lines)) + 1
        elif at + 1 < len(lines) and "|" in line and _is_rule(lines[at + 1]):
            tables += 1
            end = next((n for n in range(at, len(lines)) if "|" not in lines[n]), len(lines))
            yield from _table(tables, [lines[at], *lines[at + 2 : end]])
            at = end
        elif heading := _HEADING.match(line):
            yield heading[1], "heading", None
            at += 1
        elif not line.strip():
            at += 1
        else:
            end = _end_of_paragraph(lines, at)
            yield _markdown_group(lines[at:end])
            at = end


def _is_rule(line: str) -> bool:
    return len(line) < _LONGEST_RULE and _TABLE_RULE.match(line.strip()) is not None


def _without_comments(text: str) -> str:
    first, *rest = text.split("<!--")
    return first + "".join(after for part in rest for after in part.split("-->", 1)[1:])


def _end_of_paragraph(lines: list[str], at: int) -> int:
    """The line after a paragraph; a quote ends with its marks or an empty line in it."""
    quoted = lines[at].lstrip().startswith(">")
    for end in range(at + 1, len(lines)):
        line = lines[end]
        bare = re.sub(r"^\s*(?:>\s?)+", "", line) if quoted else line
        begins = not quoted and line.lstrip().startswith(">")
        if not bare.strip() or begins or _HEADING.match(line) or _FENCE.match(line) or _LIST_ITEM.match(line):
            is_end = not (_LIST_ITEM.match(line) and _ATTRIBUTION_DASH.match(line))
            if is_end or not bare.strip():
                return end
    return len(lines)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([\[\]()*_'\"!.>#-])", r"\1", text)


def _markdown_group(lines: list[str]) -> tuple[str, ParagraphKind, None]:
    if lines[0].lstrip().startswith(">"):
        return _unescaped("\n".join(re.sub(r"^\s*(?:>\s?)+", "", line) for line in lines)), "block", None
    if len(lines) == 2 and _UNDERLINE.match(lines[1]):
        return lines[0], "heading", None
    text = _unescaped("\n".join(line.strip() for line in lines))
    item = None if _ATTRIBUTION_DASH.match(text) else _LIST_ITEM.match(text)
    return (text[item.end() :] if item else text), "text", None


def _table(number: int, lines: list[str]) -> _Found:
    for row, line in enumerate(lines, start=1):
        cells = _CELL_EDGE.split(line.strip().removeprefix("|").removesuffix("|"))
        for column, cell in enumerate(cells, start=1):
            text = re.sub(r"<br\s*/?>", "\n", _unescaped(cell.replace("\\|", "|"))).strip()
            yield text, "cell", (number, row, column)
