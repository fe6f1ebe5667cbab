"""Jekyll: `_posts`, `_drafts`, collections, pages, Liquid and kramdown, and what `_config.yml` says."""

from mingpian.importers.jekyll.read import IMPORTER

__all__ = ["IMPORTER"]
