"""The status bar: what was just done, who codes, where the caret is, how much there is, and that all of it is saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QToolButton, QWidget

from otsannot.i18n import _, ngettext
from otsannot.model.spans import Span
from otsannot.store import Change
from otsannot.store.documents import DocumentRow
from otsannot.store.info import Sizes, sizes
from otsannot.ui import theme
from otsannot.ui.desk import Desk
from otsannot.ui.item_models import wording
from otsannot.ui.layouts import row
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.parts import Elided

MILLISECONDS_OF_A_NOTICE = 12_000
MILLISECONDS_BEFORE_COUNTING = 200
LONGEST_PLACE = 60


class Notice(QWidget):
    """A sentence about what was just done, which goes away by itself, with one action that follows from it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._sentence = QLabel(self)
        self._sentence.setMinimumWidth(1)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._further = _button(self, Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._further.hide()
        layout = row(self)
        layout.setContentsMargins(theme.GAP, 0, 0, 0)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self._further)
        self._clock = QTimer(self, interval=MILLISECONDS_OF_A_NOTICE, singleShot=True)
        self._clock.timeout.connect(self.clear)

    @property
    def sentence(self) -> str:
        """What it says now."""
        return self._sentence.text()

    def say(self, sentence: str, further: QAction | None = None) -> None:
        """Say a sentence for some seconds, or as long as it offers an action."""
        self._sentence.setText(sentence)
        self._sentence.setToolTip(sentence)
        self._further.setVisible(further is not None)
        if further is None:
            self._clock.start()
        else:
            self._clock.stop()
            self._further.setDefaultAction(further)

    def pass_on(self) -> None:
        """Say nothing more of what is over; an action that is offered stays."""
        if self._clock.isActive():
            self.clear()

    def clear(self) -> None:
        """Say nothing."""
        self._clock.stop()
        self._sentence.clear()
        self._sentence.setToolTip("")
        self._further.hide()


class StatusBar(QStatusBar):
    """Listens to the project and the desk."""

    def __init__(self, live: LiveProject, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._live = live
        self._sizes: Sizes | None = None
        """Kept up by what changes tell: to count a million codings takes longer than a key press may."""
        self._desk = desk
        self.notice = Notice(self)
        self.coder = _button(self, Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._place, self._counts, self._saved = Elided(self), Elided(self), Elided(self)
        self.zoom = _button(self, Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._arrange()
        self._clock = QTimer(self, interval=MILLISECONDS_BEFORE_COUNTING, singleShot=True)
        self._clock.timeout.connect(self._count)
        live.changed.connect(self._on_changed)
        desk.document_changed.connect(self._on_document_changed)
        desk.caret_moved.connect(self._show_place)
        desk.structure_changed.connect(lambda: self._show_place(desk.caret))
        desk.said.connect(self.notice.say)
        desk.walked.connect(self.notice.pass_on)
        self._say_saved()
        self._count()

    @property
    def place(self) -> str:
        """Where the caret is, in words."""
        return self._place.text()

    @property
    def counts(self) -> str:
        """How much the study holds, in words."""
        return self._counts.text()

    def show_size(self, points: int) -> None:
        """Say how large the text is."""
        self.zoom.setText(_("{points} pt").format(points=points))

    def _arrange(self) -> None:
        self.addWidget(self.notice, 1)
        for name, widget in {
            _("Where the caret is"): self._place,
            _("How much the study holds"): self._counts,
            _("Whether everything is saved"): self._saved,
        }.items():
            widget.setToolTip(name)
            widget.setFont(theme.tabular(widget.font()))
            theme.quiet(widget).setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        for part in (self._place, self._counts, self._saved, self.coder, self.zoom):
            self.addPermanentWidget(part)

    def _say_saved(self) -> None:
        writable = self._live.project.store.writable
        self._saved.setText(_("All changes saved") if writable else _("Read-only"))

    def _on_changed(self, change: Change) -> None:
        self.notice.clear()
        if self._sizes is not None:
            self._sizes = self._sizes.after(change)
        self._clock.start()

    def _count(self) -> None:
        if self._sizes is None:
            with self._live.read() as session:
                self._sizes = sizes(session)
        held = self._sizes
        parts = (
            ngettext("{count} document", "{count} documents", held.documents),
            ngettext("{count} passage", "{count} passages", held.annotations),
            ngettext("{count} coding", "{count} codings", held.codings),
        )
        self._counts.setText(" · ".join(parts))

    def _on_document_changed(self, document: DocumentRow | None) -> None:
        if document is None:
            self._place.clear()
        else:
            self._show_place(self._desk.caret)

    def _show_place(self, position: int) -> None:
        if self._desk.document is not None and position <= len(self._desk.text):
            number = self._desk.text.count("\n", 0, position) + 1
            told = _("Paragraph {number}, character {position}")
            spot = told.format(number=wording.number(number), position=wording.number(position))
            where = wording.place_words(self._desk.place_of(Span(position, position + 1)))
            self._place.setText(" · ".join(filter(None, (wording.shortened(where, LONGEST_PLACE), spot))))


def _button(parent: QWidget, style: Qt.ToolButtonStyle) -> QToolButton:
    button = QToolButton(parent)
    button.setToolButtonStyle(style)
    return button
