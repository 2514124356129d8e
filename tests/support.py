"""What several tests need: the state of a project as plain data, and texts that are hard on positions."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from otsannot.store import Store, documents
from otsannot.store.documents import NewText
from otsannot.store.rows import raw
from otsannot.store.schema import noun_tables

CODER = "Ada"
SHARED = Path(__file__).resolve().parents[2] / "shared"

HARD_TEXT = (
    "Dear reader 👩‍👩‍👧‍👦, the flag 🇹🇷 waves.\n"
    "𐱅𐰇𐰼𐰜 𐰋𐰃𐰠𐰏𐰀 𐰴𐰍𐰣 stands on the stone.\n"
    "e\u0301 and a\u0308\u0323 carry marks; \u0627\u0644\u0639\u0631\u0628\u064a\u0629 runs the other way.\n"
    "\n"
    "A last line with a tab\tand a no-break\u00a0space."
)
"""Emoji families, flags, Old Turkic, combining marks, right-to-left letters and an empty paragraph."""


def new_text(name: str, text: str) -> NewText:
    """A text as importing hands it to the store."""
    return NewText(name, text, hashlib.sha256(text.encode()).hexdigest(), f"{name}.txt", "utf-8")


def add_text(store: Store, name: str, text: str) -> int:
    """Keep a text as a document and return its number."""
    with store.edit(f"Import {name}", CODER) as edit:
        documents.add_documents(edit, [new_text(name, text)])
        return documents.find_document(edit.session, name).id


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every noun: two projects with equal dumps hold the same study."""
    with store.read() as session:
        return {table: list(raw(session, f"SELECT * FROM {table} ORDER BY id")) for table in noun_tables()}
