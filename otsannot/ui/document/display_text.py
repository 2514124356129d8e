"""The text as Qt is given it: as long as the stored one, and broken into blocks only where we mean it."""

from __future__ import annotations

from typing import NamedTuple

# Qt begins a new block at these, where for us the paragraph goes on.
_BLOCK_ENDS = {"\r": "\u2028", "\u2029": "\u2028", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd"}

LONGEST_BLOCK = 4000


class DisplayText(NamedTuple):
    """What is shown, with the positions (code points) of the spaces that became line feeds."""

    shown: str
    breaks: list[int]


def display_text(text: str) -> DisplayText:
    """Replace characters one for one so that Qt's blocks are our paragraphs.

    Qt lays a block out in one go, which takes seconds and overflows for a paragraph of a million characters; there,
    a space every few thousand characters becomes the end of a block.
    """
    for character, substitute in _BLOCK_ENDS.items():
        if character in text:
            text = text.replace(character, substitute)
    breaks = _breaks(text)
    if breaks:
        ends = [*breaks, len(text)]
        text = text[: breaks[0]] + "".join(
            "\n" + text[start + 1 : end] for start, end in zip(breaks, ends[1:], strict=True)
        )
    return DisplayText(text, breaks)


def _breaks(text: str) -> list[int]:
    breaks: list[int] = []
    at = 0
    while len(text) - at > LONGEST_BLOCK:
        line_feed = text.rfind("\n", at, at + LONGEST_BLOCK)
        if line_feed >= 0:
            at = line_feed + 1
            continue
        paragraph_end = text.find("\n", at)
        limit = len(text) if paragraph_end < 0 else paragraph_end
        space = text.rfind(" ", at, min(at + LONGEST_BLOCK, limit))
        if space < 0:
            space = text.find(" ", at, limit)
        if space < 0:
            at = limit + 1
            continue
        breaks.append(space)
        at = space + 1
    return breaks
