"""Tells the article of a web page from the menus, teasers and notices around it, by its own tree alone.

The words of the article are not touched. Of two mistakes the smaller is made: what is in doubt stays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from otsannot.formats.markup import Element, local_name, remove, words_of

SHORTEST_ARTICLE = 250
"""Code points of running text below which a page is taken whole."""

_LONGEST_PARAGRAPHLESS = 60
_MOST_LINKED = 0.4
_SMALL_SHARE = 0.3
_ARTICLE_SHARE = 0.5
_MAIN_SHARE = 0.8
_MENU_LINKS = 3
_MENU_LINKED = 0.8

_AROUND = {"nav", "aside", "footer", "form", "button", "dialog", "menu", "header"}
_ROLES = {"navigation", "complementary", "contentinfo", "search", "banner", "menu", "menubar", "dialog", "alert",
          "alertdialog", "toolbar", "tablist"}  # fmt: skip
_NAMES = words_of(
    "nav navbar navigation menu submenu breadcrumb breadcrumbs sidebar footer share sharing sharebar social "
    "socials related recommended recommendation recommendations popular trending mostread comments comment "
    "disqus cookie cookies consent gdpr newsletter subscribe subscription promo promotion advert advertisement "
    "advertising ads ad adsbox banner sponsor sponsored taboola outbrain popup modal pagination pager widget "
    "widgets tags taglist toolbar skip login signup masthead copyright teaser teasers"
)
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_BLOCKS = words_of(
    "html body address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure "
    "footer form header h1 h2 h3 h4 h5 h6 li main menu nav ol p pre section table tbody td tfoot th thead tr ul "
    "br"
)
_WHOLE = {"html", "body", "article", "main"}


class Chosen(NamedTuple):
    """What is to be read, one element after the other, and the words of each piece that was left out."""

    elements: list[Element]
    left_out: list[str]


class _Weight(NamedTuple):
    """Code points without white space in an element: all, those in links, and those of running text."""

    all: int
    linked: int
    running: int


def choose_article(body: Element) -> Chosen | None:
    """The article of a page, whose tree loses what is not of it; None when the page has none that stands out."""
    weights = _weights(body)
    if weights[body].running < SHORTEST_ARTICLE:
        return None
    headline = _headline(body, weights)
    left_out = _prune(body, weights, headline)
    weights = _weights(body)
    root = _main_part(body, weights)
    if weights[root].running < SHORTEST_ARTICLE:
        return None
    left_out += _beside(body, root, headline)
    apart = headline is not None and root is not headline and not _holds(root, headline)
    return Chosen([headline, root] if apart and headline is not None else [root], left_out)


def _weights(body: Element) -> dict[Element, _Weight]:
    """How much text each element holds. Running text stands in blocks that are long and hold few links."""
    weights: dict[Element, _Weight] = {}
    open_: list[list[int]] = [[0, 0, 0, 0, 0]]  # all, linked, running, and of the block itself: all, linked
    in_links = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = local_name(element)
        if event == "start":
            in_links += name == "a"
            open_.append([0, 0, 0, 0, 0])
            _count(open_[-1], element.text, in_links)
            continue
        own = open_.pop()
        if name in _BLOCKS:
            own[2] += own[3] if own[3] >= _LONGEST_PARAGRAPHLESS and own[4] < _MOST_LINKED * own[3] else 0
            own[3] = own[4] = 0
        in_links -= name == "a"
        weights[element] = _Weight(*own[:3])
        above = open_[-1]
        for number, amount in enumerate(own):
            above[number] += amount
        if element is not body:
            _count(above, element.tail, in_links)
    return weights


def _count(counts: list[int], text: str | None, in_links: int) -> None:
    if text and not text.isspace():
        length = len("".join(text.split()))
        counts[0] += length
        counts[3] += length
        if in_links:
            counts[1] += length
            counts[4] += length


def _headline(body: Element, weights: dict[Element, _Weight]) -> Element | None:
    """The one heading of the first level, or the longest of them."""
    headings = list(body.iter("h1"))
    return max(headings, key=lambda heading: weights[heading].all, default=None)


def _prune(body: Element, weights: dict[Element, _Weight], headline: Element | None) -> list[str]:
    """Remove what is around articles by its tag, its role, its name, or because it is little but links."""
    above = set(headline.iterancestors()) | {headline} if headline is not None else set()
    most = max(1, weights[body].running)
    doomed: list[Element] = []
    walker = etree.iterwalk(body, events=("start",))
    for _event, element in walker:
        if element is body or element in above or local_name(element) in _WHOLE:
            continue
        small = weights[element].running < _SMALL_SHARE * most
        if small and (_is_around(element) or _is_menu(element, weights[element])):
            doomed.append(element)
            walker.skip_subtree()
    told = [_all_words(element) for element in doomed]
    for element in doomed:
        remove(element)
    return [words for words in told if words]


def _is_around(element: Element) -> bool:
    if local_name(element) in _AROUND or element.get("role") in _ROLES:
        return True
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return named != " " and not _NAMES.isdisjoint(word.lower() for word in _NAME.findall(named))


def _is_menu(element: Element, weight: _Weight) -> bool:
    if local_name(element) not in ("ul", "ol", "div", "table", "section", "p") or weight.all == 0:
        return False
    if weight.linked < _MENU_LINKED * weight.all:
        return False
    links = element.iter("a")
    return sum(1 for _link, _number in zip(links, range(_MENU_LINKS), strict=False)) == _MENU_LINKS


def _main_part(body: Element, weights: dict[Element, _Weight]) -> Element:
    """The article that holds half of the running text, or the smallest element that holds most of it."""
    all_running = weights[body].running
    articles = body.xpath(".//article | .//*[@role='article']")
    best = max(articles, key=lambda article: weights[article].running, default=None)
    if best is not None and weights[best].running >= _ARTICLE_SHARE * all_running:
        return best
    part = body
    while True:
        inner = max(part.iterchildren(etree.Element), key=lambda child: weights[child].running, default=None)
        if inner is None or local_name(inner) in ("p", "ul", "ol", "table", "blockquote", "pre", "tbody", "tr"):
            return part
        if weights[inner].running < _MAIN_SHARE * all_running:
            return part
        part = inner


def _beside(body: Element, root: Element, headline: Element | None) -> list[str]:
    """How the elements begin that are neither in the article nor around it."""
    within = {root, *root.iterancestors()}
    around = [
        child
        for part in within - {root}
        for child in part.iterchildren(etree.Element)
        if child not in within and child is not headline and part is not body.getparent()
    ]
    return [words for child in around if (words := _all_words(child))]


def _holds(outer: Element, inner: Element) -> bool:
    return any(ancestor is outer for ancestor in inner.iterancestors())


def _all_words(element: Element) -> str:
    """All words of an element, on one line."""
    return " ".join(" ".join(element.itertext()).split())
