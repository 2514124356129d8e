"""What the actions of a window do, one file for each area."""
