"""A codebook that went out comes into an empty study as it was: names, places, order, colours, words and ids."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import CODER, lines_run

import otsannot
from otsannot.model.code_tree import CodeDraft
from otsannot.model.nouns import DEFINITION_FIELDS
from otsannot.store.codebook_import import merge_codebook

# Line ends of CSV become line feeds, as those of texts do.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=8)
names = words.map(str.strip).filter(
    lambda name: name and " > " not in f" {name} " and not any(mark in name for mark in "\n\u2028\u2029")
)
paths = st.lists(names, min_size=1, max_size=3).map(tuple)
drafts = st.builds(
    CodeDraft,
    paths,
    st.sampled_from([None, "#00aaff", "#123456"]),
    st.fixed_dictionaries(dict.fromkeys(DEFINITION_FIELDS, words)),
    st.none(),
    st.sampled_from([None, True]),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(drafts, unique_by=lambda draft: draft.path, min_size=1, max_size=8))
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_any_codebook_comes_back(tmp_path_factory: pytest.TempPathFactory, suffix: str, book: list[CodeDraft]) -> None:
    folder = tmp_path_factory.mktemp("books")
    with otsannot.new(folder / "a.otsannot", coder=CODER) as first:
        with first.edit("Set up") as edit:
            merge_codebook(edit, book)
        first.export("codebook", folder / f"book{suffix}")
        expected = first.codebook()
        assert first.import_codebook(folder / f"book{suffix}", update=True).summary() == f"{len(expected)} equal"
    with otsannot.new(folder / "b.otsannot", coder=CODER) as second:
        report = second.import_codebook(folder / f"book{suffix}")
        assert (len(report.new), report.problems, report.unread) == (len(expected), [], [])
        assert second.codebook() == expected


def test_twice_the_codes_take_twice_the_work(tmp_path: Path) -> None:
    def cost(codes: int) -> int:
        rows = "".join(f"T{n // 100} > S{n // 10} > C{n},{'brief ' * 9}\n" for n in range(codes))
        (tmp_path / "book.csv").write_text(f"code_path,brief_definition\n{rows}", encoding="utf-8")
        with otsannot.new(tmp_path / f"{codes}.otsannot", coder=CODER) as project:
            return lines_run(lambda: project.import_codebook(tmp_path / "book.csv"))

    assert cost(400) < 2.2 * cost(200)
