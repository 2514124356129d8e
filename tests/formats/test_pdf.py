"""A PDF gives its paragraphs as they were written, whole words, headings, pages, notes and facts."""

from __future__ import annotations

import json
import os
import stat
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from formats.pages import kinds, of_kind, read_one
from support import SHARED

from otsannot.errors import OtsannotError, PasswordNeededError
from otsannot.formats import read_texts
from otsannot.formats.pdf_directions import begins_right, in_reading_order
from otsannot.formats.pdf_words import Words
from otsannot.formats.reading import Reading

FILES = Path(__file__).parents[1] / "reference" / "formats"
SAMPLE = SHARED / "samples" / "convert"

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def drawn(folder: Path, *contents: str, name: str = "drawn.pdf") -> Path:
    """A PDF whose pages draw what is given, in Helvetica under the name F."""
    with pikepdf.new() as file:
        font = file.make_indirect(pikepdf.Object.parse(HELVETICA))
        for content in contents:
            file.add_blank_page(page_size=(400, 600))
            page = file.pages[-1]
            page.obj["/Contents"] = file.make_stream(content.encode("cp1252"))
            page.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        file.save(folder / name)
    return folder / name


def at(y: float, *lines: str, x: float = 50, size: float = 10, step: float = 12) -> str:
    """Draws lines of text, one below the other."""
    shown = " ".join(f"1 0 0 1 {x} {y - number * step} Tm ({line}) Tj" for number, line in enumerate(lines))
    return f"BT /F {size} Tf {shown} ET "


COLUMNS = [
    "Ortak adımlar",
    "Türk Devletleri Teşkilatı'nın kuruluşundan bu yana geçen sürede üye devletler arasındaki iş birliği ulaştırma, "
    "enerji, ticaret, kültür ve eğitim alanlarında derinleşmiş; ortak kurumlar birbirini izlemiştir.",
    "Orta Koridor'un kapasitesinin artırılması, gümrük işlemlerinin basitleştirilmesi ve dijitalleştirilmesi, Hazar'ın "
    "iki yakasındaki limanların birbirine bağlanması toplantılarda en çok konuşulan konular arasındadır. Türk-İslam "
    "eserlerinin korunması da gündemdedir; sosyo-ekonomik farklılıklar ise ayrıca incelenmektedir.",
]
NOTES = ["Yıllık rapor, sayfa 14 ve devamı; tablolar ayrıca ektedir.", "Bakü bildirisi, 2024."]


def test_two_columns_are_read_one_after_the_other_with_whole_words_and_notes_at_the_end() -> None:
    text = read_one(FILES / "columns.pdf")
    lines = text.text.splitlines()
    assert lines[:3] == COLUMNS
    assert lines[-2:] == NOTES
    assert len(lines) == 1 + 15 + 2
    assert [part for part in kinds(text) if part[0] != "page"] == [
        ("heading", "1", "Ortak adımlar"),
        ("anchor", "1", ""),
        ("anchor", "2", ""),
        ("footnote", "1", NOTES[0]),
        ("footnote", "2", NOTES[1]),
    ]
    assert [text.text[: part.start].endswith("incelenmektedir.") for part in of_kind(text, "anchor")] == [True, False]
    assert [part.value for part in of_kind(text, "page")] == ["1", "2"]
    assert {name: text.facts[name] for name in ("title", "author")} == {
        "title": "Ortak adımlar",
        "author": "Ayşe Yılmaz",
    }
    heads, joined = text.told
    assert heads.startswith(
        "4 lines of running heads and page numbers were left out, such as “Türk Dünyası Araştırmaları"
    )
    assert joined.startswith("46 words that lines had divided are whole again, such as “kuruluşundan”")


def test_running_heads_and_page_numbers_stay_when_asked() -> None:
    text = read_one(FILES / "columns.pdf", Reading(page_furniture=True))
    assert text.text.count("Türk Dünyası Araştırmaları 12 (2024)") == 2


