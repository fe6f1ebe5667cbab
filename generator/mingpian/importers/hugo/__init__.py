"""Hugo: `content/`, `static/`, page bundles, languages, shortcodes, and what the configuration says of addresses."""

from mingpian.importers.hugo.read import IMPORTER

__all__ = ["IMPORTER"]
