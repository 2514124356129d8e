"""Columns and rows with our distances."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from otsannot.ui import theme

L = TypeVar("L", bound=QBoxLayout)


def column(parent: QWidget | None = None, *, spacing: int = theme.GAP, margin: int = 0) -> QVBoxLayout:
    """Things below each other; distances are in logical pixels."""
    return _measured(QVBoxLayout(), parent, spacing, margin)


def row(parent: QWidget | None = None, *, spacing: int = theme.GAP, margin: int = 0) -> QHBoxLayout:
    """Things beside each other; distances are in logical pixels."""
    return _measured(QHBoxLayout(), parent, spacing, margin)


def _measured(layout: L, parent: QWidget | None, spacing: int, margin: int) -> L:
    layout.setSpacing(spacing)
    layout.setContentsMargins(margin, margin, margin, margin)
    if parent is not None:
        parent.setLayout(layout)
    return layout
