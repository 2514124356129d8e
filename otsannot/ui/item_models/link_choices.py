"""What a link can lead to: codes and documents at once, memos and passages as they are found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from otsannot.i18n import _
from otsannot.model.links import Target, quoted
from otsannot.model.memos import heading_of
from otsannot.store import link_targets, memos
from otsannot.text.matching import fold, ranked, score
from otsannot.ui import theme
from otsannot.ui.desk import Desk
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.memo_delegate import SYMBOLS
from otsannot.ui.item_models.row_delegate import RowDelegate, draw_line, draw_swatch
from otsannot.ui.item_models.shown_rows import Index, Role, ShownRows

AT_ONCE = 6
"""So many codes and so many documents are offered."""
FOUND_AT_MOST = 40
"""So many memos and passages are looked for."""
SECONDS_AT_ONCE = 0.008
SECONDS_AT_MOST = 2.0
"""How long is looked before the window gets its turn again, and in all."""


SHARE_OF_LABEL = 0.7
"""A label takes no more of its row where something stands beside it."""


class Choice(NamedTuple):
    """Something to link to: what the link shows, where it leads, and what else tells it from others."""

    target: Target
    label: str
    aside: str = ""
    colour: str = ""


class LinkChoices(ShownRows[Choice]):
    """The choices for what is typed, the best first; what takes time to find is added as it comes."""

    grown = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._live = desk.live
        self._code_choices: dict[int, Choice] = {}
        self._names: dict[str, list[Choice]] = {}
        self._search: Iterator[Choice | None] = iter(())
        self._spent = 0.0
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._look)

    def find(self, query: str) -> None:
        """Offer what answers a query; for an empty one the current passage, its codes and its document."""
        self.show_rows(self._at_once(query))
        self._spent = 0.0
        self._search = self._slowly(fold(query).split()) if query.strip() else iter(())
        self._turn.start()

    def stop(self) -> None:
        """Look no further, and read all names anew the next time."""
        self._turn.stop()
        self._search = iter(())
        self._code_choices = {}
        self._names.clear()

    def exact(self, name: str) -> Choice | None:
        """The one code, document or case that has just this name or path."""
        known = [*self._codes().values(), *self._named("document"), *self._named("case")]
        found = [choice for choice in known if choice.label == name]
        return found[0] if len(found) == 1 else None

    def words(self, row: Choice) -> tuple[str, ...]:
        return row.label, _kind(row.target.noun), row.aside

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if role == Role.ToolTipRole and index.isValid():
            choice = self.choice(index)
            return wording.tooltip(choice.label, choice.aside)
        return super().data(index, role)

    def _at_once(self, query: str) -> Iterator[Choice]:
        """What is known by its name; the current passage before it, or after it when a query looks for a name."""
        passage = self._current_passage()
        words = fold(query).split()
        if passage is not None and not words:
            yield passage
        codes = self._codes()
        order = [row.id for row in self._live.code_index.ranked(query)] if words else self._near_codes()
        answers = (codes[code_id] for code_id in order if code_id in codes)
        # A code may also answer by its definition; here it is meant by its name.
        yield from islice((code for code in answers if not words or score(query, code.label) is not None), AT_ONCE)
        for kind in ("document", "case"):
            named = self._named(kind)
            yield from (ranked(query, named, _label) if words else self._near(named))[:AT_ONCE]
        if passage is not None and words and _holds(passage.label, words):
            yield passage

    def _slowly(self, words: list[str]) -> Iterator[Choice | None]:
        """Memos and passages that hold the words, None for each that does not; the open document first."""
        with self._live.read() as session:
            beginnings = memos.beginnings(session)
            places = link_targets.annotated_documents(session)
        for guid, title, beginning in beginnings:
            heading = heading_of(title, beginning)
            yield Choice(Target("memo", guid), heading) if heading and _holds(heading, words) else None
        here = None if self._desk.document is None else self._desk.document.id
        passage = self._current_passage()
        for document_id, name in sorted(places, key=lambda place: place[0] != here):
            text = self._desk.text if document_id == here else None
            with self._live.read() as session:
                quotes = list(link_targets.quotes(session, document_id, text))
            for quote in quotes:
                target = Target("annotation", quote.guid)
                if _holds(quote.words, words) and (passage is None or target != passage.target):
                    yield Choice(target, quoted(quote.words), f"{name} · {quote.coder}")
                else:
                    yield None

    def _look(self) -> None:
        """Look for as long as nobody notices, and go on at the next turn."""
        begun = perf_counter()
        fresh: list[Choice] = []
        for found in self._search:
            if found is not None:
                fresh.append(found)
            if perf_counter() - begun > SECONDS_AT_ONCE:
                self._turn.start()
                break
        self._spent += perf_counter() - begun
        room = FOUND_AT_MOST + 2 * AT_ONCE - len(self._rows)
        if fresh and room > 0:
            last = len(self._rows)
            self.beginInsertRows(QModelIndex(), last, last + len(fresh[:room]) - 1)
            self._rows.extend(fresh[:room])
            self.endInsertRows()
            self.grown.emit()
        if self._spent > SECONDS_AT_MOST or room <= len(fresh):
            self._turn.stop()

    def _current_passage(self) -> Choice | None:
        passage, document = self._desk.passage, self._desk.document
        if passage is None or document is None:
            return None
        with self._live.read() as session:
            target = link_targets.target(session, "annotation", passage.annotation_id)
        words = quoted(self._desk.text[passage.start : min(passage.end, passage.start + link_targets.LOOKED_AT)])
        return None if target is None else Choice(target, words, _("The current passage"))

    def _codes(self) -> dict[int, Choice]:
        """Every code by its number."""
        book = self._live.book
        if not self._code_choices:
            with self._live.read() as session:
                found = link_targets.targets(session, "code")
            known = {number: row for number, row in book.by_id.items() if number in found}
            self._code_choices = {n: Choice(found[n], book.path(n), "", row.colour) for n, row in known.items()}
        return self._code_choices

    def _near_codes(self) -> list[int]:
        passage = self._desk.passage
        here = [code.code_id for code in passage.codes] if passage is not None else []
        return list(dict.fromkeys([*here, *self._desk.pen.recent_codes]))

    def _named(self, kind: str) -> list[Choice]:
        """Every document, or every case, by name."""
        if kind not in self._names:
            with self._live.read() as session:
                self._names[kind] = [Choice(target, name) for name, target in link_targets.names(session, kind)]
        return self._names[kind]

    def _near(self, named: list[Choice]) -> list[Choice]:
        here = "" if self._desk.document is None else self._desk.document.guid
        return [choice for choice in named if choice.target.guid == here]


class LinkChoiceDelegate(RowDelegate):
    """The sign of the kind, or the colour of a code; the label; and what tells it from others, stepping back."""

    def __init__(self, model: LinkChoices, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def draw(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        choice = self._model.choice(index)
        rect = rect.adjusted(theme.UNIT, 0, 0, 0)
        if choice.colour:
            draw_swatch(painter, rect.left() + 2, rect, choice.colour)
        else:
            sign = QRect(rect.left(), rect.top(), theme.ICON_SMALL, rect.height())
            icon(SYMBOLS[choice.target.noun]).paint(painter, sign)
        rest = rect.adjusted(theme.ICON_SMALL + theme.GAP, 0, 0, 0)
        label = QRect(rest)
        if choice.aside:
            label.setWidth(round(SHARE_OF_LABEL * rest.width()))
        used = draw_line(painter, label, choice.label, painter.font(), QColor(theme.look().text))
        rest.setLeft(rest.left() + used + theme.GAP)
        draw_line(painter, rest, choice.aside, painter.font(), QColor(theme.look().quiet))


def _label(choice: Choice) -> str:
    return choice.label


def _holds(text: str, words: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def _kind(noun: str) -> str:
    kinds = {
        "code": _("code"), "document": _("document"), "case": _("case"), "memo": _("memo"), "annotation": _("passage"),
    }  # fmt: skip
    return kinds[noun]
