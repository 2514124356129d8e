"""A memo as it reads: Markdown in type, links that lead into the study, and nothing fetched from anywhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from otsannot.i18n import _
from otsannot.model.links import Target, target_of
from otsannot.ui import theme

_BLANK = QImage(1, 1, QImage.Format.Format_ARGB32)
_BLANK.fill(0)
_DIALECT = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class MemoPreview(QTextBrowser):
    """Shows Markdown; `link_wanted` says which link was followed, by mouse or by Enter."""

    link_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("memoPreview")
        self.setAccessibleName(_("Memo as it reads"))
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self._text = ""
        self._gone: frozenset[Target] = frozenset()
        self.anchorClicked.connect(self._follow)

    def show_text(self, text: str, gone: frozenset[Target]) -> None:
        """Show another text; links to what is gone are struck."""
        if (text, gone) != (self._text, self._gone):
            self._text, self._gone = text, gone
            self._render()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A blank dot: an image in a memo is neither read from the disk nor fetched from the network.

        Where nothing at all is given, Qt itself looks for a file.
        """
        return _BLANK

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._text:
            self._render()

    def _render(self) -> None:
        scroll = self.verticalScrollBar().value()
        # A line break that was typed is one that is meant, and an image is but its name.
        self.document().setMarkdown(self._text.replace("\n", "  \n").replace("![", "["), _DIALECT)
        block = self.document().begin()
        while block.isValid():
            self._shape(block)
            block = block.next()
        self.verticalScrollBar().setValue(scroll)

    def _shape(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        shape = QTextBlockFormat()
        shape.setLineHeight(130, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
        if block.blockFormat().headingLevel():
            shape.setTopMargin(theme.GAP)
            shape.setBottomMargin(theme.UNIT)
        cursor.mergeBlockFormat(shape)
        for fragment in _fragments(block):
            form = QTextCharFormat()
            if block.blockFormat().headingLevel():
                form.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 0)
            if fragment.charFormat().isAnchor():
                self._shape_link(form, fragment.charFormat().anchorHref())
            cursor.setPosition(fragment.position())
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(form)

    def _shape_link(self, form: QTextCharFormat, address: str) -> None:
        is_gone = target_of(address) in self._gone
        form.setForeground(QColor(theme.look().quiet if is_gone else theme.look().accent))
        form.setFontStrikeOut(is_gone)
        form.setFontUnderline(not is_gone)

    def _follow(self, url: QUrl) -> None:
        target = target_of(url.toString())
        if target is not None:
            self.link_wanted.emit(target)
        elif url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    """The stretches of a paragraph that have one format each."""
    found: list[QTextFragment] = []
    at = block.begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found
