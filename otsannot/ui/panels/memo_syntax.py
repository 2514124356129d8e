"""Lets Markdown show what it means while it is typed: headings, emphasis, lists, quotations and links, calmly."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from otsannot.model.links import Target, links
from otsannot.ui import theme
from otsannot.ui.offsets import Offsets

SMALL_POINTS = 5
"""The size of what a link leads to, which is there to be carried along and not to be read."""

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s.*$")
_MARK = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)]|>)(?=\s)")
_STRONG = re.compile(r"(?<![\\*])(\*\*)(?=\S)(.+?)(?<=\S)\*\*")
_STRESSED = re.compile(r"(?<![\\*\w])(\*)(?=[^\s*])([^*]+?)(?<=\S)\*(?!\*)")
_PLAIN_CODE = re.compile(r"(`+)(?=[^`])(.+?)\1(?!`)")


class MemoSyntax(QSyntaxHighlighter):
    """Formats one paragraph at a time; no character is changed or hidden."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.gone: frozenset[Target] = frozenset()
        """Targets of links that are no longer in the study."""

    def mark_gone(self, gone: frozenset[Target]) -> None:
        """Say which links lead nowhere."""
        if gone != self.gone:
            self.gone = gone
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        if not text.strip():
            return
        self._offsets = Offsets(text)
        quiet = _coloured(theme.look().quiet)
        heading = _HEADING.match(text)
        if heading is not None:
            self._paint(0, len(text), _bold())
            self._paint(heading.start(1), heading.end(1), quiet)
        mark = _MARK.match(text)
        if mark is not None:
            self._paint(mark.start(), mark.end(), _coloured(theme.look().accent))
        for pattern, inside in ((_STRONG, _bold()), (_STRESSED, _italic()), (_PLAIN_CODE, QTextCharFormat())):
            for found in pattern.finditer(text):
                self._paint(*found.span(2), inside)
                self._paint(found.start(), found.start(2), quiet)
                self._paint(found.end(2), found.end(), quiet)
        for link in links(text):
            self._paint(link.start, link.start + 1, quiet)
            self._paint(link.start + 1, link.end_of_label, _link(link.target in self.gone))
            self._paint(link.end_of_label, link.end, _small())

    def _paint(self, start: int, end: int, form: QTextCharFormat) -> None:
        """Add a format to what the code points `[start, end)` have."""
        first, last = self._offsets.to_qt(start), self._offsets.to_qt(end)
        for at in range(first, last):
            merged = QTextCharFormat(self.format(at))
            merged.merge(form)
            self.setFormat(at, 1, merged)


def _bold() -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.DemiBold)
    return form


def _italic() -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontItalic(True)
    return form


def _coloured(colour: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(colour))
    return form


def _small() -> QTextCharFormat:
    form = _coloured(theme.look().disabled)
    form.setFontPointSize(SMALL_POINTS)
    return form


def _link(is_gone: bool) -> QTextCharFormat:
    form = _coloured(theme.look().quiet if is_gone else theme.look().accent)
    form.setFontStrikeOut(is_gone)
    form.setFontUnderline(not is_gone)
    return form
