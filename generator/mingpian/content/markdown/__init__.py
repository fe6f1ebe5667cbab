"""Markdown to a Document, and a Document to HTML once it is known where its references lead."""

from mingpian.content.markdown.code.blocks import Colour, colour
from mingpian.content.markdown.code.colors import highlight_css
from mingpian.content.markdown.contents import TocEntry
from mingpian.content.markdown.document import (
    DRAWN,
    BodyProblem,
    Document,
    Engine,
    Heading,
    Options,
    Ref,
    Resolved,
    TitlePlace,
)
from mingpian.content.markdown.pipeline import parse_markdown
from mingpian.content.markdown.places import place
from mingpian.content.markdown.rendering import (
    as_mathml,
    frame_hosts,
    plain_text,
    render_document,
    toc,
)
from mingpian.content.markdown.syntax.containers import contained, is_container
from mingpian.content.markdown.syntax.wikilinks import is_file

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
    "TitlePlace",
    "TocEntry",
    "as_mathml",
    "colour",
    "contained",
    "frame_hosts",
    "highlight_css",
    "is_container",
    "is_file",
    "parse_markdown",
    "place",
    "plain_text",
    "render_document",
    "toc",
]
