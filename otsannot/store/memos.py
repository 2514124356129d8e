"""Memos: reading them, writing them, and what becomes of them when what they are about goes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.code_tree import CodeTree
from otsannot.model.links import SCHEME
from otsannot.model.memos import PROJECT, Subject, heading_of, subject_of
from otsannot.model.nouns import Case, Code, Document, Memo, now
from otsannot.store.codes import tree
from otsannot.store.edit import Edit
from otsannot.store.rows import AMONG, listed, raw

_NOUNS: dict[str, type[Document] | type[Code] | type[Case]] = {"document": Document, "code": Code, "case": Case}


class MemoRow(NamedTuple):
    """A memo with the name of what it is about, which is empty for the project; times are ISO 8601 UTC."""

    id: int
    guid: str
    coder: str
    subject: Subject
    about: str
    title: str
    text: str
    created: str
    modified: str

    @property
    def heading(self) -> str:
        """What it is called: its title or its first line; empty when it has neither."""
        return heading_of(self.title, self.text)


class Backlinks(NamedTuple):
    """A memo, what it is about, and its text if that holds links."""

    id: int
    subject: Subject
    text: str


def rows(session: Session, book: CodeTree) -> Iterator[MemoRow]:
    """Every memo in the order in which they were begun."""
    return _rows(session, book, "", [])


def rows_by_id(session: Session, memo_ids: Collection[int], book: CodeTree) -> list[MemoRow]:
    """Some memos in the order in which they were begun; those that are gone are left out."""
    return list(_rows(session, book, f"WHERE memo.id {AMONG}", [listed(memo_ids)]))


def _rows(session: Session, book: CodeTree, where: str, values: Sequence[str]) -> Iterator[MemoRow]:
    statement = f"""
        SELECT memo.id, memo.guid, coder.name, document_id, code_id, case_id,
            coalesce(document.name, study_case.name, ''), title, text, memo.created, modified
        FROM memo JOIN coder ON coder.id = coder_id LEFT JOIN document ON document.id = document_id
        LEFT JOIN study_case ON study_case.id = case_id {where} ORDER BY memo.created, memo.id"""
    for memo_id, guid, coder, document_id, code_id, case_id, name, *rest in raw(session, statement, values):
        about = name if code_id is None else book.path(code_id)
        yield MemoRow(memo_id, guid, coder, subject_of(document_id, code_id, case_id), about, *rest)


def backlinks(session: Session, memo_ids: Collection[int] | None = None) -> Iterator[Backlinks]:
    """What memos are about and what they link to, of all memos or of some."""
    where, values = ("", []) if memo_ids is None else (f"WHERE id {AMONG}", [listed(memo_ids)])
    statement = f"""
        SELECT id, document_id, code_id, case_id, iif(instr(text, '{SCHEME}:'), text, '') FROM memo {where}"""
    for memo_id, document_id, code_id, case_id, text in raw(session, statement, values):
        yield Backlinks(memo_id, subject_of(document_id, code_id, case_id), text)


def beginnings(session: Session) -> list[tuple[str, str, str]]:
    """GUID, title and first 200 code points of each memo, the newest first."""
    return list(raw(session, "SELECT guid, title, substr(text, 1, 200) FROM memo ORDER BY created DESC, id DESC"))


def guid(session: Session, memo_id: int) -> str:
    """The name of a memo that never changes."""
    return str(next(raw(session, "SELECT guid FROM memo WHERE id = ?", [memo_id]))[0])


def find_memo(session: Session, guid: str) -> int:
    """The memo of a GUID. Raises OtsannotError when there is none."""
    found = next(raw(session, "SELECT id FROM memo WHERE guid = ?", [guid]), None)
    if found is None:
        raise OtsannotError(_("There is no memo {guid}.").format(guid=guid))
    return int(found[0])


def add_memo(edit: Edit, coder_id: int, text: str, *, title: str = "", subject: Subject = PROJECT) -> int:
    """Write a new memo; returns its number. Raises OtsannotError when what it is about is gone."""
    _check_there(edit, subject)
    values = {"coder_id": coder_id, "title": _titled(title), "text": _unbroken(text), **subject.columns}
    added = edit.add(Memo.model_validate(values))
    assert added.id is not None
    return added.id


def write_memo(edit: Edit, memo_id: int, text: str, *, title: str | None = None) -> None:
    """Give a memo another text, and another title if one is given. Raises OtsannotError when the memo is gone."""
    memo = edit.get(Memo, memo_id)
    fresh = {"text": _unbroken(text), "title": memo.title if title is None else _titled(title)}
    if fresh != {"text": memo.text, "title": memo.title}:
        edit.set(memo, **fresh, modified=now())


def move_memo(edit: Edit, memo_id: int, subject: Subject) -> None:
    """Say that a memo is about something else. Raises OtsannotError when the memo or what it shall be about is gone."""
    _check_there(edit, subject)
    memo = edit.get(Memo, memo_id)
    if any(getattr(memo, column) != value for column, value in subject.columns.items()):
        edit.set(memo, **subject.columns, modified=now())


def remove_memos(edit: Edit, memo_ids: Collection[int]) -> None:
    """Remove memos. Links in others that lead to them stay, and lead nowhere."""
    edit.remove_many(Memo, memo_ids)


def remove_about(
    edit: Edit,
    *,
    document_ids: Collection[int] = (),
    code_ids: Collection[int] = (),
    case_ids: Collection[int] = (),
) -> int:
    """Let memos outlive what they are about, which is to be removed; returns how many there are.

    They become memos on the project, with a last line that says what they were about.
    """
    kept = 0
    for noun, ids in (("document", document_ids), ("code", code_ids), ("case", case_ids)):
        statement = f"SELECT id, {noun}_id, text FROM memo WHERE {noun}_id {AMONG} ORDER BY id"
        found = list(raw(edit.session, statement, [listed(ids)]))
        names = _names(edit.session, noun, {subject_id for _memo_id, subject_id, _text in found})
        edit.set_each(
            Memo,
            (
                {
                    "id": memo_id,
                    "text": f"{text.rstrip()}\n\n{_was_about(noun, names[subject_id])}".lstrip(),
                    f"{noun}_id": None,
                }
                for memo_id, subject_id, text in found
            ),
        )
        kept += len(found)
    return kept


def move_about_codes(edit: Edit, source_ids: Collection[int], target_id: int) -> None:
    """Let the memos about codes be about another one, into which these are merged."""
    rows = raw(edit.session, f"SELECT id FROM memo WHERE code_id {AMONG} ORDER BY id", [listed(source_ids)])
    edit.set_many(Memo, [memo_id for (memo_id,) in rows], code_id=target_id)


def _check_there(edit: Edit, subject: Subject) -> None:
    if subject.id is not None:
        edit.get(_NOUNS[subject.noun], subject.id)


def _names(session: Session, noun: str, ids: Collection[int]) -> dict[int, str]:
    """What documents, codes or cases are called, a code by its path."""
    if noun == "code":
        book = tree(session)
        return {code_id: book.path(code_id) for code_id in ids}
    statement = f"SELECT id, name FROM {_NOUNS[noun].__tablename__} WHERE id {AMONG}"
    return dict(raw(session, statement, [listed(ids)]))


def _was_about(noun: str, name: str) -> str:
    """The line that keeps what a memo was about."""
    if noun == "code":
        return _("(This memo was about the code “{name}”, which was removed.)").format(name=name)
    if noun == "case":
        return _("(This memo was about the case “{name}”, which was removed.)").format(name=name)
    return _("(This memo was about the document “{name}”, which was removed.)").format(name=name)


def _titled(title: str) -> str:
    """A title on one line; blanks stay as they are."""
    return " ".join(title.splitlines())


def _unbroken(text: str) -> str:
    """A text whose lines end as those of every text here do."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
