"""What ours is held against: the limits of the machine, plain Python, and public libraries where they are installed.

The naive ways read the synthetic interviews of corpus.py by rules of their own, not by those of the program: a turn
is a line after a label, a word is found by one regular expression, and a note in brackets was not said.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Skip

INTERVIEWER = "Interviewer"
Families = Mapping[str, tuple[Sequence[str], Sequence[str]]]
"""Forms and phrases by the name of their family."""

_TURN = re.compile(r"^(Interviewer|P\d+): (.*)$", re.MULTILINE)
_NOTE = re.compile(r"\[laughs\]|\(\(pause\)\)|\[crosstalk\]")
_RAW_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PAGE = 4096


@dataclass(frozen=True, slots=True)
class Said:
    """A turn: who speaks, where the speech starts in the text, and the speech with notes struck out by bars."""

    label: str
    start: int
    speech: str


@dataclass(frozen=True, slots=True)
class Interview:
    """A synthetic interview as a script would cut it."""

    title: str
    text: str
    turns: tuple[Said, ...]

    @property
    def participant(self) -> str:
        """The label of the one who answers."""
        return next(turn.label for turn in self.turns if turn.label != INTERVIEWER)

    def answers(self) -> list[str]:
        """What the participant says, turn by turn, in small letters and with straight apostrophes."""
        return [plain(turn.speech) for turn in self.turns if turn.label != INTERVIEWER]


def cut(title: str, text: str) -> Interview:
    """Cut the text of an interview into turns."""
    turns = []
    for match in _TURN.finditer(text):
        speech = _NOTE.sub(lambda note: "|" * len(note[0]), match[2])
        turns.append(Said(match[1], match.start(2), speech))
    return Interview(title, text, tuple(turns))


def plain(speech: str) -> str:
    """Speech in small letters and with straight apostrophes."""
    return speech.lower().replace("’", "'")


def spelled(speech: str) -> Iterator[tuple[int, str]]:
    """Where each word stands, and the word as it stands there."""
    for match in _RAW_WORD.finditer(speech):
        word = match[0]
        yield match.start(), word[:-2] if word[-2:] in ("'s", "’s", "'S", "’S") else word


def count_words(answers: Iterable[str]) -> Counter[str]:
    """How often each word is said."""
    raw: Counter[str] = Counter()
    for answer in answers:
        raw.update(_RAW_WORD.findall(answer))
    found: Counter[str] = Counter()
    for word, number in raw.items():
        found[word.removesuffix("'s")] += number
    return found


# Limits of the machine.


def gather(table: NDArray[np.uint8], ids: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """One look into a small table for each stored word: the least that counting without an index can do."""
    return table[ids]


def scan_bytes(data: bytes) -> int:
    """One look at every byte, as fast as the C library has it."""
    return data.find(b"\x00")


def sort_keys(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Put whole numbers in order."""
    return np.sort(keys)


