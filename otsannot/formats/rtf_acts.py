"""What the control words of Rich Text do to a text that is being read."""

from __future__ import annotations

from collections.abc import Callable

from otsannot.formats.growing import Growing
from otsannot.formats.rtf_body import FONTS, STYLES, Body
from otsannot.formats.rtf_tables import Row

Act = Callable[[Body, int], object]
"""What a control word does, given its number; 1 where it has none, as a property is on by being there."""


def _goes(where: str) -> Act:
    def act(body: Body, number: int) -> None:
        body.group.goes = where

    return act


def _sets(field: str) -> Act:
    return lambda body, number: body.keep(lambda said: setattr(body, field, said))


ACTS: dict[bytes, Act] = {
    b"par": lambda body, number: body.end_paragraph(),
    b"pard": lambda body, number: body.plain_paragraph(),
    b"page": lambda body, number: body.break_line(),
    b"column": lambda body, number: body.break_line(),
    b"sect": lambda body, number: body.end_section(),
    b"plain": lambda body, number: setattr(body.group, "font", -1),
    b"f": lambda body, number: body.font(number),
    b"fcharset": lambda body, number: body.fonts.charset(number),
    b"cpg": lambda body, number: body.fonts.page(number),
    b"ansicpg": lambda body, number: body.fonts.document_page(number),
    b"mac": lambda body, number: body.fonts.document_page(10000),
    b"pc": lambda body, number: body.fonts.document_page(437),
    b"pca": lambda body, number: body.fonts.document_page(850),
    b"deff": lambda body, number: setattr(body.fonts, "default", number),
    b"uc": lambda body, number: setattr(body.group, "skipped", max(0, number)),
    b"lang": lambda body, number: body.speak(number),
    b"s": lambda body, number: body.style(number),
    b"sbasedon": lambda body, number: body.styles.base(number),
    b"outlinelevel": lambda body, number: body.outline(number + 1),
    b"deleted": lambda body, number: body.changed(True, number != 0),
    b"revised": lambda body, number: body.changed(False, number != 0),
    b"intbl": lambda body, number: setattr(body.group, "depth", max(1, body.group.depth)),
    b"itap": lambda body, number: setattr(body.group, "depth", max(0, number)),
    b"cell": lambda body, number: body.end_cell(1),
    b"nestcell": lambda body, number: body.end_cell(2),
    b"row": lambda body, number: body.end_row(1),
    b"nestrow": lambda body, number: body.end_row(body.group.depth),
    b"nesttableprops": lambda body, number: body.inner_row(),
    b"trowd": lambda body, number: setattr(body, "row", Row()),
    b"trleft": lambda body, number: setattr(body.row, "left", number),
    b"cellx": lambda body, number: body.row.end_cell(number),
    b"clvmrg": lambda body, number: body.row.goes_on(),
    b"clmrg": lambda body, number: body.row.goes_on(),
    b"fonttbl": _goes(FONTS),
    b"stylesheet": _goes(STYLES),
    b"yr": lambda body, number: body.day.update(yr=number),
    b"mo": lambda body, number: body.day.update(mo=number),
    b"dy": lambda body, number: body.day.update(dy=number),
    b"creatim": lambda body, number: body.created(),
    b"listtext": _sets("label"),
    b"pntext": _sets("label"),
    b"chftn": lambda body, number: body.automatic(),
    b"footnote": lambda body, number: body.note(),
    b"ftnalt": lambda body, number: body.at_end(),
    b"ftnstart": lambda body, number: body.first_mark("footnote", number),
    b"aftnstart": lambda body, number: body.first_mark("endnote", number),
    b"shptxt": lambda body, number: body.apart(Growing(), body.here.add_box),
    b"dptxbxtext": lambda body, number: body.apart(Growing(), body.here.add_box),
    b"atrfstart": lambda body, number: body.keep(body.begin_remark),
    b"atrfend": lambda body, number: body.keep(body.end_remark),
    b"atnauthor": _sets("author"),
    b"atndate": _sets("dated"),
    b"atnref": _sets("about"),
    b"annotation": lambda body, number: body.remark(),
}
