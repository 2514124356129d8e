"""The actions on the area under the text, and on many annotations at once in their table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from otsannot.errors import OtsannotError
from otsannot.exporting import Exported, export_marks
from otsannot.i18n import _, ngettext
from otsannot.progress import SILENT, Progress
from otsannot.store import Edit, batches, codes, recoding
from otsannot.store.coders import ensure_coder
from otsannot.ui import tasks
from otsannot.ui.choosing.code_chooser import CodeChooser
from otsannot.ui.choosing.line_box import LineBox
from otsannot.ui.dialogs import choose

if TYPE_CHECKING:
    from otsannot.store.annotation_table import Chosen
    from otsannot.ui.main_window import MainWindow
    from otsannot.ui.panels.annotations import AnnotationsPanel

FEW = 500
"""Changes of more rows are made beside the window, with a bar that shows how far they are."""


class Done(NamedTuple):
    """How many rows were changed, and how many were left because other coders made them."""

    changed: int
    left: int


Work = Callable[[Edit, Progress], Done]


class TableCommands:
    """Opens the area under the text, and changes what is selected in its table of annotations."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._live = window.live
        self._made: AnnotationsPanel | None = None

    def verbs(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "view.bottom": self._window.bottom.toggle,
            "view.bottom_larger": self._window.bottom.toggle_larger,
            "view.annotations": lambda: self._window.bottom.show_panel("annotations"),
            "annotations.filter": self.edit_filter,
            "annotations.recode": self.ask_recode,
            "annotations.add_code": self.ask_add_code,
            "annotations.weigh": self.ask_weight,
            "annotations.remove_codes": self.remove_codes,
            "annotations.remove": self.remove,
            "annotations.copy": self.copy,
            "annotations.export_selected": lambda: self.export(self.panel.chosen()),
            "annotations.export_shown": lambda: self.export(self.panel.all_shown()),
        }

    def make_panel(self) -> QWidget:
        """The table of annotations; it brings numpy, which a window does not need before."""
        from otsannot.ui.panels.annotations import AnnotationsPanel

        self._made = panel = AnnotationsPanel(self._live, self._window.desk)
        named = self._window.registry
        changes = ("recode", "add_code", "weigh", "", "remove_codes", "remove", "", "copy", "export_selected")
        panel.set_menu(named[f"annotations.{name}"] if name else None for name in changes)
        panel.selection_changed.connect(self._window.refresh_actions)
        panel.remove_wanted.connect(named["annotations.remove_codes"].trigger)
        panel.copy_wanted.connect(named["annotations.copy"].trigger)
        return panel

    @property
    def panel(self) -> AnnotationsPanel:
        """The table of annotations, made now if it was not yet."""
        self._window.bottom.panel("annotations")
        assert self._made is not None
        return self._made

    @property
    def has_table(self) -> bool:
        """Whether the table of annotations has been shown."""
        return self._made is not None

    @property
    def has_rows(self) -> bool:
        """Whether rows of it are selected."""
        return self._made is not None and self._made.isVisible() and bool(self._made.selected)

    def edit_filter(self) -> None:
        """Show the table, and go to the line that filters it."""
        self._window.bottom.show_panel("annotations", focus=False)
        self.panel.edit_filter()

    # Codes

    def ask_recode(self) -> None:
        """Let the user choose the code that takes the place of those in the selected rows."""
        chosen = self.panel.chosen()
        if not chosen.codings():
            self._window.say(_("The selected passages have no code. Add one."))
            return
        chooser = CodeChooser(self._live, _("Which code instead?"), self._window, creates=True)
        chooser.chosen.connect(lambda code_id: self.recode(chosen, code_id))
        chooser.named.connect(lambda path: self.recode(chosen, path))
        chooser.open_at(self._place())

    def recode(self, chosen: Chosen, code: int | Sequence[str]) -> None:
        """Let a code, or one that is made at a path, take the place of those in some rows."""

        def work(edit: Edit, progress: Progress) -> Done:
            codings = chosen.codings()
            own = batches.own_codings(edit.session, codings, ensure_coder(edit, edit.coder))
            if own:
                recoding.move_codings(edit, own, _code(edit, code), progress)
            return Done(len(own), len(codings) - len(own))

        def say(count: int) -> str:
            return ngettext("{count} coding has another code.", "{count} codings have another code.", count)

        self._write(_("Give another code"), len(chosen), work, say)

    def ask_add_code(self) -> None:
        """Let the user choose a further code for the selected passages."""
        chosen = self.panel.chosen()
        chooser = CodeChooser(self._live, _("Which code as well?"), self._window, creates=True)
        chooser.chosen.connect(lambda code_id: self.add_code(chosen, code_id))
        chooser.named.connect(lambda path: self.add_code(chosen, path))
        chooser.open_at(self._place())

    def add_code(self, chosen: Chosen, code: int | Sequence[str]) -> None:
        """Give passages a further code; where they are another coder's, passages of one's own are made."""

        def work(edit: Edit, progress: Progress) -> Done:
            coder_id = ensure_coder(edit, edit.coder)
            return Done(batches.add_code(edit, chosen.annotations(), _code(edit, code), coder_id, progress), 0)

        def say(count: int) -> str:
            return ngettext("{count} passage has got the code.", "{count} passages have got the code.", count)

        self._write(_("Add a code"), len(chosen), work, say)

    def ask_weight(self) -> None:
        """Let the user type a weight for the selected codings."""
        chosen = self.panel.chosen()
        if not chosen.codings():
            self._window.say(_("The selected passages have no code that could be weighed."))
            return
        box = LineBox(self._window, _("Weight from 0 to 100"), hint=_("An empty line takes the weight away."))
        box.accepted.connect(lambda text: self.weigh(chosen, text))
        box.open_at(self._place())

    def weigh(self, chosen: Chosen, text: str) -> None:
        """Weigh codings with a number as it is typed, or take the weight away. Raises OtsannotError for no number."""
        words = text.strip().removesuffix("%").strip()
        if words and not words.isdecimal():
            raise OtsannotError(_("A weight is a whole number from 0 to 100, and not {weight}.").format(weight=words))
        weight = int(words) if words else None

        def work(edit: Edit, progress: Progress) -> Done:
            codings = chosen.codings()
            own = batches.own_codings(edit.session, codings, ensure_coder(edit, edit.coder))
            batches.weigh(edit, own, weight, progress)
            return Done(len(own), len(codings) - len(own))

        def say(count: int) -> str:
            return ngettext("{count} coding is weighed.", "{count} codings are weighed.", count)

        self._write(_("Weigh"), len(chosen), work, say)

    # Removing

    def remove_codes(self) -> None:
        """Take the codes of the selected rows off; rows without a code are passages, and go."""
        chosen = self.panel.chosen()

        def work(edit: Edit, progress: Progress) -> Done:
            coder_id = ensure_coder(edit, edit.coder)
            own = batches.own_codings(edit.session, chosen.codings(), coder_id)
            bare = batches.own_annotations(edit.session, chosen.bare(), coder_id)
            batches.remove_codings(edit, own, progress)
            batches.remove_annotations(edit, bare, progress)
            return Done(len(own) + len(bare), len(chosen) - len(own) - len(bare))

        def say(count: int) -> str:
            return ngettext("{count} row is removed.", "{count} rows are removed.", count)

        self._write(_("Remove codes"), len(chosen), work, say)

    def remove(self) -> None:
        """Remove the selected passages with all their codes and comments."""
        chosen = self.panel.chosen()

        def work(edit: Edit, progress: Progress) -> Done:
            annotations = chosen.annotations()
            own = batches.own_annotations(edit.session, annotations, ensure_coder(edit, edit.coder))
            batches.remove_annotations(edit, own, progress)
            return Done(len(own), len(annotations) - len(own))

        def say(count: int) -> str:
            return ngettext("{count} passage is removed.", "{count} passages are removed.", count)

        self._write(_("Remove passages"), len(chosen), work, say)

    def _write(self, label: str, count: int, work: Work, say: Callable[[int], str]) -> None:
        """Make one edit, beside the window when it is of many rows, and say how many rows it changed."""
        done = partial(self._tell, say)
        project = self._window.project

        def write(progress: Progress) -> Done:
            with project.edit(label) as edit:
                return work(edit, progress)

        if count > FEW:
            self._window.write_at_length(label, write, done)
        else:
            self._live.check_free()
            done(write(SILENT))

    def _tell(self, say: Callable[[int], str], done: Done) -> None:
        if done.left and not done.changed:
            self._window.say(_("Other coders made these passages. Only they can change them."))
            return
        left = ngettext(
            "{count} row of other coders is left as it is.",
            "{count} rows of other coders are left as they are.",
            done.left,
        )
        told = say(done.changed)
        self._window.say(f"{told} {left}" if done.left else told, "edit.undo" if done.changed else None)

    # Taking away

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as spreadsheets paste them."""
        chosen = self.panel.chosen()
        work = self.panel.copying(chosen)
        if len(chosen) > FEW:
            tasks.run(self._window, _("Copy"), work, partial(self._put_down, len(chosen)))
        else:
            self._put_down(len(chosen), work(SILENT))

    def _put_down(self, count: int, table: str) -> None:
        QGuiApplication.clipboard().setText(table)
        self._window.say(ngettext("{count} row is copied.", "{count} rows are copied.", count))

    def export(self, chosen: Chosen) -> None:
        """Ask where to write rows, in the columns of the export of all annotations, and write them."""
        project = self._window.project
        kinds = [_("CSV, for R, Python and Excel (*.csv)"), _("Excel workbook (*.xlsx)")]
        what = _("annotations")
        proposal = self._window.folder / f"{project.path.stem} {what}.csv"
        target = choose.target_file(self._window, _("Export {what}").format(what=what), proposal, kinds)
        if target is None:
            return
        self._window.write_down()

        def work(progress: Progress) -> Exported:
            with project.read() as session:
                return export_marks(session, chosen.marks(), target, progress)

        tasks.run(self._window, _("Export {what}").format(what=what), work, self._on_exported)

    def _on_exported(self, written: Exported) -> None:
        rows = ngettext("{count} row", "{count} rows", written.rows)
        self._window.say(_("{name} is written: {rows}.").format(name=written.path.name, rows=rows))

    def _place(self) -> QRect:
        """Where the current row stands on the screen."""
        table = self.panel.table
        corner = table.visualRect(table.currentIndex()).topLeft() if table.currentIndex().isValid() else QPoint()
        return QRect(table.viewport().mapToGlobal(QPoint(0, max(0, corner.y()))), QSize(1, table.rowHeight(0)))


def _code(edit: Edit, code: int | Sequence[str]) -> int:
    return code if isinstance(code, int) else codes.create_path(edit, code)
