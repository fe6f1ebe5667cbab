"""Structured data (JSON-LD) of pages."""

from mingpian.render.structured.graph import graph

__all__ = ["graph"]
