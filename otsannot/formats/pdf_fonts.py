"""Reads codes of a PDF's fonts as characters and widths, exactly as the file maps them (ISO 32000-2, 9.5 to 9.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
from fontTools import agl
from fontTools.encodings.StandardEncoding import StandardEncoding

from otsannot.formats.pdf_directions import is_from_right

UNKNOWN = "\ufffd"
LARGEST_MAP = 5_000_000
"""Bytes of a map of characters that are read; fonts with all of Unicode stay below."""

_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_WIDTH_UNKNOWN = 500.0
_MOST_OF_RANGE = 65_536
_BOLD = re.compile(r"(?i)bold|black|heavy|semibold|demi")
_NAMED_ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


class Glyph(NamedTuple):
    """What a code says, its width in thousandths of the font size, if it is that of a space, and if it runs left."""

    text: str
    width: float
    is_space: bool
    is_from_right: bool


class Font:
    """A font of a page; codes are looked up when they are first met."""

    def __init__(self, source: Any) -> None:
        self._composite = source.get("/Subtype") == "/Type0"
        self._descendant = _descendant(source) if self._composite else source
        descriptor = self._descendant.get("/FontDescriptor")
        self.is_bold = bool(_BOLD.search(str(source.get("/BaseFont", "")))) or _weight(descriptor) >= 600
        self._map, self._lengths = _unicode_map(source.get("/ToUnicode"))
        self._encoding = str(source.get("/Encoding", "")) if self._composite else ""
        self._names = {} if self._composite else _simple_encoding(source)
        self._widths, self._default = _wide_widths(self._descendant) if self._composite else _widths(source, descriptor)
        if source.get("/Subtype") == "/Type3":
            scale = abs(float(source.get("/FontMatrix", [0.001])[0])) * 1000
            self._widths = {code: width * scale for code, width in self._widths.items()}
        self._known: dict[bytes, Glyph] = {}
        self.has_spaces = False

    def glyphs(self, codes: bytes) -> Iterator[Glyph]:
        """The glyphs of a string."""
        known = self._known
        for code in self._split(codes):
            glyph = known.get(code)
            if glyph is None:
                glyph = known[code] = self._look_up(code)
            yield glyph

    def _split(self, codes: bytes) -> Iterator[bytes]:
        if not self._composite:
            return (codes[at : at + 1] for at in range(len(codes)))
        length = 1 if self._lengths == {1} else 2
        return (codes[at : at + length] for at in range(0, len(codes), length))

    def _look_up(self, code: bytes) -> Glyph:
        number = int.from_bytes(code, "big")
        text = self._map.get(code)
        if (text is None and self._composite and "UCS2" in self._encoding) or (
            text is None and "UTF16" in self._encoding
        ):
            text = code.decode("utf-16-be", "replace")
        if text is None:
            text = self._names.get(number, UNKNOWN)
        text, width = text.replace("\0", ""), self._widths.get(number, self._default)
        self.has_spaces = self.has_spaces or text == " "
        return Glyph(text, width, len(code) == 1 and number == 32, is_from_right(text))


def _descendant(source: Any) -> Any:
    descendants = source.get("/DescendantFonts")
    return descendants[0] if descendants is not None and len(descendants) else pikepdf.Dictionary()


def _weight(descriptor: Any) -> float:
    return float(descriptor.get("/FontWeight", 0)) if descriptor is not None else 0.0


def _unicode_map(stream: Any) -> tuple[dict[bytes, str], set[int]]:
    """The map from codes to characters (9.10.3), and the lengths that codes have."""
    if not isinstance(stream, pikepdf.Stream):
        return {}, set()
    data = stream.read_bytes()[:LARGEST_MAP]
    found: dict[bytes, str] = {}
    lengths: set[int] = set()
    for section in _SECTION.finditer(data):
        tokens = [_token(match) for match in _TOKEN.finditer(section[2])]
        if section[1] == b"codespacerange":
            lengths |= {len(token) for token in tokens if isinstance(token, bytes)}
        elif section[1] == b"bfchar":
            pairs = [token for token in tokens if isinstance(token, bytes)]
            found.update(zip(pairs[::2], map(_utf16, pairs[1::2]), strict=False))
        else:
            _add_ranges(found, tokens)
    return found, lengths


def _token(match: re.Match[bytes]) -> bytes | str:
    if match[1] is None:
        return "[" if match[2] else "]"
    digits = b"".join(match[1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _utf16(data: bytes) -> str:
    return data.decode("utf-16-be", "replace") if len(data) > 1 else data.decode("latin-1")


def _add_ranges(found: dict[bytes, str], tokens: list[bytes | str]) -> None:
    waiting = iter(tokens)
    for first in waiting:
        last, target = next(waiting, None), next(waiting, None)
        if not isinstance(first, bytes) or not isinstance(last, bytes):
            return
        start, end = int.from_bytes(first, "big"), int.from_bytes(last, "big")
        numbers = range(start, min(end, start + _MOST_OF_RANGE) + 1)
        if target == "[":
            listed = iter(waiting.__next__, "]")
            for number, text in zip(numbers, listed, strict=False):
                if isinstance(text, bytes):
                    found[number.to_bytes(len(first), "big")] = _utf16(text)
            for _rest in listed:
                pass
        elif isinstance(target, bytes) and target:
            base = _utf16(target)
            for number in numbers:
                character = ord(base[-1]) + number - start
                text = base[:-1] + (chr(character) if character < 0x110000 else UNKNOWN)
                found[number.to_bytes(len(first), "big")] = text


def _simple_encoding(source: Any) -> dict[int, str]:
    """What the codes of a font of one byte a letter say by their names (9.6.5)."""
    encoding = source.get("/Encoding")
    is_dictionary = isinstance(encoding, pikepdf.Dictionary)
    named = str(encoding.get("/BaseEncoding", "")) if is_dictionary else str(encoding or "")
    codec = _NAMED_ENCODINGS.get(named, "cp1252" if source.get("/Subtype") == "/TrueType" else "")
    found: dict[int, str] = {}
    for code in range(256):
        text = bytes([code]).decode(codec, "ignore") if codec else agl.toUnicode(StandardEncoding[code])
        if text:
            found[code] = text
    code = 0
    for item in encoding.get("/Differences", []) if is_dictionary else []:
        if isinstance(item, pikepdf.Name):
            found[code] = agl.toUnicode(str(item)[1:]) or UNKNOWN
            code += 1
        else:
            code = int(item)
    return found


def _widths(source: Any, descriptor: Any) -> tuple[dict[int, float], float]:
    first = int(source.get("/FirstChar", 0))
    widths = {first + number: float(width) for number, width in enumerate(source.get("/Widths", []))}
    missing = float(descriptor.get("/MissingWidth", 0)) if descriptor is not None else 0.0
    return widths, missing or _WIDTH_UNKNOWN


def _wide_widths(descendant: Any) -> tuple[dict[int, float], float]:
    """Widths by the number of the glyph (9.7.4.3): `c [w ...]` or `first last w`."""
    widths: dict[int, float] = {}
    items = iter(descendant.get("/W", []))
    for first in items:
        second = next(items, None)
        if isinstance(second, pikepdf.Array):
            widths.update((int(first) + number, float(width)) for number, width in enumerate(second))
        elif second is not None:
            width = float(next(items, 0))
            widths.update(dict.fromkeys(range(int(first), min(int(second), int(first) + _MOST_OF_RANGE) + 1), width))
    return widths, float(descendant.get("/DW", 1000))
