"""The columns of a codebook table by the names that we, other programs and people give them, in several languages."""

from __future__ import annotations

import re
import unicodedata

from otsannot.model.nouns import DEFINITION_FIELDS

NAMING = ("code", "code_path")
"""A table without one of these names no codes."""

KNOWN = {*NAMING, "code_id", "parent", "parent_path", "colour", "folder", *DEFINITION_FIELDS}
"""The columns that are read."""

DERIVED = {"level", "annotations", "documents"}
"""Columns of our own export that follow from the rest of the study."""

# Where a program has one field of text for a code, it describes the code: NVivo's and Taguette's description,
# ATLAS.ti's comment. MAXQDA's and QualCoder's memo stays a memo. The interfaces of these programs, and of spreadsheets
# people made, name them in English, German, French, Spanish, Portuguese, Italian, Turkish, Azerbaijani, Kazakh and
# Russian.
_NAMES = {
    "code": (
        "name", "tag", "codename", "code name", "node", "label", "code-name", "kode", "schlagwort", "nom", "étiquette",
        "código", "nombre", "nome", "etiqueta", "codice", "kod", "kod adı", "ad", "adı", "etiket", "kodun adı", "код",
        "название", "имя", "тег", "код атауы", "атауы",
    ),
    "code_path": (
        "path", "hierarchical name", "full name", "pfad", "hierarchischer name", "chemin", "nom hiérarchique", "ruta",
        "nombre jerárquico", "caminho", "nome hierárquico", "percorso", "yol", "kod yolu", "путь", "жол",
    ),
    "parent": (
        "parent code", "parent name", "category", "theme", "obercode", "übergeordneter code", "kategorie",
        "code parent", "catégorie", "código padre", "código principal", "categoría", "código pai", "categoria",
        "codice genitore", "üst kod", "ana kod", "kategori", "kateqoriya", "родительский код", "категория", "санат",
    ),
    "colour": ("color", "farbe", "couleur", "cor", "colore", "renk", "rəng", "цвет", "түс"),
    "folder": ("is folder", "ordner", "dossier", "carpeta", "pasta", "cartella", "klasör", "qovluq", "папка", "қалта"),
    "brief_definition": (
        "description", "definition", "comment", "short definition", "beschreibung", "kurzdefinition", "kommentar",
        "commentaire", "définition", "descripción", "definición", "comentario", "descrição", "definição", "comentário",
        "descrizione", "definizione", "commento", "açıklama", "tanım", "kısa tanım", "yorum", "təsvir", "izah", "şərh",
        "описание", "определение", "комментарий", "сипаттама", "анықтама",
    ),
    "full_definition": ("long definition", "detailed definition", "langdefinition", "tam tanım", "полное определение"),
    "when_to_use": ("inclusion criteria", "include when", "use when", "dahil etme ölçütleri", "критерии включения"),
    "when_not_to_use": (
        "exclusion criteria", "exclude when", "do not use when", "dışlama ölçütleri", "критерии исключения",
    ),
    "example": (
        "examples", "example text", "anchor example", "ankerbeispiel", "beispiel", "exemple", "ejemplo", "exemplo",
        "esempio", "örnek", "nümunə", "пример", "мысал",
    ),
    "memo": ("memos", "note", "notes", "code memo", "notiz", "mémo", "nota", "notas", "not", "notlar", "qeyd", "мемо"),
}  # fmt: skip

_CODE_GROUP = re.compile(r"(code group|code-gruppe|codegruppe|groupe de codes|grupo de c[oó]digos|kod grubu) \d+")


def _plain(title: str) -> str:
    """A title as it is compared: without capitals, without the dots of i, with one blank between words."""
    composed = unicodedata.normalize("NFC", title.strip()).replace("İ", "i").lower().replace("ı", "i")
    return re.sub(r"[\s_-]+", " ", composed)


_COLUMNS = {_plain(name): column for column, names in _NAMES.items() for name in names} | {
    _plain(column): column for column in KNOWN | DERIVED
}


def column_of(title: str) -> str | None:
    """The column that a title means; None when we know no such column."""
    return _COLUMNS.get(_plain(title))


_NVIVO_PATHS = {"hierarchical name", "hierarchischer name", "nom hiérarchique", "nombre jerárquico", "nome hierárquico"}


def is_nvivo_path(title: str) -> bool:
    """Whether a title is NVivo's `Hierarchical Name`, which holds paths such as `Codes\\\\Security\\\\Defence`."""
    return _plain(title) in _NVIVO_PATHS


def is_code_group(title: str) -> bool:
    """Whether a title is one of ATLAS.ti's `Code Group 1`, `Code Group 2` ..."""
    return _CODE_GROUP.fullmatch(_plain(title)) is not None
