"""Writes a project anew the way QualCoder 3.9 does: what it drops is gone, what it gets wrong is wrong.

It keeps users, the tree of codes with colours and descriptions, plain texts with a byte order mark, selections with
coder, words and description, variables, cases and notes. It gives everything new GUIDs, one selection to each coding,
and names texts of cases by copies of them; it drops creation dates of codings, sets, links and files it does not know.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from lxml import etree

SPACE = "urn:QDA-XML:project:1.0"
_T = f"{{{SPACE}}}"


def rewritten(path: Path, out: Path) -> Path:
    """The project of a file as QualCoder would export it after importing it."""
    with zipfile.ZipFile(path) as zipped:
        root: Any = etree.fromstring(zipped.read("project.qde"))
        files = {name: zipped.read(name) for name in zipped.namelist() if name.startswith("sources/")}
    root.set("origin", "QualCoder 3.9")
    root.set("creatingUserGUID", str(uuid4()))
    for name in ("Links", "Sets"):
        for element in root.findall(_T + name):
            root.remove(element)
    texts = {source.get("guid"): _text(source, files) for source in root.iter(_T + "TextSource")}
    fresh: dict[str, bytes] = {}
    for source in [*root.iter(_T + "TextSource")]:
        _rewrite_source(source, texts[source.get("guid")], fresh)
    for element in root.iter(_T + "Code"):
        for reference in element.findall(_T + "NoteRef"):
            element.remove(reference)
    for element in root.iter(_T + "SourceRef"):
        guid = str(uuid4())
        fresh[f"{guid}.txt"] = texts[element.get("targetGUID")].encode()
        element.set("targetGUID", guid)
    _new_guids(root)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("sources/", b"")
        zipped.writestr("project.qde", etree.tostring(root, encoding="utf-8", xml_declaration=True))
        for name, content in fresh.items():
            zipped.writestr(f"sources/{name}", content)
    return out


def _text(source: Any, files: dict[str, bytes]) -> str:
    return files["sources/" + source.get("plainTextPath").removeprefix("internal://")].decode()


def _rewrite_source(source: Any, text: str, fresh: dict[str, bytes]) -> None:
    name = f"{uuid4()}.txt"
    fresh[name] = text.encode("utf-8-sig")
    source.set("plainTextPath", f"internal://{name}")
    source.attrib.pop("richTextPath", None)
    for reference in source.findall(_T + "NoteRef"):
        source.remove(reference)
    for selection in source.findall(_T + "PlainTextSelection"):
        start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
        selection.set("name", text[start:end])
        selection.attrib.pop("modifiedDateTime", None)
        codings = selection.findall(_T + "Coding")
        place = source.index(selection)
        source.remove(selection)
        for number, coding in enumerate(codings):
            coding.attrib.pop("creationDateTime", None)
            alone: Any = etree.Element(_T + "PlainTextSelection", dict(selection.attrib))
            alone.set("guid", str(uuid4()))
            alone.set("creatingUser", coding.get("creatingUser"))
            for part in selection.findall(_T + "Description"):
                etree.SubElement(alone, _T + "Description").text = part.text
            alone.append(coding)
            source.insert(place + number, alone)


def _new_guids(root: Any) -> None:
    fresh = {element.get("guid"): str(uuid4()) for element in root.iter() if element.get("guid")}
    for element in root.iter():
        for key in ("guid", "targetGUID", "creatingUser", "modifyingUser"):
            if element.get(key) in fresh:
                element.set(key, fresh[element.get(key)])
