"""Writes a table as Apache Parquet, for R, Python and databases, with pyarrow, which those install who want it.

A column of whole numbers is int64, one of numbers double, any other is text; what is not there is null.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.report import Cell

_LARGEST = 2**63


@contextmanager
def sheet(handle: BinaryIO, title: str, columns: Sequence[str]) -> Iterator[Callable[[Sequence[Sequence[Cell]]], None]]:
    """A function that appends rows to a new table, which is complete when the block ends.

    Rows wait in a file of their own: only the last one tells what a column holds. Raises OtsannotError without pyarrow.
    """
    try:
        import pyarrow.parquet as library
    except ImportError as error:
        raise OtsannotError(
            _("Parquet needs a library that is not installed. Run: python -m pip install “otsannot[parquet]”")
        ) from error
    kinds = [set[type]() for _name in columns]
    with TemporaryFile() as waiting:
        count = 0

        def write(rows: Sequence[Sequence[Cell]]) -> None:
            nonlocal count
            cells = [list(column) for column in zip(*rows, strict=True)]
            for kind, column in zip(kinds, cells, strict=True):
                kind.update(map(_kind, column))
            pickle.dump(cells, waiting)
            count += 1

        yield write
        waiting.seek(0)
        _write(library, handle, columns, kinds, (pickle.load(waiting) for _number in range(count)))


def _write(
    library: Any,
    handle: BinaryIO,
    columns: Sequence[str],
    kinds: Sequence[set[type]],
    chunks: Iterator[list[list[Cell]]],
) -> None:
    import pyarrow

    types = [_type(kind) for kind in kinds]
    known = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    fields = [pyarrow.field(name, known[kind]) for name, kind in zip(columns, types, strict=True)]
    schema = pyarrow.schema(fields)
    with library.ParquetWriter(handle, schema) as writer:
        for cells in chunks:
            arrays = [
                pyarrow.array([None if cell is None else kind(cell) for cell in column], field.type)
                for column, kind, field in zip(cells, types, fields, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _kind(cell: Cell) -> type:
    if isinstance(cell, int) and not -_LARGEST <= cell < _LARGEST:
        return str
    return type(cell)


def _type(kinds: set[type]) -> type[str] | type[int] | type[float]:
    told = kinds - {type(None)}
    if not told or str in told:
        return str
    return float if float in told else int
