"""Taguette projects: documents of HTML as text, highlights counted in bytes of their text, tags as codes."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

from qualwork.ingest.foreign.foreign_sqlite import Database, line, moment, text, whole
from qualwork.ingest.foreign.notices import counts_told, listed, plain_title, to_check
from qualwork.ingest.foreign.reading import Reading
from qualwork.ingest.formats.canonical import clean, line_ends
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.read import Said, finish
from qualwork.ingest.speakers import label_words as words
from qualwork.model import interchange
from qualwork.model.errors import BadInput

_BLOCKS = words.listed("p div li h1 h2 h3 h4 h5 h6 blockquote pre dt dd section article table tr ul ol dl hr body html")
_LEVEL = "."


@dataclass(frozen=True, slots=True)
class _Placed:
    start: int
    end: int
    fits: bool


class _Page(HTMLParser):
    """A document as text, with the place of each piece of text in the HTML's text without tags."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.counted: list[str] = []
        self.parts: list[str] = []
        self.from_counted: list[int] = [0]
        self.to_text: list[int] = [0]
        self.done = self.length = 0
        self.feed(html)
        self.close()
        self.text = "".join(self.parts)
        self.bytes = "".join(self.counted).encode("utf-8", "surrogatepass")

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """A block begins on a line of its own; a break is the end of a line, a tab stands between cells."""
        if tag == "br":
            self._add("\n")
        elif tag in ("td", "th") and self.parts and not self.parts[-1].endswith("\n"):
            self._add("\t")
        elif tag in _BLOCKS:
            self._new_line()

    def handle_endtag(self, tag: str) -> None:
        """What follows a block stands on a new line."""
        if tag in _BLOCKS:
            self._new_line()

    def handle_data(self, data: str) -> None:
        """Text is counted and kept to the letter."""
        self.from_counted.append(self.done)
        self.to_text.append(self.length)
        self.counted.append(data)
        self.done += len(data)
        self._add(data)

    def _new_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self._add("\n")

    def _add(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def place(self, start: int, end: int, snippet: str) -> _Placed | None:
        """The stretch between two positions in bytes, None where they lie outside the text."""
        if not 0 <= start < end <= len(self.bytes):
            return None
        first = len(self.bytes[:start].decode("utf-8", "ignore"))
        last = len(self.bytes[:end].decode("utf-8", "ignore"))
        if first >= last:
            return None
        at, to = self._moved(first), self._moved(last - 1) + 1
        return _Placed(at, to, _squeeze(self.text[at:to]) == snippet)

    def _moved(self, position: int) -> int:
        piece = bisect_right(self.from_counted, position) - 1
        return self.to_text[piece] + position - self.from_counted[piece]


def read_taguette(database: Database, file: str, said: Said) -> interchange.Study:
    """The study in a Taguette database; several projects in one file come together."""
    return _Reading(database, file, said).study()


@dataclass
class _Reading(Reading):
    program = "Taguette"

    of_tag: dict[int | None, str] = field(default_factory=dict)
    pages: dict[int | None, tuple[_Page, ...]] = field(default_factory=dict)

    def study(self) -> interchange.Study:
        projects = self.database.rows("projects", "id name description created")
        names = [line(row["name"]) for row in projects]
        if len(projects) > 1:
            self.notices.append(f"the file holds {len(projects):,} projects, all taken: {listed(names)}")
        for row in projects:
            self.note(row, "project", "", f"project {whole(row['id'])}")
        self.tags()
        for row in self.database.rows("documents", "id name description filename contents created"):
            self.document(row)
        self.highlights()
        return interchange.Study(
            title=names[0] if len(names) == 1 else "",
            users=tuple(self.users.values()),
            codes=tuple(self.codes.values()),
            sources=tuple(self.sources.values()),
            codings=tuple(self.codings.values()),
            notes=tuple(self.notes),
            notices=(*self.notices, *counts_told(self.counts), *self.unread()),
        )

    def note(self, row: dict[str, Any], on: interchange.On, thing: str, key: str) -> None:
        if said := clean(text(row["description"])).strip():
            self.notes.append(interchange.Note(self.guid("note", key), said, on, thing, at=moment(row["created"], "Z")))

    def tags(self) -> None:
        """Tags as codes; `a.b` lies below `a` where there is a tag `a`."""
        by_path: dict[str, str] = {}
        rows = self.database.rows("tags", "id path description")
        for row in sorted(rows, key=lambda row: line(row["path"]).count(_LEVEL)):
            path = line(row["path"]) or "unnamed tag"
            if path in by_path:
                self.of_tag[whole(row["id"])] = by_path[path]
                continue
            above = max(
                (p for p in by_path if path.startswith(p + _LEVEL) and len(path) > len(p) + 1), key=len, default=""
            )
            guid = by_path[path] = self.of_tag[whole(row["id"])] = self.guid("tag", path)
            name = path.removeprefix(above + _LEVEL) if above else path
            self.codes[guid] = interchange.InterchangeCode(
                guid, name, by_path.get(above), clean(text(row["description"])).strip()
            )
        self.codes = {code.guid: code for code in _in_tree(self.codes)}

    def document(self, row: dict[str, Any]) -> None:
        key, html = whole(row["id"]), line_ends(clean(text(row["contents"])))
        name = line(row["name"]) or line(row["filename"]) or f"document {key}"
        title = plain_title(name)
        # The parser of Taguette drops white space before the first element, other ways into it do not.
        pages = tuple(_Page(each) for each in dict.fromkeys((html.lstrip(" \n\t\f"), html)))
        try:
            data = text(row["contents"]).encode("utf-8", "replace")
            read = finish(Draft(pages[0].text, "html", "utf-8"), f"{title}.html", data, self.said)
            reading = replace(read, title=title)
        except BadInput as fault:
            self.notices.append(f"not taken over: {title}, which {fault.message}")
            return
        guid = self.guid("document", key)
        self.pages[key] = pages
        self.sources[key] = interchange.Source(guid, title, reading.text, reading=reading)
        self.note(row, "transcript", guid, f"document {key}")

    def highlights(self) -> None:
        tags: dict[int | None, list[int | None]] = {}
        for row in self.database.rows("highlight_tags", "highlight_id tag_id"):
            tags.setdefault(whole(row["highlight_id"]), []).append(whole(row["tag_id"]))
        makers = self.makers()
        found: dict[int | None, list[dict[str, Any]]] = {}
        for row in self.database.rows("highlights", "id document_id start_offset end_offset snippet"):
            found.setdefault(whole(row["document_id"]), []).append(row)
        for document, rows in found.items():
            if document not in self.sources:
                self.counts["highlights left out, as their document has no text"] += len(rows)
                continue
            doubts = []
            for row, placed in zip(rows, self.placed(document, rows), strict=True):
                key = whole(row["id"])
                codes = [code for tag in tags.get(key, ()) if (code := self.of_tag.get(tag))]
                if placed is None or not codes:
                    what = "lie outside their document" if placed is None else "have no tag"
                    self.counts[f"highlights left out, as they {what}"] += 1
                    continue
                if not placed.fits:
                    doubts.append(f"{row['start_offset']}-{row['end_offset']} does not hold its stored snippet")
                self.code(key, document, codes, placed, makers.get(key))
            self.notices += to_check(self.sources[document].title, "highlight", doubts)

    def placed(self, document: int | None, rows: list[dict[str, Any]]) -> list[_Placed | None]:
        """All highlights of a document, the white space at its beginning counted as fits the snippets best."""
        main, *others = self.pages[document]
        snippets = [_squeeze(_Page(line_ends(clean(text(row["snippet"])))).text) for row in rows]
        best: list[_Placed | None] = []
        for page in (main, *others):
            placed = []
            for row, snippet in zip(rows, snippets, strict=True):
                start, end = whole(row["start_offset"]), whole(row["end_offset"])
                one = None if start is None or end is None else page.place(start, end, snippet)
                shift = len(main.text) - len(page.text)
                placed.append(one and _Placed(max(0, one.start + shift), max(0, one.end + shift), one.fits))
            if not best or sum(p is not None and p.fits for p in placed) > sum(p is not None and p.fits for p in best):
                best = placed
        return best

    def makers(self) -> dict[int | None, tuple[str, str | None]]:
        """Who made each highlight, and when: the log of commands says so."""
        found: dict[int | None, tuple[str, str | None]] = {}
        for row in self.database.rows("commands", "user_login date payload"):
            try:
                payload = json.loads(text(row["payload"]))
            except (ValueError, RecursionError):
                continue
            name = line(row["user_login"])
            if isinstance(payload, dict) and payload.get("type") == "highlight_add" and name:
                found.setdefault(whole(payload.get("highlight_id")), (name, moment(row["date"], "Z")))
        return found

    def code(
        self,
        key: int | None,
        document: int | None,
        codes: list[str],
        placed: _Placed,
        maker: tuple[str, str | None] | None,
    ) -> None:
        user = None
        if maker is not None:
            user = self.users.setdefault(maker[0], interchange.User(self.guid("user", maker[0]), maker[0])).guid
        for code in codes:
            at = (code, self.sources[document].guid, placed.start, placed.end)
            guid = self.guid("highlight", f"{key} {code}")
            made = interchange.InterchangeCoding(guid, *at, user, maker and maker[1], not placed.fits)
            if self.codings.setdefault((*at, user), made) is not made:
                self.counts["codings that are there twice, made one"] += 1

    def unread(self) -> Iterator[str]:
        if count := self.database.count("commands"):
            yield f"not taken over: the log of {count:,} commands (only who made each highlight, and when)"
        if count := self.database.count("project_members"):
            yield f"not taken over: {count:,} members with their rights"


def _in_tree(codes: dict[str, interchange.InterchangeCode]) -> Iterator[interchange.InterchangeCode]:
    """The codes, each before those below it."""
    below: dict[str | None, list[interchange.InterchangeCode]] = {}
    for code in codes.values():
        below.setdefault(code.parent, []).append(code)
    waiting = below.get(None, [])[::-1]
    while waiting:
        yield (code := waiting.pop())
        waiting += reversed(below.get(code.guid, ()))


def _squeeze(words: str) -> str:
    return "".join(words.split())
