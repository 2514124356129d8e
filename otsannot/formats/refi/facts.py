"""Variables, cases and sets: the attributes, cases and groups of a study."""

from __future__ import annotations

from typing import NamedTuple

from otsannot.errors import OtsannotError
from otsannot.formats.refi import extras
from otsannot.formats.refi.guids import canonical, derived
from otsannot.formats.refi.index import Index
from otsannot.formats.refi.intake import Intake
from otsannot.formats.refi.values import free_name, kept_name, moment
from otsannot.formats.refi.xml import Element, child, children, description, local, text_of
from otsannot.i18n import _
from otsannot.model.attribute_values import NO, YES
from otsannot.model.attribute_values import canonical as kept
from otsannot.model.nouns import KINDS, SUBJECTS
from otsannot.model.study import StudyAttribute, StudyCase, StudyGroup

_KINDS = {
    "Text": "text", "Boolean": "yes_no", "Integer": "number", "Float": "number", "Date": "date", "DateTime": "text",
}  # fmt: skip
VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")


class Variable(NamedTuple):
    """A variable as it is written."""

    guid: str
    name: str
    kind: str
    description: str


class Case(NamedTuple):
    """A case as it is written; values by variables, and the GUIDs of what it refers to."""

    guid: str
    name: str
    description: str
    values: dict[str, tuple[str, str]]
    sources: list[str]
    selections: list[str]
    codes: list[str]


class Set(NamedTuple):
    """A set as it is written, with the GUIDs of its members."""

    guid: str
    name: str
    description: str
    sources: list[str]
    codes: list[str]
    notes: list[str]


def read_variable(element: Element) -> Variable:
    """A variable of the project."""
    kind = _KINDS.get(element.get("typeOfVariable", ""), "text")
    return Variable(canonical(element.get("guid", "")), element.get("name", ""), kind, description(element))


def read_case(element: Element) -> Case:
    """A case of the project."""
    return Case(
        canonical(element.get("guid", "")),
        element.get("name", ""),
        description(element),
        values_of(element),
        _targets(element, "SourceRef"),
        _targets(element, "SelectionRef"),
        _targets(element, "CodeRef"),
    )


def read_set(element: Element) -> Set:
    """A set of the project."""
    members = [_targets(element, name) for name in ("MemberSource", "MemberCode", "MemberNote")]
    return Set(canonical(element.get("guid", "")), element.get("name", ""), description(element), *members)


def values_of(element: Element) -> dict[str, tuple[str, str]]:
    """What a case or source says of variables: the name of the element that holds the value, and the value."""
    found = {}
    for value in children(element, "VariableValue"):
        reference = child(value, "VariableRef")
        held = next((part for part in value if local(part) in VALUES), None)
        if reference is not None and held is not None and (said := text_of(held)):
            found[canonical(reference.get("targetGUID", ""))] = (local(held), said)
    return found


def _targets(element: Element, name: str) -> list[str]:
    # In old projects the reference to a member is called guid.
    return [canonical(found.get("targetGUID") or found.get("guid", "")) for found in children(element, name)]