def test_text_from_the_right_is_in_the_order_of_reading() -> None:
    text = read_one(FILES / "from_right.pdf")
    assert text.text.splitlines() == [
        "الخطاب الافتتاحي",
        "قال الرئيس: «لغتنا واحدة» في عام 2024، وأضاف (بعد صمت) أن التعاون سيستمر "
        "مع OTS في المستقبل القريب وأن الطريق طويل.",
        "وفي اليوم التالي اجتمع الوزراء في مدينة باكو لبحث 12 مشروعًا جديدًا.",
        "A line of English with العربية (two words) inside.",
    ]


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared samples are not there")
def test_the_shared_sample_comes_through_letter_for_letter_as_far_as_its_maker_wrote_it() -> None:
    truth = json.loads((SAMPLE / "ground_truth.json").read_text(encoding="utf-8"))["paragraphs"]
    # The file has lost one emoji between two spaces and has a joiner of another twice.
    truth[2] = truth[2].replace("🤔", "").replace("\u200d", "\u200d\u200d")
    assert read_one(SAMPLE / "base.pdf").text.splitlines() == truth


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("abc", "abc"),
        ("𐰰𐰼𐰇𐱅", "𐱅𐰇𐰼𐰰"),
        ("«𐰰𐰼𐰇𐱅» və söz", "«𐱅𐰇𐰼𐰰» və söz"),
        (".2024 ماع يف", "في عام 2024."),
        ("abc def غلا", "الغ abc def"),
        (")تمص( لاق", "قال (صمت)"),
        ("2024 ماع يف.", "في عام 2024."),
        ("(تمص) لاق", "قال (صمت)"),
    ],
)
def test_letters_seen_from_the_left_are_brought_into_the_order_of_reading(seen: str, read: str) -> None:
    usual = seen.startswith("abc def")
    assert in_reading_order(list(seen), begins_right(seen, usual)) == read


