"""How a batch is to come in, where the user or a script said more than which files."""

from __future__ import annotations

from typing import NamedTuple

from otsannot.formats.reading import AS_IT_IS, Reading
from otsannot.formats.workers import LIMITS, Limits


class Wishes(NamedTuple):
    """How files are read, and what is done with what they hold.

    `originals` keeps the files beside their texts, `remarks` makes annotations of comments in the margin. `update`
    corrects documents whose files have changed and takes the words of codebooks where they differ; `remove_lost` does
    so where annotations lose their words, too. `dry_run` takes everything back in the end. `hierarchy` is the sign that
    divides the names of codebooks into a tree.
    """

    reading: Reading = AS_IT_IS
    originals: bool = True
    remarks: bool = True
    update: bool = False
    remove_lost: bool = False
    dry_run: bool = False
    limits: Limits = LIMITS
    hierarchy: str = ""


AS_USUAL = Wishes()
