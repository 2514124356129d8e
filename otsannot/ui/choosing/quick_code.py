"""The quick-code box: a few letters and Enter give the selection a code."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from otsannot.i18n import _, ngettext
from otsannot.model.code_tree import split_path
from otsannot.store import codes
from otsannot.ui.choosing.code_box import CodeBox
from otsannot.ui.desk import Desk
from otsannot.ui.live_project import LiveProject

LONGEST_PART = 100
"""So many characters are shown of each part of a definition."""


class QuickCode(CodeBox):
    """A popup under the selection: Enter applies, Tab or Ctrl+Enter ticks several, Esc leaves all as it was."""

    hint_lines = 7

    def __init__(self, live: LiveProject, desk: Desk, parent: QWidget | None = None) -> None:
        self._searched = False
        self._desk = desk
        super().__init__(live, _("Code the selection"), parent, kept=True)
        self.setObjectName("quickCode")

    def open_at(self, place: QRect) -> None:
        if self._desk.target() is None:
            self._desk.said.emit(_("Select a passage first."))
            return
        self._searched = False
        super().open_at(place)

    def find_rows(self) -> None:
        book = self._live.book
        folders = {row.id for row in book.by_id.values() if row.is_folder}
        self.model.find(self.line.text(), self._live.code_index, self._desk.pen.recent_codes, without=folders)

    def search(self) -> None:
        self._searched = True
        super().search()

    def tick(self) -> None:
        """Tick or untick what is highlighted."""
        index = self.list.currentIndex()
        if index.isValid():
            self.model.toggle(index)
            self._searched = False
            self.line.selectAll()
            self.tell_row()

    def take_clicked(self) -> None:
        """A click wants the row it hits, like a search for it."""
        self._searched = True
        self.accept()

    def accept(self) -> None:
        """Apply what is ticked and what was searched for."""
        chosen, path = self._wanted()
        if chosen or path:
            self.close()
        if path:
            self._desk.pen.apply_path(path, chosen)
        elif chosen:
            self._desk.pen.apply_codes(chosen)

    def hint_text(self) -> str:
        index, text = self.list.currentIndex(), ""
        if index.isValid():
            code = self.model.choice(index).code
            text = _("A new code; “ > ” puts it under another.") if code is None else self._meaning(code.id)
        if self.model.ticked:
            chosen, path = self._wanted()
            count = len(chosen) + bool(path)
            text = ngettext("Enter applies {count} code.", "Enter applies {count} codes.", count) + " " + text
        return text

    def _meaning(self, code_id: int) -> str:
        """What decides whether a code fits, each part on a paragraph of its own."""
        with self._live.read() as session:
            means = codes.definition(session, code_id)
        parts = [
            means.brief_definition,
            means.when_to_use and _("When to use: {text}").format(text=means.when_to_use),
            means.when_not_to_use and _("When not to use: {text}").format(text=means.when_not_to_use),
        ]
        shown = [shorten(part, LONGEST_PART, placeholder=" …") for part in parts if part]
        return "\n".join(shown) or _("Not defined yet.")

    def _wanted(self) -> tuple[list[int], list[str]]:
        """The known codes that Enter applies, and the path of the one it makes.

        Those are what is ticked, and what is highlighted if nothing is, or if it was searched for since.
        """
        index, ticked = self.list.currentIndex(), self.model.ticked
        if not index.isValid() or (ticked and not self._searched):
            return ticked, []
        code = self.model.choice(index).code
        if code is None:
            return ticked, split_path(self.line.text())
        return list(dict.fromkeys([*ticked, code.id])), []
