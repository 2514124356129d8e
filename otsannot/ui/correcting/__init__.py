"""The editor in which the text of a coded document is corrected."""
