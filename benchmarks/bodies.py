"""The Markdown body of an essay: sections, code, a table, a nested list, footnotes and links."""

from random import Random

from benchmarks.prose import Voice, line, paragraph
from benchmarks.snippets import snippet

PARAGRAPH = 540  # bytes of UTF-8


def essay_body(of: Voice, rng: Random, links: tuple[tuple[str, str], tuple[str, str]]) -> str:
    """About 6 KB of Markdown; `links` are (title, slug) of the essays it refers to."""
    sections = rng.randrange(2, 5)
    extras = [_code(rng), _table(of, rng), _list(of, rng)]
    parts = [paragraph(of, rng, PARAGRAPH), _linked(of, rng, *links[0])]
    for number in range(sections):
        parts.append(f"{'##' if number != 2 else '###'} {line(of.headings, rng)}")
        parts.extend(paragraph(of, rng, PARAGRAPH) for _ in range(7 // sections))
        parts.extend(extras[number::sections])
    parts.append(paragraph(of, rng, PARAGRAPH // 2) + "[^1]")
    parts.append(_linked(of, rng, *links[1]) + "[^source]")
    parts.append(f"[^1]: {line(of.sentences, rng)}")
    parts.append(f"[^source]: {line(of.sentences, rng)}")
    return "\n\n".join(parts) + "\n"


def _linked(of: Voice, rng: Random, title: str, slug: str) -> str:
    gap = of.lexicon.gap
    return f"{line(of.sentences, rng)}{gap}{of.lexicon.see_also}{gap}[{title}](essay:{slug})"


def _code(rng: Random) -> str:
    lang, text = snippet(rng)
    return f"```{lang}\n{text}```"


def _table(of: Voice, rng: Random) -> str:
    rows = [f"| {line(of.items, rng)} | {rng.randrange(1, 200)} | {rng.choice(of.lexicon.effect)} |" for _ in range(4)]
    return "\n".join([f"| {' | '.join(of.lexicon.columns)} |", "| --- | ---: | --- |", *rows])


def _list(of: Voice, rng: Random) -> str:
    # Four spaces a level, since that is what every Markdown dialect takes for nesting.
    depths = (0, 0, 1, 1, 2, 0, 1)
    return "\n".join(f"{'    ' * depth}- {line(of.items, rng)}" for depth in depths)
