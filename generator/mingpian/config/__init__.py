"""site.toml -> SiteConfig: every setting typed, checked and documented."""
