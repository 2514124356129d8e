"""Conditions that documents can be asked to meet: on an attribute, a group, a case or the language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from otsannot.model.attribute_values import number_of
from otsannot.text.matching import fold

OPERATIONS = {
    "text": ("is", "is_not", "contains", "empty", "filled"),
    "number": ("is", "is_not", "more", "less", "empty", "filled"),
    "date": ("is", "is_not", "more", "less", "empty", "filled"),
    "yes_no": ("is", "is_not", "empty", "filled"),
    "choice": ("is", "is_not", "empty", "filled"),
}
"""What can be asked of a value of each kind."""

WITHOUT_VALUE = ("empty", "filled")


class Condition(NamedTuple):
    """What is asked: `field` is attribute, group, case or language, and `number` which attribute, group or case."""

    field: str
    number: int = 0
    operation: str = "is"
    value: str = ""


class Described(NamedTuple):
    """What conditions ask about one document; `values` are by the number of the attribute."""

    language: str
    groups: frozenset[int]
    cases: frozenset[int]
    values: dict[int, str]


def answers(document: Described, conditions: Iterable[Condition], kinds: dict[int, str]) -> bool:
    """Whether a document meets conditions: of those that ask for equality in one field one is enough, of others all."""
    wanted: dict[tuple[str, int], bool] = {}
    for condition in conditions:
        met = _meets(document, condition, kinds)
        if condition.operation == "is":
            field = (condition.field, condition.number if condition.field == "attribute" else 0)
            wanted[field] = wanted.get(field, False) or met
        elif not met:
            return False
    return all(wanted.values())


def _meets(document: Described, condition: Condition, kinds: dict[int, str]) -> bool:
    if condition.field == "group":
        return (condition.number in document.groups) == (condition.operation == "is")
    if condition.field == "case":
        return (condition.number in document.cases) == (condition.operation == "is")
    if condition.field == "language":
        return (document.language == condition.value) == (condition.operation == "is")
    value = document.values.get(condition.number, "")
    return _holds(value, condition, kinds.get(condition.number, "text"))


def _holds(value: str, condition: Condition, kind: str) -> bool:
    asked = condition.value
    if condition.operation in WITHOUT_VALUE:
        return bool(value) == (condition.operation == "filled")
    if condition.operation == "contains":
        return fold(asked) in fold(value)
    if condition.operation in ("is", "is_not"):
        same = value[: len(asked)] == asked if kind == "date" and asked else value == asked
        return same == (condition.operation == "is")
    if kind == "number":
        figure, bound = number_of(value), number_of(asked)
        if figure is None or bound is None:
            return False
        return figure > bound if condition.operation == "more" else figure < bound
    # Dates are compared as far as both go: 2024-10 is not after 2024, and 2024 is not before 2024-10.
    both = min(len(value), len(asked))
    return value[:both] > asked[:both] if condition.operation == "more" else value[:both] < asked[:both]
