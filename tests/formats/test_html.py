"""A web page gives its article with its structure, says what was left out, and can be taken whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from formats.pages import kinds, page, read_one

from otsannot.errors import OtsannotError
from otsannot.formats import read_texts
from otsannot.formats.reading import Reading

SAVED = Path(__file__).parents[1] / "reference" / "formats" / "saved_news.html"


def saved(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def shown(tmp_path: Path, content: str) -> str:
    """The text of a page around some content."""
    return read_one(saved(tmp_path, page(content))).text


def test_the_article_of_a_saved_page_comes_without_its_menus() -> None:
    text = read_one(SAVED)
    assert text.text.splitlines() == [
        "Şuşa'da tarihî zirve",
        "Türk Devletleri Teşkilatı'nın gayriresmî zirvesi cumartesi günü Şuşa'da toplandı. Liderler ulaştırma, enerji "
        "ve ortak alfabe üzerine konuştu.",
        "Ulaştırma",
        "Orta Koridor'un kapasitesi üç yıl içinde iki katına çıkarılacak; gümrük işlemleri tek bir belgeyle yapılacak. "
        "Yol, Hazar'ın iki yakasını birbirine bağlıyor.",
        "“Bizim için bu bir ailedir,” dedi ev sahibi, “başka ailemiz yok.”",
        "Bakü ile Astana arasında doğrudan tren",
        "Ortak sefer tarifesi",
        "Yıl",
        "Yük (ton)",
        "2024",
        "4,5 milyon",
        "Bir sonraki zirve gelecek yıl Türkistan'da yapılacak ve hazırlıklar bu sonbaharda başlayacak.",
    ]
    assert kinds(text) == [
        ("heading", "1", "Şuşa'da tarihî zirve"),
        ("heading", "2", "Ulaştırma"),
        ("item", "1.", "Bakü ile Astana arasında doğrudan tren"),
        ("item", "2.", "Ortak sefer tarifesi"),
        ("cell", "1:1:1", "Yıl"),
        ("cell", "1:1:2", "Yük (ton)"),
        ("cell", "1:2:1", "2024"),
        ("cell", "1:2:2", "4,5 milyon"),
    ]
    assert dict(text.facts) == {
        "title": "Şuşa'da tarihî zirve",
        "site": "Zirve Gazetesi",
        "author": "Ayşe Yılmaz",
        "date": "2024-07-06",
        "url": "https://zirve.example/susa",
    }
    assert text.language == "tr"
    (told,) = text.told
    assert told.startswith("Only the article was taken; what is around it was left out (words: ")
    assert "Çerez kullanıyoruz" in told


def test_a_page_is_taken_whole_when_asked() -> None:
    text = read_one(SAVED, Reading(whole_page=True))
    lines = text.text.splitlines()
    assert {"Ana sayfa", "Çok okunanlar", "Şuşa'da tarihî zirve", "© Zirve Gazetesi"} <= set(lines)
    assert not [line for line in lines if "gizli" in line or "izle(" in line]
    assert text.told == ()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>one\n two\t<b>three </b> four</p>", "one two three four\n"),
        ("<p>a&nbsp;b&shy;c &amp;amp; &lt;i&gt; &#x1F914;</p>", "a\u00a0b\u00adc &amp; <i> 🤔\n"),
        ("<p>first <br> second<br/>third<br></p>", "first\nsecond\nthird\n"),
        ("<pre>\n  two\n\n    four\n</pre>", "  two\n\n    four\n"),
        ("loose <div>block</div> tail", "loose\nblock\ntail\n"),
        ("<p>seen<span style='display: none'>not</span><b hidden>nor</b></p>", "seen\n"),
        ("<p>a<!-- no -->b<script>c()</script><noscript>d</noscript></p><template>e</template>", "ab\n"),
        ("<p></p><p>&nbsp;</p><p> x </p>", "\u00a0\nx\n"),
        ("<dl><dt>söz<dd>anlam</dl><blockquote>alıntı</blockquote>", "söz\nanlam\nalıntı\n"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)\n"),
        ("<p>x</p></body></html>after", "x\nafter\n"),
        ("<custom-tag>in one <em>line</em></custom-tag>", "in one line\n"),
    ],
)
def test_white_space_and_elements_are_as_a_browser_shows_them(tmp_path: Path, content: str, text: str) -> None:
    assert shown(tmp_path, content) == text


def test_items_carry_the_numbers_that_a_browser_shows(tmp_path: Path) -> None:
    lists = "<ol start=3><li>c<ul><li>in</ul><li value=9>i<li>j</ol><ol type=a reversed><li>y<li>z</ol>"
    text = read_one(saved(tmp_path, page(f"{lists}<ol type=I><li>w</ol>")))
    assert text.text == "c\nin\ni\nj\ny\nz\nw\n"
    assert [value for _kind, value, _words in kinds(text)] == ["3.", "•", "9.", "10.", "b.", "a.", "I."]


def test_cells_know_their_row_and_column_across_wide_and_high_ones(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td><p>d<p>e</table>"
    text = read_one(saved(tmp_path, page(f"<table>{rows}")))
    assert kinds(text) == [
        ("cell", "1:1:1", "a"),
        ("cell", "1:1:2", "b"),
        ("cell", "1:2:2", "c"),
        ("cell", "1:2:3", "d\ne"),
    ]


def test_notes_stand_at_the_end_and_are_called_where_they_were(tmp_path: Path) -> None:
    content = (
        "<p>Söz<sup id=r1><a href='#n1'>[1]</a></sup> ve söz<a id=r2 href='#n2'><sup>2</sup></a>.</p><hr>"
        "<ol><li id=n1><a href='#r1'>↑</a> Birinci.</li></ol><p id=n2><a href='#r2'>2</a>. İkinci.</p>"
    )
    text = read_one(saved(tmp_path, page(content)))
    assert text.text == "Söz ve söz.\nBirinci.\nİkinci.\n"
    assert [(part.kind, part.value, part.start, part.end) for part in text.parts] == [
        ("anchor", "1", 3, 3),
        ("anchor", "2", 10, 10),
        ("footnote", "1", 12, 20),
        ("footnote", "2", 21, 28),
    ]


@pytest.mark.parametrize(
    ("declared", "encoded"),
    [
        ("windows-1254", "cp1254"),
        ("iso-8859-9", "cp1254"),
        ("utf-8", "utf-8"),
        ("utf-8", "cp1254"),
        ("koi8-r", "utf-8"),
    ],
)
def test_the_encoding_is_what_the_bytes_are_and_else_what_the_page_declares(
    tmp_path: Path, declared: str, encoded: str
) -> None:
    content = f"<html><head><meta charset={declared}></head><p>Şuşa'da ışık, çağrı ve gönül; “İstanbul”.".encode(
        encoded
    )
    if declared == "koi8-r":
        content = b"\xef\xbb\xbf" + content
    assert read_one(saved(tmp_path, content)).text == "Şuşa'da ışık, çağrı ve gönül; “İstanbul”.\n"


def test_a_chosen_encoding_is_used(tmp_path: Path) -> None:
    path = saved(tmp_path, b"<meta charset=cp1254><p>\xfd\xfe")
    assert read_one(path, Reading(encoding="cp1251")).text == "эю\n"


def test_facts_of_embedded_data_count_before_those_of_the_head(tmp_path: Path) -> None:
    data = '{"@graph": [{"@type": "NewsArticle", "headline": "Zirve", "datePublished": "2024-07-06T10:00:00+04:00", '
    data += '"author": [{"name": "A. Y."}, {"name": "B. Z."}], "publisher": {"name": "Gazete"}}]}'
    head = (
        f"<script type='application/ld+json'>{data}</script><title>Zirve - Gazete</title><meta name=author content=x>"
    )
    assert dict(read_one(saved(tmp_path, page("<p>söz", head))).facts) == {
        "title": "Zirve",
        "author": "A. Y., B. Z.",
        "date": "2024-07-06",
        "site": "Gazete",
    }


def test_a_page_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OtsannotError, match=r"page\.html holds no text that a reader of the page would see\.$"):
        list(read_texts(saved(tmp_path, page("<img src=a.png><script>x()</script>"))))
