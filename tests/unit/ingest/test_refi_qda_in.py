"""REFI-QDA files as other programs write them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.ingest.formats.canonical import line_ends
from qualwork.ingest.read import Said
from qualwork.ingest.refi_qda.refi_offsets import Stretch, place
from qualwork.ingest.refi_qda.refi_project import read_refi
from qualwork.ingest.refi_qda.refi_xml import colour
from qualwork.model import interchange
from qualwork.model.transcript import check_tiling
from tests.unit.refi_files import CASE, CODE, SOURCE, TALK, USER, book, qdpx, selection, source, zipped


def extracts(study: interchange.Study) -> list[str]:
    """What the codings stand on."""
    texts = {each.guid: each.text for each in study.sources}
    return [texts[each.source][each.start : each.end] for each in study.codings]


WAYS = [
    (mark, ends, utf16)
    for mark in (False, True)
    for ends in ("as they are", "once", "twice")
    for utf16 in (False, True)
]
WORDS = ["safe", "tea", "😀", "𝔘𝔫𝔦", "مرحبا", "naïve", "breathing", "don't", "group"]
lines = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), min_size=2, max_size=12)


def counted(text: str, at: int, ends: str, utf16: bool, broken: str) -> int:
    """A position of our text as another program counts it."""
    before = text[:at]
    double = ends == "twice" or (ends == "as they are" and broken == "\r\n")
    wide = sum(ord(sign) > 0xFFFF for sign in before) if utf16 else 0
    return at + (before.count("\n") if double else 0) + wide


@settings(max_examples=150, deadline=None)
@given(data=st.data(), said=lines, broken=st.sampled_from(["\n", "\r\n"]), way=st.sampled_from(WAYS), cut=st.booleans())
def test_every_way_of_counting_is_found_by_what_is_quoted(
    data: st.DataObject, said: list[str], broken: str, way: tuple[bool, str, bool], cut: bool
) -> None:
    mark, ends, utf16 = way
    text = "\n".join(said) + "\n"
    spots = data.draw(st.lists(st.tuples(st.integers(0, len(said) - 1), st.integers(0, 5)), min_size=3, max_size=8))
    wanted, stretches = [], []
    for row, word in [*spots, (len(said) - 1, 0)]:
        words = said[row].split()[word % len(said[row].split()) :]
        start = sum(len(each) + 1 for each in said[:row]) + len(said[row]) - len(" ".join(words))
        end = start + len(" ".join(words))
        wanted.append(text[start:end])
        quoted = text[start:end] if not cut or len(words) < 3 else f"{' '.join(words[:2])}…"
        first, last = (counted(text, at, ends, utf16, broken) + mark for at in (start, end))
        stretches.append(Stretch(first, last, quoted))
    placing = place(text.replace("\n", broken), mark, stretches)
    assert line_ends(text.replace("\n", broken)) == text
    found = [text[each.start : each.end] for each in placing.placed]
    right = [one == other for one, other in zip(found, wanted, strict=True)]
    # A text that repeats itself can fit another way as well: then everything quoted fits there too.
    assert all(right) or placing.fitting == len(wanted)
    if len(set(said)) == len(said) and not cut:
        assert placing.fitting == len(wanted)


def test_the_sum_of_all_differences(tmp_path: Path) -> None:
    wanted = "I felt safe 😀 there"
    text = line_ends(TALK)
    start = text.index(wanted)
    for mark in (b"", b"\xef\xbb\xbf"):
        for ends in ("as they are", "once"):
            for utf16 in (False, True):
                edges = start, start + len(wanted)
                first, last = (counted(text, at, ends, utf16, "\r\n") + bool(mark) for at in edges)
                path = qdpx(book() + source(selection(first, last, wanted)), tmp_path, text=mark + TALK.encode())
                study = read_refi(path)
                assert extracts(study) == [wanted]
                assert not study.codings[0].needs_review
                assert study.sources[0].reading is not None
                assert study.sources[0].reading.source_bytes == mark + TALK.encode()


def test_what_was_chosen_is_told(tmp_path: Path) -> None:
    start = line_ends(TALK).index("Nobody")
    path = qdpx(book() + source(selection(start, start + 13, "Nobody asked.")), tmp_path, text=TALK.encode())
    study = read_refi(path)
    assert extracts(study) == ["Nobody asked."]
    assert any("line ends counted once" in notice and "1 of 1" in notice for notice in study.notices)


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [(3, 9, "I felt safe 😀 there."), (40, 5000, ""), (-4, 12, ""), (5000, 6000, "")],
    ids=["quoted elsewhere", "beyond the end", "before the beginning", "nowhere"],
)
def test_doubtful_selections_are_told_and_marked(start: int, end: int, name: str, tmp_path: Path) -> None:
    study = read_refi(qdpx(book() + source(selection(start, end, name)), tmp_path, text=TALK.encode()))
    assert any("please check" in notice and f"{start}-{end}" in notice for notice in study.notices)
    assert all(coding.needs_review for coding in study.codings)
    assert len(study.codings) == (start < 5000)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_a_document_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in line_ends(TALK).split("\n"))
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>'
    docx = zipped([("word/document.xml", xml.encode())])
    made = f'<Sources><TextSource guid="{SOURCE}" name="talk.docx" richTextPath="internal://a.docx">'
    made += f"{selection(30, 44, 'I felt safe 😀 ')}</TextSource></Sources>"
    study = read_refi(qdpx(book() + made, tmp_path, parts={"sources/a.docx": docx}))
    (source,) = study.sources
    assert source.title == "talk"
    assert source.reading is not None
    assert source.reading.source_bytes == docx
    assert [extract.strip() for extract in extracts(study)] == ["I felt safe 😀"]
    assert any(".docx was read instead" in notice for notice in study.notices)


def test_speakers_are_found_in_the_text(tmp_path: Path) -> None:
    study = read_refi(qdpx(book() + source(selection(0, 11)), tmp_path, text=TALK.encode()))
    reading = study.sources[0].reading
    assert reading is not None
    assert [(speaker.label, speaker.role, speaker.turns) for speaker in reading.speakers] == [
        ("Interviewer", "interviewer", 2),
        ("Ben", "participant", 2),
    ]


@pytest.mark.parametrize(
    "path",
    [
        f"internal://{SOURCE}.txt",
        f"internal://sources/{SOURCE}.txt",
        f"{SOURCE}.txt",
        f"internal://{SOURCE.upper()}.TXT",
        f"internal:///{SOURCE}.txt",
    ],
)
@pytest.mark.parametrize("folder", ["sources", "Sources", "."])
def test_sources_are_found_however_they_are_named(path: str, folder: str, tmp_path: Path) -> None:
    part = f"{folder}/{SOURCE}.txt" if folder != "." else f"{SOURCE}.txt"
    made = qdpx(book() + source(selection(0, 11), path), tmp_path, name="Study 1.qde", parts={part: TALK.encode()})
    assert extracts(read_refi(made)) == ["Interviewer"]


@pytest.mark.parametrize("scheme", ["absolute", "relative", "file", "http"])
def test_nothing_outside_the_archive_is_opened(scheme: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Ben: a secret.\n")
    study = read_refi(qdpx(book() + source(selection(0, 3), f"{scheme}://{secret}"), tmp_path))
    assert not study.sources
    assert any("talk.txt" in notice and "not taken over" in notice for notice in study.notices)


@pytest.mark.parametrize("space", ["urn:QDA-XML:project:1.0", "urn:QDA-XML:project:1:0", "urn:qda-xml:project:0:4"])
def test_namespaces_may_differ(space: str, tmp_path: Path) -> None:
    assert [code.name for code in read_refi(qdpx(book(), tmp_path, space=space)).codes] == ["safety"]


def test_codes_of_any_shape(tmp_path: Path) -> None:
    inner = (
        f'<Code guid="{{{CODE}}}" name="a" isCodable="true" color="#80FF0000"/>'
        '<Code name="no guid" isCodable="false"><Code guid="nonsense" name="below" isCodable="true"/></Code>'
        f'<Code guid="{CODE.upper()}" name="the same again" isCodable="true" color="red as blood"/>'
    )
    xml = f'<CodeBook><Codes><Code guid="{CASE}" name="Nodes" isCodable="false">{inner}</Code></Codes></CodeBook>'
    study = read_refi(qdpx(xml, tmp_path))
    assert [code.name for code in study.codes] == ["a", "no guid", "below", "the same again"]
    assert study.codes[2].parent == study.codes[1].guid
    assert len({code.guid.upper() for code in study.codes}) == 4
    assert study.codes[0].colour == "#FF0000"
    assert any("'Nodes'" in notice for notice in study.notices)
    assert any("colours that are not known" in notice for notice in study.notices)
    assert read_refi(qdpx(xml, tmp_path)).codes == study.codes


@pytest.mark.parametrize(
    ("typed", "shade"),
    [
        *[("#1f77b4", "#1f77b4"), ("1F77B4", "#1F77B4"), ("#abc", "#aabbcc"), ("#801F77B4", "#1F77B4")],
        *[("rgb(31, 119, 180)", "#1f77b4"), ("31,119,180,255", "#1f77b4"), ("300,0,0", ""), ("", ""), ("blue", "")],
    ],
)
def test_colours(typed: str, shade: str) -> None:
    assert colour(typed) == shade


def test_cases_variables_sets_and_notes(tmp_path: Path) -> None:
    note = "eeeeeeee-1111-2222-3333-444444444444"
    xml = (
        book(f"<Description>Feeling safe</Description><NoteRef targetGUID='{note}'/>")
        + f'<Variables><Variable guid="{USER}" name="age" typeOfVariable="Integer"/></Variables>'
        + f'<Cases><Case guid="{CASE}" name="Ben K"><VariableValue><VariableRef targetGUID="{USER}"/>'
        + f'<IntegerValue>42</IntegerValue></VariableValue><SourceRef targetGUID="{SOURCE}"/></Case></Cases>'
        + source(
            selection(0, 11, inside="", number=1)
            + selection(13, 24, inside="<Description>A good question</Description>", number=2)
            + selection(13, 24, inside=f'<Coding guid="{note}"><CodeRef targetGUID="{CASE}"/></Coding>', number=3)
            + f'<VariableValue><VariableRef targetGUID="{USER}"/><TextValue>n/a</TextValue></VariableValue>'
        )
        + f'<Notes><Note guid="{note}" name="Plan"><PlainTextContent>read on</PlainTextContent></Note></Notes>'
        + f'<Sets><Set guid="{note}" name="wave 1"><MemberSource targetGUID="{SOURCE}"/></Set>'
        + f'<Set guid="{CASE}" name="A"><MemberCode targetGUID="{CODE}"/></Set><Set guid="{CODE}" name="A/B"/></Sets>'
    )
    study = read_refi(qdpx(xml, tmp_path, text=TALK.encode()))
    assert study.cases == (interchange.Case(CASE, "Ben K", {"age": "42"}, (SOURCE,)),)
    assert study.sources[0].attributes == {"age": "n/a", "set: wave 1": "yes"}
    assert [(group.name, group.parent, group.codes) for group in study.groups] == [
        ("A", None, (CODE,)),
        ("B", CASE, ()),
    ]
    found = {(each.text, each.on, each.start) for each in study.notes}
    assert found == {("Plan\nread on", "code", None), ("A good question", "transcript", 13)}
    assert study.codes[0].definition == "Feeling safe"
    assert any("selections without a code or a note, left out: 1" in notice for notice in study.notices)
    assert any("coded as a case" in notice for notice in study.notices)


def test_everything_else_is_named(tmp_path: Path) -> None:
    xml = (
        book('<Strange name="thing"/>')
        + '<Sources><PictureSource guid="x" name="photo.jpg"><PictureSelection/></PictureSource>'
        + '<AudioSource name="tape.mp3"/><TextSource name="empty"/></Sources>'
        + '<Graphs><Graph name="net"/></Graphs>'
    )
    notices = " | ".join(read_refi(qdpx(xml, tmp_path, parts={"sources/lost_png": b"x"})).notices)
    for name in ("Strange (thing)", "photo.jpg", "tape.mp3", "empty", "net", "lost_png"):
        assert name in notices


def test_the_files_of_a_real_program() -> None:
    folder = Path(__file__).resolve().parents[4] / "shared" / "data" / "refi-qda"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    with zipfile.ZipFile(folder / "atlasti8mac_standard-project.qdpx") as archive:
        xml = archive.read("Project.qde").decode()
    study = read_refi(folder / "atlasti8mac_standard-project.qdpx")
    assert len(study.codes) == xml.count("<Code ")
    assert len(study.users) == xml.count("<User ")
    told = " | ".join(study.notices)
    for name in (
        "Mabel.txt",
        "cornflakes-n-milk.jpg",
        "Jeanine's Breakfast.m4a",
        "Netzwerk",
        "Memo-Quotation Relation",
    ):
        assert name in told
    with_codes = [part for part in xml.split("<Set ")[1:] if "<MemberCode" in part.split("</Set>")[0]]
    assert len([group for group in study.groups if group.codes]) == len(with_codes)
    read = read_refi(folder / "atlasti23win_codebook.qdc")
    assert [(code.name, code.definition, code.colour) for code in read.codes] == [("code1", "description", "#46AA00")]
    assert [(group.name, len(group.codes)) for group in read.groups] == [("code group 1", 1)]


def test_names_of_cases_are_labels(tmp_path: Path) -> None:
    words = "Kit: Hello there\nHello\nMo: Yes\nKit: So then\nNora: Once only.\n"
    xml = f'<Cases><Case guid="{CASE}" name="Nora"><SourceRef targetGUID="{SOURCE}"/></Case></Cases>' + source("")
    reading = read_refi(qdpx(xml, tmp_path, text=words.encode()), Said(interviewers=("Kit",))).sources[0].reading
    assert reading is not None
    roles = {speaker.label: speaker.role for speaker in reading.speakers}
    assert roles["Kit"] == "interviewer"
    assert roles["Nora"] == "participant"


LINES = ["Ben: so [laughs]", "Interviewer: why?", "Ada: [coughs] well", "# part"]
VOICES = ["Ben", "Interviewer", "(no label)", "Nobody"]


@settings(max_examples=60, deadline=None)
@given(
    known=st.lists(st.sampled_from(VOICES), unique=True, min_size=1),
    said=st.lists(
        st.sampled_from(["Ben: so [laughs]", "Interviewer: why?", "Ada: [coughs] well", "# part"]), min_size=1
    ),
)
def test_the_labels_of_the_file_are_the_only_ones(
    known: list[str], said: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    words = "\n".join([*said, *said])
    told = interchange.voices_to_lines([interchange.Voice(label, "participant", "P") for label in known])
    xml = f'<Sources><TextSource guid="{SOURCE}" name="t"><Description>{told}</Description>'
    xml += f"<PlainTextContent>{escape(words)}</PlainTextContent></TextSource></Sources>"
    (source,) = read_refi(qdpx(book() + xml, tmp_path_factory.mktemp("voices"))).sources
    assert source.reading is not None
    check_tiling(source.text, source.reading.turns)
    assert {turn.speaker for turn in source.reading.turns} <= {*known, None}
    assert {speaker.label for speaker in source.reading.speakers} == set(known)
    assert {speaker.role for speaker in source.reading.speakers} == {"participant"}


def test_text_inside_the_project_keeps_its_signs(tmp_path: Path) -> None:
    words = "Ben: a < b & c 😀\nBen: end"
    xml = f'<Sources><TextSource guid="{SOURCE}" name="t"><PlainTextContent>{escape(words)}</PlainTextContent>'
    study = read_refi(qdpx(book() + f"{xml}{selection(5, 12)}</TextSource></Sources>", tmp_path))
    assert study.sources[0].text == words
    assert extracts(study) == ["a < b &"]
