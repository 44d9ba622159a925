"""Rich Text Format: code pages, `\\uN` signs, tables, notes; deletions, comments, headers and pictures are left out.

Own reading beside striprtf, which turns table cells into bars, writes link targets into the text and drops notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.formats.text_builder import Flow
from qualwork.ingest.speakers.label_words import listed

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<end>[\r\n]+)|(?P<text>[^\\{}\r\n]+)|(?P<rest>\\)"
)
_SKIPPED = listed(
    """
    colortbl info pict header headerl headerr headerf footer footerl footerr footerf fldinst object objdata objclass
    themedata colorschememapping datastore datafield listtable listoverridetable rsidtbl revtbl xmlnstbl generator
    latentstyles filetbl pntext listtext nonshppict shprslt bkmkstart bkmkend xe tc atnid atnauthor atndate atntime
    atnref atnparent atrfstart atrfend annotation sp pgptbl mmathPr operator ftnsep ftnsepc ftncn aftnsep aftnsepc
    aftncn upr formfield template userprops docvar background ffname ffdeftext private1 passwordhash wgrffmtfilter
    """
)
_KEPT_THOUGH_STARRED = listed("shpinst shptxt ud footnote fldrslt")
_SIGNS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "nestcell": "\t",
    "nestrow": "\n",
}
_SYMBOLS = {"~": "\xa0", "_": "\u2011", "-": "", "\\": "\\", "{": "{", "}": "}"}
_CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    255: "cp850",
}
_TWO_BYTES = frozenset({"cp932", "cp949", "gbk", "cp950"})
_HEADING = re.compile(r"heading|title|subtitle", re.IGNORECASE)
_LEAD = 50  # a bold beginning longer than this is no label
_DEEPEST = 2000


@dataclass(slots=True)
class _State:
    """What a group inherits and its end takes back."""

    destination: str = "text"
    skip_after_unicode: int = 1
    font: int | None = None
    bold: bool = False
    deleted: bool = False
    starred: bool = False


@dataclass(slots=True)
class _Paragraph:
    """Text of one paragraph, cell or note as it is put together."""

    parts: list[str] = field(default_factory=list)
    lead: int = 0
    plain_seen: bool = False

    def add(self, text: str, bold: bool) -> None:
        self.parts.append(text)
        if not self.plain_seen and text.strip():
            if bold:
                self.lead = sum(map(len, self.parts))
            else:
                self.plain_seen = True

    def text(self) -> str:
        return "".join(self.parts)


class _Reader:
    """Reads tokens one by one; what is being written is on top of `writing`, with notes above the body."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.left_out: Counter[str] = Counter()
        self.state = _State()
        self.stack: list[_State] = []
        self.code_page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.styles: dict[int, str] = {}
        self.style = 0
        self.outline = False
        self.in_table = False
        self.defining = 0
        self.writing = [_Paragraph()]
        self.cells: list[str] = []
        self.notes: list[str] = []
        self.note_depths: list[int] = []
        self.pending = b""
        self.to_skip = 0
        self.words: dict[str, Callable[[int | None], None]] = {
            "par": lambda _: self.paragraph_end(),
            "sect": lambda _: self.paragraph_end(),
            "page": lambda _: self.paragraph_end(),
            "cell": lambda _: self.cell_end(),
            "row": lambda _: self.row_end(),
            "pard": lambda _: self.paragraph_reset(),
            "plain": lambda _: self.plain(),
            "u": self.unicode_sign,
            "footnote": lambda _: self.note_begin(),
        }

    def read(self, source: str) -> None:
        """Read a whole document, given as one character for each byte."""
        at = 0
        while at < len(source):
            token = _TOKEN.match(source, at)
            if token is None:
                break
            at = token.end()
            if token["hex"]:
                self.byte(int(token["hex"], 16))
            elif token["text"] is not None:
                self.plain_text(token["text"])
            elif token["brace"]:
                self.brace(token["brace"])
            elif token["word"]:
                number = int(token["number"]) if token["number"] else None
                if token["word"] == "bin":
                    at += max(number or 0, 0)
                else:
                    self.word(token["word"], number)
            elif token["sign"]:
                self.symbol(token["sign"])
        self.flush()
        self.in_table = False
        self.row_end()
        self.paragraph_end()

    def brace(self, brace: str) -> None:
        """A group begins or ends."""
        self.flush()
        self.to_skip = 0
        if brace == "{":
            if len(self.stack) < _DEEPEST:
                self.stack.append(replace(self.state, starred=False))
                self.state = replace(self.state, starred=False)
        elif self.stack:
            if self.note_depths and len(self.stack) == self.note_depths[-1]:
                self.note_end()
            self.state = self.stack.pop()

    def word(self, word: str, number: int | None) -> None:
        """A control word, whatever its purpose."""
        if self.pending and word not in ("u",):
            self.flush()
        state = self.state
        if word in _SKIPPED or word in ("fonttbl", "stylesheet"):
            self.left_out["comments"] += word == "annotation"
            state.destination = word
        elif word in ("ud", "shptxt"):
            state.destination = "text"
        elif state.starred and word not in _KEPT_THOUGH_STARRED and state.destination == "text":
            state.destination = "unknown"
        if word in self.words:
            self.words[word](number)
        elif word in _SIGNS:
            self.write(_SIGNS[word])
        else:
            self.setting(word, number)

    def setting(self, word: str, number: int | None) -> None:
        """A control word that changes what comes after it."""
        state = self.state
        if word == "uc":
            state.skip_after_unicode = max(number or 0, 0)
        elif word == "b":
            state.bold = number != 0
        elif word == "deleted":
            state.deleted = number != 0
        elif word == "f":
            state.font = number
        elif word == "fcharset" and state.font is not None:
            self.fonts[state.font] = _CHARSETS.get(number or 0, self.code_page)
        elif word == "ansicpg":
            self.code_page = _known(f"cp{number}", self.code_page)
        elif word == "mac":
            self.code_page = "mac_roman"
        elif word == "s" and number is not None:
            if state.destination == "stylesheet":
                self.defining = number
            else:
                self.style = number
        elif word == "intbl":
            self.in_table = state.destination == "text" or self.in_table
        elif word == "outlinelevel":
            self.outline = number is not None and number < 9

    def symbol(self, sign: str) -> None:
        """A control symbol, such as `\\~` or the star before destinations that old readers skip."""
        self.flush()
        if sign == "*":
            self.state.starred = True
        elif sign in "\r\n":
            self.paragraph_end()
        elif sign in _SYMBOLS:
            self.write(_SYMBOLS[sign])

    def plain_text(self, text: str) -> None:
        """Characters as they stand in the file; some writers put bytes of their code page there."""
        if self.to_skip:
            skipped = min(self.to_skip, len(text))
            self.to_skip -= skipped
            text = text[skipped:]
        if not text:
            return
        if not text.isascii() or (self.pending and self.encoding() in _TWO_BYTES):
            self.pending += text.encode("latin-1", "replace")
            self.flush()
            return
        self.flush()
        self.write(text)

    def byte(self, value: int) -> None:
        """One byte in the code page of the font."""
        if self.to_skip:
            self.to_skip -= 1
        else:
            self.pending += bytes((value,))

    def flush(self) -> None:
        """Decode the bytes that came in a row."""
        if self.pending:
            pending, self.pending = self.pending, b""
            self.write(pending.decode(self.encoding(), "replace"))

    def encoding(self) -> str:
        """The code page of the font in use."""
        return self.fonts.get(self.state.font or 0, self.code_page) if self.fonts else self.code_page

    def unicode_sign(self, number: int | None) -> None:
        """`\\uN`: a sign (UTF-16 units, perhaps in pairs), followed by characters for readers that know it not."""
        self.flush()
        if number is not None:
            self.write(chr(number % 0x10000))
            self.to_skip = self.state.skip_after_unicode

    def write(self, text: str) -> None:
        """Text where it belongs: the paragraph, the name of a style, or nowhere."""
        destination = self.state.destination
        if destination == "stylesheet":
            self.styles[self.defining] = self.styles.get(self.defining, "") + text
        elif destination == "text":
            if self.state.deleted:
                self.left_out["tracked deletions"] += 1
            else:
                self.writing[-1].add(text, self.state.bold)

    def plain(self) -> None:
        """Character formatting back to normal."""
        self.state.bold = self.state.deleted = False

    def paragraph_reset(self) -> None:
        """Paragraph formatting back to normal."""
        if self.state.destination == "text":
            self.style, self.outline, self.in_table = 0, False, False

    def paragraph_end(self) -> None:
        """End a paragraph: of a note, of a cell, or of the body."""
        if self.state.destination != "text":
            return
        if len(self.writing) > 1 or self.cells or self.in_table:
            self.writing[-1].parts.append("\n")
            return
        made, self.writing[-1] = self.writing[-1], _Paragraph()
        heading = self.outline or bool(_HEADING.match(self.styles.get(self.style, "")))
        lead = made.lead if made.plain_seen and made.lead <= _LEAD else 0
        self.flow.add(made.text(), silent=heading, lead=lead)

    def cell_end(self) -> None:
        """End a cell of a table row."""
        if len(self.writing) == 1 and self.state.destination == "text":
            made, self.writing[-1] = self.writing[-1], _Paragraph()
            self.cells.append(made.text().strip())

    def row_end(self) -> None:
        """End a row: its cells are parted by tabs, so that a first cell may be the speaker."""
        if len(self.writing) == 1 and self.state.destination == "text":
            self.flow.add("\t".join(self.cells))
            self.cells = []

    def note_begin(self) -> None:
        """A note begins: its text goes to the end, its mark stays."""
        if self.state.destination == "text" and self.stack:
            self.writing[-1].parts.append(f"[note {len(self.notes) + len(self.note_depths) + 1}]")
            self.writing.append(_Paragraph())
            self.note_depths.append(len(self.stack))

    def note_end(self) -> None:
        """The group of a note ends."""
        self.note_depths.pop()
        self.notes.append(self.writing.pop().text())


def _known(encoding: str, otherwise: str) -> str:
    try:
        "".encode(encoding)
    except LookupError:
        return otherwise
    return encoding


def read_rtf(data: bytes) -> Draft:
    """The text of an RTF document; notes stand at its end as no speech."""
    reader = _Reader()
    reader.read(data.decode("latin-1"))
    for number, note in enumerate(reader.notes, start=1):
        reader.flow.add(f"[note {number}] {note.strip()}", silent=True)
    warnings = tuple(f"left out: {count} {what}" for what, count in reader.left_out.items() if count)
    return Draft(reader.flow.text(), "rtf", structure=reader.flow.structure(), warnings=warnings)
