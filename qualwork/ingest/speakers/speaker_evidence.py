"""Which line beginnings are speakers: a label recurs, alternates, looks like a person and stands like its fellows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise

from qualwork.ingest.speakers import label_words
from qualwork.ingest.speakers.header_block import without_header_block
from qualwork.ingest.speakers.labels import Head, Shape, shape

_URL = re.compile(r"<?(?:https?://|www\.)")
_BLANK_LINE = re.compile(r"\n[ \t\xa0]*\n")
_LOWER_WORD = re.compile(r"(?<!\w)[^\W\d_A-Z][\w-]*")
_QUESTION_NUMBER = re.compile(r"(Q|A|Question|Answer)[ .]?\d{1,3}")
_ENOUGH_QUESTIONS = 4
_SURE_SHAPES: frozenset[Shape] = frozenset({"alias", "code", "name", "caps", "initials"})
_WEAK_SHAPES: frozenset[Shape] = frozenset({"soft", "word", "handle", "meta"})
_LABEL_SHAPES = (_SURE_SHAPES | _WEAK_SHAPES) - {"meta"}
_BULLETS = frozenset("-•·–—1>")
_ENOUGH_DOUBT = 2
_MISSPELT = 0.9  # likeness of two spellings of one label
_MOST_LABELS = 60  # single words that are looked at, the most frequent first
_NAMED_IN_WARNING = 5
_MARKED_END = re.compile(r"[^\n]*[*_][ \t]*(?=\n|\Z)")
_MOSTLY = 0.8  # share of the surest heads that makes a habit
_LINES_A_TURN = 1.25  # at most, where each line begins a turn
_PERSONS: frozenset[Shape] = frozenset({"name", "word", "handle"})
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]*[ \t]*(?=\n|\Z)")


@dataclass
class _Scene:
    """The possible labels of one text, and how the surest of them stand.

    That is their markup, a blank line before (`blank`), and speech beside the label and not below it (`beside`).
    """

    text: str
    groups: dict[str, list[Head]]
    shapes: dict[str, Shape]
    trusted: frozenset[str]
    accepted: set[str] = field(default_factory=set)
    style: str = ""
    blank: bool = False
    beside: bool = False
    whole_lines_marked: bool = False

    def count(self, label: str) -> int:
        return len(self.groups[label])

    def learn_habit(self, labels: Collection[str], possible: Collection[str]) -> None:
        """Take markup and blank lines from these labels, and where words begin from the surest of the `possible`.

        The first line of all says nothing about blank lines.
        """
        heads = [head for label in labels for head in self.groups[label]]
        if heads:
            main = [head for label in self.surest(possible or labels) for head in self.groups[label]]
            self.style = Counter(head.style for head in main).most_common(1)[0][0]
            inner = [head.blank for head in heads if head.start > 0]
            self.blank = len(inner) > 1 and sum(inner) >= _MOSTLY * len(inner)
            beside = sum(not self.is_above_speech(head) for head in main)
            self.beside = len(main) > 1 and beside >= _MOSTLY * len(main)
            self.whole_lines_marked = any(map(self.is_in_a_marked_line, main))

    def surest(self, labels: Collection[str]) -> set[str]:
        """The labels that are speakers if any is: known words, codes and the first of all that is no heading."""
        known = {label for label in labels if self.shapes[label] in ("alias", "code")}
        first = {label: self.groups[label][0] for label in labels}
        return known | {min(labels, key=lambda label: (first[label].style[:1] == "#", first[label]))}

    def is_above_speech(self, head: Head) -> bool:
        """True where the words begin below the line of the label."""
        between = self.text[head.start : head.speech]
        return "\n" in between[len(between.rstrip()) :]

    def is_in_a_marked_line(self, head: Head) -> bool:
        """True where bold goes on from the label to the end of its line, as in `**Coming Home: the first week**`."""
        mark = head.style[:1]
        if not mark or mark not in "*_" or mark in self.text[head.start : head.speech].strip(mark):
            return False
        return not self.text[head.start : head.speech].rstrip().endswith(mark) and bool(
            _MARKED_END.match(self.text, head.speech)
        )

    def is_list_head(self, label: str) -> bool:
        """True for a heading among labels that stand otherwise: on a line above a list, or with its line in bold."""
        return all(map(self.is_heading, self.groups[label]))

    def is_heading(self, head: Head) -> bool:
        """True where this one stands as a heading does, and the surest labels do not."""
        if head.style[:1] == "#" and self.style[:1] != "#":
            return True
        if not self.whole_lines_marked and self.is_in_a_marked_line(head):
            return True
        return self.beside and self.is_above_speech(head)

    def stands_apart(self, label: str) -> int:
        """Doubt from the way a label stands.

        2 without the usual blank line, in a list or as a heading among labels that are none, 1 in other markup.
        """
        heads = self.groups[label]
        if self.blank and 2 * sum(head.blank for head in heads) < len(heads):
            return 2
        style = Counter(head.style for head in heads).most_common(1)[0][0]
        if style == self.style:
            return 0
        return 2 if style and (style[0] in _BULLETS or (style[0] == "#" and self.style[:1] != "#")) else 1

    def is_stamped(self, label: str) -> bool:
        """True where most of its heads have a time stamp: nobody gives one to a line of a list."""
        heads = self.groups[label]
        return 2 * sum(head.begins is not None for head in heads) > len(heads)

    def order(self, labels: Collection[str]) -> list[Head]:
        """All heads of these labels as they follow each other."""
        return sorted(head for label in labels for head in self.groups[label])

    @cached_property
    def words_once(self) -> list[str]:
        """Single words that begin one line: where they are many, they are no people."""
        return [label for label, heads in self.groups.items() if len(heads) == 1 and self.shapes[label] == "word"]

    @cached_property
    def each_line_begins_a_turn(self) -> bool:
        """True where next to no line goes on with what was said on the line before."""
        lines = sum(1 for line in self.text[self.order(self.accepted)[0].start :].split("\n") if line.strip())
        return lines <= _LINES_A_TURN * sum(map(self.count, self.accepted))

    @cached_property
    def _lower_words(self) -> frozenset[str]:
        return frozenset(_LOWER_WORD.findall(self.text))

    def said_in_lower_case(self, label: str) -> bool:
        """True where every word of the label also stands in lower case somewhere: no name then."""
        return all(word.lower() in self._lower_words for word in label.split())


def choose(text: str, found: Sequence[Head], trusted: frozenset[str], sign: str = ":") -> tuple[list[Head], list[str]]:
    """The heads that begin turns, in order, and warnings; `trusted` labels (case folded) need no evidence.

    `sign` is what follows a label, for showing it; without one, lines that could be labels are too many to name.
    """
    heads = without_header_block(text, [head for head in found if not _URL.match(text, head.speech)])
    groups: dict[str, list[Head]] = {}
    for head in _without_question_numbers(heads):
        groups.setdefault(head.label, []).append(head)
    scene = _Scene(text, groups, {label: shape(label) for label in groups}, trusted)
    doubted = _accept_recurring(scene)
    _accept_known_once(scene)
    once = _accept_single(scene)
    if not scene.accepted:
        _accept_if_every_line_has_one(scene)
    chosen = scene.order(scene.accepted)
    return chosen, _warnings(scene, doubted - scene.accepted, once, chosen[0].start if chosen else 0, sign)


def _is_trusted(scene: _Scene, label: str) -> bool:
    return bool(scene.trusted) and not scene.trusted.isdisjoint((label.casefold(), label_words.base(label).casefold()))


def _accept_recurring(scene: _Scene) -> set[str]:
    """Accept labels that recur; returns those that recur and were doubted."""
    recurring = [label for label, heads in scene.groups.items() if len(heads) > 1]
    stamped = {label for label in scene.groups if scene.is_stamped(label) and scene.shapes[label] in _LABEL_SHAPES}
    sure = {label for label in recurring if scene.shapes[label] in _SURE_SHAPES}
    if len(stamped) > 1:
        sure |= stamped
    weak = {label for label in recurring if scene.shapes[label] in _WEAK_SHAPES} - sure
    trusted = {label for label in scene.groups if _is_trusted(scene, label)}
    possible = {label for label in sure | trusted | weak if scene.shapes[label] != "meta"}
    scene.learn_habit(sure | trusted or weak, possible or weak)
    doubted = {
        label
        for label in sure - trusted
        if scene.shapes[label] not in ("alias", "code")
        and (scene.stands_apart(label) >= _ENOUGH_DOUBT or scene.is_list_head(label))
    }
    scene.accepted = (sure - doubted) | trusted
    weak = set(sorted(weak - trusted, key=scene.count, reverse=True)[:_MOST_LABELS])
    if not scene.accepted and not _carries_the_text(scene, weak):
        return doubted | weak
    answering = _answering(scene, weak)
    believed = scene.accepted | answering
    for label in weak:
        if _doubt(scene, label, believed - {label}) < _ENOUGH_DOUBT + (label in answering):
            scene.accepted.add(label)
        else:
            doubted.add(label)
    return doubted


def _carries_the_text(scene: _Scene, weak: set[str]) -> bool:
    """Single words alone must begin near the top, and take turns if there are several."""
    order = scene.order(weak)
    if all(scene.shapes[label] == "meta" for label in weak) or order[0].start > max(200, len(scene.text) // 4):
        return False
    changes = sum(one.label != other.label for one, other in pairwise(order))
    return changes > 0 or len(order) > 2


def _answering(scene: _Scene, weak: set[str]) -> set[str]:
    """Labels that come directly after a turn of an interviewer."""
    asking = {label for label in scene.accepted if label_words.is_interviewer_word(label)}
    order = scene.order(scene.accepted | weak) if asking else []
    return {after.label for before, after in pairwise(order) if after.label in weak and before.label in asking}


def _doubt(scene: _Scene, label: str, believed: set[str]) -> int:
    """Points against a single word that recurs: `Anna` collects few, `Upside` in a list of each answer many."""
    doubt = scene.stands_apart(label) + _ENOUGH_DOUBT * scene.is_list_head(label)
    if scene.shapes[label] == "handle" and scene.count(label) < 3:
        doubt += 1
    if scene.shapes[label] == "meta":
        doubt += 1
    if _only_inside_one_speaker(scene, label, believed):
        doubt += 1
    if doubt and scene.shapes[label] == "word" and scene.said_in_lower_case(label):
        doubt += 1
    return doubt


def _only_inside_one_speaker(scene: _Scene, label: str, believed: set[str]) -> bool:
    """True where it always follows the same participant, who never speaks next: part of that turn, it seems."""
    if len(believed) < 2:
        return False
    last: str | None = None
    before: set[str | None] = set()
    waiting = False
    for head in scene.order(believed | {label}):
        if head.label == label:
            before.add(last)
            waiting = True
        else:
            if waiting and head.label in before:
                return False
            last, waiting = head.label, False
    only = before.pop() if len(before) == 1 else None
    return only is not None and not label_words.is_interviewer_word(only)


def _accept_known_once(scene: _Scene) -> None:
    """A known word for a part, or a code, needs to occur only once if it stands like the others."""
    for label, heads in scene.groups.items():
        if len(heads) == 1 and scene.shapes[label] in ("alias", "code") and scene.stands_apart(label) < _ENOUGH_DOUBT:
            scene.accepted.add(label)


def _accept_single(scene: _Scene) -> set[str]:
    """Accept labels that occur once among others: a person's name, a stage label, or the only one who answers."""
    if not scene.accepted:
        return set()
    first = scene.order(scene.accepted)[0].start
    accepted = set()
    for label, (head, *more) in scene.groups.items():
        if more or label in scene.accepted or scene.stands_apart(label) >= _ENOUGH_DOUBT or scene.is_list_head(label):
            continue
        speaks = head.start > first or _reads_like_speech(scene, head)
        if scene.shapes[label] in ("name", "caps"):
            initials = label_words.qualifier(label) in scene.accepted
            lower = scene.shapes[label] == "name" and scene.said_in_lower_case(label_words.base(label))
            if initials or (speaks and not lower):
                accepted.add(label)
        elif scene.shapes[label] == "word" and (
            misspelt(label, scene.accepted) or (speaks and _speaks_up(scene, label))
        ):
            accepted.add(label)
    scene.accepted |= accepted
    if all(label_words.is_interviewer_word(label) for label in scene.accepted):
        scene.accepted |= _only_answers(scene)
    return accepted


