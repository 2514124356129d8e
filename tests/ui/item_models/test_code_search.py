"""Tests of otsannot.ui.item_models.code_search."""

from __future__ import annotations

from otsannot.model.code_tree import CodeRow, CodeTree
from otsannot.ui.item_models.code_search import CodeIndex


def book(*rows: tuple[int, int | None, str, str]) -> CodeTree:
    return CodeTree(
        CodeRow(number, parent, number, name, "#36a182", None, brief) for number, parent, name, brief in rows
    )


STUDY = book(
    (1, None, "Security", ""),
    (2, 1, "Defence", "Armies and their gear."),
    (3, 1, "Cyber security", ""),
    (4, None, "Energy corridor", "Pipelines that make a region secure."),
    (5, None, "Dərbənd", ""),
)


MEANINGS = {row.id: row.brief_definition for row in STUDY.by_id.values()}


def warm() -> CodeIndex:
    index = CodeIndex(STUDY, MEANINGS)
    assert index.warm(60)
    return index


def found(query: str) -> list[str]:
    return [row.name for row in warm().ranked(query)]


def test_names_come_before_paths_and_paths_before_definitions() -> None:
    assert found("secur") == ["Security", "Cyber security", "Defence", "Energy corridor"]


def test_letters_that_stand_apart_find_a_name() -> None:
    assert found("egco") == ["Energy corridor"]


def test_words_may_lie_on_several_steps_of_the_path() -> None:
    assert found("sec def") == ["Defence"]


def test_a_word_of_a_definition_finds_its_code() -> None:
    assert found("pipeline") == ["Energy corridor"]


def test_a_name_is_found_without_its_own_letters() -> None:
    assert found("derbend") == ["Dərbənd"]


def test_a_list_is_narrowed_to_firm_finds_where_there_are_some() -> None:
    assert warm().narrowed("secur") == {1, 2, 3, 4}
    assert warm().narrowed("egco") == {4}
    assert warm().narrowed("nothing at all") == set()


def test_a_list_is_narrowed_to_what_any_field_of_the_definition_says() -> None:
    assert CodeIndex(STUDY, {2: "one\nAlone? Never!"}).narrowed("never alone") == {2}


def test_the_definitions_of_a_small_codebook_answer_at_once() -> None:
    assert [row.name for row in CodeIndex(STUDY, MEANINGS).ranked("pipeline")] == ["Energy corridor"]


def test_the_definitions_of_a_large_codebook_answer_as_far_as_they_have_been_folded() -> None:
    many = book(*((number, None, f"Code {number}", "") for number in range(1, 20_001)))
    index = CodeIndex(
        many, {20_000: "The needle", **{number: f"{number} Şöyle ĕ " * 20 for number in range(1, 20_000)}}
    )
    assert index.ranked("needle") == []
    while not index.warm(0.1):
        pass
    assert [row.id for row in index.ranked("needle")] == [20_000]
