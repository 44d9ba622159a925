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
from qualwork.workbench.base.progress import Told, silent
from qualwork.workbench.corpus import corpora
from qualwork.workbench.themes import theming

if TYPE_CHECKING:
    from qualwork.analysis.words.corpus import Corpus

_narrowed: weakref.WeakKeyDictionary[Project, dict[Only, tuple[corpora.State, Corpus]]] = weakref.WeakKeyDictionary()
_MOST_KEPT = 4
_MADE_OF = (*corpora.WORDS, "code", "coding", "theme", "theme_code", "theme_coding", "theme_draft")


@dataclass(frozen=True, slots=True)
class Only:
    """What a count is narrowed to, by names: several codes mean any of them, a code and a theme mean both."""

    codes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.codes or self.themes or self.participants)

    def __str__(self) -> str:
        parts = [f"in passages coded {' or '.join(self.codes)}"] if self.codes else []
        parts += [f"in extracts of theme {' or '.join(self.themes)}"] if self.themes else []
        parts += [f"by {' or '.join(self.participants)}"] if self.participants else []
        return ", ".join(parts)


EVERYTHING = Only()


def said_by(roles: Sequence[Role], only: Only = EVERYTHING) -> str:
    """The filter in words, for provenance."""
    return ", ".join([f"speech of {', '.join(roles)}", *([str(only)] if only else [])])


def checked(project: Project, only: Only) -> Only:
    """The same with names as the project has them; raises NotFound where it has no such thing."""
    return Only(
        tuple(naming.code(project, code).name for code in only.codes),
        tuple(naming.theme(project, theme).name for theme in only.themes),
        tuple(naming.participant(project, person).pseudonym for person in only.participants),
    )


def corpus(project: Project, only: Only = EVERYTHING, told: Told = silent) -> Corpus:
    """The words in memory, narrowed; kept until a decision changes the project."""
    from qualwork.analysis.words.narrow import Narrowed

    whole = corpora.corpus(project, told)
    if not only:
        return whole
    state, kept = corpora.now(project), _narrowed.setdefault(project, {})
    if only not in kept or not corpora.is_current(project, kept[only][0], state, _MADE_OF):
        while len(kept) >= _MOST_KEPT:
            kept.pop(next(iter(kept)))
        people = [naming.participant(project, each).pseudonym for each in only.participants]
        kept[only] = state, Narrowed(whole, passages(project, only), people if only.participants else None)
    return kept[only][1]


def passages(project: Project, only: Only) -> list[dict[int, list[tuple[int, int]]]]:
    """The ranges of text by transcript that are meant by codes, and those meant by themes."""
    found = []
    if only.codes:
        wanted = {naming.code(project, code).id for code in only.codes}
        with project.read() as session:
            found.append(_ranges(codings.listing(session, codes=wanted)))
    if only.themes:
        inside = theming.extracts(project)
        ids = set().union(*(inside[naming.theme(project, theme).id] for theme in only.themes))
        with project.read() as session:
            found.append(_ranges([coding for coding in codings.listing(session) if coding.id in ids]))
    return found


def _ranges(found: Sequence[Coding]) -> dict[int, list[tuple[int, int]]]:
    ranges: dict[int, list[tuple[int, int]]] = {}
    for coding in found:
        ranges.setdefault(coding.transcript, []).append((coding.start, coding.end))
    return ranges
