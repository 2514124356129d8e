"""Five real press texts: imported, coded and exported without a character out of place."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from support import CODER

import otsannot
from otsannot import resources

THEMES = {
    "Brotherhood and family": r"brother\w*|fraternal|family",
    "Middle Corridor": r"Middle Corridor",
    "Zangezur Corridor": r"Zang[ae]zur Corridor",
    "Defence": r"defen[cs]e",
    "Alphabet and language": r"alphabet",
    "Global power centre": r"power cent(?:er|re)s?",
    "Islamophobia": r"Islamophobi\w+",
}


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[Path]:
    return sorted((shared / "seeds").glob("*.txt"))


def test_the_real_texts_come_in_exactly(seeds: list[Path], tmp_path: Path) -> None:
    with otsannot.new(tmp_path / "seeds.otsannot", coder=CODER) as project:
        report = project.import_files(seeds)
        assert (len(report.documents), report.problems) == (5, [])
        for path in seeds:
            assert project.document_text(path.stem) == path.read_bytes().decode().replace("\r\n", "\n").replace(
                "\r", "\n"
            )


def test_the_real_texts_are_coded_and_exported(seeds: list[Path], tmp_path: Path) -> None:
    with otsannot.new(tmp_path / "seeds.otsannot", coder=CODER) as project:
        project.import_codebook(resources.path("codebooks/ots.csv"))
        project.import_files(seeds)
        expected = []
        for name in project.document_names():
            text = project.document_text(name)
            for theme, pattern in THEMES.items():
                for match in re.finditer(pattern, text, re.IGNORECASE):
                    project.apply_code(name, match.start(), match.end(), theme)
                    expected.append((name, str(match.start()), str(match.end()), match[0], theme))
        project.export("annotations", tmp_path / "out.csv")
        assert project.check() == []
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(r["document"], r["start"], r["end"], r["text"], r["code"]) for r in csv.DictReader(file)]
    assert len(rows) > 50
    assert sorted(rows) == sorted(expected)


def test_no_real_text_is_copied_into_the_corpus(seeds: list[Path]) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}

    real = set().union(*(runs(path.read_text(encoding="utf-8")) for path in seeds))
    own = [*resources.corpus().glob("*.txt"), resources.path("codebooks/ots.csv")]
    assert [(path.name, runs(path.read_text(encoding="utf-8")) & real) for path in own] == [
        (path.name, set()) for path in own
    ]
