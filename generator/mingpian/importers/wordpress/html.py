"""What a post of WordPress shows, as HTML: blocks as they are, classic text in paragraphs, shortcodes made."""

import re
from collections.abc import Callable
from html import escape, unescape

from mingpian.importers.html_text import film, frame, gallery, more, player

_COMMENT = re.compile(r"<!--\s*(/?)wp:\S*.*?(/?)-->\n?", re.DOTALL)
_MORE = re.compile(r"(?:<p>\s*)?<!--\s*(more|nextpage)\b[^>]*-->(?:\s*</p>)?")
_CAPTION = re.compile(r"\[(?:wp_)?caption[^\]]*\](.*?)\[/(?:wp_)?caption\]", re.DOTALL)
_EMBED = re.compile(r"\[embed[^\]]*\](.*?)\[/embed\]", re.DOTALL)
_PLAYER = re.compile(r"\[(audio|video)\b([^\]]*)\](?:(.*?)\[/\1\])?", re.DOTALL)
_MEDIA = re.compile(r"<(audio|video)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_FRAME = re.compile(r"<iframe\b([^>]*)>.*?</iframe>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(
    r"""\b(?:src|mp3|m4a|ogg|wav|wma|flac|mp4|m4v|webm|ogv|flv|wmv)\s*=\s*["'“”]?([^\s"'“”<>\]]+)""", re.IGNORECASE
)
_GALLERY = re.compile(r"\[gallery([^\]]*)\]")
_CODE = re.compile(r"\[(code|sourcecode|[a-z]*code)([^\]]*)\]\n?(.*?)\[/\1\]", re.DOTALL)
_PLAYED = re.compile(
    r"^[ \t]*https?://((?:www\.|m\.)?(?:youtube\.com/watch|youtu\.be/|vimeo\.com/|bilibili\.com/video|v\.youku\.com|v\.qq\.com)"
    r"[^\s<]*)[ \t]*$",
    re.MULTILINE,
)
_SHORTCODE = re.compile(r"\[(/?[a-z][\w-]*)(?:\s[^\]]*)?\](?!\()")
_FOOT = re.compile(r"(<table\b(?:(?!</table>).)*?)<tfoot\b[^>]*>(.*?)</tfoot>((?:(?!</table>).)*)</table>", re.DOTALL)
_KEPT = re.compile(r"<(pre|script|style|textarea|mingpian-\w+)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_NAMES = (
    "address|article|aside|blockquote|body|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|"
    "header|hr|legend|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|mingpian-\\w+"
)
_OPENS = re.compile(rf"(<(?:{_NAMES})\b[^>]*>)", re.IGNORECASE)
_CLOSES = re.compile(rf"(</(?:{_NAMES})>|<hr\b[^>]*>)", re.IGNORECASE)
_HOLDS_TEXT = re.compile(r"(<(?:div|blockquote|section|article|aside|center|main)\b[^>]*>)", re.IGNORECASE)
_TAIL = re.compile(rf"((?:\s*</(?:{_NAMES})>)*)\s*\Z", re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{_NAMES})\b", re.IGNORECASE)
_LINE = re.compile(
    r"(?<=[^>\s])[ \t]*\n[ \t]*(?=[^<\s])|(?<=</a>|</b>|</i>)[ \t]*\n[ \t]*(?=\S)"
    r"|(?<=[^>\s])[ \t]*\n(?=<(?:a|b|i|em|strong|img|span)\b)"
)


def html_of(text: str, pictures: dict[str, str], attached: list[str], unknown: Callable[[str], None]) -> str:
    """Return the HTML of a post. `pictures` are addresses by number, `attached` those of the post's own; `unknown` is
    told of shortcodes that have no meaning here, which stay."""
    kept: list[str] = []

    def keep(made: str) -> str:
        kept.append(made)
        return f"\n\n<mingpian-kept>{len(kept) - 1}</mingpian-kept>\n\n"

    text = _CODE.sub(lambda found: keep(_code(found)), text)
    text = _KEPT.sub(lambda found: keep(found[0]), text) if "<pre" in text or "<script" in text else text
    text = _MORE.sub(lambda found: keep(more() if found[1] == "more" else "<hr>"), text)
    text = _CAPTION.sub(lambda found: keep(_captioned(found)), text)
    text = _EMBED.sub(lambda found: f"\n\n{found[1].strip()}\n\n", text)
    text = _MEDIA.sub(lambda found: _played(found, keep), text)
    text = _PLAYER.sub(lambda found: _played(found, keep), text)
    text = _FRAME.sub(lambda found: keep(_framed(found[1])), text)
    text = _GALLERY.sub(lambda found: _gallery(found, pictures, attached, keep), text)
    text = _PLAYED.sub(lambda found: keep(film(f"https://{found[1]}")), text)
    for match in _SHORTCODE.finditer(text):
        unknown(match[1].lstrip("/"))
    text = _FOOT.sub(r"\1\3<tbody>\2</tbody></table>", _paragraphs(text))
    return re.sub(r"(?:<p>)?<mingpian-kept>(\d+)</mingpian-kept>(?:</p>)?", lambda found: kept[int(found[1])], text)


def _paragraphs(text: str) -> str:
    """Return a text whose classic parts have paragraphs; what stands in blocks has them already."""
    parts: list[str] = []
    depth = at = 0
    for match in _COMMENT.finditer(text):
        part = text[at : match.start()]
        parts.append(part if depth else classic(part))
        at = match.end()
        depth += 0 if match[2] else -1 if match[1] else 1
        depth = max(depth, 0)
    rest = text[at:]
    return "".join([*parts, rest if depth else classic(rest)])


def classic(text: str) -> str:
    """Return the paragraphs that blank lines make wherever no block surrounds them, and breaks where lines end."""
    text = _OPENS.sub(r"\n\n\1", text)
    text = _CLOSES.sub(r"\1\n\n", text)
    text = _HOLDS_TEXT.sub(r"\1\n\n", text)
    made = []
    for piece in (part.strip() for part in re.split(r"\n\s*\n", text)):
        if not piece:
            continue
        if _BLOCK.match(piece):
            made.append(_LINE.sub("<br>\n", piece))
            continue
        tail = _TAIL.search(piece)
        words = piece[: tail.start()] if tail else piece
        broken = re.sub(r"(?<!<br>)(?<!<br/>)(?<!<br />)[ \t]*\n", "<br>\n", words)
        made.append(f"<p>{broken}</p>{tail[1] if tail else ''}")
    return "\n".join(made)


def _code(found: re.Match[str]) -> str:
    language = re.search(r"""\b(?:lang|language)=["']?([\w+#-]+)""", found[2])
    named = f' class="language-{language[1]}"' if language else ""
    return f"<pre><code{named}>{escape(unescape(found[3]), quote=False)}</code></pre>"


def _captioned(found: re.Match[str]) -> str:
    stated = re.search(r"""\bcaption=["']([^"']*)["']""", found[0].partition("]")[0])
    picture, _, words = found[1].rpartition(">")
    words = words.strip() or (stated[1] if stated else "")
    return f"<figure>{picture}><p><em>{words}</em></p></figure>" if words else f"<p>{picture}></p>"


def _played(found: re.Match[str], keep: Callable[[str], str]) -> str:
    sources = _SOURCE.findall(f"{found[2]} {found[3] or ''}") or re.findall(r"https?://[^\s<\[\"]+", found[3] or "")
    return keep(player(found[1].lower(), unescape(sources[0]))) if sources else found[0]


def _framed(said: str) -> str:
    source = re.search(r"""\b(?:data-)?src\s*=\s*["']([^"']+)["']""", said)
    return frame(unescape(source[1])) if source else ""


def _gallery(found: re.Match[str], pictures: dict[str, str], attached: list[str], keep: Callable[[str], str]) -> str:
    ids = re.search(r"""\b(?:ids|include)=["']([^"']*)["']""", found[1])
    stated = [pictures[one.strip()] for one in ids[1].split(",") if pictures.get(one.strip())] if ids else attached
    images = "".join(f'<p><img src="{escape(source)}" alt=""></p>' for source in stated)
    return keep(gallery(images)) if stated else found[0]
