"""Quotations: which extracts illustrate a theme, what they leave out, and whose voices they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qualwork.model.code import Coding
from qualwork.model.errors import NotFound
from qualwork.model.quote import Cut, Label, Quote, checked_cuts, find_cut, quoted
from qualwork.model.table import Cell, Table
from qualwork.model.theme import ThemeNode
from qualwork.model.transcript import Speaker, turn_at
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, codings, themes
from qualwork.project.rows import quotes as kept
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.corpus.extracts import Evidence, body
from qualwork.workbench.corpus.tally import Tally
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import theming

ILLUSTRATIVE_COLUMNS = (
    "theme",
    "definition",
    "subtheme",
    "subtheme_definition",
    "quote",
    "participants",
    "transcript",
    "start",
    "end",
    "id",
    "trimmed",
    "extract",
)
_ROLE_NAMES = {"interviewer": "Interviewer", "other": "Other voice"}
IN_DOUBT = "[in doubt since the transcript was edited]"
"""Printed after a quote whose passage is the nearest place only, until somebody has settled it."""


def labels(evidence: Evidence, transcript: int, start: int, end: int) -> tuple[Label, ...]:
    """Where a passage names its speakers, with the pseudonym or role that is printed instead."""
    info = evidence.infos[transcript]
    _, turns, _ = body(evidence.project, info.revision)
    speakers = {speaker.label: speaker for speaker in info.speakers}
    found = []
    for at in range(turn_at(turns, start), len(turns)):
        turn = turns[at]
        if turn.start >= end:
            break
        speaker = speakers.get(turn.speaker or "")
        low, high = max(turn.start, start), min(turn.speech_start, end)
        if speaker is not None and low < high:
            found.append((low - start, high - start, f"{printed_name(evidence, speaker)}: "))
    return tuple(found)


def printed_name(evidence: Evidence, speaker: Speaker) -> str:
    """What stands for a speaker wherever something is printed: a pseudonym, or the role."""
    return _ROLE_NAMES.get(speaker.role) or evidence.name(speaker)


def marked(project: Project, marks: Iterable[str] = ("exemplary", "contrary")) -> dict[int, list[Quote]]:
    """The marked extracts of each theme of the shown draft, in order of transcript and place."""
    wanted = set(marks)
    with project.read() as session:
        shown = {theme.id for theme in themes.everything(session)}
        found = [each for each in kept.everything(session) if each.theme in shown and each.mark in wanted]
    inside = theming.extracts(project)
    evidence, paths = Evidence(project), code_paths(project)
    by_coding = {coding.id: coding for coding in _codings(evidence, {each.coding for each in found})}
    order = {coding: at for at, coding in enumerate(by_coding)}
    quotes: dict[int, list[Quote]] = {}
    for each in sorted(found, key=lambda each: order.get(each.coding, 0)):
        coding = by_coding.get(each.coding)
        if coding is not None and (each.mark == "contrary" or coding.id in inside[each.theme]):
            quotes.setdefault(each.theme, []).append(quote_of(evidence, coding, paths, each))
    return quotes


def _codings(evidence: Evidence, ids: Iterable[int]) -> list[Coding]:
    with evidence.project.read() as session:
        found = codings.listing(session, ids=ids)
    return [replace(coding, extract=evidence.text(coding)) for coding in found]


def quote_of(evidence: Evidence, coding: Coding, paths: Mapping[int, str], marked: kept.Marked | None = None) -> Quote:
    """A coding as it is quoted, with the cuts of its mark where it has one."""
    cuts = marked.cuts if marked else ()
    doubt = f" {IN_DOUBT}" if coding.needs_review else ""
    return Quote(
        coding=coding.id,
        theme=marked.theme if marked else 0,
        mark=marked.mark if marked else "",
        code=paths[coding.code],
        participants=evidence.who(coding),
        transcript=evidence.infos[coding.transcript].title,
        start=coding.start,
        end=coding.end,
        extract=coding.extract,
        text=quoted(coding.extract, cuts, labels(evidence, coding.transcript, coding.start, coding.end)) + doubt,
        cuts=cuts,
        reason=marked.reason if marked else "",
    )


def code_paths(project: Project) -> dict[int, str]:
    """Full name of each code."""
    with project.read() as session:
        return naming.paths(codes.everything(session))


def trim(
    project: Project, coding_id: int, theme: int, cuts: Sequence[Cut | str], add: bool = False, why: str = ""
) -> Quote:
    """Leave stretches of a marked extract out when the theme quotes it; the coding keeps all of it.

    A cut is a range of the extract or words that stand in it once; without any the quote is whole again. `add` keeps
    the cuts made before. Raises BadInput where the cuts leave no word.
    """
    with project.decide(Verb.TRIM_QUOTE, why=why) as deciding:
        home, coding = naming.theme_by_id(project, theme), naming.coding_by_id(project, coding_id)
        deciding.label = f"{naming.describe_coding(project, coding)} for {home.name}"
        extract = Evidence(project).text(coding)
        found = [find_cut(extract, cut) if isinstance(cut, str) else cut for cut in cuts]
        before = kept.get(deciding.session, home.id, coding.id)
        if before is None or before.mark == "dismissed":
            raise NotFound(
                f"coding {coding.id} is no quote of theme {home.name!r}; mark it first: "
                f'qualwork themes mark {coding.id} "{home.name}" --as exemplary'
            )
        kept.set_cuts(
            deciding.session, home.id, coding.id, checked_cuts(extract, [*(before.cuts if add else ()), *found])
        )
    return next(each for each in marked(project)[home.id] if each.coding == coding.id)


def parse_cut(typed: str) -> Cut | str:
    """A cut as typed: START:END inside the extract, else the words to leave out."""
    start, colon, end = typed.partition(":")
    if colon and start.isdecimal() and end.isdecimal() and max(len(start), len(end)) < 10:
        return int(start), int(end)
    return typed


def illustrative(project: Project, theme: int | None = None) -> Table:
    """The quotes marked exemplary, by theme and subtheme, as papers print them; what has none is there without."""
    quotes = marked(project, ("exemplary",))
    only = None if theme is None else naming.theme_by_id(project, theme)
    rows: list[tuple[Cell, ...]] = []
    for root in theming.tree(project).roots:
        for node, below in _subthemes(root):
            if only is not None and not any(step.theme.id == only.id for step in below):
                continue
            rows += _illustrated(root, node, quotes.get(node.theme.id, ()), " / ".join(n.theme.name for n in below[1:]))
    about = "quotes marked exemplary" + (f", theme {only.name}" if only else "")
    return Table("illustrative quotes", ILLUSTRATIVE_COLUMNS, tuple(rows), auditing.provenance(project, about))


def save_illustrative(table: Table, path: Path, spreadsheet_safe: bool = False) -> tuple[Path, ...]:
    """Write the table of illustrative quotes as the kind its file name says; answers the paths written."""
    from qualwork.export.documents.illustrative import save_illustrative as save

    return save(table, path, spreadsheet_safe)


def _subthemes(root: ThemeNode) -> list[tuple[ThemeNode, tuple[ThemeNode, ...]]]:
    """A theme and all below it, each with the way down to it from the theme."""
    found: list[tuple[ThemeNode, tuple[ThemeNode, ...]]] = []

    def walk(node: ThemeNode, above: tuple[ThemeNode, ...]) -> None:
        found.append((node, (*above, node)))
        for child in node.children:
            walk(child, (*above, node))

    walk(root, ())
    return found


def _illustrated(root: ThemeNode, node: ThemeNode, quotes: Sequence[Quote], name: str) -> list[tuple[Cell, ...]]:
    """A row a quote; one without a quote for a subtheme that has none, and for a theme without quotes and subthemes."""
    essence = node.theme.essence if node is not root else ""
    start = (root.theme.name, root.theme.essence, name, essence)
    if not quotes and (node is not root or not node.children):
        return [(*start, None, None, None, None, None, None, None, None)]
    return [(*start, q.text, q.who, q.transcript, q.start, q.end, q.coding, bool(q.cuts), q.extract) for q in quotes]


def balance(project: Project, theme: int | None = None) -> Table:
    """Whose voices are quoted: for each subtheme and participant the extracts, and those marked exemplary.

    One row a theme; a cell is `quoted of extracts`, empty where the participant says nothing there.
    """
    quotes = marked(project, ("exemplary",))
    inside = theming.extracts(project)
    who = Tally.read(project).people
    nodes = list(theming.tree(project).walk())
    about = ""
    if theme is not None:
        about = f"theme {naming.theme_by_id(project, theme).name}"
        nodes = [below for _, node in nodes if node.theme.id == theme for below in node.walk()]
    people = sorted({name for _, node in nodes for coding in inside[node.theme.id] for name in who[coding]})
    rows = []
    for depth, node in nodes:
        below = [quote for _, each in node.walk() for quote in quotes.get(each.theme.id, ())]
        chosen = {quote.coding: quote.participants for quote in below}
        cells = [
            _share(
                sum(name in named for named in chosen.values()),
                sum(name in who[coding] for coding in inside[node.theme.id]),
            )
            for name in people
        ]
        heard = len({name for named in chosen.values() for name in named})
        rows.append((depth, node.theme.name, len(chosen), heard, node.participants, *cells))
    columns = ("depth", "theme", "quotes", "quoted", "participants", *_unlike_columns(people))
    return Table("balance of quotes", columns, tuple(rows), auditing.provenance(project, about))


def _unlike_columns(people: Sequence[str]) -> list[str]:
    taken = {"depth", "theme", "quotes", "quoted", "participants"}
    return [f"{name} (said)" if name in taken else name for name in people]


def _share(quotes: int, extracts: int) -> str | None:
    return f"{quotes} of {extracts}" if extracts else None
