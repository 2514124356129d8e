"""How each block of a text is set for its structure: large headings, hanging numbers, small notes, names of speakers.

Nothing of it is written into the text: a block is set by formats of its layout, by room around it, and by marks that
`structure_painter` paints beside it.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QTextBlock

from otsannot.model.structure import Part, Structure
from otsannot.text.stamps import stamp_at
from otsannot.text.turns import name_at
from otsannot.ui.document.screen_lines import has_right_to_left
from otsannot.ui.offsets import Offsets

_HEADINGS = {"1": (1.5, 1.0), "2": (1.3, 0.8), "3": (1.15, 0.6)}
"""Size and room above, of a level, in sizes of the text."""
_LESSER_HEADING = (1.05, 0.5)
NOTE_SIZE = 0.85
_HANGING = 2.2
_DEEPEST_HANGING = 7.0
_LETTER = 0.5
"""So wide is a letter of what hangs before a paragraph, and the space behind it, at the most."""
_IN_BOX = 0.6
_LONGEST_LABEL = 6
_MOST_KEPT = 4_000
_NOTES = ("footnote", "endnote")


class Stretch(NamedTuple):
    """Letters `[start, end)` of a block, in UTF-16 units, that are set as what they are."""

    start: int
    end: int
    kind: str
    value: str


class Mark(NamedTuple):
    """Something to be painted beside a block, or at a UTF-16 unit of it."""

    kind: str
    value: str
    at: int = 0


class Setting(NamedTuple):
    """How a block is set; lengths are in heights of the reader's font.

    `indent` is where its lines begin, `margin` where they end, and `above` the room over the first.
    """

    scale: float = 1.0
    indent: float = 0.0
    margin: float = 0.0
    above: float = 0.0
    stretches: tuple[Stretch, ...] = ()
    marks: tuple[Mark, ...] = ()


PLAIN = Setting()


class Typesetting:
    """The settings of the blocks of one text, each worked out when it is first asked for."""

    def __init__(self, structure: Structure, text: str, offsets: Offsets) -> None:
        self.structure = structure
        self._text = text
        self._offsets = offsets
        self._settings: dict[tuple[int, int], Setting] = {}
        names = dict.fromkeys(part.value for part in structure.of_kind("speaker"))
        self.speakers = {name: number for number, name in enumerate(names)}
        """A number for each speaker, in the order in which they first speak."""

    def of(self, block: QTextBlock) -> Setting:
        """How a block is set."""
        if not self.structure.parts:
            return PLAIN
        place = block.position(), block.length()  # Qt asks of blocks that it is about to give other words
        setting = self._settings.get(place)
        if setting is None:
            if len(self._settings) > _MOST_KEPT:
                self._settings.clear()
            first = self._offsets.from_qt(block.position())
            last = self._offsets.from_qt(block.position() + block.length() - 1)
            setting = self._settings[place] = self._worked_out(block.position(), first, last)
        return setting

    def widest_aside(self) -> str:
        """A text as wide as what is painted in the margin; empty when nothing is."""
        times, pages = self.structure.of_kind("time"), self.structure.of_kind("page")
        if times and stamp_at(self._text, times[0].start) == times[0].start:
            return "00:00:00"
        return f"p. {max((page.value for page in pages), key=len)[:_LONGEST_LABEL]}" if pages else ""

    def _worked_out(self, origin: int, first: int, last: int) -> Setting:
        here = _Block(self.structure, origin, first, last, self._offsets)
        scale, above = 1.0, 0.0
        for part in here.parts("heading"):
            scale, above = _HEADINGS.get(part.value, _LESSER_HEADING)
            above = above if part.start >= first else 0.0
            here.stretch(part.start, part.end, part)
        for kind in _NOTES:
            for part in here.parts(kind):
                scale = NOTE_SIZE
                here.stretch(part.start, part.end, part)
                here.mark_if_first(part)
        for kind in ("item", "cell"):
            for part in here.parts(kind):
                here.mark_if_first(part)
        hanging = [part.value for kind in (*_NOTES, "item", "cell") for part in here.parts(kind)]
        is_boxed = bool(here.parts("box"))
        if any(mark.kind in _NOTES for mark in here.marks) and not self._follows_note(first):
            above = max(above, 0.8)
            here.marks.append(Mark("notes", ""))
        for part in here.parts("box"):
            here.marks.append(Mark("box", f"{part.start >= first:d}{part.end <= last + 1:d}"))
        above = max(above, self._set_speakers(here)) + self._set_pages(here)
        self._set_times(here)
        is_mixed = has_right_to_left(self._text[first:last])
        for part in here.parts("anchor"):
            if not is_mixed:  # room behind the letter; letters that join must not be torn apart
                here.stretch(part.start - 1, part.start, part)
            here.marks.append(Mark("anchor", part.value, here.unit(part.start)))
        inset = _IN_BOX if is_boxed else 0.0
        indent = inset + (_room_for(max(map(len, hanging))) if hanging else 0.0)
        return Setting(scale, indent, inset, above, tuple(here.stretches), tuple(here.marks))

    def _set_speakers(self, here: _Block) -> float:
        """Set names apart where the text writes them, and have them written above where not; the room for that."""
        above = 0.0
        for part in here.parts("speaker"):
            if part.start < part.end:
                here.marks.append(Mark("turn", part.value, max(here.unit(part.start), 0)))
            if not here.first <= part.start <= here.last:
                continue
            name = name_at(self._text, part.start, part.value)
            if name is not None:
                here.stretch(*name, part)
            elif part.start == here.first and self._is_new_voice(part):
                here.marks.append(Mark("name", part.value))
                above = 1.3
        return above

    def _is_new_voice(self, part: Part) -> bool:
        """Whether somebody else spoke before; subtitles begin a part for each of their lines."""
        before = self.structure.before(part.start - 1, "speaker")
        return before is None or before.value != part.value

    def _set_pages(self, here: _Block) -> float:
        above = 0.0
        for part in here.parts("page"):
            if here.first <= part.start <= here.last:
                here.marks.append(Mark("page", part.value, here.unit(part.start)))
                if part.start == here.first and part.start:
                    above = 0.7
        return above

    def _set_times(self, here: _Block) -> None:
        for part in here.parts("time"):
            if here.first <= part.start <= here.last:
                end = stamp_at(self._text, part.start)
                if end > part.start:
                    here.stretch(part.start, end, part)
                else:
                    here.marks.append(Mark("time", part.value, here.unit(part.start)))

    def _follows_note(self, first: int) -> bool:
        return any(self.structure.at(max(first - 2, 0), kind) is not None for kind in _NOTES)


def _room_for(letters: int) -> float:
    """How far a paragraph is set in for so many letters that hang before it."""
    return min(max(_HANGING, (letters + 1) * _LETTER), _DEEPEST_HANGING)


class _Block:
    """What is found out about one block, `[first, last)` in code points and from `origin` on in UTF-16 units."""

    def __init__(self, structure: Structure, origin: int, first: int, last: int, offsets: Offsets) -> None:
        self._structure = structure
        self._origin = origin
        self._offsets = offsets
        self.first = first
        self.last = last
        self.stretches: list[Stretch] = []
        self.marks: list[Mark] = []

    def parts(self, kind: str) -> list[Part]:
        """The parts of a kind that begin in the block, also at its end, and the one that reaches in."""
        return self._structure.meeting(self.first, self.last + 1, kind)

    def unit(self, position: int) -> int:
        """A code point of the block in UTF-16 units; negative before it."""
        return self._offsets.to_qt(position) - self._origin

    def stretch(self, start: int, end: int, part: Part) -> None:
        """Have letters of the block set as what they are."""
        start, end = max(start, self.first), min(end, self.last)
        if start < end:
            self.stretches.append(Stretch(self.unit(start), self.unit(end), part.kind, part.value))

    def mark_if_first(self, part: Part) -> None:
        """Have a part marked where it begins, or where it begins within a long paragraph of several blocks."""
        if part.start >= self.first:
            self.marks.append(Mark(part.kind, part.value))
