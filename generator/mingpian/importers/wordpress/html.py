"""What a post of WordPress shows, as HTML: blocks as they are, classic text in paragraphs, shortcodes made."""

import re
from collections.abc import Callable
from html import escape, unescape

from mingpian.importers.html_text import film, frame, gallery, more, player

_COMMENT = re.compile(r"<!--\s*(/?)wp:\S*.*?(/?)-->\n?", re.DOTALL)
_MADE_WHEN_SHOWN = re.compile(
    r"<!--\s*wp:(?P<name>[\w/-]+)(?P<said>(?:\s(?:(?!-->).)*?)?)(?:/-->|-->\s*<!--\s*/wp:(?P=name)\s*-->)", re.DOTALL
)
_TAKEN = frozenset({"more", "nextpage", "spacer", "separator", "footnotes"})
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
_VERBATIM = re.compile(
    r"<(?P<raw>pre|script|style|textarea)\b.*?</(?P=raw)\s*>|<[a-z/][^<>]*>|<!--.*?-->"
    r"|\[(?P<code>[a-z]*code)(?P<said>[^\]]*)\]\n?(?P<inner>.*?)\[/(?P=code)\]",
    re.DOTALL | re.IGNORECASE,
)
_HIDDEN = re.compile(r"<(?=!--|/?(?:script|style|textarea)\b)", re.IGNORECASE)
_PLAYED = re.compile(
    r"^[ \t]*https?://((?:www\.|m\.)?(?:youtube\.com/watch|youtu\.be/|vimeo\.com/|bilibili\.com/video|v\.youku\.com|v\.qq\.com)"
    r"[^\s<]*)[ \t]*$",
    re.MULTILINE,
)
_SHORTCODE = re.compile(r"\[(/?[a-z][\w-]*)(?:\s[^\]]*)?\](?!\()")
_FOOT = re.compile(r"(<table\b(?:(?!</table>).)*?)<tfoot\b[^>]*>(.*?)</tfoot>((?:(?!</table>).)*)</table>", re.DOTALL)
_OURS = re.compile(r"<(?=/?mingpian-)", re.IGNORECASE)
_KEPT = re.compile(r"<mingpian-kept>(\d+)</mingpian-kept>")
_PICTURE = re.compile(r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?")
_NAMES = (
    "address|article|aside|blockquote|body|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|"
    "header|hr|legend|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|mingpian-\\w+"
)
_OPENS = re.compile(rf"(<(?:{_NAMES})\b[^>]*>)", re.IGNORECASE)
_CLOSES = re.compile(rf"(</(?:{_NAMES})>|<hr\b[^>]*>)", re.IGNORECASE)
_HOLDS_TEXT = re.compile(r"(<(?:div|blockquote|section|article|aside|center|main)\b[^>]*>)", re.IGNORECASE)
_TAIL = re.compile(rf"((?:\s*</(?:{_NAMES})>)*)\s*\Z", re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{_NAMES})\b", re.IGNORECASE)
_LONGEST = 80  # letters of a block in a note
_LINE = re.compile(
    r"(?<=[^>\s])[ \t]*\n[ \t]*(?=[^<\s])|(?<=</a>|</b>|</i>)[ \t]*\n[ \t]*(?=\S)"
    r"|(?<=[^>\s])[ \t]*\n(?=<(?:a|b|i|em|strong|img|span)\b)"
)


class _Kept:
    """Parts of a post that are made, each behind a mark that stands in the text until all are put back."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def mark(self, made: str) -> str:
        """Return the mark of a part; marks in it are replaced by what they stand for."""
        self._parts.append(self.whole(made))
        return f"\n\n<mingpian-kept>{len(self._parts) - 1}</mingpian-kept>\n\n"

    def made(self, pattern: "re.Pattern[str]", make: Callable[["re.Match[str]"], str], text: str) -> str:
        """Return a text with the mark of what each match makes; it stays where that is nothing. The marks that a match
        has, and what it makes has not, stand behind it."""

        def one(found: "re.Match[str]") -> str:
            part = make(found)
            others = (mark[0] for mark in _KEPT.finditer(found[0]) if mark[0] not in part)
            return "\n\n".join([self.mark(part), *others]) if part else found[0]

        return pattern.sub(one, text)

    def whole(self, text: str) -> str:
        """Return a text with what its marks stand for."""
        marked = re.sub(rf"<p>(?={_KEPT.pattern})|(?<=</mingpian-kept>)</p>", "", text)
        return _KEPT.sub(lambda found: self._parts[int(found[1])], marked)


def html_of(text: str, pictures: dict[str, str], attached: list[str], unknown: Callable[[str, str], None]) -> str:
    """Return the HTML of a post. `pictures` are addresses by number, `attached` those of the post's own; `unknown` is
    told of each `shortcode` that has no meaning here, which stays, and each `block` that was made when it was shown."""
    kept = _Kept()
    text = kept.made(_VERBATIM, _verbatim, _OURS.sub("&lt;", text))
    for match in _MADE_WHEN_SHOWN.finditer(text):
        if match["name"] not in _TAKEN:
            unknown("block", f"{match['name']} {' '.join(match['said'].split())}".strip()[:_LONGEST])
    text = kept.made(_MORE, lambda found: more() if found[1] == "more" else "<hr>", text)
    text = kept.made(_CAPTION, _captioned, text)
    text = _EMBED.sub(lambda found: f"\n\n{found[1].strip()}\n\n", text)
    text = kept.made(_MEDIA, _played, text)
    text = kept.made(_PLAYER, _played, text)
    text = kept.made(_FRAME, lambda found: _framed(found[1]), text)
    text = kept.made(_GALLERY, lambda found: _gallery(found, pictures, attached), text)
    text = kept.made(_PLAYED, lambda found: film(f"https://{found[1]}"), text)
    for match in _SHORTCODE.finditer(text):
        unknown("shortcode", match[1].lstrip("/"))
    return kept.whole(_FOOT.sub(r"\1\3<tbody>\2</tbody></table>", _paragraphs(text)))


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


def _verbatim(found: re.Match[str]) -> str:
    """Return code as HTML, and what is within `<pre>` to be seen as it was typed; nothing for other elements, so that
    their attributes stay as they are."""
    if found["code"]:
        language = re.search(r"""\b(?:lang|language)=["']?([\w+#-]+)""", found["said"])
        named = f' class="language-{language[1]}"' if language else ""
        return f"<pre><code{named}>{escape(unescape(found['inner']), quote=False)}</code></pre>"
    raw = found["raw"] or ""
    return _HIDDEN.sub("&lt;", found[0]) if raw.lower() == "pre" else found[0] if raw else ""


def _captioned(found: re.Match[str]) -> str:
    stated = re.search(r"""\bcaption=["']([^"']*)["']""", found[0].partition("]")[0])
    shown = _PICTURE.match(found[1])
    picture = shown[0] if shown else ""
    inner = found[1].removeprefix(picture)
    words = _KEPT.sub("", inner).strip() or (stated[1] if stated else "")
    figure = f"{picture}<p><em>{words}</em></p>" if words else f"<p>{picture}</p>"
    return f"<figure>{figure}</figure>{''.join(mark[0] for mark in _KEPT.finditer(inner))}"


def _played(found: re.Match[str]) -> str:
    sources = _SOURCE.findall(f"{found[2]} {found[3] or ''}") or re.findall(r"https?://[^\s<\[\"]+", found[3] or "")
    return player(found[1].lower(), unescape(sources[0])) if sources else ""


def _framed(said: str) -> str:
    source = re.search(r"""\b(?:data-)?src\s*=\s*["']([^"']+)["']""", said)
    return frame(unescape(source[1])) if source else ""


def _gallery(found: re.Match[str], pictures: dict[str, str], attached: list[str]) -> str:
    ids = re.search(r"""\b(?:ids|include)=["']([^"']*)["']""", found[1])
    stated = [pictures[one.strip()] for one in ids[1].split(",") if pictures.get(one.strip())] if ids else attached
    images = "".join(f'<p><img src="{escape(source)}" alt=""></p>' for source in stated)
    return gallery(images) if stated else ""
