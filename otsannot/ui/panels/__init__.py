"""The panels around the text: documents, codebook, inspector."""
