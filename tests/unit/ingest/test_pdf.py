"""PDF: lines by their place, page numbers out, wrapped lines joined, pages mapped."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.ingest.read import read_file
from qualwork.model.errors import BadInput
from qualwork.model.transcript import Reading

Placed = tuple[float, float, str]


def pdf(pages: list[list[Placed]], extra: str = "") -> bytes:
    """A PDF with texts at places (from the left, from the bottom) in 10 point Courier: 6 points a sign."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"]
    kids = []
    for page in pages:
        lines = "\n".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in page)
        kids.append(len(objects) + 1)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(f"<< /Length {len(lines)} >>\nstream\n{lines}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    out = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return (out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n").encode()


def lines(*texts: str, left: float = 60, top: float = 700, step: float = 12) -> list[Placed]:
    """Lines below each other; an empty one leaves a gap."""
    return [(left, top - step * number, text) for number, text in enumerate(texts) if text]


def read(folder: Path, pages: list[list[Placed]], extra: str = "") -> Reading:
    """A PDF of these pages, read."""
    path = folder / "one.pdf"
    path.write_bytes(pdf(pages, extra))
    return read_file(path)


FULL = "I went there with all of them and we sat"


def test_wrapped_lines_are_joined_and_others_are_not(tmp_path: Path) -> None:
    page = lines(
        "I: How was it then, can you tell us more?",
        "",
        f"P1: {FULL[:-6]}",
        "together for a while.",
        "And more.",
        "I: Ok?",
    )
    reading = read(tmp_path, [page])
    assert reading.text == (
        "I: How was it then, can you tell us more?\n\nP1: I went there with all of them and together for a while.\n"
        "And more.\nI: Ok?\n"
    )


def test_page_numbers_and_running_heads_are_left_out_and_reported(tmp_path: Path) -> None:
    pages = [
        [(60, 780, "Interview with Rosa"), *lines("I: How?", "", "P1: Well."), (290, 20, f"{number}/3")]
        for number in (1, 2, 3)
    ]
    reading = read(tmp_path, pages)
    assert "/3" not in reading.text and "Interview with" not in reading.text
    assert any("3 page numbers" in warning for warning in reading.warnings)
    assert any("Interview with Rosa" in warning and "3 pages" in warning for warning in reading.warnings)


def test_pages_say_where_they_start(tmp_path: Path) -> None:
    pages = [lines("I: How was it?", "", "P1: Well."), lines("I: And then?"), lines("P1: Fine.")]
    reading = read(tmp_path, pages)
    assert [reading.text[start:].split("\n")[0] for start in reading.pages] == [
        "I: How was it?",
        "I: And then?",
        "P1: Fine.",
    ]


def test_a_sentence_goes_on_over_the_page(tmp_path: Path) -> None:
    first = lines("I: How was it then, can you tell us more?", "", f"P1: {FULL[:-6]}")
    reading = read(tmp_path, [first, lines("went home.", "", "I: Ok?")])
    assert "all of them and went home." in reading.text
    assert reading.text[reading.pages[1] :].startswith("went home.")


def test_numbers_in_the_margin_are_left_out(tmp_path: Path) -> None:
    body = lines("I: How?", "", "P1: 12", "", "I: Ok?", "", "P1: Yes.")
    margin = [(20.0, y, str(number)) for number, (_, y, _) in enumerate(body, start=1)]
    reading = read(tmp_path, [[*margin, *body]])
    assert reading.text == "I: How?\n\nP1: 12\n\nI: Ok?\n\nP1: Yes.\n"


def test_hyphens_at_line_ends_go_only_where_the_word_is_known(tmp_path: Path) -> None:
    page = lines(
        "I: Was it breathing, can you tell us more?",
        "",
        "P1: I learned there with all of breath-",
        "ing and of self-",
        "known things.",
        "",
        "I: Ok?",
    )
    page = [(x, y, text + " " * 0) for x, y, text in page]
    reading = read(tmp_path, [page])
    assert "of breathing and" in reading.text
    assert "self-known" in reading.text or "self-\nknown" in reading.text


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = lines("I: How was it?", "P1: It was good", "and I felt safe.", "I: And then?", top=700)
    right = lines("P1: Then I left", "and came back.", "I: Thank you?", "P1: Bye now.", left=330, top=700)
    reading = read(tmp_path, [[line for pair in zip(left, right, strict=True) for line in pair]])
    assert [turn.speaker for turn in reading.turns] == ["I", "P1"] * 3
    assert reading.text.index("And then?") < reading.text.index("Then I left")


def test_scans_and_protected_and_broken_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="scan"):
        read(tmp_path, [[]])
    keys = f"/O <{'11' * 32}> /U <{'22' * 32}>"
    locked = f"/ID [<{'00' * 16}> <{'00' * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 {keys} >>"
    with pytest.raises(BadInput, match="password"):
        read(tmp_path, [lines("I: How?")], locked)
    for broken in (b"%PDF-1.4\n", b"%PDF-1.4\nnothing at all", pdf([lines("I: How?")])[:200]):
        (tmp_path / "two.pdf").write_bytes(broken)
        with pytest.raises(BadInput) as refusal:
            read_file(tmp_path / "two.pdf")
        assert "\n" not in refusal.value.message
