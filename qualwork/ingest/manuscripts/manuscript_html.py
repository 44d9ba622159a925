"""Manuscripts as web pages: block quotes, headings and table cells told apart, `q` with quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from qualwork.ingest.formats.canonical import clean
from qualwork.ingest.formats.html import decode_page
from qualwork.ingest.speakers.label_words import listed
from qualwork.model.errors import BadInput
from qualwork.model.manuscript import Paragraph, ParagraphKind

_SPACES = re.compile(r"[ \t\r\n\f]+")
_SKIPPED = listed("script style head noscript template svg nav button select iframe object canvas audio video math")
_BLOCKS = listed(
    """
    p div li h1 h2 h3 h4 h5 h6 blockquote pre dt dd section article header footer body html ul ol dl figure
    figcaption main aside address hr form fieldset caption thead tbody tfoot details summary center
    """
)
_HEADINGS = listed("h1 h2 h3 h4 h5 h6 title caption")
_DEEPEST = 200


@dataclass(slots=True)
class _Walk:
    found: list[Paragraph] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    kind: ParagraphKind = "text"
    cell: tuple[int, int, int] | None = None
    tables: int = 0

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        text = clean("".join(self.parts)).strip()
        if text:
            kind: ParagraphKind = "cell" if self.cell is not None and self.kind == "text" else self.kind
            self.found.append(Paragraph(text, kind, self.cell, len(self.found)))
        self.parts = []


def html_paragraphs(data: bytes) -> list[Paragraph]:
    """The paragraphs of a page in order; raises BadInput where it holds none."""
    body = LexborHTMLParser(decode_page(data).text).body
    if body is None:
        raise BadInput("holds no text")
    walk = _Walk()
    _node(body, walk, 0)
    walk.flush()
    return walk.found


def _node(node: LexborNode, walk: _Walk, depth: int) -> None:
    tag = node.tag or ""
    if depth > _DEEPEST:
        raise BadInput(f"is nested more than {_DEEPEST} deep: no manuscript is")
    if tag == "-text":
        text = _SPACES.sub(" ", node.text_content or "")
        walk.parts.append(text.lstrip(" ") if not walk.parts or walk.parts[-1].endswith((" ", "\n")) else text)
    elif tag == "br":
        walk.parts.append("\n")
    elif tag == "q":
        walk.parts.append("“")
        _children(node, walk, depth)
        walk.parts.append("”")
    elif tag == "table":
        _table(node, walk, depth)
    elif tag not in _SKIPPED and not tag.startswith(("-", "_", "!")):
        _block(node, tag, walk, depth)


def _block(node: LexborNode, tag: str, walk: _Walk, depth: int) -> None:
    if tag not in _BLOCKS:
        _children(node, walk, depth)
        return
    walk.flush()
    before = walk.kind
    walk.kind = "block" if tag == "blockquote" else "heading" if tag in _HEADINGS else before
    _children(node, walk, depth)
    walk.flush()
    walk.kind = before


def _table(table: LexborNode, walk: _Walk, depth: int) -> None:
    walk.flush()
    walk.tables += 1
    number, before = walk.tables, walk.cell
    for caption in table.css("caption"):
        _node(caption, walk, depth + 1)
    for row, line in enumerate(table.css("tr"), start=1):
        column = 0
        for child in _inside(line):
            if child.tag in ("td", "th"):
                column += 1
                walk.cell = (number, row, column)
                _children(child, walk, depth + 1)
                walk.flush()
    walk.cell = before


def _children(node: LexborNode, walk: _Walk, depth: int) -> None:
    for child in _inside(node):
        _node(child, walk, depth + 1)


def _inside(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next
