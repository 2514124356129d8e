"""The passages of a project and their codes."""

from __future__ import annotations

from collections.abc import Iterable
from operator import index

from otsannot.i18n import _
from otsannot.model.spans import Span
from otsannot.project.base import Base
from otsannot.store import coders, codes, documents, passages, recoding, shaping


class Passages(Base):
    """Verbs on passages; positions are code points, half-open. A passage is named by the GUID of its annotation."""

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

    def move_passage(self, annotation: str, start: int, end: int) -> None:
        """Let a passage begin and end elsewhere; where its coder has one of this span already, the two become one."""
        with self.edit(_("Move the ends")) as edit:
            shaping.move_ends(edit, passages.find(edit.session, annotation), Span(index(start), index(end)))

    def split_passage(self, annotation: str, position: int) -> str:
        """Cut a passage in two before a code point; both keep its codes. Returns the GUID of the second."""
        with self.edit(_("Split passage")) as edit:
            second = shaping.split(edit, passages.find(edit.session, annotation), index(position))
            return passages.guid(edit.session, second)

    def join_passages(self, annotations: Iterable[str]) -> str:
        """Make passages of one document and coder one, from the first beginning to the last end. Returns its GUID."""
        with self.edit(_("Join passages")) as edit:
            joined = shaping.join(edit, [passages.find(edit.session, one) for one in annotations])
            return passages.guid(edit.session, joined)

    def weigh(self, annotation: str, code: str, weight: int | None) -> None:
        """Say how strongly a code of a passage applies, 0 to 100, or None for no weight."""
        with self.edit(_("Weigh {code}").format(code=code)) as edit:
            code_id = codes.find_code(codes.tree(edit.session), code).id
            passages.weigh(edit, passages.find(edit.session, annotation), code_id, weight)

    def recode(self, annotation: str, code: str, to: str) -> None:
        """Give a passage another code, made when missing, in the place of one it has; the weight stays."""
        with self.edit(_("Move to {code}").format(code=to)) as edit:
            code_id = codes.find_code(codes.tree(edit.session), code).id
            codings = recoding.codings_of(edit.session, code_id, [annotation])
            recoding.move_codings(edit, codings, codes.find_or_create(edit, to))

    def remove_passage(self, annotation: str) -> None:
        """Remove a passage with all its codes."""
        with self.edit(_("Remove passage")) as edit:
            passages.remove_annotations(edit, [passages.find(edit.session, annotation)])
