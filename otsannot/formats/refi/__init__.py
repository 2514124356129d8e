"""REFI-QDA, the exchange standard of programs for qualitative analysis: projects (.qdpx) and codebooks (.qdc)."""

from __future__ import annotations

from otsannot.formats.refi.reading import read_study
from otsannot.formats.refi.writing import write_study
from otsannot.i18n import _

__all__ = ["limits", "read_study", "write_study"]


def limits() -> list[str]:
    """What the programs that read the standard do not see of a study, in sentences."""
    return [
        _("Weights, the fields of definitions, languages and sources of texts become words in descriptions."),
        _("Headings, pages, speakers and footnotes, digits of codes and choices of attributes are for otsannot alone."),
        _("Original files that are neither Word nor PDF are for otsannot alone."),
        _("The history of the study stays here."),
    ]
