"""Memos: notes on anything, the reflexive diary, method notes and open queries."""

from __future__ import annotations

from collections.abc import Sequence

from qualwork.model.errors import BadInput, NotFound
from qualwork.model.memo import MEMO_KINDS, Memo, MemoKind
from qualwork.model.refs import Ref, ThingKind
from qualwork.model.table import Table
from qualwork.model.units import fold
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, codings, families, memos, participants, themes, transcripts
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.corpus.extracts import body


def add(
    project: Project, on: Ref, text: str, kind: MemoKind = "note", span: tuple[int, int] | None = None, why: str = ""
) -> Memo:
    """Write a memo on a thing; `span` narrows a transcript to a passage."""
    _refuse_empty(text)
    if span is not None and on.kind != "transcript":
        raise BadInput("only a memo on a transcript can have a span")
    with project.decide(Verb.ADD_MEMO, why=why) as deciding:
        deciding.label = f"{kind} on {_about(on.kind, naming.name_of(project, on))}"
        passage = _passage(project, on.id, *span) if span is not None else None
        memo_id = memos.add(deciding, kind, (on.kind, on.id), text, passage)
    return _get(project, memo_id)


def _passage(project: Project, transcript: int, start: int, end: int) -> tuple[int, int, int]:
    """The revision as it is now, and the passage; raises BadInput where its text has no such passage."""
    info = naming.transcript_by_id(project, transcript)
    length = len(body(project, info.revision)[0])
    if not 0 <= start < end <= length:
        raise BadInput(f"{info.title}: there is no passage {start}:{end}; the text has {length:,} characters")
    return info.revision, start, end


def _refuse_empty(text: str) -> None:
    if not text.strip():
        raise BadInput("the memo is empty; write some text")


def _about(kind: ThingKind, name: str) -> str:
    return "the project" if kind == "project" else f"{kind} {name}"


def checked_kind(typed: str) -> MemoKind:
    """A memo kind as typed."""
    known: dict[str, MemoKind] = {kind: kind for kind in MEMO_KINDS}
    if typed not in known:
        raise BadInput(f"memo kind {typed!r} is not known; choose {', '.join(MEMO_KINDS)}")
    return known[typed]


def change(project: Project, memo_id: int, text: str, why: str = "") -> Memo:
    """Write a memo's text anew."""
    _refuse_empty(text)
    with project.decide(Verb.CHANGE_MEMO, why=why) as deciding:
        deciding.label = f"{memo_id} on {describe(project, _get(project, memo_id))}"
        memos.change(deciding.session, memo_id, text)
    return _get(project, memo_id)


def resolve(project: Project, memo_id: int, resolved: bool = True, why: str = "") -> Memo:
    """Settle an open query, or open it again."""
    with project.decide(Verb.RESOLVE_QUERY if resolved else Verb.REOPEN_QUERY, why=why) as deciding:
        old = _get(project, memo_id)
        if old.kind != "query":
            raise BadInput(f"memo {memo_id} is a {old.kind}; only a query is settled")
        deciding.label = f"{memo_id} on {describe(project, old)}"
        memos.resolve(deciding.session, memo_id, resolved)
    return _get(project, memo_id)


def delete(project: Project, memo_id: int, why: str = "") -> None:
    """Remove a memo."""
    with project.decide(Verb.DELETE_MEMO, why=why) as deciding:
        deciding.label = f"{memo_id} on {describe(project, _get(project, memo_id))}"
        memos.delete(deciding.session, memo_id)


def describe(project: Project, memo: Memo) -> str:
    """What a memo is about, in words."""
    return _about(memo.thing_kind, _names(project).get((memo.thing_kind, memo.thing), str(memo.thing)))


def listing(project: Project, on: Ref | None = None, kind: MemoKind | None = None, find: str = "") -> list[Memo]:
    """Memos in the order they were written; `find` keeps those that hold all of its words, in any case."""
    if on is not None:
        naming.name_of(project, on)
    with project.read() as session:
        listed = memos.listing(session, (on.kind, on.id) if on is not None else None, kind)
    words = [fold(word) for word in find.split()]
    return [memo for memo in listed if all(word in fold(memo.text) for word in words)]


def names(project: Project, found: Sequence[Memo]) -> dict[int, str]:
    """What each memo is about, in words, by the memo's id."""
    known = _names(project)
    return {
        memo.id: _about(memo.thing_kind, known.get((memo.thing_kind, memo.thing), str(memo.thing))) for memo in found
    }


def table(project: Project, on: Ref | None = None, kind: MemoKind | None = None, find: str = "") -> Table:
    """Memos as rows, with the name of what they are about."""
    known = _names(project)
    rows = tuple(
        (
            m.id,
            m.kind,
            m.thing_kind,
            known.get((m.thing_kind, m.thing), str(m.thing)),
            m.start,
            m.end,
            m.coder,
            m.at,
            m.text,
        )
        for m in listing(project, on, kind, find)
    )
    return Table("memos", ("id", "kind", "on", "name", "start", "end", "coder", "at", "text"), rows)


def _names(project: Project) -> dict[tuple[ThingKind, int], str]:
    with project.read() as session:
        code_names = {code.id: code.name for code in codes.everything(session)}
        titles = {info.id: info.title for info in transcripts.infos(session)}
        found: dict[tuple[ThingKind, int], str] = {("project", 1): "project"}
        found |= {("code", code_id): name for code_id, name in code_names.items()}
        found |= {("theme", theme.id): theme.name for theme in themes.everything(session)}
        found |= {("family", family.id): family.name for family in families.everything(session)}
        found |= {("participant", person.id): person.pseudonym for person in participants.everyone(session)}
        found |= {("transcript", transcript_id): title for transcript_id, title in titles.items()}
        coded = {memo.thing for memo in memos.listing(session) if memo.thing_kind == "coding"}
        for c in codings.listing(session, ids=coded) if coded else ():
            found["coding", c.id] = f"{code_names[c.code]} in {titles[c.transcript]} {c.start}:{c.end}"
    return found


def _get(project: Project, memo_id: int) -> Memo:
    with project.read() as session:
        found = next((memo for memo in memos.listing(session) if memo.id == memo_id), None)
    if found is None:
        raise NotFound(f"there is no memo {memo_id}; `memos` lists them")
    return found
