"""Reads PDFs: paragraphs in the order of reading, whole words, headings, pages and footnotes, without running heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import DecimalException
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pikepdf

from otsannot.errors import OtsannotError, PasswordNeededError
from otsannot.formats import pdf_recognition
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.page_facts import day_of
from otsannot.formats.pdf_content import Drawn, drawn_on
from otsannot.formats.pdf_fonts import UNKNOWN, Font
from otsannot.formats.pdf_furniture import take_furniture
from otsannot.formats.pdf_lines import Line, Row, lines_of, rows_of
from otsannot.formats.pdf_notes import Note, take_notes, without_calls
from otsannot.formats.pdf_paragraphs import Paragraph, paragraphs_of
from otsannot.formats.pdf_words import Words
from otsannot.formats.plain_text import document_name
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.i18n import _, ngettext
from otsannot.model.new_text import NewText
from otsannot.model.structure import Part, hash_of

DAMAGES = (
    pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, LookupError,
    ArithmeticError, DecimalException, AttributeError, NotImplementedError, RuntimeError, OSError, EOFError,
)  # fmt: skip
"""What damaged PDFs make the library raise."""
MOST_PAGES = 20_000

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_EXAMPLES = 3
_AHEAD = 50
"""Titles of the outline that may be passed over because the text words them otherwise."""
_LONGEST_EXAMPLE = 60


class _Pages(NamedTuple):
    """What the pages of a file draw, what they are called, and what the file states about itself."""

    drawn: list[Drawn]
    labels: list[str]
    damaged: list[str]
    facts: dict[str, str]
    outline: list[tuple[int, str]]


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The one text of a file. Raises OtsannotError naming it when it is damaged, or a scan without words.

    Raises PasswordNeededError when it is locked. With `reading.ocr` the words of a scan are recognised first.
    """
    name = shown(path)
    if not read_bytes(path).strip(b"\0 \t\r\n"):
        raise OtsannotError(_("{name} is empty.").format(name=name))
    pages = _read_pages(path, name, reading.password)
    if not _has_words(pages):
        if not reading.ocr:
            raise _without_words(pages, name)
        with TemporaryDirectory(prefix="otsannot-") as folder:
            recognised = pdf_recognition.recognised(path, Path(folder), name)
            pages = _read_pages(recognised, name, "")
        if not _has_words(pages):
            raise OtsannotError(_("No words could be recognised in {name}.").format(name=name))
        yield _text_of(pages, path, reading, [_("The words were recognised in pictures by ocrmypdf; look them over.")])
        return
    yield _text_of(pages, path, reading, [])


def _read_pages(path: Path, name: str, password: str) -> _Pages:
    try:
        with pikepdf.open(path, password=password) as file:
            if len(file.pages) > MOST_PAGES:
                raise OtsannotError(
                    _("{name} has more than {most} pages. Split it.").format(name=name, most=MOST_PAGES)
                )
            drawn: list[Drawn] = []
            labels: list[str] = []
            damaged: list[str] = []
            fonts: dict[Any, Font] = {}
            for number, page in enumerate(file.pages, start=1):
                labels.append(_label(page, number))
                try:
                    drawn.append(drawn_on(page, fonts))
                except DAMAGES:
                    damaged.append(labels[-1])
                    drawn.append(Drawn([], [], False))
            return _Pages(drawn, labels, damaged, _facts(file), _outline(file))
    except pikepdf.PasswordError:
        told = _("{name} is locked by another password.") if password else _("{name} is locked by a password.")
        raise PasswordNeededError(told.format(name=name)) from None
    except DAMAGES as error:
        raise OtsannotError(_("{name} is no PDF, or is damaged beyond reading.").format(name=name)) from error


def _label(page: pikepdf.Page, number: int) -> str:
    """What a page is called, such as iv; damaged labels count for nothing."""
    try:
        return page.label or str(number)
    except DAMAGES:
        return str(number)


