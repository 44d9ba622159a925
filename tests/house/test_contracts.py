"""Contracts that no linter knows: circles, depth, ids as text, imports inside functions, names of files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path, PurePath

import grimp

from tests.house import contracts

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in sorted((ROOT / "qualwork").rglob("*.py"))}
SOURCES = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): text for path, text in FILES.items()}

MOST_ABOVE = 3

# Ids as texts, by file: how many, and what they are. No function of the workbench is given one; a file that is not
# named has none.
ROW = "key of a row, which Textual has as text"
IDS_AS_TEXT = {
    "qualwork/tui/dialogs/diary.py": (1, ROW),
    "qualwork/tui/panes/noting.py": (1, ROW),
    "qualwork/tui/tabs/code/codebook_commands.py": (1, ROW),
    "qualwork/tui/tabs/code/codebook_pane.py": (1, ROW),
    "qualwork/tui/tabs/define/define.py": (1, ROW),
    "qualwork/tui/tabs/read/read.py": (1, ROW),
    "qualwork/tui/tabs/review/review.py": (2, ROW),
    "qualwork/tui/tabs/review/review_rows.py": (2, ROW),
    "qualwork/tui/tabs/themes/map_pane.py": (1, ROW),
    "qualwork/tui/tabs/themes/themes.py": (1, "a remembered place, which is text"),
}

# Libraries worth an import inside a function: milliseconds to load, measured alone on a machine of two cores.
HEAVY = {
    "alembic": "675, and only a file of an older version needs it",
    "charset_normalizer": "28, and only text that is not UTF-8 needs it",
    "docx": "114",
    "jinja2": "78",
    "markupsafe": "9, and only pages need it, after jinja2",
    "numpy": "146",
    "pdfminer": "131",
    "python_calamine": "1, but a shared object that only spreadsheets need",
    "rapidfuzz": "29, on every start of the command line",
    "resvg_py": "1, but a shared object that only pictures need",
    "selectolax": "24, and only pages need it",
    "spacy": "1,247",
    "sqlalchemy": "385",
    "sqlmodel": "739, with pydantic",
    "textual": "356",
    "xlsxwriter": "118",
    "yaml": "35",
}
# Imports inside functions that put off none of these, by room. They may only fall.
IDLE_IMPORTS = {"tui": 85, "workbench": 61, "ingest": 13, "cli": 5, "analysis": 4, "model": 1}

# Folders of one room whose files pair off by design: the keys of a tab, the rows of a table.
PAIRS = ({"keys", "tabs"}, {"rows", "tables"})


def test_no_file_reaches_itself_by_imports() -> None:
    graph = grimp.build_graph("qualwork", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: sorted(graph.find_modules_directly_imported_by(module)) for module in sorted(graph.modules)}
    assert contracts.circles(imports) == []


def test_no_class_has_more_than_three_of_ours_above_it() -> None:
    deep = {name for name, depth in contracts.depths(SOURCES).items() if depth > MOST_ABOVE}
    assert deep == set()


def test_the_screen_gives_ids_as_ids() -> None:
    found = {str(path): len(contracts.ids_made_text(text)) for path, text in FILES.items() if path.parts[1] == "tui"}
    assert {path: number for path, number in found.items() if number > IDS_AS_TEXT.get(path, (0, ""))[0]} == {}


def test_the_screen_gives_the_workbench_no_id_as_text() -> None:
    given = {
        str(path): lines
        for path, text in FILES.items()
        if path.parts[1] == "tui" and (lines := contracts.texts_given(text, "qualwork.workbench"))
    }
    assert given == {}


def test_imports_inside_functions_put_off_a_heavy_library() -> None:
    idle = contracts.without_reason(SOURCES, HEAVY)
    rooms = Counter(module.split(".")[1] for module, names in idle.items() for _ in names)
    assert {room: number for room, number in rooms.items() if number > IDLE_IMPORTS.get(room, 0)} == {}


def test_no_two_files_of_a_room_have_one_name() -> None:
    twice = contracts.used_twice(FILES)
    assert [
        paths for paths in twice.values() if len(paths) > 2 or {PurePath(path).parts[2] for path in paths} not in PAIRS
    ] == []


class TestEachContractSeesWhatBreaksIt:
    """Made-up sources, each with one thing that is not allowed."""

    def test_circles(self) -> None:
        assert contracts.circles({"a": ["b"], "b": ["c"], "c": []}) == []
        assert contracts.circles({"a": ["b"], "b": ["c"], "c": ["a", "d"], "d": ["d"]}) == [["a", "b", "c"], ["d"]]

    def test_depth(self) -> None:
        top = "from textual.app import App\nclass A(App): ...\nclass B(A): ...\n"
        below = "from top import B\nimport top\nclass C(B): ...\nclass D(C[int]): ...\nclass E(D): ...\n"
        depths = contracts.depths({"top": top, "below": below})
        assert depths == {"top.A": 0, "top.B": 1, "below.C": 2, "below.D": 3, "below.E": 4}

    def test_ids_as_text(self) -> None:
        source = (
            "f(str(code.id))\nf(code.id)\nf(of=str(theme_id))\nprint(f'{str(code.id)}')\nf(str(idle), str(n.name))\n"
        )
        assert contracts.ids_made_text(source) == [1, 3]

    def test_texts_given_to_a_room(self) -> None:
        source = (
            "from room.a import b, f as g\nb.c(str(code.id))\ng(of=[f'{theme_id}'])\nb.c(code.id)\n"
            "other(str(code.id))\nrow(str(code.id), b.c(code))\nb.c(str(name))\n"
        )
        assert contracts.texts_given(source, "room") == [2, 3]

    def test_imports_inside(self) -> None:
        sources = {
            "light": "def f():\n    import os\n    import numpy\n    from heavy import g\n    from room import lazy\n",
            "heavy": "import helper\n",
            "helper": "from numpy import array\n",
            "room": "",
            "room.lazy": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import numpy\n",
            "eager": "import numpy\nclass A:\n    def f(self):\n        def g():\n            from heavy import h\n",
        }
        assert contracts.without_reason(sources, {"numpy"}) == {"light": ["os", "room.lazy"], "eager": ["heavy"]}

    def test_names_of_files(self) -> None:
        paths = [PurePath(f"ours/{path}.py") for path in ("a/x/one", "a/y/one", "b/one", "a/x/__init__", "a/__init__")]
        assert contracts.used_twice(paths) == {"a/one.py": ["ours/a/x/one.py", "ours/a/y/one.py"]}
