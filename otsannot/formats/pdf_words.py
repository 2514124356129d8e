"""Joins the lines of a paragraph, and decides of each word that a line divides whether its hyphen belongs to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_HYPHENS = ("-", "\u2010", "\u00ad")
_LONGEST_WORD = 80
_WORD = re.compile(r"[^\W_]+(?:['’ʼ\-\u2010][^\W_]+)*")
_LAST = re.compile(r"[^\W_]+(?:['’ʼ\-\u2010][^\W_]+)*[-\u2010\u00ad]$")
_FIRST = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")


def _last_of(line: str) -> str:
    """The word with a hyphen that ends a line, or an empty string."""
    if not line.endswith(_HYPHENS):
        return ""
    found = _LAST.search(line, max(0, len(line) - _LONGEST_WORD))
    return found[0] if found else ""


class Words:
    """The words of a document as evidence, and what was joined by it."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._whole: Counter[str] = Counter()
        self._prefixes: set[str] = set()
        divided = False
        for line in lines:
            last = _last_of(line)
            words = _WORD.findall(line.removesuffix(last))[divided:]
            divided = bool(last)
            self._whole.update(word.casefold() for word in words)
            self._whole.update(part.casefold() for word in words if "-" in word for part in word.split("-"))
            self._prefixes.update(word.split("-", 1)[0].casefold() for word in words if "-" in word)
        self.joined: list[str] = []
        self.kept: list[str] = []

    def join(self, before: str, after: str) -> str:
        """Two lines as one: a hyphen that only divided a word at the end of the line goes, others stay."""
        last, first = _last_of(before), _FIRST.match(after)
        if not last or first is None:
            return before + after if before.endswith(("—", "/")) and not before.endswith(" —") else f"{before} {after}"
        left, hyphen = last[:-1], last[-1]
        if hyphen == "\u00ad" or self._divides(left, first[0]):
            self.joined.append(left + first[0])
            return before[:-1] + after
        self.kept.append(f"{left}{hyphen}{first[0]}")
        return before + after

    def _divides(self, left: str, right: str) -> bool:
        """Whether a hyphen stands for a division alone, by the words that the document has elsewhere."""
        whole, compound = (left + right).casefold(), f"{left}-{right}".casefold()
        if self._whole[compound] > self._whole[whole]:
            return False
        if self._whole[whole]:
            return True
        if right[0].isupper() or right[0].isdigit() or left[-1].isdigit():
            return left.isupper() and right.isupper() and len(left) > 1
        alone = (
            self._whole[left.casefold()] > 0 and self._whole[right.casefold()] > 0 and min(len(left), len(right)) > 2
        )
        return not alone and left.casefold() not in self._prefixes
