"""The words of a project in memory: read once, kept until a decision changes it."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualwork.model.units import word_rule
from qualwork.model.word_index import IndexBlock
from qualwork.project import study, word_index
from qualwork.project.decisions import Project
from qualwork.workbench import auditing, indexing
from qualwork.workbench.evidence import Evidence, body
from qualwork.workbench.progress import Told, silent

if TYPE_CHECKING:
    from qualwork.analysis.corpus import Corpus

_corpora: weakref.WeakKeyDictionary[Project, tuple[str, Corpus]] = weakref.WeakKeyDictionary()


def corpus(project: Project, told: Told = silent) -> Corpus:
    """The words of all transcripts, kept in memory until a decision changes the project."""
    from qualwork.analysis.corpus import Corpus, Document, Voice

    indexing.ensure(project, told)
    last = auditing.head(project)
    state = last.hash if last else ""
    kept = _corpora.get(project)
    if kept is not None and kept[0] == state:
        return kept[1]
    evidence = Evidence(project)
    forms, blocks = _index(project, [info.revision for info in evidence.infos.values()])
    documents = []
    for info in sorted(evidence.infos.values(), key=lambda info: info.title):
        voices = {}
        for speaker in info.speakers:
            known = speaker.participant in evidence.pseudonyms
            own = f"{speaker.label} ({info.title})" if speaker.role == "participant" else speaker.label
            name = evidence.name(speaker) if known else own
            voices[speaker.label] = Voice(speaker.label, speaker.role, name, evidence.attributes.get(name, {}))
        documents.append(Document(info.id, info.title, blocks[info.revision], voices, _Text(project, info.revision)))
    made = Corpus(forms, documents, language(project))
    _corpora[project] = (state, made)
    return made


def _index(project: Project, revisions: Sequence[int]) -> tuple[list[str], dict[int, IndexBlock]]:
    """The vocabulary and the index of each revision; what a read-only file lacks is made here and not kept."""
    with project.read() as session:
        forms = word_index.forms(session)
        blocks = word_index.blocks(session, revisions)
        missing = word_index.missing(session, word_rule(study.get(session).language))
        if missing:
            indexer = indexing.Indexer(project)
            blocks |= {revision: indexer.build(*body(project, revision)[:2]) for revision in missing}
            forms += indexer.vocabulary.new_forms()
    return forms, blocks


@dataclass(frozen=True, slots=True)
class _Text:
    project: Project
    revision: int

    def __call__(self) -> str:
        return body(self.project, self.revision)[0]


def language(project: Project) -> str:
    """The language by whose word rule this project counts."""
    with project.read() as session:
        return study.get(session).language
