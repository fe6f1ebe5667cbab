"""What a build reads of a site's folder."""

INPUTS = ("content", "themes", "templates", "styles", "words", "icons", "fonts", "extensions", "site.toml")
"""Names of the files and folders in a site's root that a build reads."""
