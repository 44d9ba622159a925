"""What may be open in each phase, and what is done: facts that a person judges, sets aside with a reason, or leaves.

Nothing is locked by any of it (Braun & Clarke 2006: the phases are recursive). Each task names its thing, so that the
screen can open the place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from qualwork.model.decision import PHASES
from qualwork.model.errors import BadInput, NotFound
from qualwork.model.plurals import counted
from qualwork.model.refs import ThingKind
from qualwork.model.table import Table
from qualwork.model.theme import ThemeNode
from qualwork.model.transcript import Transcript
from qualwork.model.units import words
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, codings, places, set_aside, study
from qualwork.project.rows.study import Study
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming, projects
from qualwork.workbench.codes import codebook, memoing
from qualwork.workbench.corpus.extracts import body
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import theming
from qualwork.workbench.transcripts import reading

STRETCH_WORDS = 300
"""Words of participants without a code that are worth a second look, unless the project says another number."""

KINDS: dict[str, tuple[int, str]] = {
    "question": (1, "research question not written"),
    "unread": (1, "transcripts not read to the end"),
    "query": (1, "queries still open"),
    "stretch": (2, "long stretches without a code"),
    "undefined": (2, "codes without a definition"),
    "once": (2, "codes with one use or none"),
    "review": (2, "codings to look at again"),
    "homeless": (3, "codes without a theme"),
    "empty": (4, "themes without extracts"),
    "alone": (4, "themes resting on one participant"),
    "essence": (5, "themes without an essence"),
    "one-word": (5, "theme names of one word"),
    "narrative": (6, "themes without a narrative"),
}
"""Kinds of tasks: the phase they belong to, and what they say."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that may be open: its kind, the thing it is about, and where it stands; `span` is a passage of it."""

    kind: str
    thing_kind: ThingKind
    thing: int
    name: str
    detail: str = ""
    span: tuple[int, int] | None = None
    reason: str = ""
    set_aside_by: str = ""

    @property
    def phase(self) -> int:
        """The phase it belongs to."""
        return KINDS[self.kind][0]

    @property
    def mark(self) -> str:
        """The kind, with the passage where it is about one: what is kept of it when it is set aside."""
        return self.kind if self.span is None else f"{self.kind} {self.span[0]}:{self.span[1]}"

    @property
    def key(self) -> str:
        """What names it on the command line: `undefined:code:12`, `stretch:transcript:3:1200:3400`."""
        where = "" if self.span is None else f":{self.span[0]}:{self.span[1]}"
        return f"{self.kind}:{self.thing_kind}:{self.thing}{where}"


@dataclass(frozen=True, slots=True)
class PhaseCard:
    """One phase: what is done, in a few facts, and what may be open."""

    phase: int
    done: tuple[str, ...]
    tasks: tuple[Task, ...] = field(default=())

    @property
    def name(self) -> str:
        """What the phase is called."""
        return PHASES[self.phase]

    @property
    def open(self) -> tuple[Task, ...]:
        """The tasks that nobody set aside."""
        return tuple(task for task in self.tasks if not task.set_aside_by)


def cards(project: Project) -> tuple[PhaseCard, ...]:
    """A card a phase, with all of its tasks, those set aside among them."""
    look = _Look(project)
    aside = look.aside()
    tasks = []
    for task in look.tasks():
        left = aside.get((task.mark, task.thing_kind, task.thing))
        tasks.append(task if left is None else replace(task, reason=left.reason, set_aside_by=left.coder))
    return tuple(
        PhaseCard(phase, tuple(look.done(phase)), tuple(task for task in tasks if task.phase == phase))
        for phase in PHASES
    )


def put_aside(project: Project, task: Task, reason: str = "") -> None:
    """Leave a task, with the reason."""
    label = f"{KINDS[task.kind][1]}: {task.name}"
    with project.decide(Verb.SET_TASK_ASIDE, label, reason, phase=task.phase) as deciding:
        set_aside.add(deciding, task.mark, (task.thing_kind, task.thing), reason)


