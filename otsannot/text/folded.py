"""Many texts without case and accents, kept as UTF-8 so that words are found in all of them within milliseconds."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from otsannot.text.matching import fold

Offsets = NDArray[np.int32]

LARGEST_TAIL = 1 << 16
_UNKNOWN = 255


class Borders(NamedTuple):
    """Where the borders of the code points of one text lie: `places` counts folded bytes, `lines` line feeds before."""

    places: Offsets
    lines: Offsets


class FoldedTexts:
    """Texts one behind the other, as `text.matching.fold` writes them, every blank and line end a space."""

    def __init__(self) -> None:
        self._parts: list[NDArray[np.uint8]] = []
        self._begins: list[int] = []
        self._length = 0
        self._seen = np.zeros(256, np.int64)
        # What each character becomes: how many bytes, and where in the pool they begin.
        self._sizes = np.full(0x110000, _UNKNOWN, np.uint8)
        self._firsts = np.zeros(0x110000, np.int32)
        self._pool = bytearray()
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._length

    def append(self, text: str) -> Borders:
        """Keep a further text; the borders are one more than it has code points."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        places = np.zeros(len(points) + 1, np.int32)
        lines = np.zeros(len(points) + 1, np.int32)
        np.cumsum(points == ord("\n"), out=lines[1:])
        with self._lock:
            self._learn(points)
            sizes = self._sizes[points]
            np.cumsum(sizes, out=places[1:])
            folded = self._spelled(points, sizes, places)
            places += self._length
            self._keep(folded)
        return Borders(places, lines)

    def append_all(self, texts: Sequence[str]) -> tuple[Offsets, Offsets]:
        """Keep several texts, and say where each begins and ends."""
        borders = self.append("\n".join(texts))
        ends = np.cumsum([len(text) + 1 for text in texts], dtype=np.int64) - 1
        begins = np.concatenate([np.zeros(1, np.int64), ends[:-1] + 1]) if texts else ends
        return borders.places[begins], borders.places[ends]

    def occurrences(self, folded: str) -> Offsets:
        """Where a folded word begins in the bytes that are kept, in ascending order."""
        word = np.frombuffer(folded.encode("utf-8", "surrogatepass"), np.uint8)
        rarest = int(np.argmin(self._seen[word]))
        with self._lock:
            kept = list(zip(self._begins, self._parts, strict=True))
        found = [_found(part, word, rarest) + begin for begin, part in kept]
        return np.concatenate(found).astype(np.int32) if found else np.empty(0, np.int32)

    def cut(self, start: int, end: int) -> bytes:
        """The bytes `[start, end)`, which lie in one text."""
        if end <= start:
            return b""
        number = bisect_right(self._begins, start) - 1
        begin = self._begins[number]
        return self._parts[number][start - begin : end - begin].tobytes()

    def windows(self, width: int) -> NDArray[np.uint8]:
        """At each place so many bytes from there on, whatever text they are of; zeros behind the last."""
        with self._lock:
            parts = list(self._parts)
        everything = np.concatenate([*parts, np.zeros(width, np.uint8)])
        return np.lib.stride_tricks.sliding_window_view(everything, width)

    def _spelled(self, points: NDArray[np.uint32], sizes: NDArray[np.uint8], places: Offsets) -> NDArray[np.uint8]:
        pool = np.frombuffer(bytes(self._pool), np.uint8)
        spelled: NDArray[np.uint8]
        if bool((sizes == 1).all()):
            spelled = pool[self._firsts[points]]
            return spelled
        shifts = np.repeat(self._firsts[points] - places[:-1], sizes)
        spelled = pool[shifts + np.arange(places[-1], dtype=np.int32)]
        return spelled

    def _keep(self, folded: NDArray[np.uint8]) -> None:
        self._seen += np.bincount(folded, minlength=256)
        if self._parts and len(self._parts[-1]) + len(folded) < LARGEST_TAIL:
            self._parts[-1] = np.concatenate([self._parts[-1], folded])
        else:
            self._begins.append(self._length)
            self._parts.append(folded)
        self._length += len(folded)

    def _learn(self, points: NDArray[np.uint32]) -> None:
        fresh = points[self._sizes[points] == _UNKNOWN]
        for point in np.unique(fresh).tolist():
            letter = chr(point)
            folded = (" " if letter.isspace() else fold(letter)).encode("utf-8", "surrogatepass")
            self._firsts[point] = len(self._pool)
            self._sizes[point] = len(folded)
            self._pool += folded


def words_of(query: str) -> list[str]:
    """The words of a query as they are looked for."""
    return fold(query).split()


def phrase_of(query: str) -> str:
    """A query as one phrase to be looked for, its blanks made single spaces."""
    return " ".join(words_of(query))


def found_in(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where folded words stand in a short text, as code points `[start, end)`, in order and without overlaps."""
    folded: list[str] = []
    origins: list[int] = []
    for place, letter in enumerate(text):
        spelled = " " if letter.isspace() else fold(letter)
        folded.append(spelled)
        origins.extend([place] * len(spelled))
    line = "".join(folded)
    found = []
    for word in words:
        at = line.find(word)
        while word and at >= 0:
            found.append((origins[at], origins[at + len(word) - 1] + 1))
            at = line.find(word, at + len(word))
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def holding(occurrences: Offsets, size: int, starts: Offsets, ends: Offsets) -> NDArray[np.bool_]:
    """Which of the stretches `[start, end)` of bytes hold one of the occurrences of a word of so many bytes."""
    if not len(occurrences):
        return np.zeros(len(starts), np.bool_)
    following = np.searchsorted(occurrences, starts)
    beyond = following == len(occurrences)
    following[beyond] = 0
    fits: NDArray[np.bool_] = (occurrences[following] + size <= ends) & ~beyond
    return fits


def _found(part: NDArray[np.uint8], word: Sequence[int] | NDArray[np.uint8], rarest: int) -> NDArray[np.int64]:
    room = len(part) - len(word) + 1
    if room <= 0:
        return np.empty(0, np.int64)
    places = np.flatnonzero(part[rarest : rarest + room] == word[rarest])
    for number, byte in enumerate(word):
        if number != rarest and len(places):
            places = places[part[places + number] == byte]
    return places
