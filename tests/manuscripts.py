"""Manuscripts with quotations whose faults are known, in every format that `check` reads."""

from __future__ import annotations

import html
import io
import random
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import docx

from qualwork.analysis.words.negations import negation_in
from qualwork.model.units import fold, sentence_spans, words
from qualwork.workbench.base.projects import Project
from qualwork.workbench.corpus.extracts import Evidence
from qualwork.workbench.transcripts import reading
from tests.unit.ingest.test_pdf import pdf

Form = Literal["brackets", "dash", "said before", "said behind", "label", "block", "cell", "plain"]
FORMS: tuple[Form, ...] = ("brackets", "dash", "said before", "said behind", "label", "block", "cell", "plain")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})
_FABRICATED = (
    "velvet submarines taught me everything about gardening in the northern provinces",
    "my accountant insists that penguins invest better than most retired astronauts",
    "we bottled thunder every autumn and traded marble orchids along the canal",
    "the orchestra froze because copper violins dissolve whenever tigers whistle",
    "nineteen lanterns argued politely with the librarian under a turquoise moon",
)


@dataclass(frozen=True)
class Said:
    """A sentence of a participant as it stands in a transcript."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Planted:
    """A quotation as a manuscript has it, whom it names, and what a check must call it."""

    text: str
    status: str
    speaker: str | None
    kind: str
    form: Form = "brackets"


def sentences(project: Project) -> list[Said]:
    """Sentences of 9 to 24 words that one participant says once, without brackets or quotation marks in them."""
    found = [said for turn in _answers(project) for said in turn]
    folded = [tuple(map(fold, words(said.text))) for said in found]
    return [said for said, plain in zip(found, folded, strict=True) if folded.count(plain) == 1]


def joined(project: Project) -> list[Said]:
    """The end of an answer with the beginning of the next one of the same person, without the question between."""
    pairs = [(one, two) for one, two in pairwise(_answers(project, whole=True)) if one and two]
    return [
        Said(one[-1].speaker, f"{one[-1].text} {two[0].text}")
        for one, two in pairs
        if one[-1].speaker == two[0].speaker
    ]


def _answers(project: Project, whole: bool = False) -> Iterator[list[Said]]:
    """Turn by turn, the sentences that can be quoted; with `whole` only turns whose edges can."""
    evidence = Evidence(project)
    for info in reading.infos(project):
        transcript = reading.load(project, info.id)
        speakers = {speaker.label: speaker for speaker in info.speakers}
        for turn in transcript.turns:
            speaker = speakers.get(turn.speaker or "")
            if speaker is None or speaker.role != "participant":
                continue
            if turn.asides:
                yield []
                continue
            spans = list(sentence_spans(transcript.text, turn.speech_start, turn.end))
            texts = [transcript.text[start:end] for start, end in spans]
            said = [Said(evidence.name(speaker), text) for text in texts if _is_plain(text)]
            edges_said = bool(texts) and _is_plain(texts[0]) and _is_plain(texts[-1])
            yield said if not whole or edges_said else []
        yield []


def _is_plain(text: str) -> bool:
    marked = re.search(r"[\[\]()\"“”„«»…*_\n|<>&]|\.\.|(?<!\w)['‘]|['’](?!\w)", text)
    return marked is None and 9 <= len(words(text)) <= 24


def plant(project: Project, number: int = 100, seed: int = 1, ascii_only: bool = False) -> list[Planted]:
    """`number` quotations of all kinds in all forms, in random order."""
    rng = random.Random(seed)
    pool = [said for said in sentences(project) if not ascii_only or said.text.translate(_STRAIGHT).isascii()]
    turned = [said for said in joined(project) if not ascii_only or said.text.translate(_STRAIGHT).isascii()]
    rng.shuffle(pool)
    rng.shuffle(turned)
    speakers = sorted({said.speaker for said in pool})
    makers = [*_EXACT, *_ALTERED]
    found: list[Planted] = []
    while len(found) < number:
        kind, at = len(found) % (len(makers) + 4), len(found)
        if kind < len(makers):
            maker = makers[kind]
            made = next(each for said in iter(pool.pop, None) if (each := maker(rng, said)) is not None)
        elif kind == len(makers) and turned:
            said = turned.pop()
            made = Planted(said.text, "exact", said.speaker, "turns joined")
        elif kind == len(makers) + 1:
            words_of = _FABRICATED[at % len(_FABRICATED)].split()
            made = Planted(
                f"{' '.join(words_of[: 8 + at % 4])} {at} times", "not found", rng.choice(speakers), "made up"
            )
        elif kind == len(makers) + 2:
            said = pool.pop()
            others = [name for name in speakers if name != said.speaker]
            made = Planted(said.text, "wrong speaker", rng.choice(others), "another speaker")
        else:
            made = Planted(
                pool.pop().text, "unknown speaker", rng.choice(("P99", "Theodora", "Participant 77")), "nobody"
            )
        found.append(replace(made, form=FORMS[at % len(FORMS)]))
    found = [_plain_form(each) for each in found]
    rng.shuffle(found)
    return [replace(each, text=each.text.translate(_STRAIGHT)) for each in found] if ascii_only else found


def _plain_form(planted: Planted) -> Planted:
    """Without a name a wrong speaker is none; a fault of the name needs one."""
    if planted.form != "plain":
        return planted
    if planted.status in ("wrong speaker", "unknown speaker"):
        return replace(planted, form="brackets")
    return replace(planted, speaker=None)


Maker = Callable[[random.Random, Said], Planted | None]


def _as_said(rng: random.Random, said: Said) -> Planted:
    return Planted(said.text, "exact", said.speaker, "as said")


def _without_stop(rng: random.Random, said: Said) -> Planted:
    return Planted(said.text.rstrip(".!?") + rng.choice(("", ",", "…")), "exact", said.speaker, "final punctuation")


def _capital(rng: random.Random, said: Said) -> Planted:
    parts = said.text.split()
    later = " ".join(parts[2:])
    return Planted(later[:1].upper() + later[1:], "exact", said.speaker, "capital at the start")


def _cut(rng: random.Random, said: Said) -> Planted | None:
    parts = said.text.split()
    start = rng.randrange(2, len(parts) - 5)
    gone = parts[start : start + rng.randrange(1, 3)]
    if negation_in(" ".join(gone)):
        return None
    mark = rng.choice(("[...]", "[…]", "...", "…", "(...)", ". . ."))
    kept = [*parts[:start], mark, *parts[start + len(gone) :]]
    return Planted(" ".join(kept), "exact", said.speaker, "cut")


def _bracket(rng: random.Random, said: Said) -> Planted | None:
    parts = said.text.split()
    start = rng.randrange(2, len(parts) - 4)
    gone = parts[start : start + rng.randrange(0, 2)]
    if negation_in(" ".join(gone)):
        return None
    note = rng.choice(("[the group]", "[sic]", "[laughs]", "[my brother]", "(laughs)")) if not gone else "[the place]"
    return Planted(" ".join([*parts[:start], note, *parts[start + len(gone) :]]), "exact", said.speaker, "bracket")


def _capital_bracket(rng: random.Random, said: Said) -> Planted | None:
    parts = said.text.split()[1:]
    if not parts[0][:1].islower() or len(parts[0]) < 2:
        return None
    parts[0] = f"[{parts[0][0].upper()}]{parts[0][1:]}"
    return Planted(" ".join(parts), "exact", said.speaker, "capital in brackets")


def _dashes(rng: random.Random, said: Said) -> Planted | None:
    if "," not in said.text:
        return None
    return Planted(said.text.replace(",", " –", 1).replace("’", "'"), "exact", said.speaker, "dash for comma")


def _changed_word(rng: random.Random, said: Said) -> Planted:
    parts = said.text.split()
    at = rng.randrange(2, len(parts) - 2)
    parts[at] = rng.choice(("zeppelin", "marmalade", "orchids"))
    return Planted(" ".join(parts), "altered", said.speaker, "word changed")


def _left_out(rng: random.Random, said: Said) -> Planted:
    parts = said.text.split()
    at = rng.randrange(2, len(parts) - 3)
    kept = [*parts[:at], *parts[at + 1 :]]
    return (
        Planted(" ".join(kept), "altered", said.speaker, "word left out")
        if words(parts[at])
        else _changed_word(rng, said)
    )


def _added(rng: random.Random, said: Said) -> Planted:
    parts = said.text.split()
    at = rng.randrange(2, len(parts) - 2)
    return Planted(" ".join([*parts[:at], "marvellously", *parts[at:]]), "altered", said.speaker, "word added")


def _negation_cut(rng: random.Random, said: Said) -> Planted | None:
    parts = said.text.split()
    inner = [at for at in range(2, len(parts) - 2) if negation_in(parts[at])]
    if not inner:
        return None
    at = rng.choice(inner)
    kept = [*parts[:at], "[...]", *parts[at + 1 :]]
    return Planted(" ".join(kept), "altered", said.speaker, "negation cut")


_EXACT: tuple[Maker, ...] = (_as_said, _without_stop, _capital, _cut, _bracket, _capital_bracket, _dashes)
_ALTERED: tuple[Maker, ...] = (_changed_word, _left_out, _added, _negation_cut)

_MARKS = (("“", "”"), ('"', '"'), ("‘", "’"), ("„", "“"), ("«", "»"))


def _marked(planted: Planted, at: int, ascii_only: bool) -> str:
    opening, closing = ('"', '"') if ascii_only else _MARKS[at % len(_MARKS)]
    return f"{opening}{planted.text}{closing}"


def _sentence(planted: Planted, at: int, ascii_only: bool) -> str:
    """A paragraph with the quotation and its speaker, as authors write them."""
    quoted, who = _marked(planted, at, ascii_only), planted.speaker
    dash = "-" if ascii_only else "—"
    return {
        "brackets": f"It came up early on. {quoted} ({who}, interview {at}). This was common.",
        "dash": f"{quoted} {dash} {who}",
        "said before": f"Later that day {who} said, {quoted} and nobody in the room answered.",
        "said behind": f"{quoted} {who} explained when asked about it.",
        "label": f"{who}: {quoted}",
        "plain": f"One of them put it this way: {quoted} and it stayed with us.",
    }[planted.form]


def _wrapped(text: str) -> str:
    """Lines of at most 90 signs; none begins as an item of a list would."""
    return "\n".join(textwrap.wrap(text, 90, break_on_hyphens=False)).replace("\n- ", " -\n")


def markdown(planted: Sequence[Planted]) -> bytes:
    """As Markdown."""
    parts, rows = ["# Findings"], []
    for at, each in enumerate(planted):
        if each.form == "block":
            parts.append("\n".join(f"> {line}" for line in textwrap.wrap(f"{each.text} ({each.speaker})", 90)))
        elif each.form == "cell":
            rows.append(f"| theme {at} | {each.text} | {each.speaker} |")
        else:
            parts.append(_wrapped(_sentence(each, at, False)))
        parts.append("Between quotations there is text about what was said.")
    table = ["| Theme | Illustrative quote | Participant |", "|---|---|---|", *rows]
    return "\n\n".join([*parts, "\n".join(table)]).encode()


def plain_text(planted: Sequence[Planted]) -> bytes:
    """As plain text with wrapped lines; what stands in a table elsewhere is a block here."""
    parts = ["FINDINGS"]
    for at, each in enumerate(planted):
        if each.form in ("block", "cell"):
            lines = textwrap.wrap(f"{each.text} ({each.speaker})", 80, break_on_hyphens=False)
            parts.append("\n".join(f"    {line}" for line in lines))
        else:
            parts.append(_wrapped(_sentence(each, at, False)))
        parts.append("Between quotations there is text about what was said.")
    return "\n\n".join(parts).encode()


def web_page(planted: Sequence[Planted]) -> bytes:
    """As HTML."""
    parts, rows = ["<h1>Findings</h1>"], []
    for at, each in enumerate(planted):
        if each.form == "block":
            parts.append(f"<blockquote><p>{html.escape(each.text)}</p><p>— {each.speaker}</p></blockquote>")
        elif each.form == "cell":
            rows.append(f"<tr><td>theme {at}</td><td>{html.escape(each.text)}</td><td>{each.speaker}</td></tr>")
        else:
            parts.append(f"<p>{html.escape(_sentence(each, at, False))}</p>")
        parts.append("<p>Between quotations there is <em>text</em> about what was said.</p>")
    heads = "<tr><th>Theme</th><th>Quotation</th><th>Speaker</th></tr>"
    page = f"<!doctype html><html><body>{''.join(parts)}<table>{heads}{''.join(rows)}</table></body></html>"
    return page.encode()


def word_document(planted: Sequence[Planted]) -> bytes:
    """As a Word document: block quotations by style and by indentation, runs broken anywhere."""
    from docx.shared import Mm

    document = docx.Document()
    document.add_heading("Findings", level=1)
    cells = [each for each in planted if each.form == "cell"]
    for at, each in enumerate(planted):
        if each.form == "block":
            made = document.add_paragraph(f"{each.text} ({each.speaker})", style="Quote" if at % 2 else None)
            made.paragraph_format.left_indent = Mm(0 if at % 2 else 12)
        elif each.form != "cell":
            text, made = _sentence(each, at, False), document.add_paragraph()
            for start in range(0, len(text), 17):
                made.add_run(text[start : start + 17]).italic = bool(start % 2)
        document.add_paragraph("Between quotations there is text about what was said.")
    table = document.add_table(rows=1 + len(cells), cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Extract", "Participant"
    for row, each in enumerate(cells, start=1):
        table.cell(row, 0).text, table.cell(row, 1).text = each.text, each.speaker or ""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def portable_document(planted: Sequence[Planted]) -> bytes:
    """As a PDF of several pages: plain ASCII; blocks and cells are set in."""
    lines: list[tuple[float, str]] = []
    for at, each in enumerate(planted):
        set_in = each.form in ("block", "cell")
        text = f"{each.text} ({each.speaker})" if set_in else _sentence(each, at, True)
        left = 110.0 if set_in else 60.0
        lines += [(left, line) for line in textwrap.wrap(text, 70 if set_in else 80, break_on_hyphens=False)] + [
            (0.0, "")
        ]
        lines += [(60.0, "Between quotations there is text about what was said."), (0.0, "")]
    pages = [lines[at : at + 48] for at in range(0, len(lines), 48)]
    escaped = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})
    return pdf(
        [
            [(left, 740 - 13.0 * row, text.translate(escaped)) for row, (left, text) in enumerate(page) if text]
            for page in pages
        ]
    )


FORMATS: dict[str, Callable[[Sequence[Planted]], bytes]] = {
    "md": markdown,
    "txt": plain_text,
    "html": web_page,
    "docx": word_document,
    "pdf": portable_document,
}


def straight(text: str) -> str:
    """Text in one line with straight marks, as all formats can have it."""
    return " ".join(text.translate(_STRAIGHT).split())
