"""Copies of entries for other platforms: made from the document, in the form that each of them takes."""
