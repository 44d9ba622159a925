"""The palette: every deed that is possible here with its key, and every transcript, code and theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from qualwork.tui import actions, colour_themes
from qualwork.tui.widgets.chrome import TABS, shown_key
from qualwork.workbench.base import naming
from qualwork.workbench.themes import theming

if TYPE_CHECKING:
    from qualwork.tui.app import QualworkApp

Entry = tuple[str, str, Callable[[], object]]
_MOVES = ("list.", "reader.previous-", "reader.next-", "reader.extend-", "dialog.", "screen.palette")


class _Entries(Provider):
    """Something to find by a few letters."""

    @property
    def qualwork(self) -> QualworkApp:
        """The program."""
        return self.app  # type: ignore[return-value]

    def entries(self) -> Iterator[Entry]:
        """Name, help and what to do."""
        yield from ()

    async def discover(self) -> Hits:
        """Everything, before a letter is typed."""
        for name, help_text, call in self.entries():
            yield DiscoveryHit(name, call, help=help_text)

    async def search(self, query: str) -> Hits:
        """What fits."""
        matcher = self.matcher(query)
        for name, help_text, call in self.entries():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), call, help=help_text)


class Deeds(_Entries):
    """What one can do here."""

    def entries(self) -> Iterator[Entry]:
        """The bindings that work here, each once, and the colour themes."""
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not active.enabled or not binding.id or binding.id in seen or binding.id.startswith(_MOVES):
                continue
            seen.add(binding.id)
            name = f"{binding.description}  ({shown_key(binding.key)})"
            yield name, binding.tooltip, partial(self.app.run_action, binding.action, active.node)
        for theme in colour_themes.NAMES:
            yield f"Colours: {theme}", "", partial(self.qualwork.use_theme, theme)
        yield from self._elsewhere(seen)

    def _elsewhere(self, here: set[str]) -> Iterator[Entry]:
        """The deeds of other tabs and panes, which are gone to."""
        app = self.qualwork
        labels = {name: label for name, _, label in TABS}
        for place, tab in actions.TABS.items():
            for one in actions.ACTIONS[place]:
                if one.id not in here and not one.id.startswith(_MOVES):
                    here.add(one.id)
                    name = f"{one.label}  ({labels[tab]}: {shown_key(one.keys)})"
                    yield name, one.help, partial(app.press_on, tab, one.id)


class Things(_Entries):
    """Transcripts, codes and themes."""

    async def discover(self) -> Hits:
        """Nothing before a letter is typed: there may be very many."""
        return
        yield

    def entries(self) -> Iterator[Entry]:
        """Each by its full name."""
        app = self.qualwork
        for info in app.session.snapshot.infos:
            yield f"Transcript: {info.title}", "open it", partial(app.open_transcript, info.id)
        for code, path in app.session.snapshot.paths.items():
            yield f"Code: {path}", "its extracts", partial(app.show_code, code)
        every = theming.everything(app.project)
        for theme, path in naming.paths(every).items():
            yield f"Theme: {path}", "in the tree", partial(app.show_theme, theme)