def _reads_like_speech(scene: _Scene, head: Head) -> bool:
    """True where the line ends as a sentence does: a title above the first speaker does not."""
    end = scene.text.find("\n", head.speech)
    return bool(_SENTENCE_END.search(scene.text, head.speech, end if end > 0 else len(scene.text)))


def _speaks_up(scene: _Scene, label: str) -> bool:
    """True for a single word that occurs once and is a person: named in the talk, or one of several first names."""
    if len(scene.words_once) > _MOST_LABELS or scene.said_in_lower_case(label):
        return False
    if not (scene.blank or scene.each_line_begins_a_turn):
        return False
    if re.search(rf"[^\W\d_,] {re.escape(label)}\b(?![:：])", scene.text):
        return True
    persons = sum(scene.shapes[known] in _PERSONS for known in scene.accepted)
    return persons > 1 and not _in_a_list(scene, label)


def _in_a_list(scene: _Scene, label: str) -> bool:
    """True where the possible label before or after it is one that occurs once as well."""
    once = {other for other, heads in scene.groups.items() if len(heads) == 1 and other not in scene.accepted}
    order = scene.order(scene.accepted | once)
    return any({one.label, other.label} <= once and label in (one.label, other.label) for one, other in pairwise(order))


def misspelt(label: str, known: Collection[str]) -> bool:
    """True where a longish label differs in next to nothing from a known one: `Particpant` from `Participant`."""
    return len(label) > 5 and label.isalpha() and bool(get_close_matches(label, known, n=1, cutoff=_MISSPELT))


