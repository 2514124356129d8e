"""Shows the characters that no page and no XML can hold, and says which way a text runs."""

from __future__ import annotations

import re
import unicodedata

# XML 1.0 and HTML hold no control characters but tab and line feed, and no noncharacters: the last two code points of
# each plane, and 32 in the middle of the first.
_LAST_OF_PLANES = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_NOWHERE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef{_LAST_OF_PLANES}]")
_PICTURES = 0x2400


def visible(text: str) -> str:
    """A text as a page can show it: a control character as its picture (␇), what has none as �."""
    return _NOWHERE.sub(lambda match: _picture(match[0]), text)


def _picture(character: str) -> str:
    if character < " ":
        return chr(_PICTURES + ord(character))
    return "␡" if character == "\x7f" else "\ufffd"


def runs_left(text: str) -> bool:
    """Whether a text runs from right to left: its first letter with a direction does (Unicode UAX #9, P2)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"
