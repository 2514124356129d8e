"""Boxes that open beside what was pressed or selected, to choose, to name or to write one thing."""
