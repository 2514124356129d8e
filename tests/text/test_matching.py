"""A few letters on any keyboard find a name, and the likeliest name comes first."""

from __future__ import annotations

import pytest

from otsannot.text.matching import fold, ranked, score


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Güvenlik", "guvenlik"),
        ("İSTANBUL ISPARTA ışık iyi", "istanbul isparta isik iyi"),
        ("Əlifba Älifba älifba", "alifba alifba alifba"),
        ("Ñ Ň Ū Ŭ Ş Ç Ğ Ö", "n n u u s c g o"),
        ("oʻz oʼz o'z o‘z o’z", "oz oz oz oz oz"),
        ("ЁЛКА Қазақ", "елка қазақ"),
        ("Straße ﬁ", "strasse fi"),
        ("e\u0301", "e"),
        ("𐱅𐰇𐰼𐰰 🤔", "𐱅𐰇𐰼𐰰 🤔"),
    ],
)
def test_folding_leaves_what_any_keyboard_can_type(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("guvenlik", "Güvenlik"),
        ("ISTANBUL", "İstanbul"),
        ("isik", "Işık"),
        ("aliyev", "Əliyev"),
        ("eliyev", "Əliyev"),
        ("əlifba", "Ortaq Älifba"),
        ("ozbek", "Oʻzbekiston"),
        ("def sec", "Security > Defence"),
        ("Security > Defence", "Security > Defence"),
        ("sdf", "Security > Defence"),
        ("𐰇𐰼", "𐱅𐰇𐰼𐰰"),
        ("", "anything"),
        ("'", "anything"),
    ],
)
def test_a_query_finds_a_name(query: str, name: str) -> None:
    assert score(query, name) is not None


@pytest.mark.parametrize(("query", "name"), [("xyz", "Energy"), ("energy gas", "Energy"), ("yg", "gym"), ("a", "")])
def test_a_word_that_is_not_there_is_no_match(query: str, name: str) -> None:
    assert score(query, name) is None


def test_the_beginning_of_a_word_beats_its_middle_and_scattered_letters() -> None:
    names = ["A long economic debate", "Self-defence", "Indefinite", "Defence", "National defence", "Dead, of"]
    assert ranked("def", names, str) == [
        "Defence",
        "Self-defence",
        "National defence",
        "Indefinite",
        "Dead, of",
    ]


def test_the_shorter_of_two_equal_matches_comes_first() -> None:
    assert ranked("energy", ["Energy security", "Energy"], str) == ["Energy", "Energy security"]


def test_an_empty_query_keeps_everything_in_order() -> None:
    assert ranked(" ", [3, 1, 2], str) == [3, 1, 2]


def test_equals_keep_the_order_they_came_in() -> None:
    assert ranked("a", [("a", 2), ("a", 1)], lambda pair: pair[0]) == [("a", 2), ("a", 1)]


def test_a_name_is_folded_once_however_often_the_query_changes() -> None:
    names = [f"Güvenlik > Savunma sanayii > Ortak tatbikat {number}" for number in range(500)]
    fold.cache_clear()  # other tests may have asked the same
    ranked("tatb", names, str)
    before = fold.cache_info().misses
    for query in ("s", "sa", "savunma tatb 49"):
        ranked(query, names, str)
    assert fold.cache_info().misses - before == 3


def test_of_names_with_the_same_words_the_one_that_has_them_in_that_order_is_best() -> None:
    names = ["High contrast, black on white", "High contrast, white on black"]
    assert ranked("white on black", names, str) == names[::-1]
    assert ranked("black on white", names, str) == names
