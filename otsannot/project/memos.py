"""The memos of a project."""

from __future__ import annotations

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.memos import PROJECT, Subject
from otsannot.project.base import Base
from otsannot.store import cases, coders, codes, documents, memos


class Memos(Base):
    """Verbs on memos."""

    def write_memo(
        self,
        text: str,
        *,
        title: str = "",
        about_document: str | None = None,
        about_code: str | None = None,
        about_case: str | None = None,
        coder: str | None = None,
    ) -> str:
        """Write a memo on a document, a code or a case, or on the project when none is named; Markdown.

        Returns its GUID. Raises OtsannotError when several are named, and for a name that fits none or several.
        """
        if sum(name is not None for name in (about_document, about_code, about_case)) > 1:
            raise OtsannotError(_("A memo is about one thing: a document, a code or a case."))
        with self.edit(_("New memo"), coder) as edit:
            subject = PROJECT
            if about_document is not None:
                subject = Subject("document", documents.find_document(edit.session, about_document).id)
            elif about_code is not None:
                subject = Subject("code", codes.find_code(codes.tree(edit.session), about_code).id)
            elif about_case is not None:
                subject = Subject("case", cases.find_case(edit.session, about_case).id)
            coder_id = coders.ensure_coder(edit, edit.coder)
            return memos.guid(edit.session, memos.add_memo(edit, coder_id, text, title=title, subject=subject))

    def rewrite_memo(self, memo: str, text: str, *, title: str | None = None) -> None:
        """Write another text into a memo, named by its GUID, and another title when one is given."""
        with self.edit(_("Write memo")) as edit:
            memos.write_memo(edit, memos.find_memo(edit.session, memo), text, title=title)

    def remove_memo(self, memo: str) -> None:
        """Remove a memo, named by its GUID."""
        with self.edit(_("Remove memo")) as edit:
            memos.remove_memos(edit, [memos.find_memo(edit.session, memo)])
