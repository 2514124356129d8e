"""What an import brought and what it did not; files can be read again in another encoding from here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from otsannot.formats.decoding import ENCODINGS
from otsannot.formats.files import shown
from otsannot.i18n import _, ngettext
from otsannot.importing import Changed, Imported, ImportReport, is_codebook, shortened
from otsannot.model.field_names import captions
from otsannot.store.codebook_import import Difference
from otsannot.ui import theme
from otsannot.ui.dialogs.row_table import row_table
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.layouts import column, fit_screen, row

NAME, LANGUAGE, ENCODING, CHARACTERS = range(4)
MOST_KEPT = 50
MOST_WRAPPED = 200
"""Sentences further down stay on one line, and are whole in their tooltips: measuring thousands takes seconds."""


class ImportReportDialog(QDialog):
    """Stays beside the window until it is closed. A row carries the Imported text, or the path that gave none."""

    read_again_wanted = Signal(object, object, str)
    """Imported texts and paths to read again, and the encoding."""
    correction_wanted = Signal(object)
    """The paths of files that have changed, whose documents shall be corrected from them."""

    def __init__(self, report: ImportReport, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("importReport")
        self.setWindowTitle(_("Import"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = self._make_table()
        for problem in report.problems:
            self._add_sentence(problem.sentence, None if is_codebook(problem.path) else problem.path)
        for book in report.codebooks:
            for sentence in book.problems:
                self._add_sentence(sentence)
            self._add_sentence(f"{shown(Path(book.path.name))}: {book.summary()}", is_trouble=False)
            for difference in book.kept[:MOST_KEPT]:
                self._add_sentence(_as_it_stays(difference), is_trouble=False)
            if len(book.kept) > MOST_KEPT:
                more = ngettext(
                    "{count} more field differs.", "{count} more fields differ.", len(book.kept) - MOST_KEPT
                )
                self._add_sentence(
                    _("{more} Import the codebook alone to see all.").format(more=more), is_trouble=False
                )
        for changed in report.changed:
            self._add_sentence(changed.sentence(), is_trouble=not changed.corrected)
        told = [f"{text.document}: {sentence}" for text in report.documents for sentence in text.told]
        for sentence in told[:MOST_KEPT]:
            self._add_sentence(sentence, is_trouble=False)
        self._sentences = self.table.rowCount()
        for text in report.documents:
            self._add_text(text)
        advice = theme.quiet(
            QLabel(_("If letters look wrong, select the files and read them in another encoding."), self)
        )
        advice.setWordWrap(True)
        self._again = QWidget(self)
        self._again.setLayout(self._make_row())
        self._again.setVisible(bool(report.documents or report.problems))
        advice.setVisible(bool(report.documents or report.problems))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self.correct = buttons.addButton(_("&Correct from the files"), QDialogButtonBox.ButtonRole.ActionRole)
        self._offer_correction([changed for changed in report.changed if not changed.corrected])
        layout = column(self, margin=theme.MARGIN)
        layout.addWidget(theme.heading(QLabel(report.summary(), self)))
        layout.addWidget(self.table)
        layout.addWidget(advice)
        layout.addWidget(self._again)
        layout.addWidget(buttons)
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self._on_selection_changed()
        fit_screen(self, 640, 480)

    def _offer_correction(self, changed: Sequence[Changed]) -> None:
        """A button that corrects documents from their files, and says what that costs; it can be undone."""
        lost = sum(len(one.outcome.lost) for one in changed)
        if lost:
            words = ngettext("and remove {count} annotation", "and remove {count} annotations", lost)
            self.correct.setText(_("&Correct from the files, {what}").format(what=words))
        self.correct.setVisible(bool(changed))
        self.correct.clicked.connect(lambda: self.correction_wanted.emit([one.path for one in changed]))

    def _make_table(self) -> QTableWidget:
        titles = [_("Name"), _("Language"), _("Encoding"), _("Characters")]
        table = row_table(_("Files that were imported"), titles, widest=NAME)
        table.setWordWrap(True)
        return table

    def _make_row(self) -> QHBoxLayout:
        self.encoding = QComboBox(self)
        self.encoding.addItems(ENCODINGS)
        self.encoding.setAccessibleName(_("Encoding"))
        self.again = QPushButton(_("&Read again"), self, autoDefault=False)
        self.again.setObjectName("readAgain")
        self.again.clicked.connect(self._on_again)
        label = QLabel(_("&Encoding"), self)
        label.setBuddy(self.encoding)
        line = row()
        for widget in (label, self.encoding, self.again):
            line.addWidget(widget)
        line.addStretch()
        return line

    def _add_text(self, text: Imported) -> None:
        at = self.table.rowCount()
        self.table.insertRow(at)
        name = QTableWidgetItem(text.document)
        name.setToolTip(str(text.path))
        name.setData(Qt.ItemDataRole.UserRole, text)
        number = QTableWidgetItem(wording.number(text.characters))
        number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        number.setFont(theme.tabular(self.table.font()))
        self.table.setItem(at, NAME, name)
        self.table.setItem(at, LANGUAGE, QTableWidgetItem(wording.language_name(text.language)))
        self.table.setItem(at, ENCODING, QTableWidgetItem(text.encoding))
        self.table.setItem(at, CHARACTERS, number)

    def _add_sentence(self, sentence: str, path: Path | None = None, *, is_trouble: bool = True) -> None:
        """A sentence takes the whole row; with a path, that can be read again as a text."""
        at = self.table.rowCount()
        self.table.insertRow(at)
        item = QTableWidgetItem(icon("warning" if is_trouble else "info"), sentence)
        item.setToolTip(wording.tooltip(sentence))
        item.setData(Qt.ItemDataRole.UserRole, path)
        self.table.setItem(at, NAME, item)
        self.table.setSpan(at, NAME, 1, CHARACTERS + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Sentences take as many lines as they need at this width; they stand first.
        for at in range(min(self._sentences, MOST_WRAPPED)):
            self.table.resizeRowToContents(at)

    def _chosen(self) -> list[Imported | Path]:
        items = (self.table.item(index.row(), NAME) for index in self.table.selectionModel().selectedRows(NAME))
        carried = [item.data(Qt.ItemDataRole.UserRole) for item in items if item is not None]
        return [one for one in carried if one is not None]

    def _on_selection_changed(self) -> None:
        chosen = self._chosen()
        self.again.setEnabled(any(isinstance(one, Imported) or one.is_file() for one in chosen))
        texts = [one for one in chosen if isinstance(one, Imported)]
        if texts:
            self.encoding.setCurrentText(texts[0].encoding)

    def _on_again(self) -> None:
        chosen = self._chosen()
        texts = [one for one in chosen if isinstance(one, Imported)]
        others = [one for one in chosen if isinstance(one, Path) and one.is_file()]
        self.read_again_wanted.emit(texts, others, self.encoding.currentText())


def _as_it_stays(difference: Difference) -> str:
    field = captions()[difference.field]
    return _("{code}, {field}: “{here}” stays; the file says “{there}”.").format(
        code=difference.path, field=field, here=shortened(difference.here), there=shortened(difference.there)
    )
