"""The line that filters the table of annotations, and a chip for each further thing that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from otsannot.i18n import _
from otsannot.store.annotation_filter import Filter
from otsannot.ui import theme
from otsannot.ui.document_filter import DocumentFilter
from otsannot.ui.icons import icon
from otsannot.ui.keys import keeps
from otsannot.ui.layouts import row
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.facets import Facet, facets, shortened, tooltip_of
from otsannot.ui.panels.flow_layout import FlowLayout
from otsannot.ui.panels.parts import FilterLine, named_menu, panel_layout, plain_label, tool_button

CROSS = 12
_CLEARING = (Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class FilterBar(QWidget):
    """Tells each Filter that is asked for; `in_focus` is kept beside it, for the focus may change."""

    changed = Signal()

    def __init__(self, live: LiveProject, documents: DocumentFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._documents = documents
        self._filter = Filter()
        self.in_focus = False
        self._facets = facets()
        self.line = FilterLine(_("Filter by words of passage, comment or code"))
        self.more = QToolButton()
        self.counts = plain_label(quiet=True)
        self.chips: list[FilterChip] = []
        self._chips = FlowLayout()
        self._chip_row = QWidget()
        self._build()
        self.line.textChanged.connect(self._on_typed)
        documents.changed.connect(self._show_chips)

    @property
    def wanted(self) -> Filter:
        """What is asked for."""
        return self._filter

    @property
    def is_on(self) -> bool:
        """Whether anything is asked for."""
        return self._filter.is_on or self.in_focus or self._documents.is_on

    def clear(self) -> None:
        """Ask for nothing any more."""
        self._filter, self.in_focus = Filter(), False
        self.line.clear()
        self._documents.ask()
        self._show_chips()
        self.changed.emit()

    def ask(self, wanted: Filter) -> None:
        """Ask for something else."""
        if wanted != self._filter:
            before, self._filter = self._filter, wanted
            if before.without("words") != wanted.without("words"):
                self._show_chips()
            self.changed.emit()

    def add_button(self, button: QWidget) -> None:
        """Put a further button at the right."""
        self._head.addWidget(button)

    def _build(self) -> None:
        column = panel_layout(self)
        self._head = row()
        self._head.setContentsMargins(theme.GAP, theme.UNIT, theme.GAP, theme.UNIT)
        self.line.setMinimumWidth(160)
        self.more.setIcon(icon("filter"))
        self.more.setIconSize(QSize(theme.ICON_SMALL, theme.ICON_SMALL))
        self.more.setText(_("Filter"))
        self.more.setAccessibleName(_("Filter by something else"))
        self.more.setToolTip(_("Filter by something else"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = named_menu(_("Filter"), self.more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self._menu)
        self.counts.setWordWrap(False)
        self.counts.setFont(theme.tabular(self.counts.font()))
        for widget in (self.line, self.more, self.counts):
            self._head.addWidget(widget, 1 if widget is self.line else 0)
        column.addLayout(self._head)
        self._chip_row.setLayout(self._chips)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chip_row.setContentsMargins(theme.GAP, 0, theme.GAP, theme.UNIT)
        self._chip_row.hide()
        column.addWidget(self._chip_row)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for facet in self._facets:
            self._menu.addAction(f"{facet.title}…", partial(self._open, facet, self.more))
        self._menu.addSeparator()
        for title, wanted in ((_("With a comment"), True), (_("Without a comment"), False)):
            entry = self._menu.addAction(title)
            entry.setCheckable(True)
            entry.setChecked(self._filter.is_commented is wanted)
            entry.toggled.connect(partial(self._ask_comment, wanted))
        entry = self._menu.addAction(_("In focus"))
        entry.setCheckable(True)
        entry.setChecked(self.in_focus)
        entry.toggled.connect(self.set_in_focus)
        self._menu.addSeparator()
        self._menu.addAction(_("Clear the filter"), self.clear).setEnabled(self.is_on)

    def _open(self, facet: Facet, place: QWidget) -> None:
        facet.open(self, self._live, self._filter, self.ask).open_under(place)

    def _ask_comment(self, wanted: bool, on: bool) -> None:
        self.ask(self._filter.asking(is_commented=wanted if on else None))

    def set_in_focus(self, on: bool) -> None:
        """Ask for what is in focus only, or for all."""
        self.in_focus = on
        self._show_chips()
        self.changed.emit()

    def _on_typed(self, words: str) -> None:
        self.ask(self._filter.asking(words=words))

    def _show_chips(self) -> None:
        """Make the chips anew; the one with the focus is there again, or the next one has it."""
        held = self.focusWidget() if isinstance(self.focusWidget(), _ChipButton) else None
        focused = held.objectName() if held is not None else None
        for old in self.chips:
            self._chips.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.chips.clear()
        for facet in self._facets:
            if any(getattr(self._filter, name) not in (None, "") for name in facet.names):
                self._add_chip(facet.label, facet.say(self._live, self._filter), facet)
        if self._filter.is_commented is not None:
            said = _("With a comment") if self._filter.is_commented else _("Without a comment")
            self._add_chip(said, "", None).removed.connect(lambda: self.ask(self._filter.without("is_commented")))
        if self.in_focus:
            self._add_chip(_("In focus"), "", None).removed.connect(lambda: self.set_in_focus(False))
        for condition, words in zip(self._documents.conditions, self._documents.words(), strict=True):
            self._add_chip(_("Documents"), words, None).removed.connect(partial(self._documents.toggle, condition))
        self._chip_row.setVisible(bool(self.chips))
        self._chip_row.updateGeometry()
        if focused is not None:
            same = [chip.button for chip in self.chips if chip.button.objectName() == focused]
            (same[0] if same else self.line).setFocus()

    def _add_chip(self, title: str, said: str, facet: Facet | None) -> FilterChip:
        chip = FilterChip(title, said)
        if facet is not None:
            chip.pressed.connect(lambda: self._open(facet, chip))
            chip.removed.connect(lambda: self.ask(self._filter.without(*facet.names)))
        self._chips.addWidget(chip)
        self.chips.append(chip)
        return chip


class FilterChip(QWidget):
    """One thing that is asked for: pressed it opens, and its cross, Esc or Delete take it away."""

    pressed = Signal()
    removed = Signal()

    def __init__(self, title: str, said: str) -> None:
        super().__init__()
        text = f"{title}: {shortened(said)}" if said else title
        self.button = _ChipButton(text, self.removed.emit)
        self.button.setObjectName(title)
        self.button.setAccessibleName(f"{title}: {said}" if said else title)
        self.button.setToolTip(tooltip_of(title, said) if said else title)
        self.button.clicked.connect(self.pressed)
        self.cross = tool_button("close", _("Take “{filter}” away").format(filter=title), self.removed.emit)
        self.cross.setIconSize(QSize(CROSS, CROSS))
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.button)
        inside.addWidget(self.cross)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("chip", True)


class _ChipButton(QToolButton):
    """The words of a chip."""

    def __init__(self, text: str, remove: Callable[[], None]) -> None:
        super().__init__()
        self.setText(text.replace("&", "&&"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._remove = remove

    def event(self, event: QEvent) -> bool:
        return keeps(event, lambda key: key.key() in _CLEARING) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CLEARING:
            self._remove()
        else:
            super().keyPressEvent(event)
