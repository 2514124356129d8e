"""The sample study: what a newcomer meets first."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from otsannot import resources
from otsannot.errors import OtsannotError
from otsannot.model.links import links
from otsannot.model.nouns import DEFINITION_FIELDS
from otsannot.model.spans import Span
from otsannot.project import Project
from otsannot.sample import create_sample
from otsannot.store import codes, link_targets

THEMES = (
    "Defence", "Defence industry", "Security", "Energy", "Critical raw materials", "Alphabet and language",
    "Middle Corridor", "Zangezur Corridor", "Customs", "Trade", "E-commerce", "Culture and heritage", "Education",
    "Youth", "Health", "Digital and information space", "Cyber security", "Disaster aid", "Diaspora and rights",
    "Brotherhood and family", "Global power centre", "Summits and declarations", "Relations with other organisations",
    "Armenia-Azerbaijan peace process", "Neocolonialism", "Islamophobia",
)  # fmt: skip


def test_the_sample_is_sound_and_undo_starts_empty(sample: Project) -> None:
    assert sample.check() == []
    assert sample.store.undoable() == (None, None)


def test_the_codebook_has_every_theme_and_every_field(sample: Project) -> None:
    book = sample.codebook()
    assert len(book) >= 35
    assert {row["level"] for row in book} == {1, 2, 3}
    assert set(THEMES) <= {row["code"] for row in book}
    assert [row["code_path"] for row in book if not all(row[field] for field in DEFINITION_FIELDS)] == []


def test_two_coders_coded_the_corpus_independently(sample: Project) -> None:
    rows = sample.annotations()
    by_coder = {
        name: {(r["document"], r["start"], r["end"]) for r in rows if r["coder"] == name} for name in ("Ayla", "Timur")
    }
    assert all(len(places) >= 120 for places in by_coder.values())
    assert by_coder["Ayla"] != by_coder["Timur"]
    ayla, timur = ([(d, Span(s, e)) for d, s, e in by_coder[name]] for name in ("Ayla", "Timur"))
    met = sum(any(d == other and span.overlaps(theirs) for other, theirs in timur) for d, span in ayla)
    assert met > len(ayla) / 2
    assert Counter(r["coder"] for r in rows if r["comment"]).keys() == {"Ayla", "Timur"}
    assert {row["document"] for row in rows} == set(sample.document_names())


def test_every_coding_of_the_corpus_covers_the_words_it_names(sample: Project) -> None:
    texts = {name: sample.document_text(name) for name in sample.document_names()}
    for path in (resources.corpus() / "codings").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert texts[row["document"]][int(row["start"]) : int(row["end"])] == row["text"]


def test_the_manifest_describes_every_text(sample: Project) -> None:
    rows = sample.documents()
    assert {row["document"]: row["language"] for row in rows} == {
        "Aliyev and Amreyev 2022": "en", "Khalafov 2024": "en", "Kocaman 2025": "en", "Mohbaliyev 2023": "en",
        "Orkhon Lines": "en", "Orta Dəhliz": "az", "Ortak Alfabe": "tr", "Veliyev 2024": "en", "Түркі ынтымағы": "kk",
    }  # fmt: skip
    assert all(row["attribute:title"] and row["attribute:date"] and row["attribute:source"] for row in rows)


def test_the_memos_of_the_corpus_link_to_what_is_there(sample: Project) -> None:
    rows = sample.memos()
    assert Counter(row["coder"] for row in rows) == {"Ayla": 2, "Timur": 3}
    assert {row["about"] for row in rows} == {"project", "code", "document"}
    wanted = [link.target for row in rows for link in links(str(row["text"]))]
    with sample.read() as session:
        known = link_targets.labels(session, wanted, codes.tree(session))
    assert {target.noun for target in wanted} == {"annotation", "code", "document"}
    assert set(wanted) == known.keys()
    assert not any("[[" in str(row["text"]) for row in rows)


def test_the_texts_are_as_long_as_a_reader_needs(sample: Project) -> None:
    words = {name: len(sample.document_text(name).split()) for name in sample.document_names()}
    briefings = [words[name] for name in words if name[-4:].isdigit()]
    assert len(briefings) == 5
    assert all(500 <= count <= 900 for count in briefings)
    assert all(words[name] >= 300 for name in ("Ortak Alfabe", "Orta Dəhliz", "Түркі ынтымағы"))
    old_turkic = [c for c in sample.document_text("Orkhon Lines") if "OLD TURKIC" in unicodedata.name(c, "")]
    assert len(old_turkic) > 20


def test_the_sample_is_never_made_over_another_file(sample_file: Path) -> None:
    before = sample_file.read_bytes()
    with pytest.raises(OtsannotError, match="exists already"):
        create_sample(sample_file)
    assert sample_file.read_bytes() == before
    assert [entry.name for entry in sample_file.parent.iterdir()] == [sample_file.name]
