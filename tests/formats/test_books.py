"""Books in EPUB and FictionBook, TEI and pages saved in one file give their text, structure, notes and facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from formats.pages import archive, epub, fb2, kinds, of_kind, read_one, tei

from otsannot.errors import OtsannotError
from otsannot.formats import read_texts

DC = (
    "<dc:title>Zirve</dc:title><dc:creator>A. Y.</dc:creator><dc:creator>B. Z.</dc:creator>"
    "<dc:date>2024-07-06T00:00:00Z</dc:date><dc:language>tr-TR</dc:language><dc:publisher>TDT</dc:publisher>"
)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_book_gives_its_chapters_in_the_order_of_the_spine_and_its_facts(tmp_path: Path) -> None:
    text = read_one(written(tmp_path, "b.epub", epub({"z.xhtml": "<h1>Bir</h1>", "a.xhtml": "<p>iki&nbsp;üç"}, DC)))
    assert text.text == "Bir\niki\u00a0üç\n"
    assert text.language == "tr"
    assert dict(text.facts) == {"title": "Zirve", "author": "A. Y., B. Z.", "date": "2024-07-06", "publisher": "TDT"}


def test_notes_of_a_book_stand_below_the_chapter_that_calls_them(tmp_path: Path) -> None:
    one = (
        '<h1>Bir</h1><p>Söz<a epub:type="noteref" href="#f">1</a> ve<a epub:type="noteref" href="n.xhtml#e">*</a>.</p>'
        '<aside epub:type="footnote" id="f"><p>Dipnot.</p></aside><p>Son.</p>'
    )
    chapters = {"one.xhtml": one, "two.xhtml": "<h1>İki</h1>", "n.xhtml": '<p id="e">Sonnot.</p>'}
    text = read_one(written(tmp_path, "b.epub", epub(chapters)))
    assert text.text == "Bir\nSöz ve.\nSon.\nDipnot.\nSonnot.\nİki\n"
    assert [part for part in kinds(text) if part[0] != "heading"] == [
        ("anchor", "1", ""),
        ("anchor", "*", ""),
        ("footnote", "1", "Dipnot."),
        ("endnote", "*", "Sonnot."),
    ]
    assert [part.start for part in of_kind(text, "anchor")] == [7, 10]


def test_a_chapter_that_only_the_table_of_contents_names_gets_its_heading(tmp_path: Path) -> None:
    ncx = '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Birinci bölüm</text>'
    ncx += '</navLabel><content src="one.xhtml#x"/></navPoint></navMap></ncx>'
    book = epub({"one.xhtml": "<p class='t'>Birinci  bölüm</p><p>Söz.</p>"})
    members = _members(book)
    item = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
    members["OEBPS/book.opf"] = members["OEBPS/book.opf"].replace(b"</manifest>", item.encode())
    text = read_one(written(tmp_path, "b.epub", archive(members | {"OEBPS/toc.ncx": ncx.encode()})))
    assert kinds(text) == [("heading", "1", "Birinci bölüm")]


def test_a_book_knows_the_pages_of_its_print(tmp_path: Path) -> None:
    one = '<p>Bir <span epub:type="pagebreak" title="5"/>iki</p><p role="doc-pagebreak" aria-label="6"/><p>üç</p>'
    text = read_one(written(tmp_path, "b.epub", epub({"one.xhtml": one})))
    assert kinds(text) == [("page", "5", "iki\n"), ("page", "6", "üç\n")]


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("META-INF/license.lcpl", "{}"),
        (
            "META-INF/encryption.xml",
            '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
            "</EncryptedData></encryption>",
        ),
    ],
)
def test_a_book_under_rights_management_is_refused(tmp_path: Path, member: str, content: str) -> None:
    path = written(tmp_path, "b.epub", epub({"a.xhtml": "<p>x</p>"}, more={member: content}))
    with pytest.raises(OtsannotError, match=r"b\.epub is protected by digital rights management\."):
        list(read_texts(path))


def test_hidden_fonts_lock_no_book(tmp_path: Path) -> None:
    hidden = '<encryption><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></encryption>'
    path = written(tmp_path, "b.epub", epub({"a.xhtml": "<p>x</p>"}, more={"META-INF/encryption.xml": hidden}))
    assert read_one(path).text == "x\n"


def test_a_fictionbook_gives_sections_verse_notes_and_facts(tmp_path: Path) -> None:
    description = (
        "<title-info><author><first-name>Ayşe</first-name><last-name>Yılmaz</last-name></author>"
        '<book-title>Zirve</book-title><date value="2024-07-06">yaz</date><lang>tr</lang></title-info>'
    )
    content = (
        "<body><title><p>Kitap</p></title><section><title><p>Bir</p><p>Giriş</p></title>"
        '<p>Söz<a l:href="#n1" type="note">[1]</a>.</p><empty-line/><subtitle>Ara</subtitle>'
        "<poem><stanza><v>bir dize</v><v>iki dize</v></stanza></poem></section></body>"
        '<body name="notes"><section id="n1"><title><p>1</p></title><p>Dipnot.</p></section></body>'
        '<binary id="a.png" content-type="image/png">AAAA</binary>'
    )
    text = read_one(written(tmp_path, "b.fb2", fb2(content, description)))
    assert text.text == "Kitap\nBir\nGiriş\nSöz.\n\nAra\nbir dize\niki dize\nDipnot.\n"
    assert kinds(text) == [
        ("heading", "1", "Kitap"),
        ("heading", "2", "Bir\nGiriş"),
        ("anchor", "1", ""),
        ("heading", "3", "Ara"),
        ("endnote", "1", "Dipnot."),
    ]
    assert (dict(text.facts), text.language) == (
        {"title": "Zirve", "author": "Ayşe Yılmaz", "date": "2024-07-06"},
        "tr",
    )


def test_a_fictionbook_in_an_old_encoding_is_read_as_it_declares(tmp_path: Path) -> None:
    content = fb2("<body><p>Түркі, ўзбек</p></body>").replace("Түркі", "Тюрки").replace("utf-8", "windows-1251")
    assert read_one(written(tmp_path, "b.fb2", content.encode("cp1251"))).text == "Тюрки, ўзбек\n"


HEADER = (
    "<fileDesc><titleStmt><title>Zirve</title><author>A. Y.</author></titleStmt><publicationStmt><publisher>TDT"
    '</publisher><date when="2024"/></publicationStmt><sourceDesc><bibl><date when="2021-11-12"/></bibl></sourceDesc>'
    '</fileDesc><profileDesc><langUsage><language ident="tur"/></langUsage><particDesc><listPerson>'
    '<person xml:id="P1"><persName>İlham</persName></person></listPerson></particDesc></profileDesc>'
)


def test_tei_gives_headings_speakers_pages_notes_and_facts(tmp_path: Path) -> None:
    content = (
        '<pb n="iv"/><div><head>Bir</head><p>Söz<note n="1">Dipnot.</note> var, <choice><sic>teh</sic><corr>the</corr>'
        '</choice>.</p><fw>Zirve 4</fw><div><head>İki</head><u who="#P1">Merhaba.</u><sp><speaker>Sunucu:</speaker>'
        '<p>Ha<pb n="v"/>yır,<lb/>ev<lb break="no"/>et.</p></sp><lg><l>a</l><l>b</l></lg><list><item>x</item></list>'
        '<table><row><cell cols="2">1</cell><cell>2</cell></row></table></div></div>'
    )
    text = read_one(written(tmp_path, "a.xml", tei(content, HEADER)))
    assert text.text == "Bir\nSöz var, teh.\nİki\nMerhaba.\nSunucu:\nHayır, evet.\na\nb\nx\n1\n2\nDipnot.\n"
    assert [part for part in kinds(text) if part[0] != "page"] == [
        ("heading", "1", "Bir"),
        ("anchor", "1", ""),
        ("heading", "2", "İki"),
        ("speaker", "İlham", "Merhaba."),
        ("speaker", "Sunucu", "Sunucu:\nHayır, evet."),
        ("item", "•", "x"),
        ("cell", "1:1:1", "1"),
        ("cell", "1:1:3", "2"),
        ("footnote", "1", "Dipnot."),
    ]
    assert [(part.value, part.start) for part in of_kind(text, "page")] == [("iv", 0), ("v", text.text.index("yır"))]
    assert dict(text.facts) == {"title": "Zirve", "author": "A. Y.", "publisher": "TDT", "date": "2021-11-12"}
    assert text.language == "tr"
    assert text.told == (
        "Running heads and page numbers were left out (1), such as “Zirve 4”.",
        "Where the editors offer a correction, the words of the source were taken (1).",
    )


def test_turns_of_a_recording_in_tei_know_their_time(tmp_path: Path) -> None:
    times = '<timeline unit="s"><when xml:id="T0"/><when xml:id="T1" interval="62.5" since="#T0"/></timeline>'
    content = f'{times}<u who="#A" start="#T0">Bir.</u><u who="#B" start="#T1">İki.</u>'
    assert kinds(read_one(written(tmp_path, "a.xml", tei(content)))) == [
        ("speaker", "A", "Bir."),
        ("time", "00:00:00.000", "Bir.\n"),
        ("speaker", "B", "İki."),
        ("time", "00:01:02.500", "İki.\n"),
    ]


def test_xml_that_is_no_tei_is_refused_by_what_is_read(tmp_path: Path) -> None:
    with pytest.raises(OtsannotError, match=r"a\.xml is XML of a kind that is not read\. TEI P5 is"):
        list(read_texts(written(tmp_path, "a.xml", "<rss><channel/></rss>")))


def test_a_page_saved_in_one_file_is_read_in_the_encoding_of_its_header(tmp_path: Path) -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
    part = b"Content-Type: text/html; charset=windows-1254\nContent-Location: https://example.org/a\n\n"
    content = head + part + "<meta charset=utf-8><p>Şuşa'da ışık".encode("cp1254") + b"\n--b--\n"
    text = read_one(written(tmp_path, "a.mht", content))
    assert (text.text, dict(text.facts)) == ("Şuşa'da ışık\n", {"url": "https://example.org/a"})


def _members(book: bytes) -> dict[str, bytes]:
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(book)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}
