"""Builds the data of the benchmarks: the same at every run, of texts in several languages and scripts."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

import otsannot
from otsannot.model.colours import PALETTE
from otsannot.model.new_text import NewText
from otsannot.model.nouns import DEFINITION_FIELDS, Annotation, Code, Coding, Document
from otsannot.model.structure import Part
from otsannot.project import Project
from otsannot.store import Edit, coders, codes, documents
from otsannot.store.layers import keep_layer
from otsannot.text.paragraphs import Paragraphs
from otsannot.text.stamps import written

TEXTS = "texts"
PDFS = "pdfs"
MILLION = "million.otsannot"
LONG = "long.otsannot"
STRUCTURED = "structured.otsannot"
TWO = "two.otsannot"
CODEBOOK = "codebook.otsannot"
STUDY = "study.otsannot"
CODES = 40
PASSAGE = 120
PAGE = 2_500
SENTENCES = (
    "The ministers agreed to open the corridor before the next summit and to simplify customs along it.",
    "Enerji bakanları, kritik ham maddelerin ortak işlenmesi için bir çalışma grubu kurdu.",
    "Dəhliz boyunca limanların gücü artırılır, gömrük qaydaları isə sadələşdirilir.",
    "Қауіпсіздік кеңестерінің хатшылары бірлескен оқу-жаттығулар туралы келісті.",
    "An alphabet of thirty-four letters shall let readers from Ankara to Astana share their books 📚.",
    "𐱅𐰇𐰼𐰜 stands on the stone, and the school that teaches it is proud of the word.",
)


def build(folder: Path) -> None:
    """Make what is missing: 1,000 texts of 50 MB, a project of a million codings, one of a 5 MB text with 20,000.

    The same text with 29,000 parts of a structure.
    And 100 PDFs, a project of two codes with 100,000 codings each, a codebook of 2,000 codes, and a study of 500 texts
    with 20,000 codings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / TEXTS).exists():
        text_folder(folder / TEXTS, 1_000, 50_000_000)
    if not (folder / PDFS).exists():
        pdf_folder(folder / PDFS, 100, 20)
    if not (folder / MILLION).exists():
        coded_project(folder / MILLION, 10_000, 2_000, 1_000_000)
    if not (folder / LONG).exists():
        coded_project(folder / LONG, 1, 5_000_000, 20_000)
    if not (folder / STRUCTURED).exists():
        structured_project(folder / STRUCTURED, folder / LONG)
    if not (folder / TWO).exists():
        coded_project(folder / TWO, 1_000, 2_000, 200_000, codes_count=2)
    if not (folder / CODEBOOK).exists():
        codebook_project(folder / CODEBOOK, 40, 2_000)
    if not (folder / STUDY).exists():
        coded_project(folder / STUDY, 500, 10_000, 20_000)


def text_of(characters: int, seed: int) -> str:
    """A text of at least so many code points, in paragraphs of one to eight sentences."""
    chance = random.Random(seed)
    paragraphs: list[str] = []
    length = 0
    while length < characters:
        paragraph = " ".join(chance.choice(SENTENCES) for _ in range(chance.randint(1, 8)))
        paragraphs.append(f"{len(paragraphs) + 1}. {paragraph}")
        length += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs)


