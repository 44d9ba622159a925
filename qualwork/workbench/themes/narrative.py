"""Narratives of themes: `[quote 12]` in the text stands for the coding 12, so that no quote parts from its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualwork.model.errors import BadInput
from qualwork.model.quote import Quote
from qualwork.model.theme import Theme
from qualwork.project.rows import codings
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.corpus.extracts import Evidence
from qualwork.workbench.themes import quoting, theming

QUOTE_LINK = re.compile(r"\[quote (\d{1,18})\]")
"""How a narrative names a quote: `[quote 12]` is the coding 12."""


@dataclass(frozen=True, slots=True)
class Narrative:
    """A theme's narrative, piece by piece: text, quotes, and links (as text) to codings that are gone.

    `unused` are quotes marked exemplary or contrary for the theme that the narrative does not have yet.
    """

    theme: Theme
    paragraphs: tuple[tuple[str | Quote, ...], ...]
    gone: tuple[int, ...]
    unused: tuple[Quote, ...]

    @property
    def quotes(self) -> list[Quote]:
        """The quotes in it, in order."""
        return [piece for paragraph in self.paragraphs for piece in paragraph if isinstance(piece, Quote)]


def linked(text: str) -> list[int]:
    """Ids of the codings that a text names."""
    return [int(link[1]) for link in QUOTE_LINK.finditer(text)]


def link(coding: int) -> str:
    """How a narrative names a coding."""
    return f"[quote {coding}]"


def read(project: Project, theme: int) -> Narrative:
    """The narrative of a theme with its quotes as they are printed."""
    one = naming.theme_by_id(project, theme)
    marked = quoting.marked(project).get(theme, [])
    known = _quotes(project, linked(one.narrative)) | {quote.coding: quote for quote in marked}
    paragraphs = tuple(_pieces(line, known) for line in one.narrative.splitlines() if line.strip())
    inside = linked(one.narrative)
    gone = tuple(dict.fromkeys(coding for coding in inside if coding not in known))
    return Narrative(one, paragraphs, gone, tuple(quote for quote in marked if quote.coding not in inside))


def write(project: Project, theme: int, text: str, why: str = "") -> None:
    """Keep a theme's narrative; refused where it names a coding that is not there, unless it named that before."""
    with project.transaction():
        one = naming.theme_by_id(project, theme)
        wanted = set(linked(text)) - set(linked(one.narrative))
        lost = sorted(wanted - set(_quotes(project, list(wanted))))
        if lost:
            named = ", ".join(link(coding) for coding in lost)
            raise BadInput(f"{named}: there is no such coding; `quotes` lists them with their ids")
        theming.define_theme(project, theme, why, narrative=text)


def candidates(project: Project, theme: int) -> list[Quote]:
    """The quotes that a theme's narrative may want: exemplary first, then contrary, then its other extracts."""
    marked = {quote.coding: quote for quote in quoting.marked(project).get(theme, [])}
    first = sorted(marked.values(), key=lambda quote: (quote.mark != "exemplary", quote.coding))
    rest = sorted(theming.extracts(project).get(theme, set()) - set(marked))
    return [*first, *_quotes(project, rest).values()]


def _quotes(project: Project, ids: Sequence[int]) -> dict[int, Quote]:
    if not ids:
        return {}
    evidence, paths = Evidence(project), quoting.code_paths(project)
    with project.read() as session:
        listed = codings.listing(session, ids=ids)
    found = {coding.id: replace(coding, extract=evidence.text(coding)) for coding in listed}
    return {each: quoting.quote_of(evidence, found[each], paths) for each in dict.fromkeys(ids) if each in found}


def _pieces(line: str, known: dict[int, Quote]) -> tuple[str | Quote, ...]:
    pieces: list[str | Quote] = []
    at = 0
    for found in QUOTE_LINK.finditer(line):
        quote = known.get(int(found[1]))
        if quote is not None:
            pieces += [line[at : found.start()], quote]
            at = found.end()
    return tuple(piece for piece in [*pieces, line[at:]] if piece)
