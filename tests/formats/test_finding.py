"""Folders give their texts in the order a reader counts; whatever is no text is named."""

from __future__ import annotations

from pathlib import Path

from otsannot.formats.finding import Found, Problem, find_files


def texts(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name, encoding="utf-8")
    return paths


def test_a_folder_gives_its_texts_in_the_order_a_reader_counts(tmp_path: Path) -> None:
    ordered = texts(
        tmp_path,
        "abstract.md",
        "Çin.txt",
        "Document.txt",
        "part 2/1.txt",
        "part 10/1.txt",
        "Speech 2.TXT",
        "speech 10.txt",
    )
    assert find_files([tmp_path]) == Found(ordered, [])


def test_files_come_in_the_order_they_are_named(tmp_path: Path) -> None:
    a, b = texts(tmp_path, "a.txt", "b.txt")
    assert find_files([b, a]) == Found([b, a], [])


def test_a_file_met_twice_is_found_once(tmp_path: Path) -> None:
    a, b = texts(tmp_path, "a.txt", "b.txt")
    assert find_files([b, tmp_path, tmp_path / "." / "b.txt", tmp_path]) == Found([b, a], [])


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    seen, _file, _folder = texts(tmp_path, "a.txt", ".hidden.txt", ".git/description.txt")
    assert find_files([tmp_path]) == Found([seen], [])


def test_a_hidden_file_that_is_named_is_found(tmp_path: Path) -> None:
    (hidden,) = texts(tmp_path, ".hidden.txt")
    assert find_files([hidden]) == Found([hidden], [])


def test_links_that_lead_in_circles_end(tmp_path: Path) -> None:
    (text,) = texts(tmp_path, "inner/a.txt")
    (tmp_path / "inner" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "inner" / "itself").symlink_to("itself")
    loop = tmp_path / "inner" / "itself"
    sentence = f"{loop} is of a kind that cannot be read. Save it as Word, PDF or plain text."
    assert find_files([tmp_path]) == Found([text], [Problem(loop, sentence)])


def test_a_file_of_another_kind_is_a_problem_named_or_in_a_folder(tmp_path: Path) -> None:
    text, photo = texts(tmp_path, "a.txt", "photo.jpg")
    problem = Problem(photo, f"{photo} is of a kind that cannot be read. Save it as Word, PDF or plain text.")
    assert find_files([photo]) == Found([], [problem])
    assert find_files([tmp_path]) == Found([text], [problem])


def test_a_folder_without_texts_is_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "curly {braces}"
    folder.mkdir()
    problem = Problem(folder, f"{folder} holds no texts that can be read.")
    assert find_files([folder]) == Found([], [problem])


def test_a_missing_path_is_a_problem_and_the_rest_is_found(tmp_path: Path) -> None:
    (text,) = texts(tmp_path, "a.txt")
    gone = tmp_path / "gone.txt"
    assert find_files([gone, text]) == Found([text], [Problem(gone, f"{gone} does not exist.")])
