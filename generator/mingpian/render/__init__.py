"""Output -> bytes: templates, formats, assets and pictures."""
