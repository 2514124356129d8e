"""Parses XML of strangers: no entity is expanded, nothing else is opened, and a broken file is one sentence."""

from __future__ import annotations

from lxml import etree

from otsannot.errors import OtsannotError
from otsannot.i18n import _


def parsed_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML file; `name` is what errors call it.

    Raises OtsannotError when it is not well-formed, too deep, or declares entities, which nothing needs and by which a
    small file could fill the memory or read other files.
    """
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise OtsannotError(_("{name} declares entities of its own, which are not read.").format(name=name))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "too long" in error.msg:
            told = _("{name} has a stretch of more than 10 MB without a paragraph. Part it where it was written.")
        elif "depth" in error.msg:
            told = _("{name} is nested too deeply to be a text.")
        else:
            told = _("{name} is damaged: its XML is not in order at line {line}.")
        raise OtsannotError(told.format(name=name, line=error.lineno or 1)) from None