def take_up(project: Project, task: Task, why: str = "") -> None:
    """Take a task up again that was set aside."""
    left = _Look(project).aside().get((task.mark, task.thing_kind, task.thing))
    if left is None:
        raise NotFound(f"task {task.key} is not set aside")
    label = f"{KINDS[task.kind][1]}: {task.name}"
    with project.decide(Verb.TAKE_TASK_UP, label, why, phase=task.phase) as deciding:
        set_aside.remove(deciding.session, left.id)


def named(project: Project, key: str) -> Task:
    """The task with a key, as `tasks` shows it."""
    every = [task for card in cards(project) for task in card.tasks]
    found = next((task for task in every if task.key == key), None)
    if found is None:
        raise NotFound(f"there is no task {key!r}; `qualwork tasks --all` lists them with their keys")
    return found


def table(project: Project, phase: int | None = None, with_set_aside: bool = False) -> Table:
    """One row a task."""
    rows = [
        (task.phase, KINDS[task.kind][1], task.name, task.detail, task.key, task.set_aside_by, task.reason)
        for card in cards(project)
        for task in (card.tasks if with_set_aside else card.open)
        if phase in (None, card.phase)
    ]
    columns = ("phase", "task", "on", "detail", "key", "set_aside_by", "reason")
    return Table("tasks", columns, tuple(rows), auditing.provenance(project))


def set_stretch(project: Project, number: int, why: str = "") -> None:
    """Say how many words without a code are worth a second look; they are counted by the project's word rule."""
    if number < 1:
        raise BadInput("a stretch has at least one word; give a number such as 300")
    projects.set_setting(project, "stretch_words", number, why)


def stretch_words(known: Study) -> int:
    """How many words without a code make a long stretch in this study."""
    number = known.settings.get("stretch_words")
    return number if isinstance(number, int) else STRETCH_WORDS


