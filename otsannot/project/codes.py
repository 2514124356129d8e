"""The verbs on codes for scripts and the command line, which a project gives as `project.codes`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from otsannot.i18n import _
from otsannot.model.code_tree import split_path
from otsannot.progress import SILENT, Progress
from otsannot.store import Edit, arranging, codes, recoding
from otsannot.store.arranging import Removed
from otsannot.store.recoding import Moved


class Codes:
    """Each verb is one edit. A code is named by its path, or by as much of the end of it as fits one code only.

    Every verb raises OtsannotError for a name that fits none or several, and for what the codebook cannot be.
    """

    def __init__(self, edit: Callable[[str], AbstractContextManager[Edit]]) -> None:
        self._edit = edit

    def create(self, path: str, *, colour: str | None = None, is_folder: bool = False, **definition: str) -> str:
        """Add a code, and the parents of its path that are missing; one that is there is only coloured and defined.

        `definition` gives fields such as `brief_definition`. Returns the path.
        """
        with self._edit(_("New code {name}").format(name=path)) as edit:
            code_id = codes.create_path(edit, split_path(path))
            if colour is not None:
                codes.colour_code(edit, code_id, colour)
            if is_folder:
                codes.set_folder(edit, code_id, True)
            codes.define_code(edit, code_id, **definition)
            return codes.tree(edit.session).path(code_id)

    def rename(self, code: str, name: str) -> None:
        """Give a code another name."""
        with self._edit(_("Rename code")) as edit:
            codes.rename_code(edit, _found(edit, code), name)

    def define(self, code: str, /, **fields: str) -> None:
        """Write definition fields of a code, such as `when_to_use`."""
        with self._edit(_("Edit definition")) as edit:
            codes.define_code(edit, _found(edit, code), **fields)

    def colour(self, code: str, colour: str) -> None:
        """Give a code another colour, `#rrggbb`."""
        with self._edit(_("Colour code")) as edit:
            codes.colour_code(edit, _found(edit, code), colour)

    def bind(self, code: str, digit: int | None) -> None:
        """Let a digit from 1 to 9 apply a code in the window; None takes it away."""
        with self._edit(_("Bind digit")) as edit:
            codes.bind_digit(edit, _found(edit, code), digit)

    def set_folder(self, code: str, is_folder: bool = True) -> None:
        """Say whether a code only holds other ones; one that is in use cannot become a folder."""
        with self._edit(_("Make a folder") if is_folder else _("Make a code")) as edit:
            codes.set_folder(edit, _found(edit, code), is_folder)

    def move(self, code: str, under: str | None = None, position: int | None = None) -> str:
        """Put a code under another one, or at the top, before the sibling at `position` or last. Returns the path."""
        with self._edit(_("Move code")) as edit:
            code_id = _found(edit, code)
            arranging.move_code(edit, code_id, None if under is None else _found(edit, under), position)
            return codes.tree(edit.session).path(code_id)

    def duplicate(self, code: str, *, with_children: bool = False) -> str:
        """Put a copy without codings after a code, named `name (2)`. Returns its path."""
        with self._edit(_("Duplicate {codes}").format(codes=code)) as edit:
            copy_id = arranging.duplicate_code(edit, _found(edit, code), with_children=with_children)
            return codes.tree(edit.session).path(copy_id)

    def merge(self, source: str | Iterable[str], target: str, progress: Progress = SILENT) -> Moved:
        """Make one code, or several, one with another, as `recoding.merge_codes` says."""
        sources = [source] if isinstance(source, str) else list(source)
        label = _("Merge {codes} into {target}").format(codes=", ".join(sources), target=target)
        with self._edit(label) as edit:
            return recoding.merge_codes(edit, [_found(edit, name) for name in sources], _found(edit, target), progress)

    def split(self, code: str, into: str, annotation_ids: Iterable[str], progress: Progress = SILENT) -> Moved:
        """Give some passages of a code another one instead, which is created when missing.

        `annotation_ids` are GUIDs, as `Project.annotations` has them; one without the code is refused.
        """
        with self._edit(_("Split {code}").format(code=code)) as edit:
            code_id = _found(edit, code)
            codings = recoding.codings_of(edit.session, code_id, annotation_ids)
            book = codes.tree(edit.session)
            if book.find(into):
                target = codes.find_code(book, into).id
            else:
                target = arranging.create_beside(edit, code_id, split_path(into))
            return recoding.move_codings(edit, codings, target, progress)

    def remove(self, code: str | Iterable[str], progress: Progress = SILENT) -> Removed:
        """Remove codes, everything under them, and their codings; the passages stay."""
        names = [code] if isinstance(code, str) else list(code)
        with self._edit(_("Remove {codes}").format(codes=", ".join(names))) as edit:
            return arranging.remove_codes(edit, [_found(edit, name) for name in names], progress)


def _found(edit: Edit, name: str) -> int:
    return codes.find_code(codes.tree(edit.session), name).id
