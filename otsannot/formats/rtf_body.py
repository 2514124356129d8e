"""Follows the groups and control words of a Rich Text document and writes the words that they let through."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from otsannot.errors import OtsannotError
from otsannot.formats.growing import DEEPEST, Growing, Note, too_deep
from otsannot.formats.numerals import numeral
from otsannot.formats.rtf_head import Fonts, Styles
from otsannot.formats.rtf_tables import Row, Tables
from otsannot.formats.rtf_words import UNIT, UNIT_IN_TEXT, language, moment
from otsannot.formats.symbols import holds_symbols
from otsannot.i18n import _

MOST_GROUPS = 5_000
"""Groups within groups; no program writes a hundredth of that."""

TEXT, NOWHERE, FONTS, STYLES, KEPT = "text", "nowhere", "fonts", "styles", "kept"
"""Where words go: into the text, nowhere, into the tables of fonts and styles, or aside until their group ends."""
_WANTING = re.compile("[\ud800-\udfff\uf020-\uf0ff]")
"""Halves of characters and signs of symbol fonts."""
_HALVES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class _Units(dict[str, str]):
    """The characters of UTF-16 by their numbers as they are written, each worked out once."""

    def __missing__(self, written: str) -> str:
        self[written] = chr(int(written) & 0xFFFF)
        return self[written]


_UNITS = _Units()


class _Group:
    """What holds until a brace closes; `skipped` characters behind a `u` stand for the same one."""

    __slots__ = ("close", "depth", "font", "goes", "is_deleted", "level", "skipped", "style")

    goes: str
    skipped: int
    font: int
    is_deleted: bool
    level: int
    style: int
    depth: int
    close: Callable[[], None] | None

    def inner(self) -> _Group:
        """A group that opens in this one and begins as it is."""
        group = _Group()
        group.goes, group.skipped, group.font, group.is_deleted = self.goes, self.skipped, self.font, self.is_deleted
        group.level, group.style, group.depth, group.close = self.level, self.style, self.depth, None
        return group


def _outermost() -> _Group:
    group = _Group()
    group.goes, group.skipped, group.font, group.is_deleted = TEXT, 1, -1, False
    group.level = group.style = group.depth = 0
    group.close = None
    return group


class Body:
    """The text of a document as it is read, and what its control words say of it."""

    def __init__(self, name: str, encoding: str | None) -> None:
        self.text = Growing()
        self.facts: dict[str, str] = {}
        self.revisions = 0
        self.has_heads = False
        self._name = name
        self.here = self.text
        self.group = _outermost()
        self._groups: list[_Group] = []
        self.waiting = bytearray()
        self._kept: list[str] = []
        self._high = 0
        """The first half of a character beyond U+FFFF that waits for the second."""
        self.fonts = Fonts(encoding)
        self.styles = Styles()
        self._languages: Counter[int] = Counter()
        self.label = ""
        self._is_automatic_note = False
        self._tables = {id(self.text): Tables()}
        """Of each text that grows, the tables open in it."""
        self.row = Row()
        self.day: dict[str, int] = {}
        self._marks = {"footnote": ("decimal", 1), "endnote": ("lowerRoman", 1)}
        self._remark_starts: dict[str, tuple[Growing, int]] = {}
        self._remark_spans: dict[str, tuple[Growing, int, int]] = {}
        self.author = ""
        self.dated = self.about = ""

    def break_off(self) -> None:
        """End all groups, as the file ends before they do."""
        while self._groups:
            self.close()

    def language(self) -> str:
        """The language that most words are marked with, as an ISO 639-1 code, or an empty string."""
        return language(max(self._languages, key=lambda one: self._languages[one], default=0))

    def open(self) -> None:
        """Open a group. Raises OtsannotError when too many are open."""
        if len(self._groups) > MOST_GROUPS:
            raise OtsannotError(_("{name} is damaged: its groups lie too deep in one another.").format(name=self._name))
        self._groups.append(self.group)
        self.group = self.group.inner()

    def close(self) -> bool:
        """Close a group; true when it was the whole document."""
        self._end_character()
        if self.group.close is not None:
            self.group.close()
        if not self._groups:
            return True
        self.group = self._groups.pop()
        if not self._groups:
            self._end_text(self.here)
        return not self._groups

    def read_again(self) -> None:
        """Read in a group, in Unicode, what the group around it has said in bytes and nobody heard."""
        if len(self._groups) > 1:
            self.group.goes = self._groups[-2].goes

    # Words and where they go

    def write_bytes(self) -> None:
        data = bytes(self.waiting)
        self.waiting.clear()
        if self.group.goes is FONTS:
            self.fonts.name(data)
            return
        words = self.fonts.decoded(data, self.group.font)
        if not words.isprintable():
            words = _CONTROLS.sub("", words)
        self.write(words)

    def write_mixed(self, data: bytes) -> None:
        """Write bytes among which are characters of UTF-16, each with one that stands for it in old programs."""
        if self.waiting:
            self.write_bytes()
        if data.isascii() and not self.fonts.shows_symbols(self.group.font):
            pieces = UNIT_IN_TEXT.split(data.decode("ascii"))
        else:
            split = enumerate(UNIT.split(data))
            pieces = [p.decode("ascii") if at % 2 else self.fonts.decoded(p, self.group.font) for at, p in split]
        pieces[1::2] = map(_UNITS.__getitem__, pieces[1::2])
        words = "".join(pieces)
        if not self._high and not _WANTING.search(words):
            self.write(words if words.isprintable() else _CONTROLS.sub("", words))
            return
        if self._high or _HALVES.search(words):
            words = chr(self._high) * (self._high > 0) + words
            self._high = ord(words[-1]) if "\ud800" <= words[-1] < "\udc00" else 0
            words = (
                words[: -1 if self._high else None].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            )
        if holds_symbols(words):
            words = "".join(self.fonts.symbol(ord(c), self.group.font) if holds_symbols(c) else c for c in words)
        high, self._high = self._high, 0
        self.write(words if words.isprintable() else _CONTROLS.sub("", words))
        self._high = high

    def write_unit(self, stated: int) -> None:
        """Write a character of UTF-16, or keep the first half of one (written as a negative number from 32768)."""
        unit = stated & 0xFFFF if stated <= 0xFFFF else stated
        if 0xD800 <= unit < 0xDC00:
            self._end_character()
            self._high = unit
        elif 0xDC00 <= unit < 0xE000:
            high, self._high = self._high, 0
            self.write(chr(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00) if high else "\ufffd")
        else:
            words = chr(unit) if unit <= 0x10FFFF else "\ufffd"
            if 0xF020 <= unit <= 0xF0FF:
                words = self.fonts.symbol(unit, self.group.font)
            self.write(_CONTROLS.sub("", words))

    def _end_character(self) -> None:
        if self._high:
            self._high = 0
            self.write("\ufffd")

    def write(self, words: str) -> None:
        if self._high:
            self._end_character()
        goes = self.group.goes
        if goes is TEXT:
            if not self.group.is_deleted:
                self.here.write(words)
        elif goes is KEPT:
            self._kept.append(words)
        elif goes is STYLES:
            self.styles.name(words)

    def keep(self, use: Callable[[str], None]) -> None:
        """Lay the words of the group aside, and use them when it ends."""
        kept, self._kept = self._kept, []
        self.group.goes = KEPT

        def close() -> None:
            words, self._kept = "".join(self._kept).strip(), kept
            use(words)

        self.group.close = close

    def apart(self, grown: Growing, put: Callable[[Growing], None]) -> None:
        """Let the words of the group grow apart, and put them in when it ends. Raises OtsannotError when too deep."""
        if len(self._tables) > DEEPEST:
            raise too_deep(self._name)
        outer, label, row = self.here, self.label, self.row
        self.here, self.label, self.row = grown, "", Row()
        self._tables[id(grown)] = Tables()
        self.group.goes, self.group.depth = TEXT, 0

        def close() -> None:
            self._end_text(grown)
            del self._tables[id(grown)]
            self.here, self.label, self.row = outer, label, row
            put(grown)

        self.group.close = close

    def _end_text(self, text: Growing) -> None:
        if text.length > text.line_start:
            self._end_line()
        self._tables[id(text)].close(0, text)

    # Paragraphs and tables

    def end_paragraph(self) -> None:
        if self.group.goes is KEPT:
            self._kept.append("\n")
        elif self.group.goes is TEXT and not self.group.is_deleted:
            self._end_line()

    def _end_line(self) -> None:
        group, text = self.group, self.here
        self._tables[id(text)].paragraph(group.depth, text)
        level = group.level or self.styles.level(group.style)
        if 0 < level <= 9:
            text.mark_line("heading", str(level))
        if self.label:
            text.mark_line("item", self.label)
        self.label = ""
        text.end_line()

    def end_cell(self, depth: int) -> None:
        """End a cell of a table so deep; one that only goes on from another and is empty has no line."""
        if self.group.goes is TEXT:
            self.group.depth = max(self.group.depth, depth)
            tables, text = self._tables[id(self.here)], self.here
            tables.paragraph(self.group.depth, text)
            if not tables.passes_over(self.row, text):
                self._end_line()
                tables.end_cell(text)

    def inner_row(self) -> None:
        """A row of a table within a table is stated in a group of its own, and leaves the outer row as it was."""
        outer, self.row = self.row, Row()

        def close() -> None:
            self.row = outer

        self.group.close = close

    def end_row(self, depth: int) -> None:
        if self.group.goes is TEXT:
            self._tables[id(self.here)].end_row(depth, self.row, self.here)

    def break_line(self) -> None:
        """Begin a page or a column within the paragraph."""
        if self.group.goes is TEXT and not self.group.is_deleted:
            self.here.break_line()

    def end_section(self) -> None:
        if self.group.goes is TEXT and self.here.length > self.here.line_start:
            self._end_line()

    def plain_paragraph(self) -> None:
        self.group.level = self.group.style = self.group.depth = 0

    # Fonts, styles and facts

    def font(self, number: int) -> None:
        """The font of what comes, or the one that is declared now."""
        if self.group.goes is FONTS:
            self.fonts.declare(number)
        else:
            self.group.font = number

    def style(self, number: int) -> None:
        """The style of the paragraph, or the one that is declared now."""
        if self.group.goes is STYLES:
            self.styles.declare(number)
        else:
            self.group.style = number

    def outline(self, level: int) -> None:
        """The level of the paragraph, or of the style that is declared now; 1 to 9 are headings."""
        if self.group.goes is STYLES:
            self.styles.outline(level)
        else:
            self.group.level = level

    def state(self, name: str, said: str) -> None:
        self.facts.setdefault(name, " ".join(said.split()))

    def created(self) -> None:
        """The day the document was made, in numbers that come before the group ends."""
        self.day = {}

        def close() -> None:
            year, month, day = (self.day.get(part, 0) for part in ("yr", "mo", "dy"))
            if year and 1 <= month <= 12 and 1 <= day <= 31:
                self.facts["date"] = f"{year:04}-{month:02}-{day:02}"

        self.group.close = close

    def note_head(self, said: str) -> None:
        self.has_heads = self.has_heads or bool(said)

    def speak(self, identifier: int) -> None:
        if self.group.goes is TEXT and language(identifier):
            self._languages[identifier] += 1

    def changed(self, is_deleted: bool, is_on: bool) -> None:
        if self.group.goes is TEXT:
            self.revisions += is_on
            if is_deleted:
                self.group.is_deleted = is_on

    # Notes, boxes and remarks

    def note(self) -> None:
        if self.group.is_deleted:
            self.group.goes = NOWHERE
            return
        is_automatic, self._is_automatic_note = self._is_automatic_note, False
        outer, note = self.here, Note()

        def put(grown: Growing) -> None:
            assert isinstance(grown, Note)
            form, count = self._marks[grown.kind]
            mark = numeral(count, form) if is_automatic else outer.last_character()
            if is_automatic:
                self._marks[grown.kind] = (form, count + 1)
            outer.add_note(grown.kind, mark, grown)

        self.apart(note, put)

    def at_end(self) -> None:
        if isinstance(self.here, Note):
            self.here.kind = "endnote"

    def automatic(self) -> None:
        if not isinstance(self.here, Note):
            self._is_automatic_note = True

    def note_form(self, kind: str, form: str) -> None:
        """How the marks of footnotes or endnotes are written."""
        self._marks[kind] = (form, self._marks[kind][1])

    def first_mark(self, kind: str, first: int) -> None:
        self._marks[kind] = (self._marks[kind][0], max(1, first))

    def begin_remark(self, said: str) -> None:
        self._remark_starts[said] = (self.here, self.here.length)

    def end_remark(self, said: str) -> None:
        text, start = self._remark_starts.get(said, (None, 0))
        if text is self.here:
            self._remark_spans[said] = (text, start, text.length)

    def remark(self) -> None:
        outer, author = self.here, self.author
        self.author = self.dated = self.about = ""

        def put(grown: Growing) -> None:
            text, start, end = self._remark_spans.get(self.about, (None, 0, 0))
            words, time = grown.text.strip(), moment(self.dated)
            if text is outer and start < end:
                outer.lay_remark(start, end, author, words, time)
            else:
                outer.add_remark(outer.length, author, words, time)

        self.apart(Growing(), put)
