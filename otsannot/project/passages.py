"""The passages of a project and their codes."""

from __future__ import annotations

from collections.abc import Iterable
from operator import index

from otsannot.i18n import _
from otsannot.model.spans import Span
from otsannot.project.base import Base
from otsannot.store import coders, codes, documents, passages


class Passages(Base):
    """Verbs on passages; positions are code points, half-open."""

    def apply_code(
        self, document: str, start: int, end: int, code: str, *, coder: str | None = None, comment: str | None = None
    ) -> str:
        """Give the passage `[start, end)` a code, which is created with its parents when missing.

        Positions may be numbers of numpy, as a DataFrame gives them. Returns the GUID of the annotation. Raises
        OtsannotError for a passage outside the text and for names that
        fit none or several.
        """
        return self.annotate(document, start, end, [code], coder=coder, comment=comment)

    def annotate(
        self,
        document: str,
        start: int,
        end: int,
        code_names: Iterable[str],
        *,
        coder: str | None = None,
        comment: str | None = None,
    ) -> str:
        """Give the passage `[start, end)` codes and a comment, or only highlight it; returns the annotation's GUID."""
        names = list(code_names)
        with self.edit(_("Apply {codes}").format(codes=", ".join(names)) if names else _("Highlight"), coder) as edit:
            row = documents.find_document(edit.session, document)
            coder_id = coders.ensure_coder(edit, edit.coder)
            code_ids = [codes.find_or_create(edit, name) for name in names]
            annotation_id = passages.apply_codes(edit, row.id, Span(index(start), index(end)), code_ids, coder_id)
            if comment is not None:
                passages.comment(edit, annotation_id, comment)
            return passages.guid(edit.session, annotation_id)
