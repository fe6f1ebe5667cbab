"""Markdown to HTML: one module an engine."""
