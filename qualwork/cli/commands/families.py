"""Commands for term families: forms accepted and rejected, derivatives proposed, hits screened one by one."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import FamilyArgument, RoleOption, WhyOption, confirm, opened, roles
from qualwork.cli.options import JsonOption, OutOption, SafeOption, TableOutput, option_sets
from qualwork.cli.single_keys import ESCAPE, single_keys
from qualwork.model.errors import BadInput
from qualwork.model.plurals import counted
from qualwork.model.roles import ROLES
from qualwork.model.table import Table
from qualwork.workbench.base import file_kinds

if TYPE_CHECKING:
    from qualwork.model.family import Verdict
    from qualwork.workbench.base.projects import Project
    from qualwork.workbench.counts.families import Proposal
    from qualwork.workbench.counts.screening import Hit, Place

families = typer.Typer(help="Term families: names and the forms they count.", invoke_without_command=True)
FormsArgument = Annotated[list[str], typer.Argument(metavar="FORM...", help='As in breather, breath* or "caring for".')]
_HEADINGS = {"form": "forms", "negation": "opposites and negations", "phrase": "phrases around it"}
_HIT_COLUMNS = ("id", "verdict", "coder", "transcript", "participant", "start", "end", "left", "match", "right")
_KEYS = "i in   o out   s skip   b back   u undo   q stop"
_STOP_KEYS, _NEXT_KEYS, _BACK_KEYS = ("q", ESCAPE, "\x04"), ("s", " ", "\r", "\n"), ("b", "\x7f", "\x08")
_NUMBERS = re.compile(r"(\d+)(?:-(\d+))?")
_PLACE = re.compile(r"(.+) (\d+):(\d+)")
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class VerdictOptions:
    """Hits that are judged without being shown one by one."""

    keep: Annotated[
        list[str] | None,
        typer.Option("--in", metavar="ID", help="These hits count: 3, 5-9, or the place as the list shows it."),
    ] = None
    leave: Annotated[
        list[str] | None, typer.Option("--out", metavar="ID", help="These hits do not count. May be repeated.")
    ] = None
    forget: Annotated[
        list[str] | None, typer.Option("--unscreened", metavar="ID", help="Take back what was said of these hits.")
    ] = None
    all_in: Annotated[bool, typer.Option("--all-in", help="All hits that nobody looked at yet count.")] = False

    def asked(self) -> list[tuple[list[str], Verdict | None]]:
        """Numbers of hits with what is said of them."""
        asked: list[tuple[list[str] | None, Verdict | None]] = [
            (self.keep, "in"),
            (self.leave, "out"),
            (self.forget, None),
        ]
        return [(ids, verdict) for ids, verdict in asked if ids]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(families, name="families")


@families.callback()
@option_sets
def list_families(context: typer.Context, *, result: TableOutput) -> None:
    """List term families with accepted and rejected forms."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        result.show(project, workbench.counting.families_table(project))


@families.command()
def add(
    context: typer.Context,
    spec: Annotated[str, typer.Argument(metavar="SPEC", help='As in breathe=breathe,breather,breath*,"caring for".')],
    why: WhyOption = "",
) -> None:
    """Save a family, or accept more forms into it."""

    with opened(context) as project:
        family = workbench.counting.add_family(project, spec, why)
        output.say(f"family {family.name}: {', '.join(family.accepted)}")


@families.command()
def accept(context: typer.Context, family: FamilyArgument, forms: FormsArgument, why: WhyOption = "") -> None:
    """Accept forms into a family."""

    with opened(context) as project:
        found = workbench.counting.judge_forms(project, resolve.family(project, family).id, forms, "accepted", why)
        output.say(f"family {found.name}: {', '.join(found.accepted)}")


@families.command()
def reject(context: typer.Context, family: FamilyArgument, forms: FormsArgument, why: WhyOption = "") -> None:
    """Reject forms from a family: not proposed again, nor counted through a wildcard or inside a rejected phrase."""

    with opened(context) as project:
        found = workbench.counting.judge_forms(project, resolve.family(project, family).id, forms, "rejected", why)
        output.say(f"family {found.name}: rejected {', '.join(found.rejected)}")


