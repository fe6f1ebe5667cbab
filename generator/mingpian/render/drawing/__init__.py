"""Drawings: the map of the network, pictures to share, the text on them, and the font files for it."""
