"""One memo, to write and to read: its title, what it is about, its text and how that reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QWidget

from otsannot.i18n import _
from otsannot.model.code_tree import SEPARATOR
from otsannot.model.links import links, relabelled
from otsannot.model.memos import PROJECT, Subject
from otsannot.model.nouns import Annotation, Case, Code, Document, Memo
from otsannot.store import Change, link_targets, memos
from otsannot.store.coders import ensure_coder
from otsannot.store.link_targets import Place
from otsannot.store.memos import MemoRow
from otsannot.ui import theme
from otsannot.ui.choosing.link_popup import LinkPopup
from otsannot.ui.desk import Desk
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.item_models.memo_delegate import SYMBOLS
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.memo_preview import MemoPreview
from otsannot.ui.panels.memo_text import MemoText
from otsannot.ui.panels.memo_title import TitleLine
from otsannot.ui.panels.parts import Elided, hairline, named_menu, panel_layout, tool_button

MILLISECONDS_OF_PAUSE = 2000
MILLISECONDS_BEFORE_PREVIEW = 250
WIDE = 640
"""From so many pixels on the preview stands beside the text, and not in its place."""

LONGEST_NAME = 40
"""So many code points of the name of what a memo is about are shown."""
INSET = theme.MARGIN - theme.UNIT
"""How far everything stands from the left edge, in pixels."""

Nearby = Callable[[], Iterable[tuple[Subject, str]]]
"""What a memo could be about, here and now, with its name."""


class Typed(NamedTuple):
    """What stands in the fields."""

    title: str
    text: str


class _Before(NamedTuple):
    """What stood there before the edit of a revision; `begun` is what the memo is about that this edit began."""

    revision: int
    typed: Typed
    begun: Subject | None


class MemoEditor(QWidget):
    """Each pause in typing makes one edit. What is begun is no memo before something is typed.

    Typing is undone in the field first. When that leads back to what stood there before the last edit, the edit is
    undone with it.
    """

    begun = Signal(int)
    """What was begun has become a memo: its number."""
    link_wanted = Signal(object)
    """A link shall be followed: its Target."""
    subject_wanted = Signal(object)
    """What the memo is about shall be shown: its Subject."""
    remove_wanted = Signal()

    def __init__(self, live: LiveProject, desk: Desk, nearby: Nearby) -> None:
        super().__init__()
        self._live = live
        self._desk = desk
        self._nearby = nearby
        self._row: MemoRow | None = None
        self._draft: Subject | None = None
        self._stored = Typed("", "")
        self._revision = 0
        self._before: _Before | None = None
        self.title = TitleLine()
        self.about = QToolButton()
        self._facts = theme.quiet(Elided())
        self.text = MemoText(LinkPopup(desk, self))
        self.preview = MemoPreview()
        self.preview_button = QToolButton()
        self._sides = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self._pause = QTimer(self, singleShot=True, interval=MILLISECONDS_OF_PAUSE)
        self._before_preview = QTimer(self, singleShot=True, interval=MILLISECONDS_BEFORE_PREVIEW)
        self._build()
        self._connect()

    @property
    def memo_id(self) -> int | None:
        """The memo that is shown; None for one that is begun, and for none."""
        return None if self._row is None else self._row.id

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a memo nor one that is begun."""
        return self._row is None and self._draft is None

    def show_memo(self, row: MemoRow | None) -> None:
        """Show another memo, or none; what is typed is written down before."""
        self.flush()
        self._draft = self._before = None
        self._show(row)
        self.text.document().clearUndoRedoStacks()

    def begin(self, subject: Subject) -> None:
        """Begin a memo."""
        self.show_memo(None)
        self._draft = subject
        self._show(None)

    def flush(self) -> None:
        """Write down what was typed."""
        self._pause.stop()
        if not self._is_typed():
            return
        typed, stored, draft = self._typed(), self._stored, self._draft
        if self._before is not None and self._before.typed == typed and self._is_last(self._before.revision):
            self._take_back(typed, self._before.begun)
        elif self._row is not None:
            self._write(self._row.id, typed)
            self._before = _Before(self._revision, stored, None)
        elif draft is not None:
            self._add(draft, typed)
            self._before = _Before(self._revision, stored, draft)

    def refresh_labels(self) -> None:
        """Let the links show what their targets are called now."""
        text = self.text.note()
        with self._live.read() as session:
            names = link_targets.labels(session, (link.target for link in links(text)), self._live.book)
        fresh = relabelled(text, names)
        if fresh == text:
            self._desk.said.emit(_("Every link in this memo shows the name of today."))
        else:
            self.text.set_note(fresh)
            self.flush()

    def set_preview(self, is_on: bool) -> None:
        """Show how the memo reads, or only what is typed."""
        self.preview_button.setChecked(is_on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        column = panel_layout(self)
        head = QHBoxLayout()
        head.setContentsMargins(INSET, theme.UNIT, theme.GAP, 0)
        head.setSpacing(theme.UNIT)
        self.preview_button.setIcon(icon("preview"))
        self.preview_button.setCheckable(True)
        self.preview_button.setAccessibleName(_("Preview"))
        more = tool_button("more", _("More about this memo"), lambda: None)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = named_menu(_("More"), more)
        self._menu.aboutToShow.connect(self._fill_menu)
        more.setMenu(self._menu)
        for widget in (self.preview_button, more):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head.addWidget(self.title, 1)
        head.addWidget(self.preview_button)
        head.addWidget(more)
        column.addLayout(head)
        facts = QHBoxLayout()
        facts.setContentsMargins(INSET - theme.UNIT, 0, theme.GAP, theme.UNIT)
        facts.setSpacing(theme.UNIT)
        self.about.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        facts.addWidget(self.about)
        facts.addWidget(self._facts, 1)
        column.addLayout(facts)
        column.addWidget(hairline())
        for side in (self.text, self.preview):
            side.document().setDocumentMargin(INSET)
            side.setStyleSheet("#memoText, #memoPreview { border: none; border-radius: 0; }")
            self._sides.addWidget(side)
        self._sides.setHandleWidth(1)
        column.addWidget(self._sides, 1)
        self.setFocusProxy(self.text)
        self._show(None)

    def _connect(self) -> None:
        self.title.textEdited.connect(self._on_typed)
        self.title.editingFinished.connect(self.flush)
        self.title.left_downwards.connect(self.text.setFocus)
        self.title.done.connect(self._on_done)
        self.text.textChanged.connect(self._on_typed)
        self.text.left.connect(self.flush)
        self.text.done.connect(self._on_done)
        self.text.link_wanted.connect(self.link_wanted)
        self.preview.link_wanted.connect(self.link_wanted)
        self.preview_button.toggled.connect(self._arrange)
        self.about.clicked.connect(self._show_subject)
        self._pause.timeout.connect(self.flush)
        self._before_preview.timeout.connect(self._show_links)
        self._live.leaving.connect(self.flush)
        self._live.changed.connect(self._on_changed)
        self._live.coder_changed.connect(self._show_facts)

    def _typed(self) -> Typed:
        return Typed(self.title.text(), self.text.note())

    def _is_typed(self) -> bool:
        return not self.is_empty and self._typed() != self._stored

    def _write(self, memo_id: int, typed: Typed) -> None:
        with self._live.edit(_("Write memo")) as edit:
            memos.write_memo(edit, memo_id, typed.text, title=typed.title)
        self._stored = typed
        self._reread(memo_id)

    def _add(self, subject: Subject, typed: Typed) -> None:
        with self._live.edit(_("New memo")) as edit:
            coder_id = ensure_coder(edit, self._live.coder)
            memo_id = memos.add_memo(edit, coder_id, typed.text, title=typed.title, subject=subject)
        self._stored, self._draft = typed, None
        self._reread(memo_id)
        self.begun.emit(memo_id)

    def _is_last(self, revision: int) -> bool:
        """Whether nothing was done since, also in other windows."""
        self._live.project.store.catch_up()
        return self._revision == revision

    def _take_back(self, typed: Typed, begun: Subject | None) -> None:
        """Undo the last edit, whose typing was undone in the field: history has no steps to and fro."""
        self._stored, self._before = typed, None
        if begun is not None:
            self._row, self._draft = None, begun
        self._live.undo()
        self._show_facts()

    def _on_typed(self) -> None:
        if self._is_typed():
            self._pause.start()
        self._before_preview.start()

    def _on_done(self) -> None:
        if not self._is_typed():  # or else it could not be written down
            self._desk.reading_wanted.emit()

    def _on_changed(self, change: Change) -> None:
        self._revision = change.revision
        if self._row is not None and change.touches(Memo, Document, Code, Case):
            self._reread(self._row.id)
        if change.touches(Memo, Document, Code, Case, Annotation):
            self._show_links()

    def _reread(self, memo_id: int) -> None:
        """Show what has become of the memo; what is being typed stays, and is kept even when the memo is gone."""
        with self._live.read() as session:
            row = next(iter(memos.rows_by_id(session, [memo_id], self._live.book)), None)
        if not self._is_typed():
            self._show(row)
        elif row is not None:
            self._row = row
            self._show_facts()
        else:
            self._row, self._draft, self._stored = None, PROJECT, Typed("", "")
            self._show_facts()
            self._desk.said.emit(_("The memo was removed; what you are typing is kept as a new one."))

    def _show(self, row: MemoRow | None) -> None:
        self._row = row
        title, text = ("", "") if row is None else (row.title, row.text)
        if title != self.title.text():
            self.title.setText(title)
            self.title.setCursorPosition(0)
        self.text.set_note(text)
        self._stored = self._typed()
        self._pause.stop()
        self._show_facts()
        self._show_links()

    def _show_facts(self) -> None:
        row, draft = self._row, self._draft
        own = row is None or row.coder == " ".join(self._live.coder.split())
        for field in (self.title, self.text):
            field.setReadOnly(not (own and self._live.project.store.writable))
        self.text.setPlaceholderText(_("Write Markdown; [[ links to a code, a text or a passage.") if own else "")
        subject = PROJECT if row is None else row.subject
        name = "" if row is None else row.about
        if draft is not None:
            subject = draft
            name = self._name(draft)
        self.about.setText(wording.shortened(name.rsplit(SEPARATOR, 1)[-1] or _("The project"), LONGEST_NAME))
        self.about.setToolTip(_("Go to what the memo is about: {name}").format(name=name or _("the project")))
        self.about.setIcon(icon(SYMBOLS[subject.noun]))
        self.about.setEnabled(subject != PROJECT)
        self._facts.setText("" if row is None else _who(row, own))
        self._facts.setToolTip(self._facts.text())

    def _name(self, subject: Subject) -> str:
        if subject.id is None:
            return ""
        with self._live.read() as session:
            return link_targets.label(session, Place(subject.noun, subject.id), self._live.book)

    def _show_links(self) -> None:
        """Strike the links that lead nowhere, and show how the text reads."""
        self._before_preview.stop()
        text = self.text.note()
        wanted = [link.target for link in links(text)]
        if wanted:
            with self._live.read() as session:
                gone = link_targets.gone(session, wanted)
        else:
            gone = frozenset()
        self.text.syntax.mark_gone(gone)
        if self.preview_button.isChecked():
            self.preview.show_text(text, gone)

    def _show_subject(self) -> None:
        subject = self._draft if self._row is None else self._row.subject
        if subject is not None:
            self.subject_wanted.emit(subject)

    def _arrange(self) -> None:
        is_on, is_wide = self.preview_button.isChecked(), self.width() >= WIDE
        if is_on and self.preview.isHidden():
            self.preview.show_text(self.text.note(), self.text.syntax.gone)
        had_focus = self.text.hasFocus()
        self.preview.setVisible(is_on)
        self.text.setVisible(is_wide or not is_on)
        self.setFocusProxy(self.preview if is_on and not is_wide else self.text)
        if had_focus and not self.text.isVisible():
            self.preview.setFocus()

    def _fill_menu(self) -> None:
        self._menu.clear()
        row = self._row
        own = row is not None and not self.text.isReadOnly()
        self._menu.addAction(_("Refresh the names in links"), self.refresh_labels).setEnabled(own)
        places = self._menu.addMenu(_("Make it about"))
        places.setEnabled(own)
        for subject, name in self._nearby():
            entry = places.addAction(name.replace("&", "&&"), partial(self._move, subject))
            entry.setCheckable(True)
            entry.setChecked(row is not None and row.subject == subject)
        self._menu.addSeparator()
        self._menu.addAction(icon("delete"), _("Remove memo"), self.remove_wanted.emit).setEnabled(own)

    def _move(self, subject: Subject) -> None:
        self.flush()
        if self._row is not None:
            with self._live.edit(_("Move memo")) as edit:
                memos.move_memo(edit, self._row.id, subject)


def _who(row: MemoRow, own: bool) -> str:
    """By whom and when; the words for what is by another coder are those of comments."""
    time = wording.local_time(row.created)
    if not own:
        return _("Memo by {coder}; only {coder} can change it").format(coder=row.coder) + f" · {time}"
    made = _("{coder}, {time}").format(coder=row.coder, time=time)
    if row.modified == row.created:
        return made
    same_day = wording.local_date(row.modified) == wording.local_date(row.created)
    changed = wording.local_hour(row.modified) if same_day else wording.local_time(row.modified)
    return made + " · " + _("changed {time}").format(time=changed)
