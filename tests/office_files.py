"""Office documents made by hand for tests, and what the one document kept in every format says."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from otsannot.errors import OtsannotError
from otsannot.formats import read_texts
from otsannot.model.new_text import NewText

REFERENCE = Path(__file__).parent / "reference" / "formats"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

MEETING_TEXT = """\
Söhbət №3: ortaq əlifba
Türkçe: İstanbul’da ışık, IĞDIR; “çay” içtik 🤔 👩\u200d🏫.
Қазақша: әліпби, ғылым, қоғам, ұлт, үн, өң, ің.
العربية: المؤتمر الأوّل في سمرقند.
Köhnə türk: 𐱅𐰇𐰼𐰰 𐰋𐰃𐰠𐰏𐰀  iki boşluq\ttab
yeni sətir { } \\ <a> & b.

Siyahı
üçüncü bənd
birinci alt bənd
ikinci alt bənd
ən dərin
dördüncü bənd
nöqtə
roma bir
roma iki
Qeydlər və son qeyd.
Burada əlavə olunmuş sözlər var.
Bu ortaq yazı haqqındadır.
Ölkə və şəhər
İl
Türkiye
Ankara
1923
İzmir

Qutunun yanında.
Qutuda yazı 🇦🇿
Bağlantı: nümunə sayt; tarix 24.11.2026; yum\u00adşaq və sərt\u2011xətt; ﬁ i̇ [\u00a0].
Son abzas.
Alt qeyd: 𐰖𐰃𐰞 🤔.
Sonda duran qeyd.
"""

MEETING_PARTS = [
    ("heading", "1", "Söhbət №3: ortaq əlifba"),
    ("heading", "2", "Siyahı"),
    ("item", "3.", "üçüncü bənd"),
    ("item", "a)", "birinci alt bənd"),
    ("item", "b)", "ikinci alt bənd"),
    ("item", "3.b.1.", "ən dərin"),
    ("item", "4.", "dördüncü bənd"),
    ("item", "•", "nöqtə"),
    ("item", "I.", "roma bir"),
    ("item", "II.", "roma iki"),
    ("anchor", "1", ""),
    ("anchor", "i", ""),
    ("cell", "1:1:1", "Ölkə və şəhər"),
    ("cell", "1:1:3", "İl"),
    ("cell", "1:2:1", "Türkiye"),
    ("cell", "1:2:2", "Ankara"),
    ("cell", "1:2:3", "1923"),
    ("cell", "1:3:2", "İzmir"),
    ("cell", "1:3:3", ""),
    ("box", "", "Qutuda yazı 🇦🇿"),
    ("footnote", "1", "Alt qeyd: 𐰖𐰃𐰞 🤔."),
    ("endnote", "i", "Sonda duran qeyd."),
]


def only_text(path: Path) -> NewText:
    """The one text of a file."""
    (text,) = read_texts(path)
    return text


def parts_of(text: NewText) -> list[tuple[str, str, str]]:
    """The kind, the value and the words of each part."""
    return [(part.kind, part.value, text.text[part.start : part.end]) for part in text.parts]


def parts_in(path: Path) -> list[tuple[str, str, str]]:
    """The kind, the value and the words of each part of the one text of a file."""
    return parts_of(only_text(path))


def text_and_parts(path: Path) -> tuple[str, list[tuple[str, str, str]]]:
    """The one text of a file, and the kind, the value and the words of each of its parts."""
    text = only_text(path)
    return text.text, parts_of(text)


def remarks_of(text: NewText) -> list[tuple[str, str, str, str]]:
    """The words that each remark is on, and its author, text and time."""
    return [(text.text[r.start : r.end], r.author, r.text, r.created) for r in text.remarks]


def refusal(path: Path) -> str:
    """The sentence with which a file is refused, without the folder it is in."""
    with pytest.raises(OtsannotError) as caught:
        [*read_texts(path)]
    return str(caught.value).replace(f"{path.parent}/", "")


def word_file(path: Path, body: str, **parts: str) -> Path:
    """A Word document of a body and of other parts, such as `styles`, in WordprocessingML."""
    related = "".join(
        f'<Relationship Id="r{number}" Type="{_TYPES}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(parts)
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="r" Type="{_TYPES}/officeDocument" '
            'Target="/word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_RELATIONSHIPS}">{related}</Relationships>'
        )
        archive.writestr("word/document.xml", f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {_NAMESPACES}>{content}</w:{name}>")
    return path


def run(words: str) -> str:
    """A run of words."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(words)}</w:p>"
