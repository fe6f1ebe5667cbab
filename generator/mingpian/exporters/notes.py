"""Links and footnotes as numbered notes at the end, for places where nothing can be clicked."""

from typing import TYPE_CHECKING

import msgspec

from mingpian.exporters.tree import each, has_class, new_element, visible_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Endnote(msgspec.Struct, frozen=True):
    """A note: words, and the address that they lead to; either may be empty."""

    text: str
    url: str = ""


def number_links(tree: "HtmlElement") -> list[Endnote]:
    """Replace every link by its words and a number; return the notes in order of their numbers, from 1.

    Links within the page lose their target alone. One address has one number.
    """
    footnotes = _footnotes(tree)
    notes: list[Endnote] = []
    numbers: dict[str, int] = {}
    for link in each(tree, "a"):
        href = link.get("href") or ""
        marker = link.getparent() if has_class(link.getparent(), "footnote-ref") else None
        if marker is not None:
            note: Endnote | None = footnotes.get(href.partition("#")[2])
            key = href
        else:
            note, key = _of_link(link, href), href
        if note is not None:
            if key not in numbers:
                notes.append(note)
                numbers[key] = len(notes)
            mark = new_element("sup", f"[{numbers[key]}]")
            if marker is None:
                link.addnext(mark)
                mark.tail, link.tail = link.tail, None
            else:
                marker.addnext(mark)
                mark.tail, marker.tail = marker.tail, None
        if marker is not None:
            marker.drop_tree()
        else:
            link.drop_tag()
    return notes


def _of_link(link: "HtmlElement", href: str) -> Endnote | None:
    """Return the note that a link needs; None when its words say where it leads, or it leads nowhere else."""
    text = visible_text(link)
    bare = href.removeprefix("mailto:").removeprefix("https://").removeprefix("http://").strip("/")
    if not href or not bare or href.startswith("#") or bare in text:
        return None
    if not href.startswith(("http://", "https://", "mailto:")):
        return None
    return Endnote(text or (link.get("title") or ""), href.removeprefix("mailto:"))


def _footnotes(tree: "HtmlElement") -> dict[str, Endnote]:
    """Take the footnotes out of the tree; return them by their ids."""
    found: dict[str, Endnote] = {}
    for section in each(tree, "section"):
        if not has_class(section, "footnotes"):
            continue
        for item in section.iter("li"):
            for back in each(item, "a"):
                if has_class(back, "footnote-backref"):
                    back.drop_tree()
                elif visible_text(back) != back.get("href"):
                    back.tail = f" {back.get('href')}{back.tail or ''}"
            found[item.get("id") or ""] = Endnote(visible_text(item))
        section.drop_tree()
    return found
