"""What the operations work on: synthetic interviews, as texts, as a script cuts them, and in project files."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks import anchors, corpus
from benchmarks.measure import Figure, Race
from qualwork.analysis.words.corpus import Corpus
from qualwork.model.transcript import TranscriptInfo
from qualwork.project.rows import codings
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook
from qualwork.workbench.counts import counting
from qualwork.workbench.transcripts import importing, reading

CODES = 50
IN_A_DECISION = 1_000
LITTLE = 100


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything: interviews, codings in a study, turns in the reader, misquotes to find."""

    name: str
    interviews: int
    codings: int = 100_000
    turns: int = 20_000
    misquotes: int = 200


SIZES = {"S": Size("S", corpus.S), "M": Size("M", corpus.M)}


class Setting:
    """Makes what an operation asks for in a folder, once, and keeps it for the next; interviews lie in `kept`."""

    def __init__(self, size: Size, folder: Path, kept: Path | None = None) -> None:
        self.size = size
        self.folder = folder
        self.kept = kept or folder

    @cached_property
    def interviews_folder(self) -> Path:
        """The interviews as text files; those of an earlier run are taken if the generator is the same."""
        source = Path(corpus.__file__).read_bytes() + corpus.WORDS.read_bytes()
        made = self.kept / f"interviews-{self.size.interviews}-{hashlib.sha256(source).hexdigest()[:8]}"
        if not made.is_dir():
            begun = made.with_suffix(".part")
            corpus.write(begun, self.size.interviews)
            begun.rename(made)
        return made

    @cached_property
    def files(self) -> list[Path]:
        """The files of the interviews in order."""
        return sorted(self.interviews_folder.glob("*.txt"))

    @cached_property
    def texts(self) -> list[str]:
        """Their texts."""
        return [file.read_text(encoding="utf-8") for file in self.files]

    @cached_property
    def interviews(self) -> list[anchors.Interview]:
        """Them as a script cuts them."""
        return [anchors.cut(file.stem, text) for file, text in zip(self.files, self.texts, strict=True)]

    @cached_property
    def answers(self) -> dict[str, list[str]]:
        """What each participant says, turn by turn, folded."""
        return {each.participant: each.answers() for each in self.interviews}

    @cached_property
    def words(self) -> int:
        """Words said by anybody."""
        return sum(len(list(anchors.spelled(turn.speech))) for each in self.interviews for turn in each.turns)

    def fresh(self, name: str) -> Path:
        """A path in the folder where nothing is."""
        path = self.folder / name
        for suffix in ("", "-wal", "-shm"):
            path.with_name(name + suffix).unlink(missing_ok=True)
        return path

    @cached_property
    def project(self) -> Project:
        """A project with all interviews in it."""
        project = projects.create(self.fresh("study.qualwork"))
        importing.import_paths(project, [self.interviews_folder])
        return project

    @property
    def corpus(self) -> Corpus:
        """Its words in memory."""
        return counting.corpus(self.project)

    @cached_property
    def coded(self) -> Project:
        """Another project of at most nine interviews with many codings, 1,000 a decision."""
        return self._coded("coded.qualwork", self.size.codings)

    @cached_property
    def coded_little(self) -> Project:
        """The same with a hundred codings at most."""
        return self._coded("little.qualwork", min(LITTLE, self.size.codings))

    def _coded(self, name: str, codings_in_all: int) -> Project:
        project = projects.create(self.fresh(name))
        importing.import_paths(project, self.files[: corpus.S])
        codes = [codebook.add_code(project, f"code {number}").id for number in range(CODES)]
        rng = random.Random(corpus.SEED)
        texts = [(info.revision, reading.load(project, info.id).text) for info in reading.infos(project)]
        done = 0
        while done < codings_in_all:
            some = min(IN_A_DECISION, codings_in_all - done)
            with project.decide("autocode", f"codings from {done}") as deciding:
                rows = [self._passage(rng, codes, texts) for _ in range(some)]
                done += codings.add_many(deciding, rows)
        return project

    @staticmethod
    def _passage(rng: random.Random, codes: list[int], texts: list[tuple[int, str]]) -> tuple[int, int, int, int, str]:
        revision, text = rng.choice(texts)
        start = rng.randrange(len(text) - 500)
        end = start + rng.randrange(20, 400)
        return rng.choice(codes), revision, start, end, text[start:end]

    def transcript(self, project: Project) -> TranscriptInfo:
        """The first transcript of a project."""
        return next(info for info in reading.infos(project) if info.title == self.files[0].stem)

    def close(self) -> None:
        """Close the project files."""
        for name in ("project", "coded", "coded_little"):
            if name in self.__dict__:
                self.__dict__[name].close()


Operation = Callable[[Setting], Race | Figure]
"""Prepares an operation, and asserts that its result is that of the naive way."""
