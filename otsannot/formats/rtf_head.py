"""The tables at the head of a Rich Text document: its fonts, by which bytes become letters, and its styles."""

from __future__ import annotations

import re
from typing import NamedTuple

from otsannot.formats.rtf_words import SYMBOL_CHARSET, code_page, encoding_of_charset
from otsannot.formats.symbols import symbol

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_ANSI = "cp1252"


class _Font(NamedTuple):
    encoding: str
    name: str = ""
    is_symbol: bool = False


class Fonts:
    """The fonts as they are declared. An encoding that the user chose stands above all that the file says."""

    def __init__(self, chosen: str | None) -> None:
        self.encoding = chosen or _ANSI
        self.default = 0
        self._is_chosen = chosen is not None
        self._fonts: dict[int, _Font] = {}
        self._declared = 0

    def declare(self, number: int) -> None:
        """What comes now is about this font."""
        self._declared = number
        self._fonts.setdefault(number, _Font(self.encoding))

    def name(self, data: bytes) -> None:
        """Its name, up to a semicolon."""
        name = data.decode("latin-1").partition(";")[0].strip()
        font = self._fonts.get(self._declared, _Font(self.encoding))
        if name and not font.name:
            self._fonts[self._declared] = font._replace(name=name)

    def charset(self, number: int) -> None:
        """Its character set, by its number in Windows."""
        encoding = encoding_of_charset(number, self.encoding)
        font = self._fonts.get(self._declared, _Font(encoding))
        self._fonts[self._declared] = font._replace(encoding=encoding, is_symbol=number == SYMBOL_CHARSET)

    def page(self, number: int) -> None:
        """Its code page."""
        if encoding := code_page(number):
            font = self._fonts.get(self._declared, _Font(encoding))
            self._fonts[self._declared] = font._replace(encoding=encoding)

    def document_page(self, number: int) -> None:
        """The code page of the document, for fonts that say nothing."""
        page = code_page(number)
        if page and not self._is_chosen:
            self.encoding = page

    def shows_symbols(self, number: int) -> bool:
        """Whether a font shows something else for letters."""
        font = self._fonts.get(number if number >= 0 else self.default)
        return font is not None and font.is_symbol and not self._is_chosen

    def decoded(self, data: bytes, number: int) -> str:
        """Bytes as the letters of a font; -1 is the default one."""
        font = self._fonts.get(number if number >= 0 else self.default)
        if self._is_chosen or font is None:
            return data.decode(self.encoding, "replace")
        if font.is_symbol:
            return "".join(symbol(code, font.name) if code >= 0x20 else chr(code) for code in data)
        return data.decode(font.encoding, "replace")

    def symbol(self, code: int, number: int) -> str:
        """A private character as a font shows it."""
        font = self._fonts.get(number if number >= 0 else self.default)
        return symbol(code, font.name if font else "")


class Styles:
    """How deep a heading each style makes; what one does not say, the style that it is based on does."""

    def __init__(self) -> None:
        self._declared = 0
        self._levels: dict[int, int] = {}
        self._based: dict[int, int] = {}

    def declare(self, number: int) -> None:
        """What comes now is about this style."""
        self._declared = number

    def base(self, number: int) -> None:
        """The style it is based on."""
        self._based[self._declared] = number

    def outline(self, level: int) -> None:
        """Its level in the outline, 1 to 9."""
        self._levels[self._declared] = level

    def name(self, words: str) -> None:
        """Its name, which may say that it is a heading."""
        if heading := _HEADING.match(words):
            self._levels.setdefault(self._declared, int(heading[1]))

    def level(self, style: int) -> int:
        """The level of a heading of a style, or 0."""
        seen = set[int]()
        while style not in self._levels and style in self._based and style not in seen:
            seen.add(style)
            style = self._based[style]
        return self._levels.get(style, 0)
