"""Whose things are: entries and the site, and pictures."""