class Pages:
    """A file into which pages of 4 KiB are written, each on the disk before the next."""

    def __init__(self, path: Path, number: int = 256) -> None:
        path.write_bytes(bytes(number * _PAGE))
        self._file = os.open(path, os.O_WRONLY)
        self._number = number
        self._at = 0

    def write(self) -> None:
        """Write the next page and wait for the disk."""
        os.pwrite(self._file, os.urandom(16) * (_PAGE // 16), self._at * _PAGE)
        os.fsync(self._file)
        self._at = (self._at + 1) % self._number

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


# Plain Python.


def find_all(texts: Iterable[str]) -> int:
    """The number of words by a bare regular expression: what reading words costs at the least in Python."""
    return sum(len(re.findall(r"\w+", text)) for text in texts)


def store_texts(files: Sequence[Path], path: Path) -> int:
    """Put the texts of files into a new database, and nothing else; returns how many."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE text (title TEXT, body TEXT)")
    rows = ((file.stem, file.read_text(encoding="utf-8")) for file in files)
    with connection:
        connection.executemany("INSERT INTO text VALUES (?, ?)", rows)
    number = int(connection.execute("SELECT count(*) FROM text").fetchone()[0])
    connection.close()
    return number


TermCounts = dict[str, tuple[dict[str, int], dict[str, int]]]
"""By family: occurrences of each form that occurs, and of all by participant."""


def terms_by_counter(answers: Mapping[str, Sequence[str]], families: Families) -> TermCounts:
    """Count all words of each participant, then add up those of the families."""
    counted = {who: count_words(said) for who, said in answers.items()}
    return terms_of_counts(counted, answers, families)


def terms_of_counts(
    counted: Mapping[str, Mapping[str, int]], answers: Mapping[str, Sequence[str]], families: Families
) -> TermCounts:
    """Add up single words, then phrases by a regular expression; a word inside one counts no more for its family."""
    found: TermCounts = {}
    for family, (words, phrases) in families.items():
        forms: Counter[str] = Counter()
        by = dict.fromkeys(answers, 0)
        for who, said in answers.items():
            mine = Counter({word: counted[who].get(word, 0) for word in words})
            for phrase in phrases:
                number = sum(len(_phrase(phrase).findall(answer)) for answer in said)
                mine[phrase] += number
                mine.subtract({word: number for word in phrase.split() if word in words})
            forms.update(mine)
            by[who] = mine.total()
        found[family] = ({form: number for form, number in forms.items() if number}, by)
    return found


def terms_by_alternation(answers: Mapping[str, Sequence[str]], families: Families) -> TermCounts:
    """Find all words and phrases of all families with one regular expression, the longer first."""
    home = {form: name for name, (words, phrases) in families.items() for form in (*words, *phrases)}
    longest_first = sorted(home, key=len, reverse=True)
    pattern = _bounded("|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first))
    found: TermCounts = {name: ({}, dict.fromkeys(answers, 0)) for name in families}
    for who, said in answers.items():
        hits = Counter(hit for answer in said for hit in pattern.findall(answer))
        for hit, number in hits.items():
            form = " ".join(hit.split())
            forms, by = found[home[form]]
            forms[form] = forms.get(form, 0) + number
            by[who] += number
    return found


def _phrase(phrase: str) -> re.Pattern[str]:
    return _bounded(r"\s+".join(map(re.escape, phrase.split())))


def _bounded(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{alternatives})(?!\w|'(?!s(?!\w))\w)")


WordRow = tuple[str, int, int]


def word_list(answers: Mapping[str, Sequence[str]], top: int | None = None) -> list[WordRow]:
    """Every word with how often and by how many it is said, the most frequent first, then by the alphabet."""
    said: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for each in answers.values():
        mine = count_words(each)
        said.update(mine)
        people.update(mine.keys())
    ordered = sorted(said, key=lambda word: (-said[word], word))[:top]
    return [(word, said[word], people[word]) for word in ordered]


Line = tuple[str, str, int, int, str, str, str]


def concordance(interviews: Iterable[Interview], word: str, width: int = 40) -> list[Line]:
    """Every place of a word in what participants say: title, who, start, end, left, match, right."""
    pattern = re.compile(rf"(?i)\b{re.escape(word)}\b")
    found = []
    for each in interviews:
        starts = [turn.start for turn in each.turns]
        for match in pattern.finditer(each.text):
            who = each.turns[bisect_right(starts, match.start()) - 1].label
            if who != INTERVIEWER:
                left = each.text[max(0, match.start() - width) : match.start()]
                right = each.text[match.end() : match.end() + width]
                found.append((each.title, who, *match.span(), left, match[0], right))
    return found


def places_of(texts: Sequence[str], quote: str) -> list[tuple[int, int, int]]:
    """Where a quote stands, whatever its case and white space: number of the text, start, end."""
    pattern = re.compile(r"(?i)" + r"\s+".join(map(re.escape, quote.split())))
    return [(number, *match.span()) for number, text in enumerate(texts) for match in pattern.finditer(text)]


def texts_with(texts: Sequence[str], quote: str) -> list[int]:
    """The numbers of the texts that hold a quote letter by letter."""
    return [number for number, text in enumerate(texts) if quote in text]


def hash_log(path: Path) -> list[str]:
    """Read all changes of a project and hash each as the documentation of the log says."""
    connection = sqlite3.connect(path)
    found = []
    for salt, entity, key, before, after in connection.execute(
        "SELECT salt, entity, key, before, after FROM change ORDER BY id"
    ):
        old, new = "" if before is None else f"b{before}", "" if after is None else f"a{after}"
        parts = (salt, f"{len(entity)},{len(key)},{len(old)},{len(new)}", entity, key, old, new)
        found.append(hashlib.sha256("\n".join(parts).encode()).hexdigest())
    connection.close()
    return found


# Public libraries.


def vectorizer(answers: Mapping[str, Sequence[str]], families: Families) -> Callable[[], TermCounts]:
    """scikit-learn's CountVectorizer over the single words of the families."""
    library = _library("sklearn.feature_extraction.text", "scikit-learn")
    words = [word for forms, _ in families.values() for word in forms]
    pattern = r"(?u)(?<![^\W_])(?<![^\W_]')[^\W_]+(?:'(?!s\b)[^\W_]+)*"
    texts = ["\n".join(said) for said in answers.values()]

    def count() -> TermCounts:
        counts = library.CountVectorizer(vocabulary=words, token_pattern=pattern, lowercase=False).transform(texts)
        rows = counts.toarray().tolist()
        counted = {who: dict(zip(words, row, strict=True)) for who, row in zip(answers, rows, strict=True)}
        return terms_of_counts(counted, answers, families)

    return count


def automaton(answers: Mapping[str, Sequence[str]], families: Families) -> Callable[[], TermCounts]:
    """One pass of ahocorasick_rs for all words and phrases; what stands inside a longer word is thrown out after."""
    library = _library("ahocorasick_rs", "ahocorasick_rs")
    home = {form: name for name, (words, phrases) in families.items() for form in (*words, *phrases)}
    patterns = list(home)
    machine = library.AhoCorasick(patterns, implementation=library.Implementation.DFA)
    texts = {who: "\n".join(said) for who, said in answers.items()}

    def count() -> TermCounts:
        found: TermCounts = {name: ({}, dict.fromkeys(answers, 0)) for name in families}
        for who, text in texts.items():
            hits = machine.find_matches_as_indexes(text, overlapping=True)
            counts = Counter(number for number, start, end in hits if _apart(text, start, end))
            for number, times in counts.items():
                _add(found, families, home, who, patterns[number], times)
        return {name: ({f: n for f, n in forms.items() if n}, by) for name, (forms, by) in found.items()}

    return count


def _add(found: TermCounts, families: Families, home: Mapping[str, str], who: str, form: str, times: int) -> None:
    """Count a form; of a phrase, the words of its family inside it no more."""
    forms, by = found[home[form]]
    inside = [word for word in form.split() if word in families[home[form]][0]] if " " in form else []
    for each, number in ((form, times), *((word, -times) for word in inside)):
        forms[each] = forms.get(each, 0) + number
        by[who] += number


def _apart(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 1) : start], text[end : end + 3]
    if before.isalnum() or before == "'" or after[:1].isalnum():
        return False
    return not (after[:1] == "'" and after[1:2].isalnum() and not (after[1] == "s" and not after[2:].isalnum()))


def most_like(lowered: Sequence[str], quote: str) -> tuple[int, int, int, float]:
    """The place most like a quote, by rapidfuzz over whole texts that must beat the best: text, start, end, score."""
    from rapidfuzz import fuzz

    wanted, best = quote.lower(), (-1, 0, 0, 0.0)
    for number, text in enumerate(lowered):
        found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=best[3])
        if found is not None and found.score > best[3]:
            best = (number, found.dest_start, found.dest_end, found.score)
    return best


def word_text(path: Path) -> str:
    """The paragraphs of a Word document by python-docx."""
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def _library(module: str, package: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        raise Skip(f"{package} is not installed: pip install -e '.[bench]'") from None
