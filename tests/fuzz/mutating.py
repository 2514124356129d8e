"""Damages real files the way disks, networks and forgers do: as hypothesis strategies."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import strategies as st

Damaged = tuple[str, bytes]
"""The name of a file and its bytes."""

MOST_CUTS = 8
_TELLING = [
    b"\0",
    b"\xff",
    b"\r\n",
    b"<",
    b"&a;",
    b"<!DOCTYPE a [<!ENTITY a 'b'>]>",
    b"-1",
    b"99999999999",
    b"\xf0\x9f",
]
"""Bytes at which parsers trip."""


@st.composite
def damaged(draw: st.DrawFn, samples: Mapping[str, bytes]) -> Damaged:
    """One of some files, damaged in a few places; in an archive a member may be damaged and packed again."""
    name = draw(st.sampled_from(sorted(samples)))
    data = samples[name]
    if data.startswith(b"PK\x03\x04") and draw(st.booleans()):
        return name, _with_damaged_member(draw, data)
    return name, _damage(draw, data)


def _damage(draw: st.DrawFn, data: bytes) -> bytes:
    for _round in range(draw(st.integers(1, MOST_CUTS))):
        start = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.sampled_from([0, 1, 1, 2, 4, 16, 256, len(data)]))
        stretch = data[start : start + length]
        instead = draw(st.one_of(st.just(b""), st.binary(max_size=16), st.sampled_from(_TELLING), st.just(stretch * 2)))
        data = data[:start] + instead + data[start + length :]
    return data


def _with_damaged_member(draw: st.DrawFn, data: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = draw(st.sampled_from(sorted(members)))
    if draw(st.integers(0, 9)) == 0:
        del members[chosen]
    else:
        members[chosen] = _damage(draw, members[chosen])
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()
