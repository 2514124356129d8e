"""The inspector: the current passage with its codes and its comment, and the facts about the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile
from unicodedata import bidirectional

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from otsannot.i18n import _
from otsannot.model.passages import Passage, PassageCode
from otsannot.store import coders
from otsannot.text.graphemes import snap
from otsannot.ui import theme
from otsannot.ui.actions.keys import shortest_of
from otsannot.ui.desk import Desk
from otsannot.ui.document.screen_lines import has_right_to_left
from otsannot.ui.item_models import wording
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.code_chip import CodeChip
from otsannot.ui.panels.comment_field import CommentField
from otsannot.ui.panels.facts import DocumentFacts
from otsannot.ui.panels.flow_layout import FlowLayout
from otsannot.ui.panels.memos_here import MemosHere
from otsannot.ui.panels.parts import heading_row, panel_layout, plain_label, scrolling, tool_button
from otsannot.ui.preferences import preferences

QUOTED = 280
"""At most so many code points of a passage are shown."""
QUOTED_LINES = 6

MARKS = {"L": "\u200e", "R": "\u200f", "AL": "\u200f"}
"""The invisible mark that turns a line the way a strong character would, by the direction of that."""


class InspectorPanel(QWidget):
    """Everything about what the reader stands on."""

    menu_wanted = Signal(int, QPoint)
    """A coding's id, and where on the screen its menu shall open."""

    def __init__(self, live: LiveProject, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspectorPanel")
        self._live = live
        self._desk = desk
        self._hint = plain_label(quiet=True)
        self._quote = _Quote()
        self._where = plain_label(quiet=True)
        self._where.setAccessibleName(_("Where the passage stands"))
        self._who = plain_label(quiet=True)
        self._comment_title = plain_label(_("Comment"), quiet=True)
        self.comment = CommentField(desk)
        self._remove = tool_button("delete", _("Remove passage"), desk.pen.remove_passage)
        self._chips = QVBoxLayout()
        self._shown: QWidget | None = None
        self._changeable: list[CodeChip] = []
        self._beside: set[int] = set()
        self._keys = shortest_of("code.apply")
        self._build()
        desk.passage_changed.connect(self._show)
        desk.document_changed.connect(self._show)
        desk.structure_changed.connect(self._show)
        desk.passages_changed.connect(self._on_passages)
        desk.passages_reloaded.connect(self._show)
        desk.span_changed.connect(self._show_hint)
        live.coder_changed.connect(self._show)
        preferences().changed.connect(self._on_preferences)
        desk.focus.changed.connect(lambda: self._show_codes(desk.passage))
        self._show()

    def focus_comment(self) -> None:
        """Put the cursor into the comment of the current passage."""
        if self._desk.passage is None:
            self._desk.said.emit(_("Select a passage first."))
        else:
            self.comment.setFocus()

    def weigh(self) -> None:
        """Open the weight of the first code of the current passage for typing."""
        passage = self._desk.own_passage()
        if passage is not None and not self._weigh(0):
            self._desk.said.emit(_("Give the passage a code first."))

    def chip_of(self, coding_id: int) -> CodeChip | None:
        """The chip of a coding of the current passage."""
        return next((chip for chip in self._changeable if chip.code.coding_id == coding_id), None)

    def _weigh(self, place: int) -> bool:
        """Open the weight of one of the chips that may be changed; whether there is one."""
        if not 0 <= place < len(self._changeable):
            return False
        self._changeable[place].weigh()
        return True

    def _on_weighed(self, coding_id: int, weight: int | None, step: int | None) -> None:
        place = next((n for n, chip in enumerate(self._changeable) if chip.code.coding_id == coding_id), -1)
        self._desk.pen.weigh(coding_id, weight)
        if step is not None and not (step and place >= 0 and self._weigh(place + step)):
            self._desk.reading_wanted.emit()

    def _on_preferences(self, names: frozenset[str]) -> None:
        if names & {"shortcuts", "text_keys"}:
            self._keys = shortest_of("code.apply")
            self._show()

    def _build(self) -> None:
        column = panel_layout(self)
        column.addLayout(heading_row(plain_label(_("Passage")), self._remove))
        inside = QWidget()
        lines = QVBoxLayout(inside)
        side = theme.MARGIN - theme.UNIT
        lines.setContentsMargins(side, 0, side, theme.MARGIN)
        lines.setSpacing(theme.GAP)
        self._chips.setSpacing(theme.UNIT)
        lines.addWidget(self._hint)
        lines.addWidget(self._quote)
        lines.addWidget(self._where)
        lines.addLayout(self._chips)
        lines.addWidget(self._comment_title)
        lines.addWidget(self.comment)
        lines.addWidget(self._who)
        lines.addSpacing(theme.UNIT)
        self.memos = MemosHere(self._live, self._desk, inside)
        lines.addWidget(self.memos)
        lines.addSpacing(theme.UNIT)
        lines.addWidget(DocumentFacts(self._live, self._desk, inside))
        lines.addStretch(1)
        column.addWidget(scrolling(inside), 1)

    def _on_passages(self, touched: set[int], came: Sequence[Passage]) -> None:
        """A passage of another coder on the same words may have changed."""
        current = self._desk.passage
        if current is None or current.annotation_id in touched:
            return
        if self._beside & touched or any(passage.span == current.span for passage in came):
            self._show_codes(current)

    def _show(self) -> None:
        passage = self._desk.passage
        self.comment.show_passage(passage)
        for widget in (self._quote, self._where, self._comment_title, self.comment, self._who):
            widget.setVisible(passage is not None)
        self._remove.setVisible(passage is not None and self._desk.is_own(passage))
        if passage is not None:
            colour = passage.codes[0].colour if passage.codes else None
            self._quote.show_text(turned(self._desk.text, passage.start, passage.end), colour)
            where = wording.place_words(self._desk.place_of(passage.span))
            self._where.setText(where)
            self._where.setVisible(bool(where))
            self._who.setText(_who(passage))
            own = self._desk.is_own(passage)
            told = _("Comment by {coder}; only {coder} can change it").format(coder=passage.coder)
            self._comment_title.setText(_("Comment") if own else told)
        self._show_codes(passage)
        self._show_hint()

    def _show_hint(self) -> None:
        self._hint.setVisible(self._desk.passage is None)
        if self._desk.document is None:
            self._hint.setText(_("Open a text, and what you select in it is shown here."))
        elif self._desk.span is not None:
            told = _("Press {keys} to code the selected words.") if self._keys else _("Give the selected words a code.")
            self._hint.setText(told.format(keys=self._keys))
        else:
            self._hint.setText(_("Select words in the text to code them, or click a passage to see its codes."))

    def _show_codes(self, passage: Passage | None) -> None:
        for chip in self._changeable:
            chip.write_down()
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
        self._changeable = []
        if passage is None:
            return
        self._shown = QWidget()
        column = panel_layout(self._shown)
        column.setSpacing(theme.UNIT)
        own = self._desk.is_own(passage)
        mine = [code for code in passage.codes if own and code.coder_id == passage.coder_id]
        if mine:
            column.addWidget(self._chip_group(mine, changeable=self._live.project.store.writable))
        elif own:
            told = _("No code yet. Press {keys} to give it one.") if self._keys else _("No code yet.")
            column.addWidget(plain_label(told.format(keys=self._keys), quiet=True))
        for coder, others in self._others(passage, mine).items():
            column.addSpacing(theme.UNIT)
            column.addWidget(plain_label(_("Coded by {coder}").format(coder=coder), quiet=True))
            column.addWidget(self._chip_group(others, changeable=False))
        self._chips.addWidget(self._shown)

    def _others(self, passage: Passage, mine: list[PassageCode]) -> dict[str, list[PassageCode]]:
        """The codes that others gave to exactly these words, by coder."""
        passages = self._desk.passages
        first = bisect_left(passages, passage.start, key=_start)
        beginning = takewhile(lambda other: other.start == passage.start, islice(passages, first, None))
        here = (other for other in beginning if other.end == passage.end and other != passage)
        same = [passage, *filter(self._desk.focus.shows, here)]
        self._beside = {other.annotation_id for other in same[1:]}
        found = [code for place in same for code in place.codes if code not in mine]
        if not found:
            return {}
        with self._live.read() as session:
            names = dict(coders.rows(session))
        grouped: dict[str, list[PassageCode]] = {}
        for code in found:
            grouped.setdefault(names[code.coder_id], []).append(code)
        return grouped

    def _chip_group(self, found: Iterable[PassageCode], *, changeable: bool) -> QWidget:
        group = QWidget()
        flow = FlowLayout()
        group.setLayout(flow)
        for code in found:
            chip = CodeChip(code, self._live.book.path(code.code_id), changeable=changeable)
            chip.remove_wanted.connect(self._desk.pen.remove_coding, Qt.ConnectionType.QueuedConnection)
            chip.weighed.connect(self._on_weighed)
            self._live.leaving.connect(chip.write_down)
            self._desk.leaving.connect(chip.write_down)
            chip.menu_wanted.connect(self.menu_wanted)
            flow.addWidget(chip)
            if changeable:
                self._changeable.append(chip)
        return group


class _Quote(QWidget):
    """The words of a passage beside a bar in the colour of its first code."""

    def __init__(self) -> None:
        super().__init__()
        self._colour: str | None = None
        self._words: QLabel = plain_label(selectable=True)
        self._words.setAccessibleName(_("Words of the passage"))
        inside = panel_layout(self)
        inside.setContentsMargins(theme.MARGIN - theme.UNIT, 0, 0, 0)
        inside.addWidget(self._words)

    def show_text(self, words: str, colour: str | None) -> None:
        """Show other words; without a colour the bar steps back."""
        self._words.setText(words)
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.code_colour(self._colour or theme.look().outline))
        painter.drawRoundedRect(QRectF(0, 0, 3, self.height()), 1.5, 1.5)


