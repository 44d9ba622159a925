"""What the contracts of the house look at, read off the source and never off a run."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import PurePath

Imports = Mapping[str, Iterable[str]]


def circles(imports: Imports) -> list[list[str]]:
    """The files that reach themselves by imports, one list a knot of them (Tarjan's components of more than one)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_files: list[str] = []
    knots: list[list[str]] = []

    def visit(file: str) -> None:
        number[file] = lowest[file] = len(number)
        open_files.append(file)
        for other in imports.get(file, ()):
            if other not in number:
                visit(other)
            if other in open_files:
                lowest[file] = min(lowest[file], lowest[other])
        if lowest[file] == number[file]:
            at = open_files.index(file)
            knot = open_files[at:]
            del open_files[at:]
            if len(knot) > 1 or file in imports.get(file, ()):
                knots.append(sorted(knot))

    for file in imports:
        if file not in number:
            visit(file)
    return sorted(knots)


def depths(sources: Mapping[str, str]) -> dict[str, int]:
    """How many of our classes stand above each class, along its longest line; `sources` are texts by module."""
    bases: dict[str, list[str]] = {}
    for module, source in sources.items():
        tree = ast.parse(source)
        known = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        known |= {node.name: f"{module}.{node.name}" for node in tree.body if isinstance(node, ast.ClassDef)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases[f"{module}.{node.name}"] = [_full_name(base, known) for base in node.bases]

    def depth(name: str) -> int:
        return max((1 + depth(base) for base in bases[name] if base in bases), default=0)

    return {name: depth(name) for name in bases}


def _full_name(base: ast.expr, known: Mapping[str, str]) -> str:
    if isinstance(base, ast.Subscript):
        return _full_name(base.value, known)
    if isinstance(base, ast.Attribute):
        return f"{_full_name(base.value, known)}.{base.attr}"
    return known.get(base.id, base.id) if isinstance(base, ast.Name) else ""


def ids_made_text(source: str) -> list[int]:
    """Lines that give `str(x.id)`, `str(x_id)` or `str(id)` to a call where the id itself is meant."""
    return sorted(
        inner.lineno
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        for inner in (*call.args, *(keyword.value for keyword in call.keywords))
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "str"
        for value in inner.args
        if _is_id(value)
    )


def texts_given(source: str, room: str) -> list[int]:
    """Lines that make an id text, in any way, on its way to a function of a room."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(room)
        for alias in node.names
    }
    return sorted(
        call.lineno
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _first_name(call.func) in names
        if any(
            _makes_text(inner)
            for argument in (*call.args, *(keyword.value for keyword in call.keywords))
            for inner in ast.walk(argument)
        )
    )


def _first_name(function: ast.expr) -> str:
    while isinstance(function, ast.Attribute):
        function = function.value
    return function.id if isinstance(function, ast.Name) else ""


def _makes_text(value: ast.AST) -> bool:
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "str":
        return any(_is_id(argument) for argument in value.args)
    return isinstance(value, ast.FormattedValue) and _is_id(value.value)


def _is_id(value: ast.expr) -> bool:
    name = value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""
    return name == "id" or name.endswith("_id")


def imports_inside(source: str, modules: Container[str] = ()) -> Iterator[str]:
    """Modules imported inside functions; `from a import b` is `a.b` where that is one of `modules`, else `a`."""
    for function in _functions(ast.parse(source)):
        for node in _own(function):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = (f"{node.module}.{alias.name}" for alias in node.names)
                yield from dict.fromkeys(name if name in modules else node.module for name in names)
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)


def _functions(tree: ast.AST) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """What stands in a function and in no function inside it."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _own(child)


def used_twice(paths: Iterable[PurePath]) -> dict[str, list[str]]:
    """Files of one room (the folder under the package) that share a name, by `room/name`."""
    places = defaultdict(list)
    for path in paths:
        if path.name != "__init__.py":
            places[f"{path.parts[1]}/{path.name}"].append(str(path))
    return {name: sorted(found) for name, found in places.items() if len(found) > 1}


def at_the_top(source: str) -> set[str]:
    """Modules imported when a file is loaded: outside functions, and not only for the type checker."""
    found: set[str] = set()

    def look(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ImportFrom) and child.module:
                found.update({child.module, *(f"{child.module}.{alias.name}" for alias in child.names)})
            elif isinstance(child, ast.Import):
                found.update(alias.name for alias in child.names)
            elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                look(child)

    look(ast.parse(source))
    return found


def loads(sources: Mapping[str, str], heavy: Iterable[str]) -> dict[str, set[str]]:
    """Which of the `heavy` libraries each of our modules loads with it, through ours that it imports at the top."""
    tops = {module: at_the_top(source) for module, source in sources.items()}
    known = set(heavy)

    def gathered(module: str) -> set[str]:
        seen, waiting, found = {module}, [module], set()
        while waiting:
            for other in tops[waiting.pop()]:
                if other in tops and other not in seen:
                    seen.add(other)
                    waiting.append(other)
                elif other.partition(".")[0] in known:
                    found.add(other.partition(".")[0])
        return found

    return {module: gathered(module) for module in sources}


def without_reason(sources: Mapping[str, str], heavy: Iterable[str]) -> dict[str, list[str]]:
    """Imports inside functions, by module, that put off no library that the file has not loaded by then."""
    heavy = set(heavy)
    loaded = loads(sources, heavy)
    found = {}
    for module, source in sources.items():
        idle = [
            name
            for name in imports_inside(source, sources)
            if not (loaded.get(name, {name.partition(".")[0]} & heavy) - loaded[module])
        ]
        if idle:
            found[module] = idle
    return found
