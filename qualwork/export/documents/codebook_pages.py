"""The codebook as people read it: DOCX and Markdown to hand out, XLSX to work on and import again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qualwork.export import files, formats
from qualwork.export.documents.docx_parts import Block, add_table, cell_xml, finished, new_document
from qualwork.export.figures.label import one_line
from qualwork.export.figures.tree_layout import counts_note
from qualwork.export.plain import xml_text
from qualwork.export.tables.table_docx import add_provenance
from qualwork.export.tables.table_text import markdown_text, table_csv
from qualwork.export.tables.table_xlsx import tables_xlsx
from qualwork.export.write import kind_of
from qualwork.model.code import CodeNode
from qualwork.model.family import Family
from qualwork.model.plurals import counted
from qualwork.model.table import Cell, Table
from qualwork.model.theme import ThemeTree

# What another file of this room writes, to be named where a kind is not known.
_ELSEWHERE = ("qdc",)
TAG_COLUMNS = ("tag", "description", "number of highlights")
CODE_COLUMNS = (
    "name",
    "under",
    "definition",
    "use when",
    "use not",
    "colour",
    "themes",
    "codings",
    "participants",
    "example",
)
THEME_COLUMNS = (
    "name",
    "under",
    "essence",
    "scope in",
    "scope out",
    "story",
    "differs",
    "narrative",
    "status",
    "codes",
)
_SHARES = (0.2, 0.27, 0.19, 0.19, 0.15)
_SIZE = 8
_INDENT = "\u2003"  # a wide blank for each level


def save_codebook(
    codes: Sequence[CodeNode],
    tree: ThemeTree,
    families: Sequence[Family],
    examples: Mapping[int, str],
    path: Path,
    provenance: Mapping[str, str],
) -> tuple[Path, ...]:
    """Write the codebook as the kind its file name says; `examples` are printed quotes by the ids of codes."""
    kind_of(path, (*formats.kinds("codebook"), *_ELSEWHERE))
    return files.save(
        path, "codebook", codes, tree, families, name="codebook", provenance=provenance, examples=examples
    )


def codebook_xlsx(
    codes: Sequence[CodeNode],
    tree: ThemeTree,
    families: Sequence[Family],
    examples: Mapping[int, str],
    provenance: Mapping[str, str],
) -> bytes:
    """A sheet each for codes, themes and term families, to work on and to read back."""
    return tables_xlsx(codebook_tables(codes, tree, families, examples, provenance))


def codebook_csv(
    codes: Sequence[CodeNode],
    _tree: ThemeTree,
    _families: Sequence[Family],
    examples: Mapping[int, str],
) -> bytes:
    """The codes as Taguette writes its tags: the name with those above it, the description, the uses."""
    rows = tuple((".".join(names), node.code.definition, node.codings) for names, node in _named(codes))
    return table_csv(Table("codebook", TAG_COLUMNS, rows))


def _named(nodes: Sequence[CodeNode], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], CodeNode]]:
    for node in nodes:
        names = (*above, node.code.name)
        yield names, node
        yield from _named(node.children, names)


def codebook_tables(
    codes: Sequence[CodeNode],
    tree: ThemeTree,
    families: Sequence[Family],
    examples: Mapping[int, str],
    provenance: Mapping[str, str],
) -> list[Table]:
    """Codes, themes and families, a row each; `under` is the full name of what is above."""
    code_rows = [_code_row(node, examples) for _, node in _walk(codes)]
    family_rows = [(f.name, ", ".join(f.accepted), ", ".join(f.rejected)) for f in families]
    return [
        Table("codes", CODE_COLUMNS, tuple(code_rows), provenance),
        Table("themes", THEME_COLUMNS, tuple(_theme_rows(tree)), provenance),
        Table("families", ("name", "accepted", "rejected"), tuple(family_rows), provenance),
    ]


def _walk(nodes: Sequence[CodeNode], depth: int = 0) -> Iterator[tuple[int, CodeNode]]:
    for node in nodes:
        yield depth, node
        yield from _walk(node.children, depth + 1)


def _code_row(node: CodeNode, examples: Mapping[int, str]) -> tuple[Cell, ...]:
    code = node.code
    under = node.path[: -len(code.name) - 1] if code.parent is not None else ""
    texts = (code.name, under, code.definition, code.use_when, code.use_not, code.colour, _list(node.themes))
    return (*texts, node.codings, node.participants, examples.get(code.id, ""))


def _list(names: Sequence[str]) -> str:
    """Names in one cell; on a line each where one holds a semicolon, so that they can be told apart again."""
    return "\n".join([*names, ""]) if any(";" in name for name in names) else "; ".join(names)


def _theme_rows(tree: ThemeTree) -> Iterator[tuple[Cell, ...]]:
    paths: dict[int, str] = {}
    for _, node in tree.walk():
        theme = node.theme
        under = paths.get(theme.parent or 0, "")
        paths[theme.id] = f"{under}/{theme.name}" if under else theme.name
        texts = (theme.essence, theme.scope_in, theme.scope_out, theme.story, theme.differs, theme.narrative)
        yield (theme.name, under, *texts, theme.status, _list(node.codes))


def codebook_docx(
    codes: Sequence[CodeNode],
    tree: ThemeTree,
    families: Sequence[Family],
    examples: Mapping[int, str],
    provenance: Mapping[str, str],
) -> bytes:
    """Codes as a table with definition, uses and an example, sub-codes indented; themes and term families below."""
    document, width = new_document("Codebook", lying=True)
    document.add_heading(f"Codebook: {one_line(xml_text(tree.title))}".rstrip(": "), level=1)
    header = ("Code", "Definition and example", "Use when", "Do not use when", "Used")
    rows = [_printed_code(depth, node, examples) for depth, node in _walk(codes)]
    add_table(document, header, rows, [width * share for share in _SHARES], _SIZE)
    if tree.roots:
        document.add_heading("Themes", level=2)
        themes = [
            (
                Block(cell_xml(_INDENT * depth + node.theme.name, _SIZE, bold=depth == 0)),
                node.theme.essence,
                "; ".join(node.codes),
                counts_note(node),
            )
            for depth, node in tree.walk()
        ]
        add_table(
            document, ("Theme", "Essence", "Codes", "Used"), themes, [width * s for s in (0.3, 0.35, 0.2, 0.15)], 8
        )
    if families:
        document.add_heading("Term families", level=2)
        forms = [(f.name, ", ".join(f.accepted), ", ".join(f.rejected)) for f in families]
        add_table(document, ("Family", "Accepted", "Rejected"), forms, [width * s for s in (0.2, 0.5, 0.3)], _SIZE)
    add_provenance(document, provenance, width)
    return finished(document)


def _printed_code(depth: int, node: CodeNode, examples: Mapping[int, str]) -> tuple[Cell | Block, ...]:
    code = node.code
    meaning = cell_xml(code.definition, _SIZE)
    if code.id in examples:
        meaning += cell_xml(examples[code.id], _SIZE, italic=True)
    name = Block(cell_xml(_INDENT * depth + code.name, _SIZE, bold=depth == 0))
    return name, Block(meaning), code.use_when, code.use_not, _used(node)


def _used(node: CodeNode) -> str:
    return f"{counted(node.codings, 'coding')}, {counted(node.participants, 'participant')}"


def codebook_markdown(
    codes: Sequence[CodeNode], tree: ThemeTree, families: Sequence[Family], examples: Mapping[int, str]
) -> str:
    """A nested list of codes with what is said of each, then the themes and the term families."""
    lines = [f"# Codebook: {markdown_text(one_line(tree.title))}".rstrip(": "), "", "## Codes", ""]
    for depth, node in _walk(codes):
        before, code = "  " * depth, node.code
        lines.append(f"{before}- **{markdown_text(one_line(code.name))}** ({_used(node)})")
        fields = (
            ("definition", code.definition),
            ("use when", code.use_when),
            ("do not use when", code.use_not),
            ("themes", "; ".join(node.themes)),
            ("example", examples.get(code.id, "")),
        )
        lines += [f"{before}  - {name}: {markdown_text(one_line(value))}" for name, value in fields if value.strip()]
    lines += ["", "## Themes", ""]
    for depth, theme in tree.walk():
        essence = f": {markdown_text(one_line(theme.theme.essence))}" if theme.theme.essence.strip() else ""
        lines.append(f"{'  ' * depth}- **{markdown_text(one_line(theme.theme.name))}**{essence}")
    lines += ["", "## Term families", ""]
    lines += [
        f"- **{markdown_text(one_line(family.name))}**: {markdown_text(', '.join(family.accepted))}"
        + (f" (not {markdown_text(', '.join(family.rejected))})" if family.rejected else "")
        for family in families
    ]
    return "\n".join(lines) + "\n"
