"""The menu that asks documents for what they are: language, groups, cases, attributes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from otsannot.i18n import _
from otsannot.model.attribute_values import NO, YES, order
from otsannot.model.conditions import Condition
from otsannot.store import attributes, cases, documents, groups
from otsannot.store.attributes import AttributeRow
from otsannot.ui.choosing.condition_popover import ConditionPopover
from otsannot.ui.conventions import shown
from otsannot.ui.document_filter import DocumentFilter
from otsannot.ui.item_models import wording
from otsannot.ui.live_project import LiveProject
from otsannot.ui.panels.parts import named_menu

MOST_VALUES = 15
"""An attribute with more distinct values is asked with a condition that is typed."""


def filter_menu(live: LiveProject, asked: DocumentFilter, parent: QWidget) -> QMenu:
    """The conditions there are to ask, those that are asked ticked."""
    menu = named_menu(_("Filter"), parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    with live.read() as session:
        languages = sorted({row.language for row in documents.rows(session)})
        shelves = {
            "group": [(row.id, row.name) for row in groups.rows(session)],
            "case": [(row.id, row.name) for row in cases.rows(session)],
        }
        stated = attributes.rows(session)
        values = attributes.values(session)
    tongues = {Condition("language", 0, "is", code): wording.language_name(code) or _("Unknown") for code in languages}
    _offer(menu.addMenu(_("Language")), asked, tongues)
    for field, title in (("group", _("Group")), ("case", _("Case"))):
        if shelves[field]:
            _offer(menu.addMenu(title), asked, {Condition(field, number): name for number, name in shelves[field]})
    if stated:
        menu.addSeparator()
    for attribute in stated:
        of = menu.addMenu(attribute.name.replace("&", "&&"))
        _offer_attribute(of, asked, attribute, _distinct(values, attribute), parent)
    menu.addSeparator()
    everything = menu.addAction(_("Show all documents"), lambda: asked.ask())
    everything.setEnabled(asked.is_on)
    return menu


def attribute_menu(live: LiveProject, asked: DocumentFilter, attribute: AttributeRow, parent: QWidget) -> QMenu:
    """The conditions there are to ask of one attribute."""
    menu = named_menu(_("Filter"), parent)
    with live.read() as session:
        distinct = _distinct(attributes.values(session), attribute)
    _offer_attribute(menu, asked, attribute, distinct, parent)
    return menu


def _distinct(values: dict[int, dict[int, str]], attribute: AttributeRow) -> set[str]:
    return {of[attribute.id] for of in values.values() if attribute.id in of}


def _offer(menu: QMenu, asked: DocumentFilter, words: dict[Condition, str]) -> None:
    for condition, text in words.items():
        entry = menu.addAction(text.replace("&", "&&"))
        entry.setCheckable(True)
        entry.setChecked(condition in asked.conditions)
        entry.triggered.connect(partial(_toggle, asked, condition))


def _offer_attribute(
    of: QMenu, asked: DocumentFilter, attribute: AttributeRow, distinct: set[str], parent: QWidget
) -> None:
    if attribute.kind == "yes_no":
        distinct = {YES, NO}
    elif attribute.kind == "choice":
        distinct = {*attribute.choices, *distinct}
    if len(distinct) <= MOST_VALUES:
        ordered = sorted(distinct, key=lambda value: order(attribute.kind, value, attribute.choices))
        _offer(of, asked, {
            Condition("attribute", attribute.id, "is", value): shown(attribute.kind, value) for value in ordered
        })  # fmt: skip
    _offer(of, asked, {Condition("attribute", attribute.id, "empty"): _("Empty")})
    of.addSeparator()
    of.addAction(_("Condition…"), lambda: _ask(asked, attribute, parent))


def _ask(asked: DocumentFilter, attribute: AttributeRow, parent: QWidget) -> None:
    popover = ConditionPopover(attribute, parent)
    popover.chosen.connect(asked.toggle)
    popover.open_under(parent)


def _toggle(asked: DocumentFilter, condition: Condition, _checked: bool = False) -> None:
    asked.toggle(condition)
