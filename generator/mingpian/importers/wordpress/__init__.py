"""WordPress: the file that Tools → Export writes (WXR), and its uploads: beside it, or fetched when that is asked."""

from mingpian.importers.wordpress.read import IMPORTER

__all__ = ["IMPORTER"]
