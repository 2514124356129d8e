"""Matters of language: letters, case, paragraphs, matching; no Qt, no SQL."""
