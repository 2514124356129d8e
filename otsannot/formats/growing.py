"""The text of a document as a reader writes it, line by line, with all that lies beside its words."""

from __future__ import annotations

from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.files import shown
from otsannot.formats.plain_text import document_name
from otsannot.i18n import _
from otsannot.model.new_text import NewText, Remark
from otsannot.model.structure import Part, Structure, hash_of

DEEPEST = 20
"""Notes, boxes and remarks within one another; forged files have more, and no reader of a page could follow them."""


def too_deep(name: str) -> OtsannotError:
    """What is said of a document whose boxes and notes lie too deep in one another."""
    return OtsannotError(_("{name} is damaged: its boxes and notes lie too deep in one another.").format(name=name))


class Growing:
    """A text with its parts and remarks; positions are code points. Notes and boxes grow apart and are put in later."""

    def __init__(self) -> None:
        self.length = 0
        self.line_start = 0
        self._broken_at = -1
        self.parts: list[Part] = []
        self.remarks: list[Remark] = []
        self.page_breaks: list[int] = []
        self._pieces: list[str] = []
        self._boxes: list[Growing] = []
        self._notes: list[tuple[str, str, Growing]] = []
        self._unplaced: list[tuple[str, str, str]] = []

    def write(self, words: str) -> None:
        """Add words to the line."""
        self._pieces.append(words)
        self.length += len(words)

    def break_line(self) -> None:
        """Break the line between words, as a new page or column does; at its beginning and end nothing is broken."""
        if self.line_start < self.length:
            self.write("\n")
            self._broken_at = self.length

    def end_line(self) -> None:
        """End the paragraph; boxes that are fixed to it follow, and remarks without a stretch get all of it."""
        self._mend_line()
        start, end = self.line_start, self.length
        self.write("\n")
        self.line_start = self.length
        self.remarks += [Remark(start, end, author, text, created) for author, text, created in self._unplaced]
        self._unplaced.clear()
        if self._boxes:
            self._put_boxes()

    def _put_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._absorb(box, "box", "")

    def _mend_line(self) -> None:
        if self._broken_at == self.length > self.line_start:
            self._pieces.pop()
            self.length -= 1

    def mark_line(self, kind: str, value: str) -> None:
        """Say what the line is, unless it is empty."""
        self._mend_line()
        if self.length > self.line_start:
            self.parts.append(Part(self.line_start, self.length, kind, value))

    def mark_lines(self, start: int, kind: str, value: str) -> None:
        """Say what the whole lines since `start` are; there is one at least."""
        if self.length == start or self.line_start < self.length:
            self.end_line()
        self.parts.append(Part(start, self.length - 1, kind, value))

    def add_box(self, box: Growing) -> None:
        """Put a box behind the paragraph."""
        self._boxes.append(box)

    def add_note(self, kind: str, mark: str, note: Growing | None) -> None:
        """Call a note here; its words come at the end. `kind` is `footnote` or `endnote`."""
        self.parts.append(Part(self.length, self.length, "anchor", mark))
        if note is not None:
            self._notes.append((kind, mark, note))

    def add_remark(self, start: int, author: str, text: str, created: str) -> None:
        """Lay a remark on the words from `start` to here; when there are none, on the paragraph."""
        if start < self.length:
            self.remarks.append(Remark(start, self.length, author, text, created))
        else:
            self._unplaced.append((author, text, created))

    def lay_remark(self, start: int, end: int, author: str, text: str, created: str) -> None:
        """Lay a remark on words that have been written."""
        self.remarks.append(Remark(start, end, author, text, created))

    def last_character(self) -> str:
        """What was written last, or an empty string."""
        return self._pieces[-1][-1:] if self._pieces else ""

    def finish(self) -> None:
        """End the last line, number the pages, and put in the notes: footnotes first, then endnotes."""
        if self.line_start < self.length or self._unplaced:
            self.end_line()
        self._put_boxes()
        self._number_pages()
        for kind in ("footnote", "endnote"):
            # Notes may call notes of their own while they are put in.
            waiting = self._notes
            self._notes = [note for note in waiting if note[0] != kind]
            for _kind, mark, note in (note for note in waiting if note[0] == kind):
                self._absorb(note, kind, mark)
        for kind, mark, note in self._notes:
            self._absorb(note, kind, mark)

    @property
    def text(self) -> str:
        """All that was written so far."""
        return "".join(self._pieces)

    def _number_pages(self) -> None:
        starts = [0, *self.page_breaks]
        if len(starts) > 1:
            for number, (start, end) in enumerate(zip(starts, [*starts[1:], self.length], strict=True), start=1):
                if start < end:
                    self.parts.append(Part(start, end, "page", str(number)))

    def _absorb(self, other: Growing, kind: str, value: str) -> None:
        """Put in what grew apart, as lines of its own that are one part."""
        if other.line_start < other.length or not other.length:
            other.end_line()
        shift = self.length
        self.parts.append(Part(shift, shift + other.length - 1, kind, value))
        self.parts += [part._replace(start=part.start + shift, end=part.end + shift) for part in other.parts]
        self.remarks += [r._replace(start=r.start + shift, end=r.end + shift) for r in other.remarks]
        self._pieces += other._pieces
        self._notes += other._notes
        self.length += other.length
        self.line_start = self.length

    def document(self, path: Path, encoding: str, facts: dict[str, str], language: str, told: list[str]) -> NewText:
        """The finished text as a document. Raises OtsannotError naming the file when there are no words in it."""
        self.finish()
        text = self.text
        if "\r" in text:
            text = text.replace("\r", "\n")
        if not text or text.isspace():
            raise OtsannotError(_("{name} holds no text.").format(name=shown(path)))
        return NewText(
            document_name(path),
            text,
            hash_of(text),
            shown(path),
            encoding,
            language=language,
            parts=tuple(Structure(self.parts).parts),
            facts={name: fact for name, fact in facts.items() if fact},
            remarks=tuple(self.remarks),
            told=tuple(told),
        )


class Note(Growing):
    """The words of a note; the blank between its mark and its words belongs to neither."""

    kind = "footnote"

    def write(self, words: str) -> None:
        """Add words to the line."""
        super().write(words if self.length else words.lstrip(" \t\u00a0"))
