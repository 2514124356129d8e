"""What the control words of Rich Text mean: characters, code pages, languages, and what stands around a text.

After the Rich Text Format specification 1.9.1.
"""

from __future__ import annotations

import codecs
import re

UNIT = re.compile(rb"\\u(-?[0-9]{1,5}) ?(?:\?|\\'[0-9A-Fa-f]{2})")
"""A character in UTF-16 and the one that stands for it in old programs, as nearly all programs write them."""
UNIT_IN_TEXT = re.compile(UNIT.pattern.decode())
_CONTROL = rb"|\\(?:([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|'([0-9A-Fa-f]{2})|(.))|([{}])|[\r\n]+"
TOKEN = re.compile(rb"([^\\{}\r\n]+)" + _CONTROL, re.DOTALL)
"""Bytes of text, a control word and its number, a byte in hex, a control symbol, a brace; line ends mean nothing."""
TOKENS = re.compile(rb"((?:[^\\{}\r\n]++|" + UNIT.pattern.replace(b"(-?", b"(?:-?", 1) + rb")+)" + _CONTROL, re.DOTALL)
"""The same with as many characters as come, which is what makes texts in other alphabets fast."""
BYTES, WORD, NUMBER, BYTE, SYMBOL, BRACE = 1, 2, 3, 4, 5, 6
"""The groups of both."""

CHARACTERS: dict[bytes, str] = {
    b"tab": "\t", b"line": "\n", b"lbr": "\n", b"emdash": "—", b"endash": "–", b"emspace": "\u2003",
    b"enspace": "\u2002", b"qmspace": "\u2005", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"ltrmark": "\u200e", b"rtlmark": "\u200f", b"zwj": "\u200d", b"zwnj": "\u200c",
    b"zwbo": "\u200b", b"zwnbo": "\u2060", b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"{": "{", b"}": "}",
    b"\\": "\\", b"\t": "\t",
}  # fmt: skip
"""Control words and symbols that are a character."""

LEFT_OUT = frozenset(
    {
        b"colortbl", b"pict", b"objclass", b"objname", b"objdata", b"fldinst", b"xe", b"tc", b"tcn", b"rxe", b"txe",
        b"ftnsep", b"ftnsepc", b"ftncn", b"aftnsep", b"aftnsepc", b"aftncn", b"filetbl", b"template", b"private",
        b"nonesttables", b"sp", b"sn", b"sv", b"shprslt", b"nonshppict", b"leveltext", b"levelnumbers", b"listtable",
        b"listoverridetable", b"revtbl", b"pntxta", b"pntxtb", b"comment", b"doccomm", b"buptim", b"printim", b"revtim",
        b"operator", b"manager", b"company", b"category", b"hlinkbase", b"linkval", b"propname", b"staticval",
        b"upr", b"rsidtbl", b"generator", b"datafield", b"formfield", b"ffname", b"ffdeftext",
    }
)  # fmt: skip
"""Destinations whose words are not of the text, also where no `\\*` says that they may be passed over."""

KNOWN_BEHIND_A_STAR = frozenset(
    {
        b"footnote", b"annotation", b"atnauthor", b"atrfstart", b"atrfend", b"atnref", b"atndate", b"shpinst", b"ud",
        b"do", b"nesttableprops", b"shptxt", b"dptxbxtext",
    }
)  # fmt: skip
HEADS = frozenset({b"header", b"headerl", b"headerr", b"headerf", b"footer", b"footerl", b"footerr", b"footerf"})
FACTS = {b"title": "title", b"author": "author", b"subject": "subject", b"keywords": "keywords"}

_CHARSETS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOL_CHARSET = 2

_LANGUAGES = {
    0x01: "ar", 0x02: "bg", 0x04: "zh", 0x05: "cs", 0x06: "da", 0x07: "de", 0x08: "el", 0x09: "en", 0x0A: "es",
    0x0B: "fi", 0x0C: "fr", 0x0D: "he", 0x0E: "hu", 0x10: "it", 0x11: "ja", 0x12: "ko", 0x13: "nl", 0x15: "pl",
    0x16: "pt", 0x18: "ro", 0x19: "ru", 0x1C: "sq", 0x1D: "sv", 0x1F: "tr", 0x20: "ur", 0x22: "uk", 0x28: "tg",
    0x29: "fa", 0x2B: "hy", 0x2C: "az", 0x2F: "mk", 0x37: "ka", 0x3F: "kk", 0x40: "ky", 0x42: "tk", 0x43: "uz",
    0x44: "tt", 0x50: "mn", 0x6D: "ba", 0x80: "ug",
}  # fmt: skip

_FORMS = {"ar": "decimal", "alc": "lowerLetter", "auc": "upperLetter", "rlc": "lowerRoman", "ruc": "upperRoman"}
NOTE_FORMS = {
    f"{start}{end}".encode(): (kind, form)
    for start, kind in (("ftnn", "footnote"), ("aftnn", "endnote"))
    for end, form in (*_FORMS.items(), ("chi", "chicago"))
}
"""Control words for how the marks of notes are written, and in which kind and form they are."""


def code_page(number: int) -> str | None:
    """The encoding of a Windows code page, or None when there is none."""
    for name in (f"cp{number}", {10000: "mac-roman", 10081: "mac-turkish", 65001: "utf-8"}.get(number, "")):
        try:
            page = codecs.lookup(name).name
        except LookupError:
            continue
        # Rich Text is written in ASCII; no page that has other letters there can be that of its bytes.
        return page if b"az".decode(page, "replace") == "az" else None
    return None


def encoding_of_charset(charset: int, otherwise: str) -> str:
    """The encoding of a font's character set; that of the document where the set says nothing."""
    return _CHARSETS.get(charset, otherwise)


def language(identifier: int) -> str:
    """The ISO 639-1 code of a Windows language identifier, or an empty string."""
    return _LANGUAGES.get(identifier & 0x3FF, "")


def moment(stated: str) -> str:
    """The time that a DTTM number states, as ISO 8601, or an empty string (Word 97-2007 binary format, DTTM)."""
    if not stated.isdecimal() or len(stated) > 10:
        return ""
    bits = int(stated)
    minute, hour, day = bits & 63, bits >> 6 & 31, bits >> 11 & 31
    month, year = bits >> 16 & 15, (bits >> 20 & 511) + 1900
    if not (minute < 60 and hour < 24 and 1 <= day <= 31 and 1 <= month <= 12):
        return ""
    return f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"
