"""Reads a REFI-QDA project (.qdpx) into a study, as every program writes it, with a report of what did not come."""

from __future__ import annotations

from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.refi import extras
from otsannot.formats.refi.archive import Archive
from otsannot.formats.refi.code_reading import CodeReader
from otsannot.formats.refi.descriptions import facts_of_document
from otsannot.formats.refi.documents import Documents
from otsannot.formats.refi.facts import (
    Attributes,
    Case,
    Cases,
    Set,
    Variable,
    add_group,
    read_case,
    read_set,
    read_variable,
    states_document,
)
from otsannot.formats.refi.guids import canonical
from otsannot.formats.refi.index import Index
from otsannot.formats.refi.intake import Intake
from otsannot.formats.refi.links import Link, Links, read_link
from otsannot.formats.refi.media import MediaReader
from otsannot.formats.refi.notes import Notes, link
from otsannot.formats.refi.passages import PassageReader
from otsannot.formats.refi.people import People
from otsannot.formats.refi.values import kept_name, moment, xml_text
from otsannot.formats.refi.xml import SOURCES, Element, local, text_of
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.i18n import _
from otsannot.model.study import Study

_NAMESPACE = "urn:QDA-XML:project:"


def read_study(path: Path, options: StudyOptions = PLAIN) -> Study:
    """The study in a project file. Nothing of the file is written to disk under a name that it chooses.

    Positions become code points by the evidence in each text, which `told` names when the documents have been read.
    Raises OtsannotError when the file as a whole cannot be read.
    """
    intake = Intake(Archive(path))
    if intake.xml.root_name != "Project":
        told = _("{name} holds no project, but {what}.")
        raise OtsannotError(told.format(name=intake.archive.name, what=intake.xml.root_name[:100]))
    return _Reading(intake, options).study()


