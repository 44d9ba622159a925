"""Original names that still stand in text which leaves the workbench, so that nobody sends them out unseen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualwork.analysis.privacy.pseudonyms import NameHit, Names
from qualwork.model.table import Cell, Table
from qualwork.model.units import fold, words
from qualwork.project.log import history
from qualwork.project.store.decisions import Project
from qualwork.workbench.corpus.extracts import Evidence

COLUMNS = ("name", "known as", "where", "times", "first")
_SHORTEST = 3  # letters of a part of a name that is looked for by itself
_AROUND = 25  # characters shown on either side
_NO_NAMES = frozenset(("the", "and", "von", "van", "der", "den", "del", "mrs", "miss", "prof", "interview"))


@dataclass(frozen=True, slots=True)
class Original:
    """A name, or a part of one, that should not be printed, and how we know it."""

    name: str
    known_as: str


def originals(project: Project) -> list[Original]:
    """Labels of transcripts that differ from what is printed for them, and pseudonyms that were replaced."""
    from qualwork.ingest.speakers.label_words import base, is_generic

    evidence = Evidence(project)
    printed = {part for name in evidence.pseudonyms.values() for part in _parts(name)}
    found: dict[str, Original] = {}

    def note(name: str, shown: str, how: str) -> None:
        if fold(name) == fold(shown) or is_generic(name):
            return
        for part in _parts(base(name)):
            if part not in printed:
                found.setdefault(part, Original(part, f"{how} {name}"))

    for info in evidence.infos.values():
        for speaker in info.speakers:
            shown = evidence.name(speaker) if speaker.role == "participant" else ""
            note(speaker.label, shown, "label of a participant" if shown else f"label of {speaker.role}")
    for before, after in _renamed(project):
        note(before, after, "earlier name of a participant")
    return list(found.values())


def _parts(name: str) -> list[str]:
    return [part for part in words(name) if len(part) >= _SHORTEST and fold(part) not in _NO_NAMES and part.isalpha()]


def _renamed(project: Project) -> list[tuple[str, str]]:
    with project.read() as session:
        people = Evidence(project).pseudonyms
        changes = [
            (change, pseudonym)
            for person, pseudonym in people.items()
            for decision in history.of_thing(session, "participant", f"[{person}]")
            for change in decision.changes
        ]
    return [(str(change.before["pseudonym"]), after) for change, after in changes if change.before is not None]


def warnings(project: Project, texts: Iterable[tuple[str, str]]) -> Table:
    """Where original names stand in texts, each given with the place it is printed at; one row a name and place."""
    names = Names((original.name, original.known_as) for original in originals(project))
    rows = tuple(row for where, text in texts for row in _in_one(names, where, text))
    return Table("original names in the text", COLUMNS, rows)


def _in_one(names: Names, where: str, text: str) -> list[tuple[Cell, ...]]:
    hits: dict[tuple[str, str], list[NameHit]] = {}
    for hit in names.hits(text):
        hits.setdefault((hit.name, hit.pseudonym), []).append(hit)
    return [(name, how, where, len(found), _around(text, found[0])) for (name, how), found in hits.items()]


def _around(text: str, hit: NameHit) -> str:
    start, end = max(0, hit.start - _AROUND), hit.end + _AROUND
    return " ".join(text[start:end].split())
