"""What programs write is understood whatever its spelling, order and habits, and what cannot come in is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from refi_files import CODE, SOURCE, USER, coded_text, project_file, quotes, read_all, selection

from otsannot.formats.refi.guids import canonical
from otsannot.model.study import Loss, StudyCode, StudyCoder, StudyMemo

TEXT = b"One day we met. Another day we parted."
NOTE = "66666666-0000-4000-8000-000000000001"
CASE = "77777777-0000-4000-8000-000000000001"
VARIABLE = "88888888-0000-4000-8000-000000000001"


def file(tmp_path: Path, inside: str, **others: str) -> Path:
    return project_file(tmp_path / "study.qdpx", inside, {"sources/a.txt": TEXT}, **others)


@pytest.mark.parametrize(
    "space", ["urn:QDA-XML:project:1.0", "urn:QDA-XML:project:0:4", "urn:QDA-XML:project:0:10", ""]
)
def test_the_namespace_does_not_matter(tmp_path: Path, space: str) -> None:
    study, [document] = read_all(file(tmp_path, coded_text(selection(0, 7, "One day")), space=space))
    assert quotes(document) == ["One day"]
    assert any("another version of the standard" in told for told in study.told) == (not space.endswith(":1.0"))


@pytest.mark.parametrize("inner", ["sources/a.txt", "Sources/A.TXT", "SOURCES/a.txt", "a.txt"])
@pytest.mark.parametrize("path", ["internal://a.txt", "a.txt", "INTERNAL://A.txt"])
def test_a_file_is_found_whatever_the_case_folder_and_scheme(tmp_path: Path, inner: str, path: str) -> None:
    made = project_file(tmp_path / "a.qdpx", coded_text(selection(0, 7), path), {inner: TEXT})
    _study, [document] = read_all(made)
    assert (document.text, quotes(document)) == (TEXT.decode(), ["One day"])


def test_the_project_may_be_named_as_atlas_names_it(tmp_path: Path) -> None:
    _study, [document] = read_all(file(tmp_path, coded_text(selection(0, 7)), name="Trial.qde"))
    assert quotes(document) == ["One day"]


def test_guids_are_the_same_in_capitals_and_in_braces(tmp_path: Path) -> None:
    inside = coded_text(selection(0, 7)).replace(
        f'<CodeRef targetGUID="{CODE}"', f'<CodeRef targetGUID="{{{CODE.upper()}}}"'
    )
    _study, [document] = read_all(file(tmp_path, inside))
    assert document.passages[0].codings[0].code == CODE


def test_what_is_no_guid_gets_one_and_still_refers(tmp_path: Path) -> None:
    _study, [document] = read_all(file(tmp_path, coded_text(selection(0, 7)).replace(CODE, "code-1")))
    assert document.passages[0].codings[0].code == canonical("code-1") != "code-1"


def test_nvivo_writes_a_selection_for_each_coding_which_are_one_passage(tmp_path: Path) -> None:
    other = CODE.replace("1111-", "9999-", 1)
    inside = coded_text(selection(0, 7) + selection(0, 7, number=2).replace(CODE, other))
    inside = inside.replace("</Codes>", f'<Code guid="{other}" name="grief" isCodable="true"/></Codes>')
    _study, [document] = read_all(file(tmp_path, inside))
    assert [[coding.code for coding in passage.codings] for passage in document.passages] == [[CODE, other]]


def test_the_tree_keeps_folders_colours_and_equal_names(tmp_path: Path) -> None:
    inside = (
        '<CodeBook><Codes><Code guid="a" name="Life" isCodable="true" color="#F00">'
        '<Code guid="b" name="joy &gt; grief" isCodable="true" color="rgb(1, 2, 3)"/>'
        '<Code guid="c" name="joy" isCodable="true" color="#00ff0080"/><Code guid="d" name="joy" isCodable="0"/></Code>'
        '<Code guid="e" name=" " color="red"/></Codes></CodeBook>'
    )
    study, [] = read_all(file(tmp_path, inside))
    a, b, c, d, e = (canonical(name) for name in "abcde")
    assert study.codes == [
        StudyCode(a, "Life", None, "#ff0000"),
        StudyCode(b, "joy › grief", a, "#010203"),
        StudyCode(c, "joy", a, "#00ff00"),
        StudyCode(d, "joy (2)", a, "", is_folder=True),
        StudyCode(e, "Unnamed code", None, ""),
    ]
    assert study.losses == [
        Loss("code", "Life > joy › grief", "its name was 'joy > grief', which no code can have"),
        Loss("code", "Life > joy (2)", "another code has its name and place, and it got a number"),
        Loss("code", "Unnamed code", "its name was ' ', which no code can have"),
        Loss("code", "Unnamed code", "its colour, red, is none"),
    ]


def test_a_folder_that_is_applied_is_a_code(tmp_path: Path) -> None:
    study, _documents = read_all(file(tmp_path, coded_text(selection(0, 7)).replace('"true"', '"false"')))
    assert [code.is_folder for code in study.codes] == [False]
    assert "Folders of codes that are applied to passages, and are codes now (1): “joy”." in study.told


def test_ten_levels_too_many_come_beside_the_last(tmp_path: Path) -> None:
    opened = "".join(f'<Code guid="{number}" name="n{number}" isCodable="true">' for number in range(110))
    study, [] = read_all(file(tmp_path, f"<CodeBook><Codes>{opened}{'</Code>' * 110}</Codes></CodeBook>"))
    parents = {code.guid: code.parent for code in study.codes}
    assert len(study.codes) == 110
    assert {parents[canonical(str(number))] for number in range(99, 110)} == {canonical("98")}
    assert study.losses[0].reason == "what stands under it came beside it: a codebook has 100 levels at most"


def test_who_is_named_and_not_there_and_who_is_not_named_get_coders(tmp_path: Path) -> None:
    nobody = selection(8, 15, number=2).replace(f'creatingUser="{USER}"', "")
    inside = coded_text(selection(0, 7) + nobody).replace(f'<Users><User guid="{USER}" name="ann"/></Users>', "")
    study, [document] = read_all(file(tmp_path, inside))
    assert study.coders == [StudyCoder(USER, "Unknown coder")]
    assert {passage.coder for passage in document.passages} == {USER}


def test_users_without_a_name_or_with_that_of_another_can_be_told_apart(tmp_path: Path) -> None:
    users = (
        '<Users><User guid="a" name="ann"/><User guid="b" name="ann"/><User guid="c"/><User guid="a" name="x"/></Users>'
    )
    study, [] = read_all(file(tmp_path, users))
    named = [
        StudyCoder(canonical(guid), name) for guid, name in (("a", "ann"), ("b", "ann (2)"), ("c", "Unnamed coder"))
    ]
    assert study.coders == named


def note(guid: str, text: str, more: str = "") -> str:
    said = f"<PlainTextContent>{text}</PlainTextContent>{more}"
    return f'<Note guid="{guid}" name="{text[:6]}" creatingUser="{USER}">{said}</Note>'


def test_notes_are_memos_on_what_refers_to_them_and_comments_on_passages(tmp_path: Path) -> None:
    on_text, on_coding, on_code, alone = (NOTE[:-1] + digit for digit in "2345")
    coding = f'<Coding guid="a"><CodeRef targetGUID="{CODE}"/><NoteRef targetGUID="{on_coding}"/></Coding>'
    inside = coded_text(selection(0, 7, inside=f"<Description>said</Description>{coding}"))
    inside = inside.replace("</TextSource>", f'<NoteRef targetGUID="{on_text}"/></TextSource>')
    inside = inside.replace('isCodable="true"/>', f'isCodable="true"><NoteRef targetGUID="{on_code}"/></Code>')
    said = {on_text: "text", on_coding: "coding, why", on_code: "code", alone: "alone"}
    inside += f"<Notes>{''.join(note(*each) for each in said.items())}</Notes>"
    study, [document] = read_all(file(tmp_path, inside))
    assert document.passages[0].comment == "said\n\ncoding, why"
    assert [(memo.text, memo.about, memo.subject) for memo in study.memos] == [
        ("text", "document", SOURCE),
        ("code", "code", CODE),
        ("alone", "", ""),
    ]


def test_an_annotation_of_nvivo_is_linked_and_becomes_a_comment(tmp_path: Path) -> None:
    chosen = "44444444-0000-4000-8000-000000000001"
    link = f'<Links><Link guid="a" originGUID="{NOTE}" targetGUID="{chosen}"/></Links>'
    study, [document] = read_all(
        file(tmp_path, coded_text(selection(0, 7)) + f"<Notes>{note(NOTE, 'why')}</Notes>{link}")
    )
    assert (document.passages[0].comment, study.memos) == ("why", [])


def test_a_memo_that_is_coded_comes_as_a_document(tmp_path: Path) -> None:
    coded = note(NOTE, "thinking aloud", selection(0, 8, number=9))
    study, documents = read_all(file(tmp_path, coded_text("") + f"<Notes>{coded}</Notes>"))
    assert [(document.name, quotes(document)) for document in documents] == [("a", []), ("thinki", ["thinking"])]
    assert study.memos == []


def test_a_document_that_is_coded_as_a_whole_is_coded_from_end_to_end(tmp_path: Path) -> None:
    coding = f'<Coding guid="a" creatingUser="{USER}"><CodeRef targetGUID="{CODE}"/></Coding>'
    study, [document] = read_all(file(tmp_path, coded_text(coding)))
    assert quotes(document) == [TEXT.decode()]
    assert "Documents that were coded as a whole, as all their text is now (1): “a”." in study.told


def values(element: str, value: str) -> str:
    return f'<VariableValue><VariableRef targetGUID="{VARIABLE}"/><{element}>{value}</{element}></VariableValue>'


VARIABLES = f'<Variables><Variable guid="{VARIABLE}" name="Cases:Age" typeOfVariable="Integer"/></Variables>'


AGE = values("IntegerValue", "34")
REFERENCE = f'<SourceRef targetGUID="{SOURCE}"/>'


@pytest.mark.parametrize(
    ("habit", "inside", "on_document"),
    [
        ("named case", f'<Case guid="{CASE}" name="Ann">{AGE}{REFERENCE}</Case>', False),
        ("nameless case", f'<Case guid="{CASE}">{AGE}{REFERENCE}</Case>', True),
        ("case that is a code", f'<Case guid="{CODE}" name="Ann">{AGE}</Case>', False),
        ("source", "", True),
    ],
)
def test_variables_of_each_habit_become_attributes(tmp_path: Path, habit: str, inside: str, on_document: bool) -> None:
    cases = f"<Cases>{inside}</Cases>" if inside else ""
    text = coded_text(selection(0, 7))
    if not inside:
        text = text.replace("</TextSource>", AGE + "</TextSource>")
    study, [document] = read_all(
        file(tmp_path, text.replace("<Sources>", VARIABLES + cases + "<Sources>"), origin="NVivo")
    )
    assert [(one.name, one.kind, one.subject) for one in study.attributes] == [
        ("Age", "number", "document" if on_document else "case")
    ]
    assert document.values == ({VARIABLE: "34"} if on_document else {})
    assert [(case.name, case.documents, dict(case.values)) for case in study.cases] == (
        [] if on_document else [("Ann", (SOURCE,), {VARIABLE: "34"})]
    ), habit


def test_values_that_do_not_fit_their_kind_are_kept(tmp_path: Path) -> None:
    case = f'<Cases><Case guid="{CASE}" name="Ann">{values("TextValue", "thirty")}</Case></Cases>'
    study, [] = read_all(file(tmp_path, VARIABLES + case))
    assert [dict(case.values) for case in study.cases] == [{VARIABLE: "thirty"}]


def test_sets_of_documents_are_groups_and_those_of_codes_memos(tmp_path: Path) -> None:
    sets = (
        f'<Sets><Set guid="{NOTE}" name="speeches"><MemberSource targetGUID="{SOURCE}"/></Set>'
        f'<Set guid="{CASE}" name="moods"><Description>feelings</Description><MemberCode targetGUID="{CODE}"/></Set>'
        "</Sets>"
    )
    study, _documents = read_all(file(tmp_path, coded_text("") + sets))
    assert [(group.name, group.documents) for group in study.groups] == [("speeches", (SOURCE,))]
    [memo] = study.memos
    assert memo == StudyMemo(memo.guid, USER, "Set moods", f"feelings\n- [joy](otsannot:code/{CODE})")


def test_a_pdf_area_and_the_passage_with_its_guid_are_one(tmp_path: Path) -> None:
    paired = selection(0, 7)
    guid = etree.fromstring(paired).get("guid")
    area = f'<PDFSelection guid="{guid}" page="0" firstX="0" firstY="0" secondX="9" secondY="9">'
    area += "<Description>said</Description></PDFSelection>"
    pdf = (
        f'<PDFSource guid="{SOURCE}" name="a.pdf" path="internal://a.pdf">{area}'
        f'<Representation guid="{CASE}" plainTextPath="internal://a.txt">{paired}</Representation></PDFSource>'
    )
    inside = coded_text("").split("<Sources>")[0] + f"<Sources>{pdf}</Sources>"
    made = project_file(tmp_path / "a.qdpx", inside, {"sources/a.txt": TEXT, "sources/a.pdf": b"%PDF-1.4"})
    study, [document] = read_all(made)
    assert (document.name, quotes(document), document.passages[0].comment) == ("a", ["One day"], "said")
    assert document.original is not None
    with document.original() as original:
        assert original.read() == b"%PDF-1.4"
    assert (study.attachments, study.losses) == ([], [])


def test_a_text_that_is_missing_leaves_a_document_and_a_sentence(tmp_path: Path) -> None:
    study, [document] = read_all(project_file(tmp_path / "a.qdpx", coded_text(selection(0, 7))))
    assert document.text == ""
    assert Loss("document", "a", "its text, internal://a.txt, is not in the project") in study.losses


def test_files_outside_of_the_archive_are_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    for path in (f"absolute://{secret}", "relative:///secret.txt", f"file://{secret}", f"internal://../{secret.name}"):
        study, [document] = read_all(file(tmp_path, coded_text(selection(0, 7), path)))
        assert document.text == ""
        assert [loss.kind for loss in study.losses] == ["document", "passage"]


def test_a_large_project_is_read_in_pieces_with_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = coded_text(selection(0, 7) + selection(8, 15, number=2)) + f"<Notes>{note(NOTE, 'alone')}</Notes>"
    inside += f'<Sets><Set guid="{CASE}" name="s"><MemberSource targetGUID="{SOURCE}"/></Set></Sets>'
    inside += "<Description>all</Description>"
    path = file(tmp_path, inside)
    whole, texts = read_all(path)
    monkeypatch.setattr("otsannot.formats.refi.xml.SMALL", 0)
    pieces, again = read_all(path)
    assert again == texts
    assert [getattr(pieces, key) for key in ("coders", "codes", "memos", "groups", "losses", "told")] == [
        getattr(whole, key) for key in ("coders", "codes", "memos", "groups", "losses", "told")
    ]
