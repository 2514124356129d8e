"""The menus that open on words, on a code of a passage, and on a stripe."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from otsannot.i18n import _
from otsannot.model.passages import Passage, PassageCode
from otsannot.model.spans import Span
from otsannot.ui.choosing.code_chooser import CodeChooser
from otsannot.ui.choosing.popup import on_screen
from otsannot.ui.focus_menu import add_focus
from otsannot.ui.icons import icon, swatch_icon
from otsannot.ui.panels.parts import named_menu

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow

SEPARATOR = "-"
RECENT_SHOWN = 5

_ON_WORDS = (
    "code.repeat",
    "code.in_vivo",
    "annotation.highlight",
    "annotation.comment",
    "memo.new_about_passage",
    SEPARATOR,
    "edit.copy",
    "edit.copy_reference",
    "annotation.copy_codes",
    "annotation.paste_codes",
    SEPARATOR,
    "select.sentence",
    "select.paragraph",
    SEPARATOR,
    "annotation.split",
    "annotation.join_next",
    "annotation.join_previous",
    "annotation.remove",
)


class ContextMenus:
    """Builds the menus when they are asked for; each of their entries is one verb of the desk or an action."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk
        self._view = window.pane.view
        self._view.menu_wanted.connect(self.open_on_words)
        window.inspector.menu_wanted.connect(self.open_on_coding)
        window.pane.margin.menu_wanted.connect(lambda bracket, at: self.open_on_coding(bracket.code.coding_id, at))

    def open_on_words(self, position: int | None, place: QPoint) -> None:
        """Open the menu of what stands under the mouse; None for the key that opens menus, and beside the text."""
        if self._desk.document is None:
            return
        if position is None:
            span = self._desk.target()
            under = [] if self._desk.passage is None else [self._desk.passage]
            if not under:
                under = self._view.passages_at(self._desk.caret if span is None else span.start)
        else:
            under = self._view.passages_at(position)
            self._stand_on(position, under)
        menu = self._menu()
        for passage in under:
            self._add_codes(menu, passage)
        if under and any(passage.codes for passage in under):
            menu.addSeparator()
        self._add(menu, ["code.apply"])
        self._add_recent(menu)
        menu.addSeparator()
        self._add(menu, _ON_WORDS)
        menu.popup(place)

    def open_on_coding(self, coding_id: int, place: QPoint) -> None:
        """Open the menu of one code of a passage."""
        found = self._desk.coding(coding_id)
        if found is not None:
            menu = self._menu()
            self._fill_coding(menu, *found)
            menu.popup(place)

    def ask_move(self, coding: PassageCode) -> None:
        """Ask which code shall take the place of a coding's, beside its chip or else its passage."""
        chip = self._window.inspector.chip_of(coding.coding_id)
        if chip is not None and chip.isVisible():
            place = on_screen(chip, chip.rect())
        else:
            found = self._desk.coding(coding.coding_id)
            place = self._view.place_on_screen(Span(0, 1) if found is None else found[0].span)
        question = _("Which code shall take the place of “{code}”?").format(code=coding.name)
        book = self._window.live.book
        without = {coding.code_id, *(row.id for row in book.by_id.values() if row.is_folder)}
        chooser = CodeChooser(self._window.live, question, self._window, without=without, creates=True)
        chooser.chosen.connect(partial(self._desk.shaper.move_coding, coding.coding_id))
        chooser.named.connect(partial(self._desk.shaper.move_coding, coding.coding_id))
        chooser.open_at(place)

    def move_coding(self) -> None:
        """Ask where a code of the current passage shall go; which one, when it has several."""
        passage = self._desk.own_passage()
        if passage is None:
            return
        if not passage.codes:
            self._desk.said.emit(_("Give the passage a code first."))
        elif len(passage.codes) == 1:
            self.ask_move(passage.codes[0])
        else:
            menu = self._menu()
            for code in passage.codes:
                menu.addAction(swatch_icon(code.colour), _plain(code.name), partial(self.ask_move, code))
            menu.setActiveAction(menu.actions()[0])
            menu.popup(self._view.place_on_screen(passage.span).bottomLeft())

    def _menu(self) -> QMenu:
        menu = named_menu(_("What to do here"), self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _stand_on(self, position: int, under: Sequence[Passage]) -> None:
        """Go to where the mouse is, unless it is on what is selected, or on the current passage already."""
        selected = self._view.span()
        if selected is None or not selected.start <= position < selected.end:
            self._view.select(Span(position, position))
            if self._desk.passage not in under:
                self._desk.select_passage(under[0].annotation_id if under else None)

    def _add_codes(self, menu: QMenu, passage: Passage) -> None:
        for code in passage.codes:
            name = code.name
            if not self._desk.is_own(passage):
                name = _("{code} ({coder})").format(code=code.name, coder=passage.coder)
            under = menu.addMenu(swatch_icon(code.colour), _plain(name))
            self._fill_coding(under, passage, code)

    def _fill_coding(self, menu: QMenu, passage: Passage, code: PassageCode) -> None:
        if self._desk.is_own(passage) and self._window.project.store.writable:
            menu.addAction(icon("remove"), _("Remove this code"), partial(self._desk.pen.remove_coding, code.coding_id))
            menu.addAction(_("Weigh it…"), partial(self._weigh, passage, code))
            menu.addAction(_("Move to another code…"), partial(self.ask_move, code))
            menu.addSeparator()
        menu.addAction(_("Show it in the codebook"), partial(self._window.codebook.show_code, code.code_id))
        menu.addSeparator()
        add_focus(menu, self._desk.focus, [code.code_id], (passage.coder_id, passage.coder))

    def _add_recent(self, menu: QMenu) -> None:
        if self._desk.target() is None:
            return
        book, passage = self._window.live.book, self._desk.passage
        is_own = passage is not None and self._desk.is_own(passage)
        there = {code.code_id for code in passage.codes} if passage is not None and is_own else set()
        fresh = [number for number in self._desk.pen.recent_codes if number in book.by_id and number not in there]
        for code_id in fresh[:RECENT_SHOWN]:
            row = book.by_id[code_id]
            entry = menu.addAction(swatch_icon(row.colour), _("Apply “{code}”").format(code=_plain(row.name)))
            entry.triggered.connect(lambda _checked=False, number=code_id: self._desk.pen.apply_codes([number]))
            entry.setEnabled(self._window.registry["code.apply"].isEnabled())

    def _add(self, menu: QMenu, names: Sequence[str]) -> None:
        """Offer what can be done here; the menus of the bar list the rest, and what each is waiting for."""
        for name in names:
            if name == SEPARATOR:
                menu.addSeparator()
            elif self._window.registry[name].isEnabled():
                menu.addAction(self._window.registry[name])

    def _weigh(self, passage: Passage, code: PassageCode) -> None:
        self._desk.select_passage(passage.annotation_id)
        chip = self._window.inspector.chip_of(code.coding_id)
        if chip is not None:
            chip.weigh()


def _plain(name: str) -> str:
    """A name as a menu shows it; `&` would mark an access key."""
    return name.replace("&", "&&")
