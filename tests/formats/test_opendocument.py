"""OpenDocument texts come in with every word, and with what lies beside the words."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from office_files import REFERENCE, only_text, parts_in, parts_of, refusal, remarks_of, text_and_parts

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)


def flat(path: Path, body: str, styles: str = "") -> Path:
    path.write_text(
        f'<office:document {_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:styles>{styles}</office:styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    return path


def words(path: Path, body: str) -> str:
    return only_text(flat(path / "a.fodt", body)).text


def test_blanks_are_those_that_the_format_means(tmp_path: Path) -> None:
    body = (
        "<text:p>\n   one\n  two <text:span> three</text:span><text:s/> four<text:tab/> five</text:p>"
        "<text:p>\u00a0six\u00a0\u00a0<text:s text:c='3'/></text:p><text:p/>"
    )
    assert words(tmp_path, body) == "one two three  four\t five\n\u00a0six\u00a0\u00a0   \n\n"


def test_lists_count_on_where_they_say_so(tmp_path: Path) -> None:
    styles = (
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="A" '
        'style:num-prefix="(" style:num-suffix=")"/><text:list-level-style-number text:level="2" style:num-format="1" '
        'text:display-levels="2"/></text:list-style>'
    )

    def items(*names: str) -> str:
        return "".join(f"<text:list-item><text:p>{name}</text:p></text:list-item>" for name in names)

    body = (
        f'<text:list text:style-name="N"><text:list-header><text:p>head</text:p></text:list-header>{items("a", "b")}'
        f"<text:list-item><text:p>c</text:p><text:p>more</text:p><text:list>{items('d')}</text:list></text:list-item>"
        "</text:list><text:p>between</text:p>"
        f'<text:list text:style-name="N" text:continue-numbering="true">{items("e")}</text:list>'
        f'<text:list text:style-name="N">{items("f")}<text:list-item text:start-value="27"><text:p>g</text:p>'
        f"</text:list-item>{items('h')}</text:list>"
    )
    assert parts_in(flat(tmp_path / "a.fodt", body, styles)) == [
        ("item", "(A)", "a"),
        ("item", "(B)", "b"),
        ("item", "(C)", "c"),
        ("item", "C.1", "d"),
        ("item", "(D)", "e"),
        ("item", "(A)", "f"),
        ("item", "(AA)", "g"),
        ("item", "(AB)", "h"),
    ]


def test_headings_may_be_numbered_by_the_outline(tmp_path: Path) -> None:
    styles = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>'
    )
    body = (
        '<text:h text:outline-level="1">One</text:h><text:h text:outline-level="2">Under</text:h>'
        '<text:h text:outline-level="1">Two</text:h>'
        '<text:h text:outline-level="1" text:is-list-header="true">Bare</text:h>'
    )
    assert parts_in(flat(tmp_path / "a.fodt", body, styles)) == [
        ("heading", "1", "One"),
        ("item", "I.", "One"),
        ("heading", "2", "Under"),
        ("heading", "1", "Two"),
        ("item", "II.", "Two"),
        ("heading", "1", "Bare"),
    ]


def test_boxes_and_shapes_come_after_their_paragraph(tmp_path: Path) -> None:
    body = (
        "<text:p>a<draw:g><draw:custom-shape><text:p>shape</text:p></draw:custom-shape><draw:frame><draw:text-box>"
        "<text:p>box<draw:frame><draw:text-box><text:p>inner</text:p></draw:text-box></draw:frame></text:p>"
        "</draw:text-box></draw:frame></draw:g>b</text:p><text:p>c</text:p>"
    )
    assert text_and_parts(flat(tmp_path / "a.fodt", body)) == (
        "ab\nshape\nbox\ninner\nc\n",
        [("box", "", "shape"), ("box", "", "box\ninner"), ("box", "", "inner")],
    )


def test_tables_may_hold_tables_and_repeat_cells(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>in</text:p></table:table-cell>"
    inner = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    body = (
        "<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated='2'>"
        f"<text:p>x</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row>"
        f"<table:table-cell/><table:table-cell>{inner}</table:table-cell></table:table-row></table:table>"
    )
    assert text_and_parts(flat(tmp_path / "a.fodt", body)) == (
        "x\nx\n\nin\n",
        [
            ("cell", "1:1:1", "x"),
            ("cell", "1:1:2", "x"),
            ("cell", "1:2:1", ""),
            ("cell", "1:2:2", "in"),
            ("cell", "2:1:1", "in"),
        ],
    )


def test_notes_remarks_fields_and_readings_are_told_apart(tmp_path: Path) -> None:
    body = (
        '<text:p>one<text:note text:note-class="footnote"><text:note-citation text:label="*">*</text:note-citation>'
        "<text:note-body><text:p>  note</text:p></text:note-body></text:note> "
        "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby>"
        " <text:page-number>7</text:page-number>"
        "<office:annotation><dc:creator>Bob</dc:creator><text:p>a thought</text:p></office:annotation></text:p>"
    )
    text = only_text(flat(tmp_path / "a.fodt", body))
    assert text.text == "one 漢 7\nnote\n"
    assert parts_of(text) == [("anchor", "*", ""), ("footnote", "*", "note")]
    assert remarks_of(text) == [("one 漢 7", "Bob", "a thought", "")]
    assert text.told == ("The reading above 1 word was left out.",)


def test_pages_are_those_that_were_drawn(tmp_path: Path) -> None:
    body = "<text:p>one <text:soft-page-break/>two</text:p><text:soft-page-break/><text:p>three</text:p>"
    assert parts_in(flat(tmp_path / "a.fodt", body)) == [
        ("page", "1", "one "),
        ("page", "2", "two\n"),
        ("page", "3", "three\n"),
    ]


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({}, "a.odt is damaged: content.xml cannot be read."),
        ({"content.xml": "<a"}, "a.odt is damaged: its XML is not in order at line 1."),
        ({"content.xml": "<a/>"}, "a.odt is no OpenDocument text."),
        (
            {"META-INF/manifest.xml": "<manifest:encryption-data/>", "content.xml": "..."},
            "a.odt is protected by a password. Save it without one where it was written, and import that.",
        ),
        (
            {"content.xml": "<!DOCTYPE a [<!ENTITY a 'b'>]><a>&a;</a>"},
            "a.odt declares entities of its own, which are not read.",
        ),
        (
            {"content.xml": f"<office:document {_SPACES}><office:body><office:text/></office:body></office:document>"},
            "a.odt holds no text.",
        ),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, members: dict[str, str], sentence: str) -> None:
    with ZipFile(tmp_path / "a.odt", "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert refusal(tmp_path / "a.odt") == sentence


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes((REFERENCE / "meeting.odt").read_bytes()[:9000])
    (tmp_path / "b.odt").write_bytes(b"")
    (tmp_path / "c.fodt").write_bytes(b" ")
    (tmp_path / "d.fodt").write_bytes((REFERENCE / "meeting.fodt").read_bytes()[:3000])
    assert [refusal(path) for path in sorted(tmp_path.iterdir())] == [
        "a.odt is no OpenDocument text, or is damaged. Open it where it was written and save it again.",
        "b.odt is empty.",
        "c.fodt is empty.",
        "d.fodt is damaged: its XML is not in order at line 21.",
    ]


def test_remarks_within_remarks_do_no_harm(tmp_path: Path) -> None:
    body = "<text:p>a<office:annotation>" * 100 + "</office:annotation></text:p>" * 100
    assert refusal(flat(tmp_path / "a.fodt", body)) == (
        "a.fodt is damaged: its boxes and notes lie too deep in one another."
    )
