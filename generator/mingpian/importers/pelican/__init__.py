"""Pelican: `content/` in Markdown, reStructuredText and notebooks, and what `pelicanconf.py` says."""

from mingpian.importers.pelican.read import IMPORTER

__all__ = ["IMPORTER"]
