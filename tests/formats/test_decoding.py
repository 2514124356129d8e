"""Every byte of a text file is read as the letter that was meant, or the file is refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otsannot.errors import OtsannotError
from otsannot.formats.decoding import ENCODINGS, Decoded, decode


@pytest.fixture
def samples(shared: Path) -> Path:
    return shared / "samples" / "convert"


TURKISH = (
    "Türk Devletleri Teşkilatı, Türk dünyasının ortak sesidir.",
    "Zirve bildirisinde enerji güvenliği ve ortak alfabe vurgulandı.",
    "Cumhurbaşkanı “Birlikte güçlüyüz” dedi…",
    "Müzakereler İstanbul’da sürüyor; çözüm bekleniyor.",
    "Kâğıt, hâlâ, rüzgâr, mahkûm, millî.",
    "GÜVENLİK VE SAVUNMA SANAYİİ",
    "ŞIĞ ÖÇ",
    "Ölçü ışığı",
    "Üç ülke.",
    "Işık.",
    "çığ",
)
WESTERN = ("Der Gipfel fand in Köln statt; große Veränderungen.", "L'élève était à l'école.", "café")
RUSSIAN = (
    "Организация тюркских государств",
    "Мы строим общее будущее.",
    "Президент Казахстана выступил на саммите в Астане.",
    "В 2023 году подписано 12 документов (NATO, EU).",
    "Вопросы безопасности — «приоритет» №1",
    "ЭНЕРГЕТИЧЕСКАЯ БЕЗОПАСНОСТЬ",
    "Юг и Восток",
    "ТюркПА",
    "взор",
    "Да.",
)
OTHER_CYRILLIC = (
    "Ўзбекистон Республикаси Президенти",
    "Ми будуємо спільне майбутнє. Її столиця — Київ, ґрунт і поле.",
    "Беларусь — гэта краіна, у якой жывуць людзі, і яны ўсе розныя.",
    "Нема љубави без поверења, ђак иде у школу, а ја њему.",
)
KAZAKH = (
    "Қазақстан Республикасының Президенті",
    "Түркі мемлекеттері ұйымы",
    "Біз бірге өсеміз",
    "Жаңа әліпби",
)
LONG_RUSSIAN = (
    "Президент Казахстана выступил на саммите в Астане. Мы строим общее будущее, и вопросы безопасности важны. "
    "Организация тюркских государств подписала документы."
)
LONG_TURKISH = " ".join(TURKISH[:2]) + " Işığı gördü."

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1).filter(
    lambda text: not text.isspace() and not text.startswith("\ufeff")
)


def refusal(data: bytes, encoding: str | None = None) -> str:
    with pytest.raises(OtsannotError) as caught:
        decode(data, "speech.txt", encoding)
    return str(caught.value)


@given(texts)
def test_valid_utf8_always_wins(text: str) -> None:
    # A file that says it is a PDF or a Rich Text document is not taken for a text.
    assert text.startswith(("%PDF-", "{\\rtf")) or decode(text.encode(), "x") == Decoded(text, "utf-8")


@given(texts)
def test_a_byte_order_mark_is_not_part_of_the_text(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), "x") == Decoded(text, "utf-8-sig")
    assert decode(b"\xff\xfe" + text.encode("utf-16-le"), "x") == Decoded(text, "utf-16")
    assert decode(b"\xfe\xff" + text.encode("utf-16-be"), "x") == Decoded(text, "utf-16")
    assert decode(b"\xff\xfe\0\0" + text.encode("utf-32-le"), "x") == Decoded(text, "utf-32")
    assert decode(b"\0\0\xfe\xff" + text.encode("utf-32-be"), "x") == Decoded(text, "utf-32")


@pytest.mark.parametrize("text", ["🤔", "𐱅𐰇𐰼𐰰", "ə", "Türk", "тюрк"])
def test_one_character_outside_ascii_is_enough_for_utf8(text: str) -> None:
    assert decode(text.encode(), "x") == Decoded(text, "utf-8")


def test_ascii_is_reported_as_utf8() -> None:
    assert decode(b"Only English.\n", "x") == Decoded("Only English.\n", "utf-8")


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["A speech.\n", "Ādityas and Ȁ", LONG_TURKISH, LONG_RUSSIAN, "Əlifba 𐱅𐰇𐰼𐰰 🤔 və söz\n", "نص قصير\n"]
)
def test_utf16_without_a_mark_is_recognised(text: str, order: str) -> None:
    assert decode(text.encode(order), "x") == Decoded(text, "utf-16")


@pytest.mark.parametrize("text", [*TURKISH, *WESTERN, "\n".join(TURKISH), LONG_TURKISH * 2_000])
def test_turkish_and_western_texts_are_read_as_cp1254(text: str) -> None:
    assert decode(text.encode("cp1254"), "x") == Decoded(text, "cp1254")


@pytest.mark.parametrize("text", [*RUSSIAN, *OTHER_CYRILLIC, "\n".join(RUSSIAN), "Мы строим общее будущее.\n" * 20_000])
def test_cyrillic_texts_are_read_as_cp1251(text: str) -> None:
    assert decode(text.encode("cp1251"), "x") == Decoded(text, "cp1251")


@pytest.mark.parametrize("text", [*KAZAKH, "\n".join(KAZAKH)])
def test_kazakh_texts_are_read_in_the_kazakh_page(text: str) -> None:
    assert decode(text.encode("kz1048"), "x") == Decoded(text, "kz1048")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LONG_RUSSIAN, "koi8-r"),
        (LONG_RUSSIAN, "cp866"),
        (LONG_RUSSIAN, "iso-8859-5"),
        (LONG_TURKISH, "cp857"),
        (LONG_TURKISH, "mac-turkish"),
        ("Wczoraj wieczorem poszliśmy na długi spacer, a gęś zażółciła jaźń przyszłości Europy.", "cp1250"),
        ("Η Ελλάδα είναι χώρα της Ευρώπης και της Μεσογείου. Η συνάντηση έγινε χθες.", "cp1253"),
        ("الأمن والدفاع في منظمة الدول التركية هما من أهم القضايا", "cp1256"),
    ],
)
def test_letters_of_rarer_encodings_are_right(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x").text == text


def test_what_both_turkish_encodings_agree_on_is_called_cp1254() -> None:
    assert decode("Güneş doğdu".encode("iso-8859-9"), "x") == Decoded("Güneş doğdu", "cp1254")


def test_one_letter_at_the_end_of_a_large_file_is_found() -> None:
    text = "A plain line.\n" * 200_000 + "ışık"
    assert decode(text.encode("cp1254"), "x") == Decoded(text, "cp1254")


def test_the_sample_in_cp1254_is_read_letter_for_letter(samples: Path) -> None:
    assert decode((samples / "tr_cp1254.txt").read_bytes(), "x") == Decoded(
        "Işık ve ışık: İstanbul, Ankara’da şöyle güneş ığdır çok güzel. Türk dünyası.\n", "cp1254"
    )


@pytest.mark.parametrize(("name", "encoding"), [("base_utf8_bom.txt", "utf-8-sig"), ("base_utf8_crlf.txt", "utf-8")])
def test_the_samples_in_utf8_are_read_letter_for_letter(samples: Path, name: str, encoding: str) -> None:
    truth = json.loads((samples / "ground_truth.json").read_text(encoding="utf-8"))["txt"]
    assert decode((samples / name).read_bytes(), name) == Decoded(truth, encoding)


def test_line_ends_become_line_feeds_and_nothing_else_changes() -> None:
    kept = "e\u0301 \u2028 \u2029 \xa0 \xad \f \v \x85 \ufeff \ufb01 \t end "
    assert decode(f"one\r\ntwo\rthree\n\r{kept}".encode(), "x").text == f"one\ntwo\nthree\n\n{kept}"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_on_offer_can_be_chosen(encoding: str) -> None:
    assert decode("Plain words.".encode(encoding), "x", encoding) == Decoded("Plain words.", encoding)


def test_a_chosen_encoding_replaces_the_guess() -> None:
    data = "Işık".encode("cp1254")
    assert decode(data, "x", "ISO_8859_9") == Decoded("Işık", "iso-8859-9")
    assert decode(data, "x", "cp1251") == Decoded("Iюэk", "cp1251")
    assert decode(b"\xef\xbb\xbfword", "x", "utf-8") == Decoded("word", "utf-8-sig")


def test_a_chosen_encoding_that_does_not_fit_is_refused() -> None:
    expected = "speech.txt is not in the encoding utf-8. Choose another one."
    assert refusal("Işık".encode("cp1254"), "utf-8") == expected
    assert refusal(b"+2D0-", "utf-7") == "speech.txt is not in the encoding utf-7. Choose another one."


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13", "a\0b", "şifre", " "])
def test_an_unknown_encoding_is_refused(encoding: str) -> None:
    assert refusal(b"word", encoding).startswith(
        f"There is no encoding named {encoding}. Common ones are utf-8, utf-16"
    )


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf\r\n", "\u2003".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data) == "speech.txt is empty."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"{\\rtf1 words}", "a Rich Text document"),
        (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument file"),
        (b"PK\x03\x04....[Content_Types].xml....word/document.xml", "a Word document"),
        (b"PK\x03\x04....photo.jpg", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Microsoft Office document"),
    ],
)
@pytest.mark.parametrize("encoding", [None, "cp1254"])
def test_a_file_of_another_kind_is_refused_by_its_name(data: bytes, kind: str, encoding: str | None) -> None:
    assert refusal(data, encoding) == f"speech.txt is {kind}, not a plain text. Save it as text first."


@pytest.mark.parametrize(
    "data", [b"abc\0def\0", b"word\0\0\0", bytes(range(256)), b"\0", b"\x80\x01\x02\x03", b"\x01\0\x02\0\x80\0"]
)
def test_a_binary_file_is_refused(data: bytes) -> None:
    assert refusal(data) == "speech.txt is not a text file. Save it as UTF-8 and try again."


def test_a_damaged_file_is_refused_with_the_line_of_the_damage() -> None:
    utf8 = "Türk dünyası güçlü\nışık\n".encode() + b"\xff\n"
    expected = "speech.txt is in {}, but line {} is damaged. Save it again, or choose another encoding."
    assert refusal(utf8) == expected.format("utf-8", 3)
    assert refusal(b"\xef\xbb\xbfone\n\xff") == expected.format("utf-8-sig", 2)
    assert refusal(b"\xff\xfea\0b") == expected.format("utf-16", 1)
