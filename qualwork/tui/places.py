"""What the screen remembers from one start to the next: tab, transcript, place, colours, codes used last."""

from __future__ import annotations

import json
from contextlib import suppress

from qualwork.model.errors import QualworkError
from qualwork.workbench.base.projects import Project
from qualwork.workbench.transcripts import reading

_RECENT = 12


class Places:
    """Where one is, kept in the project file; losing it harms nothing, so a file that cannot be written is no fault."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._unsaved: dict[int, tuple[int, int]] = {}
        self._known: dict[int, tuple[int, int]] = {}
        self._values: dict[str, str] = {}
        self._unsaved_values: dict[str, str] = {}

    def get(self, name: str) -> str:
        """A remembered value; empty where there is none."""
        if name not in self._values:
            self._values[name] = reading.remembered(self._project, name) or ""
        return self._values[name]

    def put(self, name: str, value: str) -> None:
        """Remember a value; it is written by the next `save`."""
        if self.get(name) != value:
            self._values[name] = self._unsaved_values[name] = value

    def number(self, name: str) -> int:
        """A remembered number; 0 where there is none."""
        value = self.get(name)
        return int(value) if value.isdecimal() else 0

    def recent_codes(self) -> list[int]:
        """Codes used last, the latest first."""
        with suppress(ValueError):
            found = json.loads(self.get("recent codes") or "[]")
            return [each for each in found if isinstance(each, int)] if isinstance(found, list) else []
        return []

    def used(self, recent: list[int], code: int) -> list[int]:
        """`recent` with a code that was just used in front; remembered."""
        now = [code, *(each for each in recent if each != code)][:_RECENT]
        self.put("recent codes", json.dumps(now))
        return now

    def reading(self, transcript: int) -> tuple[int, int]:
        """Where one left a transcript, and the furthest offset seen."""
        if transcript not in self._known:
            self._known[transcript] = reading.place(self._project, transcript)
        return self._known[transcript]

    def at(self, transcript: int, position: int, furthest: int) -> None:
        """One is there now; it is written by the next `save`."""
        seen = max(furthest, self.reading(transcript)[1])
        if self._known[transcript] != (position, seen):
            self._known[transcript] = self._unsaved[transcript] = (position, seen)

    @property
    def pending(self) -> bool:
        """True where there is something to save."""
        return bool(self._unsaved or self._unsaved_values) and not self._project.read_only

    def save(self) -> None:
        """Write what changed; where another program holds the file it waits for the next time."""
        while self._unsaved_values:
            name, value = self._unsaved_values.popitem()
            try:
                reading.remember(self._project, name, value)
            except QualworkError:
                self._unsaved_values.setdefault(name, value)
                return
        while self._unsaved:
            transcript, place = self._unsaved.popitem()
            try:
                reading.remember_place(self._project, transcript, *place)
            except QualworkError:
                self._unsaved.setdefault(transcript, place)
                return
