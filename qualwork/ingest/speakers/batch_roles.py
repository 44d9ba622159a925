"""A second look at roles over files that are read together: who asks in one file asks in the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qualwork.ingest.speakers import label_words
from qualwork.ingest.speakers.roles import SETTLED
from qualwork.model.plurals import counted
from qualwork.model.transcript import FoundSpeaker, Reading

_KNOWN_AS_ASKER = 0.6  # share of a name's turns over all files that were in files where it asks
_MOST_FILES = 2 / 3  # share of the files in which a second interviewer is heard
_ENOUGH_FILES = 3
_OTHERS_IN = 0.5  # share of those files in which the main voice of one may be heard


def propose_roles_together(readings: Sequence[Reading]) -> list[Reading]:
    """A second look over a batch: who asks the questions in other files is the interviewer here too.

    A name counts as an asker when it is heard in several files and most of its turns are in files where it was
    found to ask. Roles told by a word or on the command line stay, and so does one participant in each file.
    """
    asking: dict[str, int] = {}
    speaking: dict[str, int] = {}
    files: dict[str, int] = {}
    for reading in readings:
        for speaker in reading.speakers:
            if label_words.is_generic(speaker.label):
                continue
            files[speaker.label] = files.get(speaker.label, 0) + 1
            speaking[speaker.label] = speaking.get(speaker.label, 0) + speaker.turns
            if speaker.role == "interviewer":
                asking[speaker.label] = asking.get(speaker.label, 0) + speaker.turns
    askers = {
        label for label, turns in asking.items() if files[label] > 1 and turns >= _KNOWN_AS_ASKER * speaking[label]
    }
    second = [_with_known_askers(reading, askers) for reading in readings]
    companions = _companions(second)
    return [_with_companions(reading, companions, len(readings)) for reading in second]


def _companions(readings: Sequence[Reading]) -> dict[str, int]:
    """Names heard in most files and never most, beside main voices of a file or two: how many files each is in."""
    heard = Counter(speaker.label for reading in readings for speaker in reading.speakers)
    main = [max(reading.speakers, key=lambda speaker: speaker.characters) for reading in readings if reading.speakers]
    never_most = set(heard) - {speaker.label for speaker in main}
    found = {}
    for label in never_most:
        files = heard[label]
        if label_words.is_generic(label) or files < max(_ENOUGH_FILES, _MOST_FILES * len(readings)):
            continue
        if all(label_words.is_generic(speaker.label) or heard[speaker.label] <= _OTHERS_IN * files for speaker in main):
            found[label] = files
    return found


def _with_companions(reading: Reading, companions: dict[str, int], files: int) -> Reading:
    """The reading with these as interviewers, where somebody else is left to answer."""

    def settled(speaker: FoundSpeaker) -> FoundSpeaker:
        if speaker.label not in companions or speaker.role != "participant" or speaker.reason in SETTLED:
            return speaker
        why = f"speaks in {companions[speaker.label]} of {files} files and never most"
        asks = f"{speaker.questions} of {counted(speaker.turns, 'turn')} ask"
        return replace(speaker, role="interviewer", reason=why, doubt=asks)

    proposed = tuple(map(settled, reading.speakers))
    if not any(speaker.role == "participant" for speaker in proposed):
        return reading
    return replace(reading, speakers=proposed)


def _with_known_askers(reading: Reading, askers: set[str]) -> Reading:
    here = {speaker.label for speaker in reading.speakers if speaker.label in askers}
    if not here:
        return reading
    wrong_way_round = not any(speaker.label in here and speaker.role == "interviewer" for speaker in reading.speakers)
    proposed = []
    for speaker in reading.speakers:
        if speaker.reason not in SETTLED and speaker.role != "other":
            if speaker.label in here and speaker.role != "interviewer":
                speaker = replace(speaker, role="interviewer", reason="asks the questions in other files", doubt="")
            elif speaker.label not in here and speaker.role == "interviewer" and wrong_way_round:
                speaker = replace(
                    speaker, role="participant", reason="answers somebody who asks in other files", doubt=""
                )
        proposed.append(speaker)
    if not any(speaker.role == "participant" for speaker in proposed):
        return reading
    return replace(reading, speakers=tuple(proposed))
