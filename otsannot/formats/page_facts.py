"""What a web page states about itself: title, site, author, date, address and language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from otsannot.formats.markup import Element
from otsannot.formats.written_dates import iso_date

LARGEST_DATA = 1_000_000
"""Code points of embedded JSON that are read."""

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_FROM_META = {
    "title": ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title"),
    "author": ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author"),
    "date": ("article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dcterms.created",
             "citation_publication_date", "pubdate", "publish-date", "parsely-pub-date"),
    "site": ("og:site_name", "application-name", "citation_journal_title"),
    "url": ("og:url",),
}  # fmt: skip
# Codes of three letters that stand for one of two, for the languages of this field.
_SHORT = {"tur": "tr", "aze": "az", "kaz": "kk", "kir": "ky", "uzb": "uz", "tuk": "tk", "eng": "en", "rus": "ru",
          "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "ara": "ar", "fas": "fa",
          "per": "fa", "uig": "ug", "tat": "tt", "bak": "ba", "hun": "hu", "zho": "zh", "chi": "zh"}  # fmt: skip


def page_facts(root: Element, beginning: str = "") -> dict[str, str]:
    """The facts that a page states, in its head, in embedded data (schema.org), or in the elements of HTML.

    `beginning` is of its source, where browsers say in a comment from where they saved it.
    """
    facts: dict[str, str] = {}
    metas = dict(_metas(root))
    data = _article_data(root)
    for fact, names in _FROM_META.items():
        stated = data.get(fact) or next((metas[name] for name in names if metas.get(name)), "")
        if fact == "author" and stated.startswith(("http://", "https://")):
            stated = ""
        facts[fact] = stated
    facts["title"] = facts["title"] or _text_of(root, "title")
    facts["date"] = day_of(facts["date"] or _time(root))
    facts["url"] = facts["url"] or _address(root, beginning)
    return {name: fact for name, fact in facts.items() if fact}


def page_language(root: Element) -> str:
    """The language of a page as ISO 639-1 code, or an empty string."""
    named = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    if not named:
        body = next(root.iter("body"), None)
        named = body.get("lang") if body is not None else None
    return short_language(named or dict(_metas(root)).get("content-language", ""))


def short_language(code: str) -> str:
    """The ISO 639-1 code that a language tag (BCP 47) begins with, or an empty string."""
    primary = re.split(r"[-_,;\s]", code.strip().lower())[0]
    primary = _SHORT.get(primary, primary)
    return primary if len(primary) == 2 and primary.isascii() and primary.isalpha() else ""


def day_of(stated: str) -> str:
    """A date as ISO 8601, as exact as it is stated, or an empty string."""
    iso = _ISO.match(stated.strip())
    return iso_date(stated) or (iso[0] if iso else "")


def _metas(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter("meta"):
        names = (element.get(attribute) for attribute in ("property", "name", "http-equiv", "itemprop"))
        name, content = next(filter(None, names), ""), " ".join((element.get("content") or "").split())
        if name and content:
            yield name.lower(), content


def _article_data(root: Element) -> dict[str, str]:
    """What embedded data says of the article (schema.org, JSON-LD)."""
    for element in root.iter("script"):
        if element.get("type", "").lower() == "application/ld+json":
            said = element.text or ""
            if len(said) > LARGEST_DATA:
                continue
            try:
                found = _find_article(json.loads(said))
            except (ValueError, RecursionError):  # a page's own fault, which no reader of it sees
                continue
            if found:
                return found
    return {}


def _find_article(data: Any) -> dict[str, str]:
    waiting = [data]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, Mapping):
            if "headline" in item or "datePublished" in item:
                stated = {
                    "title": item.get("headline"),
                    "author": _names(item.get("author")),
                    "date": item.get("datePublished"),
                    "site": _names(item.get("publisher")),
                }
                return {name: " ".join(fact.split()) for name, fact in stated.items() if isinstance(fact, str) and fact}
            waiting += [item["@graph"]] if "@graph" in item else []
    return {}


def _names(stated: Any) -> str:
    if isinstance(stated, list):
        return ", ".join(name for one in stated if (name := _names(one)))
    if isinstance(stated, Mapping):
        stated = stated.get("name")
    return stated if isinstance(stated, str) else ""


def _text_of(root: Element, name: str) -> str:
    found = next(root.iter(name), None)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _time(root: Element) -> str:
    for element in root.iter("time"):
        if element.get("datetime"):
            return str(element.get("datetime"))
    return ""


def _address(root: Element, beginning: str) -> str:
    for element in root.iter("link"):
        if element.get("rel") == "canonical" and element.get("href"):
            return str(element.get("href"))
    saved = _SAVED_FROM.search(beginning)
    return saved[1] if saved else ""
