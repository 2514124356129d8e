"""Plain texts, in the encodings that scholars of the Turkic world meet."""

from __future__ import annotations

_TURKISH = "Türk Devletleri Teşkilatı'nın İstanbul Zirvesi\n\nŞuşa, ışık, çağrı ve gönül.\r\n"
_KAZAKH = "Түркі мемлекеттері ұйымының саммиті Астанада өтті.\n"
_OLD_TURKIC = "𐱅𐰇𐰼𐰜 𐰋𐰃𐰠𐰏𐰀 𐰴𐰍𐰣 👩‍👩‍👧‍👦 🇹🇷\n"


def samples() -> dict[str, bytes]:
    """Files by name."""
    return {
        "utf-8.txt": (_TURKISH + _KAZAKH + _OLD_TURKIC).encode(),
        "utf-8-sig.txt": _KAZAKH.encode("utf-8-sig"),
        "utf-16.md": (_TURKISH + _OLD_TURKIC).encode("utf-16"),
        "cp1254.txt": _TURKISH.encode("cp1254"),
        "kz1048.txt": _KAZAKH.encode("kz1048"),
    }
