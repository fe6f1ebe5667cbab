"""The search index: what can be found in an entry, and how that is written down for a browser to read."""
