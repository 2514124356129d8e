"""How long the program's work takes, measured beside the least that such work can take."""
