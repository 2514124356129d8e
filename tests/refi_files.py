"""Project files of REFI-QDA made up for tests, and the checker that looks at ours from outside."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree
from support import SHARED

from otsannot.formats.refi import read_study
from otsannot.model.study import Study, StudyDocument

SPACE = "urn:QDA-XML:project:1.0"
CODE = "11111111-0000-4000-8000-000000000001"
USER = "22222222-0000-4000-8000-000000000001"
SOURCE = "33333333-0000-4000-8000-000000000001"


def project_file(
    path: Path,
    inside: str,
    files: Mapping[str, bytes] | None = None,
    *,
    origin: str = "another program",
    name: str = "project.qde",
    space: str = SPACE,
) -> Path:
    """A project with this XML within its root, and with files in its archive."""
    xml = f'<?xml version="1.0"?><Project xmlns="{space}" name="study" origin="{origin}">{inside}</Project>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(name, xml)
        for inner, content in (files or {}).items():
            zipped.writestr(inner, content)
    return path


def coded_text(selections: str, path: str = "internal://a.txt", name: str = "a") -> str:
    """Users, a codebook of one code `joy`, and one text with selections."""
    return (
        f'<Users><User guid="{USER}" name="ann"/></Users>'
        f'<CodeBook><Codes><Code guid="{CODE}" name="joy" isCodable="true"/></Codes></CodeBook>'
        f'<Sources><TextSource guid="{SOURCE}" name="{name}" plainTextPath="{path}">{selections}</TextSource></Sources>'
    )


def selection(start: int, end: int, words: str = "", number: int = 1, inside: str = "") -> str:
    """A selection, coded with `joy` when nothing else is said to be in it."""
    guid = f"44444444-0000-4000-8000-{number:012}"
    coding = f'<Coding guid="55555555-0000-4000-8000-{number:012}"><CodeRef targetGUID="{CODE}"/></Coding>'
    return (
        f'<PlainTextSelection guid="{guid}" name="{words}" startPosition="{start}" endPosition="{end}" '
        f'creatingUser="{USER}">{inside or coding}</PlainTextSelection>'
    )


def read_all(path: Path) -> tuple[Study, list[StudyDocument]]:
    """A study and its documents; what was lost and told is then complete."""
    study = read_study(path)
    documents = list(study.documents)
    return study, documents


def quotes(document: StudyDocument) -> list[str]:
    """The words of the passages of a document."""
    return [document.text[passage.start : passage.end] for passage in document.passages]


def faults(path: Path) -> dict[str, list[str]]:
    """What the checker in the folder shared/ finds wrong with a project, and our own look at it."""
    return {**_checked(path), **own_faults(path)}


def faults_of_codebook(path: Path) -> dict[str, list[str]]:
    """What the checker finds wrong with a codebook."""
    return _checked(path)


def _checked(path: Path) -> dict[str, list[str]]:
    """What the checker says; nothing where the folder shared/ does not lie beside the checkout."""
    tool = SHARED / "tools" / "check_qdpx.py"
    if not tool.is_file():
        return {}
    spec = importlib.util.spec_from_file_location("check_qdpx", tool)
    assert spec is not None
    assert spec.loader is not None
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    schemas = {f"{kind}_xsd": str(tool.with_name(f"{kind.title()}-mrt2019.xsd")) for kind in ("project", "codebook")}
    options = Namespace(max=5, strict_guids=True, strict_names=False, sources=None, **schemas)
    found: dict[str, list[str]] = checker.check(str(path), options).v
    return found


def own_faults(path: Path) -> dict[str, list[str]]:
    """References to nothing, GUIDs given twice, files that are missing and empty lists in a project of ours."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(path) as zipped:
        root = etree.fromstring(zipped.read("project.qde"))
        names = set(zipped.namelist())
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    if len(guids) != len(set(guids)):
        found["guids given twice"] = [guid for guid in guids if guids.count(guid) > 1]
    for element in root.iter():
        found |= _faults_of(element, set(guids), names)
    return found


def _faults_of(element: Any, guids: set[str], names: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in element.attrib.items():
        if key in ("targetGUID", "originGUID", "creatingUser") and value not in guids:
            found["dangling"] = [value]
        if value.startswith("internal://") and f"sources/{value[11:]}" not in names:
            found["missing"] = [value]
        if key == "guid" and not re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", value):
            found["no guid"] = [value]
    if etree.QName(element).localname.endswith("s") and not len(element):
        found["empty"] = [element.tag]
    return found
