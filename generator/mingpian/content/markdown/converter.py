"""How each element of HTML is written in Markdown: as `markdownify` does it, but with every text escaped."""

import re
from typing import Any

from markdownify import MarkdownConverter

from mingpian.core.markdown_text import address, escaped, fenced, link


class Converter(MarkdownConverter):
    """Escapes every text for what reads Markdown; its own way leaves most of it out."""

    options: dict[str, Any]

    def get_conv_fn(self, tag_name: str) -> Any:
        own = self.options["own"].get(tag_name)
        return (lambda el, text, parent_tags: own(el, text)) if own else super().get_conv_fn(tag_name)  # type: ignore[misc]

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return escaped(text, "a" in parent_tags)

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        href = el.get("href")
        if "_noformat" in parent_tags or not href or not text.strip():
            return text
        before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
        is_whole = href.startswith(("http://", "https://"))
        bare = is_whole and not el.get("title") and el.get_text() == href and address(href) == href
        words = " ".join(text.split()) if "\n\n" not in text else text.strip()
        return before + (f"<{href}>" if bare else link(words, href, el.get("title") or "")) + after

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        alt = escaped(" ".join((el.get("alt") or "").split()), is_linked=True)
        if "_inline" in parent_tags and el.parent.name not in self.options["keep_inline_images_in"]:
            return alt
        return "!" + link(alt, el.get("src") or "", el.get("title") or "")

    def convert_code(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if "_noformat" not in parent_tags:
            text = re.sub(r"\s*\n\s*", " ", text)  # a line that is empty would end it
        if parent_tags & {"td", "th"}:
            text = text.replace("|", r"\|")
        return str(super().convert_code(el, text, parent_tags))  # type: ignore[misc]

    convert_kbd = convert_samp = convert_code

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if parent_tags & {"td", "th"} or "_noformat" in parent_tags:
            return str(self.convert_code(el, text, parent_tags - {"_noformat"}))
        code, language = text.strip("\n"), self.options["code_language_callback"](el)
        return f"\n\n{fenced(code, language)}\n\n" if code else ""
