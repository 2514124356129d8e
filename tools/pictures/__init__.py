"""Takes the pictures of the documentation: the real window, driven offscreen, in light and dark."""
