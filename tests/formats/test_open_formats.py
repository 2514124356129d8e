"""JSON Lines, Web Annotations and TEI hold every passage on its characters, and say what they cannot hold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from studies import studies
from support import CODER

import otsannot
from otsannot.formats import json_lines, tei_standoff, web_annotation
from otsannot.formats.study_paths import StudyNames
from otsannot.model.structure import Part
from otsannot.model.study import (
    Loss,
    Study,
    StudyAttribute,
    StudyCode,
    StudyCoder,
    StudyCoding,
    StudyDocument,
    StudyPassage,
)

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
TEXT = "𐱅𐰇𐰼𐰰 biz 👩‍🏫.\nEnerji\x0b."
TIME = "2026-01-02T03:04:05Z"


def study() -> Study:
    """A small study in which everything is known."""
    codings = (StudyCoding("k1", "c2", "b", 40, TIME), StudyCoding("k2", "c1", "", None, ""))
    passages = (
        StudyPassage("p1", "a", 5, 12, "Who <are> we?", TIME, TIME, codings),
        StudyPassage("p2", "b", 0, 4),
    )
    document = StudyDocument(
        "d1",
        "Şuşa",
        TEXT,
        "tr",
        "şuşa.txt",
        parts=(Part(0, 13, "page", "iv"),),
        values={"t1": "2022"},
        passages=passages,
    )
    return Study(
        "OTS",
        "s1",
        coders=[StudyCoder("a", "Aygün"), StudyCoder("b", "Murat")],
        codes=[StudyCode("c1", "Security", colour="#336699"), StudyCode("c2", "Identity", "c1", memo="Of us")],
        attributes=[StudyAttribute("t1", "year")],
        documents=[document],
    )


def test_json_lines_hold_a_passage_each(tmp_path: Path) -> None:
    assert json_lines.write_study(study(), tmp_path / "out.jsonl") == []
    first, second = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert first == {
        "annotation_id": "p1",
        "document_id": "d1",
        "document": "Şuşa",
        "start": 5,
        "end": 12,
        "text": "biz 👩‍🏫",
        "codes": [
            {
                "coding_id": "k1",
                "code_id": "c2",
                "code": "Identity",
                "code_path": "Security > Identity",
                "coder": "Murat",
                "weight": 40,
                "created": TIME,
            },
            {
                "coding_id": "k2",
                "code_id": "c1",
                "code": "Security",
                "code_path": "Security",
                "coder": "Aygün",
                "weight": None,
                "created": "",
            },
        ],
        "coder": "Aygün",
        "comment": "Who <are> we?",
        "created": TIME,
        "modified": TIME,
        "page": "iv",
        "attributes": {"year": "2022"},
    }
    assert (second["text"], second["codes"]) == ("𐱅𐰇𐰼𐰰", [])


def test_web_annotations_say_where_and_what(tmp_path: Path) -> None:
    assert web_annotation.write_study(study(), tmp_path / "out.jsonld") == []
    whole = json.loads((tmp_path / "out.jsonld").read_text("utf-8"))
    assert (whole["type"], whole["id"], whole["label"], whole["total"]) == (
        "AnnotationCollection",
        "urn:uuid:s1",
        "OTS",
        2,
    )
    first, second = whole["first"]["items"]
    assert first == {
        "id": "urn:uuid:p1",
        "type": "Annotation",
        "creator": {"id": "urn:uuid:a", "type": "Person", "name": "Aygün"},
        "created": TIME,
        "modified": TIME,
        "body": [
            {
                "type": "TextualBody",
                "purpose": "tagging",
                "value": "Security > Identity",
                "creator": {"id": "urn:uuid:b", "type": "Person", "name": "Murat"},
                "created": TIME,
                "weight": 40,
            },
            {"type": "TextualBody", "purpose": "tagging", "value": "Security"},
            {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": "Who <are> we?"},
        ],
        "target": {
            "source": {
                "id": "urn:uuid:d1",
                "type": "Text",
                "format": "text/plain",
                "language": "tr",
                "prefLabel": "Şuşa",
            },
            "selector": [
                {"type": "TextPositionSelector", "start": 5, "end": 12},
                {"type": "TextQuoteSelector", "exact": "biz 👩‍🏫", "prefix": "𐱅𐰇𐰼𐰰 ", "suffix": ".\nEnerji\x0b."},
            ],
        },
    }
    assert second["body"] == []


def test_tei_holds_texts_codebook_and_annotations(tmp_path: Path) -> None:
    losses = tei_standoff.write_study(study(), tmp_path / "out.xml")
    assert losses == [Loss("characters", "Şuşa", "1 that XML cannot hold is U+FFFD")]
    root = etree.parse(tmp_path / "out.xml").getroot()
    assert root.tag == f"{TEI}teiCorpus"
    categories = root.findall(f".//{TEI}taxonomy//{TEI}category")
    assert [(c.get(XML_ID), c.getparent().get(XML_ID), c.get("rend")) for c in categories] == [
        ("code-c1", "codebook", "color: #336699"),
        ("code-c2", "code-c1", None),
    ]
    assert [(d.text, d.get("ana")) for d in categories[1].findall(f"{TEI}catDesc")] == [
        ("Identity", None),
        ("Of us", "memo"),
    ]
    assert root.findtext(f".//{TEI}ab") == TEXT.replace("\x0b", "\ufffd")
    assert [term.text for term in root.iter(f"{TEI}term")] == ["year: 2022"]
    first, second = root.iter(f"{TEI}annotation")
    assert (first.get("target"), first.get("ana"), first.get("resp")) == (
        "#string-range(text-d1,5,7)",
        "#code-c2 #code-c1",
        "#coder-a",
    )
    assert [(n.text, n.get("target"), n.get("resp"), n.get("cert")) for n in first.findall(f"{TEI}note")] == [
        ("Who <are> we?", None, None, None),
        (None, "#code-c2", "#coder-b", "0.4"),
    ]
    assert (second.get("target"), second.get("ana"), len(second)) == ("#string-range(text-d1,0,4)", None, 0)
    [part] = root.iter(f"{TEI}span")
    assert (part.get("type"), part.get("target"), part.text) == ("page", "#string-range(text-d1,0,13)", "iv")
    names = {element.get(XML_ID) for element in root.iter() if element.get(XML_ID)}
    pointed = {name for element in root.iter() for key in ("ana", "resp") for name in (element.get(key) or "").split()}
    assert {name.removeprefix("#") for name in pointed if name.startswith("#")} <= names


@given(studies())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_passage_of_any_study_is_on_its_words(made: Study) -> None:
    documents = list(made.documents)
    made.documents = documents
    wanted = sorted(
        (passage.guid, text.text[passage.start : passage.end]) for text in documents for passage in text.passages
    )
    paths = {
        passage.guid: sorted(StudyNames(made).path(coding.code) for coding in passage.codings)
        for text in documents
        for passage in text.passages
    }
    with TemporaryDirectory() as folder:
        lines = written(json_lines, made, Path(folder, "a.jsonl")).splitlines()
        assert sorted((line["annotation_id"], line["text"]) for line in map(json.loads, lines)) == wanted
        items = json.loads(written(web_annotation, made, Path(folder, "a.jsonld")))["first"]["items"]
        quoted = [(item["id"].removeprefix("urn:uuid:"), item["target"]["selector"][1]["exact"]) for item in items]
        assert sorted(quoted) == wanted
        tags = {
            item["id"].removeprefix("urn:uuid:"): sorted(b["value"] for b in item["body"] if b["purpose"] == "tagging")
            for item in items
        }
        assert tags == paths
        written(tei_standoff, made, Path(folder, "a.xml"))
        root = etree.parse(Path(folder, "a.xml")).getroot()
        texts = {block.get(XML_ID): block.text or "" for block in root.iter(f"{TEI}ab")}
        found = []
        for annotation in root.iter(f"{TEI}annotation"):
            block, start, length = re.findall(r"[^(),]+", annotation.get("target"))[1:]
            words = texts[block][int(start) : int(start) + int(length)]
            found.append((annotation.get(XML_ID).removeprefix("annotation-"), words))
        assert sorted(found) == [(guid, tei_standoff._NO_XML.sub("\ufffd", words)) for guid, words in wanted]


def written(module: Any, made: Study, out: Path) -> str:
    module.write_study(made, out)
    return out.read_bytes().decode()


@pytest.mark.parametrize("suffix", ["xml", "jsonld", "jsonl"])
def test_a_project_is_written_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    with otsannot.new(tmp_path / "empty.otsannot", CODER) as project:
        project.export("project", tmp_path / f"out.{suffix}")
    assert (tmp_path / f"out.{suffix}").exists()
    if suffix == "xml":
        assert len(etree.parse(tmp_path / "out.xml").getroot()) == 2
