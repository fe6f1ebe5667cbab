"""Ghost: the JSON file of Settings → Export, with its cards, authors, tiers and settings."""

from mingpian.importers.ghost.read import IMPORTER

__all__ = ["IMPORTER"]