def _facts(file: pikepdf.Pdf) -> dict[str, str]:
    try:
        stated = {str(key): str(value) for key, value in file.docinfo.items()}
    except DAMAGES:  # a file may lie about itself and still be read
        return {}
    made = _DATE.match(stated.get("/CreationDate", ""))
    facts = {
        "title": stated.get("/Title", ""),
        "author": stated.get("/Author", ""),
        "date": day_of("-".join(filter(None, made.groups()))) if made else "",
    }
    return {name: " ".join(fact.split()) for name, fact in facts.items() if fact.strip()}


def _outline(file: pikepdf.Pdf) -> list[tuple[int, str]]:
    """The titles of the outline with their depths, from 1."""
    found: list[tuple[int, str]] = []
    try:
        with file.open_outline(max_depth=9) as outline:
            waiting = [(1, item) for item in reversed(outline.root)]
            while waiting:
                depth, item = waiting.pop()
                found.append((depth, _plain(item.title)))
                waiting += [(depth + 1, child) for child in reversed(item.children)]
    except DAMAGES:
        return []
    return found


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


def _has_words(pages: _Pages) -> bool:
    return any(run.text.strip() for drawn in pages.drawn for run in (*drawn.runs, *drawn.turned))


def _without_words(pages: _Pages, name: str) -> OtsannotError:
    if len(pages.damaged) == len(pages.drawn):
        return OtsannotError(_("{name} is damaged: none of its pages can be read.").format(name=name))
    if not any(drawn.has_pictures for drawn in pages.drawn):
        return OtsannotError(_("{name} holds no text.").format(name=name))
    if pdf_recognition.is_installed():
        told = _("{name} is a scan: its pages are pictures without words. Import it again and let them be recognised.")
    else:
        told = _("{name} is a scan: its pages are pictures without words. Recognise them with ocrmypdf, for example.")
    return OtsannotError(told.format(name=name))


def _text_of(pages: _Pages, path: Path, reading: Reading, told: list[str]) -> NewText:
    rows = [rows_of(drawn.runs) for drawn in pages.drawn]
    furniture: list[str] = []
    if not reading.page_furniture:
        rows, furniture = take_furniture(rows)
    lines = _lines(rows, pages.drawn)
    lines, notes = take_notes(lines)
    paragraphs = paragraphs_of(lines, max((drawn.width for drawn in pages.drawn), default=0.0))
    writing = _Writing(lines, notes)
    writing.write_all(_outlined(paragraphs, pages.outline))
    text, parts = writing.finished(pages.labels)
    told += [*_furniture_told(furniture), *_words_told(writing.words), *_page_told(pages, text)]
    return NewText(
        # What a PDF says of its language is that of the program; the words tell it better.
        document_name(path), text, hash_of(text), shown(path), "utf-8", "", parts, pages.facts, told=tuple(told)
    )  # fmt: skip


def _lines(rows: Sequence[list[Row]], drawn: Sequence[Drawn]) -> list[Line]:
    """The lines of all pages; what stands turned on a page follows its upright lines."""
    lines: list[Line] = []
    for page, (upright, all_of_it) in enumerate(zip(rows, drawn, strict=True)):
        lines += lines_of(upright, page)
        if all_of_it.turned:
            turned = lines_of(rows_of(all_of_it.turned), page)
            lines += [line._replace(column=line.column + 1000) for line in turned]
    return [line for line in lines if line.text]


def _outlined(paragraphs: list[Paragraph], outline: list[tuple[int, str]]) -> list[Paragraph]:
    """Paragraphs that the outline names, in its order, as headings of its levels."""
    waiting = list(outline)
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        said = _plain(" ".join(line.text for line in paragraph.lines)) if waiting and len(paragraph.lines) < 5 else ""
        at = (
            next((number for number, (_depth, title) in enumerate(waiting[:50]) if title == said), None)
            if said
            else None
        )
        if at is not None:
            paragraph = paragraph._replace(level=min(waiting[at][0], 9))
            del waiting[: at + 1]
        found.append(paragraph)
    return found


