"""The language of a text is told, that of neighbours too, and left open where a text does not show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from otsannot.text.languages import language_of, likeliest_language

# The first article of the Universal Declaration of Human Rights, and sentences like those of the sample study.
DECLARED = {
    "tr": "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler ve "
    "birbirlerine karşı kardeşlik zihniyeti ile hareket etmelidirler.",
    "az": "Bütün insanlar ləyaqət və hüquqlarına görə azad və bərabər doğulurlar. Onların şüurları və vicdanları "
    "var və bir-birlərinə münasibətdə qardaşlıq ruhunda davranmalıdırlar.",
    "az in Cyrillic": "Бүтүн инсанлар ләјагәт вә һүгугларына ҝөрә азад вә бәрабәр доғулурлар. Онларын шүурлары вә "
    "виҹданлары вар вә бир-бирләринә мүнасибәтдә гардашлыг руһунда давранмалыдырлар.",
    "kk": "Барлық адамдар тумысынан азат және қадір-қасиеті мен құқықтары тең болып дүниеге келеді.",
    "ky": "Бардык адамдар өз беделинде жана укуктарында эркин жана тең укуктуу болуп жаралат.",
    "uz": "Barcha odamlar erkin, qadr-qimmat va huquqlarda teng boʻlib tugʻiladilar. Ular aql va vijdon sohibidirlar.",
    "uz in Cyrillic": "Барча одамлар эркин, қадр-қиммат ва ҳуқуқларда тенг бўлиб туғиладилар. Улар ақл ва виждон "
    "соҳибидирлар ва бир-бирлари ила биродарларча муомала қилишлари зарур.",
    "tk": "Hemme adamlar öz mertebesi we hukuklary boýunça deň ýagdaýda dünýä inýärler. Olara aň hem wyždan berlendir.",
    "ug": "ھەممە ئادەم تۇغۇلۇشىدىنلا ئەركىن، ئىززەت-ھۆرمەت ۋە ھوقۇقتا باپباراۋەر بولۇپ تۇغۇلغان.",
    "tt": "Барлык кешеләр дә азат һәм үз абруйлары һәм хокуклары ягыннан тиң булып туалар. Аларга акыл һәм вөҗдан "
    "бирелгән һәм бер-берсенә карата туганнарча мөнасәбәттә булырга тиешләр.",
    "ba": "Бөтә кешеләр ҙә азат һәм үҙ дәрәжәләре һәм хоҡуҡтары яғынан тигеҙ булып тыуалар.",
    "crh": "Bütün insanlar serbestlik, menlik ve uquqlarda musaviy olıp dünyağa keleler. Olar aqıl ve "
    "vicdan saibidirler.",
    "en": "All human beings are born free and equal in dignity and rights.",
    "ru": "Все люди рождаются свободными и равными в своем достоинстве и правах.",
    "hu": "Minden emberi lény szabadon születik és egyenlő méltósága és joga van.",
    "fa": "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند.",
    "tr without its letters": "Turk Devletleri Teskilati devlet baskanlari zirvesi Susa'da yapildi; liderler ortak "
    "alfabe uzerinde anlasti.",
}


@pytest.mark.parametrize("language", DECLARED)
def test_a_sentence_or_two_tell_the_language(language: str) -> None:
    assert language_of(DECLARED[language]) == language.split()[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Merhaba",
        "Ok. 2024",
        "123 456 " * 50,
        "𐱅𐰇𐰼𐰜 𐰋𐰃𐰠𐰏𐰀 𐰴𐰍𐰣 " * 50,
        "👩‍👩‍👧‍👦 🇹🇷 " * 50,
        "https://example.org/a?b=c&d=e " * 9,
    ],
)
def test_what_shows_no_language_has_none(text: str) -> None:
    assert language_of(text) == ""


def test_texts_of_the_sample_study_are_in_the_languages_they_are_in() -> None:
    corpus = Path(__file__).resolve().parents[2] / "corpus"
    found = {path.stem: language_of(path.read_text(encoding="utf-8")) for path in corpus.glob("*.txt")}
    others = {"Orta Dəhliz": "az", "Ortak Alfabe": "tr", "Түркі ынтымағы": "kk"}
    assert found == dict.fromkeys(found, "en") | others


def test_real_press_texts_are_english(shared: Path) -> None:
    assert {language_of(path.read_text(encoding="utf-8")) for path in (shared / "seeds").glob("*.txt")} == {"en"}


def test_everyday_words_stand_above_what_a_file_states() -> None:
    assert [likeliest_language(3 * DECLARED["az"], stated) for stated in ("", "en", "tr", "az")] == ["az"] * 4
    assert likeliest_language("Bir iki üç, uzun ince bir yoldayım, gidiyorum gündüz gece.", "en") == "tr"
    assert likeliest_language("Bir iki üç, uzun ince bir yoldayım, gidiyorum gündüz gece.", "crh") == "crh"
    assert [likeliest_language("Salam", stated) for stated in ("en", "az")] == ["en", "az"]


def test_a_text_of_some_words_in_another_language_is_in_the_one_it_is_written_in() -> None:
    text = "The leaders of the states agreed that the alphabet, in Turkish “ortak alfabe”, was for this and that. "
    assert language_of(text * 3 + DECLARED["tr"] + DECLARED["kk"]) == "en"


def test_words_count_for_more_than_the_english_that_files_state_by_default() -> None:
    stated = {("az", "en"): "az", ("az", ""): "az", ("az", "tr"): "tr"}
    assert {pair: likeliest_language(DECLARED[pair[0]], pair[1]) for pair in stated} == stated
    assert likeliest_language("Yes.", "en") == "en"
