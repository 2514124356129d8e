"""The codebook: its tree, its definitions, and the edits of single codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.code_tree import DEEPEST, SEPARATOR, CodeRow, CodeTree, join_path, split_path
from otsannot.model.colours import is_colour, next_colour
from otsannot.model.nouns import DEFINITION_FIELDS, LINE_BREAKS, Code
from otsannot.store import names
from otsannot.store.edit import Edit
from otsannot.store.rows import raw
from otsannot.store.schema import table_of

_code = table_of(Code).c


class Definition(NamedTuple):
    """The definition fields of a code, after MacQueen et al. (1998)."""

    brief_definition: str
    full_definition: str
    when_to_use: str
    when_not_to_use: str
    example: str
    memo: str


class Use(NamedTuple):
    """How often a code is used: codings, annotations with it, and documents with it."""

    codings: int
    annotations: int
    documents: int


def tree(session: Session) -> CodeTree:
    """The codebook as it is now."""
    return CodeTree(CodeRow(*row) for row in session.execute(select(*(_code[name] for name in CodeRow._fields))))


def definition(session: Session, code_id: int) -> Definition:
    """What a code means."""
    row = session.execute(select(*(_code[name] for name in DEFINITION_FIELDS)).where(_code.id == code_id)).one()
    return Definition(*row)


def meanings(session: Session) -> dict[int, str]:
    """All that the definition of each code says, in one text to search; codes without one are left out."""
    whole = " || char(10) || ".join(DEFINITION_FIELDS)
    return dict(raw(session, f"SELECT id, {whole} FROM code WHERE trim({whole}, char(10)) <> ''"))


def definitions(session: Session) -> dict[int, tuple[str, Definition]]:
    """The GUID and the definition of every code."""
    columns = (_code.id, _code.guid, *(_code[name] for name in DEFINITION_FIELDS))
    return {row[0]: (row[1], Definition(*row[2:])) for row in session.execute(select(*columns))}


def counts(session: Session, code_ids: Iterable[int] | None = None) -> dict[int, int]:
    """How many codings each code has, of all codes or of some; a code without codings is left out of the first."""
    if code_ids is None:
        return dict(raw(session, "SELECT code_id, count(*) FROM coding GROUP BY code_id"))
    statement = "SELECT count(*) FROM coding WHERE code_id = ?"
    return {code_id: next(raw(session, statement, [code_id]))[0] for code_id in code_ids}


def uses(session: Session) -> dict[int, Use]:
    """How often each code is used; codes never used are left out."""
    statement = """
        SELECT code_id, count(*), count(DISTINCT annotation_id), count(DISTINCT document_id)
        FROM coding JOIN annotation ON annotation.id = annotation_id GROUP BY code_id"""
    return {code_id: Use(*rest) for code_id, *rest in raw(session, statement)}


def uses_in(session: Session, document_id: int) -> dict[int, int]:
    """On how many passages of a document each code is; codes that are on none are left out."""
    statement = """
        SELECT code_id, count(DISTINCT annotation_id) FROM coding JOIN annotation ON annotation.id = annotation_id
        WHERE document_id = ? GROUP BY code_id"""
    return dict(raw(session, statement, [document_id]))


def create_code(
    edit: Edit,
    name: str,
    parent_id: int | None = None,
    *,
    colour: str | None = None,
    digit: int | None = None,
    definition: dict[str, str] | None = None,
) -> int:
    """Add a code after its siblings. A child takes its parent's colour, a code at the top the least used one."""
    if parent_id is not None:
        edit.get(Code, parent_id)
    book = tree(edit.session)
    name = checked_name(name)
    check_free(book, name, parent_id)
    check_depth(1 if parent_id is None else book.level(parent_id) + 1)
    if colour is None:
        colour = (
            next_colour(row.colour for row in book.children(None))
            if parent_id is None
            else book.by_id[parent_id].colour
        )
    siblings = book.children(parent_id)
    code = Code(
        name=name,
        parent_id=parent_id,
        colour=checked_colour(colour),
        position=siblings[-1].position + 1 if siblings else 0,
    )
    for field, text in (definition or {}).items():
        setattr(code, field, text)
    code_id = number_of(edit.add(code))
    if digit is not None:
        bind_digit(edit, code_id, digit)
    return code_id


def create_path(edit: Edit, path: Iterable[str]) -> int:
    """The code at the end of a path; it and the parents that are missing are created."""
    parent_id: int | None = None
    for name in path:
        name = checked_name(name)
        siblings = {row.name: row.id for row in tree(edit.session).children(parent_id)}
        parent_id = siblings[name] if name in siblings else create_code(edit, name, parent_id)
    if parent_id is None:
        raise OtsannotError(_("A code needs a name."))
    return parent_id


