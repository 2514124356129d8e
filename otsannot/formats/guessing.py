"""What the bytes of a file give away about its encoding, judged from a sample of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

import charset_normalizer
import regex

_CHUNK = 4_096
_SAMPLE = 16 * _CHUNK

# Roughly how many of a thousand letters outside ASCII: in Turkish and Azerbaijani text, and in Russian and Kazakh text.
_TURKIC_LATIN = {"ı": 390, "ü": 170, "ş": 150, "ç": 100, "ö": 85, "ğ": 75, "â": 8, "î": 2, "û": 2, "é": 5, "ä": 5}
_CYRILLIC = (
    {"о": 104, "а": 94, "е": 80, "и": 68, "н": 67, "т": 62, "с": 52, "р": 47, "л": 46, "в": 42, "к": 38, "д": 34}
    | {"м": 32, "п": 27, "у": 26, "ы": 26, "я": 18, "ь": 16, "г": 17, "б": 17, "з": 16, "ч": 13, "й": 13, "х": 9}
    | {"ж": 9, "ш": 8, "ю": 6, "ц": 5, "э": 4, "щ": 3, "ф": 3, "ъ": 1}
    | {"ё": 1, "і": 20}
    | dict.fromkeys("ўќјєїґѕћ", 5)
)
_RARE, _OTHER_LATIN = 0.8, 3
_CYRILLIC_PAGES = ("cp1251", "koi8-r", "cp866", "iso-8859-5")
# Nothing but Windows has written Cyrillic in one byte a letter for decades.
_CYRILLIC_PRIOR = {"cp1251": math.log(500)}
# How much likelier in Latin text a letter outside ASCII stands beside an ASCII letter, or beside another of its kind.
_BESIDE_ASCII = math.log(0.8 / 0.002)
_BESIDE_HIGH = math.log(0.2 / 0.99)

_AFTER_ASCII = regex.compile(rb"(?<=[A-Za-z])[\xc0-\xff]")
_BEFORE_ASCII = regex.compile(rb"[\xc0-\xff](?=[A-Za-z])")
_PAIRED = regex.compile(rb"[\xc0-\xff](?=[\xc0-\xff])")
_HIGH_LETTER = regex.compile(r"[\p{L}--\p{ASCII}]", regex.V1)
_SYMBOL_IN_WORD = regex.compile(r"(?<=\p{L})[[\p{S}\p{No}\p{Cc}\p{Cn}\p{Co}¿¡¶§‚„†‡‰]--\p{ASCII}](?=\p{L})", regex.V1)
_MIXED_SCRIPTS = regex.compile(r"\p{Latin}\p{Cyrillic}|\p{Cyrillic}\p{Latin}")
_CASE_JUMP = regex.compile(r"\p{Ll}(?=\p{Lu})")
_CASE_INVERTED = regex.compile(r"(?<!\p{L})\p{Ll}\p{Lu}{2}")
_C1_CONTROL = regex.compile(r"[\x80-\x84\x86-\x9f]")
_ODD = ((_SYMBOL_IN_WORD, 3), (_C1_CONTROL, 3), (_CASE_INVERTED, 3), (_CASE_JUMP, 1), (_MIXED_SCRIPTS, 1))

_CONTROLS = regex.compile(rb"[\x00-\x08\x0e-\x19\x7f]")
_VALID_UTF8 = regex.compile(r"[^\x00-\x7f\ud800-\udfff]")
_INVALID_UTF8 = regex.compile(r"[\ud800-\udfff]+")
_NOT_IN_TEXT = regex.compile(r"[\p{Cn}\p{Co}[\p{Cc}--[\t-\r\x1a\x1c-\x1f\x85]]]", regex.V1)
_EAST_ASIAN = regex.compile(r"[\u2e80-\ud7ff\uf900-\ufaff]")


def is_mostly_utf8(data: bytes) -> bool:
    """Whether bytes that are not valid UTF-8 can only be understood as UTF-8 with some damage."""
    text = _sample(data).decode("utf-8", "surrogateescape")
    return len(_VALID_UTF8.findall(text)) > 4 * len(_INVALID_UTF8.findall(text))


def holds_controls(data: bytes) -> bool:
    """Whether control characters are too many for a text."""
    sample = _sample(data)
    return 100 * len(_CONTROLS.findall(sample)) > len(sample)


def order_of_utf16(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` when bytes with NULs among them are text in that encoding, without a mark."""
    if len(data) % 2:
        return None
    sample = data[:_SAMPLE]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    order = "utf-16-le" if high > low else "utf-16-be"
    # The sample may end between the halves of a character.
    text = sample.decode(order, "replace").removesuffix("\ufffd")
    odd = len(_NOT_IN_TEXT.findall(text)) + text.count("\ufffd")
    # Words between NULs, as in many binary files, look like Chinese with some Latin in it.
    return order if 100 * odd <= len(text) and 10 * len(_EAST_ASIAN.findall(text)) < len(text) else None


