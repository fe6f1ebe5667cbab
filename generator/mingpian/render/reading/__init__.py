"""Entries for those who read no pages: as trees that copies take apart, and as Markdown."""
