"""Whether what erasures list is what an erasure does: no other decision may carry them, and they put filler only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualwork.model.decision import Erasure
from qualwork.model.erased import EMPTIED, ERASED, FILLER
from qualwork.model.plurals import counted
from qualwork.model.verbs import ERASING, FILLING
from qualwork.project.log.erasure_records import StandIn, listed_targets
from qualwork.project.log.replay import fields
from qualwork.project.tables import LABELS

Finding = tuple[int, str]
"""The number of a decision, and what is wrong."""
Fetch = Callable[[object], bytes | None]
"""Content by its hash, None where it is not there."""


@dataclass(frozen=True, slots=True)
class Carried:
    """An erasure as the log has it: its row, and of the decision that made it number, verb, coder and time."""

    row: Mapping[str, object]
    decision: int
    verb: str
    coder: str
    at: str


def erasures(carried: Iterable[Carried], stands: Iterable[StandIn]) -> list[Erasure]:
    """Every erasure with its decision, who, when, what kind, and how much it took."""
    entities = {stand_in.target: stand_in.content[0] for stand_in in stands if stand_in.kind == "change"}
    found = []
    for each in carried:
        amounts: Counter[str] = Counter()
        for kind, target in listed_targets(each.row.get("listed")):
            amounts[LABELS.get(entities.get(target, ""), "change") if kind == "change" else kind] += 1
        found.append(Erasure(each.decision, each.at, each.coder, each.verb, dict(sorted(amounts.items()))))
    return found


def line(erasure: Erasure) -> str:
    """An erasure in words."""
    how_much = ", ".join(f"{count} {name}" for name, count in erasure.amounts.items()) or "nothing of the log"
    pieces = counted(sum(erasure.amounts.values()), "piece")
    return f"decision {erasure.decision}: {erasure.kind} by {erasure.coder} at {erasure.at}: {pieces} ({how_much})"


def findings(carried: list[Carried], stands: Iterable[StandIn], fetch: Fetch) -> Iterator[Finding]:
    """What is wrong with erasures and with what stands in their places."""
    makers: dict[tuple[str, int], Carried] = {}
    for each in carried:
        if each.verb not in ERASING:
            yield each.decision, f"decision {each.decision} ({each.verb}) carries an erasure, which only erasing may"
        if each.row.get("kind") != each.verb:
            yield each.decision, f"decision {each.decision} ({each.verb}) says that it did {each.row.get('kind')!r}"
        makers.update(dict.fromkeys(listed_targets(each.row.get("listed")), each))
    texts = _Texts(stands := list(stands), fetch)
    for stand_in in stands:
        maker = makers.get((stand_in.kind, stand_in.target))
        if maker is None:
            continue
        start = f"decision {stand_in.decision}: {stand_in.what} was erased by decision {maker.decision}"
        if stand_in.decision >= maker.decision:
            yield stand_in.decision, f"{start}, which is no later one"
        elif maker.verb in FILLING and not texts.is_filled(stand_in):
            yield stand_in.decision, f"{start}, and something else than filler stands in its place"


class _Texts:
    """The texts of revisions as they stand in erased rows, to tell what in them is filler."""

    def __init__(self, stands: Iterable[StandIn], fetch: Fetch) -> None:
        self._fetch = fetch
        self._of_revision: dict[object, list[object]] = {}
        for stand_in in stands:
            if stand_in.content[0] == "revision":
                for row in _images(stand_in):
                    self._of_revision.setdefault(row.get("id"), []).append(row.get("text_sha256"))

    def is_filled(self, stand_in: StandIn) -> bool:
        """True where what stands there is what a withdrawal or the erasing of a transcript puts."""
        if stand_in.kind != "change":
            return ERASED in (stand_in.content[2] or "")
        return any(self._is_filled_row(stand_in.content[0], row) for row in _images(stand_in))

    def _is_filled_row(self, entity: str, row: Mapping[str, object]) -> bool:
        if any(isinstance(value, str) and ERASED in value for value in row.values()):
            return True
        if entity.endswith("_attribute"):
            return row.get("value") == ""
        if entity == "revision":
            return self._holds_filler(row.get("text_sha256")) or self._is_emptied(row.get("source_sha256"))
        if entity == "transcript":
            return self._is_emptied(row.get("source_sha256"))
        if entity == "coding":
            if row.get("needs_review"):
                # Its place is one in an older text, which went too.
                return True
            shas = self._of_revision.get(row.get("revision_id"), [])
            return any(self._holds_filler(sha256, row.get("start"), row.get("end")) for sha256 in shas)
        return False

    def _holds_filler(self, sha256: object, start: object = 0, end: object = None) -> bool:
        text = self._text(sha256)
        if text is None or not text.strip():
            # Nothing was said there, or the text went with the transcript.
            return True
        at, until = (value if isinstance(value, int) else None for value in (start, end))
        return FILLER in text[at:until]

    def _text(self, sha256: object) -> str | None:
        data = self._fetch(sha256)
        return None if data is None else data.decode(errors="replace")

    def _is_emptied(self, sha256: object) -> bool:
        data = self._fetch(sha256)
        return data is None or data.startswith(EMPTIED)


def _images(stand_in: StandIn) -> list[dict[str, object]]:
    return [fields(image) for image in stand_in.content[2:] if image is not None]
