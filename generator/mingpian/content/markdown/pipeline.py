"""Markdown text to a Document: total, pure, the same on every machine."""

import re
from html import escape

from mingpian.content.markdown.blocks import named_blocks
from mingpian.content.markdown.code.blocks import Colour, Diagrams, code_blocks, colour
from mingpian.content.markdown.contents import contents
from mingpian.content.markdown.document import BodyProblem, Document, Options
from mingpian.content.markdown.engines import comrak
from mingpian.content.markdown.fragments import settle_fragments
from mingpian.content.markdown.harmless import harmless
from mingpian.content.markdown.headings import identify
from mingpian.content.markdown.inline import stash_inline
from mingpian.content.markdown.labels import body_labels
from mingpian.content.markdown.markup import complete_markup, encode_marks, figures, sizes
from mingpian.content.markdown.prose import read_prose, summarise
from mingpian.content.markdown.references import Split, unreachable
from mingpian.content.markdown.rendering import ids_in
from mingpian.content.markdown.sanitise import PREFIX, ExcessiveHtmlError, left_out, sanitise
from mingpian.content.markdown.softbreaks import join
from mingpian.content.markdown.stash import RESERVED, Stashed, restore, stash_raw_html
from mingpian.content.markdown.syntax.attributes import attach
from mingpian.content.markdown.syntax.callouts import callouts
from mingpian.content.markdown.syntax.comments import without_comments
from mingpian.content.markdown.syntax.components import paired
from mingpian.content.markdown.syntax.dialects import in_commonmark
from mingpian.content.markdown.syntax.embeds import set_apart
from mingpian.content.markdown.syntax.footnotes import checked
from mingpian.content.markdown.syntax.signs import marked
from mingpian.content.markdown.syntax.unclosed import unclosed
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _

_OWN_COMPUTER = lazy_pattern(r'\s(?:href|src)="((?:file:|[a-z]:(?:[\\/]|%5C))[^"]*)"', re.IGNORECASE)
_SURROGATE = lazy_pattern("[\ud800-\udfff]")
_RESERVED_REFERENCE = re.compile("&#(?:x0*fdd[0-6]|0*6497[6-9]|0*6498[012]);?", re.IGNORECASE)


def parse_markdown(text: str, options: Options, colour: Colour = colour) -> Document:
    """Read a body. Any string at all gives a document; what is wrong with it is in `problems`."""
    text, problems = without_comments(readable(text))
    text = checked(in_commonmark(text) if options.engine == "comrak" else text, problems)
    source, stash = stash_inline(text, options)
    words = body_labels(options.lang)
    html = paired(_body(source, stash, options, problems), stash, problems)
    html = join(figures(sizes(callouts(html, words))), stash)
    html, headings, id_problems = identify(html, stash, "" if options.trusted else PREFIX, options.reserved)
    text, count, minutes = read_prose(html, stash)
    short, mentions = summarise(html, stash) if options.summarised else ("", ())
    html = contents(complete_markup(html, words), headings, words.contents)
    html, code_problems = code_blocks(html, source, Diagrams(words.diagram, stash, options.trusted), colour)
    split = Split(stash, options.trusted)
    split.cut(html)
    ids = tuple(ids_in(split.parts))
    parts = settle_fragments(split.parts, ids, problems) if 'href="#' in html else split.parts
    return Document(
        parts=tuple(parts),
        refs=tuple(split.refs),
        headings=tuple(headings),
        anchors=ids,
        more=split.more,
        text=text,
        summary=short,
        mentions=mentions,
        words=count,
        minutes=minutes,
        has_math=split.has_math,
        has_code=any("<pre" in part for part in parts if isinstance(part, str))
        or any(ref.kind == "diagram" for ref in split.refs),
        problems=(*problems, *id_problems, *code_problems, *split.problems),
    )


def readable(text: str) -> str:
    """Line ends as LF; U+FFFD for NUL (CommonMark 2.3), lone surrogates and the characters we reserve."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for character in ("\0", *RESERVED, "\ufdd4", "\ufdd5"):
        if character in text:
            text = text.replace(character, "\ufffd")
    if "&#" in text:  # a character reference would bring one back after the engine
        text = _RESERVED_REFERENCE.sub("\ufffd", text)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _body(source: str, stash: list[Stashed], options: Options, problems: list[BodyProblem]) -> str:
    """The engine's HTML, harmless, with held pieces left only where text is."""
    if options.trusted:
        html = stash_raw_html(encode_marks(_engine_html(source, options, problems)), stash)
    else:
        html = _plain_html(source, options) or _cleaned_html(source, options, problems)
    if not stash:
        return html
    found = tuple(unclosed(html, stash))
    problems += found
    html = restore(html, stash)
    html = html.replace("<p></p>\n", "") if found else html
    kinds = {piece.kind for piece in stash}
    html = attach(html, stash, options.trusted) if "attributes" in kinds else html
    html = named_blocks(html, stash, "" if options.trusted else PREFIX) if "anchor" in kinds else html
    html = set_apart(html, stash) if any(piece.ref and piece.ref.kind == "embed" for piece in stash) else html
    return marked(html, stash) if "mark" in kinds else html


def _plain_html(source: str, options: Options) -> str | None:
    """The HTML of a text that needs no cleaning; None when it may need it."""
    html = comrak.to_html_without_raw(source) if options.engine == "comrak" else None
    return None if html is None else harmless(encode_marks(html))


def _cleaned_html(source: str, options: Options, problems: list[BodyProblem]) -> str:
    html = _engine_html(source, options, problems)
    problems += [unreachable(url) for url in dict.fromkeys(_OWN_COMPUTER.findall(html))]  # it goes without a trace
    html = encode_marks(html)
    problems += [
        BodyProblem(
            "not-trusted", _("`{name}` is left out: it counts in the owner's entries alone", name=shown), needle
        )
        for shown, needle in left_out(html)
    ]
    try:
        return sanitise(html)
    except ExcessiveHtmlError as error:
        problems.append(BodyProblem("too-much-markup", _("the body is shown as it was written: {error}", error=error)))
        return f"<pre>{escape(source, quote=False)}</pre>"


def _engine_html(source: str, options: Options, problems: list[BodyProblem]) -> str:
    if options.engine == "comrak":
        return comrak.to_html(source)
    from mingpian.content.markdown.engines import python_markdown

    unknown = python_markdown.unknown_extensions(options.extensions)
    problems += [
        BodyProblem("unknown-markdown-extension", _("Python-Markdown has no extension “{name}”", name=name))
        for name in unknown
    ]
    held_back = [name for name in options.extensions if not (options.trusted or python_markdown.is_shipped(name))]
    problems += [
        BodyProblem("not-trusted", _("the extension “{name}” works in the owner's entries alone", name=name))
        for name in held_back
        if name not in unknown
    ]
    usable = tuple(name for name in options.extensions if name not in (*unknown, *held_back))
    try:
        return python_markdown.to_html(source, usable)
    except python_markdown.UnsupportedMarkdownError as error:
        hint = _('its limits are {limits}; write `engine = "comrak"` for this entry', limits=python_markdown.LIMITS)
        message = _("Python-Markdown refused the body, which is read as CommonMark: {error}", error=error)
        problems.append(BodyProblem("markdown-engine-refused", message, hint=hint))
        return comrak.to_html(source)
