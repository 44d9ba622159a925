"""The words of a project in memory: read once, kept until a decision changes what they are made of."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualwork.model.units import word_rule
from qualwork.model.word_index import IndexBlock
from qualwork.project.rows import study, word_index
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import indexing
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.corpus.extracts import Evidence, body
from qualwork.workbench.log import auditing

if TYPE_CHECKING:
    from qualwork.analysis.words.corpus import Corpus

State = tuple[int, str]
"""Number and hash of the last decision that something kept in memory knows of."""

# What words in memory are made of; project for its language.
WORDS = ("project", "transcript", "revision", "speaker", "participant", "participant_attribute", "erasure")
_evidence: weakref.WeakKeyDictionary[Project, tuple[State, Evidence]] = weakref.WeakKeyDictionary()
_corpora: weakref.WeakKeyDictionary[Project, tuple[State, Corpus, tuple[str, ...]]] = weakref.WeakKeyDictionary()


def corpus(project: Project, progress: Progress = silent) -> Corpus:
    """The words of all transcripts, kept in memory until a decision changes transcripts, speakers or participants."""
    from qualwork.analysis.words.corpus import Corpus, Document, Voice

    state, kept = now(project), _corpora.get(project)
    if kept is not None and is_current(project, kept[0], state, WORDS):
        _corpora[project] = state, *kept[1:]
        return kept[1]
    indexing.ensure(project, progress)
    known = evidence(project)
    forms, blocks = _index(project, [info.revision for info in known.infos.values()])
    documents = []
    for info in sorted(known.infos.values(), key=lambda info: info.title):
        voices = {}
        for speaker in info.speakers:
            is_known = speaker.participant in known.pseudonyms
            own = f"{speaker.label} ({info.title})" if speaker.role == "participant" else speaker.label
            name = known.name(speaker) if is_known else own
            voices[speaker.label] = Voice(speaker.label, speaker.role, name, known.attributes.get(name, {}))
        documents.append(Document(info.id, info.title, blocks[info.revision], voices, _Text(project, info.revision)))
    made = Corpus(forms, documents, language(project))
    _corpora[project] = (state, made, tuple(known.attributes))
    return made


def evidence(project: Project) -> Evidence:
    """Transcripts, speakers and participants, kept like the words; the numbers of codings in it may be of earlier."""
    state, kept = now(project), _evidence.get(project)
    if kept is None or not is_current(project, kept[0], state, (*WORDS, "transcript_attribute")):
        kept = state, Evidence(project)
    _evidence[project] = state, kept[1]
    return kept[1]


def now(project: Project) -> State:
    """The state the project is in."""
    last = auditing.head(project)
    return (last.number, last.hash) if last else (0, "")


def is_current(project: Project, kept: State, state: State, entities: Sequence[str]) -> bool:
    """Whether what was kept in one state still holds: nothing of these kinds was changed since."""
    if kept == state:
        return True
    with project.read() as session:
        return not word_index.touched(session, entities, kept)


def participants(project: Project) -> tuple[str, ...]:
    """The pseudonyms of all participants, whether they say anything or not."""
    if project not in _corpora:
        corpus(project)
    return _corpora[project][2]


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
