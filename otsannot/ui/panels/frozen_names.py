"""The names of the rows, which stay in sight while a table is scrolled to the side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from otsannot.i18n import _
from otsannot.ui import theme


class FrozenNames(QTableView):
    """The first column of a table once more, above its left edge; it shares model and selection, and takes no focus."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setObjectName("frozenNames")
        self.setAccessibleName(_("Names of the rows"))
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        theme.prepare_table(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(table.verticalScrollMode())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(False)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(self.place)
        header = table.horizontalHeader()
        for signal in (header.sectionResized, header.sectionMoved, header.geometriesChanged):
            signal.connect(self.place)
        self._table.model().modelReset.connect(self.place)
        table.viewport().installEventFilter(self)
        self.hide()

    def place(self) -> None:
        """Lie over the left edge while the table is scrolled, unless the user has moved or hidden its first column."""
        header, offset = self._table.horizontalHeader(), self._table.horizontalScrollBar().value()
        is_first = header.visualIndex(0) == 0 and not header.isSectionHidden(0)
        self.setVisible(bool(offset) and is_first)
        if not self.isVisible():
            return
        for section in range(1, self.horizontalHeader().count()):
            self.setColumnHidden(section, True)
        width, view = header.sectionSize(0), self._table.viewport()
        self.setColumnWidth(0, width)
        self.setGeometry(view.x(), header.y(), width + 1, header.height() + view.height())
        self.horizontalHeader().setFixedHeight(header.height())
        self.verticalScrollBar().setValue(self._table.verticalScrollBar().value())
        self.raise_()

    def covered(self) -> int:
        """How many pixels of the table lie under the names."""
        return self.width() if self.isVisible() else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._table.wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row in the column where one is, so that the table stays where it was scrolled to."""
        row = self.indexAt(event.position().toPoint()).row()
        if row >= 0:
            at = self._table.currentIndex()
            self._table.setCurrentIndex(self.model().index(row, max(at.column(), 0)))
            self._table.setFocus()
