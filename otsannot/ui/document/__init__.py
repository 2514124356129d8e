"""The reading view, its paragraph numbers and the stripes beside it."""
