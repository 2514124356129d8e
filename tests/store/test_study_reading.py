"""A project is read as a whole study, one document at a time."""

from __future__ import annotations

from pathlib import Path

from support import CODER, HARD_TEXT, add_text

from otsannot.model.nouns import Attachment
from otsannot.model.spans import Span
from otsannot.model.structure import Part
from otsannot.project import Project
from otsannot.store import Store, attributes, batches, cases, codes, documents, groups, memos, passages
from otsannot.store.coders import ensure_coder
from otsannot.store.originals import keep_original, open_original
from otsannot.store.study_reading import read_study


def test_the_sample_study_is_read_whole(sample: Project) -> None:
    held = sample.info()
    with sample.read() as session:
        study = read_study(session)
        texts = list(study.documents)
    assert (study.title, study.guid, study.created) == (held.title, held.guid, held.created)
    assert [document.name for document in texts] == sample.document_names()
    passages = [passage for document in texts for passage in document.passages]
    assert len(passages) == held.annotations
    assert sum(len(passage.codings) for passage in passages) == held.codings
    assert (len(study.codes), len(study.coders)) == (held.codes, held.coders)
    assert (len(study.groups), len(study.cases), len(study.attributes)) == (held.groups, held.cases, held.attributes)
    assert {memo.guid: memo.text for memo in study.memos} == {row["memo_id"]: row["text"] for row in sample.memos()}


def test_everything_a_project_holds_is_in_its_study(store: Store, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(bytes(range(256)) * 9_000)  # more than two pieces
    with store.edit("Set up", CODER) as edit:
        coder, other = ensure_coder(edit, CODER), ensure_coder(edit, "Grace")
        folder = codes.create_code(edit, "Security", colour="#aa3311")
        codes.set_folder(edit, folder, True)
        defence = codes.create_code(edit, "Defence", folder, digit=1, definition={"when_to_use": "Always."})
        hard = documents.find_document(edit.session, "hard").id
        annotation = passages.apply_codes(edit, hard, Span(0, 4), [defence], coder)
        passages.comment(edit, annotation, "Why?\nBecause.")
        batches.weigh(edit, passages.codings_of(edit.session, annotation, defence), 70)
        passages.highlight(edit, hard, Span(0, 4), other)
        attributes.state_facts(edit, hard, {"speaker": "Nobody"})
        groups.create_group(edit, "Press", [hard])
        case = cases.create_case(edit, "Türkiye", [hard])
        attributes.state_facts(edit, case, {"members": "5"}, "case")
        memos.add_memo(edit, coder, "A note.", title="On it", subject=memos.Subject("case", case))
        sha256 = keep_original(edit, scan)
        edit.add(Attachment(name="scan.pdf", media_type="application/pdf", original_sha256=sha256, about="<a/>"))
    with store.read() as session:
        study = read_study(session)
        (document,) = study.documents
        ada, grace = study.coders
        assert (ada.name, grace.name) == (CODER, "Grace")
        assert [(code.name, code.parent, code.is_folder, code.digit, code.when_to_use) for code in study.codes] == [
            ("Security", None, True, None, ""),
            ("Defence", study.codes[0].guid, False, 1, "Always."),
        ]
        speaker, members = study.attributes
        assert (document.text, document.values) == (HARD_TEXT, {speaker.guid: "Nobody"})
        mine = next(passage for passage in document.passages if passage.coder == ada.guid)
        assert (mine.start, mine.end, mine.comment) == (0, 4, "Why?\nBecause.")
        assert [(c.code, c.coder, c.weight) for c in mine.codings] == [(study.codes[1].guid, ada.guid, 70)]
        (theirs,) = (passage for passage in document.passages if passage.coder == grace.guid)
        assert theirs.codings == ()
        (press,), (turkey,), (memo,) = study.groups, study.cases, study.memos
        assert (press.name, press.documents) == ("Press", (document.guid,))
        assert (turkey.name, turkey.documents, turkey.values) == ("Türkiye", (document.guid,), {members.guid: "5"})
        assert (memo.title, memo.text, memo.about, memo.subject) == ("On it", "A note.", "case", turkey.guid)
        (attached,) = study.attachments
        assert (attached.name, attached.media_type, attached.about) == ("scan.pdf", "application/pdf", "<a/>")
        assert attached.file is not None
        with attached.file() as file:
            assert file.read() == scan.read_bytes()
        with open_original(session, sha256) as file:
            assert file.read(300) == scan.read_bytes()[:300]


def test_structure_comes_with_its_document(store: Store) -> None:
    add_text(store, "plain", "One.\nTwo.")
    parts = (Part(0, 4, "heading", "1"), Part(5, 9, "speaker", "Ada"))
    with store.edit("Import", CODER) as edit:
        new = documents.NewText("parted", "One.\nTwo!", "0" * 64, "a.docx", "utf-8", parts=parts)
        documents.add_documents(edit, [new])
    with store.read() as session:
        study = read_study(session)
        assert {document.name: document.parts for document in study.documents} == {
            "hard": (),
            "parted": parts,
            "plain": (),
        }
        assert [document.name for document in study.documents] == ["hard", "parted", "plain"], "and once more"
