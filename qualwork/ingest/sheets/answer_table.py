"""Answers and turns that come as tables: which column holds what, and the transcripts they make.

A row is a turn (who, what, when) or a respondent with an answer to each open question. Cells of codes become codings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from qualwork.ingest.sheets.sheet import read_sheet
from qualwork.model.errors import BadInput
from qualwork.model.units import fold

Per = Literal["respondent", "question"]
_KNOWN = {
    "speaker": "speaker, speaker name, voice, label, who, sprecher, locuteur, hablante",
    "words": "words, text, utterance, transcript, speech, content, said, turn, message, body",
    "time": "timestamp, time, start, start time, begin, time stamp",
    "codes": "tags, codes, code, tag, coding, labels",
    "participant": (
        "participant, participant id, respondent, respondent id, response id, responseid, respondentid, pseudonym, id"
    ),
    "transcript": "transcript title, interview, interview id, session, file, document",
}
_LONG = 4.0  # words in the mean answer to an open question
_DISTINCT = 0.5  # share of different answers
_ASKS = re.compile(r"[?？]\s*$")


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The headers of the columns by what they hold; `questions` make a transcript of each respondent or question."""

    speaker: str | None = None
    words: str | None = None
    time: str | None = None
    participant: str | None = None
    transcript: str | None = None
    codes: str | None = None
    attributes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    per: Per = "respondent"

    @property
    def is_whole(self) -> bool:
        """True where it says what was said: words, or answers to questions."""
        return self.words is not None or bool(self.questions)

    def described(self) -> str:
        """What each column is taken for."""
        single = ("speaker", "words", "time", "participant", "transcript", "codes")
        parts = [f"{name} = {header}" for name in single if (header := getattr(self, name)) is not None]
        parts += [f"attribute = {header}" for header in self.attributes]
        parts += [f"question = {header}" for header in self.questions]
        return "; ".join(parts)

    def used(self) -> Iterator[str]:
        """All headers that it names."""
        single = (self.speaker, self.words, self.time, self.participant, self.transcript, self.codes)
        yield from (header for header in single if header is not None)
        yield from self.attributes
        yield from self.questions


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A table as it was read: its file, headers and rows of text."""

    path: Path
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, header: str) -> list[str]:
        """The cells under a header."""
        at = self.headers.index(header)
        return [row[at] for row in self.rows]


def read_answer_table(path: Path, sheet: str | None = None, encoding: str | None = None) -> AnswerTable:
    """The table in a CSV, TSV, XLSX or ODS file; raises BadInput where it has no rows."""
    headers, rows = read_sheet(path, encoding, sheet)
    if not rows:
        raise BadInput(f"{path}: holds headers and no rows")
    return AnswerTable(path, tuple(headers), tuple(tuple(row) for row in rows))


def guess_layout(table: AnswerTable) -> TableLayout:
    """What the columns seem to hold: by their headers, and open questions by long answers that differ."""
    found: dict[str, str] = {}
    plain = {" ".join(fold(header).replace("_", " ").split()): header for header in table.headers if header}
    for name, known in _KNOWN.items():
        header = next((plain[each] for each in known.split(", ") if each in plain), None)
        if header is not None and header not in found.values():
            found[name] = header
    layout = TableLayout(**found)  # type: ignore[arg-type]
    rest = [header for header in table.headers if header and header not in found.values()]
    if layout.words is not None and (layout.speaker or layout.time or layout.codes):
        return replace(layout, attributes=tuple(rest) if layout.participant else ())
    rest = [header for header in table.headers if header and header not in (layout.participant, layout.transcript)]
    questions = tuple(header for header in rest if _is_open(header, table.column(header)))
    if not questions:
        return replace(layout, attributes=tuple(header for header in rest if header not in found.values()))
    return TableLayout(
        participant=layout.participant,
        questions=questions,
        attributes=tuple(header for header in rest if header not in questions),
    )


def _is_open(header: str, cells: Sequence[str]) -> bool:
    """True for a question that was answered in words: they are long, and nearly everybody's are others."""
    answers = [cell for cell in cells if cell]
    if not answers:
        return bool(_ASKS.search(header))
    mean = sum(len(answer.split()) for answer in answers) / len(answers)
    different = len(set(map(fold, answers))) / len(answers)
    return (mean >= _LONG and different >= _DISTINCT) or (bool(_ASKS.search(header)) and mean > _LONG / 2)


def check_layout(table: AnswerTable, layout: TableLayout) -> None:
    """Raise BadInput where a header is unknown, named twice, or nothing says what was said."""
    unknown = next((header for header in layout.used() if header not in table.headers), None)
    if unknown is not None:
        raise BadInput(
            f"{table.path}: no column is called {unknown!r}", tuple(header for header in table.headers if header)
        )
    used = list(layout.used())
    twice = next((header for header in used if used.count(header) > 1), None)
    if twice is not None:
        raise BadInput(f"{table.path}: the column {twice!r} cannot be two things")
    if not layout.is_whole:
        named = ", ".join(header for header in table.headers if header)
        raise BadInput(
            f"{table.path}: which column holds the words? say --words COLUMN, or --question COLUMN for each open "
            f"question; its columns are {named}"
        )
