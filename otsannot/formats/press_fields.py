"""What the lines of an article say in each press archive: its headline, outlet, day, author, length and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from otsannot.formats.cutting import Line, whole_lines
from otsannot.formats.written_dates import iso_date
from otsannot.model.spans import Span

Read = tuple[list[Span], dict[str, str]]
"""The whole lines that are the article's words, and its facts."""

FACTIVA_END = re.compile(r"(?:Document|Dokument|Documento|Документ|Doküman) [A-Z0-9]+(?:19|20)\d{6}[a-z0-9]{6,14}$")

_LABEL = re.compile(r"(Section|Length|Byline|Dateline|Highlight|Edition|Language|Publication-Type|Load-Date):\s*(.*)")
_COPYRIGHT = re.compile(r"(?i)copyright\b|\(c\)|©")
_WORDS = re.compile(
    r"(?i)(?<!\d)(\d{1,3}(?:[.,\s]\d{3})+|\d+)\s?(words|mots|wörter|palabras|parole|palavras|слов\w*|kelime|сөз)\b"
)
_TIME = re.compile(r"\d{1,2}:\d\d(\s?(AM|PM|GMT|UTC))?$")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,8}$")
_BYLINE = re.compile(r"(?i)(by|par|von|por|di|от|автор)\b[\s:]")
_ENTRY_OF_CONTENTS = re.compile(r".*[.\t…]\s*\d+$|Page \d+ of \d+")
_FACTIVA_CODES = frozenset(
    {
        "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "CX", "LP", "TD", "ART",
        "CT", "RF", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN", "CLM", "DLN",
    }
)  # fmt: skip
_AROUND = re.compile(r"©|Certificat émis|Le présent document|Cet article est paru|Aussi paru dans|[\w-]+·(19|20)\d{6}·")
_LONGEST_BYLINE = 80


def nexis(lines: Sequence[Line]) -> Read | None:
    """An article of Nexis Uni: title, outlet and day, labels, the line `Body`, words, classification."""
    body = _last(lines, lambda line: line.words == "Body")
    length = _last(lines[:body], lambda line: line.words.startswith("Length:"))
    if length is None:
        return None
    labels = {found[1]: found[2] for line in lines if (found := _LABEL.match(line.words))}
    head = lines[:length]
    day = _last(head, lambda line: bool(iso_date(line.words)) and not _said_of_the_export(line))
    if day is None or day < 2:
        return None
    if body is None:
        body = max(number for number, line in enumerate(lines) if number <= length + 4 and _LABEL.match(line.words))
    end = next((n for n in range(body + 1, len(lines)) if lines[n].words == "Classification"), None)
    if end is None:
        end = next((n for n in range(body + 1, len(lines)) if lines[n].words.startswith("Load-Date:")), len(lines))
    highlight = [line for line in lines[:body] if line.words.startswith("Highlight:")]
    facts = {
        "title": head[day - 2].words,
        "outlet": head[day - 1].words,
        "date": iso_date(head[day].words),
        "byline": labels.get("Byline", ""),
        "length": _number(labels.get("Length", "")),
        "section": labels.get("Section", ""),
        "edition": labels.get("Edition", ""),
        "language": labels.get("Language", "").split(";")[0].strip(),
    }
    words = [_label_cut(line) for line in highlight] + whole_lines(lines[body + 1 : end])
    return [*whole_lines([head[day - 2]]), *words], facts


