"""Tells the exports of press archives by their words, and takes them apart: one text for each article, with its facts.

Layouts are those of Nexis Uni, of Factiva with and without indexing, and of Europresse, as of 2019 to 2026.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from otsannot.formats.cutting import Line, lines_of, piece, whole_lines
from otsannot.formats.press_fields import FACTIVA_END, Read, europresse, factiva, factiva_table, is_table, nexis
from otsannot.i18n import _
from otsannot.model.new_text import NewText
from otsannot.model.spans import Span
from otsannot.model.structure import Part

LONGEST_HEADLINE = 200
"""Code points of a headline that name a document."""

_NEXIS_END = "End of Document"
_LINE_MARK = re.compile(r"\n(?:End of Document|(?:Do[ck]ument\w?|Документ|Doküman) [A-Z0-9]+\d{8}[a-z0-9]{6})")
_NUMBER_MARK = re.compile(r"·(?:19|20)\d{6}·")
"""What every export holds; a long text is looked through once and not line by line."""

_NEXIS_MARK = re.compile(r"(Load-Date|Length):\s")
_EUROPRESSE_MARK = re.compile(r"[\w-]+·(19|20)\d{6}·\w+·[\w-]+$")
_EUROPRESSE_HEADER = re.compile(r"(?i)\b(19|20)\d\d\b.*?\b\d[\d\s\u202f\xa0]*\s(mots|words|palabras|wörter|parole)\b")


class Article(NamedTuple):
    """Where the headline and the words of an article are, and what is stated about it."""

    spans: Sequence[Span]
    facts: dict[str, str]
    is_table: bool = False


def articles(whole: NewText) -> Iterator[NewText]:
    """The articles of a press export, each with title, outlet, date, byline, length, section; any other text as it is.

    Readers give all that the file shows, a line for each paragraph and each cell. Words of articles stay as they are;
    what archives print around them becomes facts or is left out, which `told` says.
    """
    is_export = _LINE_MARK.search(whole.text) or _NUMBER_MARK.search(whole.text)
    taken = _taken_apart(lines_of(whole.text)) if is_export else []
    if not taken:
        yield whole
        return
    kept_facts = {name: fact for name, fact in whole.facts.items() if name not in ("title", "author", "date")}
    told = _("What the archive printed around this article became facts about it, or was left out.")
    for article in taken:
        text = piece(whole, [Span(span.start, span.end + 1) for span in article.spans])  # with their line feeds
        yield text._replace(
            name=article.facts["title"][:LONGEST_HEADLINE].strip() or whole.name,
            facts=kept_facts | {name: fact for name, fact in article.facts.items() if fact},
            language=LANGUAGES.get(article.facts.get("language", "").lower(), whole.language),
            parts=tuple(_parts(text, article)),
            told=(*whole.told, told),
        )


def _parts(text: NewText, article: Article) -> Iterator[Part]:
    """The parts of an article, whose headline is a heading; the cells of the archive's own table say nothing of it."""
    end = len(text.text.partition("\n")[0])
    if not any(part.kind == "heading" and part.start == 0 for part in text.parts):
        yield Part(0, end, "heading", "1")
    yield from (part for part in text.parts if part.kind != "cell" or not article.is_table)


def _taken_apart(lines: Sequence[Line]) -> list[Article]:
    """The articles of an export, or nothing when the lines are of no archive."""
    if any(line.words == _NEXIS_END for line in lines) and any(_NEXIS_MARK.match(line.words) for line in lines):
        return [_read(chunk, nexis) for chunk in _ending_with(lines, lambda line: line.words == _NEXIS_END)]
    if any(FACTIVA_END.match(line.words) for line in lines):
        chunks = _ending_with(lines, lambda line: bool(FACTIVA_END.match(line.words)))
        return [_read(chunk, factiva_table if is_table(chunk) else factiva) for chunk in chunks]
    if any(_EUROPRESSE_MARK.search(line.words) for line in lines):
        heads = [number for number, line in enumerate(lines) if _EUROPRESSE_HEADER.search(line.words)]
        starts = [max(0, number - 1) for number in heads]
        ends = [*starts[1:], len(lines)]
        return [_read(lines[a:b], europresse) for a, b in zip(starts, ends, strict=True) if a < b]
    return []


def _ending_with(lines: Sequence[Line], is_end: Callable[[Line], bool]) -> list[Sequence[Line]]:
    """Runs of lines that end with a mark, each without it; what follows the last is of no article."""
    chunks, start = [], 0
    for number, line in enumerate(lines):
        if is_end(line):
            if start < number:
                chunks.append(lines[start:number])
            start = number + 1
    return chunks


def _read(chunk: Sequence[Line], read: Callable[[Sequence[Line]], Read | None]) -> Article:
    """An article; all of its lines where they are in an order that is not known."""
    taken = read(chunk)
    if taken is None:
        return Article(whole_lines(chunk), {"title": chunk[0].words})
    return Article(*taken, is_table=read is factiva_table)


LANGUAGES = {
    "english": "en", "turkish": "tr", "türkisch": "tr", "azerbaijani": "az", "azeri": "az", "kazakh": "kk",
    "uzbek": "uz", "kyrgyz": "ky", "turkmen": "tk", "russian": "ru", "french": "fr", "german": "de", "spanish": "es",
    "italian": "it", "portuguese": "pt", "arabic": "ar", "persian": "fa", "chinese": "zh", "hungarian": "hu",
    "anglais": "en", "englisch": "en", "français": "fr", "deutsch": "de", "türkçe": "tr", "turc": "tr", "russe": "ru",
    "русский": "ru", "dutch": "nl", "greek": "el", "japanese": "ja", "korean": "ko", "ukrainian": "uk", "polish": "pl",
}  # fmt: skip
"""Names of languages as archives write them, and their ISO 639-1 codes."""
