"""Taking interviews in: the word index, the whole import, its memory and its bytes on disk, Word documents."""

from __future__ import annotations

import sqlite3
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from benchmarks import anchors, corpus
from benchmarks.measure import Figure, Race, Side, agree, run_python, timed, timed_once
from benchmarks.setting import Operation, Setting
from qualwork.analysis.words.index import Vocabulary, build_block, decode, decode_counts
from qualwork.ingest.formats.docx import read_docx
from qualwork.ingest.read import read_file
from qualwork.model.transcript import Reading
from qualwork.model.word_index import IndexBlock
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.log import auditing
from qualwork.workbench.transcripts import importing, reading


def index_build(setting: Setting) -> Race:
    """The word index of all interviews, built in memory."""
    readings = [read_file(file) for file in setting.files]

    def build() -> tuple[Vocabulary, list[IndexBlock]]:
        vocabulary = Vocabulary()
        return vocabulary, [build_block(each.text, each.turns, vocabulary) for each in readings]

    vocabulary, blocks = build()
    forms = list(vocabulary)
    for each, block, read in zip(setting.interviews, blocks, readings, strict=True):
        _agree_on_words(each, block, read, forms)
    return Race(timed(build), timed(lambda: anchors.find_all(setting.texts)), "re.findall")


def _agree_on_words(interview: anchors.Interview, block: IndexBlock, read: Reading, forms: list[str]) -> None:
    naive = [(turn.start + at, word) for turn in interview.turns for at, word in anchors.spelled(turn.speech)]
    arrays = decode(block)
    ours = list(zip(arrays.starts.tolist(), [forms[each] for each in arrays.ids.tolist()], strict=True))
    agree(f"{read.title}: words and their places", ours, naive)
    for count in block.counts:
        ids, numbers = decode_counts(count)
        mine = dict(zip([forms[each] for each in ids.tolist()], numbers.tolist(), strict=True))
        turns = [turn.speech for turn in interview.turns if turn.label == count.label]
        agree(
            f"{read.title}: counts of {count.label}",
            mine,
            dict(Counter(w for t in turns for _, w in anchors.spelled(t))),
        )


def import_interviews(setting: Setting) -> Race:
    """The whole import with its log, from a folder into a new project file, by the processor."""
    _agree_on_import(setting)
    return Race(_import(setting), timed(lambda: anchors.find_all(setting.texts)), "re.findall")


def import_beside_texts(setting: Setting) -> Race:
    """The same beside a database that is given the texts and nothing else; the disk matters, so by the wall."""
    agree("texts stored", anchors.store_texts(setting.files, setting.fresh("texts.sqlite")), len(setting.files))
    other = timed_once(lambda: setting.fresh("texts.sqlite"), lambda path: anchors.store_texts(setting.files, path))
    return Race(_import(setting), other, "storing the texts", "wall")


def _import(setting: Setting) -> Side:
    def work(project: Project) -> None:
        importing.import_paths(project, [setting.interviews_folder])
        project.close()

    return timed_once(lambda: projects.create(setting.fresh("imported.qualwork")), work)


def _agree_on_import(setting: Setting) -> None:
    project = setting.project
    for each, info in zip(setting.interviews, reading.infos(project), strict=True):
        said = Counter(turn.label for turn in each.turns)
        agree("title", info.title, each.title)
        agree(f"{info.title}: text", reading.load(project, info.id).text, each.text)
        agree(f"{info.title}: who speaks", {speaker.label for speaker in info.speakers}, set(said))
        agree(f"{info.title}: words", info.words, sum(len(list(anchors.spelled(t.speech))) for t in each.turns))
    imports = [row for row in auditing.log(project).rows if row[4] == "import transcript"]
    agree("one decision a file", len(imports), len(setting.files))
    agree("one batch", len({row[7] for row in imports}), 1)


def import_memory(setting: Setting) -> Figure:
    """The most memory that `qualwork import` takes, as a process."""

    def peak() -> float:
        path = setting.fresh("memory.qualwork")
        projects.create(path).close()
        taken = peak_memory("-p", str(path), "import", str(setting.interviews_folder))
        with projects.open_project(path) as project:
            agree("transcripts imported", len(reading.infos(project)), len(setting.files))
        return taken / 1e9

    return Figure(peak, "GB")


def peak_memory(*arguments: str) -> int:
    """Bytes that a `qualwork` command held at its highest."""
    return int(run_python(["-m", "benchmarks.child", "peak", *arguments]).splitlines()[-1])


def index_bytes(setting: Setting) -> Figure:
    """What the word index adds to the file, for each word said."""

    def bytes_a_word() -> float:
        path = setting.fresh("copy.qualwork")
        words = sum(info.words for info in reading.infos(setting.project))
        agree("words said", words, setting.words)
        source = sqlite3.connect(setting.project.path)
        source.execute("VACUUM INTO ?", (str(path),))
        source.close()
        whole = path.stat().st_size
        copy = sqlite3.connect(path, isolation_level=None)
        for table in ("word_block", "word_count", "word"):
            copy.execute(f"DELETE FROM {table}")
        copy.execute("VACUUM")
        copy.close()
        return (whole - path.stat().st_size) / words

    return Figure(bytes_a_word, "bytes a word")


def word_documents(setting: Setting) -> Race:
    """The text of Word documents, a paragraph a turn."""
    paths = [_word_document(setting, each) for each in setting.interviews[: corpus.S]]

    def read() -> list[str]:
        texts = []
        for path in paths:
            with zipfile.ZipFile(path) as archive:
                texts.append(read_docx(archive).text)
        return texts

    theirs = [anchors.word_text(path) for path in paths]
    agree("paragraphs", [_filled(text) for text in read()], [_filled(text) for text in theirs])
    return Race(timed(read), timed(lambda: [anchors.word_text(path) for path in paths]), "python-docx")


def _word_document(setting: Setting, interview: anchors.Interview) -> Path:
    from docx import Document

    path = setting.folder / f"{interview.title}.docx"
    document = Document()
    for line in interview.text.split("\n\n"):
        label, _, speech = line.strip().partition(": ")
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(speech)
    document.save(str(path))
    return path


def _filled(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


OPERATIONS: Mapping[str, Operation] = {
    "index-build": index_build,
    "index-bytes": index_bytes,
    "import": import_interviews,
    "import-texts": import_beside_texts,
    "import-memory": import_memory,
    "docx": word_documents,
}
