"""The welcome: what is there when no study is open, and where a first start leads to coded text in one click."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from otsannot import settings
from otsannot.i18n import _
from otsannot.ui import tasks, theme
from otsannot.ui.alerts import AlertBar
from otsannot.ui.dropping import dropped_paths
from otsannot.ui.icons import app_icon
from otsannot.ui.layouts import column, row
from otsannot.ui.panels.parts import tool_button

SIZE = QSize(760, 600)
COLUMN = 480
APP_ICON = 64


class WelcomeWindow(QMainWindow):
    """Offers a new study, an old one, the sample study, and the recent ones; it opens none itself."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    study_wanted = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self._known = settings.load()
        self.setObjectName("welcomeWindow")
        self.setWindowTitle("otsannot")
        self.setAcceptDrops(True)
        self.resize(SIZE.boundedTo(self.screen().availableSize()))
        content = QWidget(self)
        content.setMaximumWidth(COLUMN)
        self._column = column(content)
        self._column.setContentsMargins(0, theme.PAGE_MARGIN, 0, theme.PAGE_MARGIN)
        self._column.addStretch(1)
        self._introduce()
        self._name = self._ask_name()
        self._offer()
        self._list_recent()
        self._column.addStretch(2)
        self._compose(content)
        (self._name or self._proposed).setFocus()

    def _compose(self, content: QWidget) -> None:
        page = QWidget(self)
        beside = row(page)
        beside.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        beside.addStretch(1)
        beside.addWidget(content, COLUMN)  # which takes what room there is, up to its greatest width
        beside.addStretch(1)
        scroll = QScrollArea(self, widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(page)
        centre = QWidget(self)
        rows = column(centre, spacing=0)
        rows.addWidget(AlertBar(centre))
        rows.addWidget(scroll)
        self.setCentralWidget(centre)
        self.statusBar().setSizeGripEnabled(False)

    def _introduce(self) -> None:
        sign = QLabel(self)
        sign.setPixmap(app_icon().pixmap(APP_ICON))
        name = theme.heading(QLabel("otsannot", self))
        font = name.font()
        font.setPointSize(font.pointSize() + 4)
        name.setFont(font)
        what = QLabel(_("Highlight passages of texts, give them codes from a codebook, and take both anywhere."), self)
        what.setWordWrap(True)
        words = column(spacing=theme.UNIT)
        words.addStretch()
        words.addWidget(name)
        words.addWidget(theme.quiet(what))
        words.addStretch()
        top = row(spacing=theme.MARGIN)
        top.addWidget(sign)
        top.addLayout(words, 1)
        self._column.addLayout(top)
        self._column.addSpacing(theme.MARGIN)

    def _ask_name(self) -> QLineEdit | None:
        """On the first start, the name under which the user codes; later the status bar of a study has it."""
        if self._known.coder:
            return None
        name = QLineEdit(settings.user_name(), self)
        name.setObjectName("coderName")
        name.selectAll()
        name.editingFinished.connect(self._remember_name)
        form = QFormLayout()
        form.addRow(_("You code as"), name)
        why = QLabel(_("Every passage says who coded it. You can change this at any time."), self, wordWrap=True)
        form.addRow("", theme.quiet(why))
        self._column.addLayout(form)
        self._column.addSpacing(theme.GAP)
        return name

    def _offer(self) -> None:
        ways = (
            ("newStudy", _("&New study…"), self.new_wanted),
            ("openStudy", _("&Open study…"), self.open_wanted),
            ("openSample", _("Open the OTS &sample study"), self.sample_wanted),
        )
        # The sample is the first thing to try for those who have nothing yet.
        proposed = "openStudy" if self._known.recent else "openSample"
        for name, text, wanted in ways:
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.setAutoDefault(True)  # Enter presses the button that has the focus
            button.clicked.connect(self._remember_name)
            button.clicked.connect(wanted)
            self._column.addWidget(button)
            if name == proposed:
                button.setDefault(True)
                self._proposed = button
        hint = QLabel(_("You can also drop the file of a study here."), self)
        self._column.addWidget(theme.quiet(hint))

    def _list_recent(self) -> None:
        self._heading = theme.heading(QLabel(_("Recent studies"), self))
        self._heading.setContentsMargins(0, theme.MARGIN, 0, theme.UNIT)
        self._heading.setVisible(bool(self._known.recent))
        self._column.addWidget(self._heading)
        for name in self._known.recent:
            study = RecentRow(Path(name), self)
            study.chosen.connect(self.study_wanted)
            study.forgotten.connect(self._forget)
            study.forgotten.connect(study.deleteLater)
            self._column.addWidget(study)

    def _forget(self, path: Path) -> None:
        self._known = settings.load()
        self._known.recent = [name for name in self._known.recent if name != str(path)]
        self._known.save()
        self._heading.setVisible(bool(self._known.recent))

    def _remember_name(self) -> None:
        if self._name is not None and (name := " ".join(self._name.text().split())):
            known = settings.load()
            known.coder = name
            known.save()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(dropped_paths(event)) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._remember_name()
        self.study_wanted.emit(dropped_paths(event)[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        tasks.stop_all(self)
        super().closeEvent(event)


class RecentRow(QWidget):
    """A study that was open before: its name opens it; one that is gone can be taken off the list."""

    chosen = Signal(Path)
    forgotten = Signal(Path)

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        there = path.exists()
        name = QToolButton(self)
        name.setText(path.stem)
        name.setEnabled(there)
        name.setToolTip(str(path))
        name.clicked.connect(lambda: self.chosen.emit(path))
        place = theme.quiet(
            QLabel(str(path.parent) if there else _("not found in {folder}").format(folder=path.parent))
        )
        place.setMinimumWidth(1)
        layout = row(self)
        layout.addWidget(name)
        layout.addWidget(place, 1)
        if not there:
            tip = _("Take {name} off the list").format(name=path.stem)
            layout.addWidget(tool_button("close", tip, lambda: self.forgotten.emit(path)))
