"""Tests of otsannot.text.sentences, on made sentences and on the real texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otsannot.resources import corpus
from otsannot.text.sentences import Sentence, sentence_at, sentences

PIECES = st.lists(
    st.sampled_from(
        [
            *("Söz", "söz", "24", "𐱅", "e\u0301", "Dr.", "👩‍👧", " ", "  ", "\n"),
            *(".", "...", "?!", "؟", "۔", "。", "”", "(", ")"),
        ]
    ),
    max_size=25,
).map("".join)

CUT = """
tr: Teşkilat'ın 24. Zirvesi Bakü'de yapıldı. | Prof. Dr. Ö. Kocaman konuştu. | T.C. Dışişleri katıldı.
tr: II. Dünya Savaşı bitti. | Bkz. s. 12. “Hazırız.” dedi. | Kalem, kâğıt vb. | Sonra gitti. | Yıl 2024. | Bitti...
az: Görüşdə 12. Maddə qəbul edildi. | Prof. İ. Əliyev dedi: “Gəldik!” | Kitab, dəftər və s. alındı. | 2025-ci il.
kk: Қ. Тоқаев сөйледі. | Саммит 2021 ж. өтті. | Мұнай, газ т.б. бар. | 21. Қорытынды қабылданды.
ru: В 2021 г. в г. Стамбуле прошёл саммит. | А. С. Пушкин и т. д. пришли. | Он сказал: «Да!» | И ушёл.
ru: Это было в 2021 г. | Потом, т. е. Позже, всё прошло. | См. стр. 5 и рис. 2. | Нефть, газ и т. д. | Конец.
de: Am 3. Oktober nahm z. B. Dr. Müller teil. | Er sagte: „Ja.“ | Dann ging er. | Äpfel usw. | Danach nichts.
fr: M. Macron a parlé. | Il a dit : « Oui. » | Voir p. 12, etc. | Puis rien.
en: The U.S. President met Mr. J. R. Smith on Feb. 7. | He said “Yes.” | Then he left (at 5 p.m. on Monday). | What?!
en: It is in the U.S. | And in vol. 3, no. 5. | H.E. Ilham Aliyev spoke. | Plan B. | The end... | No.
en: 1. First things come first. | Then come others.[12] | (So he said.) | Well . . . perhaps.
ar: قال الرئيس نعم. | هل جاء؟ | ذهب.
ur: وہ گیا۔ | کیا؟ | ہاں۔
"""


def split(text: str, language: str = "") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize("line", CUT.strip().splitlines())
def test_sentences_end_where_readers_of_the_language_end_them(line: str) -> None:
    language, text = line.split(": ", 1)
    assert split(text.replace(" | ", " "), language) == text.split(" | ")


def test_full_width_stops_need_no_blank() -> None:
    assert split("我们走吧。好！真的？「是。」他说。") == ["我们走吧。", "好！", "真的？", "「是。」", "他说。"]


@pytest.mark.parametrize("language", ["", "xx", "en-GB", "az_Latn"])
def test_a_language_may_be_unknown_or_have_a_region(language: str) -> None:
    assert split("Dr. Əliyev gəldi. Sonra getdi.", language) == ["Dr. Əliyev gəldi.", "Sonra getdi."]


def test_ordinals_are_known_by_their_letters_where_the_language_is_not() -> None:
    assert split("Türk Devletleri 24. Zirvesi başladı. Bitti.") == ["Türk Devletleri 24. Zirvesi başladı.", "Bitti."]
    assert split("They won by 24. Nobody came.") == ["They won by 24.", "Nobody came."]


def test_a_line_feed_ends_every_sentence_and_blanks_belong_to_none() -> None:
    text = "  One. \n\n Two\nthree.  "
    assert list(sentences(text)) == [Sentence(2, 6), Sentence(10, 13), Sentence(14, 20)]


def test_the_blanks_after_a_sentence_count_as_its_own() -> None:
    text = " One.  Two.\n\nThree"
    found = [text[slice(*sentence_at(text, position))] for position in range(len(text) + 1)]
    assert found == ["One."] * 7 + ["Two."] * 5 + [""] + ["Three"] * 6


@given(PIECES, st.sampled_from(["", "tr", "en", "ru"]))
def test_sentences_hold_every_letter_once_and_nothing_is_found_twice(text: str, language: str) -> None:
    found = list(sentences(text, language))
    covered = [position for start, end in found for position in range(start, end)]
    assert covered == sorted(set(covered))
    assert not "".join(letter for at, letter in enumerate(text) if at not in set(covered)).strip()
    for sentence in found:
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end] != ""
        assert sentence_at(text, sentence.start, language) == sentence
        assert sentence_at(text, sentence.end - 1, language) == sentence


def test_a_paragraph_without_end_is_looked_at_in_part() -> None:
    text = "Söz söylendi. " * 100_000
    place = text.index("Söz", 700_000)
    assert sentence_at(text, place + 5, "tr") == Sentence(place, place + 13)


@pytest.mark.parametrize(
    ("name", "language", "count"),
    [("Ortak Alfabe", "tr", 27), ("Orta Dəhliz", "az", 29), ("Түркі ынтымағы", "kk", 30), ("Orkhon Lines", "en", 16)],
)
def test_the_texts_of_the_corpus_are_cut_as_their_writers_did(name: str, language: str, count: int) -> None:
    text = (corpus() / f"{name}.txt").read_text(encoding="utf-8")
    assert len(split(text, language)) == count


@pytest.mark.parametrize(("part", "count"), [("000", 40), ("001", 55), ("002", 64), ("003", 67), ("004", 28)])
def test_real_press_texts_are_cut_the_same_with_their_language_and_without(shared: Path, part: str, count: int) -> None:
    (path,) = (shared / "seeds").glob(f"{part}_*.txt")
    text = path.read_text(encoding="utf-8")
    assert split(text, "en") == split(text)
    assert len(split(text, "en")) == count
    assert all(sentence[-1] in ".?!”)" or len(sentence) < 160 for sentence in split(text, "en"))
