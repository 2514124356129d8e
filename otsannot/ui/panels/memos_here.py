"""The memos that concern what the reader stands on: the passage, its codes, the document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from otsannot.i18n import _, ngettext
from otsannot.model.links import Target
from otsannot.model.memos import PROJECT, Subject
from otsannot.model.nouns import Case, CaseMember, Code
from otsannot.store import Change, cases, link_targets, memos
from otsannot.store.memos import MemoRow
from otsannot.ui import theme
from otsannot.ui.desk import Desk
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.memo_index import MemoIndex
from otsannot.ui.item_models.memo_list import facts, named
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.parts import hairline, heading_row, named_menu, panel_layout, plain_label, tool_button

SHOWN_AT_MOST = 6
"""So many memos are named for one reason."""


class Reason(NamedTuple):
    """Why some memos stand here, in words, and which they are."""

    words: str
    memo_ids: set[int]


class MemosHere(QWidget):
    """One button for each memo, under the reason why it stands here; each memo stands here once."""

    open_wanted = Signal(int)
    """A memo shall be shown: its number."""
    new_wanted = Signal(object)
    """A memo about a Subject shall be begun."""
    new_on_passage_wanted = Signal()
    """A memo that links to the current passage shall be begun."""

    def __init__(self, live: LiveProject, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("memosHere")
        self._live = live
        self._desk = desk
        self._index = MemoIndex(live, self)
        self._content: QWidget | None = None
        self._new = tool_button("add", _("New memo"), lambda: None)
        self._new.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = named_menu(_("New memo"), self._new)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._new.setMenu(self._menu)
        self._column = panel_layout(self)
        self._column.setSpacing(theme.UNIT)
        self._column.addWidget(hairline())
        head = heading_row(plain_label(_("Memos")), self._new)
        head.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._none = plain_label(quiet=True)
        self._column.addWidget(self._none)
        # Several signals come with one step of the reader.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)
        for signal in (desk.document_changed, desk.passage_changed, self._index.changed):
            signal.connect(self._soon.start)
        live.changed.connect(self._on_changed)
        self._show()

    @property
    def are_there(self) -> bool:
        """Whether the study has memos at all."""
        return self._index.count > 0

    def _on_changed(self, change: Change) -> None:
        if change.touches(Case, CaseMember, Code):
            self._soon.start()

    def _show(self) -> None:
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
            self._content = None
        self.setVisible(self._desk.document is not None)
        named_already: set[int] = set()
        content = QWidget()
        column = panel_layout(content)
        for words, memo_ids in self._reasons():
            fresh = memo_ids - named_already
            if fresh:
                named_already |= fresh
                self._add_reason(column, words, fresh)
        on_passage = _("None on this text, nor on the passage and its codes.")
        self._none.setText(_("None on this text.") if self._desk.passage is None else on_passage)
        self._none.setVisible(not named_already)
        self._content = content
        self._column.addWidget(content)

    def _reasons(self) -> Iterator[Reason]:
        """Why memos concern what the reader stands on, the closest first."""
        document, passage = self._desk.document, self._desk.passage
        if document is None:
            return
        if passage is not None:
            if self._index.has_links:
                with self._live.read() as session:
                    target = link_targets.target(session, "annotation", passage.annotation_id)
                    codes = {code.code_id: link_targets.target(session, "code", code.code_id) for code in passage.codes}
                yield Reason(_("Link to this passage"), self._linking(target))
            else:
                codes = {code.code_id: None for code in passage.codes}
            for code_id, target in codes.items():
                about = self._index.about(Subject("code", code_id))
                name = self._live.book.by_id[code_id].name
                yield Reason(_("On {name}").format(name=name), about | self._linking(target))
        for case_id, name in self._cases(document.id):
            yield Reason(_("On {name}").format(name=name), self._index.about(Subject("case", case_id)))
        target = Target("document", document.guid)
        yield Reason(_("On this text"), self._index.about(Subject("document", document.id)) | self._linking(target))

    def _cases(self, document_id: int) -> list[tuple[int, str]]:
        with self._live.read() as session:
            return cases.of_document(session, document_id)

    def _linking(self, target: Target | None) -> set[int]:
        return set() if target is None else self._index.linking(target)

    def _add_reason(self, column: QVBoxLayout, words: str, memo_ids: set[int]) -> None:
        with self._live.read() as session:
            rows = memos.rows_by_id(session, memo_ids, self._live.book)
        column.addWidget(plain_label(words, quiet=True))
        for row in rows[::-1][:SHOWN_AT_MOST]:
            button = _MemoButton(row)
            button.clicked.connect(partial(self.open_wanted.emit, row.id))
            column.addWidget(button)
        if len(rows) > SHOWN_AT_MOST:
            more = ngettext("and {count} more", "and {count} more", len(rows) - SHOWN_AT_MOST)
            column.addWidget(plain_label(more, quiet=True))
        column.addSpacing(theme.UNIT)

    def _fill_menu(self) -> None:
        """Offer a memo about everything the reader stands on."""
        self._menu.clear()
        document, passage = self._desk.document, self._desk.passage
        if passage is not None:
            self._menu.addAction(icon("quote"), _("About this passage"), self.new_on_passage_wanted.emit)
            for code in {code.code_id: code for code in passage.codes}.values():
                text = _("About the code {name}").format(name=code.name.replace("&", "&&"))
                subject = Subject("code", code.code_id)
                self._menu.addAction(icon("code"), text, partial(self.new_wanted.emit, subject))
        if document is not None:
            for case_id, name in self._cases(document.id):
                text = _("About the case {name}").format(name=name.replace("&", "&&"))
                self._menu.addAction(icon("case"), text, partial(self.new_wanted.emit, Subject("case", case_id)))
            subject = Subject("document", document.id)
            self._menu.addAction(icon("document"), _("About this text"), partial(self.new_wanted.emit, subject))
        self._menu.addAction(icon("memo"), _("About the project"), partial(self.new_wanted.emit, PROJECT))


class _MemoButton(QToolButton):
    """The name of a memo, shortened to the room there is."""

    def __init__(self, row: MemoRow) -> None:
        super().__init__()
        self._name = named(row)
        self.setIcon(icon("memo"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)
        self.setStyleSheet("QToolButton { text-align: left; }")
        self.setAccessibleName(", ".join((self._name, *facts(row))))
        self.setToolTip(wording.tooltip(self._name, " · ".join(facts(row))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - theme.ICON_SMALL - 5 * theme.UNIT
        shown = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