def factiva(lines: Sequence[Line]) -> Read | None:
    """An article of Factiva without codes: headline, author, length, day, hour, outlet, code, language, copyright."""
    length = _first(lines, lambda line: bool(_WORDS.fullmatch(line.words)))
    if not length:
        return None
    above = [line for line in lines[max(0, length - 3) : length] if not _ENTRY_OF_CONTENTS.match(line.words)]
    below = lines[length + 1 : length + 12]
    day = _first(below, lambda line: bool(iso_date(line.words)))
    if day is None or not above:
        return None
    rest = [number for number in range(day + 1, len(below)) if not _TIME.match(below[number].words)]
    outlet = below[rest[0]].words if rest else ""
    rights = _first(below, lambda line: bool(_COPYRIGHT.match(line.words)))
    code = _first(below, lambda line: bool(_SOURCE_CODE.match(line.words)))
    language = below[rights - 1].words if rights else ""
    last = rights if rights is not None else (code + 1 if code is not None else rest[0])
    headline, byline, section = _above(above)
    facts = {
        "title": headline.words,
        "outlet": outlet,
        "date": iso_date(below[day].words),
        "byline": byline,
        "length": _number(lines[length].words),
        "section": section,
        "language": language,
    }
    return [*whole_lines([headline]), *whole_lines(lines[length + 2 + last :])], facts


def is_table(lines: Sequence[Line]) -> bool:
    """Whether an article of Factiva comes with indexing: a code of two letters, and what it stands for."""
    return {"HD", "SN"} <= {line.words for line in lines if len(line.words) <= 3}


def factiva_table(lines: Sequence[Line]) -> Read | None:
    """An article of Factiva with codes."""
    fields: dict[str, list[Line]] = {}
    code = ""
    for line in lines:
        if line.words in _FACTIVA_CODES and line.words not in fields:
            code = line.words
            fields[code] = []
        elif code:
            fields[code].append(line)
    if not fields.get("HD"):
        return None

    def said(code: str) -> str:
        return " ".join(line.words for line in fields.get(code, ()))

    facts = {
        "title": said("HD"),
        "outlet": said("SN"),
        "date": iso_date(said("PD")),
        "byline": said("BY"),
        "length": _number(said("WC")),
        "section": said("SE"),
        "edition": said("ED"),
        "page": said("PG"),
        "language": said("LA"),
    }
    return whole_lines([*fields["HD"], *fields.get("LP", ()), *fields.get("TD", ())]), facts


def europresse(lines: Sequence[Line]) -> Read | None:
    """An article of Europresse: outlet, a line with section, day and length, title, author, words, certificate."""
    if len(lines) < 3:
        return None
    outlet, header, title = lines[0], lines[1], lines[2]
    words = [line for line in lines[3:] if not _AROUND.match(line.words)]
    byline = ""
    if words and len(words[0].words) <= _LONGEST_BYLINE and words[0].words[-1] not in ".!?…»”:":
        byline = words[0].words
        words = words[1:]
    section, comma, said = header.words.partition(", ")
    facts = {
        "title": title.words,
        "outlet": re.sub(r",\s*n[o°]\.?.*$", "", outlet.words),
        "date": iso_date(header.words),
        "byline": byline,
        "length": _number(header.words),
        "section": section if comma and iso_date(said) and not iso_date(section) else "",
    }
    return whole_lines([title, *words]), facts


def _above(lines: Sequence[Line]) -> tuple[Line, str, str]:
    """The headline, the author and the section among the lines above an article's length; the headline is longest."""
    if len(lines) == 3:
        return lines[1], lines[2].words, lines[0].words
    if len(lines) == 1:
        return lines[0], "", ""
    first, second = lines
    if _BYLINE.match(second.words) or len(first.words) >= len(second.words):
        return first, second.words, ""
    return second, "", first.words


def _said_of_the_export(line: Line) -> bool:
    return line.words.startswith(("Date and Time", "Copyright", "©"))


def _label_cut(line: Line) -> Span:
    return Span(line.end - len(line.words.partition(":")[2].lstrip()), line.end)


def _number(said: str) -> str:
    """The number of words that a line states, in figures."""
    found = _WORDS.search(said)
    return re.sub(r"\D", "", found[1]) if found else ""


def _first(lines: Sequence[Line], holds: Callable[[Line], bool]) -> int | None:
    return next((number for number, line in enumerate(lines) if holds(line)), None)


def _last(lines: Sequence[Line], holds: Callable[[Line], bool]) -> int | None:
    return next((number for number in range(len(lines) - 1, -1, -1) if holds(lines[number])), None)