@families.command()
def delete(context: typer.Context, family: FamilyArgument, why: WhyOption = "") -> None:
    """Delete a family with its forms."""

    with opened(context) as project:
        kin = resolve.family(project, family)
        details = [
            f"accepted: {', '.join(kin.accepted) or 'none'}",
            f"rejected: {', '.join(kin.rejected) or 'none'}",
        ]
        if confirm(context, f"Delete family {kin.name}?", details):
            workbench.counting.delete_family(project, kin.id, why)
            output.say(f"family {kin.name} deleted; undo brings it back")


@families.command()
def suggest(
    context: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORM", help="A word, as in breathe.")],
    family: Annotated[
        str | None,
        typer.Option("--family", metavar="FAMILY", help="Leave out what this family judged; else those with the form."),
    ] = None,
    as_json: JsonOption = False,
    out: OutOption = None,
) -> None:
    """Propose forms from what participants say, with two lines each; what was accepted or rejected is left out."""

    with opened(context) as project:
        kin = resolve.family(project, family).id if family else None
        found = workbench.families.proposals(project, form, kin)
        if out is not None:
            output.show(project, workbench.families.suggest(project, form, kin), False, out)
        if as_json:
            output.say_json([_proposal_record(each) for each in found])
        elif out is None:
            _say_proposals(found)
        if not found:
            output.note(f"participants say nothing like {form!r} that was not judged yet")


def _proposal_record(each: Proposal) -> dict[str, Any]:

    counts = {"form": each.form, "occurrences": each.occurrences, "participants": each.participants}
    return counts | {
        "reason": each.reason,
        "kind": each.kind,
        "lines": [workbench.families.shown(line) for line in each.lines],
    }


def _say_proposals(found: Sequence[Proposal]) -> None:

    for kind, mine in groupby(found, key=lambda each: each.kind):
        output.say(f"{_HEADINGS[kind]}:")
        for each in mine:
            by = counted(each.participants, "participant")
            output.say(f"  {each.form}  {each.occurrences:,} by {by}  ({each.reason})")
            for line in each.lines:
                output.say(f"      {line.title}: {workbench.families.shown(line)}")