def quoted(text: str, start: int, end: int) -> str:
    """The passage `[start, end)` in code points, shortened between letters when it is long."""
    cut = min(end, start + QUOTED)
    lines = text[start:cut].split("\n")
    if len(lines) > QUOTED_LINES:
        cut = start + len("\n".join(lines[:QUOTED_LINES]))
    if cut == end:
        return text[start:end]
    cut = max(start, snap(text, start, cut)[1])
    return text[start:cut].rstrip() + " …"


def turned(text: str, start: int, end: int) -> str:
    """What `quoted` gives, with a mark before it where it would else run against the direction of its paragraph.

    A paragraph runs as its first strong character says (https://www.unicode.org/reports/tr9/, rules P2 and P3).
    """
    words = quoted(text, start, end)
    paragraph = text[text.rfind("\n", 0, start) + 1 : end]
    if not has_right_to_left(paragraph) or _mark(words) == _mark(paragraph):
        return words
    return _mark(paragraph) + words


def _mark(text: str) -> str:
    """The mark that turns a line the way this text runs; nothing where no character says which."""
    return next((MARKS[strong] for strong in map(bidirectional, text) if strong in MARKS), "")


def _start(passage: Passage) -> int:
    return passage.start


def _who(passage: Passage) -> str:
    made = _("{coder}, {time}").format(coder=passage.coder, time=wording.local_time(passage.created))
    if passage.modified == passage.created:
        return made
    return made + "\n" + _("Changed {time}").format(time=wording.local_time(passage.modified))
