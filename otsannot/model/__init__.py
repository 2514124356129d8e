"""The nouns of the field and what can be said of them without a database or a window."""
