"""A table of turns or answers as transcripts: each cell of words is a turn, cells of codes are codings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qualwork.ingest.formats.canonical import clean
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.read import Said, finish
from qualwork.ingest.sheets.answer_table import AnswerTable, TableLayout, check_layout
from qualwork.ingest.speakers.label_words import NO_LABEL
from qualwork.ingest.speakers.stage_notes import find_asides
from qualwork.model import interchange
from qualwork.model.errors import BadInput
from qualwork.model.transcript import Turn
from qualwork.model.units import fold

QUESTION = "Question"
_CLOCK = re.compile(r"\D*?(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?\D*")
_BETWEEN_CODES = re.compile(r"[;|\n]")


@dataclass(frozen=True, slots=True)
class _Utterance:
    """A cell of words: who said them, when, and the codes beside them."""

    speaker: str | None
    words: str
    begins: int | None = None
    codes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Gathered:
    """What the transcripts of one file come to."""

    file: str
    codes: dict[str, interchange.InterchangeCode] = field(default_factory=dict)
    sources: list[interchange.Source] = field(default_factory=list)
    codings: list[interchange.InterchangeCoding] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def guid(self, *parts: object) -> str:
        """The same for the same thing of the same file, so that a second import knows it again."""
        return interchange.derived_guid("table", self.file, *parts)

    def code(self, name: str) -> str:
        """The GUID of a code, made when its name first comes, whatever its case."""
        key = fold(name)
        if key not in self.codes:
            self.codes[key] = interchange.InterchangeCode(self.guid("code", key), name)
        return self.codes[key].guid


def study_of(table: AnswerTable, layout: TableLayout, said: Said) -> interchange.Study:
    """The transcripts of a table, with its codes and participants; raises BadInput where the layout does not fit."""
    check_layout(table, layout)
    gathered = _Gathered(table.path.name)
    if layout.questions:
        cases = _surveyed(table, layout, said, gathered)
    else:
        cases = _spoken(table, layout, said, gathered)
    if not gathered.sources:
        raise BadInput(f"{table.path}: its columns of words are empty")
    unused = [header for header in table.headers if header and header not in layout.used()]
    gathered.notices.append(f"columns: {layout.described()}")
    if unused:
        gathered.notices.append(f"columns not taken over: {', '.join(unused)}")
    return interchange.Study(
        codes=tuple(gathered.codes.values()),
        cases=tuple(cases),
        sources=tuple(gathered.sources),
        codings=tuple(gathered.codings),
        notices=tuple(gathered.notices),
    )


def _spoken(table: AnswerTable, layout: TableLayout, said: Said, gathered: _Gathered) -> list[interchange.Case]:
    """A row a turn: one transcript, or one for each value of the column that tells them apart."""
    assert layout.words is not None
    apart = table.column(layout.transcript) if layout.transcript else [table.path.stem] * len(table.rows)
    who = _cells(table, layout.speaker or layout.participant)
    words, times, codes = (_cells(table, name) for name in (layout.words, layout.time, layout.codes))
    by_title: dict[str, list[_Utterance]] = {}
    silent = 0
    last: dict[str, str | None] = {}
    for title, speaker, text, time, tags in zip(apart, who, words, times, codes, strict=True):
        name = title or table.path.stem
        label = " ".join(speaker.split()) or last.get(name)
        last[name] = label
        if text.strip():
            by_title.setdefault(name, []).append(_Utterance(label, text, _clock(time), _tags(tags)))
        else:
            silent += 1
            if tags:
                gathered.notices.append(f"left out: the codes {tags!r} of a row without words")
    if silent:
        gathered.notices.append(f"rows without words left out: {silent}")
    for title, utterances in by_title.items():
        _keep(title, utterances, said, gathered)
    return list(_cases(table, layout, gathered, apart))


def _cases(
    table: AnswerTable, layout: TableLayout, gathered: _Gathered, titles: Sequence[str]
) -> Iterator[interchange.Case]:
    """Participants with the attributes beside their rows."""
    if layout.participant is None:
        return
    by_title = {source.title: source.guid for source in gathered.sources}
    names = table.column(layout.participant)
    columns = {header: table.column(header) for header in layout.attributes}
    facts: dict[str, dict[str, str]] = {}
    places: dict[str, dict[str, None]] = {}
    for at, name in enumerate(names):
        if name:
            known = facts.setdefault(name, {})
            known.update({header: cells[at] for header, cells in columns.items() if cells[at]})
            if guid := by_title.get(titles[at] or table.path.stem):
                places.setdefault(name, {})[guid] = None
    for name, known in facts.items():
        yield interchange.Case(gathered.guid("case", fold(name)), name, known, tuple(places.get(name, ())))


def _surveyed(table: AnswerTable, layout: TableLayout, said: Said, gathered: _Gathered) -> list[interchange.Case]:
    """A row a respondent: a transcript each, with the questions as turns of the interviewer, or one a question."""
    names = _respondents(table, layout)
    answers = {question: table.column(question) for question in layout.questions}
    facts = {header: table.column(header) for header in layout.attributes}
    unanswered = sum(not cells[at].strip() for cells in answers.values() for at in range(len(names)))
    if unanswered:
        gathered.notices.append(f"questions without an answer: {unanswered}")
    said = replace(said, interviewers=(*said.interviewers, QUESTION))
    if layout.per == "respondent":
        for at, name in enumerate(names):
            turns = [
                utterance
                for question, cells in answers.items()
                if cells[at].strip()
                for utterance in (_Utterance(QUESTION, question), _Utterance(name, cells[at]))
            ]
            if turns:
                _keep(name, turns, replace(said, participants=(*said.participants, name)), gathered)
    else:
        for question, cells in answers.items():
            given = [_Utterance(name, cell) for name, cell in zip(names, cells, strict=True) if cell.strip()]
            if given:
                known = replace(said, participants=(*said.participants, *(one.speaker or "" for one in given)))
                _keep(question, [_Utterance(QUESTION, question), *given], known, gathered)
    return [
        interchange.Case(
            gathered.guid("case", fold(name)),
            name,
            {header: cells[at] for header, cells in facts.items() if cells[at]},
            tuple(
                source.guid
                for source in gathered.sources
                if name in {voice.label for voice in source.voices if voice.role == "participant"}
            ),
        )
        for at, name in enumerate(names)
    ]


def _respondents(table: AnswerTable, layout: TableLayout) -> list[str]:
    """Names of the respondents: their cells, or numbers; two of one name are told apart by numbers."""
    given = table.column(layout.participant) if layout.participant else [""] * len(table.rows)
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(given, start=1):
        name = " ".join(cell.split()) or f"Respondent {number}"
        name = f"Respondent {name}" if name.isdigit() else name
        again = 2
        first = name
        while fold(name) in taken:
            name, again = f"{first} ({again})", again + 1
        taken.add(fold(name))
        names.append(name)
    return names


def _keep(title: str, utterances: Sequence[_Utterance], said: Said, gathered: _Gathered) -> None:
    """One transcript: each utterance a turn, a line of its own, and its codes over what was said."""
    parts: list[str] = []
    turns: list[Turn] = []
    coded: list[tuple[int, int, tuple[str, ...]]] = []
    at = 0
    before: str | None = None
    for utterance in utterances:
        label = utterance.speaker or NO_LABEL
        goes_on = label in (before, NO_LABEL)
        head = "" if goes_on else f"{label}: "
        speech = clean(utterance.words).strip()
        start, end = at + len(head), at + len(head) + len(speech)
        asides = tuple((start + low, start + high) for low, high in find_asides(speech))
        turns.append(Turn(at, end + 2, start, label, utterance.begins, None, asides))
        coded.append((start, end, utterance.codes))
        parts += [head, speech, "\n\n"]
        at, before = end + 2, label
    text = "".join(parts)
    reading = finish(Draft(text, "table", turns=tuple(turns)), f"{title}.txt", text.encode(), said)
    guid = gathered.guid("transcript", fold(title))
    reading = replace(reading, title=title)
    voices = tuple(
        interchange.Voice(one.label, one.role, one.label if one.role == "participant" else None)
        for one in reading.speakers
        if one.label in said.participants or one.label in said.interviewers
    )
    gathered.sources.append(interchange.Source(guid, title, text, voices=voices, reading=reading))
    for number, (start, end, names) in enumerate(coded):
        for name in names:
            code = gathered.code(name)
            key = gathered.guid("coding", fold(title), number, code)
            gathered.codings.append(interchange.InterchangeCoding(key, code, guid, start, end))


def _cells(table: AnswerTable, header: str | None) -> list[str]:
    return table.column(header) if header is not None else [""] * len(table.rows)


def _tags(cell: str) -> tuple[str, ...]:
    names = (" ".join(part.split()) for part in _BETWEEN_CODES.split(cell))
    return tuple({fold(name): name for name in names if name}.values())


def _clock(cell: str) -> int | None:
    """Milliseconds of a time such as `[00:01:26]`; None where the cell holds none."""
    match = _CLOCK.fullmatch(cell.strip())
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))
