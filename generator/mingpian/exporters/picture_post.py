"""An entry as a post of pictures with a few words (贴图): what a WeChat Official Account takes of one."""

from typing import TYPE_CHECKING

from mingpian import AnyEntry, PictureFacts, RenderContext
from mingpian.exporters.addresses import decoded_address
from mingpian.exporters.copy_page import copy_page
from mingpian.exporters.labels import copy_labels
from mingpian.exporters.pictures import platform_picture, prepared
from mingpian.exporters.tree import CopySource, copy_source, each, formulas_in, replace_with_text
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_TITLE, MAX_TEXT, MAX_PICTURES = 20, 1_000, 20
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "tr", "dt", "dd")
_ENDS = "。！？!?….\n"


def picture_post(
    context: RenderContext, entry: AnyEntry, known: dict[str, PictureFacts]
) -> tuple[dict[str, bytes], tuple[AnyText, ...]]:
    """Return the files of a post: its pictures in order, its words, a page to copy them from; and what to see to by
    hand."""
    source, tree = copy_source(context, entry)
    image = source.card.image
    shown = [image.at(context.queries.config.base_url)] if image else []
    shown += [one.get("src") or "" for one in each(tree, "img")]
    found, problems = prepared(context, shown, known, platform_picture)
    taken = [one for one in found.values() if not one.name.lower().endswith(".svg")][:MAX_PICTURES]
    names = [f"pictures/{number:02}.{one.name.rpartition('.')[2].lower()}" for number, one in enumerate(taken, 1)]
    if not taken:
        problems.append(_("it has no picture; `export cards --for wechat` makes some of its text"))
    if len(found) > MAX_PICTURES:
        problems.append(_("it has {count} pictures; WeChat takes {most}", count=len(found), most=MAX_PICTURES))
    title, text = entry.title, post_text(source, tree)
    if len(title) > MAX_TITLE:
        problems.append(_("the title has {number} characters; WeChat takes {most}", number=len(title), most=MAX_TITLE))
        title = title[: MAX_TITLE - 1].rstrip() + "…"
    words = copy_labels(entry.lang)
    pictures = "\n".join(f'<p><img src="{name}" alt=""></p>' for name in names)
    parts = (("title", words.title, title), ("text", words.text, text), ("original", words.original, source.url))
    return {
        **{name: one.data for name, one in zip(names, taken, strict=True)},
        "text.txt": f"{title}\n\n{text}\n".encode(),
        "copy.html": copy_page(entry.lang, words, parts, pictures, is_article=False).encode(),
    }, tuple(problems)


def post_text(source: CopySource, tree: "HtmlElement") -> str:
    """Return the words of a post: the whole text where it has room, else as many sentences as have, where the rest is,
    and the topics."""
    words = copy_labels(source.entry.lang)
    topics = " ".join(f"#{''.join(tag.name.split())}" for tag in source.card.tags)
    for code, formula in formulas_in(tree, source.formulas):
        replace_with_text(code, formula.target)
    for end in each(tree, *_BLOCKS, "br"):
        end.tail = f"\n{end.tail or ''}"
    for picture in each(tree, "figure", "svg"):
        picture.drop_tree()
    lines = (" ".join(line.split()) for line in "".join(tree.itertext()).splitlines())
    text = "\n\n".join(line for line in lines if line)
    end = f"\n\n{topics}" if topics else ""
    if len(text) + len(end) <= MAX_TEXT:
        return text + end
    end = f"\n\n{words.original}{words.colon}{decoded_address(source.url)}{end}"[:MAX_TEXT]
    return _sentences(text, MAX_TEXT - len(end)) + end


def _sentences(text: str, most: int) -> str:
    """Return the first sentences of a text that have room; of a longer one, its beginning."""
    cut = text[:most]
    end = max(cut.rfind(sign) for sign in _ENDS) + 1
    return cut[:end].rstrip() if end > most // 2 else cut[: max(0, most - 1)].rstrip() + "…"
