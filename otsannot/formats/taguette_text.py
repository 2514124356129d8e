"""The text of a document of Taguette, as its program counts it, with the structure that its HTML has."""

from __future__ import annotations

from bisect import bisect_right
from html.parser import HTMLParser
from typing import NamedTuple

from otsannot.model.structure import Part

_HEADINGS = {f"h{level}": str(level) for level in range(1, 7)}
_VOID = {"br", "hr", "img", "col", "wbr", "input", "area", "base", "embed", "link", "meta", "source", "track"}


class TaguetteText(NamedTuple):
    """The text nodes of a document one after another, and where each begins, in code points and in UTF-8 bytes."""

    text: str
    parts: tuple[Part, ...]
    starts: list[int]
    byte_starts: list[int]

    def position(self, count: int) -> int | None:
        """The code point that begins at a number of UTF-8 bytes; None where there is none, or one is cut."""
        node = bisect_right(self.byte_starts, count) - 1
        if node < 0:
            return None
        start = self.starts[node]
        end = self.starts[node + 1] if node + 1 < len(self.starts) else len(self.text)
        data, rest = self.text[start:end].encode(), count - self.byte_starts[node]
        if rest > len(data) or (rest < len(data) and data[rest] & 0xC0 == 0x80):
            return None
        return start + len(data[:rest].decode())


def taguette_text(html: str) -> TaguetteText:
    """The text of a document, whose HTML its program has made clean; each character is one of the text nodes."""
    page = _Page()
    page.feed(html)
    page.close()
    return page.finished()


class _Page(HTMLParser):
    """Collects text nodes; `HTMLParser` leaves every character of them as it is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._nodes: list[str] = []
        self._starts: list[int] = []
        self._byte_starts: list[int] = []
        self._length = self._bytes = 0
        self._open: list[tuple[str, int, str]] = []
        self._lists: list[int] = []
        self._table = self._row = self._column = 0
        self._parts: list[Part] = []

    def handle_data(self, data: str) -> None:
        self._nodes.append(data)
        self._starts.append(self._length)
        self._byte_starts.append(self._bytes)
        self._length += len(data)
        self._bytes += len(data.encode("utf-8", "surrogatepass"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append((tag, self._length, self._value(tag)))

    def handle_endtag(self, tag: str) -> None:
        # What is closed is the innermost of that name; what was left open in it ends there too.
        at = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), None)
        if at is not None:
            for name, start, value in reversed(self._open[at:]):
                self._close(name, start, value)
            del self._open[at:]

    def finished(self) -> TaguetteText:
        """The text that was collected."""
        for name, start, value in reversed(self._open):
            self._close(name, start, value)
        return TaguetteText("".join(self._nodes), tuple(self._parts), self._starts, self._byte_starts)

    def _value(self, tag: str) -> str:
        """What a part that begins with a tag is called; counts lists, tables and cells on the way."""
        if tag in ("ol", "ul"):
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "li" and self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            return f"{self._lists[-1]}."
        elif tag == "table":
            self._table, self._row = self._table + 1, 0
        elif tag == "tr":
            self._row, self._column = self._row + 1, 0
        elif tag in ("td", "th"):
            self._column += 1
            return f"{self._table}:{self._row}:{self._column}"
        return _HEADINGS.get(tag, "•" if tag == "li" else "")

    def _close(self, tag: str, start: int, value: str) -> None:
        kinds = {"li": "item", "td": "cell", "th": "cell"} | dict.fromkeys(_HEADINGS, "heading")
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag in kinds and start < self._length:
            self._parts.append(Part(start, self._length, kinds[tag], value))
