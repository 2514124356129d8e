"""The attributes, groups, cases, memos and attachments of a study come into a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.attribute_values import canonical
from otsannot.model.nouns import (
    KINDS,
    SUBJECTS,
    Attachment,
    Attribute,
    AttributeValue,
    Case,
    CaseMember,
    DocumentGroup,
    GroupMember,
    Memo,
    now,
)
from otsannot.model.study import StudyAttachment, StudyAttribute, StudyCase, StudyGroup, StudyMemo
from otsannot.store import attributes, members
from otsannot.store.attributes import AttributeRow
from otsannot.store.edit import Edit
from otsannot.store.members import Member
from otsannot.store.originals import hash_of_file, keep_file
from otsannot.store.rows import raw
from otsannot.store.study_mending import Guids, derived_guid, in_lines, key_of, mended_name, mended_time, whole
from otsannot.store.study_merging import Merging


def merge_attributes(merging: Merging, incoming: Iterable[StudyAttribute]) -> None:
    """Let each attribute be the one here of that GUID, else of that subject and name, else a new one after the others.

    Choices that are missing here are added. With `update` the kind becomes that of the study.
    """
    session = merging.edit.session
    here = {subject: attributes.rows(session, subject) for subject in SUBJECTS}
    by_guid = {row.guid: row for rows in here.values() for row in rows}
    by_name = {(row.subject, row.name): row for rows in here.values() for row in rows}
    positions = {subject: max((row.position for row in rows), default=-1) + 1 for subject, rows in here.items()}
    guids = Guids("attribute", merging.losses)
    for attribute in incoming:
        name = mended_name("attribute", attribute.name, merging.losses)
        guid = guids.take(attribute.guid, name)
        subject = attribute.subject
        if subject not in SUBJECTS:
            merging.lose("attribute", name, _("It was about a {what}, and is about documents.").format(what=subject))
            subject = "document"
        kind = attribute.kind
        if kind not in KINDS:
            merging.lose("attribute", name, _("Its kind “{kind}” is none here; it is text.").format(kind=kind))
            kind = "text"
        choices = _choices(attribute.choices)
        row = by_guid.get(guid)
        if row is not None and row.subject != subject:
            guid = derived_guid("attribute", subject, guid)
            row = by_guid.get(guid)
        row = row or by_name.get((subject, name))
        if row is None:
            values = {"guid": guid, "name": name, "subject": subject, "kind": kind, "choices": "\n".join(choices)}
            (number,) = merging.edit.add_many(Attribute, [{**values, "position": positions[subject]}])
            row = AttributeRow(number, guid, name, subject, kind, choices, positions[subject])
            by_guid[guid] = by_name[subject, name] = row
            positions[subject] += 1
            merging.is_first("attribute", number)
            merging.added("attribute", name)
        else:
            wanted = row.name if by_name.get((subject, name), row).id != row.id else name
            row = _update_attribute(merging, row, wanted, kind, choices)
            by_guid[row.guid] = by_name[subject, row.name] = row
        merging.attributes.setdefault(key_of(attribute.guid), row)


def _choices(given: Iterable[str]) -> tuple[str, ...]:
    plain = (" ".join(whole(choice).split()) for choice in given)
    return tuple(dict.fromkeys(choice for choice in plain if choice))


def _update_attribute(
    merging: Merging, row: AttributeRow, name: str, kind: str, choices: tuple[str, ...]
) -> AttributeRow:
    every = tuple(dict.fromkeys((*row.choices, *choices)))
    here = {"name": row.name, "kind": row.kind, "choices": ""}  # those that are missing here are filled in
    there = {"name": name, "kind": kind, "choices": "" if every == row.choices else "\n".join(every)}
    fresh = merging.settle("attribute", row.name, here, there, may_take=merging.is_first("attribute", row.id))
    edit = merging.edit
    if "choices" in fresh:
        edit.set(edit.get(Attribute, row.id), choices="\n".join(every))
    if "name" in fresh:
        edit.set(edit.get(Attribute, row.id), name=name)
    if "kind" in fresh:
        for misfit in attributes.set_kind(edit, row.id, kind):
            merging.lose("value", f"{misfit.owner}, {misfit.attribute}", misfit.sentence)
    found = attributes.row(edit.session, row.id)
    assert found is not None
    return found


def merge_values(
    merging: Merging, subject: str, owner: int, name: str, values: Mapping[str, str], *, is_new: bool
) -> None:
    """State what a study states of one document or case; a value that does not fit its kind is kept as it is."""
    if not values:
        return
    statement = f"SELECT attribute_id, id, value FROM attribute_value WHERE {subject}_id = ?"
    found = () if is_new else raw(merging.edit.session, statement, [owner])
    there = {attribute: (number, value) for attribute, number, value in found}
    rows: list[dict[str, Any]] = []
    for guid, given in values.items():
        attribute = merging.attributes.get(key_of(guid))
        if attribute is None or attribute.subject != subject:
            told = _("“{value}” is of an attribute that the study does not have.").format(value=given)
            merging.lose("value", name, told)
            continue
        what = f"{name}, {attribute.name}"
        value = _kept(merging, what, attribute, given)
        if not value:
            continue
        if attribute.id not in there:
            rows.append({f"{subject}_id": owner, "attribute_id": attribute.id, "value": value})
            merging.report.tallies["value"].new += 1
            there[attribute.id] = (0, value)
            merging.is_first("value", (subject, owner, attribute.id))
            continue
        number, ours = there[attribute.id]
        may_take = merging.is_first("value", (subject, owner, attribute.id))
        if merging.settle("value", what, {"value": ours}, {"value": value}, may_take=may_take):
            merging.edit.set_each(AttributeValue, [{"id": number, "value": value}])
    if rows:
        merging.edit.add_many(AttributeValue, rows)


def _kept(merging: Merging, what: str, attribute: AttributeRow, given: str) -> str:
    value = in_lines(given)
    try:
        return canonical(attribute.kind, value, attribute.choices)
    except OtsannotError as error:
        merging.lose("value", what, _("{why} It was kept as it is.").format(why=error))
        return value


def merge_groups(merging: Merging, incoming: Iterable[StudyGroup]) -> None:
    """Let each group be the one here of that GUID, else of that name, else a new one; documents are added to it."""
    rows = list(raw(merging.edit.session, "SELECT guid, id, name FROM document_group"))
    sets = _Sets(merging, "group", rows)
    for group in incoming:
        number, name, is_new = sets.find(group.guid, group.name)
        if number is None:
            number = _number(merging.edit.add(DocumentGroup(guid=sets.guid, name=name)))
            sets.note(number, name)
        _put_in(merging, GroupMember, number, "group", name, group.documents, is_new=is_new)


def merge_cases(merging: Merging, incoming: Iterable[StudyCase]) -> None:
    """As `merge_groups`, with what is stated of cases."""
    rows = list(raw(merging.edit.session, "SELECT guid, id, name FROM study_case"))
    sets = _Sets(merging, "case", rows)
    for case in incoming:
        number, name, is_new = sets.find(case.guid, case.name)
        if number is None:
            created = mended_time(case.created, "case", name, merging.losses) or now()
            number = _number(merging.edit.add(Case(guid=sets.guid, name=name, created=created)))
            sets.note(number, name)
        merging.cases.setdefault(key_of(case.guid), number)
        merging.link("case", case.guid, sets.guids_here[number])
        _put_in(merging, CaseMember, number, "case", name, case.documents, is_new=is_new)
        merge_values(merging, "case", number, name, case.values, is_new=is_new)


class _Sets:
    """The groups or the cases here."""

    def __init__(self, merging: Merging, kind: str, rows: list[tuple[str, int, str]]) -> None:
        self.merging, self.kind = merging, kind
        self.by_guid = {guid: (number, name) for guid, number, name in rows}
        self.by_name = {name: (number, name) for _guid, number, name in rows}
        self.guids_here = {number: guid for guid, number, _name in rows}
        self.guids = Guids(kind, merging.losses)
        self.guid = ""

    def find(self, given: str, called: str) -> tuple[int | None, str, bool]:
        """The number and name of the one that a GUID or else a name means, and whether it is new."""
        name = mended_name(self.kind, called, self.merging.losses)
        self.guid = self.guids.take(given, name)
        found = self.by_guid.get(self.guid) or self.by_name.get(name)
        return (None, name, True) if found is None else (*found, False)

    def note(self, number: int, name: str) -> None:
        """Keep in mind one that was made."""
        self.by_guid[self.guid] = self.by_name[name] = (number, name)
        self.guids_here[number] = self.guid
        self.merging.added(self.kind, name)


def _put_in(
    merging: Merging, noun: Member, number: int, kind: str, name: str, guids: Iterable[str], *, is_new: bool
) -> None:
    documents = []
    for guid in guids:
        document = merging.documents.get(key_of(guid))
        if document is None:
            merging.lose(kind, name, _("It lists a document that is not in the study: {guid}.").format(guid=guid))
        else:
            documents.append(document)
    fresh = members.put_in(merging.edit, noun, number, documents)
    if not is_new:
        tally = merging.report.tallies[kind]
        if fresh:
            tally.changed += 1
        else:
            tally.equal += 1


def merge_memos(merging: Merging, incoming: Iterable[StudyMemo]) -> None:
    """Let each memo be the one here of that GUID, or a new one; its links lead to what is here."""
    session = merging.edit.session
    columns = "id, document_id, code_id, case_id, title, text, modified"
    rows = {guid: rest for guid, *rest in raw(session, f"SELECT guid, {columns} FROM memo")}
    guids = Guids("memo", merging.losses)
    fresh: list[dict[str, Any]] = []
    for memo in incoming:
        title = " ".join(whole(memo.title).splitlines())
        heading = title or memo.text[:60].partition("\n")[0]
        text = merging.with_our_links(in_lines(memo.text))
        guid = guids.take(memo.guid, heading)
        about = _about(merging, memo, heading)
        if guid in rows:
            _update_memo(merging, rows[guid], memo, title, text, about)
            continue
        created = mended_time(memo.created, "memo", heading, merging.losses) or now()
        modified = mended_time(memo.modified, "memo", heading, merging.losses) or created
        coder = merging.coder(memo.coder, "memo", heading)
        values = {"guid": guid, "coder_id": coder, "title": title, "text": text, **about}
        fresh.append({**values, "created": created, "modified": modified})
        merging.added("memo", heading)
    if fresh:
        merging.edit.add_many(Memo, fresh)


def _about(merging: Merging, memo: StudyMemo, heading: str) -> dict[str, int | None]:
    about: dict[str, int | None] = {"document_id": None, "code_id": None, "case_id": None}
    known = {"document": merging.documents, "code": merging.codes, "case": merging.cases}
    if memo.about:
        number = known.get(memo.about, {}).get(key_of(memo.subject))
        if number is None:
            told = _("It was about a {what} that is not in the study; it is about the project now.")
            merging.lose("memo", heading, told.format(what=memo.about))
        else:
            about[f"{memo.about}_id"] = number
    return about


def _update_memo(
    merging: Merging, row: list[Any], memo: StudyMemo, title: str, text: str, about: dict[str, int | None]
) -> None:
    number, *ours, old_title, old_text, old_modified = row
    here = {
        "title": old_title,
        "text": old_text,
        "about": _sign(dict(zip(about, ours, strict=True))),
    }
    fresh = merging.settle("memo", title or text[:60], here, {"title": title, "text": text, "about": _sign(about)})
    if fresh.pop("about", None) is not None:
        fresh |= about
    if fresh:
        modified = max(old_modified, mended_time(memo.modified, "memo", title, []) or now())
        merging.edit.set(merging.edit.get(Memo, number), **fresh, modified=modified)


def _sign(about: Mapping[str, int | None]) -> str:
    """What a memo is about, in a word that two of them can be compared by; empty for the project."""
    return next((f"{column.removesuffix('_id')} {number}" for column, number in about.items() if number), "")


def merge_attachments(merging: Merging, incoming: Iterable[StudyAttachment]) -> None:
    """Let each attachment be the one here of that GUID, or a new one; its file is kept."""
    columns = "id, name, media_type, place, about, original_sha256"
    rows = {guid: rest for guid, *rest in raw(merging.edit.session, f"SELECT guid, {columns} FROM attachment")}
    guids = Guids("attachment", merging.losses)
    for one in incoming:
        name = mended_name("attachment", one.name, merging.losses)
        guid = guids.take(one.guid, name)
        there: dict[str, Any] = {
            "name": name,
            "media_type": whole(one.media_type),
            "place": whole(one.place),
            "about": whole(one.about),
            "original_sha256": None if one.file is None else hash_of_file(one.file)[0],
        }
        if guid in rows:
            number, *ours = rows[guid]
            fresh = merging.settle("attachment", name, dict(zip(there, ours, strict=True)), there)
            _keep(merging.edit, one, fresh)
            if fresh:
                merging.edit.set(merging.edit.get(Attachment, number), **fresh)
            continue
        _keep(merging.edit, one, there)
        created = mended_time(one.created, "attachment", name, merging.losses) or now()
        merging.edit.add(Attachment(guid=guid, created=created, **there))
        merging.added("attachment", name)


def _keep(edit: Edit, one: StudyAttachment, fresh: Mapping[str, Any]) -> None:
    if fresh.get("original_sha256") is not None and one.file is not None:
        keep_file(edit, one.file, one.name)


def _number(record: DocumentGroup | Case) -> int:
    assert record.id is not None
    return record.id
