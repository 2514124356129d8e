"""Where the letters a reader sees begin and end: borders of extended grapheme clusters (Unicode UAX #29)."""

from __future__ import annotations

from typing import NamedTuple

import regex

_GRAPHEME = regex.compile(r"\X")
_FLAG_LETTERS = regex.compile(r"\p{Regional_Indicator}+")

# Between a plain character and a plain one or a flag letter there is always a border, whatever stands before them:
# the rules that join characters (GB3 to GB13) all need another kind on one side. An ASCII character has one before it
# even after a mark, so that decomposed text is no special case.
_PLAIN = r"\p{GCB=XX}\p{GCB=LV}\p{GCB=LVT}\p{GCB=Control}\p{GCB=LF}"
_LAST_SURE_BORDER = regex.compile(
    rf"(?r)[{_PLAIN}][{_PLAIN}\p{{Regional_Indicator}}]|[^\p{{GCB=Prepend}}\r][\x00-\x0c\x0e-\x7f]"
)


class Grapheme(NamedTuple):
    """The code points `[start, end)` of one letter as a reader sees it."""

    start: int
    end: int


def grapheme_at(text: str, position: int) -> Grapheme:
    """The letter that holds a code point; at a border, the empty range there.

    Looks back only to the last two plain characters, so that the length of the text does not matter.
    """
    if not 0 < position < len(text):
        return Grapheme(position, position)
    sure = _LAST_SURE_BORDER.search(text, 0, position + 1)
    at = sure.end() - 1 if sure else 0
    flags = _FLAG_LETTERS.match(text, at, position)
    if flags:
        at += (flags.end() - at) // 2 * 2
    for letter in _GRAPHEME.finditer(text, at):
        if letter.end() > position:
            return Grapheme(*letter.span()) if letter.start() < position else Grapheme(position, position)
    return Grapheme(position, position)


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen the code points `[start, end)` until no letter is cut."""
    return grapheme_at(text, start).start, grapheme_at(text, end).end
