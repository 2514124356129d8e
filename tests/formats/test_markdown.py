"""Markdown comes in as it is written; its front matter becomes facts and its headings are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from otsannot.formats import read_texts
from otsannot.model.new_text import NewText

BODY = """# Ortaq əlifba

Şəhər\t🤔
=========

```
# no heading
```

- # in a list
## Son &nbsp; **abzas**
son
"""

FRONT = """---
title: "Əlifba: 34 hərf"
date: 2024-09-11
lang: az-Latn
tags: [alphabet, energy, {deep: x}]
deep:
  deeper: 1
flag: yes
---

"""

LEFT_OUT = "The front matter became attributes and is not in the text."


def read(folder: Path, content: str) -> NewText:
    path = folder / "qeyd.md"
    path.write_text(content, encoding="utf-8")
    (text,) = read_texts(path)
    return text


def headings(text: NewText) -> list[tuple[str, str]]:
    return [(part.value, text.text[part.start : part.end]) for part in text.parts if part.kind == "heading"]


def test_markdown_keeps_every_character_and_knows_its_headings(tmp_path: Path) -> None:
    text = read(tmp_path, BODY)
    assert text.text == BODY
    assert headings(text) == [
        ("1", "# Ortaq əlifba"),
        ("1", "Şəhər\t🤔\n========="),
        ("1", "- # in a list"),
        ("2", "## Son &nbsp; **abzas**"),
    ]
    assert (text.facts, text.told, text.language) == ({}, (), "")


def test_front_matter_becomes_facts_as_they_are_written(tmp_path: Path) -> None:
    text = read(tmp_path, FRONT + BODY)
    assert text.text == BODY
    assert text.facts == {
        "title": "Əlifba: 34 hərf",
        "date": "2024-09-11",
        "tags": "alphabet, energy",
        "flag": "yes",
    }
    assert (text.language, text.told) == ("az", (LEFT_OUT,))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("---\ntitle: [\n---\nwords\n", ("The front matter is no well-formed YAML and stayed in the text.",)),
        ("---\njust words\n---\nmore\n", ()),
        ("---\ntitle: only\n---\n", ()),
        ("---\nnever closed\n\nwords\n", ()),
        ("----\n\nwords\n", ()),
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(tmp_path: Path, content: str, told: tuple[str, ...]) -> None:
    text = read(tmp_path, content)
    assert (text.text, text.facts, text.told) == (content, {}, told)


def test_aliases_that_would_fill_the_memory_do_not(tmp_path: Path) -> None:
    bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]\n" for n in range(1, 30)) + "---\nwords\n"
    text = read(tmp_path, bomb)
    assert (text.text, text.facts) == ("words\n", {"a0": "x, x, x, x, x, x, x, x"})
