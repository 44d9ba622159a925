"""The codebook as YAML that a researcher can read, change and import again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from qualwork.model.code import CodeNode
from qualwork.model.family import Family
from qualwork.model.theme import ThemeNode, ThemeTree

if TYPE_CHECKING:
    import yaml

_HEADER = """\
# Codebook. Everything but a name may be left out; a list item that is only a name is that name.
# codes: name, definition, use_when, use_not, colour, themes (names), children (codes under this one)
# themes: name, essence, scope_in, scope_out, story, differs, narrative, status (candidate, reviewed or defined),
#         codes (names), children (subthemes)
# families: name, accepted (forms such as breathe, breath* or "caring for"), rejected
"""
_LINE_WIDTH = 110
_ODD_LINE_ENDS = re.compile("[\r\x85\u2028\u2029\ufeff]")  # YAML folds them unless they are escaped


def codebook_yaml(codes: Sequence[CodeNode], tree: ThemeTree, families: Sequence[Family]) -> bytes:
    """Codes and themes nested, term families below them; what is empty is left out."""
    import yaml

    book = _filled(
        title=tree.title,
        codes=[_code(node) for node in codes],
        themes=[_theme(node) for node in tree.roots],
        families=[_family(family) for family in families],
    )
    body = yaml.dump(book, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=_LINE_WIDTH) if book else ""
    return (_HEADER + body).encode()


def _filled(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


def _code(node: CodeNode) -> dict[str, Any]:
    code = node.code
    return _filled(
        name=code.name,
        definition=code.definition,
        use_when=code.use_when,
        use_not=code.use_not,
        colour=code.colour,
        themes=list(node.themes),
        children=[_code(child) for child in node.children],
    )


def _theme(node: ThemeNode) -> dict[str, Any]:
    theme = node.theme
    return _filled(
        name=theme.name,
        essence=theme.essence,
        scope_in=theme.scope_in,
        scope_out=theme.scope_out,
        story=theme.story,
        differs=theme.differs,
        narrative=theme.narrative,
        status=theme.status,
        codes=list(node.codes),
        children=[_theme(child) for child in node.children],
    )


def _family(family: Family) -> dict[str, Any]:
    return _filled(name=family.name, accepted=list(family.accepted), rejected=list(family.rejected))


@cache
def _dumper() -> type[yaml.SafeDumper]:
    """A safe dumper that indents lists, writes texts of several lines as blocks, and repeats instead of aliasing."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

        def ignore_aliases(self, data: Any) -> bool:
            return True

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = '"' if _ODD_LINE_ENDS.search(value) else "|" if "\n" in value else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    return Dumper
