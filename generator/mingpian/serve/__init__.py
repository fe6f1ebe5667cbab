"""The preview: watches a site's sources, rebuilds by the same `build()`, serves the result, reloads open pages."""
