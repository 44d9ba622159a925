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
from qualwork.ingest.speakers.labels import Head, Shape, shape

_HEADER_REGION = 4000  # how far down a block of `Date: ...` lines may stand
_URL = re.compile(r"<?(?:https?://|www\.)")
_BLANK_LINE = re.compile(r"\n[ \t\xa0]*\n")
_SHORT_VALUE = re.compile(r"[ \t]*[^\n.?!]{1,60}(?=\n|\Z)")
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


@dataclass
class _Scene:
    """The possible labels of one text, and how the surest of them stand: their markup and a blank line before."""

    text: str
    groups: dict[str, list[Head]]
    shapes: dict[str, Shape]
    trusted: frozenset[str]
    accepted: set[str] = field(default_factory=set)
    style: str = ""
    blank: bool = False

    def count(self, label: str) -> int:
        return len(self.groups[label])

    def learn_habit(self, labels: Collection[str]) -> None:
        """Take markup and blank lines from these labels; the first line of all says nothing about blank lines."""
        heads = [head for label in labels for head in self.groups[label]]
        if heads:
            self.style = Counter(head.style for head in heads).most_common(1)[0][0]
            inner = [head.blank for head in heads if head.start > 0]
            self.blank = len(inner) > 1 and sum(inner) >= 0.8 * len(inner)

    def stands_apart(self, label: str) -> int:
        """Doubt from the way a label stands: 2 without the usual blank line or in a list, 1 in other markup."""
        heads = self.groups[label]
        if self.blank and 2 * sum(head.blank for head in heads) < len(heads):
            return 2
        style = Counter(head.style for head in heads).most_common(1)[0][0]
        if style == self.style:
            return 0
        return 2 if style and style[0] in _BULLETS else 1

    def is_stamped(self, label: str) -> bool:
        """True where most of its heads have a time stamp: nobody gives one to a line of a list."""
        heads = self.groups[label]
        return 2 * sum(head.begins is not None for head in heads) > len(heads)

    def order(self, labels: Collection[str]) -> list[Head]:
        """All heads of these labels as they follow each other."""
        return sorted(head for label in labels for head in self.groups[label])

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
    heads = _without_header_block(text, [head for head in found if not _URL.match(text, head.speech)])
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
    scene.learn_habit(sure | trusted or weak)
    doubted = {
        label
        for label in sure - trusted
        if scene.shapes[label] not in ("alias", "code") and scene.stands_apart(label) >= _ENOUGH_DOUBT
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
    doubt = scene.stands_apart(label)
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
        if more or label in scene.accepted or scene.stands_apart(label) >= _ENOUGH_DOUBT:
            continue
        if scene.shapes[label] in ("name", "caps"):
            initials = label_words.qualifier(label) in scene.accepted
            lower = scene.shapes[label] == "name" and scene.said_in_lower_case(label_words.base(label))
            if initials or (head.start > first and not lower):
                accepted.add(label)
        elif scene.shapes[label] == "word" and misspelt(label, scene.accepted):
            accepted.add(label)
    scene.accepted |= accepted
    if all(label_words.is_interviewer_word(label) for label in scene.accepted):
        scene.accepted |= _only_answers(scene)
    return accepted


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


def _without_header_block(text: str, heads: list[Head]) -> list[Head]:
    """Leave out `Date: ...`, `Interviewer: Jane` and the like in a block at the top: they describe, nobody speaks."""
    last = 0
    counts = Counter(head.label for head in heads)
    for number, head in enumerate(heads):
        if head.start > _HEADER_REGION:
            break
        if _is_description(head.label) and counts[head.label] == 1:
            last = number + 1
            end = _BLANK_LINE.search(text, head.start, head.start + _HEADER_REGION)
            stop = end.start() if end else head.start + _HEADER_REGION
            while last < len(heads) and heads[last].start < stop and _describes(text, heads[last]):
                last += 1
    return [head for number, head in enumerate(heads) if number >= last or head.start > _HEADER_REGION]


def _is_description(label: str) -> bool:
    parts = [part.casefold().strip(".") for part in label_words.base(label).split()]
    return not label_words.METADATA.isdisjoint(parts) and not label_words.is_participant_word(label)


def _describes(text: str, head: Head) -> bool:
    """True for a line such as `Interviewer: Jane Smith` or `Participant: P07`: a long label and a short value."""
    return len(head.label) > 2 and _SHORT_VALUE.match(text, head.speech) is not None


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
        if len(heads) == 1 and heads[0].start > first and label not in scene.accepted
        if scene.shapes[label] in ("name", "word", "caps")
    ]
    if alone and scene.accepted and sign:
        found.append(f"taken for speech, as they occur only once: {_some(alone)}")
    return found


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED_IN_WARNING} more" if len(names) > _NAMED_IN_WARNING else ""
    return ", ".join(names[:_NAMED_IN_WARNING]) + more
