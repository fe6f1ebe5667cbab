"""Whose word a file is: the zones of trust, the settings that name them, and the owner."""
