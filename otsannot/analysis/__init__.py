"""Pure functions of rows that return a Report."""
