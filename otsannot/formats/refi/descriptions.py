"""What the standard has no place for, as words in a Description, where other programs show it, and read back from it.

A code's Description begins with its brief definition; each further field stands under its title. A passage's ends with
a line for each weight, a document's begins with its language and source. Titles are English in every language of the
interface: the file may be read where another one is spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from otsannot.model.nouns import DEFINITION_FIELDS

_TITLES = {
    "full_definition": "Full definition",
    "when_to_use": "When to use",
    "when_not_to_use": "When not to use",
    "example": "Example",
    "memo": "Memo",
}
_FIELDS = {title: field for field, title in _TITLES.items()}
_ANY = "|".join(_FIELDS)
_TITLE = re.compile(rf"(?:\A|\n\n)({_ANY}):\n")
_LIKE_TITLE = re.compile(rf"^((?:{_ANY}):)( *)$", re.MULTILINE)

_WEIGHT = re.compile(r"Weight of (.+): (\d{1,3})")
_FACT = re.compile(r"(Language|Source): (.+)")


def of_code(fields: Mapping[str, str]) -> str:
    """The fields of a code's definition as one text, from which `fields_of_code` gets them back."""
    blocks = [_guarded(fields.get("brief_definition", ""))] if fields.get("brief_definition") else []
    blocks += [f"{title}:\n{_guarded(fields[field])}" for field, title in _TITLES.items() if fields.get(field)]
    return "\n\n".join(blocks)


def fields_of_code(text: str) -> dict[str, str]:
    """Each field of a definition; a text without our titles is a brief definition."""
    fields = dict.fromkeys(DEFINITION_FIELDS, "")
    pieces = _TITLE.split(text)
    fields["brief_definition"] = _unguarded(pieces[0])
    for title, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        field = _FIELDS[title]
        fields[field] = f"{fields[field]}\n\n{_unguarded(piece)}" if fields[field] else _unguarded(piece)
    return fields


def _guarded(text: str) -> str:
    """A text in which a line that looks like one of our titles ends with one blank more."""
    return _LIKE_TITLE.sub(r"\1\2 ", text)


def _unguarded(text: str) -> str:
    return _LIKE_TITLE.sub(lambda found: found[1] + found[2][1:], text)


class Weighed(NamedTuple):
    """A code by its path, and its weight on a passage, 0 to 100."""

    path: str
    weight: int


def of_passage(comment: str, weights: Sequence[Weighed]) -> str:
    """A comment, and under it the weights of codes."""
    if not weights:
        return comment
    lines = "\n".join(f"Weight of {path}: {weight}" for path, weight in weights)
    return f"{comment}\n\n{lines}" if comment else lines


def comment_and_weights(text: str, paths: Iterable[str]) -> tuple[str, list[Weighed]]:
    """A comment without the lines at its end that say a weight of one of these codes, and what they say."""
    if "Weight of " not in text:
        return text, []
    known, lines, weights = set(paths), text.split("\n"), list[Weighed]()
    while lines and (found := _WEIGHT.fullmatch(lines[-1])) and found[1] in known and int(found[2]) <= 100:
        weights.insert(0, Weighed(found[1], int(found[2])))
        lines.pop()
    if not weights:
        return text, []
    if lines[-1:] == [""]:
        lines.pop()
    return "\n".join(lines), weights


def of_document(language: str, source: str) -> str:
    """The language and the source of a document, a line each."""
    facts = (("Language", language), ("Source", source))
    return "\n".join(f"{title}: {' '.join(value.split())}" for title, value in facts if value.strip())


def facts_of_document(text: str) -> tuple[str, str, str]:
    """Language, source and the rest of what a document's Description says."""
    lines, facts = text.split("\n"), {"Language": "", "Source": ""}
    while lines and (found := _FACT.fullmatch(lines[0])) and not facts[found[1]]:
        facts[found[1]] = found[2]
        lines.pop(0)
    language = facts["Language"]
    if language and not re.fullmatch(r"[a-z]{2,3}(?:-\w+)*", language):
        return "", "", text
    return language, facts["Source"], "\n".join(lines).strip("\n") if any(facts.values()) else text