class _Reading:
    """Goes through the parts of a project in the order in which they need one another."""

    def __init__(self, intake: Intake, options: StudyOptions) -> None:
        self._intake = intake
        self._options = options
        self._people = People(intake)
        self._codes = CodeReader(lambda guid: intake.extras.of("codes", guid))
        self._notes = Notes(intake, self._people)
        self._variables: list[Variable] = []
        self._cases: list[Case] = []
        self._sets: list[Set] = []
        self._links: list[Link] = []
        self._description = ""

    def study(self) -> Study:
        """The study; its documents are read when they are asked for."""
        intake = self._intake
        for element in intake.xml.parts(("User", "Codes", "Variable", "Case", "Note", "Link", "Set", "Graph")):
            self._take(element)
        for element in intake.xml.parts(("Description", "NoteRef")):
            self._take_leaf(element)
        index = Index(intake, self._wanted(), self._notes.coded())
        self._people.settle(index.users | self._notes.users(), anonymous=index.is_anonymous)
        self._about_study()
        self._settle_codes(index)
        links = Links(intake, self._notes, self._codes.paths, index, {case.guid: case.name for case in self._cases})
        links.follow(self._links)
        documents = self._documents(index, links)
        self._write_memos(index, documents)
        self._sets_of(index, links)
        media = MediaReader(intake, index, self._codes.paths)
        for source, element in zip(index.sources, intake.xml.parts(SOURCES), strict=True):
            media.read(element, source)
        media.read_others()
        intake.study.documents = documents
        return intake.study

    def _take(self, element: Element) -> None:
        match local(element):
            case "User":
                self._people.add(element)
            case "Codes":
                self._codes.read(element)
            case "Variable":
                self._variables.append(read_variable(element))
            case "Case":
                self._cases.append(read_case(element))
            case "Note":
                self._notes.add(element)
            case "Link":
                self._links.append(read_link(element))
            case "Set":
                self._sets.append(read_set(element))
            case "Graph":
                self._intake.lose("graph", element.get("name", ""), _("maps have no place in a study"))

    def _take_leaf(self, element: Element) -> None:
        if local(element) == "Description":
            self._description = text_of(element)
        else:
            self._notes.refer(canonical(element.get("targetGUID", "")), "", "")

    def _wanted(self) -> set[str]:
        """What may be the GUIDs of selections that something refers to."""
        ends = {end for each in self._links for end in (each.origin, each.target)}
        return ends.union(*(case.selections for case in self._cases)) - self._notes.by_guid.keys()

    def _about_study(self) -> None:
        intake, attributes = self._intake, self._intake.xml.attributes
        known = intake.extras.of("study")
        study = intake.study
        fallback = kept_name(intake.archive.path.stem, _("Untitled"))
        study.title = extras.exact(known, "title", kept_name(attributes.get("name"), fallback))
        study.guid = canonical(guid) if (guid := extras.written(known, "guid")) else ""
        study.created = moment(attributes.get("creationDateTime"))
        if intake.origin and not intake.is_ours:
            intake.tell(_("The project was written by {program}.").format(program=intake.origin))
        if not intake.xml.namespace.endswith(":1.0") or not intake.xml.namespace.startswith(_NAMESPACE):
            told = _("The project names another version of the standard, {namespace}, and was read all the same.")
            intake.tell(told.format(namespace=intake.xml.namespace or "—"))
        for name in intake.archive.unsafe[:20]:
            intake.lose("file", name, _("its name leads out of the archive, and it was left alone"))

    def _settle_codes(self, index: Index) -> None:
        study, used = self._intake.study, index.codes
        for code in self._codes.codes:
            if code.is_folder and code.guid in used:
                told = _("Folders of codes that are applied to passages, and are codes now ({count}): {names}.")
                self._intake.tally(told, self._codes.paths[code.guid])
                code = code._replace(is_folder=False)
            study.codes.append(code)
        for path, reason in self._codes.faults:
            self._intake.lose("code", path, reason)
        for code_guid, note in self._codes.notes:
            self._notes.refer(note, "code", code_guid)
        for document, note in index.notes:
            known = document in index.homes
            self._notes.refer(note, "document" if known else "", document if known else "")

    def _documents(self, index: Index, links: Links) -> Documents:
        named = [case for case in self._cases if not states_document(case)]
        unnamed = [case for case in self._cases if states_document(case)]
        on_cases = {variable for case in named for variable in case.values}
        on_documents = index.variables.union(*(case.values for case in unnamed))
        attributes = Attributes(self._intake, self._variables, on_cases, on_documents)
        cases = Cases(self._intake, index, attributes, set(self._codes.paths))
        for case in self._cases:
            made = cases.add(case)
            if made is not None:
                links.case_names[case.guid] = made.name
                self._about_case(case, made.guid)
            elif case.description:
                document = index.document(case.sources[0])
                self._notes.write_down(case.guid, "", case.description, "document" if document else "", document)
        passages = PassageReader(self._intake, self._people, self._notes, self._codes.paths)
        passages.linked = links.on_passages
        documents = Documents(self._intake, index, self._notes, passages, attributes)
        documents.stated, documents.encoding = cases.on_documents, self._options.encoding
        return documents

    def _about_case(self, case: Case, guid: str) -> None:
        if case.description and case.description != xml_text(self._notes.texts_about(case.guid)):
            self._notes.write_down(case.guid, "", case.description, "case", guid)
        codes = [code for code in case.codes if code in self._codes.paths]
        if codes:
            lines = "\n".join(f"- {link('code', code, self._codes.paths[code])}" for code in codes)
            self._notes.write_down(f"{case.guid} codes", _("Codes of this case"), lines, "case", guid)

    def _write_memos(self, index: Index, documents: Documents) -> None:
        if "qualcoder" in self._intake.origin.lower():
            for document, guid in index.notes:
                note = self._notes.by_guid.get(guid)
                if note is not None and len(note.places) == 1 and not note.is_coded and document in index.homes:
                    documents.annotations.setdefault(document, []).append(guid)
                    self._notes.used.add(guid)
        self._notes.write_memos(index.comments)
        if self._description:
            self._notes.write_down("project", "", self._description)
        for document, said in index.descriptions:
            if rest := facts_of_document(said)[2]:
                self._notes.write_down(document, "", rest, "document", document)
        for variable in self._variables:
            if variable.description:
                title = _("Attribute {name}").format(name=variable.name)
                self._notes.write_down(variable.guid, title, variable.description)

    def _sets_of(self, index: Index, links: Links) -> None:
        taken: set[str] = set()
        for group in self._sets:
            if group.sources or not (group.codes or group.notes or group.description):
                add_group(self._intake, index, group, taken)
            lines = [links.shown(guid) for guid in (*group.codes, *group.notes)]
            if lines or group.description:
                text = "\n".join([*filter(None, [group.description]), *(f"- {line}" for line in lines)])
                self._notes.write_down(group.guid, _("Set {name}").format(name=group.name), text)
                told = _("Sets of codes or notes, or with a description, which are memos ({count}): {names}.")
                self._intake.tally(told, group.name)
