"""mingpian: a folder of Markdown becomes a personal-brand site."""

__version__ = "0.1.0"
