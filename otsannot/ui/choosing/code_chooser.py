"""The choice of one code by a few letters: what others are merged into or put under, where passages go."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _
from otsannot.model.code_tree import split_path
from otsannot.ui import theme
from otsannot.ui.choosing.code_box import CodeBox
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.parts import plain_label


class CodeChooser(CodeBox):
    """A popup that asks one question; Enter answers it, Esc leaves all as it was."""

    chosen = Signal(int)
    named = Signal(object)
    """A code that is not there yet was named: the names of its path."""

    def __init__(
        self, live: LiveProject, question: str, parent: QWidget, *, without: Collection[int] = (), creates: bool = False
    ) -> None:
        self._without = without
        self._creates = creates
        super().__init__(live, question, parent)
        self.setObjectName("codeChooser")
        title = theme.heading(plain_label(question))
        title.setContentsMargins(theme.MARGIN - theme.UNIT, theme.GAP, theme.MARGIN - theme.UNIT, 0)
        self.column.insertWidget(0, title)
        if not creates:
            self.line.setPlaceholderText(_("A few letters of the code"))

    def find_rows(self) -> None:
        self.model.find(self.line.text(), self._live.code_index, [], without=self._without, creates=self._creates)

    def accept(self) -> None:
        """Give the code that is highlighted as the answer."""
        index = self.list.currentIndex()
        if not index.isValid():
            return
        code = self.model.choice(index).code
        self.close()
        if code is None:
            self.named.emit(split_path(self.line.text()))
        else:
            self.chosen.emit(code.id)

    def hint_text(self) -> str:
        index = self.list.currentIndex()
        if not index.isValid():
            return _("No code answers these letters.")
        code = self.model.choice(index).code
        return _("A new code; “ > ” puts it under another.") if code is None else code.brief_definition