class Attributes:
    """The attributes that variables become: one for documents, one for cases, or one for each."""

    def __init__(self, intake: Intake, variables: list[Variable], on_cases: set[str], on_documents: set[str]) -> None:
        self._intake = intake
        self._known: dict[tuple[str, str], StudyAttribute] = {}
        self._names: dict[str, set[str]] = {subject: set() for subject in SUBJECTS}
        done: set[str] = set()
        for variable in variables:
            if variable.guid in done:
                intake.tally(
                    _("Variables with the GUID of another one, which were left out ({count}): {names}."), variable.name
                )
                continue
            done.add(variable.guid)
            self._add(variable, variable.guid in on_cases, variable.guid in on_documents)
        intake.study.attributes.sort(key=lambda attribute: SUBJECTS.index(attribute.subject))

    def _add(self, variable: Variable, on_cases: bool, on_documents: bool) -> None:
        extra = self._intake.extras.of("attributes", variable.guid)
        said = extras.written(extra, "subject")
        subjects = ["document"] * on_documents + ["case"] * on_cases
        if not subjects:
            subjects = [said if said in SUBJECTS else "document"]
        kind = extras.written(extra, "kind")
        given = extra.get("choices")
        choices = tuple(each for each in given if isinstance(each, str)) if isinstance(given, list) else ()
        for number, subject in enumerate(subjects):
            name = self._name(variable.name, subject)
            guid = variable.guid if not number else derived(variable.guid, subject)
            attribute = StudyAttribute(
                guid,
                extras.exact(extra, "name", name),
                subject,
                kind if kind in KINDS else variable.kind,
                choices if kind == "choice" else (),
            )
            self._known[variable.guid, subject] = attribute
            self._intake.study.attributes.append(attribute)

    def _name(self, written: str, subject: str) -> str:
        name = kept_name(written, _("Unnamed attribute"))
        short = name.partition(":")[2].strip()
        # NVivo puts the name of the classification before that of the attribute.
        if short and "nvivo" in self._intake.origin.lower():
            name = short
        name = free_name(name, self._names[subject])
        self._names[subject].add(name)
        return name

    def values(
        self, subject: str, written: dict[str, tuple[str, str]], whose: str, known: extras.Known = extras.NOTHING
    ) -> dict[str, str]:
        """Values by the GUIDs of attributes, each in the form of its kind where it can be read so.

        `known` is what we know of the document or case.
        """
        exact = known.get("values")
        exact = exact if isinstance(exact, dict) else {}
        found = {}
        for variable, (element, value) in written.items():
            attribute = self._known.get((variable, subject))
            if attribute is None:
                told = _("Values of variables that are not in the project ({count}): {names}.")
                self._intake.tally(told, f"{whose}: {value[:40]}")
                continue
            found[attribute.guid] = extras.exact(exact, attribute.guid, _in_form(attribute, element, value))
        return found


def _in_form(attribute: StudyAttribute, element: str, value: str) -> str:
    if element == "BooleanValue" and attribute.kind == "yes_no":
        return YES if value.strip().lower() in ("true", "1") else NO
    if element == "TextValue":
        return value
    try:
        return kept(attribute.kind, value, attribute.choices)
    except OtsannotError:
        return value


class Cases:
    """The cases of a study, and the values that cases without a name state of a document."""

    def __init__(self, intake: Intake, index: Index, attributes: Attributes, also_codes: set[str]) -> None:
        self._intake = intake
        self._index = index
        self._attributes = attributes
        self._also_codes = also_codes
        self._names: set[str] = set()
        self.on_documents: dict[str, dict[str, tuple[str, str]]] = {}

    def add(self, case: Case) -> StudyCase | None:
        """Make a case, or None when it only says what is true of one document."""
        documents = self._documents(case)
        if states_document(case):
            if documents:
                self.on_documents.setdefault(documents[0], {}).update(case.values)
            else:
                self._intake.lose("value", "", _("it belongs to a source that is not in the project"))
            return None
        extra = self._intake.extras.of("cases", case.guid)
        name = free_name(extras.exact(extra, "name", kept_name(case.name, _("Unnamed case"))), self._names)
        self._names.add(name)
        values = self._attributes.values("case", case.values, name, extra)
        created = moment(extras.written(extra, "created"))
        made = StudyCase(self._intake.guids.take(case.guid, "case"), name, tuple(documents), values, created)
        self._intake.study.cases.append(made)
        return made

    def _documents(self, case: Case) -> list[str]:
        found = []
        for source in case.sources:
            if document := self._index.document(source):
                found.append(document)
            else:
                told = _("Sources of cases that are not among the texts of the project ({count}), of {names}.")
                self._intake.tally(told, case.name)
        for selection in case.selections:
            if selection in self._index.selections:
                found.append(self._index.selections[selection].document)
                told = _("Passages of cases, which now have the whole documents ({count}): {names}.")
                self._intake.tally(told, case.name)
        if case.guid in self._also_codes:
            found += self._index.members.get(case.guid, [])
        return list(dict.fromkeys(found))


def states_document(case: Case) -> bool:
    """Whether a case without a name says what is true of one source, as MAXQDA and Quirkos write variables of it."""
    return not case.name.strip() and len(case.sources) == 1


def add_group(intake: Intake, index: Index, group: Set, taken: set[str]) -> None:
    """Make a group of the sources of a set."""
    documents = [document for source in group.sources if (document := index.document(source))]
    if len(documents) < len(group.sources):
        intake.lose("group", group.name, _("some of its members are no texts of the project"))
    extra = intake.extras.of("groups", group.guid)
    name = free_name(extras.exact(extra, "name", kept_name(group.name, _("Unnamed group"))), taken)
    taken.add(name)
    guid = intake.guids.take(group.guid, "group")
    intake.study.groups.append(StudyGroup(guid, name, tuple(dict.fromkeys(documents))))
