"""Writes attributes as variables, and cases and groups with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lxml import etree

from otsannot.formats.refi.extras import ExtrasWriter, keep_exact
from otsannot.formats.refi.markup import Resolver, child, shown, tag
from otsannot.formats.refi.values import xml_text
from otsannot.formats.refi.xml import Element
from otsannot.model.attribute_values import YES, fits
from otsannot.model.study import StudyAttribute, StudyCase, StudyGroup, StudyMemo

_TYPES = {"number": "Float", "date": "Date", "yes_no": "Boolean"}
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def variable_element(attribute: StudyAttribute, resolver: Resolver, extras: ExtrasWriter) -> Element:
    """An attribute as a variable."""
    extra: dict[str, Any] = {"subject": attribute.subject, "kind": attribute.kind}
    if attribute.choices:
        extra["choices"] = attribute.choices
    made = etree.Element(
        tag("Variable"),
        {
            "guid": shown(resolver.known["attribute"][attribute.guid]),
            "name": keep_exact(extra, "name", attribute.name),
            "typeOfVariable": _TYPES.get(attribute.kind, "Text"),
        },
    )
    extras.keep("attributes", resolver.known["attribute"][attribute.guid], extra)
    return made


def case_element(
    case: StudyCase,
    attributes: Iterable[StudyAttribute],
    resolver: Resolver,
    extras: ExtrasWriter,
    memos: Sequence[StudyMemo],
) -> Element:
    """A case; its memos are also its Description, since the standard lets no note refer to a case."""
    extra: dict[str, Any] = {"created": case.created} if case.created else {}
    name = keep_exact(extra, "name", case.name)
    made: Any = etree.Element(tag("Case"), {"guid": shown(resolver.known["case"][case.guid]), "name": name})
    if said := "\n\n".join(memo.text for memo in memos):
        child(made, "Description", {}, xml_text(said))
    value_elements(made, case.values, attributes, resolver, extra)
    for document in case.documents:
        if (found := resolver.find("document", document)) is not None:
            child(made, "SourceRef", {"targetGUID": shown(found)})
    extras.keep("cases", resolver.known["case"][case.guid], extra)
    return made


def group_element(group: StudyGroup, resolver: Resolver, extras: ExtrasWriter) -> Element:
    """A group of documents as a set."""
    extra: dict[str, Any] = {}
    name = keep_exact(extra, "name", group.name)
    made: Any = etree.Element(tag("Set"), {"guid": shown(resolver.known["group"][group.guid]), "name": name})
    for document in group.documents:
        if (found := resolver.find("document", document)) is not None:
            child(made, "MemberSource", {"targetGUID": shown(found)})
    extras.keep("groups", resolver.known["group"][group.guid], extra)
    return made


def value_elements(
    parent: Element,
    values: Mapping[str, str],
    attributes: Iterable[StudyAttribute],
    resolver: Resolver,
    extra: dict[str, Any],
) -> None:
    """Write values of attributes, each in the form of its kind, or as text where it has not that form."""
    if not values:
        return
    exact: dict[str, str] = {}
    for attribute in attributes:
        value = values.get(attribute.guid, "")
        if not value:
            continue
        made = child(parent, "VariableValue", {})
        child(made, "VariableRef", {"targetGUID": shown(resolver.known["attribute"][attribute.guid])})
        element, written = _written(attribute, value)
        child(made, element, {}, keep_exact(exact, resolver.known["attribute"][attribute.guid], written))
    if exact:
        extra["values"] = exact


def _written(attribute: StudyAttribute, value: str) -> tuple[str, str]:
    if fits(attribute.kind, value, attribute.choices):
        if attribute.kind == "number" and _DECIMAL.fullmatch(value):
            return "FloatValue", value
        if attribute.kind == "date" and _DAY.fullmatch(value):
            return "DateValue", value
        if attribute.kind == "yes_no":
            return "BooleanValue", "true" if value == YES else "false"
    return "TextValue", value
