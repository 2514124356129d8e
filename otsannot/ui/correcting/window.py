"""The window in which a text is corrected: the editor, what the correction would cost, and the ways out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QFont, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTextEdit,
    QWidget,
)

from otsannot import settings
from otsannot.errors import OtsannotError
from otsannot.formats import READERS, read_texts
from otsannot.i18n import _
from otsannot.model.nouns import Annotation, Coding, Document
from otsannot.model.passages import Passage
from otsannot.model.spans import Span
from otsannot.store import Change, codes, correcting, documents, passages
from otsannot.store.documents import DocumentRow
from otsannot.ui import theme
from otsannot.ui.alerts import AlertBar
from otsannot.ui.correcting.losses import Losses
from otsannot.ui.correcting.text_editor import TextEditor
from otsannot.ui.dialogs import choose
from otsannot.ui.document.tints import Tints
from otsannot.ui.item_models import wording
from otsannot.ui.layouts import fit_screen, row
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.parts import hairline, named_menu, panel_layout, plain_label, shortcut_text

MILLISECONDS_OF_PAUSE = 250
SHARES = [760, 300]
MARKED_AT_MOST = 300
"""So many passages are tinted at a time; there are never more to tell apart on a screen."""


class CorrectionWindow(QWidget):
    """Corrects one document. Nothing is written before Save, which is one edit; closing asks about what was typed."""

    def __init__(self, live: LiveProject, document: DocumentRow, text: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("correctionWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Correct “{name}”").format(name=document.name))
        self.setAccessibleName(self.windowTitle())
        self._live = live
        self._document = document
        self._passages: list[Passage] = []
        self._may_close = False
        self.editor = TextEditor(text)
        self.losses = Losses()
        self.save_button = QPushButton(_("Save correction"))
        self.question = QFrame()
        self._pause = QTimer(self, singleShot=True, interval=MILLISECONDS_OF_PAUSE)
        self._build()
        self._connect()
        self._read_passages()
        self._look()

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return not self.editor.correction.is_blank

    def is_about(self, document_id: int) -> bool:
        """Whether this document is corrected here."""
        return self._document.id == document_id

    def save(self) -> None:
        """Write the correction as one edit and close; a loss that was not yet listed is shown first."""
        listed = self.losses.listed
        self._look()
        if self.losses.listed - listed:
            return
        if self.is_changed:
            self._live.leaving.emit()
            with self._live.edit(_("Correct the text of “{name}”").format(name=self._document.name)) as edit:
                correcting.correct_text(edit, self._document.id, self.editor.correction, self.losses.kept)
        self.discard()

    def discard(self) -> None:
        """Close without writing."""
        self._may_close = True
        self.close()

    def take_over(self, text: str) -> None:
        """Let the editor hold another version of the whole text; where both agree, passages keep their words."""
        self.editor.rewrite(text)
        self.editor.setFocus()

    # Building

    def _build(self) -> None:
        fit_screen(self, sum(SHARES), 720)
        known = settings.load()
        font = QFont(known.font_family) if known.font_family else QApplication.font()
        font.setPointSize(known.font_size)
        self.editor.setFont(font)
        self.editor.document().setDocumentMargin(2 * theme.PAGE_MARGIN)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.editor)
        split.addWidget(self.losses)
        split.setSizes(SHARES)
        split.setStretchFactor(0, 1)
        column = panel_layout(self)
        column.addWidget(AlertBar(self))
        column.addWidget(self._question_bar())
        column.addWidget(split, 1)
        column.addWidget(hairline())
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = row()
        foot.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        self.save_button.setDefault(True)
        self.save_button.setToolTip(_("Save correction ({keys})").format(keys=shortcut_text("Ctrl+S")))
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.close)
        foot.addWidget(self._versions_button())
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.save_button)
        return foot

    def _versions_button(self) -> QPushButton:
        button = QPushButton(_("Another version"))
        button.setToolTip(_("Take the text from a file, or bring an earlier one back"))
        self.versions = named_menu(button.text(), button)
        self.versions.aboutToShow.connect(self._list_versions)
        button.setMenu(self.versions)
        return button

    def _question_bar(self) -> QFrame:
        bar = row(self.question)
        bar.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        bar.addWidget(plain_label(_("The correction is not saved yet.")), 1)
        for text, verb in (
            (_("Save it"), self.save),
            (_("Discard it"), self.discard),
            (_("Go on"), self._go_on),
        ):
            button = QPushButton(text)
            button.clicked.connect(verb)
            bar.addWidget(button)
        self.question.hide()
        return self.question

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        QShortcut(QKeySequence("Esc"), self, self.close)
        self.editor.edited.connect(self._on_edited)
        self.editor.verticalScrollBar().valueChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._look)
        self.losses.place_wanted.connect(self.editor.select)
        self._live.changed.connect(self._on_changed)

    # Keeping up

    def _on_edited(self) -> None:
        self.save_button.setEnabled(self.is_changed)
        self._pause.start()

    def _look(self) -> None:
        """Say what the correction would cost as it stands, and tint the passages on the screen."""
        correction = self.editor.correction
        with self._live.read() as session:
            found = correcting.outcome(session, self._document.id, correction)
        self.losses.show_losses(found.lost, correction.earlier, correction.text, len(self._passages))
        self.save_button.setEnabled(self.is_changed)
        gone = {lost.annotation_id for lost in found.lost}
        there = [passage for passage in self._passages if passage.annotation_id not in gone]
        self._tint([(found.moved.get(passage.annotation_id, passage.span), passage) for passage in there])

    def _tint(self, places: list[tuple[Span, Passage]]) -> None:
        seen, tints = self.editor.seen(), Tints(self.palette())
        marks: list[QTextEdit.ExtraSelection] = []
        for span, passage in places:
            if span.overlaps(seen) and len(marks) < MARKED_AT_MOST:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = self.editor.cursor_over(span)
                colour = (
                    passage.codes[0].colour if passage.codes else self.palette().color(QPalette.ColorRole.Mid).name()
                )
                mark.format.setBackground(tints.under_text(colour))
                marks.append(mark)
        self.editor.setExtraSelections(marks)

    def _read_passages(self) -> None:
        with self._live.read() as session:
            self._passages = passages.passages(session, self._document.id, codes.tree(session))

    def _on_changed(self, change: Change) -> None:
        if change.touches(Annotation, Coding, Document):
            with self._live.read() as session:
                there = documents.row(session, self._document.id)
            if there is None or there.guid != self._document.guid:
                self.discard()
                return
            self._read_passages()
            self._pause.start()

    def _list_versions(self) -> None:
        self.versions.clear()
        self.versions.addAction(_("From a file…"), self._choose_file)
        with self._live.read() as session:
            earlier = correcting.earlier_texts(session, self._document.id)
        if earlier:
            self.versions.addSeparator()
        for text in earlier:
            told = _("The text before {coder} corrected it, {time}")
            name = told.format(coder=text.coder, time=wording.local_time(text.at)).replace("&", "&&")
            self.versions.addAction(name, partial(self._bring_back, text.sha256))

    def _bring_back(self, sha256: str) -> None:
        with self._live.read() as session:
            self.take_over(correcting.kept_text(session, sha256))

    def _choose_file(self) -> None:
        kinds = [_("Texts ({suffixes})").format(suffixes=" ".join(f"*{suffix}" for suffix in READERS))]
        folder = self._live.project.path.parent
        for path in choose.files(self, _("A corrected version of the text"), folder, kinds, many=False):
            self.take_over(next(read_texts(path)).text)

    def _go_on(self) -> None:
        self.question.hide()
        self.editor.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_changed and not self._may_close:
            self.question.show()
            self.raise_()
            event.ignore()
            return
        super().closeEvent(event)


def open_for(live: LiveProject, document_id: int, parent: QWidget) -> CorrectionWindow:
    """Show the window that corrects a document, the one there is if so. Raises OtsannotError when it is gone."""
    for known in parent.findChildren(CorrectionWindow):
        if known.is_about(document_id):
            known.raise_()
            known.activateWindow()
            return known
    with live.read() as session:
        row = documents.row(session, document_id)
        if row is None:
            raise OtsannotError(_("This document is no longer in the project."))
        window = CorrectionWindow(live, row, documents.text(session, document_id), parent)
    window.show()
    return window
