"""What the tips beside the text say of codings, as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape

from otsannot.i18n import _
from otsannot.model.code_tree import CodeTree
from otsannot.model.passages import Passage, PassageCode
from otsannot.ui import theme
from otsannot.ui.item_models import wording

MOST_LINES = 8


def of_coding(passage: Passage, code: PassageCode, coders: Mapping[int, str], book: CodeTree) -> str:
    """A coding: the path of its code, who coded and how strongly, what was noted, what the code means."""
    row = book.by_id.get(code.code_id)
    head = f"<b>{escape(book.path(row.id) if row else code.name)}</b>"
    if row is not None and row.digit is not None:
        head += " " + escape(_("(key {digit})").format(digit=row.digit))
    who = coders.get(code.coder_id, "")
    weight = "" if code.weight is None else _("weight {weight}").format(weight=code.weight)
    lines = [head, escape(" · ".join(part for part in (who, weight) if part))]
    lines.append(escape(passage.comment).replace("\n", "<br>"))
    html = "<br>".join(line for line in lines if line)
    if row is not None and row.brief_definition:
        html += f'<p style="margin: 6px 0 0 0; color: {theme.look().quiet}">{escape(row.brief_definition)}</p>'
    return html


def of_codings(codings: Iterable[tuple[str, int]], coders: Mapping[int, str]) -> str:
    """Several codings, each the name of a code and a coder's id: the most frequent first, the rest counted."""
    several = len(coders) > 1
    counted = Counter(named(name, coders.get(coder, ""), several) for name, coder in codings)
    lines = [escape(_times(name, count)) for name, count in counted.most_common()]
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1 :] = [_("and {count} more").format(count=wording.number(len(lines) - MOST_LINES + 1))]
    return "<br>".join(lines)


def named(code: str, coder: str, several_coders: bool) -> str:
    """A coding in few words; its coder is told where there are several."""
    return f"{code} · {coder}" if several_coders and coder else code


def _times(name: str, count: int) -> str:
    return f"{name} × {wording.number(count)}" if count > 1 else name
