"""A codebook that comes in adds and fills in, says what differs, changes what it is told to, and doubles nothing."""

from __future__ import annotations

import pytest
from support import CODER, dump

from otsannot.errors import OtsannotError
from otsannot.model.code_tree import CodeDraft
from otsannot.model.spans import Span
from otsannot.store import Store, arranging, check, codes, passages
from otsannot.store.codebook_import import (
    Comparison,
    Difference,
    Take,
    compare_codebook,
    keep_ours,
    merge_codebook,
    take_theirs,
)
from otsannot.store.coders import ensure_coder


@pytest.fixture
def book(store: Store) -> dict[str, int]:
    """Security > Defence, which is applied, Security > Cyber, and Energy, with a memo."""
    with store.edit("Set up", CODER) as edit:
        coder = ensure_coder(edit, CODER)
        security = codes.create_code(edit, "Security", colour="#aa3311")
        defence = codes.create_code(edit, "Defence", security)
        cyber = codes.create_code(edit, "Cyber", security)
        energy = codes.create_code(edit, "Energy", colour="#00aa00", definition={"memo": "ours"})
        passages.apply_codes(edit, 1, Span(0, 4), [defence], coder)
    return {"Security": security, "Defence": defence, "Cyber": cyber, "Energy": energy}


def draft(path: str, colour: str | None = None, guid: str | None = None, **definitions: str) -> CodeDraft:
    return CodeDraft(tuple(path.split(" > ")), colour, definitions, guid)


def merge(store: Store, drafts: list[CodeDraft], take: Take = keep_ours) -> Comparison:
    with store.edit("Merge", CODER) as edit:
        return merge_codebook(edit, drafts, take)


def paths(store: Store) -> list[str]:
    with store.read() as session:
        tree = codes.tree(session)
        return [tree.path(row.id) for row in tree.walk()]


def guid(store: Store, number: int) -> str:
    with store.read() as session:
        return codes.definitions(session)[number][0]


def test_codes_are_added_and_empty_fields_filled_and_nothing_is_overwritten(store: Store, book: dict[str, int]) -> None:
    drafts = [
        draft("Security > Border", "#123456", brief_definition="Lines"),
        draft("Security", "#000000", memo="filled in"),
        draft("Culture > Heritage > Stones"),
        draft("Energy", "#00aa00", memo="theirs", example="“gas”"),
        draft("Security > Cyber"),
    ]
    found = Comparison(
        new=["Security > Border", "Culture", "Culture > Heritage", "Culture > Heritage > Stones"],
        filled=[
            Difference("Security", "memo", "", "filled in"),
            Difference("Energy", "example", "", "“gas”"),
        ],
        changed=[
            Difference("Security", "colour", "#aa3311", "#000000"),
            Difference("Energy", "memo", "ours", "theirs"),
        ],
        equal=["Security > Cyber"],
    )
    with store.read() as session:
        assert compare_codebook(session, drafts) == found
    assert merge(store, drafts) == found
    with store.read() as session:
        tree = codes.tree(session)
        assert [(tree.path(row.id), row.colour) for row in tree.walk()] == [
            ("Security", "#aa3311"),
            ("Security > Defence", "#aa3311"),
            ("Security > Cyber", "#aa3311"),
            ("Security > Border", "#123456"),
            ("Energy", "#00aa00"),
            ("Culture", tree.by_id[8].colour),
            ("Culture > Heritage", tree.by_id[8].colour),
            ("Culture > Heritage > Stones", tree.by_id[8].colour),
        ]
        energy = codes.definition(session, book["Energy"])
    assert (energy.memo, energy.example) == ("ours", "“gas”")


def test_the_same_file_again_is_equal_and_leaves_no_edit(store: Store, book: dict[str, int]) -> None:
    drafts = [draft("Energy", "#010101", memo="theirs"), draft("Trade > Tariffs", brief_definition="x")]
    merge(store, drafts, take_theirs)
    before, undoable = dump(store), store.undoable()
    assert merge(store, drafts, take_theirs) == Comparison(equal=["Energy", "Trade > Tariffs"])
    assert (dump(store), store.undoable()) == (before, undoable)


def test_each_field_that_differs_is_taken_or_left(store: Store, book: dict[str, int]) -> None:
    drafts = [draft("Energy", "#010101", memo="theirs"), draft("Security", "#020202")]
    merge(store, drafts, {Difference("Energy", "memo", "ours", "theirs")}.__contains__)
    with store.read() as session:
        tree = codes.tree(session)
        assert codes.definition(session, book["Energy"]).memo == "theirs"
        assert [tree.by_id[book[name]].colour for name in ("Energy", "Security")] == ["#00aa00", "#aa3311"]


def test_an_empty_field_of_the_file_takes_nothing_away(store: Store, book: dict[str, int]) -> None:
    assert merge(store, [draft("Energy", memo="")], take_theirs) == Comparison(equal=["Energy"])


