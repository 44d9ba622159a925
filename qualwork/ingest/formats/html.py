"""Web pages: the podcast form of transcripts (`cite`, `time`, `p`), or any page's paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from qualwork.ingest.formats.canonical import Decoded, decode
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.formats.text_builder import Flow
from qualwork.ingest.formats.timed import Piece, compose
from qualwork.ingest.speakers.clocks import milliseconds
from qualwork.ingest.speakers.label_words import listed
from qualwork.model.errors import BadInput

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CLOCK = re.compile(r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?")
_SKIPPED = listed("script style head noscript template svg nav button select iframe object canvas audio video math")
_BLOCKS = listed(
    """
    p div li h1 h2 h3 h4 h5 h6 blockquote pre dt dd section article header footer body html table ul ol dl figure
    figcaption main aside address hr form fieldset caption tbody thead tfoot details summary center
    """
)
_HEADINGS = listed("h1 h2 h3 h4 h5 h6 title caption")
_BOLD = listed("b strong")
_AROUND = listed("body div section article main")
_LEAD = 50  # a bold beginning longer than this is no label


class _Reader:
    """Walks the tree and fills a flow; what is inline is gathered until a block begins or ends."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.parts: list[str] = []
        self.lead = 0
        self.plain_seen = False
        self.silent = False

    def walk(self, node: LexborNode, *, bold: bool = False, kept: bool = False) -> None:
        """Read one node; `kept` says that white space counts, as in `pre`."""
        tag = node.tag or ""
        if tag == "-text":
            self.inline(node.text_content or "", bold=bold, kept=kept)
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "tr":
            self.row(node)
        elif tag not in _SKIPPED and not tag.startswith(("-", "_", "!")):
            block = tag in _BLOCKS
            if block:
                self.flush()
                was, self.silent = self.silent, self.silent or tag in _HEADINGS
            for child in _children(node):
                self.walk(child, bold=bold or tag in _BOLD, kept=kept or tag == "pre")
            if block:
                self.flush()
                self.silent = was

    def inline(self, text: str, *, bold: bool, kept: bool) -> None:
        """Gather inline text; a bold beginning may be a label."""
        if not kept:
            text = _SPACES.sub(" ", text)
            if not self.parts or self.parts[-1].endswith((" ", "\n")):
                text = text.lstrip(" ")
        if not text:
            return
        self.parts.append(text)
        if not self.plain_seen and text.strip():
            if bold:
                self.lead = sum(map(len, self.parts))
            else:
                self.plain_seen = True

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        lead = self.lead if self.plain_seen and self.lead <= _LEAD else 0
        self.flow.add("".join(self.parts), silent=self.silent, lead=lead)
        self.parts, self.lead, self.plain_seen = [], 0, False

    def row(self, row: LexborNode) -> None:
        """A table row: its cells are parted by tabs, so that a first cell may be the speaker."""
        self.flush()
        cells = []
        for child in _children(row):
            if child.tag in ("td", "th"):
                inner = _Reader()
                for part in _children(child):
                    inner.walk(part)
                inner.flush()
                cells.append(inner.flow.text().rstrip("\n"))
        self.flow.add("\t".join(cells), silent=self.silent)


def read_html(data: bytes, encoding: str | None = None) -> Draft:
    """The text of a page; raises BadInput where it holds none."""
    decoded = decode_page(data, encoding)
    body = LexborHTMLParser(decoded.text).body
    if body is None:
        raise BadInput("holds no text")
    if _is_podcast(body):
        text, turns = compose(_podcast(body), "\n")
        return Draft(text, "html", decoded.encoding, turns=turns, warnings=decoded.warnings)
    reader = _Reader()
    reader.walk(body)
    reader.flush()
    return Draft(reader.flow.text(), "html", decoded.encoding, reader.flow.structure(), warnings=decoded.warnings)


def decode_page(data: bytes, encoding: str | None = None) -> Decoded:
    """The source of a page, by the encoding that is given, that it names or that fits."""
    named = _CHARSET.search(data, 0, 4096)
    if encoding is None and named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return decode(data, named[1].decode("ascii"))
        except BadInput:
            return decode(data)
    return decode(data, encoding)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _is_podcast(body: LexborNode) -> bool:
    """True where `cite` stands beside the paragraphs and names who speaks, and not inside them as a citation."""
    cites = body.css("cite")
    apart = all(cite.parent is not None and cite.parent.tag in _AROUND for cite in cites)
    return bool(cites) and apart and (len(cites) > 1 or body.css_first("time") is not None)


def _podcast(body: LexborNode) -> Iterator[Piece]:
    """What follows each `cite` and `time`: the form of the podcast namespace. A paragraph without them goes on."""
    speaker: str | None = None
    begins: int | None = None
    for node in body.css("cite, time, p"):
        reader = _Reader()
        reader.walk(node)
        reader.flush()
        text = reader.flow.text().strip()
        if node.tag == "cite":
            speaker = text.rstrip(":： ")
        elif node.tag == "time":
            clock = _CLOCK.search(text)
            begins = milliseconds(clock.group()) if clock else None
        elif text:
            yield Piece(begins, None, speaker, text)
            begins = None
