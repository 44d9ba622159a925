"""Who asks and who is studied: a proposal for each label, with its reason, for the user to confirm or change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from qualwork.ingest.speakers import label_words
from qualwork.ingest.speakers.label_words import is_generic as is_generic
from qualwork.ingest.speakers.speaker_evidence import misspelt
from qualwork.model.plurals import counted
from qualwork.model.transcript import FoundSpeaker, Role, Turn

_FIRST_LINE = 80
_MUST_LEAD_BY = 0.05  # share of questions less share of words: nobody below this asks in earnest
_ASKS_OFTEN = 0.2  # share of a second interviewer's turns that end in a question mark
_SPEAKS_SHORT = 0.5  # a second interviewer's longest mean turn, of the longest of all
_OPENS_BELOW = 0.35  # without question marks: the share of words of one who opens and speaks least
_COMPARED = 40  # labels that are compared with each other
_MOST_PAIRS = 10  # pairs of like labels that are named in warnings
_ALIAS = "alias"
_NAMED = "named on the command line"
SETTLED = (_ALIAS, _NAMED)
_OPENS, _ASKS_TOO, _LIKE = "opens and speaks least", "asks questions too", "may be the same person as"
_WEAK_REASONS = (_OPENS, _ASKS_TOO, "says most of those who may be participants")
_QUESTION_END = re.compile(r"[?？؟][\"'”’)\]\s]*$")
_TAIL = 12  # characters at the end of a turn in which a question mark is looked for
_EITHER_WAY = frozenset("abr")  # answer, befragte, respondent beside an interviewer; else anybody


@dataclass(slots=True)
class _Voice:
    """What one label says in a file: turns, those that end in a question, and characters."""

    label: str
    turns: int = 0
    questions: int = 0
    characters: int = 0
    first_line: str = ""


def find_speakers(
    text: str, turns: Sequence[Turn], interviewers: Iterable[str] = (), participants: Iterable[str] = ()
) -> tuple[tuple[FoundSpeaker, ...], tuple[str, ...]]:
    """The labels in order of appearance with a role for each, and warnings on doubtful ones."""
    voices = _voices(text, turns)
    asked = {name.casefold() for name in interviewers}
    studied = {name.casefold() for name in participants}
    proposed: dict[str, tuple[Role, str]] = {}
    for label in voices:
        names = {label.casefold(), label_words.base(label).casefold()}
        if not asked.isdisjoint(names):
            proposed[label] = "interviewer", _NAMED
        elif not studied.isdisjoint(names):
            proposed[label] = "participant", _NAMED
    _by_word(voices, proposed)
    _by_behaviour(voices, proposed)
    _leave_a_participant(voices, proposed)
    found = tuple(
        FoundSpeaker(
            label,
            *proposed[label],
            voice.turns,
            voice.first_line,
            questions=voice.questions,
            characters=voice.characters,
            doubt=_doubt(voice, *proposed[label], voices),
        )
        for label, voice in voices.items()
    )
    return found, tuple(_warnings(found))


def _voices(text: str, turns: Sequence[Turn]) -> dict[str, _Voice]:
    voices: dict[str, _Voice] = {}
    for turn in turns:
        if turn.speaker is None:
            continue
        voice = voices.get(turn.speaker)
        if voice is None:
            voice = voices[turn.speaker] = _Voice(turn.speaker)
        voice.turns += 1
        voice.characters += turn.end - turn.speech_start
        tail = text[max(turn.speech_start, turn.end - _TAIL) : turn.end]
        if "?" in tail or not tail.isascii():
            voice.questions += bool(_QUESTION_END.search(tail))
        if not voice.first_line:
            voice.first_line = _first_line(text, turn)
    return voices


def _first_line(text: str, turn: Turn) -> str:
    line = text[turn.speech_start : turn.end].strip().split("\n", 1)[0]
    return line if len(line) <= _FIRST_LINE else line[: _FIRST_LINE - 1].rstrip() + "…"


def _by_word(voices: dict[str, _Voice], proposed: dict[str, tuple[Role, str]]) -> None:
    """Known words for a part; `R` is a respondent beside an interviewer and a researcher beside a participant."""
    either_way = [
        label for label in voices if label not in proposed and label_words.unnumbered(label)[0] in _EITHER_WAY
    ]
    for label in voices:
        if label in proposed or label in either_way:
            continue
        if label == label_words.NO_LABEL:
            proposed[label] = "participant", "only voice" if len(voices) == 1 else "not named in the file"
        elif label_words.is_interviewer_word(label):
            proposed[label] = "interviewer", _ALIAS
        elif label_words.is_participant_word(label):
            proposed[label] = "participant", _ALIAS
        elif label_words.is_other_word(label):
            proposed[label] = "other", "nobody in particular"
    roles = {role for role, _ in proposed.values()}
    for label in either_way:
        if "interviewer" in roles:
            proposed[label] = "participant", "answers, as somebody else is the interviewer"
        elif label_words.unnumbered(label)[0] == "r" and "participant" in roles and len(voices) == 2:
            proposed[label] = "interviewer", "researcher, as the other is a participant"


def _by_behaviour(voices: dict[str, _Voice], proposed: dict[str, tuple[Role, str]]) -> None:
    """Names: who asks most of the questions in few words is the interviewer, unless a word has already told."""
    open_ones = [voice for label, voice in voices.items() if label not in proposed]
    if not open_ones:
        return
    told = any(role == "interviewer" for role, _ in proposed.values())
    heard = [voice for label, voice in voices.items() if label not in proposed or proposed[label][0] != "other"]
    if len(heard) > 1 and not told:
        _askers(heard, open_ones, proposed)
    for voice in open_ones:
        proposed.setdefault(voice.label, ("participant", "answers" if len(heard) > 1 else "only voice"))
    for one, other in combinations(list(voices.values())[:_COMPARED], 2):
        if proposed[one.label][0] != proposed[other.label][0] and _look_alike(one.label, other.label):
            more, less = (one, other) if one.turns >= other.turns else (other, one)
            if less in open_ones:
                proposed[less.label] = proposed[more.label][0], f"{_LIKE} {more.label}"


def _askers(heard: list[_Voice], open_ones: list[_Voice], proposed: dict[str, tuple[Role, str]]) -> None:
    questions = sum(voice.questions for voice in heard) or 1
    characters = sum(voice.characters for voice in heard) or 1
    longest = max(voice.characters / voice.turns for voice in heard)
    leads = {voice.label: voice.questions / questions - voice.characters / characters for voice in heard}
    main = max(open_ones, key=lambda voice: (leads[voice.label], voice.turns))
    opener = heard[0]
    if leads[main.label] >= _MUST_LEAD_BY:
        proposed[main.label] = "interviewer", "asks most questions"
        for voice in open_ones:
            short = voice.characters / voice.turns <= _SPEAKS_SHORT * longest
            often = voice.questions >= max(1, _ASKS_OFTEN * voice.turns)
            if voice is not main and leads[voice.label] > 0 and often and short:
                proposed[voice.label] = "interviewer", _ASKS_TOO
    elif len(open_ones) == 1 and all(proposed[voice.label][1] == _ALIAS for voice in heard if voice is not main):
        proposed[main.label] = "interviewer", "the others are participants"
    elif opener in open_ones and leads[opener.label] >= -_OPENS_BELOW and not any(voice.questions for voice in heard):
        proposed[opener.label] = "interviewer", _OPENS


def _leave_a_participant(voices: dict[str, _Voice], proposed: dict[str, tuple[Role, str]]) -> None:
    """Somebody is studied, unless every label is an interviewer by name: then the one who says most."""
    if any(role == "participant" for role, _ in proposed.values()):
        return
    open_ones = [voice for voice in voices.values() if proposed[voice.label][1] not in SETTLED]
    named = [voice for voice in open_ones if proposed[voice.label][0] != "other"] or open_ones
    if named:
        most = max(named, key=lambda voice: voice.characters)
        proposed[most.label] = "participant", "says most of those who may be participants"


def _doubt(voice: _Voice, role: Role, reason: str, voices: dict[str, _Voice]) -> str:
    """Why a role may be wrong, nothing where it is plain: the person who imports is asked about these."""
    if reason in SETTLED or role == "other" or len(voices) == 1:
        return ""
    asks = f"{voice.questions} of {counted(voice.turns, 'turn')} ask"
    if reason in _WEAK_REASONS or reason.startswith(_LIKE):
        return asks
    most = max(voices.values(), key=lambda other: other.characters)
    if role == "participant" and voice is not most and voice.questions >= max(1, _ASKS_OFTEN * voice.turns):
        return asks
    return "heard once" if voice.turns == 1 and len(voices) > 2 else ""


def _warnings(found: Sequence[FoundSpeaker]) -> Iterable[str]:
    for speaker in found:
        if label_words.unnumbered(speaker.label)[0] == "r":
            yield f"“{speaker.label}” can be respondent or researcher: taken as {speaker.role}; please check"
    if found and not any(speaker.role == "participant" for speaker in found):
        yield "no participant found: every label is an interviewer's"
    elif len(found) > 1 and not any(speaker.role == "interviewer" for speaker in found):
        yield "no interviewer found: everybody is taken as a participant; --interviewer LABEL names one"
    pairs = combinations([speaker.label for speaker in found][:_COMPARED], 2)
    for one, other in islice((pair for pair in pairs if _look_alike(*pair)), _MOST_PAIRS):
        yield f"“{one}” and “{other}” may be the same person; nothing was merged"


def _look_alike(one: str, other: str) -> bool:
    """True for case variants, `Interviewer 1` and `Interviewer1`, two swapped letters, a name and its initials."""
    letters, others = _squeezed(one), _squeezed(other)
    if letters == others or (len(letters) > 4 and sorted(letters) == sorted(others) and letters[0] == others[0]):
        return True
    if _is_name(one) != _is_name(other) and misspelt(one, [other]):
        return True
    for full, short in ((one, other), (other, one)):
        if label_words.qualifier(full) == short or label_words.initials(full) == short:
            return True
        if " " in label_words.base(full) and label_words.base(full).split()[0] == short:
            return True
    return {one.casefold(), other.casefold()} <= {"assistant", "ai", "bot", "chatbot"}


def _is_name(label: str) -> bool:
    return not (
        label_words.is_interviewer_word(label)
        or label_words.is_participant_word(label)
        or label_words.is_other_word(label)
    )


def _squeezed(label: str) -> str:
    return "".join(sign for sign in label.casefold() if sign.isalnum())
