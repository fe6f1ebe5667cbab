"""Recordings: what their published files say, and the podcast that they make."""