class _Writing:
    """The text as it grows, paragraph by paragraph, with its parts."""

    def __init__(self, lines: list[Line], notes: list[Note]) -> None:
        self.words = Words(line.text for line in lines)
        self._notes = notes
        self._marks: dict[int, set[str]] = {}
        for note in notes:
            self._marks.setdefault(note.page, set()).add(note.mark)
        self._pieces: list[str] = []
        self._length = 0
        self._parts: list[Part] = []
        self._pages: list[tuple[int, int]] = []

    def write_all(self, paragraphs: list[Paragraph]) -> None:
        """Write the paragraphs, and below them the notes."""
        for paragraph in paragraphs:
            start, end = self._write(paragraph.lines, in_text=True)
            if paragraph.level:
                self._parts.append(Part(start, end, "heading", str(paragraph.level)))
        for note in self._notes:
            start, end = self._write(note.lines, in_text=False)
            if start < end:
                self._parts.append(Part(start, end, "footnote", note.mark))

    def finished(self, labels: list[str]) -> tuple[str, tuple[Part, ...]]:
        """The text and its parts; a page reaches to where the next one begins, and the last one to the notes."""
        for (page, start), (_next, end) in zip(self._pages, [*self._pages[1:], (0, self._end_of_text)], strict=True):
            if start < end:
                self._parts.append(Part(start, end, "page", labels[page]))
        return "".join(self._pieces), tuple(sorted(self._parts))

    _end_of_text = 0

    def _write(self, lines: list[Line], in_text: bool) -> tuple[int, int]:
        text = ""
        calls: list[tuple[int, str]] = []
        for line in lines:
            said, called = without_calls(line.text, self._marks.get(line.page, set()))
            text = self.words.join(text, said) if text else said
            at = len(text) - len(said)
            if in_text and (not self._pages or self._pages[-1][0] != line.page):
                self._pages.append((line.page, self._length + at))
            calls += [(at + offset, mark) for offset, mark in called]
        start = self._length
        self._parts += [Part(start + offset, start + offset, "anchor", mark) for offset, mark in calls]
        self._pieces += (text, "\n")
        self._length += len(text) + 1
        if in_text:
            self._end_of_text = self._length
        return start, start + len(text)


def _furniture_told(furniture: list[str]) -> list[str]:
    told = ngettext(
        "{count} line of running heads and page numbers was left out",
        "{count} lines of running heads and page numbers were left out",
        len(furniture),
    )
    return _with_examples(told, furniture)


def _words_told(words: Words) -> list[str]:
    joined = ngettext(
        "{count} word that a line had divided is whole again",
        "{count} words that lines had divided are whole again",
        len(words.joined),
    )
    kept = ngettext(
        "{count} hyphen at the end of a line belongs to its word and stayed",
        "{count} hyphens at the ends of lines belong to their words and stayed",
        len(words.kept),
    )
    return _with_examples(joined, words.joined) + _with_examples(kept, words.kept)


def _page_told(pages: _Pages, text: str) -> list[str]:
    told: list[str] = []
    if pages.damaged:
        told.append(_("These pages are damaged and could not be read: {pages}.").format(pages=", ".join(pages.damaged)))
    empty = [
        label for label, drawn in zip(pages.labels, pages.drawn, strict=True)
        if drawn.has_pictures and not drawn.runs and not drawn.turned
    ]  # fmt: skip
    if empty:
        told.append(_("These pages are pictures without words: {pages}.").format(pages=", ".join(empty[:20])))
    unknown = text.count(UNKNOWN)
    if unknown:
        one, many = "{count} sign has no letter in the file.", "{count} signs have no letters in the file."
        told.append(ngettext(one, many, unknown))
    return told


def _with_examples(told: str, all_of_them: list[str]) -> list[str]:
    """A sentence with a few of those of which it tells; none when there are none."""
    if not all_of_them:
        return []
    shown = list(dict.fromkeys(filter(None, all_of_them)))[:_EXAMPLES]
    return [_("{told}, such as {examples}.").format(told=told, examples=", ".join(f"“{_cut(one)}”" for one in shown))]


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_EXAMPLE else f"{words[:_LONGEST_EXAMPLE]}…"
