"""Rich Text documents come in with every word, whatever alphabet and code page it was written in."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_files import only_text, parts_in, parts_of, refusal, remarks_of, text_and_parts

from otsannot.formats import read_texts
from otsannot.formats.reading import Reading


def rtf(path: Path, body: str, head: str = "\\ansi\\ansicpg1252\\deff0") -> Path:
    path.write_bytes(f"{{\\rtf1{head} {body}}}".encode("latin-1"))
    return path


def words(folder: Path, body: str, head: str = "\\ansi\\ansicpg1252\\deff0") -> str:
    return only_text(rtf(folder / "a.rtf", body, head)).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\u601?\u-10237 ?\u-9216 ?.", "ə𐰀."),
        (r"\uc0\u55357\u56832  x{\uc2\u252\'fc\'fcy}\u601 z", "😀 xüyəz"),
        (r"\uc1\u601{}?", "ə?"),
        (r"\uc2\u601\tab\tab a", "əa"),
        (r"\u55357? a\u56832?", "\ufffd a\ufffd"),
        (r"\u128512?\u0?", "😀"),
        ("a\\{b\\}\\\\c<d>&e\r\nf", "a{b}\\c<d>&ef"),
        (r"a\~b\-c\_d\emdash e\rquote s\tab f\line g\zwnj h", "a\u00a0b\u00adc\u2011d—e’s\tf\ng\u200ch"),
        ("a\\\nb", "a\nb"),
        (r"a{\*\unknown b{c}}d{\pict\bin3 }}}}e{\v f}", "adef"),
        (r"a\bin4 \par b", "a b"),
        (r"{\field{\*\fldinst HYPERLINK {x}}{\fldrslt {shown}}}{\xe{\v index}}", "shown"),
        (r"\page a\page b\column\par c\page", "a\nb\nc"),
        (r"{\upr{ansi}{\*\ud{\u601?}}}", "ə"),
        (r"a{\deleted b\par}c\deleted d\deleted0 e", "ace"),
        (r"{\nonshppict{\pict aa}}{\object{\*\objdata 00}{\result shown}}", "shown"),
    ],
)
def test_control_words_are_the_characters_they_mean(tmp_path: Path, body: str, text: str) -> None:
    assert words(tmp_path, body) == f"{text}\n"


def test_bytes_are_letters_of_the_code_page_of_their_font(tmp_path: Path) -> None:
    fonts = (
        r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset162 Arial Tur;}{\f2\fcharset204 Arial Cyr;}"
        r"{\f3\fcharset2 Symbol;}{\f4\fcharset128 MS Gothic;}{\f5\fnil\fcharset2{\*\panose 01}Wingdings;}"
        r"{\f6\cpg1256 X;}{\f7\fcharset2 Webdings;}}"
    )
    body = (
        r"\'e9\f1\'fe\'dd\'f0 {\f2\'cf\'f0\'e8}\plain\'e9\f3 a\'b7\f4\'83A\'82\'a0\f5\'fc\f6\'c7\f7 b"
        r"{\f5\u61692?}"
    )
    text = only_text(rtf(tmp_path / "a.rtf", fonts + body))
    assert text.text == "éşİğ Приéα•アあ✓ا\uf062✓\n"
    assert text.told == ("1 sign of a symbol font has no known letter and stayed a private one.",)


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (r"\ansi\ansicpg1254", r"\'fe\'dd\'f0\'fd", "şİğı"),
        (r"\ansi\ansicpg1251", r"{\fonttbl{\f0\fcharset0 Arial;}}\f0\'cf\'f0\'e8", "При"),
        (r"\mac", r"\'8e", "é"),
        (r"\pc", r"\'82", "é"),
        (r"\ansi\ansicpg65001", "\\'c9\\'99\u00c9\u0099", "əə"),
    ],
)
def test_bytes_without_a_font_are_of_the_code_page_of_the_document(
    tmp_path: Path, head: str, body: str, text: str
) -> None:
    assert words(tmp_path, body, head) == f"{text}\n"


def test_a_chosen_encoding_stands_above_what_the_file_says(tmp_path: Path) -> None:
    path = rtf(tmp_path / "a.rtf", r"{\fonttbl{\f0\fcharset0 Arial;}}\f0 \'fe")
    assert [text.text for text in read_texts(path, Reading("cp1254"))] == ["ş\n"]


def test_headings_are_known_by_their_level_or_style(tmp_path: Path) -> None:
    body = (
        r"{\stylesheet{\s0 Normal;}{\s3\outlinelevel2 Own;}{\s4\sbasedon3 Derived;}{\s5 heading 2;}{\s6\sbasedon7 A;}"
        r"{\s7\sbasedon6 B;}}\pard\s3 three\par\pard\s4 derived\par\pard\s5 two\par\pard\s6 none\par"
        r"\pard\outlinelevel0 one\par\outlinelevel9 body\par\pard plain\par"
    )
    assert parts_in(rtf(tmp_path / "a.rtf", body)) == [
        ("heading", "3", "three"),
        ("heading", "3", "derived"),
        ("heading", "2", "two"),
        ("heading", "1", "one"),
    ]


def test_labels_of_lists_are_beside_the_text(tmp_path: Path) -> None:
    body = (
        r"\pard{\listtext\pard\plain\f0 4.\tab}\ls1\ilvl0 four\par"
        r"{\pntext\f1\u8226?\tab}{\*\pn\pnlvlblt{\pntxtb x}}dot\par\pard none\par"
    )
    assert text_and_parts(rtf(tmp_path / "a.rtf", body)) == (
        "four\ndot\nnone\n",
        [("item", "4.", "four"), ("item", "•", "dot")],
    )


def test_tables_are_numbered_by_their_columns_and_may_hold_tables(tmp_path: Path) -> None:
    body = (
        r"\trowd\clmgf\cellx100\clmrg\cellx200\cellx300\pard\intbl wide\cell\cell c\cell\row"
        r"\trowd\cellx200\cellx300\pard\intbl a\par b\cell\pard\intbl\itap2 in\nestcell deep\nestcell"
        r"{\*\nesttableprops\trowd\cellx50\cellx90\nestrow}{\nonesttables\par}\pard\intbl after\cell\row\pard out\par"
        r"\trowd\cellx100\pard\intbl next\cell\row\pard end\par"
    )
    assert text_and_parts(rtf(tmp_path / "a.rtf", body)) == (
        "wide\nc\na\nb\nin\ndeep\nafter\nout\nnext\nend\n",
        [
            ("cell", "1:1:1", "wide"),
            ("cell", "1:1:3", "c"),
            ("cell", "1:2:1", "a\nb"),
            ("cell", "1:2:3", "in\ndeep\nafter"),
            ("cell", "2:1:1", "in"),
            ("cell", "2:1:2", "deep"),
            ("cell", "3:1:1", "next"),
        ],
    )


def test_notes_boxes_and_remarks_lie_apart(tmp_path: Path) -> None:
    body = (
        r"\ftnstart3\aftnnar one{\super\chftn{\footnote\pard\plain{\super\chftn} first\par more}} two*{\footnote * own}"
        r"{\chftn{\footnote\ftnalt\chftn last}}"
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard box\par}}{\shprslt x}}\par"
        r"{\*\atrfstart 7}about\par this{\*\atrfend 7}{\*\atnid AB}{\*\atnauthor Ay\u351?e}\chatn{\*\annotation"
        r"{\*\atndate 1206633174}{\*\atnref 7}\pard\plain\chatn a\par b}"
        r"{\*\atnid CD}{\*\atnauthor Bob}\chatn{\*\annotation point} rest\par"
    )
    text = only_text(rtf(tmp_path / "a.rtf", body))
    assert text.text == "one two*\nbox\nabout\nthis rest\nfirst\nmore\n* own\nlast\n"
    assert parts_of(text) == [
        ("anchor", "3", ""),
        ("anchor", "*", ""),
        ("anchor", "1", ""),
        ("box", "", "box"),
        ("footnote", "3", "first\nmore"),
        ("footnote", "*", "* own"),
        ("endnote", "1", "last"),
    ]
    assert sorted(remarks_of(text)) == [
        ("about\nthis", "Ayşe", "a\nb", "2026-11-24T11:22:00Z"),
        ("this rest", "Bob", "point", ""),
    ]


def test_facts_and_language_are_those_the_file_states(tmp_path: Path) -> None:
    body = (
        r"{\info{\title A \'fc}{\author Bob}{\author Eve}{\keywords a; b}{\creatim\yr2026\mo2\dy3\hr1}"
        r"{\revtim\yr2027\mo1\dy1}{\doccomm none}}\lang1055 bir \lang1033 one \lang1055 iki"
    )
    text = only_text(rtf(tmp_path / "a.rtf", body))
    assert dict(text.facts) == {"title": "A ü", "author": "Bob", "keywords": "a; b", "date": "2026-02-03"}
    assert (text.language, text.text) == ("tr", "bir one iki\n")


def test_press_exports_in_rich_text_come_apart(tmp_path: Path) -> None:
    lines = ["Ministers meet", "12 words", "3 March 2022", "Daily Steppe", "DAYST", "English", "(c) 2022", "They met."]
    body = "\\par ".join([*lines, "Document DAYST00020220303ei330001x"]) + "\\par "
    texts = [(text.name, text.text, text.facts["outlet"]) for text in read_texts(rtf(tmp_path / "a.rtf", body * 2))]
    assert texts == [("Ministers meet", "Ministers meet\nThey met.\n", "Daily Steppe")] * 2


def test_a_file_that_breaks_off_is_read_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1 one\par two{\footnote\pard three\'4")
    text = only_text(tmp_path / "a.rtf")
    assert text.text.startswith("one\ntwo\n")
    assert text.told == ("The file breaks off; all that is there was read.",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.rtf is empty."),
        (b"words", "a.rtf is no Rich Text document."),
        (b"%PDF-1.4", "a.rtf is a PDF, no Rich Text document. Give it the ending of what it is and try again."),
        (rb"{\rtf1\ansi{\pict 00ff}\par}", "a.rtf holds no text."),
        (b"{\\rtf1" + b"{" * 100_000, "a.rtf is damaged: its groups lie too deep in one another."),
        (b"{\\rtf1" + b"{\\footnote a" * 4_000, "a.rtf is damaged: its boxes and notes lie too deep in one another."),
    ],
)
def test_what_is_no_rich_text_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "a.rtf").write_bytes(content)
    assert refusal(tmp_path / "a.rtf") == sentence


def test_endless_numbers_and_tables_in_tables_do_no_harm(tmp_path: Path) -> None:
    body = r"\uc9999999999 a\itap999999999\intbl b\nestcell\cellx-9999999999\nestrow\bin-5 c\u9999999999 d\yr\cell\row"
    assert only_text(rtf(tmp_path / "a.rtf", body)).text.startswith("ab\nc")
