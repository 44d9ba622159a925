"""What a decision says it erased: for each piece of the log the salted digest of what stands there instead."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from qualwork.project.store import chain
from qualwork.project.store.database import straight

# Entity, key, before and after of a change; a label or a why is (“”, “”, text, None).
Content = tuple[str, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class StandIn:
    """What stands where content was erased: in a `change` (by its id), or as `label` or `why` of a decision."""

    decision: int
    kind: str
    target: int
    content: Content
    what: str = ""


def erased(session: Session) -> Iterator[StandIn]:
    """What stands where the log lost content, listed or not."""
    query = "SELECT id, decision, entity, key, before, after FROM change WHERE salt IS NULL ORDER BY id"
    for row_id, number, *content in straight(session).execute(query):
        yield StandIn(number, "change", row_id, (content[0], content[1], content[2], content[3]))
    for kind in ("label", "why"):
        query = f"SELECT number, {kind} FROM decision WHERE {kind}_salt IS NULL ORDER BY number"
        for number, text in straight(session).execute(query):
            yield StandIn(number, kind, number, ("", "", text or "", None))


def listing(stand_ins: Iterable[StandIn]) -> str:
    """The list that an erasure keeps, as JSON."""
    salt = secrets.token_hex(16)
    found: dict[str, object] = {"salt": salt}
    for kind in ("change", "label", "why"):
        mine = [each for each in stand_ins if each.kind == kind]
        found[kind] = {str(each.target): chain.change_digest(salt, *each.content) for each in mine}
    return chain.canonical(found)


def listed_targets(listed: object) -> list[tuple[str, int]]:
    """The pieces of the log that an erasure lists: kind and id."""
    return [target for target, _ in _digests(listed)]


class Listed:
    """All that erasures list; of two that list the same piece the later one holds."""

    def __init__(self, rows: Iterable[Mapping[str, object]]) -> None:
        self._digests: dict[tuple[str, int], tuple[str, str]] = {}
        for row in sorted(rows, key=lambda row: str(row.get("id", "")).zfill(20)):
            self._digests.update(_digests(row.get("listed")))

    def knows(self, stand_in: StandIn) -> bool:
        """True where a decision says that this was erased."""
        return (stand_in.kind, stand_in.target) in self._digests

    def fits(self, stand_in: StandIn) -> bool:
        """True where what stands there is what the erasing decision put there."""
        salt, digest = self._digests[stand_in.kind, stand_in.target]
        try:
            return chain.change_digest(salt, *stand_in.content) == digest
        except TypeError:
            return False

    def missing(self, stand_ins: Sequence[StandIn]) -> list[tuple[str, int]]:
        """What is listed, and yet not erased."""
        erased = {(each.kind, each.target) for each in stand_ins}
        return sorted(self._digests.keys() - erased)


def _digests(listed: object) -> Iterator[tuple[tuple[str, int], tuple[str, str]]]:
    try:
        found = json.loads(str(listed))
        salt = found.get("salt", "")
        for kind in ("change", "label", "why"):
            for target, digest in found.get(kind, {}).items():
                yield (kind, int(target)), (salt, digest)
    except (ValueError, AttributeError):
        return
