"""Runs of text within a block: what each is (bold, a link …), and those of one kind beside each other as one."""

import re
from html import escape

import msgspec

_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|bolder|normal|lighter|\d+)", re.IGNORECASE)


class Run(msgspec.Struct, frozen=True):
    """Text of one kind, or HTML (a picture, a line break) that stands as it is."""

    text: str = ""
    marks: tuple[str, ...] = ()
    href: str = ""
    html: str = ""


def weighted(kind: Run, style: str) -> Run:
    """Return what a style makes of text: bold, or no longer bold."""
    match = _WEIGHT.search(style)
    if not match:
        return kind
    is_bold = match[1].lower() in ("bold", "bolder") or (match[1].isdigit() and int(match[1]) >= 600)
    marks = tuple(mark for mark in kind.marks if mark != "strong")
    return msgspec.structs.replace(kind, marks=(*marks, "strong") if is_bold else marks)


def written(runs: list[Run]) -> str:
    """Return runs as HTML; those of one kind beside each other are one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and not run.html and not last.html and (last.marks, last.href) == (run.marks, run.href):
            joined[-1] = msgspec.structs.replace(last, text=last.text + run.text)
        elif run.html or run.text:
            is_blank = not run.html and not run.text.strip()
            joined.append(Run(text=run.text) if is_blank else run)
    while joined and (joined[-1].html == "<br>" or not (joined[-1].html or joined[-1].text.strip())):
        joined.pop()
    while joined and (joined[0].html == "<br>" or not (joined[0].html or joined[0].text.strip())):
        joined.pop(0)
    return "".join(map(_run, joined))


def _run(run: Run) -> str:
    if run.html:
        return run.html
    bare = run.text.strip()
    before, after = (" " if run.text[:1].isspace() else ""), (" " if run.text[-1:].isspace() and bare else "")
    html = escape(" ".join(bare.split()), quote=False)
    for mark in reversed(run.marks):
        html = f"<{mark}>{html}</{mark}>"
    if run.href and bare:
        html = f'<a href="{escape(run.href)}">{html}</a>'
    return f"{before}{html}{after}"
