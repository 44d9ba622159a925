"""The thematic map: boxes apart from each other, arrows that run through none of them."""

from __future__ import annotations

from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.export.figures.geometry import Rect, crosses, length, meets, way_round
from qualwork.export.figures.map_figure import map_bytes, map_markdown, map_svg
from qualwork.export.figures.map_layout import arrange
from qualwork.export.figures.map_routes import Arrow, route
from qualwork.export.figures.tree_layout import PAGE_WIDTH
from qualwork.model.theme import RELATION_KINDS, Relation, Theme, ThemeNode, ThemeTree

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.sampled_from(["Calm", "The door was the hardest part of all, and so on", "A & <b>", "安心", "x" * 60])
KINDS = st.sampled_from([*RELATION_KINDS, "makes possible what nobody had thought of", "Ω"])


@st.composite
def studies(draw: st.DrawFn, themes: int = 7) -> tuple[ThemeTree, list[Relation]]:
    """Up to so many themes with up to four subthemes each, and any relations between them."""
    fresh = iter(range(1, 1000))
    roots = tuple(
        ThemeNode(Theme(next(fresh), draw(NAMES)), (), 1, 1, tuple(subs(draw, fresh, draw(st.integers(0, 4)))))
        for _ in range(draw(st.integers(1, themes)))
    )
    tree = ThemeTree("Map", roots)
    known = [node.theme.id for _, node in tree.walk()]
    pairs = draw(st.lists(st.tuples(st.sampled_from(known), st.sampled_from(known)), max_size=9))
    relations = [Relation(at, one, draw(KINDS), other) for at, (one, other) in enumerate(pairs) if one != other]
    return tree, relations


def subs(draw: st.DrawFn, fresh: object, number: int) -> list[ThemeNode]:
    """So many subthemes."""
    return [ThemeNode(Theme(next(fresh), draw(NAMES)), (), 1, 1) for _ in range(number)]  # type: ignore[call-overload]


def runs_through(arrow: Arrow, rects: list[Rect]) -> bool:
    return any(meets(one, other, rect) for one, other in pairwise(arrow.path) for rect in rects)


@settings(max_examples=60, deadline=None)
@given(studies(), st.booleans())
def test_no_box_overlaps_and_no_arrow_runs_through_one(study: tuple[ThemeTree, list[Relation]], counts: bool) -> None:
    tree, relations = study
    clusters = arrange(tree, relations, counts, 8)
    rects = [cluster.rect for cluster in clusters]
    assert sorted(cluster.theme for cluster in clusters) == sorted(root.theme.id for root in tree.roots)
    assert all(one.grown(10).overlap(other) == 0 for one, other in combinations(rects, 2))
    for cluster in clusters:
        for box in (cluster.title, *cluster.inner.values()):
            assert cluster.rect.left <= box.x
            assert box.x + box.width <= cluster.rect.right + 0.01
            assert box.y + box.height <= cluster.rect.bottom + 0.01
        boxes = [Rect(box.x, box.y, box.x + box.width, box.y + box.height) for box in cluster.inner.values()]
        assert all(one.overlap(other) == 0 for one, other in combinations(boxes, 2))
    arrows = route(clusters, relations)
    assert [arrow.relation for arrow in arrows] == relations
    for arrow in arrows:
        assert not runs_through(arrow, rects)
        assert len(arrow.path) >= 2
        assert min(x for x, _ in arrow.path) >= 0
        assert max(x for x, _ in arrow.path) <= PAGE_WIDTH


@settings(max_examples=30, deadline=None)
@given(studies())
def test_the_map_is_well_formed_says_every_kind_and_is_the_same_again(study: tuple[ThemeTree, list[Relation]]) -> None:
    tree, relations = study
    svg = map_svg(tree, relations)
    assert svg == map_svg(tree, relations)
    root = ElementTree.fromstring(svg)
    assert root.get("width") == "170mm"
    said = [" ".join(text.itertext()).replace(" ", "") for text in root.iter(f"{SVG}text")]
    for relation in relations:
        assert relation.kind.replace(" ", "") in said
    assert len(list(root.iter(f"{SVG}polygon"))) == len(relations) + sum(each.mutual for each in relations)


def five_themes() -> tuple[ThemeTree, list[Relation]]:
    """A ring of five themes with a subtheme each."""
    roots = tuple(
        ThemeNode(Theme(at, f"Theme {at}"), (), 1, 1, (ThemeNode(Theme(at + 10, f"Sub {at}")),)) for at in range(1, 6)
    )
    ring = [Relation(at, at, "leads to", at % 5 + 1) for at in range(1, 6)]
    return ThemeTree("Ring", roots), [*ring, Relation(9, 11, "part of", 14), Relation(10, 12, "contrasts with", 2)]


def test_it_is_drawn_for_print_and_told_as_text() -> None:
    tree, relations = five_themes()
    png = map_bytes(tree, relations, "png")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert abs(int.from_bytes(png[16:20], "big") - 170 / 25.4 * 300) <= 1
    lines = map_markdown(tree, [*relations, Relation(11, 1, "leads to", 99, "nowhere")]).splitlines()
    assert lines[2] == "- **Theme 1** leads to **Theme 2**"
    assert len(lines) == 2 + len(relations)
    assert "no relations yet" in map_markdown(tree, [])


def test_an_empty_map_says_so() -> None:
    assert "no themes yet" in map_svg(ThemeTree("", ()), [])


def test_related_themes_lie_side_by_side() -> None:
    """Of six themes in two rows, the first and the last are drawn next to each other where they are related."""
    tree = ThemeTree("", tuple(ThemeNode(Theme(at, f"Theme {at}")) for at in range(1, 7)))
    apart = {cluster.theme: cluster.rect for cluster in arrange(tree, [], False, 0)}
    close = {cluster.theme: cluster.rect for cluster in arrange(tree, [Relation(1, 1, "leads to", 6)], False, 0)}

    def distance(rects: dict[int, Rect]) -> float:
        return abs(rects[1].left - rects[6].left) + abs(rects[1].top - rects[6].top)

    assert distance(close) < distance(apart)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [((0, 5), (20, 5), True), ((0, 0), (20, 0), False), ((0, 20), (20, 20), False), ((12, 12), (13, 13), True)],
)
def test_lines_meet_boxes_they_run_through(
    start: tuple[float, float], end: tuple[float, float], expected: bool
) -> None:
    assert meets(start, end, Rect(5, 0, 15, 20)) is expected


def test_a_way_round_is_free_and_short() -> None:
    wall = Rect(40, -30, 60, 30)
    path = way_round((0, 0), (100, 0), [wall], 5)
    assert len(path) > 2
    assert not any(meets(one, other, wall) for one, other in pairwise(path))
    assert 100 < length(path) < 140
    assert crosses((0, 0), (10, 10), (0, 10), (10, 0))
    assert not crosses((0, 0), (10, 10), (10, 10), (20, 0))
