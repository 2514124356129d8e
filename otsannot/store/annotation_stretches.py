"""Which rows of the table of annotations have their passage in certain stretches of the texts."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from otsannot.store.annotation_table import Flags, Ints
from otsannot.store.speakers import Owned

_DOCUMENT = 32
"""A document and a code point of it are one number: the document stands so many bits further left."""


class Stretches:
    """Stretches of texts; a passage is in them when it shares a letter with one."""

    def __init__(self, stretches: Iterable[Owned]) -> None:
        found = np.array([tuple(stretch) for stretch in stretches], np.int64).reshape(-1, 3)
        documents = found[:, 0] << _DOCUMENT
        order = np.argsort(documents | found[:, 1], kind="stable")
        self._starts: NDArray[np.int64] = (documents | found[:, 1])[order]
        # The furthest end so far: stretches of several cases may overlap.
        self._ends: NDArray[np.int64] = np.maximum.accumulate((documents | found[:, 2])[order])

    def meet(self, documents: Ints, starts: Ints, ends: Ints) -> Flags:
        """Which passages, given by document and code points `[start, end)`, are in the stretches."""
        if not len(self._starts):
            return np.zeros(len(documents), np.bool_)
        here = documents.astype(np.int64) << _DOCUMENT
        before = np.searchsorted(self._starts, here | ends) - 1
        met: Flags = (before >= 0) & (self._ends[before] > here | starts)
        return met
