"""Only a part of what was said: in passages coded so, in the extracts of a theme, by some participants."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualwork.model.code import Coding
from qualwork.model.transcript import Role
from qualwork.project.rows import codings
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.corpus import corpora
from qualwork.workbench.themes import theming

if TYPE_CHECKING:
    from qualwork.analysis.words.corpus import Corpus

_narrowed: weakref.WeakKeyDictionary[Project, dict[CountFilter, tuple[corpora.State, Corpus]]] = (
    weakref.WeakKeyDictionary()
)
_MOST_KEPT = 4
_MADE_OF = (*corpora.WORDS, "code", "coding", "theme", "theme_code", "theme_coding", "theme_draft")


@dataclass(frozen=True, slots=True)
class CountFilter:
    """What a count is narrowed to, by ids: several codes mean any of them, a code and a theme mean both."""

    codes: tuple[int, ...] = ()
    themes: tuple[int, ...] = ()
    participants: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.codes or self.themes or self.participants)


EVERYTHING = CountFilter()


def names(project: Project, only: CountFilter) -> dict[str, list[str]]:
    """What the filter names, as the project calls it now; raises NotFound where something is gone."""
    return {
        "codes": [naming.code_by_id(project, code).name for code in only.codes],
        "themes": [naming.theme_by_id(project, theme).name for theme in only.themes],
        "participants": [naming.participant_by_id(project, person).pseudonym for person in only.participants],
    }


def in_words(project: Project, only: CountFilter) -> str:
    """The filter in words; nothing where everything counts."""
    named = names(project, only)
    said = {"codes": "in passages coded", "themes": "in extracts of theme", "participants": "by"}
    return ", ".join(f"{said[kind]} {' or '.join(some)}" for kind, some in named.items() if some)


def said_by(project: Project, roles: Sequence[Role], only: CountFilter = EVERYTHING) -> str:
    """Whose speech counts and the filter, in words, for provenance."""
    return ", ".join(filter(None, [f"speech of {', '.join(roles)}", in_words(project, only)]))


def corpus(project: Project, only: CountFilter = EVERYTHING, progress: Progress = silent) -> Corpus:
    """The words in memory, narrowed; kept until a decision changes the project."""
    from qualwork.analysis.words.narrow import Narrowed

    whole = corpora.corpus(project, progress)
    if not only:
        return whole
    state, kept = corpora.now(project), _narrowed.setdefault(project, {})
    if only not in kept or not corpora.is_current(project, kept[only][0], state, _MADE_OF):
        while len(kept) >= _MOST_KEPT:
            kept.pop(next(iter(kept)))
        people = [naming.participant_by_id(project, person).pseudonym for person in only.participants]
        kept[only] = state, Narrowed(whole, passages(project, only), people if only.participants else None)
    return kept[only][1]


def passages(project: Project, only: CountFilter) -> list[dict[int, list[tuple[int, int]]]]:
    """The ranges of text by transcript that are meant by codes, and those meant by themes."""
    found = []
    if only.codes:
        codes = {naming.code_by_id(project, code).id for code in only.codes}
        with project.read() as session:
            found.append(_ranges(codings.listing(session, codes=codes)))
    if only.themes:
        inside = theming.extracts(project)
        ids = set().union(*(inside[naming.theme_by_id(project, theme).id] for theme in only.themes))
        with project.read() as session:
            found.append(_ranges([coding for coding in codings.listing(session) if coding.id in ids]))
    return found


def _ranges(found: Sequence[Coding]) -> dict[int, list[tuple[int, int]]]:
    ranges: dict[int, list[tuple[int, int]]] = {}
    for coding in found:
        ranges.setdefault(coding.transcript, []).append((coding.start, coding.end))
    return ranges
