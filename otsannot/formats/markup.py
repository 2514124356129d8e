"""Walks a tree of block and inline elements and turns it into a text and its parts; each format brings its tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from lxml import etree

from otsannot.formats.flow import Flow

Element: TypeAlias = etree._Element


class Tag(NamedTuple):
    """What an element does: whether it stands in a paragraph of its own, and what happens where it begins and ends.

    `begin` may say False: then what is in the element is passed over, and `end` is not called.
    """

    block: bool = False
    begin: Callable[[Flow, Element], object] | None = None
    end: Callable[[Flow, Element], object] | None = None


INLINE = Tag()
BLOCK = Tag(block=True)
SKIPPED = Tag(begin=lambda flow, element: False)
BREAK = Tag(begin=lambda flow, element: flow.line_break())


REMOVED = "removed"
"""The tag of an element of which nothing is left."""


def words_of(listed: str) -> frozenset[str]:
    """Names that are written one after the other."""
    return frozenset(listed.split())


def local_name(element: Element) -> str:
    """The name of an element in lower case, without its namespace; empty for comments and entities."""
    tag = element.tag
    return _plain(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1_000)
def _plain(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def remove(element: Element) -> None:
    """Leave nothing of an element but its place, so that the text that follows it stays where it is."""
    element.clear(keep_tail=True)
    element.tag = REMOVED


def walk(root: Element, flow: Flow, tags: Mapping[str, Tag]) -> None:
    """Write what is in an element, and not what follows it. Tags that are not known are inline."""
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    passed_over: Element | None = None
    names: dict[object, Tag] = {}
    for event, element in walker:
        tag = names.get(element.tag)
        if tag is None:
            tag = names[element.tag] = tags.get(local_name(element), INLINE)
        if event == "start":
            if tag.block:
                flow.end_paragraph()
            if tag.begin is not None and tag.begin(flow, element) is False:
                passed_over = element
                walker.skip_subtree()
            elif element.text:
                flow.words(element.text)
            continue
        if event == "end":
            if element is passed_over:
                passed_over = None
            elif tag.end is not None:
                tag.end(flow, element)
            if tag.block:
                flow.end_paragraph()
        if element.tail and element is not root:
            flow.words(element.tail)
