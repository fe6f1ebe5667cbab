"""Whose things are, and what may be done with them: as stated for the site, a kind and an entry."""