def candidates(data: bytes) -> Iterator[str]:
    """The encodings of one byte a letter that the data may be in, the likeliest first."""
    sample = _sample(data)
    pages = ("cp1254", "iso-8859-9") if _latin_evidence(sample) >= 0 else _CYRILLIC_PAGES
    own = [page for page in pages if _is_readable(sample.decode(page, "replace"))]
    if pages == _CYRILLIC_PAGES:
        own.sort(key=lambda page: _cyrillic_likelihood(sample, page), reverse=True)
        own = ["kz1048" if page == "cp1251" and _is_kazakh(sample) else page for page in own]
    yield from own
    best = charset_normalizer.from_bytes(sample).best()
    if best and _is_readable(str(best)):
        yield best.encoding


def _sample(data: bytes) -> bytes:
    """The stretches around bytes outside ASCII, up to 64 kB of them."""
    if len(data) <= _SAMPLE:
        return data
    chunks: list[bytes] = []
    for at in range(0, len(data), _CHUNK):
        chunk = data[at : at + _CHUNK]
        if not chunk.isascii():
            chunks.append(chunk)
            if len(chunks) * _CHUNK >= _SAMPLE:
                break
    return b"".join(chunks)


def _latin_evidence(sample: bytes) -> float:
    """The logarithm of how much likelier the sample is Turkish in cp1254 than Russian or Kazakh in cp1251.

    A naive Bayes estimate over the letters outside ASCII and over what stands beside them.
    """
    counts = Counter(sample)
    letters = sum(counts[byte] * weight for byte, weight in _WEIGHTS.items())
    beside_ascii = len(_AFTER_ASCII.findall(sample)) + len(_BEFORE_ASCII.findall(sample))
    return letters + beside_ascii * _BESIDE_ASCII + len(_PAIRED.findall(sample)) * _BESIDE_HIGH


def _weights() -> dict[int, float]:
    weights = {}
    for byte in range(0xC0, 0x100):
        latin = bytes([byte]).decode("cp1254").replace("İ", "ı").lower()
        cyrillic = bytes([byte]).decode("cp1251").lower()
        weights[byte] = math.log(_TURKIC_LATIN.get(latin, _OTHER_LATIN) / _CYRILLIC.get(cyrillic, _RARE))
    return weights


_WEIGHTS = _weights()


def _cyrillic_likelihood(sample: bytes, page: str) -> float:
    text = sample.decode(page, "replace")
    letters = sum(
        count * math.log(_CYRILLIC.get(character, _RARE))
        for character, count in Counter(text.lower()).items()
        if character > "\x7f"
    )
    return letters - 3 * _oddities(text) + _CYRILLIC_PRIOR.get(page, 0)


def _is_kazakh(sample: bytes) -> bool:
    """Whether bytes that could be cp1251 are the Kazakh page, which has other letters in ten places."""
    counts = Counter(sample)
    letters = sum(counts[byte] for byte in range(0xC0, 0x100))
    yery, barred_o, gha_or_ue = counts[0xFB], counts[0xB4], counts[0xBA] + counts[0xBF]
    # ќ ѕ ј in cp1251, which stand beside ѓ ђ љ њ in Macedonian and Serbian.
    qaf_eng_schwa = counts[0x9D] + counts[0xBE] + counts[0xBC]
    balkan = counts[0x83] + counts[0x90] + counts[0x9A] + counts[0x9C]
    if 50 * (qaf_eng_schwa + barred_o + gha_or_ue + counts[0xA2]) < letters:
        return False
    # є ї in cp1251, letters of Ukrainian, which has no ы; and its ґ is rarer than both.
    return qaf_eng_schwa > balkan or (gha_or_ue > 0 and yery > 0) or barred_o > gha_or_ue


def _is_readable(text: str) -> bool:
    return _oddities(text) <= max(2, len(_HIGH_LETTER.findall(text)) // 100)


def _oddities(text: str) -> int:
    """How often words do not look like words: signs or two scripts within them, capitals in the wrong place."""
    return sum(weight * len(pattern.findall(text)) for pattern, weight in _ODD)
