"""Entries as a book: an EPUB that any reading system opens, and the same as one page to print."""
