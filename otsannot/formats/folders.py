"""Puts a finished folder in place, and leaves what others keep in it."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from otsannot.errors import OtsannotError
from otsannot.formats.files import in_words_of_writing, shown
from otsannot.i18n import _


@contextmanager
def replacing_folder(
    out: Path,
    files: Sequence[str],
    folders: Sequence[str],
    is_replaceable: Callable[[Path], bool],
    strangers: Callable[[Path], Iterable[str]],
) -> Iterator[Path]:
    """A fresh folder whose content takes the place of that of `out` once the block ends well.

    `files` and `folders` are the names in it that are ours; the last file is put in place last, and says by being there
    that all is. What else lies in `out` stays, and what `strangers` names in our folders is carried over. Raises
    OtsannotError where `out` is no folder that may be replaced, and where it cannot be written.
    """
    if "\0" in str(out):
        raise OtsannotError(_("{name} cannot be the name of a folder.").format(name=shown(out)))
    target = Path(os.path.realpath(out))
    mark = uuid.uuid4().hex
    fresh, old = (target.with_name(f".otsannot-{mark}.{end}") for end in ("new", "old"))
    with in_words_of_writing(out), ExitStack() as afterwards:
        is_there = target.exists()
        if is_there and not target.is_dir():
            raise OtsannotError(_("{name} is a file. Give the name of a folder.").format(name=shown(out)))
        if is_there and not is_replaceable(target):
            told = _("{name} is a folder with other things in it, and is not replaced. Choose another one.")
            raise OtsannotError(told.format(name=shown(out)))
        fresh.mkdir()
        afterwards.callback(shutil.rmtree, fresh, ignore_errors=True)
        yield fresh
        if not is_there:
            fresh.rename(target)
            return
        for name in strangers(target):
            _carry(target / name, fresh / name)
        old.mkdir()
        _swap(target, fresh, old, [*folders, *files])
        shutil.rmtree(old)


def _carry(source: Path, target: Path) -> None:
    """Copy a file that is not ours to where it lay; where ours has the name now, beside it."""
    number = 1
    free = target
    while free.exists():
        number += 1
        free = target.with_name(f"{target.stem} ({number}){target.suffix}")
    free.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, free)


def _swap(target: Path, fresh: Path, old: Path, names: Sequence[str]) -> None:
    """Move what is ours out of a folder and the new in, and when that fails everything back."""
    moved: list[tuple[Path, Path]] = []
    try:
        for name in reversed(names):
            if (target / name).exists():
                (target / name).rename(old / name)
                moved.append((target / name, old / name))
        for name in names:
            if (fresh / name).exists():
                (fresh / name).rename(target / name)
                moved.append((fresh / name, target / name))
    except BaseException:
        for source, place in reversed(moved):
            place.rename(source)
        shutil.rmtree(old, ignore_errors=True)
        raise
