"""What exporters of a study look up again and again: paths of codes, names of coders, and places in the structure."""

from __future__ import annotations

from otsannot.model.code_tree import join_path
from otsannot.model.study import Study, StudyAttribute, StudyCode, StudyPassage


class StudyNames:
    """The codes, coders and attributes of a study by their GUIDs."""

    def __init__(self, study: Study) -> None:
        self.codes: dict[str, StudyCode] = {code.guid: code for code in study.codes}
        self.coders: dict[str, str] = {coder.guid: coder.name for coder in study.coders}
        self.attributes: dict[str, StudyAttribute] = {attribute.guid: attribute for attribute in study.attributes}
        self._paths: dict[str, tuple[str, ...]] = {}
        for code in study.codes:
            above = self._paths.get(code.parent, ()) if code.parent else ()
            self._paths[code.guid] = (*above, code.name)

    def path(self, code: str) -> str:
        """The names of a code and of those above it, `Security > Defence`; parents come first in a study."""
        return join_path(self._paths[code])

    def coder_of(self, coder: str, passage: StudyPassage) -> str:
        """The name of who applied a code; an empty `coder` is that of the passage."""
        return self.coders.get(coder or passage.coder, "")
