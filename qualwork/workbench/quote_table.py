"""The quote table: every coding with all that a paper or a supervisor asks of a quote, made in one sweep."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence

from qualwork.model.table import Cell, Table
from qualwork.model.transcript import TranscriptInfo, Turn
from qualwork.model.uncollected import uncollected
from qualwork.project import codes, memos, themes
from qualwork.project import quotes as kept
from qualwork.project.decisions import Project
from qualwork.workbench import auditing, naming, theming
from qualwork.workbench.evidence import Evidence, body
from qualwork.workbench.tally import Voices

QUOTE_COLUMNS = (
    "id",
    "themes",
    "code",
    "participants",
    "attributes",
    "transcript",
    "start",
    "end",
    "extract",
    "question",
    "coder",
    "memo",
    "needs_review",
)


def quotes(
    project: Project, theme: str | None = None, code: str | None = None, participant: str | None = None
) -> Table:
    """One row a coding, with everything a paper or a supervisor asks of a quote."""
    evidence = Evidence(project)
    wanted = None if code is None else naming.code(project, code).id
    inside = None if theme is None else theming.extracts(project)[naming.theme(project, theme).id]
    person = naming.participant(project, participant).pseudonym if participant else None
    sweep = _Sweep(evidence, inside, person)
    with uncollected():
        rows = tuple(row for info in evidence.infos.values() for row in sweep.rows(info, wanted))
    about = ", ".join(f"{k} {v}" for k, v in (("theme", theme), ("code", code), ("participant", participant)) if v)
    return Table("quotes", QUOTE_COLUMNS, rows, auditing.provenance(project, about))


class _Sweep:
    """What all rows share: names of codes and themes, memos, and how people are described."""

    def __init__(self, evidence: Evidence, inside: Collection[int] | None, person: str | None) -> None:
        self.evidence = evidence
        self.inside = inside
        self.person = person
        self.described: dict[tuple[str, ...], tuple[str, str]] = {}
        with evidence.project.read() as session:
            self.paths = naming.paths(codes.everything(session))
            theme_paths = naming.paths(themes.everything(session))
            members = themes.links(session).codes
            written = [memo for memo in memos.listing(session) if memo.thing_kind == "coding"]
        homes: dict[int, list[str]] = {}
        for theme, inside_it in members.items():
            for code in inside_it if theme in theme_paths else ():
                homes.setdefault(code, []).append(theme_paths[theme])
        self.homes = {code: "; ".join(names) for code, names in homes.items()}
        notes: dict[int, list[str]] = {}
        for memo in written:
            notes.setdefault(memo.thing, []).append(memo.text)
        self.notes = {coding: "\n".join(texts) for coding, texts in notes.items()}

    def rows(self, info: TranscriptInfo, code: int | None) -> Iterator[tuple[Cell, ...]]:
        """The rows of one transcript, in order of place."""
        with self.evidence.project.read() as session:
            found = kept.placed(session, info.revision, code)
        if not found:
            return
        text, turns, _ = body(self.evidence.project, info.revision)
        voices, starts = Voices(self.evidence, info), [turn.start for turn in turns]
        asked = _questions(text, turns, {each.label: each.role for each in info.speakers})
        homes, paths, notes, title = self.homes, self.paths, self.notes, info.title
        for coding, code_id, start, end, coder, review in found:
            people = voices.at(start, end)
            if self.leaves_out(coding, people):
                continue
            named, facts = self.described.get(people) or self.describe(people)
            yield (
                coding,
                homes.get(code_id, ""),
                paths[code_id],
                named,
                facts,
                title,
                start,
                end,
                text[start:end],
                asked[bisect_right(starts, start) - 1],
                coder,
                notes.get(coding, ""),
                review == 1,
            )

    def leaves_out(self, coding: int, people: tuple[str, ...]) -> bool:
        """True for what is not asked for."""
        if self.person is not None and self.person not in people:
            return True
        return self.inside is not None and coding not in self.inside

    def describe(self, people: tuple[str, ...]) -> tuple[str, str]:
        """Pseudonyms and attributes as they stand in a row."""
        facts = "; ".join(_facts(self.evidence.attributes.get(each, {})) for each in people)
        self.described[people] = ", ".join(people), facts
        return self.described[people]


def _facts(attributes: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in attributes.items())


def _questions(text: str, turns: Sequence[Turn], roles: Mapping[str, str]) -> list[str]:
    """For each turn what the interviewer said last before it."""
    found, last = [], ""
    for turn in turns:
        found.append(last)
        if roles.get(turn.speaker or "") == "interviewer":
            last = text[turn.speech_start : turn.end].strip()
    return found
