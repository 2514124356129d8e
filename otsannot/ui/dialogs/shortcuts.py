"""The list of all actions and their keys, what can be done here and now first; the keys can be changed in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QWidget,
)

from otsannot import settings
from otsannot.i18n import _
from otsannot.text.matching import fold
from otsannot.ui import theme
from otsannot.ui.actions import Action, Actions, registry
from otsannot.ui.actions.keys import Keys, changed, taken_by, with_key
from otsannot.ui.actions.places import place_of
from otsannot.ui.dialogs.row_table import row_table
from otsannot.ui.layouts import column, row
from otsannot.ui.panels.parts import FilterLine, plain_label, shortcut_text
from otsannot.ui.preferences import preferences

LETTERS = (84, 40)
"""How wide and how high the dialog is, in letters and lines of its font."""
SHARE_OF_SCREEN = 0.85
_NAME = Qt.ItemDataRole.UserRole


class ShortcutsDialog(QDialog):
    """Stays open beside the work until it is closed."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self._place = place_of(QApplication.focusWidget())
        self.filter = FilterLine(_("Filter the actions"))
        self.table = row_table(_("Actions and their keys"), [_("Action"), _("Keys")], many=False)
        self.told = plain_label()
        self.keys = QKeySequenceEdit(maximumSequenceLength=1)
        self.keys.setAccessibleName(_("New keys of the action"))
        self.none = QPushButton(_("No &keys"))
        self.usual = QPushButton(_("&Usual keys"))
        self.all_usual = QPushButton(_("&All usual keys"))
        self._arrange()
        self._list()
        self.filter.textChanged.connect(self._on_filter)
        self.filter.left_downwards.connect(self.table.setFocus)
        self.table.currentCellChanged.connect(self._on_current)
        self.table.cellActivated.connect(lambda _row, _column: self.keys.setFocus())
        self.keys.keySequenceChanged.connect(self._on_pressed)
        self.none.clicked.connect(lambda: self._change(Keys()))
        self.usual.clicked.connect(self._on_usual)
        self.all_usual.clicked.connect(lambda: preferences().reset("shortcuts", "text_keys"))
        preferences().changed.connect(self._list)

    def _arrange(self) -> None:
        label = QLabel(_("&Press new keys"))
        label.setBuddy(self.keys)
        changing = row()
        for widget in (label, self.keys, self.none, self.usual, self.all_usual):
            changing.addWidget(widget)
        for button in (self.none, self.usual, self.all_usual):
            button.setAutoDefault(False)  # Enter in the list would press the first of them
        self.told.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = column(self, margin=theme.MARGIN)
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.told)
        layout.addLayout(changing)
        layout.addWidget(plain_label(_("Single keys act while the text has the focus."), quiet=True))
        metrics, room = self.fontMetrics(), self.screen().availableSize() * SHARE_OF_SCREEN
        wide, high = LETTERS[0] * metrics.averageCharWidth(), LETTERS[1] * metrics.lineSpacing()
        self.resize(min(wide, room.width()), min(high, room.height()))

    # The list

    def _list(self, *_news: object) -> None:
        """List the actions anew: those of the place the user came from first, and what can act before what cannot."""
        chosen = self._chosen()
        self.table.setRowCount(0)
        here = [spec for spec in registry() if spec.name.startswith(self._place.areas)]
        further = [spec for spec in registry() if spec not in here]
        self._head(self._place.title)
        for keys, what in self._place.own:
            self._add("", what, shortcut_text(keys))
        self._add_all(here)
        self._head(_("Everywhere"))
        self._add_all(further)
        self._on_filter(self.filter.text())
        self._go_to("" if chosen is None else chosen.name)

    def _add_all(self, specs: Sequence[Action]) -> None:
        for spec in sorted(specs, key=lambda spec: bool(self._actions.why_not(spec.name))):
            keys = _(" or ").join(self._actions.keys(spec.name).shown)
            self._add(spec.name, _title(spec), keys, self._actions.why_not(spec.name))

    def _head(self, title: str) -> None:
        place = self._add("", title, "")
        item = self.table.item(place, 0)
        assert item is not None
        font = self.table.font()
        font.setBold(True)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(QColor(theme.look().text))
        self.table.setSpan(place, 0, 1, 2)

    def _add(self, name: str, text: str, keys: str, why_not: str = "") -> int:
        place = self.table.rowCount()
        self.table.insertRow(place)
        for at, words in enumerate((text, keys)):
            item = QTableWidgetItem(words)
            item.setData(_NAME, name)
            item.setToolTip(why_not)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}. {why_not}" if why_not else words)
            if why_not:
                item.setForeground(QColor(theme.look().quiet))
            self.table.setItem(place, at, item)
        return place

    def _on_filter(self, wanted: str) -> None:
        for place in range(self.table.rowCount()):
            cells = (self.table.item(place, 0), self.table.item(place, 1))
            words = " ".join(cell.text() for cell in cells if cell is not None)
            is_head = self.table.columnSpan(place, 0) > 1
            self.table.setRowHidden(place, bool(wanted) if is_head else fold(wanted) not in fold(words))
        self._on_current()

    def _go_to(self, name: str) -> None:
        for place in range(self.table.rowCount()):
            item = self.table.item(place, 0)
            if name and item is not None and item.data(_NAME) == name:
                self.table.setCurrentCell(place, 0)
                return

    def _chosen(self) -> Action | None:
        item = self.table.item(self.table.currentRow(), 0)
        name = "" if item is None or self.table.isRowHidden(item.row()) else item.data(_NAME)
        return next((spec for spec in registry() if spec.name == name), None)

    def _on_current(self, *_place: int) -> None:
        spec = self._chosen()
        for widget in (self.keys, self.none, self.usual):
            widget.setEnabled(spec is not None)
        self.told.setText("" if spec is None else self._actions.why_not(spec.name))
        self._clear()

    # Changing keys

    def _clear(self) -> None:
        self.keys.blockSignals(True)
        self.keys.clear()
        self.keys.blockSignals(False)

    def _on_pressed(self, pressed: QKeySequence) -> None:
        spec, key = self._chosen(), pressed.toString(QKeySequence.SequenceFormat.PortableText)
        self._clear()
        if spec is None or not key:
            return
        self._change(with_key(spec.name, key, settings.load()), [key])

    def _on_usual(self) -> None:
        spec = self._chosen()
        if spec is not None:
            self._change(Keys(spec.shortcut, spec.keys), [spec.shortcut, *spec.keys])

    def _change(self, keys: Keys, fresh: Sequence[str] = ()) -> None:
        """Give the chosen action other keys, unless one of the fresh ones is another action's."""
        spec = self._chosen()
        if spec is None:
            return
        taken = taken_by(spec.name, fresh, settings.load())
        if taken is not None:
            told = _("{keys} is taken by “{action}”. Take it away there first, or press other keys.")
            self.told.setText(told.format(keys=shortcut_text(taken[0]), action=_title(taken[1])))
            return
        preferences().change(**changed(spec.name, keys, settings.load()))
        told = _("“{action}” now has {keys}.") if keys.shown else _("“{action}” now has no keys.")
        self.told.setText(told.format(action=_title(spec), keys=_(" or ").join(keys.shown)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._list()  # what can act may be something else by now


def _title(spec: Action) -> str:
    return spec.plain_text.removesuffix("…")