def text_folder(folder: Path, files: int, size: int) -> None:
    """So many text files that together hold `size` bytes of UTF-8."""
    fresh = folder.with_suffix(".new")
    fresh.mkdir(exist_ok=True)
    for number in range(files):
        text = text_of(size // files, number).encode()[: size // files].decode(errors="ignore")
        (fresh / f"text {number:04}.txt").write_text(text, encoding="utf-8")
    fresh.rename(folder)


def pdf_folder(folder: Path, files: int, pages: int) -> None:
    """So many PDFs of so many pages, each page full of plain lines in a standard font."""
    fresh = folder.with_suffix(".new")
    fresh.mkdir(exist_ok=True)
    for number in range(files):
        with pikepdf.new() as pdf:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            for page in range(pages):
                added = pdf.add_blank_page(page_size=(595, 842))
                added.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
                added.Contents = pdf.make_stream(_page(number * pages + page))
            pdf.save(fresh / f"paper {number:03}.pdf")
    fresh.rename(folder)


def _page(seed: int) -> bytes:
    """The lines of a page, as PDF draws them."""
    latin = " ".join(text_of(3_000, seed).encode("ascii", "ignore").decode().split())
    lines = [
        latin[start : start + 80].replace("\\", "").replace("(", "").replace(")", "") for start in range(0, 3_000, 80)
    ]
    return b"BT /F1 11 Tf 14 TL 72 770 Td " + b" ".join(f"({line}) Tj T*".encode() for line in lines) + b" ET"


def coded_project(path: Path, documents_count: int, characters: int, codings: int, codes_count: int = CODES) -> None:
    """A project of so many documents of so many code points each, with all codings spread evenly."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with otsannot.new(fresh, "bench") as project:
        names = _documents(project, documents_count, characters)
        with project.edit("Codebook") as edit:
            groups = [codes.create_code(edit, f"Group {number}") for number in range(CODES // 10)]
            named = ((f"Code {number}", groups[number % len(groups)]) for number in range(codes_count))
            made = [codes.create_code(edit, name, group) for name, group in named]
        with project.edit("Code") as edit:
            _code(edit, coders.ensure_coder(edit, "bench"), names, made, codings)
    fresh.rename(path)


def structured_project(path: Path, source: Path) -> None:
    """The project of one long text in which each paragraph is a turn at a time, and some begin with a heading."""
    fresh = path.with_suffix(".new")
    shutil.copy(source, fresh)
    with otsannot.open(fresh) as project, project.edit("Structure") as edit:
        (row,) = documents.rows(edit.session)
        text, parts = documents.text(edit.session, row.id), []
        paragraphs = Paragraphs(text)
        for number in range(1, paragraphs.count + 1):
            start, end = paragraphs.span(number)
            if start < end:
                turn = Part(start, end, "speaker", f"Speaker {number % 7}")
                parts += [turn, turn._replace(kind="time", value=written(number * 1000))]
            if start < end and number % 10 == 0:
                parts.append(Part(start, min(start + 20, end), "heading", str(number % 3 + 1)))
        pages = range(0, len(text), PAGE)
        parts += [Part(at, min(at + PAGE, len(text)), "page", str(at // PAGE + 1)) for at in pages]
        edit.set(edit.get(Document, row.id), layer_sha256=keep_layer(edit, parts))
    fresh.rename(path)


def codebook_project(path: Path, branches: int, codes_count: int) -> None:
    """A project of so many codes, of which so many stand at the top, each defined in full."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with otsannot.new(fresh, "bench") as project, project.edit("Codebook") as edit:
        top = edit.add_many(Code, (_defined(number, None) for number in range(branches)))
        edit.add_many(Code, (_defined(number, top[number % branches]) for number in range(branches, codes_count)))
    fresh.rename(path)


def _defined(number: int, parent_id: int | None) -> dict[str, Any]:
    words = text_of(400, number).split()
    fields = {field: " ".join(words[at * 8 : at * 8 + 20]) for at, field in enumerate(DEFINITION_FIELDS)}
    name = f"{words[1 + number % 7]} {words[2 + number % 5]} {number}"
    return {"name": name, "parent_id": parent_id, "colour": PALETTE[number % 24], "position": number, **fields}


def _documents(project: Project, count: int, characters: int) -> list[tuple[int, int]]:
    with project.edit("Import") as edit:
        documents.add_documents(edit, (_new_text(number, characters) for number in range(count)))
        return [(row.id, row.length) for row in documents.rows(edit.session)]


def _new_text(number: int, characters: int) -> NewText:
    text = text_of(characters, number)
    return NewText(f"Text {number:05}", text, hashlib.sha256(text.encode()).hexdigest(), f"text {number}.txt", "utf-8")


def _code(edit: Edit, coder_id: int, texts: list[tuple[int, int]], code_ids: list[int], codings: int) -> None:
    chance = random.Random(1)
    each = codings // len(texts)

    def annotations() -> Iterator[dict[str, int]]:
        for document_id, length in texts:
            for _ in range(each):
                start = chance.randrange(length - PASSAGE)
                end = start + chance.randint(5, PASSAGE)
                yield {"document_id": document_id, "coder_id": coder_id, "start": start, "end": end}

    made = edit.add_many(Annotation, annotations())
    edit.add_many(
        Coding, ({"annotation_id": number, "code_id": chance.choice(code_ids), "coder_id": coder_id} for number in made)
    )