def test_a_code_renamed_in_the_file_is_known_by_its_guid(store: Store, book: dict[str, int]) -> None:
    drafts = [
        draft("Safety", guid=guid(store, book["Security"])),
        draft("Safety > Defence", guid=guid(store, book["Defence"])),
        draft("Safety > Cyber"),
        draft("Safety > Border"),
    ]
    found = merge(store, drafts)
    assert found.changed == [Difference("Security", "code_path", "Security", "Safety")]
    assert (found.new, found.equal) == (["Safety > Border"], ["Security > Defence", "Security > Cyber"])
    assert paths(store) == ["Security", "Security > Defence", "Security > Cyber", "Security > Border", "Energy"]
    merge(store, drafts, take_theirs)
    assert paths(store) == ["Safety", "Safety > Defence", "Safety > Cyber", "Safety > Border", "Energy"]
    assert check.faults(store) == []


def test_children_may_still_stand_under_the_old_name_of_a_code_that_was_renamed_in_the_file(
    store: Store, book: dict[str, int]
) -> None:
    drafts = [
        draft("Security > Cyber"),
        draft("Safety", memo="renamed", guid=guid(store, book["Security"])),
        draft("Security > Border"),
    ]
    found = merge(store, drafts, take_theirs)
    assert (found.new, found.equal) == (["Security > Border"], ["Security > Cyber"])
    assert paths(store) == ["Safety", "Safety > Defence", "Safety > Cyber", "Safety > Border", "Energy"]


def test_a_code_moved_in_the_file_moves_with_its_codings(store: Store, book: dict[str, int]) -> None:
    drafts = [draft("Energy > Guards", guid=guid(store, book["Defence"]))]
    assert merge(store, drafts, take_theirs).changed == [
        Difference("Security > Defence", "code_path", "Security > Defence", "Energy > Guards")
    ]
    assert paths(store) == ["Security", "Security > Cyber", "Energy", "Energy > Guards"]
    with store.read() as session:
        assert codes.counts(session) == {book["Defence"]: 1}


def test_parent_and_child_may_change_places(store: Store, book: dict[str, int]) -> None:
    drafts = [
        draft("Army", guid=guid(store, book["Defence"])),
        draft("Army > Safety", guid=guid(store, book["Security"])),
    ]
    merge(store, drafts, take_theirs)
    assert paths(store) == ["Energy", "Army", "Army > Safety", "Army > Safety > Cyber"]
    assert check.faults(store) == []


def test_half_of_such_a_change_is_refused(store: Store, book: dict[str, int]) -> None:
    drafts = [
        draft("Army", guid=guid(store, book["Defence"])),
        draft("Army > Safety", guid=guid(store, book["Security"])),
    ]
    before = dump(store)
    with pytest.raises(OtsannotError, match="A code cannot be put under itself"):
        merge(store, drafts, lambda difference: difference.path == "Security")
    assert dump(store) == before


def test_a_row_that_was_copied_with_its_id_is_a_new_code(store: Store, book: dict[str, int]) -> None:
    known = guid(store, book["Energy"])
    found = merge(store, [draft("Gas", guid=known), draft("Energy", guid=known)], take_theirs)
    assert (found.new, found.equal) == (["Gas"], ["Energy"])
    assert guid(store, 5) != known


def test_a_new_code_keeps_the_id_of_its_file_once(store: Store) -> None:
    made = "72db8132-b82b-44a4-9ef9-762c296f2419"
    merge(store, [draft("Energy", guid=made), draft("Gas", guid=made)])
    assert [guid(store, number) == made for number in (1, 2)] == [True, False]


def test_a_file_makes_folders_but_not_of_codes_in_use(store: Store, book: dict[str, int]) -> None:
    drafts = [CodeDraft((name,), None, {}, None, True) for name in ("Energy", "Themes")]
    drafts.append(CodeDraft(("Security", "Defence"), None, {}, None, True))
    found = merge(store, drafts, take_theirs)
    assert found.changed == [Difference("Energy", "folder", "no", "yes")]
    assert found.problems == ["“Security > Defence” is applied to passages, and so is no folder."]
    with store.read() as session:
        assert [row.name for row in codes.tree(session).walk() if row.is_folder] == ["Energy", "Themes"]
    assert check.faults(store) == []


def test_a_code_that_moved_here_and_was_renamed_there_is_followed(store: Store, book: dict[str, int]) -> None:
    drafts = [draft("Energy", memo="x"), draft("Power", guid=guid(store, book["Cyber"]))]
    with store.edit("Move", CODER) as edit:
        arranging.move_code(edit, book["Cyber"], None)
    merge(store, drafts, take_theirs)
    assert paths(store) == ["Security", "Security > Defence", "Energy", "Power"]


def test_a_removed_code_comes_back_with_its_id_and_undo_keeps_the_two_apart(store: Store, book: dict[str, int]) -> None:
    known = guid(store, book["Energy"])
    states = [dump(store)]
    with store.edit("Remove", CODER) as edit:
        arranging.remove_codes(edit, [book["Energy"]])
    states.append(dump(store))
    assert merge(store, [draft("Energy", guid=known)]).new == ["Energy"]
    states.append(dump(store))
    for state in states[-2::-1]:
        store.undo()
        assert dump(store) == state
    for state in states[1:]:
        store.redo()
        assert dump(store) == state
    assert check.faults(store) == []
