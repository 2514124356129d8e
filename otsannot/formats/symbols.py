"""Says in Unicode what the letters of symbol fonts show; tables after Unicode's own mappings of the fonts."""

from __future__ import annotations

import re

_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ufffd〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_WINGDINGS = (
    " 🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭🗀🗁🗎🗏🗐🗄⏳🖮🖰🖲🖳🖴🖫🖬✇✍🖎✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸"
    "♈♉♊♋♌♍♎♏♐♑♒♓🙰🙵●🔾■□🞐❑❒⬧⧫◆❖⬥⌧⮹⌘🏵🏶🙶🙷\ufffd⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•"
    "⬝⭘🞆🞈🞊🞋🔿▪🞎🟀🟁★🟋🟏🟓🟑⯐⌖⯎⯏⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦"
    "⮘⮚⮙⮛⮈⮊⮉⮋🡨🡪🡩🡫🡬🡭🡯🡮🡸🡺🡹🡻🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬀⬁⬃⬂🢬🢭🗶✓🗷🗹"
)
_TABLES = {
    "symbol": dict(enumerate(_SYMBOL_LOW, 0x20)) | dict(enumerate(_SYMBOL_HIGH, 0xA0)),
    "wingdings": dict(enumerate(_WINGDINGS, 0x20)),
}
_PRIVATE = re.compile(r"[\uf020-\uf0ff]")


def holds_symbols(text: str) -> bool:
    """Whether a text has letters that only a symbol font can show."""
    return _PRIVATE.search(text) is not None


def count_symbols(text: str) -> int:
    """How many such letters a text has."""
    return len(_PRIVATE.findall(text))


def symbol(code: int, font: str) -> str:
    """The character a symbol font shows for a code, with or without U+F000 added; the private one where not known."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    known = _TABLES.get(font.strip().lower(), {}).get(low, "\ufffd")
    if known != "\ufffd":
        return known
    return chr(0xF000 + low) if low <= 0xFF else chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"


def in_unicode(text: str, font: str) -> str:
    """A text with its private letters as the font shows them."""
    return _PRIVATE.sub(lambda found: symbol(ord(found[0]), font), text)
