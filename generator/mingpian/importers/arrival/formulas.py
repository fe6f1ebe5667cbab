r"""Formulas with blanks within their signs, `$ O(1) $`, which MathJax and KaTeX take: written as they are read here."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from mingpian.i18n import _
from mingpian.importers import blocks
from mingpian.importers.draft import Draft
from mingpian.importers.fields import one_line

_LOOSE = re.compile(
    r"(?<![\\$\w])\$(?!\$)(?P<before>[ \t]*)(?P<tex>(?:[^\\$`\n]|\\[^\n])*?[^\s\\$`])(?P<after>[ \t]*)\$(?![\d$])"
)
_COMMAND = re.compile(r"\\[A-Za-z]+|[\^_]\{?[A-Za-z0-9]|\{[^{}]*\}")
_SIGNS = re.compile(r"[=<>+*/^_|()\[\]-]|\A\s*[A-Za-z]\s*\Z")
_PROSE = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]|[A-Za-z]{3,} +[A-Za-z]{3,}|\A[\d.,]+(?:\s|\Z)")
_SAID = re.compile(r"\\(?:text|mbox|textbf|textit|textrm|operatorname|mathrm)\s*\{[^{}]*\}")
_SWITCHES = frozenset({"math", "mathjax", "katex", "latex", "usemath", "use_math", "mathjax3", "math_engine"})
_ENABLED = frozenset({"enable", "enabled", "use", "every_page", "all", "per_page"})
_VERSION = re.compile(r"[\^~>=]*\d")
_ON = frozenset({"true", "1", "yes", "on", "mathjax", "katex"})
_ENGINES = ("mathjax", "katex", "hexo-math", "remark-math", "kramdown", "markdown-it-mathjax3")


def tightened(draft: Draft, is_on: bool) -> Draft:
    """Return a draft whose formulas have no blanks within their signs. `is_on` says that the old site drew formulas;
    else so does a text that says so itself, or what is plainly TeX. What may be one and stays is noted."""
    if "$ " not in draft.body and " $" not in draft.body and "$\t" not in draft.body:
        return draft
    is_on = is_on or "$$" in draft.body or is_switched_on(draft.fields.get("extra", {}))
    left: list[str] = []

    def formula(found: re.Match[str]) -> str:
        tex = found["tex"]
        if not found["before"] and not found["after"]:
            return found[0]
        words = _SAID.sub("", tex)
        if _PROSE.search(words):
            return found[0]
        if _COMMAND.search(tex) or (is_on and _SIGNS.search(tex)):
            following = found.string[found.end() : found.end() + 1]
            return f"$`{tex}`$" if following.isalnum() and following.isascii() else f"${tex}$"
        if _SIGNS.search(tex):
            left.append(found[0])
        return found[0]

    body = blocks.outside_code(draft.body, lambda text: _LOOSE.sub(formula, text))
    notes = draft.notes
    if left:
        note = _(
            "it may be a formula, and stays as it is: {formula}; {number} such; dollar signs want no blank within",
            formula=left[0],
            number=len(left),
        )
        notes = (*notes, note)
    return msgspec.structs.replace(draft, body=body, notes=notes)


def is_switched_on(settings: Any) -> bool:
    """Tell whether settings, or front matter, switch on what draws formulas: `mathjax: true`, `math: {enable: true}`,
    or name it among what they are built with."""
    if isinstance(settings, Mapping):
        return any(_is_on(str(name), value) or is_switched_on(value) for name, value in settings.items())
    return isinstance(settings, list) and any(map(is_switched_on, settings))


def _is_on(name: str, value: Any) -> bool:
    low = name.lower()
    if low in _SWITCHES:
        inner = value.items() if isinstance(value, Mapping) else [("use", value)]
        return any(one_line(one).lower() in _ON for name, one in inner if str(name).lower() in _ENABLED)
    return any(engine in low for engine in _ENGINES) and _VERSION.match(one_line(value)) is not None
