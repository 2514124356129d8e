"""What is known about documents: attributes, groups, cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path

from otsannot.formats.attribute_table import read_attribute_table
from otsannot.i18n import _
from otsannot.project.base import Base
from otsannot.store import attributes, cases, documents, groups
from otsannot.store.attributes import Misfit
from otsannot.store.fact_import import FactReport, merge_facts


class Facts(Base):
    """Verbs on attributes, groups and cases."""

    def set_attributes(self, document: str, facts: Mapping[str, str]) -> None:
        """State facts about a document, by name of the attribute."""
        with self.edit(_("Set attributes")) as edit:
            attributes.state_facts(edit, documents.find_document(edit.session, document).id, facts)

    def add_attribute(
        self, name: str, kind: str = "text", choices: Iterable[str] = (), *, of: str = "document"
    ) -> None:
        """Add an attribute of documents or, with `of="case"`, of cases; `kind` is one of `nouns.KINDS`."""
        with self.edit(_("Add attribute {name}").format(name=name)) as edit:
            attributes.create_attribute(edit, name, of, kind, choices)

    def set_attribute_kind(
        self, name: str, kind: str, choices: Iterable[str] | None = None, *, of: str = "document"
    ) -> list[Misfit]:
        """Say what the values of an attribute are; those that do not fit are kept, and returned with the reason."""
        with self.edit(_("Change kind of {name}").format(name=name)) as edit:
            return attributes.set_kind(edit, attributes.find_attribute(edit.session, name, of).id, kind, choices)

    def rename_attribute(self, name: str, new_name: str, *, of: str = "document") -> None:
        """Give an attribute another name. Raises OtsannotError when it is taken."""
        with self.edit(_("Rename attribute")) as edit:
            attributes.rename_attribute(edit, attributes.find_attribute(edit.session, name, of).id, new_name)

    def remove_attribute(self, name: str, *, of: str = "document") -> int:
        """Remove an attribute; returns how many values went with it."""
        with self.edit(_("Remove attribute {name}").format(name=name)) as edit:
            return attributes.remove_attribute(edit, attributes.find_attribute(edit.session, name, of).id)

    def import_attributes(self, path: str | PathLike[str], *, of: str = "document") -> FactReport:
        """State what a CSV or XLSX table says about documents, or with `of="case"` about cases, found by name."""
        table = read_attribute_table(Path(path))
        with self.edit(_("Import attributes from {name}").format(name=table.name)) as edit:
            return merge_facts(edit, table, of)

    def add_to_group(self, group: str, document_names: Iterable[str]) -> None:
        """Put documents in a group, which is made when it is new."""
        with self.edit(_("Add to group {name}").format(name=group)) as edit:
            ids = [documents.find_document(edit.session, name).id for name in document_names]
            groups.add_to_group(edit, groups.ensure_group(edit, group), ids)

    def rename_group(self, group: str, name: str) -> None:
        """Give a group another name. Raises OtsannotError when it is taken."""
        with self.edit(_("Rename group")) as edit:
            groups.rename_group(edit, groups.find_group(edit.session, group).id, name)

    def remove_group(self, group: str) -> None:
        """Remove a group; its documents stay."""
        with self.edit(_("Remove group {name}").format(name=group)) as edit:
            groups.remove_groups(edit, [groups.find_group(edit.session, group).id])

    def groups(self) -> dict[str, list[str]]:
        """The names of the documents in each group."""
        with self.read() as session:
            found: dict[int, list[str]] = {row.id: [] for row in groups.rows(session)}
            homes = groups.of_documents(session)
            for document in documents.rows(session):
                for group_id in homes.get(document.id, ()):
                    found[group_id].append(document.name)
            return {row.name: found[row.id] for row in groups.rows(session)}

    def add_case(self, case: str, document_names: Iterable[str] = (), facts: Mapping[str, str] | None = None) -> None:
        """Let documents belong to a case, which is made when it is new, and state facts about it."""
        with self.edit(_("Add to case {name}").format(name=case)) as edit:
            ids = [documents.find_document(edit.session, name).id for name in document_names]
            case_id = cases.ensure_case(edit, case)
            cases.add_to_case(edit, case_id, ids)
            attributes.state_facts(edit, case_id, facts or {}, "case")

    def take_out(self, document_names: Iterable[str], *, group: str | None = None, case: str | None = None) -> None:
        """Let documents belong to a group or a case, or both, no longer."""
        with self.edit(_("Take out of {name}").format(name=group or case or "")) as edit:
            ids = [documents.find_document(edit.session, name).id for name in document_names]
            if group is not None:
                groups.take_out(edit, groups.find_group(edit.session, group).id, ids)
            if case is not None:
                cases.take_out(edit, cases.find_case(edit.session, case).id, ids)

    def rename_case(self, case: str, name: str) -> None:
        """Give a case another name. Raises OtsannotError when it is taken."""
        with self.edit(_("Rename case")) as edit:
            cases.rename_case(edit, cases.find_case(edit.session, case).id, name)

    def remove_case(self, case: str) -> None:
        """Remove a case with what is stated about it; its documents stay."""
        with self.edit(_("Remove case {name}").format(name=case)) as edit:
            cases.remove_cases(edit, [cases.find_case(edit.session, case).id])
