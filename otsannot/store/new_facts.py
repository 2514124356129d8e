"""States what files say of the texts in them: an attribute that is new gets the kind that fits all its values."""

from __future__ import annotations

from collections.abc import Mapping

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.attribute_values import canonical, guess_kind
from otsannot.model.nouns import LONGEST_NAME
from otsannot.store import attributes
from otsannot.store.edit import Edit


def state_new(edit: Edit, facts: Mapping[int, Mapping[str, str]], subject: str = "document") -> dict[int, list[str]]:
    """State facts about documents or cases, given by their numbers; gives a sentence for each that does not fit.

    Attributes that are there keep their kinds.
    """
    columns: dict[str, dict[int, str]] = {}
    for owner, stated in facts.items():
        for given, value in stated.items():
            name = " ".join(given.split())[:LONGEST_NAME]
            if name and value.strip():
                columns.setdefault(name, {})[owner] = value
    known = {found.name: found for found in attributes.rows(edit.session, subject)}
    fitting: dict[tuple[int, int], str] = {}
    misfits: dict[int, list[str]] = {}
    for name, column in columns.items():
        if name in known:
            number, kind, choices = known[name].id, known[name].kind, known[name].choices
        else:
            kind, found = guess_kind([*column.values()])
            choices = tuple(found)
            number = attributes.create_attribute(edit, name, subject, kind, choices)
        for owner, value in column.items():
            try:
                canonical(kind, value, choices)
            except OtsannotError as error:
                told = _("The attribute “{name}” was not stated: {why}").format(name=name, why=error)
                misfits.setdefault(owner, []).append(told)
            else:
                fitting[owner, number] = value
    attributes.state(edit, fitting, subject)
    return misfits
