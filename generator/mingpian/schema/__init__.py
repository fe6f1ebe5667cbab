"""The types that front matter and site.toml are made of, and the reader that checks data against them."""
