"""Which action stands in which menu and in the tool bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from otsannot.i18n import _
from otsannot.ui.actions import DIGITS, Actions
from otsannot.ui.theme import THEMES

SEPARATOR = "-"


class Menu(NamedTuple):
    """A title, and what stands below it: names of actions, separators and further menus."""

    title: str
    content: Sequence[str | Menu]
    name: str = ""


def layout() -> list[Menu]:
    """The menu bar from left to right."""
    return [_study(), _edit(), _code(), _passage(), _codebook(), _documents(), _memos(), _view(), _help()]


def fill(window: QMainWindow, actions: Actions) -> None:
    """Put every action into its menu."""
    for menu in layout():
        _fill(window.menuBar().addMenu(menu.title), menu, actions)


def _fill(made: QMenu, menu: Menu, actions: Actions) -> None:
    made.setObjectName(menu.name)
    made.setAccessibleName(menu.title.replace("&", ""))
    made.setToolTipsVisible(False)
    for entry in menu.content:
        if isinstance(entry, Menu):
            _fill(made.addMenu(entry.title), entry, actions)
        elif entry == SEPARATOR:
            made.addSeparator()
        else:
            made.addAction(actions[entry])


def recent_menu(bar: QMenuBar) -> QMenu:
    """The menu that lists the recent studies; who owns the list fills it."""
    found = bar.findChild(QMenu, "recentMenu")
    assert isinstance(found, QMenu)
    return found


def _study() -> Menu:
    exports = (
        "export.annotations",
        "export.codebook",
        "export.documents",
        "export.cases",
        "export.memos",
        "export.history",
        "export.matrix",
        SEPARATOR,
        "project.export",
        "project.export_folder",
    )
    return Menu(
        _("&Study"),
        [
            "project.new",
            "project.open",
            Menu(_("Open &recent"), (), "recentMenu"),
            "project.sample",
            SEPARATOR,
            "documents.import",
            "documents.import_folder",
            "project.import_study",
            "codebook.import",
            "attributes.import",
            "cases.import",
            "documents.show_import",
            SEPARATOR,
            Menu(_("&Export"), exports),
            "project.save_copy",
            "project.back_up",
            "project.restore",
            SEPARATOR,
            "project.close",
            "project.quit",
        ],
    )


def _edit() -> Menu:
    return Menu(
        _("&Edit"),
        [
            "edit.undo",
            "edit.redo",
            SEPARATOR,
            "edit.copy",
            "edit.copy_reference",
            SEPARATOR,
            "edit.select_all",
            "select.sentence",
            "select.paragraph",
            "select.grow",
            "select.shrink",
            "select.whole_words",
            SEPARATOR,
            "coder.change",
            "view.preferences",
        ],
    )


def _code() -> Menu:
    return Menu(
        _("&Code"),
        [
            "code.apply",
            Menu(_("Apply a code by &digit"), [f"code.apply_digit_{n}" for n in DIGITS]),
            "code.repeat",
            "code.in_vivo",
        ],
    )


def _codebook() -> Menu:
    moves = ["code.move_up", "code.move_down", "code.move_in", "code.move_out", "code.move_under"]
    return Menu(
        _("Code&book"),
        [
            "code.new",
            "code.new_under",
            "code.apply_chosen",
            SEPARATOR,
            "code.rename",
            "code.define",
            "code.colour",
            "code.folder",
            Menu(_("Di&git"), [*(f"code.digit_{n}" for n in DIGITS), SEPARATOR, "code.digit_none"]),
            Menu(_("Mo&ve"), moves),
            SEPARATOR,
            "code.copy",
            "code.merge",
            "code.split",
            "code.duplicate",
            "code.duplicate_all",
            "code.remove",
            SEPARATOR,
            "code.sort_tree",
            "code.sort_name",
            "code.sort_count",
        ],
    )


def _passage() -> Menu:
    ends = [f"annotation.{end}{step}" for step in ("later", "earlier") for end in ("end_", "start_")]
    letters = [f"annotation.{end}letter_{step}" for step in ("later", "earlier") for end in ("end_", "start_")]
    return Menu(
        _("&Passage"),
        [
            "annotation.highlight",
            "annotation.comment",
            "annotation.weigh",
            "coding.move",
            "annotation.menu",
            "annotation.remove",
            SEPARATOR,
            "annotation.copy_codes",
            "annotation.paste_codes",
            SEPARATOR,
            Menu(_("Move the &ends"), [*ends, SEPARATOR, *letters]),
            "annotation.split",
            "annotation.join_next",
            "annotation.join_previous",
            SEPARATOR,
            "annotation.next",
            "annotation.previous",
            "annotation.next_of_code",
            "annotation.previous_of_code",
            "annotation.next_without_comment",
            "annotation.previous_without_comment",
            "document.next_uncoded",
            "document.previous_uncoded",
            SEPARATOR,
            "annotations.filter",
            Menu(_("Selected rows of the ta&ble"), _selected()),
            "annotations.export_shown",
        ],
    )


def _selected() -> list[str]:
    changes = ["recode", "add_code", "weigh", SEPARATOR, "remove_codes", "remove", SEPARATOR, "copy", "export_selected"]
    return [name if name == SEPARATOR else f"annotations.{name}" for name in changes]


def _documents() -> Menu:
    of_attributes = ("attributes.new", "attributes.change", "attributes.move_left", "attributes.move_right")
    return Menu(
        _("&Documents"),
        [
            "view.documents_table",
            "view.cases",
            SEPARATOR,
            "documents.filter",
            "documents.show_all",
            "documents.order",
            SEPARATOR,
            "documents.correct",
            "document.recognise_speakers",
            "document.speakers_as_cases",
            "documents.save_original",
            "document.export_coded",
            "documents.rename",
            "documents.remove",
            SEPARATOR,
            "documents.add_to_group",
            "groups.take_out",
            "groups.rename",
            "groups.remove",
            SEPARATOR,
            "documents.add_to_case",
            "cases.take_out",
            "cases.new",
            "cases.remove",
            SEPARATOR,
            Menu(_("Attri&butes"), [*of_attributes, "attributes.remove"]),
        ],
    )


def _memos() -> Menu:
    return Menu(
        _("&Memos"),
        [
            "view.memos",
            SEPARATOR,
            "memo.new",
            "memo.new_about_passage",
            "memo.new_about_document",
            "memo.new_about_code",
            SEPARATOR,
            "memo.next",
            "memo.previous",
            SEPARATOR,
            "memo.preview",
            "memo.refresh",
            "memo.remove",
        ],
    )


def _view() -> Menu:
    return Menu(
        _("&View"),
        [
            "view.palette",
            SEPARATOR,
            "go.heading",
            "go.next_heading",
            "go.previous_heading",
            SEPARATOR,
            "view.next_document",
            "view.previous_document",
            SEPARATOR,
            "view.zoom_in",
            "view.zoom_out",
            "view.zoom_reset",
            SEPARATOR,
            Menu(_("&Focus"), _focus()),
            SEPARATOR,
            "view.bottom",
            "view.annotations",
            "view.bottom_larger",
            SEPARATOR,
            "view.stripes_wider",
            "view.stripes_narrower",
            SEPARATOR,
            Menu(_("&Theme"), [f"view.theme_{name}" for name in THEMES]),
        ],
    )


def _focus() -> list[str]:
    only = ["view.focus_code", "view.focus_more", "view.focus_coder", "view.focus_speaker"]
    return [*only, SEPARATOR, "view.others", "view.hide_rest", "view.dim_rest", SEPARATOR, "view.show_all"]


def _help() -> Menu:
    return Menu(_("&Help"), ["help.shortcuts", SEPARATOR, "help.about"])
