"""The palette: every action that is possible here with its key, and every transcript, code and theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from qualwork.tui import actions, colour_themes
from qualwork.tui.services import Services
from qualwork.tui.tabs.registry import TABS
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.chrome import shown_key
from qualwork.workbench.base import naming
from qualwork.workbench.themes import theming

Entry = tuple[str, str, Callable[[], object]]
_MOVES = ("list.", "reader.previous-", "reader.next-", "reader.extend-", "dialog.", "screen.palette")


class _Entries(Provider):
    """Something to find by a few letters."""

    @property
    def services(self) -> Services | None:
        """What the open tab was given; None before there is a tab."""
        tab = self.app.screen_stack[0]
        return tab.services if isinstance(tab, TabScreen) else None

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


class Commands(_Entries):
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
            yield f"Colours: {theme}", "", partial(self.app.run_action, f"use_theme('{theme}')")
        yield from self._elsewhere(seen)

    def _elsewhere(self, here: set[str]) -> Iterator[Entry]:
        """The actions of other tabs and panes, which are gone to."""
        services = self.services
        if services is None:
            return
        for place, tab in actions.TABS_OF_PLACES.items():
            for action in actions.ACTIONS[place]:
                if action.id not in here and not action.id.startswith(_MOVES):
                    here.add(action.id)
                    name = f"{action.label}  ({TABS[tab].label}: {shown_key(action.keys)})"
                    yield name, action.help, partial(services.navigator.press_on, tab, action.id)


class Things(_Entries):
    """Transcripts, codes and themes."""

    async def discover(self) -> Hits:
        """Nothing before a letter is typed: there may be very many."""
        return
        yield

    def entries(self) -> Iterator[Entry]:
        """Each by its full name."""
        services = self.services
        if services is None:
            return
        snapshot, navigator = services.session.snapshot, services.navigator
        for info in snapshot.infos:
            yield f"Transcript: {info.title}", "open it", partial(navigator.open_transcript, info.id)
        for code, path in snapshot.paths.items():
            yield f"Code: {path}", "its extracts", partial(services.extracts.show_code, code)
        themes = theming.everything(services.session.project)
        for theme, path in naming.paths(themes).items():
            yield f"Theme: {path}", "in the tree", partial(navigator.open_theme, theme)
