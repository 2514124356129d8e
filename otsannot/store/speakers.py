"""Who speaks in documents: finding the turns of plain transcripts, and making each speaker a case.

A case owns all of a document that belongs to it, or, where somebody of its name speaks in it, only those turns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from sqlalchemy.orm import Session

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.nouns import Document
from otsannot.model.structure import unpacked
from otsannot.model.transcript import speaker_parts, time_parts
from otsannot.store import cases, documents
from otsannot.store.edit import Edit
from otsannot.store.layers import keep_layer, structure
from otsannot.store.rows import AMONG, listed, raw


class Owned(NamedTuple):
    """The code points `[start, end)` of a document that belong to a case."""

    document_id: int
    start: int
    end: int


def turn_counts(session: Session, document_ids: Iterable[int]) -> dict[str, int]:
    """How many turns each speaker has in some documents, in the order in which they first speak."""
    found: dict[str, int] = {}
    for _document_id, name, _start, _end in _turns(session, document_ids):
        found[name] = found.get(name, 0) + 1
    return found


def turns_of(session: Session, names: Collection[str], document_ids: Iterable[int] | None = None) -> Iterator[Owned]:
    """The turns of some speakers, in some documents or in all; no layer is read that cannot hold one."""
    for document_id, name, start, end in _turns(session, document_ids):
        if name in names:
            yield Owned(document_id, start, end)


def owned_by(session: Session, case_ids: Iterable[int]) -> list[Owned]:
    """What of the documents belongs to some cases."""
    members: dict[str, list[int]] = {}
    statement = f"""
        SELECT name, document_id FROM case_member JOIN study_case ON study_case.id = case_id
        WHERE case_id {AMONG} ORDER BY name, document_id"""
    for name, document_id in raw(session, statement, [listed(case_ids)]):
        members.setdefault(name, []).append(document_id)
    lengths = dict(raw(session, "SELECT id, length FROM document"))
    found: list[Owned] = []
    for name, document_ids in members.items():
        spoken = list(turns_of(session, [name], document_ids))
        whole = set(document_ids) - {turn.document_id for turn in spoken}
        found += [*spoken, *(Owned(number, 0, lengths[number]) for number in sorted(whole))]
    return found


def recognise_speakers(edit: Edit, document_id: int, names: Collection[str] | None = None) -> dict[str, int]:
    """Mark the turns of a plain transcript, `ANNA: Yes.`, and its time stamps where no times are known yet.

    The speakers are those of these names, or else the likely ones. Turns that were marked before are marked anew.
    Returns how many turns each speaker has. Raises OtsannotError when nobody speaks.
    """
    document = edit.get(Document, document_id)
    text, before = documents.text(edit.session, document_id), structure(edit.session, document_id)
    spoken = speaker_parts(text, names)
    if not spoken:
        raise OtsannotError(
            _("No speakers were found in “{name}”. Each turn must begin a line with a name and a colon.").format(
                name=document.name
            )
        )
    kept = [part for part in before.parts if part.kind != "speaker"]
    times = [] if before.of_kind("time") else time_parts(text)
    edit.set(document, layer_sha256=keep_layer(edit, [*kept, *spoken, *times]))
    return turn_counts(edit.session, [document_id])


def speakers_as_cases(edit: Edit, document_ids: Collection[int]) -> list[str]:
    """Make a case for each speaker in some documents, to which those belong; returns the names of the cases.

    Raises OtsannotError when nobody speaks in them.
    """
    homes: dict[str, set[int]] = {}
    for document_id, name, _start, _end in _turns(edit.session, document_ids):
        homes.setdefault(name, set()).add(document_id)
    if not homes:
        raise OtsannotError(_("Nobody speaks in these documents yet. Recognise their speakers first."))
    for name, where in homes.items():
        cases.add_to_case(edit, cases.ensure_case(edit, name), sorted(where))
    return list(homes)


def _turns(session: Session, document_ids: Iterable[int] | None) -> Iterator[tuple[int, str, int, int]]:
    """Document, speaker and place of each turn; a name is on one line, as the names of cases are."""
    chosen = "" if document_ids is None else f"AND document.id {AMONG}"
    statement = f"""
        SELECT document.id, content FROM document JOIN layer ON layer.sha256 = layer_sha256
        WHERE content LIKE '%"speaker"%' {chosen} ORDER BY document.id"""
    for document_id, content in raw(session, statement, [] if document_ids is None else [listed(document_ids)]):
        for part in unpacked(content).of_kind("speaker"):
            name = " ".join(part.value.split())
            if name:
                yield document_id, name, part.start, part.end