def _only_answers(scene: _Scene) -> set[str]:
    """Where only interviewers are known: single words that come once, directly after one of them."""
    once = {
        label
        for label, heads in scene.groups.items()
        if len(heads) == 1 and scene.shapes[label] in ("word", "soft") and scene.stands_apart(label) < _ENOUGH_DOUBT
    }
    return _answering(scene, once)


def _accept_if_every_line_has_one(scene: _Scene) -> None:
    """Nothing recurs and nothing is known: labels are believed where nearly every paragraph, or line, has one."""
    usable = {label for label, kind in scene.shapes.items() if kind not in ("none",)}
    if len(usable) < 2:
        return
    heads = len(scene.order(usable))
    paragraphs = [part for part in _BLANK_LINE.split(scene.text) if part.strip()]
    lines = [line for line in scene.text.split("\n") if line.strip()]
    if heads >= 0.8 * min(len(paragraphs) if len(paragraphs) > 1 else len(lines), len(lines)):
        scene.accepted |= usable


def _without_question_numbers(heads: list[Head]) -> list[Head]:
    """`Q1`, `A1`, `Q2` and so on as `Q` and `A`: numbers of questions tell nobody apart."""
    numbered = {head.label for head in heads if _QUESTION_NUMBER.fullmatch(head.label)}
    if len(numbered) < _ENOUGH_QUESTIONS:
        return heads
    return [head._replace(label=_QUESTION_NUMBER.sub(r"\1", head.label)) for head in heads]


def _warnings(scene: _Scene, doubted: set[str], once: set[str], first: int, sign: str) -> list[str]:
    found = []
    if once:
        named = _some([f"“{label}{sign}”" for label in sorted(once)])
        found.append(f"taken for a speaker, though there only once: {named}")
    for label in sorted(doubted, key=scene.count, reverse=True)[:_NAMED_IN_WARNING]:
        count = scene.count(label)
        found.append(
            f"“{label}{sign}” begins {count} lines and was taken for speech; naming it as a speaker changes that"
        )
    alone = [
        f"“{label}{sign}”"
        for label, heads in scene.groups.items()
        if len(heads) == 1 and heads[0].start > first and label not in scene.accepted and heads[0].style[:1] != "#"
        if scene.shapes[label] in ("name", "word", "caps")
    ]
    if alone and scene.accepted and sign:
        found.append(f"taken for speech, as they occur only once: {_some(alone)}")
    return found


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED_IN_WARNING} more" if len(names) > _NAMED_IN_WARNING else ""
    return ", ".join(names[:_NAMED_IN_WARNING]) + more
