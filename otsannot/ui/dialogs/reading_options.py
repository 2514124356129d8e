"""What may be chosen about the reading of one file, by its kind: of a web page, a PDF, a table of answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QMainWindow, QWidget

from otsannot.formats import suffix_of
from otsannot.formats.reading import Reading
from otsannot.i18n import _
from otsannot.importing import PreparedFile
from otsannot.ui.dialogs.survey_columns import SurveyChooser
from otsannot.ui.layouts import column

WEB_PAGES = (".html", ".htm", ".xhtml", ".mhtml", ".mht")
TABLES = (".csv", ".tsv", ".xlsx", ".ods")


class ReadingOptions(QWidget):
    """Shows what can be chosen about a file, and says how it is to be read when something is."""

    wanted = Signal(object)
    """The Reading that was chosen."""

    def __init__(self, parent: QWidget, window: QMainWindow) -> None:
        super().__init__(parent)
        self.setObjectName("importPreview.options")
        self._reading = Reading()
        self.whole_page = QCheckBox(_("&All of the page, not its article alone"), self)
        self.page_furniture = QCheckBox(_("&Running heads and page numbers, too"), self)
        self.ocr = QCheckBox(_("&Recognise the words of the scan"), self)
        self.columns = SurveyChooser(self, window)
        layout = column(self)
        for widget in (self.whole_page, self.page_furniture, self.ocr, self.columns):
            layout.addWidget(widget)
        self.whole_page.clicked.connect(lambda on: self._want(whole_page=on))
        self.page_furniture.clicked.connect(lambda on: self._want(page_furniture=on))
        self.ocr.clicked.connect(lambda on: self._want(ocr=on))
        self.columns.chosen.connect(lambda columns: self._want(columns=columns))

    def show_for(self, file: PreparedFile | None) -> None:
        """Show what can be chosen about a file; nothing of one that is locked, or none."""
        suffix = suffix_of(file.source.path) if file is not None and not _is_locked(file) else ""
        self._reading = Reading() if file is None else file.reading
        self.whole_page.setVisible(suffix in WEB_PAGES)
        self.whole_page.setChecked(self._reading.whole_page)
        self.page_furniture.setVisible(suffix == ".pdf" and file is not None and bool(file.pages))
        self.page_furniture.setChecked(self._reading.page_furniture)
        self.ocr.setVisible(suffix == ".pdf" and file is not None and not file.pages)
        self.ocr.setChecked(self._reading.ocr)
        self.columns.show_for(file if suffix in TABLES else None)
        self.setVisible(bool(suffix))

    def _want(self, **changed: object) -> None:
        self._reading = self._reading._replace(**changed)  # type: ignore[arg-type]
        self.wanted.emit(self._reading)


def _is_locked(file: PreparedFile) -> bool:
    return file.problem is not None and file.problem.locked
