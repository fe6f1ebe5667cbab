"""Markdown to a Document, and a Document to HTML once it is known where its references lead."""

from mingpian.content.markdown.code.blocks import Colour, colour
from mingpian.content.markdown.code.colors import highlight_css
from mingpian.content.markdown.document import DRAWN, BodyProblem, Document, Engine, Heading, Options, Ref, Resolved
from mingpian.content.markdown.pipeline import parse_markdown
from mingpian.content.markdown.places import place
from mingpian.content.markdown.rendering import (
    TocEntry,
    anchors,
    as_mathml,
    as_written,
    frame_hosts,
    plain_text,
    render_document,
    toc,
)

__all__ = [
    "DRAWN",
    "BodyProblem",
    "Colour",
    "Document",
    "Engine",
    "Heading",
    "Options",
    "Ref",
    "Resolved",
    "TocEntry",
    "anchors",
    "as_mathml",
    "as_written",
    "colour",
    "frame_hosts",
    "highlight_css",
    "parse_markdown",
    "place",
    "plain_text",
    "render_document",
    "toc",
]