class _Look:
    """The project as it is now, looked at once for all tasks."""

    def __init__(self, project: Project) -> None:
        self.project = project
        with project.read() as session:
            self.study = study.get(session)
            self.codes = codes.everything(session)
            self.codings = codings.listing(session)
            self.seen = places.progress(session, project.coder)
            self.left = set_aside.listing(session)
        self.infos = reading.infos(project)
        self.uses = codebook.uses(project)
        self.paths = naming.paths(self.codes)
        self.tree = theming.tree(project)
        self.nodes = [node for _, node in self.tree.walk()]
        self.homeless = {code.id for code in theming.codes_without_theme(project)}
        self.queries = [memo for memo in memoing.listing(project, kind="query") if not memo.resolved]

    def aside(self) -> dict[tuple[str, str, int], set_aside.SetAside]:
        """What was set aside, by mark and thing."""
        return {(left.task, left.thing_kind, left.thing): left for left in self.left}

    def tasks(self) -> Iterator[Task]:
        """All tasks, by phase."""
        yield from self._of_transcripts()
        yield from self._of_codes()
        yield from self._of_themes()

    def _of_transcripts(self) -> Iterator[Task]:
        if not self.study.research_question:
            yield Task("question", "project", 1, "the project", "what does the study ask?")
        for info in self.infos:
            read = self.seen.get(info.id, 0.0)
            if read < 1:
                yield Task("unread", "transcript", info.id, info.title, f"{read:.0%} read")
        for memo in self.queries:
            about = memoing.describe(self.project, memo)
            span = None if memo.start is None or memo.end is None else (memo.start, memo.end)
            yield Task("query", memo.thing_kind, memo.thing, about, " ".join(memo.text.split())[:80], span)
        yield from self._stretches()

    def _stretches(self) -> Iterator[Task]:
        """Only where coding has begun: before that every transcript is one long stretch."""
        least = stretch_words(self.study)
        by_transcript: dict[int, list[tuple[int, int]]] = {}
        for coding in self.codings:
            by_transcript.setdefault(coding.transcript, []).append((coding.start, coding.end))
        for info in self.infos if by_transcript else ():
            transcript = Transcript(info, *body(self.project, info.revision))
            for start, end, number in stretches(transcript, by_transcript.get(info.id, ()), self.study.language):
                if number > least:
                    yield Task("stretch", "transcript", info.id, info.title, f"{number:,} words", (start, end))

    def _of_codes(self) -> Iterator[Task]:
        below = {code.parent for code in self.codes}
        for code in self.codes:
            if not code.definition:
                yield Task("undefined", "code", code.id, self.paths[code.id], "no definition")
        for code in self.codes:
            uses = self.uses.get(code.id, 0)
            if uses <= 1 and not (uses == 0 and code.id in below):
                yield Task("once", "code", code.id, self.paths[code.id], "used once" if uses else "never used")
        for coding in self.codings:
            if coding.needs_review:
                yield Task("review", "coding", coding.id, self.paths[coding.code], "the text under it has changed")
        for code in self.codes:
            if code.id in self.homeless and (self.uses.get(code.id, 0) or code.id not in below):
                yield Task("homeless", "code", code.id, self.paths[code.id], counted(self.uses.get(code.id, 0), "use"))

    def _of_themes(self) -> Iterator[Task]:
        def task(kind: str, node: ThemeNode, detail: str) -> Task:
            return Task(kind, "theme", node.theme.id, node.theme.name, detail)

        checks: Sequence[tuple[str, Callable[[ThemeNode], bool], str]] = (
            ("empty", lambda node: node.extracts == 0, "no extract"),
            ("alone", lambda node: node.extracts > 0 and node.participants == 1, "one participant"),
            ("essence", lambda node: not node.theme.essence, "no essence"),
            ("one-word", lambda node: len(node.theme.name.split()) == 1, "a topic, or a claim?"),
            ("narrative", lambda node: not node.theme.narrative, "no narrative"),
        )
        for kind, holds, detail in checks:
            yield from (task(kind, node, detail) for node in self.nodes if holds(node))

    def done(self, phase: int) -> Iterator[str]:
        """What was done in a phase, in a few facts."""
        read = sum(self.seen.get(info.id, 0.0) >= 1 for info in self.infos)
        themes = [node.theme for node in self.nodes]
        facts = {
            1: (f"{read} of {counted(len(self.infos), 'transcript')} read",),
            2: (
                counted(len(self.codes), "code"),
                counted(len(self.codings), "coding"),
                f"in {len({coding.transcript for coding in self.codings})} of {counted(len(self.infos), 'transcript')}",
            ),
            3: (
                counted(len(themes), "theme"),
                f"{len(self.codes) - len(self.homeless)} of {len(self.codes)} codes placed",
            ),
            4: (f"{sum(each.status != 'candidate' for each in themes)} of {counted(len(themes), 'theme')} reviewed",),
            5: (f"{sum(each.status == 'defined' for each in themes)} of {counted(len(themes), 'theme')} defined",),
            6: (f"{sum(bool(each.narrative) for each in themes)} of {counted(len(themes), 'narrative')} begun",),
        }
        yield from facts[phase]


def stretches(
    transcript: Transcript, coded: Sequence[tuple[int, int]], language: str = "en"
) -> Iterator[tuple[int, int, int]]:
    """Runs of participants' speech that no code interrupts: start, end, and how many words participants say there.

    What others say between does not end a run; a coding does.
    """
    ranges = sorted(coded)
    runs: list[list[tuple[int, int]]] = []
    for start, end in reading.uncoded(transcript, ranges):
        before = bisect_left(ranges, (start, 0)) - 1
        if runs and (before < 0 or ranges[before][0] < runs[-1][-1][1]):
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    for run in runs:
        number = sum(len(words(transcript.text[start:end], language)) for start, end in run)
        yield run[0][0], run[-1][1], number
