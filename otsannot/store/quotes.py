"""A few coded passages of each code, to show what it looks like in the texts."""

from __future__ import annotations

from otsannot.model.appendix import Quote
from otsannot.store import documents
from otsannot.store.rows import raw
from otsannot.store.store import Snapshot
from otsannot.text.graphemes import grapheme_at

MOST_QUOTES = 3
LONGEST_QUOTE = 600

# A passage that two coders gave a code counts once. Documents take turns, those with the highest weight first, so that
# neighbouring passages do not tell the same thing three times.
_CHOSEN = """
    WITH place AS (
        SELECT code_id, document_id, start, "end", max(weight) AS weight
        FROM coding JOIN annotation ON annotation.id = annotation_id
        GROUP BY code_id, document_id, start, "end"
    ), turn AS (
        SELECT *, row_number() OVER (
            PARTITION BY code_id, document_id ORDER BY weight IS NULL, weight DESC, start, "end"
        ) AS turn
        FROM place
    ), ranked AS (
        SELECT turn.*, row_number() OVER (
            PARTITION BY code_id ORDER BY turn, weight IS NULL, weight DESC, document.name, start
        ) AS rank
        FROM turn JOIN document ON document.id = document_id WHERE turn <= ?
    )
    SELECT document_id, start, "end", code_id, rank FROM ranked WHERE rank <= ? ORDER BY document_id, start"""


def quotes(session: Snapshot, most: int = MOST_QUOTES) -> dict[int, list[Quote]]:
    """Up to `most` passages of each code that has any; those over 600 code points end in ` […]`."""
    found: dict[int, list[tuple[int, Quote]]] = {}
    names = {row.id: row.name for row in documents.rows(session)}
    shown, text = None, ""
    for document_id, start, end, code_id, rank in raw(session, _CHOSEN, [most, most]):
        if document_id != shown:
            shown, text = document_id, documents.text(session, document_id)
        found.setdefault(code_id, []).append((rank, Quote(_shortened(text[start:end]), names[document_id])))
    return {code_id: [quote for _rank, quote in sorted(chosen)] for code_id, chosen in found.items()}


def _shortened(passage: str) -> str:
    """A passage that is too long, up to the last whole word, or the last whole letter of a word without end."""
    if len(passage) <= LONGEST_QUOTE:
        return passage
    words = passage[: LONGEST_QUOTE + 1].rsplit(None, 1)
    shown = words[0] if len(words) > 1 else passage[: grapheme_at(passage, LONGEST_QUOTE).start]
    return f"{shown.rstrip()} […]"
