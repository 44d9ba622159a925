"""Applying codes to passages: by quote or by span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualwork.model.code import Code, Coding
from qualwork.model.errors import Ambiguous, BadInput, NotFound, Refused
from qualwork.model.transcript import TranscriptInfo
from qualwork.project.rows import codes, codings, memos
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.codes.codebook import checked_name
from qualwork.workbench.corpus.extracts import Evidence, body

_MOST_PLACES = 20


def listing(project: Project, transcript: str | None = None, code: str | None = None) -> list[Coding]:
    """Codings with their extracts, of one transcript or code where given."""
    where = naming.transcript(project, transcript).id if transcript else None
    codes = [naming.code(project, code).id] if code else None
    return Evidence(project).codings(codes, where)


def in_transcript(project: Project, transcript_id: int) -> list[Coding]:
    """The codings of one transcript in order of place, without their extracts: what the screen asks after each deed."""
    with project.read() as session:
        return codings.listing(session, transcript=transcript_id)


def apply(
    project: Project,
    code: str,
    transcript: str,
    quote: str | None = None,
    span: tuple[int, int] | None = None,
    why: str = "",
    note: str = "",
) -> Coding:
    """Apply a code to a quote that occurs once in a transcript, or to a span of it; a `note` hangs on the coding."""
    target, info = naming.code(project, code), naming.transcript(project, transcript)
    if (quote is None) == (span is None):
        raise BadInput("say which passage: either --quote TEXT or --span START:END")
    start, end = find_quote(project, info, quote) if quote is not None else span or (0, 0)
    return apply_all(project, info, start, end, [target], note=note, why=why)[0]


def apply_at(project: Project, code: Code, info: TranscriptInfo, start: int, end: int, why: str = "") -> Coding:
    """Apply a code to a span; applied there already by the same coder, it is the same coding."""
    return apply_all(project, info, start, end, [code], why=why)[0]


def apply_new(
    project: Project, name: str, info: TranscriptInfo, start: int, end: int, colour: str = "", why: str = ""
) -> Coding:
    """Put a new code into the codebook and apply it to a span, as one decision."""
    return apply_all(project, info, start, end, new=[Code(0, name, colour=colour)], why=why)[0]


def apply_all(
    project: Project,
    info: TranscriptInfo,
    start: int,
    end: int,
    known: Sequence[Code] = (),
    new: Sequence[Code] = (),
    note: str = "",
    why: str = "",
) -> list[Coding]:
    """Apply codes to a span, those that are `new` made on the way, with a note on the first: as one decision."""
    made = [replace(code, name=checked_name(code.name)) for code in new]
    names = [code.name for code in (*known, *made)]
    if not names:
        raise BadInput("say which code to apply")
    extract = _passage(project, info, start, end)
    verb = "apply codes" if len(names) > 1 else "add and apply code" if made else "apply code"
    label = f"{', '.join(names)} in {info.title} {start}:{end}" + (", with a note" if note.strip() else "")
    with project.decide(verb, label, why) as deciding:
        ids = [code.id for code in known]
        codings.refuse_gone(deciding, ids, [info.revision])
        for code in made:
            refuse_taken(deciding.session, "code", {"parent_id": code.parent, "name": code.name})
            ids.append(codes.add(deciding.session, code))
        where = (info.revision, start, end, extract)
        added = [(codings.add(deciding, code_id, *where)[0], code_id) for code_id in ids]
        if note.strip():
            memos.add(deciding, "note", ("coding", added[0][0]), note)
    return [Coding(each, code_id, info.id, start, end, project.coder, extract=extract) for each, code_id in added]


def _passage(project: Project, info: TranscriptInfo, start: int, end: int) -> str:
    text = body(project, info.revision)[0]
    if not 0 <= start < end <= len(text):
        raise BadInput(f"{info.title}: there is no passage {start}:{end}; the text has {len(text):,} characters")
    if not text[start:end].strip():
        raise BadInput(f"{info.title}: the passage {start}:{end} holds nothing but white space")
    return text[start:end]


def find_quote(project: Project, info: TranscriptInfo, quote: str) -> tuple[int, int]:
    """The one place of a quote in a transcript; several places, or none, are an error that lists candidates."""
    from qualwork.analysis.words.find import find_exact, find_fuzzy

    text = body(project, info.revision)[0]
    if not quote.strip():
        raise BadInput("the quote is empty")
    places = find_exact(text, quote)
    if len(places) == 1:
        return places[0]
    if places:
        lines = [f"--span {start}:{end}  {_line(text, start, end)}" for start, end in places[:_MOST_PLACES]]
        more = len(places) - len(lines)
        lines += [f"and {more:,} more" for _ in range(more > 0)]
        raise Ambiguous(f"{info.title}: that quote occurs {len(places):,} times; say which by --span", lines)
    near = [
        f"--span {start}:{end}  ({score:.0f}%) {_line(text, start, end)}"
        for start, end, score in find_fuzzy(text, quote)
    ]
    raise NotFound(f"{info.title}: that quote does not occur" + ("; the nearest are" if near else ""), near)


def _line(text: str, start: int, end: int, around: int = 30) -> str:
    before, after = max(0, start - around), min(len(text), end + around)
    return " ".join(f"…{text[before:start]}[{text[start:end]}]{text[end:after]}…".split())


def remove(project: Project, ids: Sequence[int], why: str = "") -> int:
    """Take codings away; returns how many."""
    gone = [_get(project, coding_id) for coding_id in dict.fromkeys(ids)]
    names = [naming.describe_coding(project, coding) for coding in gone[:3]]
    label = "; ".join(names) + (f" and {len(gone) - 3:,} more" if len(gone) > 3 else "")
    with project.decide("remove coding", label, why) as deciding:
        codings.remove(deciding.session, [coding.id for coding in gone])
    return len(gone)


def recode(project: Project, coding_id: int, code: str, why: str = "") -> None:
    """Put another code in the place of a coding's own."""
    old, target = _get(project, coding_id), naming.code(project, code)
    new = replace(old, code=target.id)
    refuse_twin(project, new)
    label = f"{naming.describe_coding(project, old)} to {target.name}"
    with project.decide("change code of coding", label, why) as deciding:
        codings.recode(deciding.session, coding_id, target.id)


def set_edges(project: Project, coding_id: int, start: int, end: int, why: str = "") -> None:
    """Move the edges of a coding."""
    old = _get(project, coding_id)
    extract = _passage(project, naming.transcript_by_id(project, old.transcript), start, end)
    refuse_twin(project, replace(old, start=start, end=end))
    label = f"{naming.describe_coding(project, old)} to {start}:{end}"
    with project.decide("move edges of coding", label, why) as deciding:
        codings.set_edges(deciding.session, coding_id, start, end, extract)


def _get(project: Project, coding_id: int) -> Coding:
    return naming.coding(project, str(coding_id))


def refuse_twin(project: Project, wanted: Coding) -> None:
    """Raise Refused where another coding has that code, place and coder already."""
    with project.read() as session:
        there = codings.listing(session, codes=[wanted.code], transcript=wanted.transcript)
    for one in there:
        if one.id != wanted.id and replace(one, id=wanted.id, needs_review=wanted.needs_review) == wanted:
            what = naming.describe_coding(project, one)
            raise Refused(f"coding {one.id} is {what} already; remove coding {wanted.id} instead")
