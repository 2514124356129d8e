"""The entries of a context menu that say what to look at."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtWidgets import QMenu

from otsannot.i18n import _
from otsannot.ui.focus import Focus
from otsannot.ui.icons import icon


def add_focus(menu: QMenu, focus: Focus, code_ids: Collection[int], coder: tuple[int, str] | None = None) -> None:
    """Offer to look only at some codes, at them as well, only at a coder (id and name), or at everything again."""
    one = len(code_ids) == 1
    only = menu.addAction(_("Only this code") if one else _("Only these codes"), partial(focus.on_codes, code_ids))
    only.setIcon(icon("filter"))
    if focus.codes is not None and not focus.codes >= set(code_ids):
        menu.addAction(_("Also this code") if one else _("Also these codes"), partial(focus.add_codes, code_ids))
    if coder is not None:
        name = coder[1].replace("&", "&&")
        menu.addAction(_("Only what {coder} coded").format(coder=name), partial(focus.on_coders, [coder[0]]))
    if focus.is_on or not focus.others_shown:
        menu.addAction(_("Show all"), focus.on_all)
