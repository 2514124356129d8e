"""The passages that a correction leaves without words: seen before it is saved, and kept where that makes sense."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from otsannot.i18n import _, ngettext
from otsannot.store.correcting import Lost
from otsannot.ui import theme
from otsannot.ui.panels.parts import heading_row, panel_layout, plain_label

LETTERS = 60
_ID, _PLACE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class Losses(QWidget):
    """One row for each passage; a tick keeps it on the words that stand in its place."""

    place_wanted = Signal(object)
    """A Span of the corrected text to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = plain_label()
        self._advice = plain_label(quiet=True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Passages that lose their words"))
        self.list.setWordWrap(True)
        self.list.setSpacing(theme.UNIT)
        column = panel_layout(self)
        column.addLayout(heading_row(self._title))
        inside = panel_layout(advice := QWidget())
        inside.setContentsMargins(theme.MARGIN - theme.UNIT, 0, theme.GAP, theme.GAP)
        inside.addWidget(self._advice)
        column.addWidget(advice)
        column.addWidget(self.list, 1)
        column.addStretch()  # where there is no list, the words stand at the top
        self.list.currentItemChanged.connect(self._on_current)

    @property
    def kept(self) -> set[int]:
        """The annotations to keep on what came instead."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return {item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked}

    @property
    def listed(self) -> set[int]:
        """The annotations that are shown."""
        return {self.list.item(row).data(_ID) for row in range(self.list.count())}

    def show_losses(self, lost: Sequence[Lost], earlier: str, corrected: str, passages: int) -> None:
        """Show what is lost of so many passages; what was ticked stays ticked."""
        kept = self.kept
        self.list.blockSignals(True)
        self.list.clear()
        for loss in lost:
            self.list.addItem(_item(loss, earlier, corrected, ticked=loss.annotation_id in kept))
        self.list.blockSignals(False)
        self.list.setVisible(bool(lost))
        if lost:
            lose = ngettext("{count} passage loses its words", "{count} passages lose their words", len(lost))
            self._title.setText(lose)
            self._advice.setText(_("Saving removes them. Tick those that shall stay on the words that came instead."))
        else:
            self._title.setText(_("No passage is lost"))
            keep = ngettext("{count} passage keeps its words.", "{count} passages keep their words.", passages)
            self._advice.setText(keep if passages else _("Nothing is highlighted in this document yet."))

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_PLACE) is not None:
            self.place_wanted.emit(item.data(_PLACE))


def _item(loss: Lost, earlier: str, corrected: str, *, ticked: bool) -> QListWidgetItem:
    lines = [f"“{_short(earlier[loss.span.start : loss.span.end])}”"]
    if loss.place is not None:
        lines.append(_("now “{words}”").format(words=_short(corrected[loss.place.start : loss.place.end])))
    lines.append(" · ".join([*loss.codes, loss.coder]))
    if loss.comment:
        lines.append(_("Comment: {text}").format(text=_short(loss.comment)))
    item = QListWidgetItem("\n".join(lines))
    item.setData(_ID, loss.annotation_id)
    item.setData(_PLACE, loss.place)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    if loss.place is not None:
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return item


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LETTERS else line[: LETTERS - 1] + "…"