@families.command()
@option_sets
def screen(
    context: typer.Context,
    family: FamilyArgument,
    *,
    verdicts: VerdictOptions,
    show: Annotated[
        str | None, typer.Option("--show", metavar="STATE", help="Only those that are in, out or unscreened.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the hits; do not ask.")] = False,
    role: RoleOption = None,
    width: Annotated[int, typer.Option(min=5, help="Characters of context on each side.")] = 60,
    why: WhyOption = "",
    as_json: JsonOption = False,
    file: Annotated[
        Path | None, typer.Option("-o", "--file", help=f"Write the list: {file_kinds.listed('table')}.")
    ] = None,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """Look at each hit of a family in its context: in or out? Without options, on a terminal, one key a hit.

    The term table counts a hit unless it is out. A second look goes through those that --show names.
    """

    with opened(context) as project:
        spoken, kin = roles(role), resolve.family(project, family).id
        hits = workbench.screening.hits(project, kin, spoken, width)
        chosen = _verdicts(hits, verdicts.asked(), verdicts.all_in)
        if chosen and file:
            raise BadInput("screen first, then write the list: leave either the verdicts or -o out")
        for mine, verdict in chosen:
            done = workbench.screening.judge(project, kin, mine, verdict, why)
            output.note(f"{counted(done, 'hit')} {verdict or 'not screened any more'}")
        hits = workbench.screening.hits(project, kin, spoken, width) if chosen else hits
        wanted = _of_state(hits, show)
        if not (chosen or listed or as_json or file) and sys.stdin.isatty() and sys.stdout.isatty():
            asked = wanted if show else [hit for hit in hits if hit.verdict is None]
            _one_by_one(project, kin, [hit.place for hit in asked], width)
        else:
            output.show(project, _hit_table(wanted), as_json, file, spreadsheet_safe)


def _verdicts(
    hits: list[Hit], asked: Sequence[tuple[list[str], Verdict | None]], all_in: bool
) -> list[tuple[list[Hit], Verdict | None]]:
    """The hits named for each verdict, and for `all_in` those that nobody looked at or names."""
    chosen = [(_chosen(hits, ids), verdict) for ids, verdict in asked]
    if all_in:
        named = {hit.number for mine, _ in chosen for hit in mine}
        chosen.append(([hit for hit in hits if hit.verdict is None and hit.number not in named], "in"))
    _refuse_both(chosen)
    return chosen


def _refuse_both(chosen: Sequence[tuple[Sequence[Hit], Verdict | None]]) -> None:
    seen: dict[int, Verdict | None] = {}
    for hits, verdict in chosen:
        for hit in hits:
            if seen.setdefault(hit.number, verdict) != verdict:
                raise BadInput(f"hit {hit.number} is named twice, with two verdicts")


def _of_state(hits: list[Hit], state: str | None) -> list[Hit]:
    if state not in (None, "in", "out", "unscreened"):
        raise BadInput(f"--show {state!r} is not known; choose in, out or unscreened")
    return [hit for hit in hits if state in (None, hit.state)]


def _chosen(hits: list[Hit], ids: list[str]) -> list[Hit]:
    """The hits meant by numbers, ranges of them and places."""
    by_number = {hit.number: hit for hit in hits}
    by_place = {(hit.line.title, hit.line.start, hit.line.end): hit for hit in hits}
    found: dict[int, Hit] = {}
    for typed in (part.strip() for each in ids for part in each.split(",")):
        place, numbers = _PLACE.fullmatch(typed), _NUMBERS.fullmatch(typed)
        if place is not None:
            mine = [by_place.get((place[1], int(place[2]), int(place[3])))]
        elif numbers is not None and len(typed) <= 2 * _MOST_DIGITS:
            low, high = int(numbers[1]), int(numbers[2] or numbers[1])
            mine = [by_number.get(number) for number in ((low, high) if high > len(hits) else range(low, high + 1))]
        else:
            mine = [None]
        for hit in mine or [None]:
            if hit is None:
                raise BadInput(f"hit {typed!r} is not there; the {len(hits):,} hits have the numbers the list shows")
            found[hit.number] = hit
    return list(found.values())


def _hit_table(hits: list[Hit]) -> Table:
    rows = []
    for hit in hits:
        line = hit.line
        place = line.title, line.participant, line.start, line.end
        rows.append((hit.number, hit.state, hit.coder, *place, line.left, line.match, line.right))
    return Table("hits", _HIT_COLUMNS, tuple(rows))


def _one_by_one(project: Project, family: int, places: Sequence[Place], width: int) -> None:
    """Ask for one key a hit; each answer is a decision of its own."""

    at, judged = 0, 0
    with single_keys() as next_key:
        while at < len(places):
            hit = {each.place: each for each in workbench.screening.hits(project, family, ROLES, width)}[places[at]]
            _say_hit(hit, f"{at + 1} of {len(places)}")
            key = next_key()
            if key in _STOP_KEYS:
                break
            if key in ("i", "o"):
                judged += workbench.screening.judge(project, family, [hit], "in" if key == "i" else "out")
                at += 1
            elif key in _NEXT_KEYS:
                at += 1
            elif key in _BACK_KEYS:
                at = max(at - 1, 0)
            elif key == "u" and judged:
                workbench.auditing.undo(project)
                judged, at = judged - 1, max(at - 1, 0)
    left = sum(hit.verdict is None for hit in workbench.screening.hits(project, family))
    output.note(f"{counted(judged, 'hit')} judged; {left:,} not screened yet")


def _say_hit(hit: Hit, where: str) -> None:
    line = hit.line
    by = f" by {hit.coder}" if hit.coder else ""
    output.say(f"{where}  {line.title}, {line.participant} {line.start}:{line.end}  ({hit.state}{by})")
    output.say("  " + " ".join(f"{line.left}[{line.match}]{line.right}".split()))
    output.say(f"  {_KEYS}")
