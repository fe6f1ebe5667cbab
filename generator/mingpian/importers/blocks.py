"""Tags of template languages within texts: what has a meaning here becomes ours, the rest stays to be seen."""

import re
import shlex
from collections.abc import Callable

from mingpian.i18n import AnyText, _

Arguments = list[str]
Convert = Callable[[Arguments, str], str | None]

_FENCES = re.compile(
    r"(^[ ]{0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}\2[`~]*[ \t]*$|\Z)|`[^`\n]+`)", re.MULTILINE | re.DOTALL
)
_OURS = re.compile(
    r"(?<![\\\[!])\[\[(?=[^\[\]\n]*\]\](?![(\[]))"
    r"|^:{3,}(?=[ \t]*[a-z])|^:{3,}(?=[ \t]*$)"
    r"|(?<![\\:\w]):(?=[a-z]+\[[^\]\n]*\]\{)"
    r"|(?<![\\%{])%%(?=[^\n%]*%%)|(?<=[^\s\\%{])%%(?![%}])",
    re.MULTILINE,
)
_LANGUAGE = re.compile(r"lang(?:uage)?[:=](\S+)")


def foreign(body: str) -> str:
    """Return a text in which what only we would take for markup stays what it was: double brackets (but those of a
    link), fences of colons, components, remarks in percent signs."""
    return outside_code(body, lambda text: _OURS.sub(_unmarked, text))


def _unmarked(found: re.Match[str]) -> str:
    return "".join(f"\\{sign}" for sign in found[0])


def outside_code(body: str, change: Callable[[str], str]) -> str:
    """Change a text, but leave its code as it is."""
    pieces = _FENCES.split(body)  # text, code, and the code's fence, in turn
    pieces[::3] = [change(piece) for piece in pieces[::3]]
    return "".join(piece for index, piece in enumerate(pieces) if index % 3 != 2)


def arguments_of(text: str) -> Arguments:
    """Return the words of a tag, those in quotes whole."""
    try:
        return shlex.split(text, posix=True)
    except ValueError:
        return text.split()


def replace_tags(body: str, pattern: "re.Pattern[str]", known: dict[str, Convert], notes: list[AnyText]) -> str:
    """Replace the tags that `pattern` finds by what `known` makes of them. Groups: name, arguments, inner text."""

    def convert(found: re.Match[str]) -> str:
        name, said = found["name"], found["said"] or ""
        inner = found.groupdict().get("inner") or ""
        make = known.get(name)
        made = make(arguments_of(said), inner) if make else None
        if made is None:
            note = _("`{name}` is a tag that is not known here; it stands in the text as it was", name=name)
            if note not in notes:
                notes.append(note)
            return found[0]
        return made

    return outside_code(body, lambda text: pattern.sub(convert, text))


def fenced(code: str, language: str = "", title: str = "") -> str:
    """Return a fenced block of code."""
    fence = "```"
    while fence in code:
        fence += "`"
    head = " ".join(part for part in (language, f'title="{title}"' if title else "") if part)
    return f"\n{fence}{head}\n{code.strip(chr(10))}\n{fence}\n"


def picture_markup(source: str, alt: str = "", title: str = "") -> str:
    """Return a picture."""
    words = f' "{title}"' if title else ""
    return f"![{alt}]({source.replace(' ', '%20')}{words})"


def film(url: str) -> str:
    """Return a recording on another host."""
    return f"\n\n:::video {url} :::\n\n"


def callout(kind: str, inner: str) -> str:
    """Return a callout; a kind that is not known here is a note."""
    names = {"warning": "WARNING", "danger": "CAUTION", "caution": "CAUTION", "tip": "TIP", "success": "TIP"}
    lines = [f"> [!{names.get(kind, 'NOTE')}]", *(f"> {line}".rstrip() for line in inner.strip().split("\n"))]
    return "\n\n" + "\n".join(lines) + "\n\n"


def quote(inner: str, by: str = "") -> str:
    """Return a quotation."""
    lines = [f"> {line}".rstrip() for line in inner.strip().split("\n")]
    return "\n\n" + "\n".join([*lines, *(["> ", f"> —— {by}"] if by else [])]) + "\n\n"


def code_language(arguments: Arguments) -> str:
    """Return the language that a tag of code names: `lang:js`, or the first word."""
    found = next((match[1] for word in arguments if (match := _LANGUAGE.match(word))), "")
    return found or (arguments[0] if arguments and re.fullmatch(r"[\w+#-]+", arguments[0]) else "")
