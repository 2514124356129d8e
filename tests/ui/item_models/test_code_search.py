"""Tests of otsannot.ui.item_models.code_search."""

from __future__ import annotations

from otsannot.model.code_tree import CodeRow, CodeTree
from otsannot.ui.item_models.code_search import filtered_codes, ranked_codes


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


def found(query: str) -> list[str]:
    return [row.name for row in ranked_codes(query, STUDY)]


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
    meanings = {row.id: row.brief_definition for row in STUDY.by_id.values()}
    assert filtered_codes("secur", STUDY, meanings) == {1, 2, 3, 4}
    assert filtered_codes("egco", STUDY, meanings) == {4}
    assert filtered_codes("nothing at all", STUDY, meanings) == set()


def test_a_list_is_narrowed_to_what_any_field_of_the_definition_says() -> None:
    assert filtered_codes("never alone", STUDY, {2: "one\nAlone? Never!"}) == {2}
