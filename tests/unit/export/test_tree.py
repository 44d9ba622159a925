"""The theme tree as outline and figure."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from qualwork.export import formats
from qualwork.export.documents.tree_outline import tree_json, tree_markdown, tree_text
from qualwork.export.figures import drawing
from qualwork.export.figures.label import one_line, text_width, wrap
from qualwork.export.figures.tree_figure import save_tree, tree_bytes, tree_png, tree_svg
from qualwork.export.figures.tree_layout import PAGE_HEIGHT, PAGE_WIDTH, Box, Direction, Layout, lay_out
from qualwork.model.errors import BadInput
from qualwork.model.theme import Theme, ThemeNode, ThemeTree

DIRECTIONS: tuple[Direction, ...] = ("right", "down")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
SVG = "{http://www.w3.org/2000/svg}"
NASTY_NAMES = (
    "A & B <i>",
    "\"x\" 'y'",
    "安心して話せる場所",
    "الانتماء إلى المجموعة",
    "bell\x07 nul\x00",
    "half \ud83d",
    "x" * 200,
    " ",
)
NAMES = st.text(max_size=60) | st.sampled_from(NASTY_NAMES)


def theme(
    name: str, *children: ThemeNode, codes: tuple[str, ...] = (), participants: int = 2, extracts: int = 3
) -> ThemeNode:
    return ThemeNode(Theme(1, name, essence="what it is"), codes, participants, extracts, children)


def paper_tree() -> ThemeTree:
    """Five themes with eighteen subthemes whose names are as long as papers have them."""
    sizes = (4, 3, 4, 4, 3)
    return ThemeTree(
        "A year in the group: what helped and what hurt",
        tuple(
            theme(
                f"Theme {number}: finding a place among strangers",
                *(
                    theme(f"Subtheme {number}.{at}, sleep and other signs of settling that others noticed")
                    for at in range(size)
                ),
            )
            for number, size in enumerate(sizes)
        ),
    )


NODES = st.recursive(
    st.builds(theme, NAMES, participants=st.integers(0, 9), extracts=st.integers(0, 999)),
    lambda below: st.builds(lambda name, children: theme(name, *children), NAMES, st.lists(below, max_size=4)),
    max_leaves=12,
)
TREES = st.builds(ThemeTree, NAMES, st.lists(NODES, max_size=7).map(tuple))


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def check_layout(layout: Layout, tree: ThemeTree, counts: bool) -> None:
    assert len(layout.boxes) == sum(1 for _ in tree.walk())
    for one, other in combinations(layout.boxes, 2):
        assert not overlap(one, other)
    for box in layout.boxes:
        assert box.x >= 0
        assert box.x + box.width <= layout.width + 0.01
        assert box.y + box.height <= layout.height + 0.01
        assert len(box.lines) * box.size <= box.height
        for line in box.lines:
            assert text_width(line, box.size, bold=box.depth == 0) <= box.width or len(line) <= 12
    names = sorted(re.sub(r"\s", "", name) for name in map(shown_name, tree.walk()))
    assert sorted(re.sub(r"\s", "", "".join(box.lines)) for box in layout.boxes) == names
    assert all(bool(box.note) == counts for box in layout.boxes)


def shown_name(step: tuple[int, ThemeNode]) -> str:
    return _NOT_IN_XML.sub("\ufffd", step[1].theme.name)


@pytest.mark.parametrize("direction", DIRECTIONS)
@settings(max_examples=60)
@given(tree=TREES, counts=st.booleans())
def test_boxes_hold_their_names_and_never_overlap(direction: Direction, tree: ThemeTree, counts: bool) -> None:
    check_layout(lay_out(tree, direction, counts), tree, counts)


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("counts", [False, True])
def test_five_themes_with_eighteen_subthemes_fit_a_journal_page(direction: Direction, counts: bool) -> None:
    tree = paper_tree()
    layout = lay_out(tree, direction, counts)
    check_layout(layout, tree, counts)
    assert layout.width <= PAGE_WIDTH + 0.01
    assert layout.height <= PAGE_HEIGHT
    assert min(box.size for box in layout.boxes) >= 7.5


@pytest.mark.parametrize("direction", DIRECTIONS)
@settings(max_examples=60)
@given(tree=TREES, counts=st.booleans())
def test_svg_is_well_formed_and_has_every_name(direction: Direction, tree: ThemeTree, counts: bool) -> None:
    svg = tree_bytes(tree, "svg", direction, counts)
    assert svg == tree_bytes(tree, "svg", direction, counts)
    root = ElementTree.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "rect",
        "g",
        "path",
        "text",
        "tspan",
    }
    assert float(root.get("width", "").removesuffix("mm")) <= 170.01
    boxes_and_ground = list(root.iter(f"{SVG}rect"))
    assert len(boxes_and_ground) - 1 == sum(1 for _ in tree.walk())


def test_svg_escapes_what_would_be_markup() -> None:
    root = ElementTree.fromstring(tree_svg(ThemeTree("A & B", (theme('<script>alert("x")</script> & more'),))))
    texts = ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]
    assert any("<script>" in text for text in texts)
    assert root.findtext(f"{SVG}title") == "A & B"


def png_size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_png_is_drawn_for_print() -> None:
    png = tree_png(paper_tree())
    width, height = png_size(png)
    assert abs(width - 170 / 25.4 * 300) <= 1
    assert 1000 < height < 245 / 25.4 * 300
    at = png.index(b"pHYs")
    assert struct.unpack(">IIB", png[at + 4 : at + 13]) == (11811, 11811, 1)  # 300 dots an inch, in dots a metre
    assert struct.unpack(">I", png[at + 13 : at + 17])[0] == zlib.crc32(png[at : at + 13])
    assert png == tree_png(paper_tree())


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_letters_are_drawn_and_not_boxes_alone(direction: Direction) -> None:
    full, bare = (tree_png(ThemeTree("", (theme(name),)), direction) for name in ("Belonging", "."))
    assert png_size(full) == png_size(bare)
    assert len(full) > 2 * len(bare)


def test_a_sign_that_no_font_has_is_named() -> None:
    nowhere = "\U0003ffff"  # no character, so that no font has it
    with pytest.raises(BadInput, match=f"can draw {nowhere}: .* \\.svg") as refusal:
        tree_png(ThemeTree("", (theme(f"safe {nowhere} and sound"),)))
    assert "\n" not in refusal.value.message


def test_without_any_font_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_can_be_drawn", lambda sign: False)
    with pytest.raises(BadInput, match=r"no font on this machine .* \.svg"):
        tree_png(paper_tree())


def test_a_huge_tree_makes_a_picture_of_bounded_size() -> None:
    tree = ThemeTree(
        "", tuple(theme(f"Theme {at}", *(theme(f"Sub {at}.{to}") for to in range(20))) for at in range(60))
    )
    width, height = png_size(tree_png(tree))
    assert width * height < 31_000_000


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("title", ["", "My study"])
def test_an_empty_tree_says_so(direction: Direction, title: str) -> None:
    tree = ThemeTree(title, ())
    root = ElementTree.fromstring(tree_svg(tree, direction))
    assert [element.text for element in root.iter(f"{SVG}text")][-1] == "no themes yet"
    assert png_size(tree_png(tree, direction))[0] > 100
    assert "no themes yet" in tree_text(tree)
    assert "no themes yet" in tree_markdown(tree)
    assert json.loads(tree_json(tree)) == []


# --- Outlines


@given(TREES, st.booleans())
def test_the_outline_has_a_line_a_theme_at_its_depth(tree: ThemeTree, counts: bool) -> None:
    lines = tree_text(tree, counts).removesuffix("\n").split("\n")
    steps = list(tree.walk())
    if one_line(tree.title):
        assert lines.pop(0) == one_line(tree.title)
    elif steps:
        steps = [(depth - 1, node) for depth, node in steps]
    if not steps:
        assert lines == ["no themes yet"]
        return
    assert len(lines) == len(steps)
    for line, (depth, node) in zip(lines, steps, strict=True):
        name = one_line(shown_name((0, node)))
        assert re.match(r"(?:│  |   )*(?:[├└]─ )?", line)
        assert line[3 * (depth + 1) :].startswith(name)
        assert line.endswith("extracts)") == counts or node.extracts == 1


def test_the_outline_draws_its_lines() -> None:
    tree = ThemeTree(
        "Study", (theme("A", theme("B", theme("C")), theme("D"), participants=1, extracts=1200), theme("E"))
    )
    assert tree_text(tree, counts=False) == "Study\n├─ A\n│  ├─ B\n│  │  └─ C\n│  └─ D\n└─ E\n"
    assert "├─ A (1 participant, 1,200 extracts)\n" in tree_text(tree)


def test_markdown_nests_themes_and_keeps_names_as_they_are() -> None:
    names = ("*A* <b>", "1. B_b_", "# C `c`", "- D [x](y)")
    inner = theme(names[1], theme(names[2]), codes=("being *honest*", "a/b|c"))
    html = MarkdownIt().render(tree_markdown(ThemeTree("T *t*", (theme(names[0], inner), theme(names[3])))))
    page = LexborHTMLParser(html)
    assert [node.text() for node in page.css("li > strong, li > p > strong")] == list(names)
    assert [node.text() for node in page.css("h1")] == ["T *t*"]
    assert "codes: being *honest*; a/b|c" in page.text()
    assert [node.text() for node in page.css("ul ul ul > li > strong")] == [names[2]]
    assert not page.css("em, code, a, ol, b")


@given(TREES)
def test_json_has_the_nodes_as_they_are(tree: ThemeTree) -> None:
    def check(node: ThemeNode, value: dict[str, object]) -> None:
        keys = ["id", "name", "essence", "status", "participants", "extracts", "codes", "children"]
        assert list(value) == keys
        assert value["name"] == "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in node.theme.name)
        assert (value["participants"], value["extracts"]) == (node.participants, node.extracts)
        children = value["children"]
        assert isinstance(children, list)
        for child, shown in zip(node.children, children, strict=True):
            check(child, shown)

    for root, value in zip(tree.roots, json.loads(tree_bytes(tree, "json")), strict=True):
        check(root, value)


@pytest.mark.parametrize("kind", formats.kinds("tree"))
def test_outlines_count_and_figures_do_not_unless_asked(kind: str) -> None:
    tree = paper_tree()
    without, with_counts, usual = (tree_bytes(tree, kind, "right", counts) for counts in (False, True, None))
    assert usual == (with_counts if kind in ("txt", "md", "json", "docx") else without)
    assert (with_counts != without) == (kind != "json")
    with pytest.raises(BadInput, match="txt, md, json, docx, svg, png"):
        tree_bytes(tree, kind + "x")


@pytest.mark.parametrize("kind", formats.kinds("tree"))
def test_saving_writes_the_kind_of_the_name_and_what_it_was_made_from(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"themes.{kind}"
    assert sorted(save_tree(paper_tree(), path, {"head": "abc"})) == sorted(tmp_path.iterdir())
    data = path.read_bytes()
    assert data == tree_bytes(paper_tree(), kind)
    about = json.loads((tmp_path / f"themes.{kind}.meta.json").read_text(encoding="utf-8"))
    assert about["provenance"] == {"head": "abc"}
    assert about["themes"] == 23
    assert about["sha256"] == hashlib.sha256(data).hexdigest()


# --- Labels


@given(NAMES, st.floats(20, 300), st.booleans())
def test_wrapping_loses_nothing_and_fits_where_a_sign_fits(text: str, width: float, bold: bool) -> None:
    lines = wrap(text, width, 9, bold)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    words = one_line(text).split()
    for line in lines:
        assert text_width(line, 9, bold) <= width or len(line) == 1 or not line.isascii()
    if all(text_width(word, 9, bold) <= width and word.isascii() and not set(word) & set("-/") for word in words):
        assert " ".join(lines) == " ".join(words)


@pytest.mark.parametrize("sign", ["e\u0301", "👩\u200d👩\u200d👧", "👍🏽", "🇩🇪", "क\u094d", "\u0e17\u0e35\u0e48"])
def test_wrapping_parts_no_sign_from_its_marks(sign: str) -> None:
    lines = wrap(sign * 30, 60, 9)
    assert len(lines) > 1
    assert "".join(lines) == sign * 30
    assert all(len(line) % len(sign) == 0 for line in lines)
