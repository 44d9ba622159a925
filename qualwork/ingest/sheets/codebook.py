"""Codebooks: codes, themes and term families from YAML, read with the line of whatever is wrong, or from tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from qualwork.ingest.sheets.codebook_entries import CodebookFile, CodeEntry, FamilyEntry, ThemeEntry
from qualwork.model.errors import BadInput
from qualwork.model.family import parse_pattern
from qualwork.model.theme import THEME_STATUSES

if TYPE_CHECKING:
    import yaml

_MOST_BYTES = 2_000_000
_DEEPEST = 100
_MOST_NODES = 60_000
_TAGS_OF_TEXT = ("!", "tag:yaml.org,2002:str")
_NOTHING = "tag:yaml.org,2002:null"
_SECTIONS = ("title", "codes", "themes", "families")
_CODE_TEXTS = ("definition", "use_when", "use_not", "colour")
_THEME_TEXTS = ("essence", "scope_in", "scope_out", "story", "differs", "narrative")


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Named)


def read_codebook(path: Path) -> CodebookFile:
    """The codebook in `path`; raises BadInput naming the file, the line and what was expected there."""
    from qualwork.ingest.sheets.codebook_sheet import SHEET_SUFFIXES, read_codebook_sheet

    if path.suffix.lower() in SHEET_SUFFIXES:
        return read_codebook_sheet(path)
    if path.suffix.lower() in (".qdc", ".qdpx"):
        from qualwork.ingest.refi_qda.refi_codebook import read_codebook_qdc

        return read_codebook_qdc(path)
    return _Reader(path).book(_composed(path, _text(path)))


def _text(path: Path) -> str:
    try:
        if not path.is_file() and not path.is_dir() and path.exists():
            raise BadInput(f"{path}: cannot be read: no ordinary file")
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(f"{path}: larger than {_MOST_BYTES // 1_000_000} MB, which no codebook is; split the file")
        data = path.read_bytes()
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise BadInput(f"{path}: cannot be read: {reason.lower()}") from None
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise BadInput(f"{path}, line {line}: not UTF-8 text; save the codebook as UTF-8") from None


def _composed(path: Path, text: str) -> yaml.Node | None:
    """The nodes of the document, with their places; no tags are acted on, and no aliases followed."""
    import yaml

    class Loader(yaml.SafeLoader):
        depth = nodes = 0

        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            event: yaml.NodeEvent = self.peek_event()  # type: ignore[no-untyped-call]
            self.depth += 1
            self.nodes += 1
            if (what := _refused(event, self.depth, self.nodes)) is not None:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise BadInput(f"{path}, line {line}: {what}")
            node = super().compose_node(parent, index)
            self.depth -= 1
            return node

    try:
        loader = Loader(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        raise BadInput(f"{path}, line {line}: a character that YAML does not allow; write it as an escape") from None
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = f", line {mark.line + 1}" if mark else ""
        problem = " ".join((fault.problem or fault.context or "broken").split())
        raise BadInput(f"{path}{place}: this is no YAML: {problem}; check indents, colons and quotes") from None


def _refused(event: yaml.NodeEvent, depth: int, nodes: int) -> str | None:
    """Why a node is not taken: what makes a small file large, deep or more than text."""
    import yaml

    if isinstance(event, yaml.AliasEvent):
        return f"*{event.anchor} repeats another place; write it out here"
    tag = getattr(event, "tag", None)
    if tag not in (None, *_TAGS_OF_TEXT):
        return f"the tag {tag} has no meaning in a codebook; leave it out"
    if depth > _DEEPEST or nodes > _MOST_NODES:
        return "longer or nested deeper than any codebook; split the file"
    return None


class _Reader:
    """Turns nodes into entries and knows the file that it complains about."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def wrong(self, node: yaml.Node, what: str) -> BadInput:
        return BadInput(f"{self.path}, line {node.start_mark.line + 1}: {what}")

    def book(self, root: yaml.Node | None) -> CodebookFile:
        if root is None or self.is_nothing(root):
            raise BadInput(f"{self.path}, line 1: nothing in it; a codebook has codes:, themes: or families:")
        fields = self.fields(root, _SECTIONS, "a codebook")
        return CodebookFile(
            title=self.text(fields, "title"),
            codes=self.entries(fields, "codes", self.code),
            themes=self.entries(fields, "themes", self.theme),
            families=self.entries(fields, "families", self.family),
        )

    def code(self, node: yaml.Node) -> CodeEntry:
        fields = self.entry_fields(node, (*_CODE_TEXTS, "themes", "children"), "a code")
        texts = {key: self.text(fields, key) for key in _CODE_TEXTS}
        themes, children = self.names(fields, "themes"), self.entries(fields, "children", self.code)
        return CodeEntry(self.name(node, fields, "a code"), **texts, themes=themes, children=children)

    def theme(self, node: yaml.Node) -> ThemeEntry:
        fields = self.entry_fields(node, (*_THEME_TEXTS, "status", "codes", "children"), "a theme")
        texts = {key: self.text(fields, key) for key in _THEME_TEXTS}
        status = self.text(fields, "status") or "candidate"
        if status not in THEME_STATUSES:
            raise self.wrong(fields["status"], f"no status {status!r}; use one of {', '.join(THEME_STATUSES)}")
        codes, children = self.names(fields, "codes"), self.entries(fields, "children", self.theme)
        name = self.name(node, fields, "a theme")
        return ThemeEntry(name, **texts, status=status, codes=codes, children=children)

    def family(self, node: yaml.Node) -> FamilyEntry:
        fields = self.entry_fields(node, ("accepted", "rejected"), "a family")
        for key in ("accepted", "rejected"):
            for item in self.items(fields, key):
                self.check_pattern(item)
        name = self.name(node, fields, "a family")
        return FamilyEntry(name, self.names(fields, "accepted"), self.names(fields, "rejected"))

    def check_pattern(self, node: yaml.Node) -> None:
        try:
            parse_pattern(self.scalar(node, "a form"))
        except BadInput as fault:
            if fault.message.startswith(str(self.path)):
                raise
            raise self.wrong(node, fault.message) from None

    def entries(
        self, fields: dict[str, yaml.Node], key: str, read: Callable[[yaml.Node], _Entry]
    ) -> tuple[_Entry, ...]:
        """The entries of a list, no two of the same name."""
        lines: dict[str, int] = {}
        entries: list[_Entry] = []
        for node in self.items(fields, key):
            entry = read(node)
            if entry.name in lines:
                raise self.wrong(node, f"{entry.name!r} stands in line {lines[entry.name]} already; give another name")
            lines[entry.name] = node.start_mark.line + 1
            entries.append(entry)
        return tuple(entries)

    def entry_fields(self, node: yaml.Node, keys: Sequence[str], what: str) -> dict[str, yaml.Node]:
        """Fields of an entry; one that is only a name has this one field."""
        from yaml import ScalarNode

        if isinstance(node, ScalarNode) and not self.is_nothing(node):
            return {"name": node}
        return self.fields(node, ("name", *keys), what)

    def fields(self, node: yaml.Node, keys: Iterable[str], what: str) -> dict[str, yaml.Node]:
        """The fields of a mapping that may have `keys` and no others, each once."""
        from yaml import MappingNode

        known = ", ".join(keys)
        if not isinstance(node, MappingNode):
            raise self.wrong(node, f"expected {what} here, written as lines of `key: value` with the keys {known}")
        fields: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = self.scalar(key_node, "a key")
            if key not in known.split(", "):
                raise self.wrong(key_node, f"{what} has no {key!r}; its keys are {known}")
            if key in fields:
                raise self.wrong(key_node, f"{key!r} stands here a second time; keep one")
            fields[key] = value
        return fields

    def items(self, fields: dict[str, yaml.Node], key: str) -> list[yaml.Node]:
        from yaml import SequenceNode

        node = fields.get(key)
        if node is None or self.is_nothing(node):
            return []
        if not isinstance(node, SequenceNode):
            raise self.wrong(node, f"expected a list under {key!r}: lines that start with a dash")
        return list(node.value)

    def names(self, fields: dict[str, yaml.Node], key: str) -> tuple[str, ...]:
        return tuple(self.scalar(item, f"a name under {key!r}") for item in self.items(fields, key))

    def name(self, node: yaml.Node, fields: dict[str, yaml.Node], what: str) -> str:
        name = self.text(fields, "name")
        if not name.strip():
            raise self.wrong(fields.get("name", node), f"{what} needs a name: `name: ...`")
        return name

    def text(self, fields: dict[str, yaml.Node], key: str) -> str:
        node = fields.get(key)
        return "" if node is None or self.is_nothing(node) else self.scalar(node, f"text for {key!r}")

    def scalar(self, node: yaml.Node, what: str) -> str:
        """The text as it is written: `no` and `1.0` are names like any other."""
        from yaml import ScalarNode

        if not isinstance(node, ScalarNode):
            raise self.wrong(node, f"expected {what}, found a list or nested keys; quote it if it is text")
        if self.is_nothing(node):
            raise self.wrong(node, f"expected {what}, found nothing; quote the word if it is meant")
        return cast(str, node.value)

    @staticmethod
    def is_nothing(node: yaml.Node) -> bool:
        return bool(node.tag == _NOTHING)
