"""What it means to let something go on the tree of codes."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QMimeData, Qt

from otsannot.i18n import _
from otsannot.model.code_tree import CodeRow, CodeTree
from otsannot.ui.item_models.code_order import Order
from otsannot.ui.mime import CODE_MIME, SPAN_MIME, dragged_codes


class Drop(Enum):
    """What is asked for: to put codes elsewhere, to make them one with a code, to give a passage a code."""

    MOVE = auto()
    MERGE = auto()
    APPLY = auto()


def meaning(
    data: QMimeData, action: Qt.DropAction, target: CodeRow | None, book: CodeTree, *, is_place: bool = False
) -> Drop | None:
    """What letting go on a code would do, or at a place among what stands under it; None when that cannot be.

    With Ctrl, which asks for a copy, codes merge.
    """
    if not data.hasFormat(CODE_MIME):
        applies = data.hasFormat(SPAN_MIME) and not is_place and target is not None and not target.is_folder
        return Drop.APPLY if applies else None
    codes = {code_id for code_id in dragged_codes(data) if code_id in book.by_id}
    if action == Qt.DropAction.CopyAction:
        merges = codes and not is_place and target is not None and target.id not in codes
        return Drop.MERGE if merges else None
    over = set() if target is None else {target.id, *book.above(target.id)}
    return Drop.MOVE if codes and not codes & over else None


def told(
    data: QMimeData, action: Qt.DropAction, target: CodeRow | None, book: CodeTree, order: Order, *, is_place: bool
) -> str:
    """The sentence that says what letting codes go would do, or why nothing can be let go between two of them."""
    if not data.hasFormat(CODE_MIME):
        return ""
    if is_place and order is not Order.TREE:
        return _("The codes are sorted. Sort them as in the tree to arrange them.")
    if is_place or target is None:
        return ""
    match meaning(data, action, target, book):
        case Drop.MERGE:
            return _("Let go to merge into “{code}”.").format(code=target.name)
        case Drop.MOVE if target.is_folder:
            return _("Let go to put under “{code}”.").format(code=target.name)
        case Drop.MOVE:
            return _("Let go to put under “{code}”; hold Ctrl to merge instead.").format(code=target.name)
    return ""