@pytest.mark.parametrize(
    ("document", "before", "after", "joined"),
    [
        ([], "dijitalleştiril-", "mesi", "dijitalleştirilmesi"),
        ([], "Türk-", "İslam", "Türk-İslam"),
        (["sosyo-ekonomik"], "sosyo-", "ekonomik", "sosyo-ekonomik"),
        (["ekonomik"], "ekono-", "mik", "ekonomik"),
        (["like the mind"], "like-", "mind", "like-mind"),
        ([], "yumşaq\u00ad", "Lıq", "yumşaqLıq"),
        ([], "2020-", "2024", "2020-2024"),
        ([], "one", "two", "one two"),
        ([], "one —", "two", "one — two"),
        ([], "one—", "two", "one—two"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_only_when_it_divided_a_word(
    document: list[str], before: str, after: str, joined: str
) -> None:
    assert Words(document).join(before, after) == joined


def test_paragraphs_begin_after_gaps_short_lines_and_at_indents(tmp_path: Path) -> None:
    full = "This line is as long as any other line of the column gets"
    page = (
        at(550, full, full, "and ends short.") + at(500, full, "after a gap.") + at(476, f"{full}", x=62)
        + at(464, full, full, full)
    )  # fmt: skip
    assert read_one(drawn(tmp_path, page)).text.splitlines() == [
        f"{full} {full} and ends short.",
        f"{full} after a gap.",
        f"{full} {full} {full} {full}",
    ]


def test_words_without_spaces_between_them_are_parted_by_their_gaps(tmp_path: Path) -> None:
    page = "BT /F 10 Tf 1 0 0 1 50 500 Tm [(one) -333 (two) -30 (three) -2000 (four)] TJ ET"
    assert read_one(drawn(tmp_path, page)).text == "one twothree four\n"


def test_pages_carry_the_labels_of_the_file(tmp_path: Path) -> None:
    path = drawn(tmp_path, at(500, "one."), at(500, "Two."))
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        file.Root["/PageLabels"] = pikepdf.Object.parse(b"<< /Nums [0 << /S /r /St 4 >>] >>")
        file.save(path)
    assert kinds(read_one(path)) == [("page", "iv", "one.\n"), ("page", "v", "Two.\n")]


def test_the_outline_makes_headings_of_what_it_names(tmp_path: Path) -> None:
    path = drawn(tmp_path, at(500, "Giriş".replace("ş", "s")) + at(460, "Words of the text."))
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        with file.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Giris", 0))
        file.save(path)
    assert ("heading", "1", "Giris") in kinds(read_one(path))


def test_a_locked_file_asks_for_its_password(tmp_path: Path) -> None:
    path = drawn(tmp_path, at(500, "secret"))
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(path) as file:
        file.save(locked, encryption=pikepdf.Encryption(owner="owner", user="user"))
    with pytest.raises(PasswordNeededError, match=r"locked\.pdf is locked by a password\.$"):
        list(read_texts(locked))
    with pytest.raises(PasswordNeededError, match=r"locked\.pdf is locked by another password\.$"):
        list(read_texts(locked, Reading(password="wrong")))
    assert read_one(locked, Reading(password="user")).text == "secret\n"


def scan(folder: Path) -> Path:
    """A PDF that shows a picture and no text."""
    path = drawn(folder, "q 300 0 0 300 50 50 cm /I Do Q", name="scan.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        picture = file.make_stream(bytes(100), Subtype=pikepdf.Name.Image, Width=10, Height=10,
                                   ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
        file.pages[0].obj["/Resources"]["/XObject"] = pikepdf.Dictionary(I=picture)
        file.save(path)
    return path


def test_a_scan_is_known_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = scan(tmp_path)
    with pytest.raises(OtsannotError, match=r"is a scan: .* Recognise them with ocrmypdf, for example\.$"):
        list(read_texts(path))
    with pytest.raises(OtsannotError, match=r"^ocrmypdf is not installed\."):
        list(read_texts(path, Reading(ocr=True)))


@pytest.mark.skipif(sys.platform == "win32", reason="a program of this test is a script")
def test_the_words_of_a_scan_are_recognised_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = drawn(tmp_path, at(500, "recognised words"), name="found.pdf")
    program = tmp_path / "ocrmypdf"
    program.write_text(f'#!/bin/sh\nfor out; do :; done\n/bin/cp "{found}" "$out"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    with pytest.raises(OtsannotError, match=r"Import it again and let them be recognised\.$"):
        list(read_texts(scan(tmp_path)))
    text = read_one(scan(tmp_path), Reading(ocr=True))
    assert text.text == "recognised words\n"
    assert text.told[0] == "The words were recognised in pictures by ocrmypdf; look them over."


def test_a_truncated_file_gives_what_is_left_or_a_sentence(tmp_path: Path) -> None:
    whole = (FILES / "columns.pdf").read_bytes()
    path = tmp_path / "cut.pdf"
    for part in (10, 2, 1.1):
        path.write_bytes(whole[: int(len(whole) / part)])
        told = ""
        try:
            told = read_one(path).text
        except OtsannotError as refusal:
            told = str(refusal)
        assert told.strip()


def test_a_tree_of_pages_that_leads_back_to_itself_is_refused_or_read(tmp_path: Path) -> None:
    path = tmp_path / "cyclic.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
    with pytest.raises(OtsannotError, match=r"cyclic\.pdf"):
        list(read_texts(path))


def test_drawing_that_grows_without_end_is_not_followed(tmp_path: Path) -> None:
    path = drawn(tmp_path, at(500, "one"), at(500, "two"))
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        bomb = pikepdf.Stream(file, zlib.compress(b"q Q " * 50_000_000, 9))
        bomb["/Filter"] = pikepdf.Name.FlateDecode
        file.pages[0].obj["/Contents"] = file.make_indirect(bomb)
        file.save(path)
    text = read_one(path)
    assert text.text == "two\n"
    assert text.told == ("These pages are damaged and could not be read: 1.",)
