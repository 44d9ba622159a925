"""Stop words: the list of the project's language, with words that the project adds to it or takes out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualwork.model.errors import BadInput
from qualwork.model.table import Table
from qualwork.model.units import fold, words
from qualwork.model.verbs import Verb
from qualwork.project.rows import settings
from qualwork.project.store.decisions import Project
from qualwork.workbench.corpus.corpora import language

_SETTING = "stop_words"


@dataclass(frozen=True, slots=True)
class StopWords:
    """The folded words of the language's list, and what the project adds and takes out."""

    shipped: frozenset[str]
    added: frozenset[str] = frozenset()
    taken_out: frozenset[str] = frozenset()

    def all(self) -> frozenset[str]:
        """The words to leave out."""
        return (self.shipped | self.added) - self.taken_out


def stop_words(project: Project) -> StopWords:
    """The stop words of the project."""
    from qualwork.analysis.words.stop_words import shipped

    with project.read() as session:
        own = settings.get(session, _SETTING) or {}
    return StopWords(shipped(language(project)), frozenset(own.get("added", ())), frozenset(own.get("taken_out", ())))


def change(project: Project, add: Sequence[str] = (), take_out: Sequence[str] = (), why: str = "") -> StopWords:
    """Add words to the project's stop words, or take some out, as one decision."""
    new, gone = _folded(project, add), _folded(project, take_out)
    if not new and not gone:
        raise BadInput("name at least one word")
    both = sorted(new & gone)
    if both:
        raise BadInput(f"{', '.join(both)}: either add a word or take it out")
    label = "; ".join(f"{verb} {', '.join(sorted(mine))}" for verb, mine in (("add", new), ("take out", gone)) if mine)
    with project.decide(Verb.CHANGE_STOP_WORDS, label, why) as deciding:
        old = stop_words(project)
        added = (old.added | new) - gone - old.shipped
        taken_out = ((old.taken_out | gone) - new) & old.shipped
        own = {"added": sorted(added), "taken_out": sorted(taken_out)}
        settings.change(deciding.session, _SETTING, own if added or taken_out else None)
    return StopWords(old.shipped, added, taken_out)


def _folded(project: Project, typed: Sequence[str]) -> set[str]:
    tongue = language(project)
    wrong = next((word for word in typed if len(words(word, tongue)) != 1), None)
    if wrong is not None:
        raise BadInput(f"{wrong!r} is not one word by the word rule; give stop words one by one")
    return {fold(words(word, tongue)[0]) for word in typed}


def table(project: Project) -> Table:
    """One row a stop word, and where it comes from."""
    found = stop_words(project)
    listed = sorted(found.shipped | found.added)
    origin = {True: "of the language", False: "added here"}
    rows = tuple(
        (word, origin[word in found.shipped] if word not in found.taken_out else "taken out here") for word in listed
    )
    return Table("stop words", ("word", "from"), rows)
