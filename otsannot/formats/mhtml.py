"""Reads web pages that a browser saved in one file (MHTML, RFC 2557): the page in it is read as HTML is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.decoding import Decoded, decode
from otsannot.formats.files import read_bytes, shown
from otsannot.formats.html import decode_page, read_page
from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.i18n import _
from otsannot.model.new_text import NewText

MOST_NESTED = 50
"""Messages within messages; browsers write one."""

_HEADERS = re.compile(rb"[\w-]+:[^\n]*\n")
_PAGES = ("text/html", "application/xhtml+xml")


def read(path: Path, reading: Reading = AS_IT_IS) -> Iterator[NewText]:
    """The text of the saved page. Raises OtsannotError naming the file when there is none in it."""
    data, name = read_bytes(path), shown(path)
    if not data.strip():
        raise OtsannotError(_("{name} is empty.").format(name=name))
    if not _HEADERS.match(data.lstrip()) or data.count(b"boundary=") > MOST_NESTED:
        raise _refused(name)
    message = message_from_bytes(data.lstrip(), policy=policy.compat32)
    page = _page(message)
    if page is None:
        raise _refused(name)
    address = str(page.get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
    for text in read_page(_decoded(page, name, reading.encoding), path, reading):
        facts = dict(text.facts)
        if address.startswith(("http://", "https://")):
            facts.setdefault("url", address)
        yield text._replace(facts=facts)


def _page(message: Message) -> Message | None:
    """The page among the parts: the one named as the start, or the first."""
    start = message.get_param("start")
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    return next((part for part in pages if start and part.get("Content-ID") == start), pages[0] if pages else None)


def _decoded(page: Message, name: str, encoding: str | None) -> Decoded:
    """The page in the encoding given, in the one its header states, or in the one it shows."""
    data = page.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        raise _refused(name)
    stated = page.get_content_charset()
    if encoding is None and stated:
        try:
            data.decode(stated)
            return decode(data, name, stated)
        except (LookupError, UnicodeError):  # it is not what the header says; the page is asked
            pass
    return decode_page(data, name, encoding)


def _refused(name: str) -> OtsannotError:
    return OtsannotError(_("{name} holds no web page that a browser has saved, or is damaged.").format(name=name))
