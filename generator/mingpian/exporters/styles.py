"""The looks of a copy, written into each element: such places know no style sheet."""

import re
from functools import cache

from mingpian import CODE_COLORS, Scheme

_SANS = "-apple-system,BlinkMacSystemFont,'PingFang SC','PingFang TC','Hiragino Sans GB','Microsoft YaHei',sans-serif"
_MONO = "Menlo,Consolas,'Courier New',monospace"
_INK, _MUTED, _LINE = "#333333", "#6b6b6b", "#dddddd"


def styles(scheme: Scheme) -> dict[str, str]:
    """Return the declarations of each element, by its name, in the brand's colours.

    Backgrounds come with the colour of their text, so that a reader's dark mode turns both or neither.
    """
    return {**_of_text(scheme.brand), **_of_code(), **_of_tables_and_pictures()}


def _of_text(brand: str) -> dict[str, str]:
    heading = f"margin:2em 0 0.8em;color:{_INK};font-weight:bold;line-height:1.4"
    return {
        "article": f"font-family:{_SANS};font-size:16px;line-height:1.8;color:{_INK};word-break:break-word",
        "p": "margin:0 0 1.2em",
        "h1": f"{heading};font-size:20px",
        "h2": f"{heading};font-size:19px;padding-left:0.6em;border-left:4px solid {brand}",
        "h3": f"{heading};font-size:17px",
        "h4": f"{heading};font-size:16px",
        "h5": f"{heading};font-size:16px",
        "h6": f"{heading};font-size:16px",
        "blockquote": f"margin:0 0 1.2em;padding:0.2em 0 0.2em 1em;border-left:3px solid {brand};color:{_MUTED};"
        "text-align:left",
        "ul": "margin:0 0 1.2em;padding-left:1.6em;list-style-type:disc",
        "ol": "margin:0 0 1.2em;padding-left:1.6em;list-style-type:decimal",
        "li": "margin:0 0 0.4em",
        "strong": "font-weight:bold",
        "em": "font-style:italic",
        "hr": f"margin:2em auto;width:30%;border:0;border-top:1px solid {_LINE}",
        "dt": "font-weight:bold",
        "dd": "margin:0 0 0.8em 1.6em",
        "sup": f"color:{brand};font-size:12px;line-height:0",
        "a": f"color:{brand};text-decoration:underline",
        "mark": "background:#fff3c4;color:#333333",
        "small": f"color:{_MUTED};font-size:13px;line-height:1.6",
    }


def _of_code() -> dict[str, str]:
    ground = f"background:{CODE_COLORS['background']};color:{CODE_COLORS['text']}"
    return {
        "code": f"padding:2px 4px;border-radius:3px;{ground};font-family:{_MONO};font-size:14px",
        "pre": f"margin:0 0 1.2em;padding:1em;border-radius:5px;text-align:left;{ground};"
        f"font-family:{_MONO};font-size:13px;line-height:1.6;overflow-x:auto;white-space:nowrap",
    }


def _of_tables_and_pictures() -> dict[str, str]:
    return {
        "table": "border-collapse:collapse;font-size:14px;line-height:1.6",
        "th": f"min-width:5em;padding:6px 10px;border:1px solid {_LINE};background:#f6f6f6;color:{_INK};"
        "font-weight:bold;text-align:left",
        "td": f"min-width:5em;padding:6px 10px;border:1px solid {_LINE};text-align:left",
        "figure": "margin:0 0 1.2em;text-align:center",
        "figcaption": f"margin-top:0.5em;color:{_MUTED};font-size:13px;line-height:1.6;text-align:center",
        "img": "max-width:100%;height:auto;border-radius:3px",
        "wide": "margin:0 0 1.2em;overflow-x:auto",
        "centre": "margin:0 0 1.2em;text-align:center;overflow-x:auto",
    }


@cache
def colour_of_code(classes: str) -> str:
    """Return the declarations of a token of coloured code, by its classes; empty when it has the colour of the rest."""
    from mingpian import highlight_css

    known = dict(_token_colours(highlight_css()))
    return next((f"color:{known[name]}" for name in classes.split() if name in known), "")


def _token_colours(css: str) -> list[tuple[str, str]]:
    rules = re.findall(r"\.highlight :is\(([^)]*)\)\{color:var\(--code-([a-z]+)\)\}", css)
    return [(name.strip().removeprefix("."), CODE_COLORS[role]) for names, role in rules for name in names.split(",")]
