"""A letter that the host sends: the same blocks as plain text for a chat, as Markdown, and as HTML for mail."""

from collections.abc import Iterator
from html import escape

import msgspec

from mingpian import escape_markdown, markdown_address, unindent_markdown

_FONT = "font:16px/1.7 -apple-system,'PingFang SC','PingFang TC','Microsoft YaHei',sans-serif;color:#222"


class Item(msgspec.Struct, frozen=True):
    """One line of a list: words, and the address that they lead to, if any. Addresses are absolute."""

    text: str
    url: str = ""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A heading, paragraphs of text, and a list; each may be empty."""

    heading: str = ""
    text: str = ""
    items: tuple[Item, ...] = ()


class Message(msgspec.Struct, frozen=True):
    """A letter in one language."""

    lang: str
    title: str
    blocks: tuple[Block, ...]


def chat_text(message: Message) -> str:
    """Return the letter for a chat: no markup, links as bare addresses after their words."""
    return "\n\n".join(part for part in (message.title, *map(chat_block, message.blocks)) if part) + "\n"


def chat_block(block: Block) -> str:
    """Return one block for a chat."""
    items = (f"· {_flat(item.text)}" + (f"\n  {item.url}" if item.url else "") for item in block.items)
    return "\n".join(part for part in (block.heading, block.text, *items) if part)


def markdown(message: Message) -> str:
    """Return the letter as Markdown; what people wrote is escaped, so that it brings no markup of its own."""
    return "\n\n".join((f"# {escape_markdown(_flat(message.title))}", *_markdown(message))) + "\n"


def _markdown(message: Message) -> Iterator[str]:
    for block in message.blocks:
        if block.heading:
            yield f"## {escape_markdown(_flat(block.heading))}"
        if block.text:
            yield escape_markdown(unindent_markdown(block.text))
        if block.items:
            yield "\n".join(f"- {_link(item)}" for item in block.items)


def _link(item: Item) -> str:
    words = escape_markdown(_flat(item.text), is_linked=bool(item.url))
    return f"[{words}](<{markdown_address(item.url)}>)" if item.url else words


def _flat(text: str) -> str:
    return " ".join(text.split())


def mail(message: Message) -> str:
    """Return the letter as an HTML document for mail: styles inline, no scripts, no pictures, no classes."""
    body = "\n".join(_mail(message))
    return (
        f'<!doctype html>\n<html lang="{escape(message.lang)}">\n<head><meta charset="utf-8">'
        f"<title>{escape(message.title)}</title></head>\n"
        f'<body style="margin:0;padding:24px;background:#fff">\n<div style="max-width:36em;margin:0 auto;{_FONT}">\n'
        f'<h1 style="font-size:22px;line-height:1.4">{escape(message.title)}</h1>\n{body}\n</div>\n</body>\n</html>\n'
    )


def _mail(message: Message) -> Iterator[str]:
    for block in message.blocks:
        if block.heading:
            yield f'<h2 style="font-size:18px;line-height:1.4;margin:24px 0 8px">{escape(block.heading)}</h2>'
        for paragraph in filter(None, block.text.split("\n")):
            yield f'<p style="margin:0 0 12px">{escape(paragraph)}</p>'
        if block.items:
            yield '<ul style="padding-left:1.2em;margin:0 0 12px">'
            yield from (f"<li>{_mail_item(item)}</li>" for item in block.items)
            yield "</ul>"


def _mail_item(item: Item) -> str:
    words = escape(_flat(item.text))
    return f'<a href="{escape(item.url)}" style="color:#0b57a4">{words}</a>' if item.url else words
