"""Markdown text to a Document: total, pure, the same on every machine."""

from mingpian.content.markdown import comrak_engine
from mingpian.content.markdown.attributes import attach
from mingpian.content.markdown.callouts import callouts
from mingpian.content.markdown.code import code_blocks
from mingpian.content.markdown.document import Document, Options
from mingpian.content.markdown.headings import identify
from mingpian.content.markdown.held import RESERVED, Held, settle
from mingpian.content.markdown.inline import hold
from mingpian.content.markdown.markup import complete, figures, shorten
from mingpian.content.markdown.prose import body_text, count, summary
from mingpian.content.markdown.references import Split
from mingpian.content.markdown.sanitise import PREFIX, sanitise
from mingpian.content.markdown.softbreaks import join
from mingpian.content.markdown.wording import words_of


def parse(text: str, options: Options) -> Document:
    """Read a body. Any string at all gives a document; what is wrong with it is in `problems`."""
    source, held = hold(readable(text), options)
    words = words_of(options.lang)
    html = _body(source, held, options)
    html = join(figures(callouts(html, words)), held)
    words_count, minutes = count(html, held)
    html, headings, problems = identify(html, held, "" if options.trusted else PREFIX)
    text, short = body_text(html, held), summary(html, held)
    html, code_problems = code_blocks(complete(html, words))
    split = Split(held)
    split.cut(html)
    return Document(
        parts=tuple(split.parts),
        refs=tuple(split.refs),
        headings=tuple(headings),
        more=split.more,
        text=text,
        summary=short,
        words=words_count,
        minutes=minutes,
        has_math=split.has_math,
        has_code="<pre" in html,
        problems=(*problems, *code_problems, *split.problems),
    )


def readable(text: str) -> str:
    """Line ends as LF; U+FFFD for NUL (CommonMark 2.3), lone surrogates and the characters we reserve."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for character in ("\0", *RESERVED, "\ufdd4", "\ufdd5"):
        if character in text:
            text = text.replace(character, "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text


def _body(source: str, held: list[Held], options: Options) -> str:
    """The engine's HTML, harmless, with held pieces left only where text is."""
    html = shorten(comrak_engine.to_html(source))
    if not options.trusted:
        html = sanitise(html)
    if not held:
        return html
    html = settle(html, held)
    return attach(html, held, options.trusted) if any(piece.kind == "attributes" for piece in held) else html
