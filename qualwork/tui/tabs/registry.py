"""The tabs, a row each: keys, top line, palette, help and the phase in which decisions count are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from qualwork.tui.keys import audit, coding, define, reading, report, review, terms, themes
from qualwork.tui.keys.action import Action


class KeyFile(Protocol):
    """A file of `qualwork.tui.keys`."""

    ACTIONS: Mapping[str, tuple[Action, ...]]
    FOOTERS: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TabEntry:
    """A tab. Its screen is `class_name` of `qualwork.tui.tabs.NAME.NAME`, which is imported when it is first opened.

    Its place in the list is the number key that opens it. Where it has no `phase`, the decision itself says in which
    phase it counts.
    """

    name: str
    class_name: str
    keys: KeyFile
    phase: int | None
    help: str

    @property
    def label(self) -> str:
        """What the top line calls it."""
        return self.name.capitalize()


_ENTRIES = (
    TabEntry("read", "ReadScreen", reading, 1, "Transcripts, and reading them"),
    TabEntry("code", "CodeScreen", coding, 2, "The transcript with its codes, and the codebook"),
    TabEntry("themes", "ThemesScreen", themes, 3, "The theme tree, and codes without a theme"),
    TabEntry("review", "ReviewScreen", review, 4, "All extracts of a theme; transcripts to re-read"),
    TabEntry("define", "DefineScreen", define, 5, "Cards of the themes: essence, scope, story"),
    TabEntry("report", "ReportScreen", report, 6, "Narrative, figures, quote tables, method log, exports"),
    TabEntry("terms", "TermsScreen", terms, None, "Term tables, word list, concordance, codings counted"),
    TabEntry("audit", "AuditScreen", audit, None, "Every decision, and verification"),
)

TABS: Mapping[str, TabEntry] = {entry.name: entry for entry in _ENTRIES}
"""By name, in the order in which they stand on the top line."""

NUMBER_KEYS: Mapping[str, str] = {name: str(at) for at, name in enumerate(TABS, 1)}
"""The key that opens each tab."""

PHASES: Mapping[str, int] = {entry.name: entry.phase for entry in _ENTRIES if entry.phase is not None}
"""The phase in which decisions made on a tab count."""
