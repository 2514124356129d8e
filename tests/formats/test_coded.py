"""Coded documents hold every text and every passage on its characters, as pages, in Word and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from lxml import etree
from studies import studies

from otsannot.cli import main
from otsannot.errors import OtsannotError
from otsannot.formats.coded import Sayings, write_coded
from otsannot.formats.coded_docx import MARK_STYLE
from otsannot.formats.visible import visible
from otsannot.model.coded_lines import Line, Mark, Piece, coded_lines
from otsannot.model.structure import Part
from otsannot.model.study import Study, StudyCode, StudyCoder, StudyCoding, StudyDocument, StudyPassage
from otsannot.project import Project

TEXT = "Kopfzeile\n𐱅𐰇𐰼𐰰 biz 👩‍🏫 e\u0301.\nعربي <mixed> & \x0b."
"""A heading, Old Turkic, emoji, a combining mark, letters that run left, and a character that no page holds."""


def study() -> Study:
    """Three passages that cross one another and lines, with everything that can be said of one."""
    passages = (
        StudyPassage("p1", "a", 10, 22, "Who <are> we?\nTwo lines.", codings=(StudyCoding("k1", "c2", "b", 40),)),
        StudyPassage("p2", "b", 15, 34, codings=(StudyCoding("k2", "c1"), StudyCoding("k3", "c2"))),
        StudyPassage("p3", "b", 9, 10, "A line end."),
    )
    parts = (Part(0, 9, "heading", "1"), Part(0, 30, "page", "iv"), Part(10, 25, "speaker", "Ada"))
    document = StudyDocument("d1", "Şuşa <1>", TEXT, "tr", parts=parts, passages=passages)
    codes = [StudyCode("c1", "Security", colour="#336699"), StudyCode("c2", "Identity", "c1", "#9b7bc1")]
    return Study("OTS & us", "s1", coders=[StudyCoder("a", "Aygün"), StudyCoder("b", "Murat")], codes=codes,
                 documents=[document])  # fmt: skip


def test_a_document_is_cut_at_every_border() -> None:
    [document] = study().documents
    heading, first, second = coded_lines(document)
    assert heading == Line(0, 9, (Piece(0, 9, ()),), (Mark(0, "page", "iv"),), (2,), "heading", "1")
    assert first.pieces == (Piece(10, 15, (0,)), Piece(15, 22, (0, 1)), Piece(22, 26, (1,)))
    assert first.marks == (Mark(10, "speaker", "Ada"),)
    assert (second.pieces, second.held) == ((Piece(27, 34, (1,)), Piece(34, len(TEXT), ())), (1,))


def test_a_page_says_of_each_stretch_who_coded_it_how(tmp_path: Path) -> None:
    assert write_coded(study(), tmp_path / "out.html") == 1
    root = etree.parse(tmp_path / "out.html").getroot()
    marks = [(mark.text, mark.get("data-passages"), mark.get("title")) for mark in root.iter("mark")]
    one = "Security > Identity — Murat [40]: Who <are> we?\nTwo lines."
    two = "Security — Murat\nSecurity > Identity — Murat"
    assert marks == [
        (TEXT[10:15], "0", one),
        (TEXT[15:22], "0 1", f"{one}\n{two}"),
        (TEXT[22:26], "1", two),
        (visible(TEXT[27:34]), "1", two),
    ]
    assert [span.get("data-label") for span in root.iter("span") if span.get("data-label")] == ["p. iv", "Ada"]
    assert [heading.text for heading in root.iter("h3")] == [None]
    notes = ["".join(note.itertext()) for note in root.iterfind(".//ul[@class='notes']/li")]
    assert notes == [
        "no code MuratA line end.",
        "Identity Murat [40]Who <are> we?\nTwo lines.",
        "Security MuratIdentity Murat",
    ]
    assert root.find("head/style") is not None
    assert not list(root.iter("script"))


def test_a_page_and_a_word_document_list_the_codes(tmp_path: Path) -> None:
    write_coded(study(), tmp_path / "out.html")
    root = etree.parse(tmp_path / "out.html").getroot()
    assert ["".join(one.itertext()) for one in root.iterfind(".//section[@class='codes']//li")] == [
        "Security 1",
        "Security > Identity 2",
    ]
    write_coded(study(), tmp_path / "out.docx")
    texts = [paragraph.text for paragraph in docx.Document(str(tmp_path / "out.docx")).paragraphs]
    assert texts[:3] == ["OTS & us", "1 document · 3 passages", "Şuşa <1>"]
    assert texts[-3:] == ["Codes", "■ Security  1", "■ Security > Identity  2"]


def test_a_word_document_has_a_comment_on_each_passage(tmp_path: Path) -> None:
    write_coded(study(), tmp_path / "out.docx")
    page = docx.Document(str(tmp_path / "out.docx"))
    assert [(one.author, one.initials, one.text) for one in page.comments] == [
        ("Murat", "M", "no code — Murat: A line end."),
        ("Aygün", "A", "Security > Identity — Murat [40]: Who <are> we?\nTwo lines."),
        ("Murat", "M", "Security — Murat\nSecurity > Identity — Murat"),
    ]
    assert list(commented(page)) == ["", visible(TEXT[10:22]), visible(TEXT[15:34])]
    shaded = [run.text for run in page.element.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:shd')}") is not None]
    assert shaded == [TEXT[10:15], TEXT[15:22], TEXT[22:26], visible(TEXT[27:34])]
    assert [p.style.name for p in page.paragraphs if p.text == "[p. iv] Kopfzeile"] == ["Heading 2"]


def test_markdown_numbers_passages_as_footnotes(tmp_path: Path) -> None:
    write_coded(study(), tmp_path / "out.md")
    assert (tmp_path / "out.md").read_text("utf-8").rstrip("\n").split("\n\n") == [
        "# OTS \\& us",
        "## Şuşa \\<1\\>",
        "### \\[p. iv\\] Kopfzeile",
        "**Ada:** ⌈²𐱅𐰇𐰼𐰰 ⌈³biz 👩\u200d🏫⌉[^2] é.",
        "عربي \\<m⌉[^3]ixed\\> \\& ␋.",
        "[^1]: no code — Murat: A line end.",
        "[^2]: Security \\> Identity — Murat \\[40\\]: Who \\<are\\> we?\\\n    Two lines.",
        "[^3]: Security — Murat\\\n    Security \\> Identity — Murat",
        "## Codes",
        "- Security (1)\n- Security \\> Identity (2)",
    ]


def test_documents_are_chosen_by_name(sample: Project, tmp_path: Path) -> None:
    written = sample.export("coded", tmp_path / "out.html", documents=["Orkhon Lines", "Kocaman"])
    assert written.rows == 2
    root = etree.parse(tmp_path / "out.html").getroot()
    assert [link.text for link in root.iterfind(".//nav//a")] == ["Kocaman 2025", "Orkhon Lines"]
    assert sample.export("coded", tmp_path / "out.docx").rows == 9
    assert len(docx.Document(str(tmp_path / "out.docx")).comments) == len(
        {row["annotation_id"] for row in sample.annotations()}
    )


def test_what_cannot_be_written_is_said(sample: Project, tmp_path: Path) -> None:
    with pytest.raises(OtsannotError, match=r"one of \.html, \.docx, \.md"):
        sample.export("coded", tmp_path / "out.pdf")
    with pytest.raises(OtsannotError, match="coded documents only"):
        sample.export("annotations", tmp_path / "out.csv", documents=["Kocaman"])
    with pytest.raises(OtsannotError, match="Nobody"):
        sample.export("coded", tmp_path / "out.md", documents=["Nobody"])
    assert not list(tmp_path.glob("out.*"))


def test_the_command_line_writes_chosen_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study_file, out = str(tmp_path / "s.otsannot"), str(tmp_path / "o.md")
    assert main(["sample", study_file]) == 0
    assert main(["export", study_file, "coded", out, "--document", "Kocaman", "Orkhon Lines"]) == 0
    assert capsys.readouterr().out.endswith("o.md: 2 documents\n")


@given(studies())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_passage_of_any_study_is_on_its_words(made: Study) -> None:
    documents = list(made.documents)
    made.documents = documents
    texts = [visible(document.text) for document in documents]
    sayings = Sayings(made)
    with TemporaryDirectory() as folder:
        write_coded(made, Path(folder, "a.html"))
        root = etree.parse(Path(folder, "a.html")).getroot()
        sections = root.findall(".//section[@class='document']")
        lines = [[row[0][0] for row in section.iterfind("div[@class='row']")] for section in sections]
        assert ["\n".join("".join(line.itertext()) for line in one) for one in lines] == texts
        for document, section in zip(documents, sections, strict=True):
            for number, passage in enumerate(document.passages):
                held = [m.text or "" for m in section.iter("mark") if str(number) in m.get("data-passages").split()]
                assert "".join(held) == visible(document.text[passage.start : passage.end]).replace("\n", "")
        write_coded(made, Path(folder, "a.docx"))
        page = docx.Document(str(Path(folder, "a.docx")))
        assert list(texts_of(page))[: len(texts)] == texts
        wanted = [
            # A comment ends with a paragraph, and the line end behind it is nothing it can be put on.
            (visible(sayings.told(p)), visible(document.text[p.start : p.end]).removesuffix("\n"))
            for document in documents
            for p in document.passages
        ]
        assert sorted(zip([c.text for c in page.comments], commented(page), strict=True)) == sorted(wanted)
        write_coded(made, Path(folder, "a.md"))


def own_runs(page: docx.document.Document) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The paragraphs of texts with whatever stands in them but marks."""
    mark = page.styles[MARK_STYLE].style_id
    for paragraph in page.element.body.iter(qn("w:p")):
        for element in paragraph:
            style = element.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
            if style is None or style.get(qn("w:val")) != mark:
                yield paragraph, element


def commented(page: docx.document.Document) -> Iterator[str]:
    """The words that each comment is on, comment by comment; paragraphs are lines."""
    for comment in page.comments:
        words, inside, before = list[str](), False, None
        for paragraph, element in own_runs(page):
            if inside and paragraph is not before:
                words.append("\n")
            before = paragraph
            if element.get(qn("w:id")) == str(comment.comment_id):
                inside = element.tag == qn("w:commentRangeStart")
            elif inside and element.tag == qn("w:r"):
                words.append(element.text)
        yield "".join(words)


def texts_of(page: docx.document.Document) -> Iterator[str]:
    """The texts of a Word document, each from its own heading to the next; the last one is the list of codes."""
    heading = page.styles["Heading 1"].style_id
    texts: list[list[str]] = []
    words = dict.fromkeys(page.element.body.iter(qn("w:p")), "")
    for paragraph, element in own_runs(page):
        if element.tag == qn("w:r"):
            words[paragraph] += element.text
    for paragraph, line in words.items():
        if paragraph.style == heading:
            texts.append([])
        elif texts:
            texts[-1].append(line)
    yield from ("\n".join(lines) for lines in texts)
