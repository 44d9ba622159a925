"""The theme tree as rows: themes, the codes under them, and the codes without a theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualwork.model.code import Code, CodeNode
from qualwork.model.plurals import counted
from qualwork.model.theme import Relation, Theme, ThemeNode, ThemeTree
from qualwork.tui.tabs.themes.map_picture import Place
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.base import naming
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook
from qualwork.workbench.corpus.tally import Tally
from qualwork.workbench.themes import drafting, relating, theming

_MOSTLY_SHOWN = 40


def labels(themes: Mapping[int, Theme]) -> dict[int, str]:
    """Each theme by its own name, which is read first, then the one it is under."""

    def label(theme: Theme) -> str:
        above = themes.get(theme.parent or 0)
        return f"{theme.name} (under {above.name})" if above else theme.name

    return {each: label(theme) for each, theme in themes.items()}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a row stands for: a theme, or a code with the theme it is under (None on the shelf)."""

    theme: int | None = None
    code: int | None = None

    @property
    def key(self) -> str:
        """The key of its row."""
        theme = "" if self.theme is None else f"t{self.theme}"
        return theme if self.code is None else f"{theme}c{self.code}"


def chosen(key: str | None) -> Chosen | None:
    """What the row of a key stands for."""
    if not key:
        return None
    theme, _, code = key.removeprefix("t").partition("c")
    return Chosen(int(theme) if theme else None, int(code) if code else None)


@dataclass(frozen=True, slots=True)
class Themes:
    """The theme tree at one moment, with all that its tab shows."""

    tree: ThemeTree
    homes: Mapping[int, Sequence[int]]
    codes: Mapping[int, CodeNode]
    paths: Mapping[int, str]
    relations: Sequence[Relation] = ()
    draft: str = ""

    @classmethod
    def read(cls, project: Project) -> Themes:
        """Read it; takes a while where there are very many codings."""
        tally = Tally.read(project)
        tree, every = theming.tree(project, tally), codebook.everything(project)
        full = naming.paths(every)
        codes = {code.id: _code_node(code, full[code.id], tally) for code in every}
        paths = naming.paths([node.theme for _, node in tree.walk()])
        drafts = drafting.drafts(project)
        draft = next((each.name for each in drafts if each.shown), "") if len(drafts) > 1 else ""
        return cls(tree, theming.homes(project), codes, paths, relating.relations(project), draft)

    @property
    def themes(self) -> dict[int, Theme]:
        """All themes by id, in tree order."""
        return {node.theme.id: node.theme for _, node in self.tree.walk()}

    @property
    def places(self) -> list[Place]:
        """All themes as the map shows them."""
        return [Place(node.theme.id, node.theme.name, depth) for depth, node in self.tree.walk()]

    @property
    def heading(self) -> str:
        """How many themes there are, in which draft where there are several, and what the numbers mean."""
        draft = f" of draft “{self.draft}”" if self.draft else ""
        return f"{counted(len(self.themes), 'theme')}{draft}: extracts by participants"

    @property
    def shelf(self) -> list[CodeNode]:
        """The codes that are under no theme."""
        housed = {code for mine in self.homes.values() for code in mine}
        return [node for code, node in self.codes.items() if code not in housed]

    def rows(self, marked: Chosen | None, colours: Mapping[int, str]) -> list[Row]:
        """Themes with their codes below them."""
        rows = []
        for depth, node in self.tree.walk():
            here = Chosen(node.theme.id)
            rows.append(Row(here.key, node.theme.name, depth, _facts(node), bold=True, sign="*" * (here == marked)))
            for code in self.homes.get(node.theme.id, ()):
                if code in self.codes:
                    rows.append(self._code(Chosen(node.theme.id, code), depth + 1, marked, colours))
        return rows

    def shelf_rows(self, marked: Chosen | None, colours: Mapping[int, str]) -> list[Row]:
        """The codes without a theme."""
        return [self._code(Chosen(code=node.code.id), 0, marked, colours) for node in self.shelf]

    def _code(self, here: Chosen, depth: int, marked: Chosen | None, colours: Mapping[int, str]) -> Row:
        node = self.codes[here.code or 0]
        sign = "*" if here == marked else ""
        return Row(here.key, node.path, depth, _facts(node), colours.get(node.code.id, ""), sign)

    def siblings(self, theme: Theme) -> list[Theme]:
        """The themes beside a theme, itself among them, in order."""
        return [each for each in self.themes.values() if each.parent == theme.parent]

    def about(self, what: Chosen | None) -> str:
        """The essence of a theme, or what a code means."""
        if what is None and self.themes:
            return "Every code is under a theme."
        if what is None:
            return "No theme yet. Press a to add one; codes wait on the shelf (tab), t puts one under a theme."
        if what.code is not None:
            node = self.codes.get(what.code)
            return (node.code.definition or "This code has no definition; in tab 2 e gives it one.") if node else ""
        theme = self.themes.get(what.theme or 0)
        if theme is None:
            return ""
        essence = theme.essence or "This theme has no essence yet; e writes it."
        return f"{theme.name}\n{essence}" if len(theme.name) > _MOSTLY_SHOWN else essence


def _code_node(code: Code, path: str, tally: Tally) -> CodeNode:
    mine = tally.codes.get(code.id, [])
    return CodeNode(code, path, len(mine), len(tally.participants(mine)))


def _facts(node: ThemeNode | CodeNode) -> tuple[str, ...]:
    extracts = node.extracts if isinstance(node, ThemeNode) else node.codings
    people = node.participants
    what = counted(extracts, "extract")
    return f"{what} by {counted(people, 'participant'):>15}", f"{what} by {people:2}", what
