"""Applying codes to passages: by quote or by span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualwork.model.code import Code, Coding
from qualwork.model.errors import Ambiguous, BadInput, NotFound, Refused
from qualwork.model.transcript import TranscriptInfo
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, codings, memos
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.codes.codebook import checked_name
from qualwork.workbench.corpus.extracts import Evidence, body

_MOST_PLACES = 20


def listing(project: Project, transcript: int | None = None, code: int | None = None) -> list[Coding]:
    """Codings with their extracts, of one transcript or code where given."""
    where = None if transcript is None else naming.transcript_by_id(project, transcript).id
    only = None if code is None else [naming.code_by_id(project, code).id]
    return Evidence(project).codings(only, where)


def in_transcript(project: Project, transcript_id: int) -> list[Coding]:
    """The codings of one transcript in order of place, without their extracts: asked after each command."""
    with project.read() as session:
        return codings.listing(session, transcript=transcript_id)


def apply(
    project: Project,
    code: int,
    transcript: int,
    quote: str | None = None,
    span: tuple[int, int] | None = None,
    why: str = "",
    note: str = "",
) -> Coding:
    """Apply a code to a quote that occurs once in a transcript, or to a span of it; a `note` hangs on the coding."""
    target, info = naming.code_by_id(project, code), naming.transcript_by_id(project, transcript)
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
    if not known and not made:
        raise BadInput("say which code to apply")
    extract = _passage(project, info, start, end)
    verb = Verb.APPLY_CODES if len(known) + len(made) > 1 else Verb.ADD_AND_APPLY_CODE if made else Verb.APPLY_CODE
    with project.decide(verb, why=why) as deciding:
        ids = [code.id for code in known]
        names = [*codings.code_names(deciding, ids), *(code.name for code in made)]
        title = codings.titles(deciding, [info.revision])[info.revision]
        deciding.label = f"{', '.join(names)} in {title} {start}:{end}" + (", with a note" if note.strip() else "")
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
    with project.decide(Verb.REMOVE_CODING, why=why) as deciding:
        gone = [naming.coding_by_id(project, coding_id) for coding_id in dict.fromkeys(ids)]
        names = [naming.describe_coding(project, coding) for coding in gone[:3]]
        deciding.label = "; ".join(names) + (f" and {len(gone) - 3:,} more" if len(gone) > 3 else "")
        codings.remove(deciding.session, [coding.id for coding in gone])
    return len(gone)


def recode(project: Project, coding_id: int, code: int, why: str = "") -> None:
    """Put another code in the place of a coding's own."""
    with project.decide(Verb.CHANGE_CODE_OF_CODING, why=why) as deciding:
        old, target = naming.coding_by_id(project, coding_id), naming.code_by_id(project, code)
        refuse_twin(project, replace(old, code=target.id))
        deciding.label = f"{naming.describe_coding(project, old)} to {target.name}"
        codings.recode(deciding.session, coding_id, target.id)


def set_edges(project: Project, coding_id: int, start: int, end: int, why: str = "") -> None:
    """Move the edges of a coding."""
    with project.decide(Verb.MOVE_EDGES_OF_CODING, why=why) as deciding:
        old = naming.coding_by_id(project, coding_id)
        extract = _passage(project, naming.transcript_by_id(project, old.transcript), start, end)
        refuse_twin(project, replace(old, start=start, end=end))
        deciding.label = f"{naming.describe_coding(project, old)} to {start}:{end}"
        codings.set_edges(deciding.session, coding_id, start, end, extract)


def refuse_twin(project: Project, changed: Coding) -> None:
    """Raise Refused where another coding has that code, place and coder already."""
    with project.read() as session:
        beside = codings.listing(session, codes=[changed.code], transcript=changed.transcript)
    for other in beside:
        if other.id != changed.id and replace(other, id=changed.id, needs_review=changed.needs_review) == changed:
            what = naming.describe_coding(project, other)
            raise Refused(f"coding {other.id} is {what} already; remove coding {changed.id} instead")
