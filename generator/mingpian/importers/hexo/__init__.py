"""Hexo: `source/_posts`, `source/_drafts`, pages, the tags of its themes, and what `_config.yml` says."""

from mingpian.importers.hexo.read import IMPORTER

__all__ = ["IMPORTER"]
