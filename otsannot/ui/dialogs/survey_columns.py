"""The columns of a table of answers: which hold texts to code, which names who answers, and which are attributes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QMainWindow, QScrollArea, QWidget

from otsannot.errors import OtsannotError
from otsannot.formats.attribute_table import read_attribute_table
from otsannot.formats.reading import SurveyColumns
from otsannot.formats.survey import guessed_columns
from otsannot.i18n import _
from otsannot.importing import PreparedFile
from otsannot.model.fact_table import FactTable, cell
from otsannot.progress import Progress
from otsannot.ui import tasks, theme
from otsannot.ui.item_models import wording
from otsannot.ui.layouts import column
from otsannot.ui.panels.parts import Elided

TEXT, NAME, ATTRIBUTE = range(3)
MOST_SHOWN = 6
"""How many columns are seen at once; the others are scrolled to."""
LONGEST_EXAMPLE = 200


class SurveyChooser(QWidget):
    """A line for each column with what it begins with and what it is, and whether rows are cases."""

    chosen = Signal(object)
    """The SurveyColumns, when something was chosen."""

    def __init__(self, parent: QWidget, window: QMainWindow) -> None:
        super().__init__(parent)
        self.setObjectName("importPreview.columns")
        self._window = window
        self.roles: list[QComboBox] = []
        self._file: PreparedFile | None = None
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setAccessibleName(_("Columns of the table"))
        self.as_cases = QCheckBox(_("&Each row is a case, with a document for each of its texts"), self)
        layout = column(self)
        layout.addWidget(self._area)
        layout.addWidget(self.as_cases)
        self.as_cases.clicked.connect(self._tell)

    def show_for(self, file: PreparedFile | None) -> None:
        """Show the columns of a table, which is read beside the window; hidden for what is none."""
        if file is self._file and file is not None and self.roles:
            return  # it was read again, as it is shown
        self._file = file
        self.roles = []
        self.hide()
        if file is not None:
            work, done = partial(_table_of, file), partial(self._on_table, file)
            tasks.run(self._window, _("Look at the table"), work, done)

    def _on_table(self, file: PreparedFile, table: FactTable | None) -> None:
        if table is None or file is not self._file:
            return
        columns = file.reading.columns or guessed_columns(table)
        self._fill(table, columns)
        self.as_cases.setChecked(columns.as_cases)
        self.show()

    def _fill(self, table: FactTable, columns: SurveyColumns) -> None:
        inside = QWidget(self._area)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.GAP, 0)
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setVerticalSpacing(theme.UNIT)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        for number, title in enumerate(table.titles):
            name = " ".join(title.split()) or _("Column {number}").format(number=number + 1)
            label = Elided(name, inside)
            label.setToolTip(wording.tooltip(name))
            role = QComboBox(inside)
            role.addItems([_("Text to code"), _("Name of the document"), _("Attribute")])
            role.setAccessibleName(_("What “{column}” is").format(column=name))
            role.setCurrentIndex(TEXT if number in columns.texts else NAME if number == columns.name else ATTRIBUTE)
            role.activated.connect(lambda _index, chosen=number: self._on_role(chosen))
            example = theme.quiet(Elided(_example(table, number), inside))
            for place, widget in enumerate((label, role, example)):
                grid.addWidget(widget, number, place)
            self.roles.append(role)
        self._area.setWidget(inside)
        for role in self.roles:
            role.ensurePolished()  # or its height would be that before the theme
        shown = min(len(self.roles), MOST_SHOWN)
        self._area.setFixedHeight(shown * (self.roles[0].sizeHint().height() + theme.UNIT) if shown else 0)

    def _on_role(self, chosen: int) -> None:
        """Only one column names the documents: the one chosen last."""
        if self.roles[chosen].currentIndex() == NAME:
            for number, role in enumerate(self.roles):
                if number != chosen and role.currentIndex() == NAME:
                    role.setCurrentIndex(ATTRIBUTE)
        self._tell()

    def _tell(self) -> None:
        roles = [role.currentIndex() for role in self.roles]
        texts = tuple(number for number, role in enumerate(roles) if role == TEXT)
        name = roles.index(NAME) if NAME in roles else None
        self.chosen.emit(SurveyColumns(texts, name, self.as_cases.isChecked()))


def _table_of(file: PreparedFile, _progress: Progress) -> FactTable | None:
    try:
        return read_attribute_table(file.source.path, file.reading.encoding)
    except OtsannotError:  # the list says why
        return None


def _example(table: FactTable, number: int) -> str:
    """How the first answer in a column begins."""
    said = next((words for row in table.rows if (words := " ".join(cell(row, number).split()))), "")
    return said[:LONGEST_EXAMPLE]
