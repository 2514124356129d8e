"""Files before they come in: how each was read, its first page, and what can still be chosen about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QWidget,
)

from otsannot import settings
from otsannot.formats.decoding import ENCODINGS
from otsannot.formats.files import shown
from otsannot.formats.reading import Reading
from otsannot.i18n import _, ngettext
from otsannot.importing import Page, Prepared, PreparedFile, Wishes, counted_parts
from otsannot.progress import Progress
from otsannot.ui import tasks, theme
from otsannot.ui.dialogs.first_page import FirstPage
from otsannot.ui.dialogs.reading_options import ReadingOptions
from otsannot.ui.icons import icon
from otsannot.ui.item_models import wording
from otsannot.ui.layouts import column, fit_screen, keep_sizes, row
from otsannot.ui.panels.documents import LANGUAGES
from otsannot.ui.panels.parts import plain_label

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow

SIZE = (960, 640)
COLUMNS = (280, 680)


class ImportPreview(QDialog):
    """Stays beside the window until the files are imported or left; nothing is written meanwhile."""

    import_wanted = Signal(object, object)
    """The Prepared files, which who imports them closes, and the Wishes."""

    def __init__(self, prepared: Prepared, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("importPreview")
        self.setWindowTitle(_("Import"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.prepared = prepared
        self._window = window
        self._is_reading = False
        self._wish: tuple[PreparedFile, Reading] | None = None
        self.files = self._make_files()
        self.heading = theme.heading(plain_label())
        self.counts = plain_label(quiet=True)
        self.told = plain_label(quiet=True)
        for label in (self.heading, self.counts, self.told):
            label.setWordWrap(True)
        self._make_choices()
        self.options = ReadingOptions(self, window)
        self.page = FirstPage(self)
        self._compose()
        self._connect()
        self._fill()
        self.files.setCurrentRow(0)
        self.files.setFocus()
        fit_screen(self, *SIZE)

    # The parts

    def _make_files(self) -> QListWidget:
        files = QListWidget(self)
        files.setObjectName("importPreview.files")
        files.setAccessibleName(_("Files that would come in"))
        files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        return files

    def _make_choices(self) -> None:
        self.encoding = QComboBox(self)
        self.encoding.setAccessibleName(_("Encoding"))
        self.language = QComboBox(self)
        self.language.setAccessibleName(_("Language"))
        self.encoding_label = QLabel(_("&Encoding"), self)
        self.encoding_label.setBuddy(self.encoding)
        self.language_label = QLabel(_("&Language"), self)
        self.language_label.setBuddy(self.language)
        self.password = QLineEdit(self, echoMode=QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password of this file"))
        self.password.setAccessibleName(_("Password of this file"))
        self.open_button = QPushButton(_("&Open"), self, autoDefault=False)
        self.originals = QCheckBox(_("&Keep the files beside their texts"), self)
        self.originals.setChecked(settings.load().keep_originals)
        self.remarks = QCheckBox(_("&Comments in the margins become annotations"), self)
        self.remarks.setChecked(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.import_button = self.buttons.addButton(_("&Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.import_button.setDefault(True)

    def _compose(self) -> None:
        side = QWidget(self)
        right = column(side, margin=0)
        right.setContentsMargins(theme.MARGIN, 0, 0, 0)
        for label in (self.heading, self.counts, self.told):
            right.addWidget(label)
        choices = row()
        for widget in (self.language_label, self.language, self.encoding_label, self.encoding):
            choices.addWidget(widget)
        choices.addStretch()
        right.addLayout(choices)
        lock = row()
        lock.addWidget(self.password)
        lock.addWidget(self.open_button)
        lock.addStretch()
        right.addLayout(lock)
        right.addWidget(self.options)
        right.addWidget(self.page, 1)
        right.addStretch()
        halves = QSplitter(Qt.Orientation.Horizontal, self, childrenCollapsible=False)
        halves.addWidget(self.files)
        halves.addWidget(side)
        halves.setStretchFactor(1, 1)
        keep_sizes(halves, "importPreview.halves", self._window.desk.state, COLUMNS)
        last = row()
        last.addWidget(self.originals)
        last.addWidget(self.remarks)
        last.addStretch()
        last.addWidget(self.buttons)
        layout = column(self, spacing=theme.MARGIN, margin=theme.MARGIN)
        layout.addWidget(halves, 1)
        layout.addLayout(last)

    def _connect(self) -> None:
        self.files.currentRowChanged.connect(self._show)
        self.encoding.activated.connect(self._on_encoding)
        self.language.activated.connect(self._on_language)
        self.open_button.clicked.connect(self._on_password)
        self.password.returnPressed.connect(self._on_password)
        self.options.wanted.connect(self._on_option)
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self.accept)
        self.accepted.connect(self._on_accepted)
        self.rejected.connect(lambda: self.prepared.close())

    # What they show

    def _fill(self) -> None:
        """List the files, and below them the paths that gave none."""
        for file in self.prepared.files:
            self.files.addItem(QListWidgetItem())
            self._name(file)
        for problem in self.prepared.problems:
            item = QListWidgetItem(icon("warning"), shown(Path(problem.path.name)), self.files)
            item.setToolTip(wording.tooltip(problem.sentence))
        for book in self.prepared.books:
            self.files.addItem(QListWidgetItem(icon("codebook"), shown(Path(book.name))))
        self._count()

    def _count(self) -> None:
        count = self.prepared.texts
        self.import_button.setEnabled(bool(count or self.prepared.books) and not self._is_reading)
        words = ngettext("&Import {count} document", "&Import {count} documents", count)
        self.import_button.setText(words if count else _("&Import"))
        remarks = sum(file.remarks for file in self.prepared.files)
        self.remarks.setVisible(bool(remarks))

    def _name(self, file: PreparedFile) -> None:
        item = self.files.item(self.prepared.files.index(file))
        name = shown(Path(file.source.named.name))
        item.setText(f"{name}  ({wording.number(file.texts)})" if file.texts > 1 else name)
        item.setToolTip(wording.tooltip(shown(file.source.named), file.problem.sentence if file.problem else ""))
        item.setIcon(icon("warning" if file.problem else "document"))

    def _show(self, number: int) -> None:
        """Show a file of the list, or why a path gave none."""
        file = self.prepared.files[number] if 0 <= number < len(self.prepared.files) else None
        page = file.pages[0] if file is not None and file.pages else None
        locked = file is not None and file.problem is not None and file.problem.locked
        is_decoded = page is not None and file is not None and _is_decoded(file)
        _set_visible(page is not None, self.language, self.language_label, self.page)
        _set_visible(is_decoded, self.encoding, self.encoding_label)
        _set_visible(locked, self.password, self.open_button)
        self.options.show_for(file)
        if file is None:
            self._show_other(number - len(self.prepared.files))
        elif page is None:
            self._say(shown(Path(file.source.named.name)), "", file.problem.sentence if file.problem else "")
        else:
            self._show_page(file, page)

    def _show_other(self, number: int) -> None:
        problems = self.prepared.problems
        if number < len(problems):
            self._say(shown(Path(problems[number].path.name)), "", problems[number].sentence)
        else:
            book = self.prepared.books[number - len(problems)]
            self._say(shown(Path(book.name)), _("A codebook, which comes in with the texts."), "")

    def _show_page(self, file: PreparedFile, page: Page) -> None:
        about = page.about
        characters = ngettext("{count} character", "{count} characters", about.characters)
        remarks = ngettext("{count} comment", "{count} comments", page.remarks) if page.remarks else ""
        more = ngettext("the first of {count} text", "the first of {count} texts", file.texts) if file.texts > 1 else ""
        counts = ", ".join(filter(None, (more, about.encoding, characters, counted_parts(about.parts), remarks)))
        told = [*about.told, *([file.problem.sentence] if file.problem else [])]
        self._say(about.document, counts, "\n".join(told))
        self._offer(file, page)
        self.page.show_page(page)

    def _say(self, heading: str, counts: str, told: str) -> None:
        self.heading.setText(heading)
        self.counts.setText(counts)
        self.told.setText(told)
        self.counts.setVisible(bool(counts))
        self.told.setVisible(bool(told))

    def _offer(self, file: PreparedFile, page: Page) -> None:
        """The encodings and languages that may be chosen instead."""
        self.encoding.clear()
        self.encoding.addItems([*dict.fromkeys((page.about.encoding, *ENCODINGS))])
        self.language.clear()
        chosen = page.about.language if file.language is None else file.language
        names = {code: wording.language_name(code) for code in {*LANGUAGES, chosen} - {""}}
        self.language.addItem(_("Not known"), "")
        for code in sorted(names, key=names.__getitem__):
            self.language.addItem(names[code], code)
        self.language.setCurrentIndex(self.language.findData(chosen))

    # What can be chosen

    @property
    def _file(self) -> PreparedFile | None:
        number = self.files.currentRow()
        return self.prepared.files[number] if 0 <= number < len(self.prepared.files) else None

    def _on_language(self) -> None:
        if self._file is not None:
            self._file.language = self.language.currentData()

    def _on_encoding(self) -> None:
        if self._file is not None:
            reading = self._file.reading._replace(encoding=self.encoding.currentText())
            self._read_again(self._file, reading)

    def _on_option(self, reading: Reading) -> None:
        if self._file is not None:
            self._read_again(self._file, reading)

    def _on_password(self) -> None:
        if self._file is not None and self.password.text():
            self._read_again(self._file, self._file.reading._replace(password=self.password.text()))
            self.password.clear()

    def _read_again(self, file: PreparedFile, reading: Reading) -> None:
        """Read a file otherwise; of what is chosen while one is read, the last waits for its turn."""
        if self._is_reading:
            self._wish = file, reading
            return
        self._is_reading, self._wish = True, None
        self.import_button.setEnabled(False)

        def work(progress: Progress) -> PreparedFile:
            self.prepared.read_again(file, reading, progress)
            return file

        tasks.run(self._window, _("Read again"), work, self._on_read_again).ended.connect(self._on_ended)

    def _on_read_again(self, file: PreparedFile) -> None:
        self._name(file)
        if self._file is file and self._wish is None:
            self._show(self.files.currentRow())

    def _on_ended(self) -> None:
        self._is_reading = False
        self._count()
        if self._wish is not None:
            self._read_again(*self._wish)

    def accept(self) -> None:
        self._window.live.check_free()
        super().accept()

    def _on_accepted(self) -> None:
        wishes = Wishes(originals=self.originals.isChecked(), remarks=self.remarks.isChecked())
        self.import_wanted.emit(self.prepared, wishes)


def _set_visible(visible: bool, *widgets: QWidget) -> None:
    for widget in widgets:
        widget.setVisible(visible)


def _is_decoded(file: PreparedFile) -> bool:
    """Whether a file is a plain text whose encoding may have been guessed."""
    return file.source.path.suffix.lower() in (".txt", ".md", ".markdown", ".srt", ".vtt", ".html", ".htm")
