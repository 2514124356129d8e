"""What is not coded yet: the gaps between passages, and the next stretch of some words in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import category

from otsannot.model.spans import Span
from otsannot.text.words import words


def gaps(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """The parts of the code points `[start, end)` that no span covers, in order."""
    reach = start
    for span in sorted(spans):
        if span.start >= end:
            break
        if span.start > reach:
            yield Span(reach, span.start)
        reach = max(reach, span.end)
    if reach < end:
        yield Span(reach, end)


def stretch_after(text: str, spans: Iterable[Span], position: int, least_words: int) -> Span | None:
    """The first stretch after a code point of at least so many words outside of all spans.

    It ends with the paragraph in which it has its words, and never goes across a span. None when there is none.
    """
    for gap in gaps(spans, position, len(text)):
        count = 0
        for paragraph in _paragraphs(text, gap):
            count += _count(text, paragraph, least_words)
            if count >= least_words:
                return _trimmed(text, Span(gap.start, paragraph.end))
    return None


def stretch_before(text: str, spans: Iterable[Span], position: int, least_words: int) -> Span | None:
    """The last such stretch before a code point; it begins with the paragraph in which it has its words."""
    for gap in reversed(list(gaps(spans, 0, position))):
        count = 0
        for paragraph in _paragraphs_back(text, gap):
            count += _count(text, paragraph, least_words)
            if count >= least_words:
                return _trimmed(text, Span(paragraph.start, gap.end))
    return None


def _paragraphs(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while start < span.end:
        line_feed = text.find("\n", start, span.end)
        stop = span.end if line_feed < 0 else line_feed
        yield Span(start, stop)
        start = stop + 1


def _paragraphs_back(text: str, span: Span) -> Iterator[Span]:
    end = span.end
    while end > span.start:
        start = max(span.start, text.rfind("\n", span.start, end) + 1)
        yield Span(start, end)
        end = start - 1


def _count(text: str, span: Span, enough: int) -> int:
    return sum(1 for _word, _number in zip(words(text, *span), range(enough), strict=False))


def _trimmed(text: str, span: Span) -> Span:
    """Without what a passage before it left over: blanks, a full stop."""
    start = next(words(text, *span)).start
    while start > span.start and category(text[start - 1]) in ("Ps", "Pi"):
        start -= 1
    end = span.end
    while text[end - 1].isspace():
        end -= 1
    return Span(start, end)
