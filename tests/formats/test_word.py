"""Word documents come in with every word, and with what lies beside the words."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from office_files import (
    REFERENCE,
    W,
    only_text,
    paragraph,
    parts_in,
    parts_of,
    refusal,
    remarks_of,
    run,
    text_and_parts,
    word_file,
)

from otsannot.formats import read_texts

MEETING = REFERENCE / "meeting.docx"


def test_every_paragraph_of_the_sample_is_verbatim(shared: Path) -> None:
    convert = shared / "samples" / "convert"
    truth = json.loads((convert / "ground_truth.json").read_text(encoding="utf-8"))
    assert only_text(convert / "base.docx").text.split("\n")[:-1] == truth["paragraphs"]


def test_what_another_library_writes_is_read(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("𐱅𐰇𐰼𐰰", 2)
    made.add_paragraph("İlk\tsətir\nyeni", style="List Bullet")
    table = made.add_table(2, 2)
    for cell, words in zip((c for row in table.rows for c in row.cells), "abcd", strict=True):
        cell.text = words
    made.save(str(tmp_path / "made.docx"))
    text = only_text(tmp_path / "made.docx")
    assert text.text == "𐱅𐰇𐰼𐰰\nİlk\tsətir\nyeni\na\nb\nc\nd\n"
    assert parts_of(text)[:2] == [("heading", "2", "𐱅𐰇𐰼𐰰"), ("item", "•", "İlk\tsətir\nyeni")]


def test_headings_are_known_by_outline_and_by_what_their_style_is_based_on(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Balk1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Əsas"/><w:basedOn w:val="Balk1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Deep"><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = "".join(paragraph(name, f'<w:pStyle w:val="{name}"/>') for name in ("Balk1", "Own", "Deep", "A", "None"))
    body += paragraph("by itself", '<w:outlineLvl w:val="1"/>')
    body += paragraph("none", '<w:pStyle w:val="Balk1"/><w:outlineLvl w:val="9"/>')
    assert parts_in(word_file(tmp_path / "a.docx", body, styles=styles)) == [
        ("heading", "1", "Balk1"),
        ("heading", "1", "Own"),
        ("heading", "4", "Deep"),
        ("heading", "2", "by itself"),
    ]


def test_numbers_of_lists_are_counted_as_word_counts_them(tmp_path: Path) -> None:
    def level(at: int, form: str, text: str, more: str = "") -> str:
        shown = f'<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
        return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{shown}</w:lvl>'

    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "upperRoman", "%1.")
        + level(1, "lowerLetter", "%2)")
        + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
        + '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0fc"/>'
        + '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl></w:abstractNum>'
        + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        + '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        + "</w:lvlOverride></w:num>"
    )
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (3, 0), (3, 0), (0, 0), (9, 0), (1, 8)]
    body = "".join(
        paragraph("a", f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{one}"/></w:numPr>') for one, at in places
    )
    labels = [value for _kind, value, _words in parts_in(word_file(tmp_path / "a.docx", body, numbering=numbering))]
    assert labels == ["I.", "a)", "b)", "1.2.1", "II.", "a)", "✓", "VII.", "VIII."]


def test_a_style_may_be_a_list(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="HH"><w:basedOn w:val="H"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:pStyle w:val="H"/>'
        '<w:lvlText w:val="Chapter %1"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:pStyle w:val="HH"/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(paragraph(name, f'<w:pStyle w:val="{name}"/>') for name in ("H", "HH", "HH", "H"))
    body += paragraph("bare", '<w:pStyle w:val="H"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    found = parts_in(word_file(tmp_path / "a.docx", body, styles=styles, numbering=numbering))
    assert [value for kind, value, _words in found if kind == "item"] == ["Chapter 1", "1.1", "1.2", "Chapter 2"]


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    change = 'w:id="1" w:author="Bob"'
    body = (
        f"<w:p>{run('Kept ')}<w:ins {change}>{run('new ')}</w:ins><w:del {change}><w:r><w:delText>old</w:delText></w:r>"
        f"</w:del><w:moveFrom {change}>{run('from')}</w:moveFrom><w:moveTo {change}>{run('to')}</w:moveTo></w:p>"
        + paragraph("one ", f"<w:rPr><w:del {change}/></w:rPr>")
        + paragraph("line")
        + f"<w:tbl><w:tr><w:trPr><w:del {change}/></w:trPr><w:tc>{paragraph('gone')}</w:tc></w:tr>"
        + f"<w:tr><w:tc>{paragraph('stays')}</w:tc></w:tr></w:tbl>"
    )
    text = only_text(word_file(tmp_path / "a.docx", body))
    assert text.text == "Kept new to\none line\nstays\n"
    assert text.told == ("6 tracked changes were read as if they had been accepted.",)
    assert parts_of(text) == [("cell", "1:1:1", "stays")]


def test_the_result_of_a_field_is_read_and_its_code_is_not(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>IF </w:instrText></w:r>"
    inner = mark("begin") + code + mark("separate") + run("hidden") + mark("end")
    body = (
        f"<w:p>{mark('begin')}{code}{inner}{mark('separate')}{run('shown')}{mark('end')}{run(' after')}</w:p>"
        f'<w:p><w:fldSimple w:instr="DATE">{run("2026")}</w:fldSimple></w:p>'
        f"<w:p>{run('never ends: ')}{mark('begin')}{code}</w:p>{paragraph('still here')}"
    )
    assert only_text(word_file(tmp_path / "a.docx", body)).text == "shown after\n2026\nnever ends: \nstill here\n"


def test_a_text_box_comes_once_and_after_its_paragraph(tmp_path: Path) -> None:
    def box(words: str) -> str:
        return f"<w:txbxContent>{paragraph(words)}</w:txbxContent>"

    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box("box")}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box('box')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox>{box('old 🤔')}</v:textbox></w:pict></w:r>"
    assert text_and_parts(word_file(tmp_path / "a.docx", f"<w:p>{run('before')}{both}{old}{run(' after')}</w:p>")) == (
        "before after\nbox\nold 🤔\n",
        [("box", "", "box"), ("box", "", "old 🤔")],
    )


def test_cells_are_numbered_by_their_columns_and_tables_may_hold_tables(tmp_path: Path) -> None:
    def cell(inner: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"

    wide, top, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    inner = f"<w:tbl><w:tr>{cell(paragraph('deep'))}</w:tr></w:tbl><w:p/>"
    rows = [
        cell(paragraph("wide"), wide) + cell("<w:p/>"),
        cell(paragraph("tall"), top) + cell(paragraph("x") + paragraph("y")) + cell(paragraph("in") + inner),
        cell("<w:p/>", below) + cell(paragraph("z")),
    ]
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    text = only_text(word_file(tmp_path / "a.docx", body))
    assert text.text == "wide\n\ntall\nx\ny\nin\ndeep\nz\n"
    assert sorted(parts_of(text), key=lambda part: part[1]) == [
        ("cell", "1:1:1", "wide"),
        ("cell", "1:1:3", ""),
        ("cell", "1:2:1", "tall"),
        ("cell", "1:2:2", "x\ny"),
        ("cell", "1:2:3", "in\ndeep"),
        ("cell", "1:3:2", "z"),
        ("cell", "2:1:1", "deep"),
    ]


def test_remarks_lie_on_their_words_also_across_paragraphs(tmp_path: Path) -> None:
    comments = (
        f'<w:comment w:id="0" w:author="Ayşe" w:date="2026-11-24T09:30:00Z">{paragraph("one")}{paragraph("two 🤔")}'
        f'</w:comment><w:comment w:id="1" w:author="Bob">{paragraph("at a place")}</w:comment>'
        f'<w:comment w:id="2" w:author="Bob">{paragraph("of nothing")}</w:comment>'
    )
    body = (
        f'<w:p>{run("𐱅𐰇 ")}<w:commentRangeStart w:id="0"/>{run("first")}</w:p>'
        f'<w:p>{run("second")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        f"{run(' rest')}</w:p>"
        f'<w:p>{run("third")}<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    )
    assert remarks_of(only_text(word_file(tmp_path / "a.docx", body, comments=comments))) == [
        ("first\nsecond", "Ayşe", "one\ntwo 🤔", "2026-11-24T09:30:00Z"),
        ("third", "Bob", "at a place", ""),
    ]


def test_notes_may_have_marks_of_their_own_and_several_paragraphs(tmp_path: Path) -> None:
    footnotes = (
        f'<w:footnote w:id="-1" w:type="separator">{paragraph("line")}</w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run(" first")}</w:p>{paragraph("more")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("starred")}</w:footnote>'
    )
    own = '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    body = f'<w:p>{run("a")}{own}{run("b")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    text = only_text(word_file(tmp_path / "a.docx", body, footnotes=footnotes))
    assert text.text == "ab\nstarred\nfirst\nmore\n"
    assert text.parts[0].start == 1
    assert parts_of(text) == [
        ("anchor", "*", ""),
        ("anchor", "1", ""),
        ("footnote", "*", "starred"),
        ("footnote", "1", "first\nmore"),
    ]


def test_signs_blanks_and_breaks_are_what_word_shows(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t> trimmed </w:t><w:noBreakHyphen/><w:softHyphen/><w:tab/><w:br/><w:cr/></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F061"/>'
        '<w:sym w:font="Webdings" w:char="F062"/></w:r>'
        '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0ae</w:t></w:r>'
        f"<w:ruby><w:rt>{run('reading')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby>"
        f"<w:sdt><w:sdtContent>{run(' control')}</w:sdtContent></w:sdt>"
        "<m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath></w:p>"
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    )
    text = only_text(word_file(tmp_path / "a.docx", body))
    assert text.text == "trimmed\u2011\u00ad\t\n\n✓α\uf062→漢 controlx²\n\n"
    assert text.told == (
        "The reading above 1 word was left out.",
        "1 sign of a symbol font has no known letter and stayed a private one.",
    )


def test_a_page_that_begins_between_words_parts_them(tmp_path: Path) -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    heading = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    body = f"<w:p>{page}{run('one')}{page}{run('two')}</w:p><w:p>{heading}{run('three')}{page}</w:p>"
    assert text_and_parts(word_file(tmp_path / "a.docx", body)) == (
        "one\ntwo\nthree\n",
        [("heading", "1", "three")],
    )


def test_pages_are_those_that_word_drew(tmp_path: Path) -> None:
    turned = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = f"<w:p>{run('one ')}{turned}{run('two')}</w:p><w:p>{turned}{run('three')}</w:p>"
    assert parts_in(word_file(tmp_path / "a.docx", body)) == [
        ("page", "1", "one "),
        ("page", "2", "two\n"),
        ("page", "3", "three\n"),
    ]


def test_the_language_is_that_of_most_words(tmp_path: Path) -> None:
    default = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'
    turkish = '<w:p><w:r><w:rPr><w:lang w:val="tr-TR"/></w:rPr><w:t>söz</w:t></w:r></w:p>'
    assert only_text(word_file(tmp_path / "a.docx", turkish, styles=default)).language == "tr"
    assert only_text(word_file(tmp_path / "b.docx", paragraph("word") + turkish, styles=default)).language == "en"


def test_the_strict_names_are_read_as_well(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = paragraph(W, '<w:outlineLvl w:val="0"/>')
    with ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{strict}"><w:body>{body}</w:body></w:document>')
    assert parts_in(tmp_path / "a.docx") == [("heading", "1", W)]


def test_macros_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docm", paragraph("words"))
    with ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    assert only_text(path).told == ("Its macros were left out.",)


def test_press_exports_in_word_come_apart(tmp_path: Path) -> None:
    lines = [
        "Ministers meet",
        "Daily Steppe",
        "March 3, 2022 Thursday",
        "Length: 3 words",
        "Body",
        "They met.",
        "End of Document",
    ]
    path = word_file(tmp_path / "a.docx", "".join(map(paragraph, lines)) * 2)
    texts = [(text.name, text.text, text.facts["date"]) for text in read_texts(path)]
    assert texts == [("Ministers meet", "Ministers meet\nThey met.\n", "2022-03-03")] * 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.docx is empty."),
        (
            b"{\\rtf1 a}",
            "a.docx is a Rich Text document, no Word document. Give it the ending of what it is and try again.",
        ),
        (b"words", "a.docx is no Word document, or is damaged. Open it where it was written and save it again."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "a.docx is protected by a password. Save it without one where it was written, and import that.",
        ),
        (
            MEETING.read_bytes()[:6000],
            "a.docx is no Word document, or is damaged. Open it where it was written and save it again.",
        ),
    ],
)
def test_what_is_no_word_document_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert refusal(tmp_path / "a.docx") == sentence


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("<w:document", "a.docx is damaged: its XML is not in order at line 1."),
        ("<a/>", "a.docx is damaged: word/document.xml cannot be read."),
        (
            '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>',
            "a.docx declares entities of its own, which are not read.",
        ),
        (
            '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
            "a.docx declares entities of its own, which are not read.",
        ),
        (f'<w:document xmlns:w="{W}"><w:body><w:p/></w:body></w:document>', "a.docx holds no text."),
        (
            f'<w:document xmlns:w="{W}"><w:body>' + "<w:tbl><w:tr><w:tc>" * 100_000 + "</w:body></w:document>",
            "a.docx is nested too deeply to be a text.",
        ),
        (
            f'<w:document xmlns:w="{W}"><w:body>{paragraph("a" * 10_100_000)}</w:body></w:document>',
            "a.docx has a stretch of more than 10 MB without a paragraph. Part it where it was written.",
        ),
    ],
    ids=["cut off", "of no kind", "an entity bomb", "an entity of the disk", "empty", "tables in tables", "endless"],
)
def test_a_document_with_broken_parts_is_refused(tmp_path: Path, document: str, sentence: str) -> None:
    with ZipFile(tmp_path / "a.docx", "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    assert refusal(tmp_path / "a.docx") == sentence


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("otsannot.formats.zipped.LARGEST_MEMBER", 1_000_000)
    with ZipFile(tmp_path / "a.docx", "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * 1_000_001)
    assert refusal(tmp_path / "a.docx") == "a.docx is too large once it is unpacked. Split it."


def test_a_huge_paragraph_and_many_tables_in_tables_are_read(tmp_path: Path) -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 70 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 70
    text = only_text(word_file(tmp_path / "a.docx", paragraph("ə" * 3_000_000) + nested))
    assert (len(text.text), text.text[-5:]) == (3_000_006, "deep\n")


def test_notes_that_call_one_another_do_no_harm(tmp_path: Path) -> None:
    def note(at: int) -> str:
        called = f'<w:r><w:footnoteReference w:id="{at + 1}"/></w:r>'
        return f'<w:footnote w:id="{at}"><w:p>{run("note")}{called}</w:p></w:footnote>'

    footnotes = "".join(map(note, range(2, 3_000)))
    path = word_file(
        tmp_path / "a.docx", f'<w:p>{run("a")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>', footnotes=footnotes
    )
    assert refusal(path) == "a.docx is damaged: its boxes and notes lie too deep in one another."
