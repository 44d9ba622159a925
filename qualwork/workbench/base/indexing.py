"""The word index kept beside the texts: derived, and built again wherever it is missing."""

from __future__ import annotations

from collections.abc import Sequence

from qualwork.model.transcript import Turn
from qualwork.model.units import word_rule
from qualwork.model.word_index import IndexBlock
from qualwork.project.rows import study, transcripts, word_index
from qualwork.project.store.decisions import Project
from qualwork.workbench.base.progress import Progress, silent


class Indexer:
    """Builds indexes inside transactions, all over one vocabulary."""

    def __init__(self, project: Project) -> None:
        from qualwork.analysis.words.index import Vocabulary

        self.project = project
        with project.read() as session:
            self.language = study.get(session).language
            forms = word_index.forms(session)
        self.known = len(forms)
        self.vocabulary = Vocabulary(forms)

    def is_behind(self) -> bool:
        """True where another process has added forms since the vocabulary was read."""
        with self.project.read() as session:
            return word_index.size(session) != self.known

    def build(self, text: str, turns: Sequence[Turn]) -> IndexBlock:
        """The index of one text; new forms join the vocabulary."""
        from qualwork.analysis.words.index import build_block

        return build_block(text, turns, self.vocabulary, self.language)

    def store(self, revision: int, block: IndexBlock) -> None:
        """Keep an index in the open transaction."""
        with self.project.read() as session:
            word_index.store(session, revision, word_rule(self.language), block)

    def save_vocabulary(self) -> None:
        """Keep the forms that came new, at the end of the transaction."""
        new = self.vocabulary.new_forms()
        with self.project.read() as session:
            word_index.add_forms(session, self.known, new)
        self.known += len(new)


def ensure(project: Project, progress: Progress = silent) -> None:
    """Build every index that is missing or was made by another word rule."""
    with project.read() as session:
        rule = word_rule(study.get(session).language)
        wanted = word_index.missing(session, rule)
    if not wanted or project.read_only:
        return
    with project.transaction() as session:
        indexer = Indexer(project)
        for at, revision in enumerate(word_index.missing(session, rule)):
            progress(at, len(wanted), "word index")
            text, turns, _ = transcripts.body(session, revision)
            indexer.store(revision, indexer.build(text, turns))
        indexer.save_vocabulary()


def differs(indexer: Indexer, revision: int) -> bool:
    """True where the stored index of a revision is not what its text and turns give.

    One indexer serves all revisions of a check: making one reads the whole vocabulary.
    """
    from qualwork.analysis.words.index import same_words

    with indexer.project.read() as session:
        stored = word_index.blocks(session, [revision]).get(revision)
        if stored is None:
            return False
        text, turns, _ = transcripts.body(session, revision)
    rebuilt = indexer.build(text, turns)
    return bool(indexer.vocabulary.new_forms()) or not same_words(stored, rebuilt)
