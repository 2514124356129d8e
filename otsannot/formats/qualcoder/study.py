"""What a project of QualCoder holds beside its texts: coders, codes, facts, cases, memos and files."""

from __future__ import annotations

import mimetypes
from collections import defaultdict

from otsannot.formats.files import shown
from otsannot.formats.foreign_database import Row, moment, text
from otsannot.formats.qualcoder.rows import NOBODY, Rows
from otsannot.i18n import _
from otsannot.model.study import (
    Loss,
    Study,
    StudyAttachment,
    StudyAttribute,
    StudyCase,
    StudyCode,
    StudyCoder,
    StudyMemo,
)

_OWNED = ("source", "code_text", "annotation", "code_name", "code_cat", "cases", "journal")
_USES = {"file": "document", "case": "case"}


class Reading:
    """Reads all of a project but its texts."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._texts = {row["id"] for row in rows.of("source", "fulltext IS NOT NULL")}

    def fill(self, study: Study) -> None:
        """Put everything into a study, and name what has no place in it."""
        study.coders = self._coders()
        study.codes = self._codes()
        study.attributes = self._attributes()
        study.cases = self._cases()
        study.memos = self._memos()
        study.attachments = self._attachments()
        study.losses = self._losses()

    def _coders(self) -> list[StudyCoder]:
        owners = [text(row, "owner") for table in _OWNED for row in self._rows.of(table)]
        named = [text(row, "name") for row in self._rows.of("coder_names")]
        names = dict.fromkeys(name or NOBODY for name in (text(self._rows.project, "codername"), *named, *owners))
        return [StudyCoder(self._rows.guid("coder", name), name) for name in names]

    def _codes(self) -> list[StudyCode]:
        """Categories as folders, and codes in them or, since version 4, under codes; parents come first."""
        under: dict[str | None, list[StudyCode]] = defaultdict(list)
        for row in self._rows.of("code_cat"):
            parent = self._parent(row, ("supercatid", "cat"))
            guid = self._rows.guid("cat", row["catid"])
            under[parent].append(StudyCode(guid, text(row, "name"), parent, is_folder=True, memo=text(row, "memo")))
        for row in self._rows.of("code_name"):
            parent = self._parent(row, ("supercid", "code"), ("catid", "cat"))
            colour, guid = text(row, "color").lower(), self._rows.guid("code", row["cid"])
            code = StudyCode(guid, text(row, "name"), parent, colour, memo=text(row, "memo"))
            under[parent].append(code._replace(created=moment(row, "date")))
        known = {code.guid for codes in under.values() for code in codes}
        ordered: list[StudyCode] = []
        waiting: list[str | None] = [None, *(parent for parent in under if parent not in known)]
        for parent in waiting:
            children = under.pop(parent, [])
            ordered += [code if parent in known else code._replace(parent=None) for code in children]
            waiting += [code.guid for code in children]
        # What is left goes round in circles: it comes in at the top.
        return ordered + [code._replace(parent=None) for codes in under.values() for code in codes]

    def _parent(self, row: Row, *ways: tuple[str, str]) -> str | None:
        return next((self._rows.guid(kind, row[column]) for column, kind in ways if row.get(column)), None)

    def _attributes(self) -> list[StudyAttribute]:
        types = list(self._rows.of("attribute_type"))
        kinds = {text(row, "name"): "number" if text(row, "valuetype") == "numeric" else "text" for row in types}
        uses = {(text(row, "name"), text(row, "caseOrFile")) for row in types}
        uses |= {(text(row, "name"), text(row, "attr_type")) for row in self._rows.of("attribute")}
        return [
            StudyAttribute(self._rows.guid("attribute", use, name), name, _USES[use], kinds.get(name, "text"))
            for name, use in sorted(uses)
            if use in _USES
        ]

    def _cases(self) -> list[StudyCase]:
        members: dict[object, dict[str, None]] = defaultdict(dict)
        for row in self._rows.of("case_text"):
            if row["fid"] in self._texts:
                members[row["caseid"]][self._rows.guid("source", row["fid"])] = None
        return [
            StudyCase(
                self._rows.guid("case", row["caseid"]),
                text(row, "name"),
                tuple(members[row["caseid"]]),
                self._rows.values("case", row["caseid"]),
                moment(row, "date"),
            )
            for row in self._rows.of("cases")
        ]

    def _memos(self) -> list[StudyMemo]:
        found = [self._memo(self._rows.project, "memo", _("Memo of the project"), "project-memo")]
        journal = self._rows.of("journal")
        found += [self._memo(row, "jentry", text(row, "name"), "journal", row["jid"]) for row in journal]
        for row in self._rows.of("cases"):
            memo = self._memo(row, "memo", "", "case-memo", row["caseid"])
            found.append(memo._replace(about="case", subject=self._rows.guid("case", row["caseid"])))
        for row in self._rows.of("source"):
            memo = self._memo(row, "memo", "", "source-memo", row["id"])
            if row["id"] in self._texts:
                found.append(memo._replace(about="document", subject=self._rows.guid("source", row["id"])))
            else:
                found.append(memo._replace(title=text(row, "name")))
        types = self._rows.of("attribute_type")
        found += [self._memo(row, "memo", text(row, "name"), "attribute-memo", text(row, "name")) for row in types]
        return [memo for memo in found if memo.text.strip()]

    def _memo(self, row: Row, column: str, title: str, *which: object) -> StudyMemo:
        made = moment(row, "date")
        guid = self._rows.guid("memo", *which)
        return StudyMemo(guid, self._rows.coder(row), title, text(row, column), created=made, modified=made)

    def _attachments(self) -> list[StudyAttachment]:
        """Pictures, recordings, and whatever else has no text."""
        found = []
        for row in self._rows.of("source"):
            if row["id"] not in self._texts:
                name, place = text(row, "name"), self._rows.place(row)
                opener = self._rows.opener(row)
                found.append(
                    StudyAttachment(
                        self._rows.guid("source", row["id"]),
                        name,
                        mimetypes.guess_type(name)[0] or "",
                        "" if opener or place is None else shown(place),
                        created=moment(row, "date"),
                        file=opener,
                    )
                )
        return found

    def _losses(self) -> list[Loss]:
        """What has no place here, item by item."""
        names = {row["cid"]: text(row, "name") for row in self._rows.of("code_name")}
        sources = {row["id"]: text(row, "name") for row in self._rows.of("source")}
        kept, nothing_like_it = _("it is kept, and not shown: it has no text"), _("there is nothing like it here")
        found = [Loss(_("file"), attached.name, kept) for attached in self._attachments()]
        for table, kind in (("code_image", _("coded part of a picture")), ("code_av", _("coded part of a recording"))):
            for row in self._rows.of(table):
                said = f"{names.get(row['cid'], '')} – {sources.get(row['id'], '')}"
                found.append(Loss(kind, said, _("only passages of texts can be coded")))
        for table, kind, column in (("graph", _("graph"), "name"), ("stored_sql", _("stored query"), "title")):
            found += [Loss(kind, text(row, column), nothing_like_it) for row in self._rows.of(table)]
        entries = dict.fromkeys(row["risid"] for row in self._rows.of("ris"))
        found += [Loss(_("reference"), str(entry), nothing_like_it) for entry in entries]
        for row in self._rows.of("attribute", "attr_type NOT IN ('file', 'case')"):
            said = f"{text(row, 'name')}: {text(row, 'value')}"
            found.append(Loss(_("attribute"), said, _("only documents and cases have attributes")))
        return found
