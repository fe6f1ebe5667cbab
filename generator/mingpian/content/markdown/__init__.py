"""Markdown to a Document, and a Document to HTML once it is known where its references lead."""

from mingpian.content.markdown.code import Colour, colour
from mingpian.content.markdown.code_colors import highlight_css
from mingpian.content.markdown.document import DRAWN, Document, Engine, Heading, Options, Problem, Ref, Resolved
from mingpian.content.markdown.pipeline import parse
from mingpian.content.markdown.places import place
from mingpian.content.markdown.rendering import TocEntry, anchors, as_mathml, as_written, frames, plain, render, toc

__all__ = [
    "DRAWN",
    "Colour",
    "Document",
    "Engine",
    "Heading",
    "Options",
    "Problem",
    "Ref",
    "Resolved",
    "TocEntry",
    "anchors",
    "as_mathml",
    "as_written",
    "colour",
    "frames",
    "highlight_css",
    "parse",
    "place",
    "plain",
    "render",
    "toc",
]
