"""The passages of a project and their codes."""

from __future__ import annotations

from collections.abc import Iterable
from operator import index

from otsannot.i18n import _
from otsannot.model.spans import Span
from otsannot.progress import SILENT, Progress
from otsannot.project.base import Base
from otsannot.store import batches, coders, codes, documents, passages, recoding, shaping


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

    # What follows takes one passage or many, in one edit.

    def add_code(self, annotation: str | Iterable[str], code: str, progress: Progress = SILENT) -> int:
        """Give passages a further code, made when missing; returns how many did not have it.

        Where a passage is another coder's, one of one's own is made of the same words.
        """
        with self.edit(_("Add {code}").format(code=code)) as edit:
            annotations = passages.find_all(edit.session, _several(annotation))
            coder_id = coders.ensure_coder(edit, edit.coder)
            return batches.add_code(edit, annotations, codes.find_or_create(edit, code), coder_id, progress)

    def weigh(
        self, annotation: str | Iterable[str], code: str, weight: int | None, progress: Progress = SILENT
    ) -> None:
        """Say how strongly a code of passages applies, 0 to 100, or None for no weight."""
        with self.edit(_("Weigh {code}").format(code=code)) as edit:
            code_id = codes.find_code(codes.tree(edit.session), code).id
            codings = recoding.codings_of(edit.session, code_id, _several(annotation))
            batches.weigh(edit, codings, weight, progress)

    def recode(self, annotation: str | Iterable[str], code: str, to: str, progress: Progress = SILENT) -> None:
        """Give passages another code, made when missing, in the place of one they have; the weights stay."""
        with self.edit(_("Move to {code}").format(code=to)) as edit:
            code_id = codes.find_code(codes.tree(edit.session), code).id
            codings = recoding.codings_of(edit.session, code_id, _several(annotation))
            recoding.move_codings(edit, codings, codes.find_or_create(edit, to), progress)

    def remove_code(self, annotation: str | Iterable[str], code: str, progress: Progress = SILENT) -> None:
        """Take a code off passages; those left without code and comment go with it."""
        with self.edit(_("Remove {code}").format(code=code)) as edit:
            code_id = codes.find_code(codes.tree(edit.session), code).id
            batches.remove_codings(edit, recoding.codings_of(edit.session, code_id, _several(annotation)), progress)

    def remove_passage(self, annotation: str | Iterable[str], progress: Progress = SILENT) -> None:
        """Remove passages with all their codes and comments."""
        with self.edit(_("Remove passage")) as edit:
            batches.remove_annotations(edit, passages.find_all(edit.session, _several(annotation)), progress)


def _several(annotation: str | Iterable[str]) -> list[str]:
    return [annotation] if isinstance(annotation, str) else list(annotation)
