"""Markdown to HTML by Python-Markdown, for writers who come from Pelican, MkDocs or Nikola with its dialect.

Its output is brought to the shape of the other engine's, so that every later pass reads one kind of HTML. Some of
its rules need time in the square of what they read; what is beyond `LIMITS` is refused.
"""

import functools
import re
from typing import TYPE_CHECKING, Any

from mingpian.content.markdown.headings import slug
from mingpian.core.errors import MingpianError
from mingpian.i18n import _

if TYPE_CHECKING:
    from markdown import Markdown

LONGEST = 100_000  # characters of a body
MOST_BRACKETS = 400  # `[` and `<` in one block
MOST_LINES = 1_000  # that are headings or definitions
LIMITS = f"{LONGEST} characters, {MOST_BRACKETS} brackets a block, {MOST_LINES} headings and definitions"

_EXTENSIONS = ("abbr", "def_list", "footnotes", "md_in_html", "tables")
# What these bring is there already, or is ours on both engines.
_COVERED = frozenset([*_EXTENSIONS, "attr_list", "extra", "fenced_code"])
_CONFIGURATION: dict[str, dict[str, Any]] = {
    "footnotes": {"SEPARATOR": "-", "BACKLINK_TEXT": "↩"},
    "tables": {"use_align_attribute": True},
    "toc": {"slugify": lambda text, separator: slug(text)},
}
_FENCE = re.compile(r"^(`{3,}+|~{3,}+)[ ]*([^\n`]*)\n(.*?)^\1[`~]*[ ]*$", re.MULTILINE | re.DOTALL)
_COSTLY_LINE = re.compile(r"^[ ]{0,3}(?::[ ]|#)", re.MULTILINE)
_REFERENCE = re.compile(r'<sup id="([^"]*)"><a class="footnote-ref" href="([^"]*)">')
_BACK = re.compile(r'(?:&#160;)?<a class="footnote-backref" href="([^"]*)" title="[^"]*?(\d+)[^"]*">')
_NOTES = re.compile(r'<div class="footnote">\n<hr ?/?>\n(<ol>.*</ol>)\n</div>', re.DOTALL)
_TASK = re.compile(r"<li>(\s*<p>)?\[([ xX])\][ ]")


class UnsupportedMarkdownError(MingpianError):
    """The engine cannot take this body; the text says why."""


def to_html(source: str, extensions: tuple[str, ...]) -> str:
    """Return the body as HTML; raw HTML in it is passed through. Raises UnsupportedMarkdownError."""
    _check(source)
    try:
        html: str = _engine(extensions).convert(source)
    except Exception as error:  # its own code and that of the site's extensions may raise anything
        raise UnsupportedMarkdownError(_("it failed with {type}", type=type(error).__name__)) from error
    return _alike(html)


@functools.cache
def unknown_extensions(extensions: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the named extensions that cannot be loaded."""
    from markdown import Markdown

    unknown = []
    for name in extensions:
        try:
            Markdown(extensions=[name])
        except Exception:  # a module that is missing, broken, or no extension
            unknown.append(name)
    return tuple(unknown)


def is_shipped(name: str) -> bool:
    """Tell whether an extension comes with Python-Markdown: those read nothing but the text."""
    from importlib.util import find_spec

    short = name.removeprefix("markdown.extensions.")
    return short.isidentifier() and find_spec(f"markdown.extensions.{short}") is not None


def _check(source: str) -> None:
    if len(source) > LONGEST:
        raise UnsupportedMarkdownError(_("it is longer than {longest} characters", longest=LONGEST))
    if any(block.count("[") + block.count("<") > MOST_BRACKETS for block in source.split("\n\n")):
        raise UnsupportedMarkdownError(_("a block has more than {most} brackets", most=MOST_BRACKETS))
    if len(_COSTLY_LINE.findall(source)) > MOST_LINES:
        raise UnsupportedMarkdownError(_("it has more than {most} headings and definitions", most=MOST_LINES))


def _engine(extensions: tuple[str, ...]) -> "Markdown":
    """A fresh engine: one that is used again may remember, in an extension, the body before."""
    from markdown import Markdown
    from markdown.inlinepatterns import SimpleTagInlineProcessor
    from markdown.preprocessors import Preprocessor

    class Fences(Preprocessor):
        """Fenced code in the other engine's markup, with the whole info string."""

        def run(self, lines: list[str]) -> list[str]:
            store = self.md.htmlStash.store
            return _FENCE.sub(lambda found: f"\n{store(_block(found))}\n", "\n".join(lines)).split("\n")

    named = [name.removeprefix("markdown.extensions.") for name in extensions]
    added = [name for name in named if name not in _COVERED]
    engine = Markdown(extensions=[*_EXTENSIONS, *added], extension_configs=_CONFIGURATION)
    engine.preprocessors.register(Fences(engine), "mingpian-fences", 27)  # before raw HTML is set aside
    engine.ESCAPED_CHARS += [*"$~|:%=^<"]  # what else both engines give a meaning
    strike = SimpleTagInlineProcessor(r"(~~)(?=\S)([^~]+?)(?<=\S)~~", "del")
    engine.inlinePatterns.register(strike, "mingpian-strike", 65)
    return engine


def _block(fence: re.Match[str]) -> str:
    from html import escape

    language, _, meta = fence[2].strip().partition(" ")
    tag = f' class="language-{escape(language)}"' if language else ""
    more = f' data-meta="{escape(meta)}"' if meta else ""
    return f"<pre><code{tag}{more}>{escape(fence[3], quote=False)}</code></pre>"


def _alike(html: str) -> str:
    """Write footnotes and task boxes as the other engine does."""
    if "footnote" in html:
        html = _REFERENCE.sub(r'<sup class="footnote-ref"><a href="\2" id="\1" data-footnote-ref>', html)
        html = _BACK.sub(
            r' <a href="\1" class="footnote-backref" data-footnote-backref data-footnote-backref-idx="\2"'
            r' aria-label="">',
            html,
        )
        html = _NOTES.sub(r'<section class="footnotes" data-footnotes>\n\1\n</section>', html)
    return _TASK.sub(_task, html) if "<li>" in html else html


def _task(found: re.Match[str]) -> str:
    checked = "" if found[2] == " " else ' checked=""'
    box = f'<input type="checkbox" class="task-list-item-checkbox"{checked} disabled="" />'
    return f'<li class="task-list-item">{found[1] or ""}{box} '
