"""The actions on the codebook; what may concern many codings runs on a thread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication

from otsannot.analysis import listings
from otsannot.i18n import _, ngettext
from otsannot.model.nouns import Code
from otsannot.progress import SILENT, Progress
from otsannot.store import Change, arranging, codes, recoding
from otsannot.store.arranging import Removed
from otsannot.store.recoding import Moved
from otsannot.ui.actions import DIGITS
from otsannot.ui.choosing.code_chooser import CodeChooser
from otsannot.ui.choosing.popup import on_screen
from otsannot.ui.dialogs.split_code import SplitDialog
from otsannot.ui.item_models.code_order import Order
from otsannot.ui.panels.code_menu import code_menu
from otsannot.ui.panels.code_view import Way
from otsannot.ui.panels.table_parts import tab_separated

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow

T = TypeVar("T")

AT_ONCE = 2_000
"""While so many codings change the window waits, and is not seen to; more of them change on a thread."""


class CodeCommands:
    """Acts on the codes that are chosen in the tree of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._live = window.live
        self._panel = window.codebook
        self._panel.remove_wanted.connect(self.remove)
        self._panel.merge_wanted.connect(self.merge)
        self._panel.menu_wanted.connect(self.show_menu)
        self._panel.tree.selectionModel().currentChanged.connect(self._show_folder)
        self._live.changed.connect(self._on_changed)

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        panel = self._panel
        return {
            "code.new": panel.new_code,
            "code.new_under": panel.new_code_under,
            "code.apply_chosen": panel.apply,
            "code.rename": panel.rename,
            "code.define": panel.define,
            "code.colour": panel.pick_colour,
            "code.folder": self.toggle_folder,
            **{f"code.digit_{digit}": partial(panel.bind_digit, digit) for digit in DIGITS},
            "code.digit_none": partial(panel.bind_digit, None),
            "code.move_up": partial(panel.move_code, Way.UP),
            "code.move_down": partial(panel.move_code, Way.DOWN),
            "code.move_in": partial(panel.move_code, Way.IN),
            "code.move_out": partial(panel.move_code, Way.OUT),
            "code.move_under": self.choose_parent,
            "code.copy": self.copy,
            "code.merge": self.choose_target,
            "code.split": self.split,
            "code.duplicate": partial(self.duplicate, with_children=False),
            "code.duplicate_all": partial(self.duplicate, with_children=True),
            "code.remove": self.remove,
            **{f"code.sort_{order.value}": partial(panel.sort, order) for order in Order},
        }

    def show_menu(self, place: QPoint, on_code: bool) -> None:
        """Show what can be done with the chosen codes."""
        row = self._live.book.by_id.get(self._panel.code_id or 0) if on_code else None
        desk, chosen = self._window.desk, self._panel.tree.chosen
        code_menu(self._panel, self._window.registry, desk, row, chosen).popup(place)

    def copy(self) -> None:
        """Put the chosen codes on the clipboard, as a table that a spreadsheet takes and an import reads."""
        self._window.write_down()
        chosen = self._panel.chosen
        with self._live.read() as session:
            rows = listings.definition_rows(self._live.book, codes.definitions(session), chosen)
        QGuiApplication.clipboard().setText(tab_separated([listings.DEFINITION_COLUMNS, *rows]))
        self._window.say(ngettext("{count} code is copied.", "{count} codes are copied.", len(chosen)))

    def toggle_folder(self) -> None:
        """Make the chosen codes folders, or codes again, as the first of them is not yet."""
        chosen = self._panel.chosen
        is_folder = not chosen[0].is_folder
        self._show_folder()  # what refuses leaves the entry as it was
        with self._live.edit(_("Make a folder") if is_folder else _("Make a code")) as edit:
            for row in chosen:
                codes.set_folder(edit, row.id, is_folder)

    def choose_parent(self) -> None:
        """Ask under which code the chosen ones shall stand; a new name makes one."""
        chosen = self._panel.tree.chosen
        under = {code_id for one in chosen for code_id in self._live.book.descendants(one)}
        chooser = self._chooser(_("Move under"), under, creates=True)
        chooser.chosen.connect(lambda parent_id: self._panel.move_codes(chosen, parent_id, None))
        chooser.named.connect(partial(self._move_under_new, chosen))

    def _move_under_new(self, chosen: Sequence[int], path: Sequence[str]) -> None:
        with self._live.edit(_("New code {name}").format(name=path[-1])) as edit:
            parent_id = codes.create_path(edit, path)
            arranging.move_codes(edit, chosen, parent_id)
        self._panel.tree.go_to(parent_id)

    def choose_target(self) -> None:
        """Ask into which code the chosen ones shall be merged."""
        chosen = self._panel.tree.chosen
        in_use = any(self._panel.model.counts.own(code_id) for code_id in chosen)
        folders = {row.id for row in self._live.book.by_id.values() if row.is_folder} if in_use else set()
        self._chooser(_("Merge into"), {*chosen, *folders}).chosen.connect(partial(self.merge, chosen))

    def merge(self, source_ids: Sequence[int], target_id: int) -> None:
        """Make codes one with another, and say what became of their codings."""
        target = self._live.book.by_id[target_id].name
        label = _("Merge {codes} into {target}").format(codes=self._names(source_ids), target=target)

        def work(progress: Progress) -> Moved:
            with self._window.project.edit(label) as edit:
                return recoding.merge_codes(edit, source_ids, target_id, progress)

        def done(moved: Moved) -> None:
            self._panel.tree.go_to(target_id)
            self._window.say(_("Merged into “{code}”: {moved}.").format(code=target, moved=told(moved)))

        self._write(label, sum(map(self._panel.model.counts.own, source_ids)), work, done)

    def split(self) -> None:
        """Show the passages of the current code, to choose which of them move to another one."""
        code_id = self._panel.code_id
        if code_id is not None:
            dialog = SplitDialog(self._window, code_id)
            dialog.move_wanted.connect(self.move_codings)
            dialog.show()

    def move_codings(self, code_id: int, coding_ids: Sequence[int], to: int | Sequence[str]) -> None:
        """Give codings of a code another one, or a new one of a path, and say what became of them."""
        source = self._live.book.by_id[code_id].name
        label = _("Split {code}").format(code=source)

        def work(progress: Progress) -> tuple[int, Moved]:
            with self._window.project.edit(label) as edit:
                target_id = to if isinstance(to, int) else arranging.create_beside(edit, code_id, to)
                return target_id, recoding.move_codings(edit, coding_ids, target_id, progress)

        def done(result: tuple[int, Moved]) -> None:
            target_id, moved = result
            self._panel.tree.go_to(target_id)
            target = self._live.book.by_id[target_id].name
            said = _("From “{code}” to “{target}”: {moved}.")
            self._window.say(said.format(code=source, target=target, moved=told(moved)))

        self._write(label, len(coding_ids), work, done)

    def duplicate(self, *, with_children: bool) -> None:
        """Put a copy beside each chosen code."""
        chosen = self._panel.tree.chosen
        with self._live.edit(_("Duplicate {codes}").format(codes=self._names(chosen))) as edit:
            copies = [arranging.duplicate_code(edit, code_id, with_children=with_children) for code_id in chosen]
        self._panel.tree.go_to(copies[0])

    def remove(self) -> None:
        """Remove the chosen codes and all under them, and say what went."""
        chosen = self._panel.tree.chosen
        if not chosen:
            return
        doomed = {under for code_id in chosen for under in self._live.book.descendants(code_id)}
        neighbour = self._panel.tree.neighbour(doomed)
        names = self._names(chosen)
        label = _("Remove {codes}").format(codes=names)

        def work(progress: Progress) -> Removed:
            with self._window.project.edit(label) as edit:
                return arranging.remove_codes(edit, chosen, progress)

        def done(removed: Removed) -> None:
            if neighbour is not None:
                self._panel.tree.go_to(neighbour)
            self._window.say(_told_of_removal(names, len(chosen), removed))

        self._write(label, sum(map(self._panel.model.counts.own, doomed)), work, done)

    def _write(self, label: str, codings: int, work: Callable[[Progress], T], done: Callable[[T], object]) -> None:
        """Do work that changes so many codings, at once or beside the window."""
        if codings > AT_ONCE:
            self._window.write_at_length(label, work, done)
        else:
            self._live.check_free()
            self._window.write_down()
            done(work(SILENT))

    def _chooser(self, question: str, without: Collection[int], *, creates: bool = False) -> CodeChooser:
        """Ask for a code beside the current one."""
        tree = self._panel.tree
        chooser = CodeChooser(self._live, question, self._window, without=without, creates=creates)
        row = tree.visualRect(tree.currentIndex())
        chooser.open_at(on_screen(tree.viewport(), row))
        return chooser

    def _names(self, code_ids: Collection[int]) -> str:
        """What codes are called in a label."""
        if len(code_ids) > 3:
            return ngettext("{count} code", "{count} codes", len(code_ids))
        return ", ".join(self._live.book.by_id[code_id].name for code_id in code_ids)

    def _on_changed(self, change: Change) -> None:
        if change.touches(Code):
            self._show_folder()

    def _show_folder(self) -> None:
        row = self._live.book.by_id.get(self._panel.code_id or 0)
        self._window.registry["code.folder"].setChecked(row is not None and row.is_folder)


def told(moved: Moved) -> str:
    """What became of codings, in words."""
    words = ngettext("{count} coding moved", "{count} codings moved", moved.moved)
    if moved.fused:
        words += _(", ") + ngettext(
            "{count} fused with one on the same passage", "{count} fused with those on the same passages", moved.fused
        )
    return words


def _told_of_removal(names: str, chosen: int, removed: Removed) -> str:
    further = removed.codes - chosen
    said = _("Removed: {codes}.").format(codes=names)
    codings = ngettext("{count} coding went with it.", "{count} codings went with it.", removed.codings)
    if further > 0:
        said += " " + ngettext("{count} code under it", "{count} codes under it", further) + _(" and ") + codings
    elif removed.codings:
        said += " " + codings
    return said
