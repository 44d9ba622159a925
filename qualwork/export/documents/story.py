"""The story of an analysis as a chart that a paper can print, and as a draft paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from qualwork.export.figures.drawing import ANY_FONT, OWN_FONT, check_fonts, number, opening, png
from qualwork.export.figures.tree_layout import PAGE_WIDTH
from qualwork.export.plain import xml_text
from qualwork.model.decision import PHASES
from qualwork.model.plurals import counted
from qualwork.model.story import Story

# All lengths are points.
_LEFT, _RIGHT, _TOP = 78.0, 40.0, 22.0
_ROW, _GAP, _PANEL = 13.0, 26.0, 92.0
_SIZE = 8.0
_WIDEST_BAR = 26.0
_MOST_TICKS = 8
_HEIGHT = _TOP + len(PHASES) * _ROW + 2 * (_GAP + _PANEL) + 2 * _ROW + 34.0


def story_svg(story: Story) -> str:
    """Three panels over one axis of weeks: decisions by phase, codings, codes and themes with merges and drops."""
    return _svg(story, ANY_FONT)


def story_png(story: Story) -> bytes:
    """The same chart in 300 dots an inch."""
    check_fonts([xml_text(story.title)])
    return png(_svg(story, OWN_FONT), PAGE_WIDTH, _HEIGHT)


def _svg(story: Story, fonts: str) -> str:
    title = xml_text(story.title)
    lines = opening(f"The analysis of {title}, week by week", PAGE_WIDTH, _HEIGHT, fonts, PAGE_WIDTH)
    lines.append(_text(_LEFT, 12, f"{title}: decisions by phase", bold=True))
    if not story.weeks:
        lines.append(_text(_LEFT, 40, "(nothing was decided yet)"))
    else:
        lines += [*_phase_rows(story), *_codings(story), *_codes(story), *_events(story), *_axis(story)]
    return "\n".join([*lines, "</svg>", ""])


def _x(story: Story, week: int) -> float:
    """Middle of a week."""
    return _LEFT + (week + 0.5) * (PAGE_WIDTH - _LEFT - _RIGHT) / len(story.weeks)


def _bar_width(story: Story) -> float:
    return min(_WIDEST_BAR, 0.72 * (PAGE_WIDTH - _LEFT - _RIGHT) / len(story.weeks))


def _phase_rows(story: Story) -> Iterator[str]:
    """A square a week and phase, the darker the more was decided."""
    most = max((count for week in story.weeks for count in week.by_phase), default=0) or 1
    width = _bar_width(story)
    for row, name in enumerate(PHASES.values()):
        y = _TOP + row * _ROW
        yield _text(_LEFT - 6, y + 8.5, f"{row + 1} {name}", anchor="end")
        for at, week in enumerate(story.weeks):
            if count := week.by_phase[row]:
                grey = round(222 - 190 * (count / most) ** 0.5)
                shape = f'x="{number(_x(story, at) - width / 2)}" y="{number(y)}" width="{number(width)}"'
                yield f'<rect {shape} height="{number(_ROW - 2)}" fill="#{grey:02x}{grey:02x}{grey:02x}"/>'


def _panel(number_of: int) -> tuple[float, float]:
    """Top and bottom of the first or second panel below the phases."""
    top = _TOP + len(PHASES) * _ROW + _GAP + number_of * (_PANEL + _GAP)
    return top, top + _PANEL


def _scale(top: float, bottom: float, most: int) -> Iterator[str]:
    for value in sorted({0, most}):
        y = bottom - (bottom - top) * value / most
        right = PAGE_WIDTH - _RIGHT
        yield f'<path d="M{number(_LEFT)} {number(y)}H{number(right)}" stroke="#bbb" stroke-width="0.5" fill="none"/>'
        yield _text(_LEFT - 6, y + 3, f"{value:,}", anchor="end")


def _codings(story: Story) -> Iterator[str]:
    top, bottom = _panel(0)
    most = max(week.new_codings for week in story.weeks) or 1
    width = _bar_width(story)
    yield _text(_LEFT, top - 8, "codings made in each week", bold=True)
    yield from _scale(top, bottom, most)
    for at, week in enumerate(story.weeks):
        height = (bottom - top) * week.new_codings / most
        shape = f'x="{number(_x(story, at) - width / 2)}" y="{number(bottom - height)}" width="{number(width)}"'
        if height:
            yield f'<rect {shape} height="{number(height)}" fill="#777"/>'


def _codes(story: Story) -> Iterator[str]:
    top, bottom = _panel(1)
    most = max(max(week.codes, week.themes) for week in story.weeks) or 1
    heading = "codes and themes at the end of each week, and what was merged or dropped in it"
    yield _text(_LEFT, top - 8, heading, bold=True)
    yield from _scale(top, bottom, most)
    ends = []
    for name, dash, values in (
        ("codes", "", [week.codes for week in story.weeks]),
        ("themes", ' stroke-dasharray="4 2"', [week.themes for week in story.weeks]),
    ):
        points = [(_x(story, at), bottom - (bottom - top) * value / most) for at, value in enumerate(values)]
        path = "L".join(f"{number(x)} {number(y)}" for x, y in points)
        yield f'<path d="M{path}" stroke="#000" stroke-width="1.1" fill="none"{dash}/>'
        for x, y in points:
            yield f'<circle cx="{number(x)}" cy="{number(y)}" r="1.6" fill="#000"/>'
        ends.append((points[-1][1], name))
    apart = ends[0][0] - ends[1][0]
    for (y, name), way in zip(ends, (1, -1) if apart > 0 else (-1, 1), strict=True):
        aside = max(0.0, (_SIZE + 1 - abs(apart)) / 2) * way
        yield _text(PAGE_WIDTH - _RIGHT + 4, y + 3 + aside, name)


def _events(story: Story) -> Iterator[str]:
    """How many codes were merged, and codes and themes dropped, in each week."""
    bottom = _panel(1)[1]
    size = min(_SIZE, _bar_width(story))
    for row, (name, values) in enumerate(
        (
            ("merges", [week.merges for week in story.weeks]),
            ("dropped", [week.dropped_codes + week.dropped_themes for week in story.weeks]),
        ),
        start=1,
    ):
        y = bottom + row * _ROW
        yield _text(_LEFT - 6, y, name, anchor="end")
        for at, value in enumerate(values):
            if value:
                yield _text(_x(story, at), y, str(value), anchor="middle", size=size)


def _axis(story: Story) -> Iterator[str]:
    bottom = _panel(1)[1] + 2 * _ROW
    step = -(-len(story.weeks) // _MOST_TICKS)
    for at in range(0, len(story.weeks), step):
        yield _text(_x(story, at), bottom + 14, story.weeks[at].monday, anchor="middle")
    yield _text(_LEFT, bottom + 26, "weeks by their Monday")


def _text(x: float, y: float, said: str, anchor: str = "start", bold: bool = False, size: float = _SIZE) -> str:
    look = ' font-weight="bold"' if bold else ""
    place = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}" text-anchor="{anchor}"'
    return f"<text {place}{look}>{escape(said)}</text>"


def story_draft(story: Story) -> str:
    """The draft paragraph as a file of its own has it."""
    return story_text(story) + "\n"


def story_text(story: Story) -> str:
    """A draft paragraph: what the log can say. Why it went that way only the researcher knows."""
    if not story.weeks or not story.first:
        return "Nothing was decided yet."
    last = story.weeks[-1]
    span = _said(story.first) if story.first == story.last else f"{_said(story.first)} to {_said(story.last)}"
    who = f"{len(story.coders)} coders" if len(story.coders) > 1 else "one coder"
    parts = [
        f"The analysis ran from {span}." if story.first != story.last else f"The analysis was made on {span}.",
        f"{counted(story.transcripts, 'transcript')} of {counted(story.participants, 'participant')} were analysed by "
        f"{who}, in {counted(story.decisions, 'decision')} kept in the audit trail"
        + (f" ({story.undone:,} more were taken back)." if story.undone else "."),
        _phase_sentence(story),
        _codebook_sentence(story),
        f"In the end there were {counted(last.codes, 'code')}, {counted(last.codings, 'coded passage')} and "
        f"{counted(last.themes, 'theme')}.",
    ]
    return " ".join(part for part in parts if part)


def _phase_sentence(story: Story) -> str:
    phases = [
        f"{span.name} ({counted(span.decisions, 'decision')}, {_days(span.first, span.last)})" for span in story.phases
    ]
    return f"By phase: {'; '.join(phases)}." if phases else ""


def _codebook_sentence(story: Story) -> str:
    made = sum(week.new_codes for week in story.weeks)
    dropped = sum(week.dropped_codes for week in story.weeks)
    themes, gone = sum(w.new_themes for w in story.weeks), sum(w.dropped_themes for w in story.weeks)
    peak = max(story.weeks, key=lambda week: week.codes)
    said = f"{counted(made, 'code')} were made"
    said += f", {counted(story.merges, 'merge')} joined codes" if story.merges else ""
    said += f" and {dropped:,} dropped" if dropped else ""
    said += f"; the codebook was largest in the week of {_said(peak.monday)}, with {counted(peak.codes, 'code')}"
    said += f". {counted(themes, 'theme')} were tried" + (f" and {gone:,} let go" if gone else "") if themes else ""
    return said + "."


def _days(first: str, last: str) -> str:
    return _said(first) if first == last else f"{_said(first)} to {_said(last)}"


def _said(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{when.day} {when:%B %Y}"
