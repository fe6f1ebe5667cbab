"""What of a site's folder a build reads."""

INPUTS = ("content", "themes", "templates", "styles", "words", "fonts", "extensions", "site.toml")
