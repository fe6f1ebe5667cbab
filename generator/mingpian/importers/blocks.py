"""Tags of template languages within texts: what has a meaning here becomes ours, the rest stays to be seen."""

import re
import shlex
from collections.abc import Callable
from html import escape
from itertools import pairwise

import msgspec

Arguments = list[str]
Convert = Callable[[Arguments, str], str | None]
Outside = Callable[[str, Callable[[str], str]], str]

_IN_LABEL = r"[^\[\]\\\n]|\\.|\\?\n(?![ \t]*\n)"
LABEL = rf"(?:{_IN_LABEL}|\[(?:{_IN_LABEL}|\[(?:{_IN_LABEL})*\])*\])*"
"""Pattern of what stands between the brackets of a link or picture: brackets in pairs, and escaped ones."""

_FENCES = re.compile(
    r"(^[ \t>]*(`{3,}(?=[^`\n]*$)|~{3,})[^\n]*\n.*?(?:^[ \t>]*\2[`~]*[ \t]*$|\Z)"
    r"|(?<![`\\])(`+)(?!`)[^\n]+?(?<!`)\3(?!`))",
    re.MULTILINE | re.DOTALL,
)
_SIGN = "\ufdd0\ufdd1"  # no text has these two
_SIGNED = re.compile(rf"`{_SIGN[0]}(\d+){_SIGN[1]}`")
_OURS = re.compile(
    r"(?<![\\\[])!?\[\[(?=[^\[\]\n]*\]\](?![(\[]))"
    r"|^[ ]{0,3}:{3,}(?=[ \t]*[a-z])|^[ ]{0,3}:{3,}(?=[ \t]*$)"
    r"|(?<![\\:\w]):(?=[a-z]+(?:\[[^\]\n]*\])?\{)"
    r"|(?<![\\%{])%{2,}(?!\})",
    re.MULTILINE,
)
_VERBATIM = re.compile(
    r"(^[ \t>]*(?:`{3,}[^`\n]*|~{3,}[^\n]*)\n.*?(?:^[ \t>]*(?:```|~~~)[`~]*[ \t]*$|\Z)|<pre\b.*?</pre>"
    r"|<script\b.*?</script>|<style\b.*?</style>|^\$\$.*?\$\$|(?:(?<=\n\n)|\A)(?:(?: {4}|\t)[^\n]*\n)+)",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_NO_BREAK = re.compile(
    r"^[ >]*\[![A-Za-z]+\]|^\s*(?:\||#{1,6}\s|[-*_=]{3,}\s*$|\[[^\]]+\]:|:{3,})|\\$| {2}$|<br\s*/?>\s*$"
)
_BOX = re.compile(
    r"^(?P<colons>:{3,})[ \t]*(?P<name>note|info|tip|hint|success|warning|caution|danger|error|important|details"
    r"|spoiler)\b(?P<title>[^\n]*)\n(?P<inner>.*?)^[ \t]*(?P=colons)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_LANGUAGE = re.compile(r"lang(?:uage)?[:=](\S+)")


def foreign(body: str) -> str:
    """Return a text in which what only we would take for markup stays what it was: double brackets (but those of a
    link), fences of colons, components, remarks in percent signs."""
    return outside_code(_boxed(body), lambda text: _OURS.sub(_unmarked, text))


def _boxed(body: str) -> str:
    """Return a text whose boxes of colons (VuePress, HackMD, markdown-it) are callouts; others stay what they were."""
    if ":::" not in body:
        return body
    code = [match.span() for match in _FENCES.finditer(body)]

    def box(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in code):
            return found[0]
        title = found["title"].strip()
        if found["name"] in ("details", "spoiler"):
            return folded(title or "…", found["inner"])
        return callout(found["name"], (f"**{title}**\n\n" if title else "") + found["inner"])

    return _BOX.sub(box, body)


def _unmarked(found: re.Match[str]) -> str:
    return "".join(sign if sign.isspace() else f"\\{sign}" for sign in found[0])


def outside_code(body: str, change: Callable[[str], str]) -> str:
    """Change a text, but leave its code as it is. What is changed is what stands between blocks of code; code in a line
    is there as a sign between backticks, so that a link whose words have code is seen whole."""
    if "`" not in body and "~~~" not in body:
        return change(body)
    kept: list[str] = []

    def changed(part: str) -> str:
        def sign(code: re.Match[str]) -> str:
            kept.append(code[0])
            return f"`{_SIGN[0]}{len(kept) - 1}{_SIGN[1]}`"

        return change(_FENCES.sub(sign, part))

    made = outside_blocks_of_code(body, changed)
    return _SIGNED.sub(lambda sign: kept[int(sign[1])] if int(sign[1]) < len(kept) else sign[0], made) if kept else made


def before_code(part: str) -> str:
    """Return what a part of a text says as it is shown to `outside_code`, up to its first code, so that it is found in
    the text."""
    return part.partition(f"`{_SIGN[0]}")[0].rstrip()


def outside_blocks_of_code(body: str, change: Callable[[str], str]) -> str:
    """Change the lines of a text, with the code in them, but leave its fenced blocks of code as they are."""
    parts: list[str] = []
    at = 0
    for code in (code for code in _FENCES.finditer(body) if code[2]):
        parts += (change(body[at : code.start()]), code[0])
        at = code.end()
    return "".join([*parts, change(body[at:])])


def found_outside(pattern: re.Pattern[str], body: str, outside: Outside = outside_code) -> list[re.Match[str]]:
    """Return where a pattern is met in what one of the functions above shows of a text."""
    found: list[re.Match[str]] = []

    def look(part: str) -> str:
        found.extend(pattern.finditer(part))
        return part

    outside(body, look)
    return found


def hard_breaks(body: str) -> str:
    """Return a text in which each line break is one that readers see, as it was where the reader of Markdown took it
    for one. Code, raw `<pre>` and formulas stay as they are; elsewhere two blanks too many mean nothing."""
    parts = _VERBATIM.split(body)
    parts[::2] = map(_broken, parts[::2])
    return "".join(parts)


def _broken(text: str) -> str:
    lines = text.split("\n")
    for at, (line, following) in enumerate(pairwise(lines)):
        if line.strip(" \t>") and following.strip(" \t>") and not _NO_BREAK.search(line):
            lines[at] = f"{line.rstrip()}  "
    return "\n".join(lines)


def arguments_of(text: str) -> Arguments:
    """Return the words of a tag, those in quotes whole."""
    try:
        return shlex.split(text, posix=True)
    except ValueError:
        return text.split()


class Syntax(msgspec.Struct, frozen=True):
    """The tags of a template language. `opening` has the groups `name` and `said`, `closing` has `name`."""

    opening: "re.Pattern[str]"
    closing: "re.Pattern[str]"
    known: dict[str, Convert]
    verbatim: frozenset[str] = frozenset()  # tags whose inner text is no text of the language: code


Unknown = Callable[[str, int], None]  # told the name of a tag and where in the text it stands


def converted(body: str, syntax: Syntax, unknown: Unknown) -> str:
    """Replace tags by what their syntax makes of them: pairs whole, whatever stands within; code around is left alone.
    What is not known stays as it is, and `unknown` is told of it."""
    frames: list[tuple[re.Match[str] | None, list[str]]] = [(None, [])]
    at = 0

    def alone() -> None:
        """Take the innermost open tag for one that has no end."""
        tag, inner = frames.pop()
        assert tag is not None
        frames[-1][1].extend([_made(tag, "", syntax, unknown), *inner])

    while token := _next(body, at, syntax):
        frames[-1][1].append(body[at : token.start()])
        at = token.end()
        if token.re is syntax.opening and token["name"] in syntax.verbatim:
            end = _end_of(token["name"], body, at, syntax)
            if end is None:
                unknown(token["name"], token.start())
                frames[-1][1].append(token[0])
                continue
            frames[-1][1].append(_made(token, body[at : end.start()], syntax, unknown))
            at = end.end()
        elif token.re is syntax.opening:
            frames.append((token, []))
        elif token.re is syntax.closing and any(one is not None and one["name"] == token["name"] for one, _ in frames):
            while (innermost := frames[-1][0]) is not None and innermost["name"] != token["name"]:
                alone()
            tag, inner = frames.pop()
            assert tag is not None
            kept = tag[0] + "".join(inner) + token[0]
            frames[-1][1].append(_made(tag, "".join(inner), syntax, unknown, kept))
        else:
            frames[-1][1].append(token[0])
    frames[-1][1].append(body[at:])
    made = "".join(
        part for tag, inner in frames for part in ([_made(tag, "", syntax, unknown)] if tag is not None else []) + inner
    )
    return made if made == body else outside_code(made, lambda text: re.sub(r"\n{3,}", "\n\n", text))


def _next(body: str, at: int, syntax: Syntax) -> "re.Match[str] | None":
    """Return what comes first: a tag, or code, which is passed over whole."""
    opening = syntax.opening.search(body, at)
    tag = syntax.closing.search(body, at, len(body) if opening is None else opening.end()) or opening
    if tag is None:
        return None
    code = _FENCES.search(body, at, tag.start())
    if code is not None:
        return _FENCES.match(body, code.start()) or code
    start, end = max(body.rfind("\n", 0, tag.start()) + 1, at), body.find("\n", tag.start())
    if "`" not in body[start : tag.start()]:
        return tag
    code = _FENCES.search(body, start, end if end >= 0 else len(body))  # the tag may be within code of its line
    return code if code is not None and code.start() < tag.start() else tag


def _end_of(name: str, body: str, at: int, syntax: Syntax) -> "re.Match[str] | None":
    return next((one for one in syntax.closing.finditer(body, at) if one["name"] == name), None)


def _made(tag: "re.Match[str]", inner: str, syntax: Syntax, unknown: Unknown, kept: str = "") -> str:
    make = syntax.known.get(tag["name"])
    made = make(arguments_of(tag["said"] or ""), inner) if make else None
    if made is not None:
        return made
    unknown(tag["name"], tag.start())
    return kept or tag[0]


def fenced(code: str, language: str = "", title: str = "") -> str:
    """Return a fenced block of code."""
    fence = "```"
    while fence in code:
        fence += "`"
    head = " ".join(part for part in (language, f'title="{title}"' if title else "") if part)
    return f"\n{fence}{head}\n{code.strip(chr(10))}\n{fence}\n"


def picture_markup(source: str, alt: str = "", title: str = "") -> str:
    """Return a picture."""
    escaped = title.replace('"', '\\"')
    words = f' "{escaped}"' if title else ""
    return f"![{alt.replace('[', '(').replace(']', ')')}]({source.replace(' ', '%20')}{words})"


def film(url: str) -> str:
    """Return a recording on another host."""
    return f"\n\n:::video {url} :::\n\n"


_CALLOUTS = {
    **dict.fromkeys(("warning", "attention", "question", "orange", "yellow", "warn"), "WARNING"),
    **dict.fromkeys(("danger", "caution", "error", "bug", "failure", "red", "fail"), "CAUTION"),
    **dict.fromkeys(("tip", "success", "hint", "green", "check", "done"), "TIP"),
    **dict.fromkeys(("important", "primary", "purple"), "IMPORTANT"),
}


def callout(kind: str, inner: str) -> str:
    """Return a callout; a kind that is not known here is a note."""
    lines = [
        f"> [!{_CALLOUTS.get(kind.lower(), 'NOTE')}]",
        *(f"> {line}".rstrip() for line in inner.strip().split("\n")),
    ]
    return "\n\n" + "\n".join(lines) + "\n\n"


def recording(form: str, address: str) -> str:
    """Return a player of a file: `form` is `video` or `audio`."""
    return f"\n\n:::{form} {address.replace(' ', '%20')} :::\n\n"


def folded(title: str, inner: str) -> str:
    """Return a text that opens at a click, as HTML has it."""
    return f"\n\n<details>\n<summary>{escape(title, quote=False)}</summary>\n\n{inner.strip(chr(10))}\n\n</details>\n\n"


def quote(inner: str, by: str = "") -> str:
    """Return a quotation."""
    lines = [f"> {line}".rstrip() for line in inner.strip().split("\n")]
    return "\n\n" + "\n".join([*lines, *(["> ", f"> —— {by}"] if by else [])]) + "\n\n"


def inside(arguments: Arguments, inner: str) -> str:
    """Convert a tag that only surrounds its text: what is inside stays."""
    return inner


def quotation(arguments: Arguments, inner: str) -> str:
    """Convert a tag of a quotation, whose words say by whom it is."""
    return quote(inner, " ".join(arguments))


def code_block(arguments: Arguments, inner: str) -> str:
    """Convert a tag of code, which may name its language."""
    return fenced(inner, code_language(arguments))


def code_language(arguments: Arguments) -> str:
    """Return the language that a tag of code names: `lang:js`, or the first word."""
    found = next((match[1] for word in arguments if (match := _LANGUAGE.match(word))), "")
    return found or (arguments[0] if arguments and re.fullmatch(r"[\w+#-]+", arguments[0]) else "")