def find_or_create(edit: Edit, name: str) -> int:
    """The code a name or path means; one that is missing is created with its parents. Raises for an ambiguous name."""
    book = tree(edit.session)
    return find_code(book, name).id if book.find(name) else create_path(edit, split_path(name))


def rename_code(edit: Edit, code_id: int, name: str) -> None:
    """Give a code another name. Raises OtsannotError when a sibling has it."""
    code = edit.get(Code, code_id)
    name = checked_name(name)
    check_free(tree(edit.session), name, code.parent_id, besides=[code_id])
    edit.set(code, name=name)


def define_code(edit: Edit, code_id: int, /, **fields: str) -> None:
    """Write definition fields of a code. Raises OtsannotError for a field there is not."""
    unknown = next((field for field in fields if field not in DEFINITION_FIELDS), None)
    if unknown is not None:
        known = ", ".join(DEFINITION_FIELDS)
        raise OtsannotError(
            _("A code has no field “{field}”. Its fields are {known}.").format(field=unknown, known=known)
        )
    edit.set(edit.get(Code, code_id), **fields)


def colour_code(edit: Edit, code_id: int, colour: str) -> None:
    """Give a code another colour, `#rrggbb`. Raises OtsannotError for what is no colour."""
    edit.set(edit.get(Code, code_id), colour=checked_colour(colour))


def bind_digit(edit: Edit, code_id: int, digit: int | None) -> None:
    """Let a digit 1-9 apply a code; the code that had it loses it. None takes the digit away.

    Raises OtsannotError for another digit.
    """
    if digit is not None:
        check_applicable(edit, code_id)
        if digit not in range(1, 10):
            raise OtsannotError(_("A code is bound to a digit from 1 to 9, and not to {digit}.").format(digit=digit))
        for row in tree(edit.session).by_id.values():
            if row.digit == digit and row.id != code_id:
                edit.set(edit.get(Code, row.id), digit=None)
    edit.set(edit.get(Code, code_id), digit=digit)


def set_folder(edit: Edit, code_id: int, is_folder: bool) -> None:
    """Say whether a code only holds other ones and is never applied itself; a folder has no digit.

    Raises OtsannotError for a code that is in use.
    """
    code = edit.get(Code, code_id)
    if is_folder and counts(edit.session, [code_id])[code_id]:
        raise OtsannotError(
            _("“{code}” is in use. Move its codings to other codes, and then make it a folder.").format(code=code.name)
        )
    edit.set(code, is_folder=is_folder, digit=None if is_folder else code.digit)


def find_code(book: CodeTree, name: str) -> CodeRow:
    """The one code that a name or path means. Raises OtsannotError when there is none, or several, and lists them."""
    found = book.find(name)
    if not found:
        raise OtsannotError(_("There is no code “{name}”.").format(name=name))
    if len(found) > 1:
        paths = ", ".join(f"“{book.path(row.id)}”" for row in found)
        raise OtsannotError(_("“{name}” may be any of {paths}. Write the whole path.").format(name=name, paths=paths))
    return found[0]


def checked_name(name: str) -> str:
    """A code's name without blanks around it. Raises OtsannotError when it can be no name."""
    name = name.strip()
    if SEPARATOR in f" {name} " or any(mark in name for mark in LINE_BREAKS):
        raise OtsannotError(_("The name of a code holds no line break and no “ > ”: {name!r}.").format(name=name[:40]))
    return names.checked_name(name, _("A code needs a name."))


def checked_colour(colour: str) -> str:
    """A colour as codes store it. Raises OtsannotError when it is none."""
    if not is_colour(colour.lower()):
        raise OtsannotError(_("{colour} is no colour. Write it like #3366cc.").format(colour=colour))
    return colour.lower()


def number_of(code: Code) -> int:
    """The number of a code that is written."""
    assert code.id is not None
    return code.id


def check_free(book: CodeTree, name: str, parent_id: int | None, besides: Collection[int] = ()) -> None:
    """Raises OtsannotError when another code than `besides` has a name under a parent."""
    if any(row.name == name and row.id not in besides for row in book.children(parent_id)):
        path = join_path([*(book.names(parent_id) if parent_id is not None else []), name])
        raise OtsannotError(_("There is a code “{path}” already.").format(path=path))


def check_applicable(edit: Edit, code_id: int) -> None:
    """Raises OtsannotError when a code cannot be applied, because it is gone or a folder."""
    if edit.value(Code, code_id, "is_folder"):
        raise OtsannotError(
            _("“{code}” is a folder, which holds codes and is not applied itself. Choose a code in it.").format(
                code=edit.value(Code, code_id, "name")
            )
        )


def check_depth(levels: int) -> None:
    """Raises OtsannotError when a codebook would have so many levels."""
    if levels > DEEPEST:
        raise OtsannotError(_("A codebook has {n} levels at most.").format(n=DEEPEST))
