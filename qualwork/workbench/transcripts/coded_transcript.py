"""The coded transcript: what a supervisor asks for first, text with codes and memos beside it, under pseudonyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from qualwork.model.coded import CodedTranscript, Line, Note, fitted, lines_of
from qualwork.model.memo import Memo
from qualwork.model.table import Table
from qualwork.model.transcript import TranscriptInfo
from qualwork.project.rows import codes
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.codes import memoing
from qualwork.workbench.corpus.extracts import Evidence, body
from qualwork.workbench.log import auditing
from qualwork.workbench.privacy import residual_names
from qualwork.workbench.themes import quoting


def export_transcript(project: Project, transcript: int, path: Path) -> tuple[tuple[Path, ...], Table]:
    """Write a transcript with its codes as DOCX or HTML; answers the paths, and original names still in it."""
    from qualwork.export.documents.coded_transcript import save_coded

    made = build(project, transcript)
    return save_coded(made, path), residual_names.warnings(project, texts(made))


def build(project: Project, transcript: int) -> CodedTranscript:
    """A transcript with all codings and memos on it, as it is now."""
    info = naming.transcript_by_id(project, transcript)
    evidence = Evidence(project)
    text = body(project, info.revision)[0]
    lines = tuple(_lines(evidence, info))
    memos = memoing.listing(project)
    notes = sorted(
        [*_codings(evidence, info, memos), *_passages(memos, info)], key=lambda note: (note.start, -note.end)
    )
    placed = []
    for number, note in enumerate(notes, start=1):
        start, end = fitted(note.start, note.end, lines)
        placed.append(replace(note, number=number, start=start, end=end))
    whole = [memo for memo in memos if (memo.thing_kind, memo.thing) == ("transcript", info.id) and memo.start is None]
    return CodedTranscript(
        title=info.title,
        about={"Speakers": ", ".join(_people(evidence, info)), **info.attributes},
        text=text,
        lines=lines,
        notes=tuple(placed),
        memos=tuple(Note(0, 0, 0, _heading(memo), memo.text, memo.coder, is_code=False) for memo in whole),
        codes=_used(project, placed),
        provenance=auditing.provenance(project, f"transcript {info.title}"),
    )


def _lines(evidence: Evidence, info: TranscriptInfo) -> Iterator[Line]:
    text, turns, _ = body(evidence.project, info.revision)
    speakers = {speaker.label: speaker for speaker in info.speakers}
    for turn in turns:
        speaker = speakers.get(turn.speaker or "")
        name = quoting.printed_name(evidence, speaker) if speaker else ""
        start = turn.speech_start if speaker else turn.start
        for at, (low, high) in enumerate(lines_of(text, start, turn.end)):
            yield Line(name if at == 0 else "", low, high, speaker is not None)


def _people(evidence: Evidence, info: TranscriptInfo) -> list[str]:
    return list(dict.fromkeys(quoting.printed_name(evidence, speaker) for speaker in info.speakers))


def _codings(evidence: Evidence, info: TranscriptInfo, memos: Sequence[Memo]) -> Iterator[Note]:
    paths = quoting.code_paths(evidence.project)
    on_coding: dict[int, list[str]] = {}
    for memo in memos:
        if memo.thing_kind == "coding":
            on_coding.setdefault(memo.thing, []).append(f"{_heading(memo)}: {memo.text}")
    for coding in evidence.codings(transcript=info.id):
        text = "\n".join(on_coding.get(coding.id, ()))
        heading = paths[coding.code] + (" (needs review)" if coding.needs_review else "")
        yield Note(0, coding.start, coding.end, heading, text, coding.coder)


def _passages(memos: Sequence[Memo], info: TranscriptInfo) -> Iterator[Note]:
    for memo in memos:
        if memo.thing_kind == "transcript" and memo.thing == info.id and memo.start is not None:
            end = memo.start if memo.end is None else memo.end
            yield Note(0, memo.start, end, _heading(memo), memo.text, memo.coder, is_code=False)


def _heading(memo: Memo) -> str:
    return "Memo" if memo.kind == "note" else f"Memo ({memo.kind})"


def _used(project: Project, notes: Sequence[Note]) -> tuple[tuple[str, str, int], ...]:
    """Codes on the transcript with their definitions and how often they were applied, in codebook order."""
    counts = Counter(note.heading.removesuffix(" (needs review)") for note in notes if note.is_code)
    with project.read() as session:
        every = codes.everything(session)
    paths = naming.paths(every)
    return tuple((paths[code.id], code.definition, counts[paths[code.id]]) for code in every if counts[paths[code.id]])


def texts(made: CodedTranscript) -> Iterator[tuple[str, str]]:
    """All that is printed, with the place it stands at, for what is looked for in it."""
    yield "the title", made.title
    yield from ((f"the {name.lower()}", value) for name, value in made.about.items())
    for at, line in enumerate(made.lines, start=1):
        yield f"line {at}", made.text[line.start : line.end]
    for note in (*made.memos, *made.notes):
        yield f"note {note.number}" if note.number else "a memo on the transcript", f"{note.heading} {note.text}"
