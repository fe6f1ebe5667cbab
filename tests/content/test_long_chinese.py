"""Many long Chinese essays, made of the example's sentences: nothing to complain of, no mark left as typed."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from PIL import Image

from mingpian.cli import main
from tests.example import REPOSITORY

ESSAYS = 240
SMALLEST, LARGEST = 2_000, 40_000  # bytes
BAR = "\\|"  # within a table
SIGNS = "，。；：！？、）」』》”"
_SENTENCE = re.compile(r"[^。！？\n]{6,60}[。！？]")
_MARKUP = re.compile(r"[:'\x22*_`\[\]<>{}$|~#\\^=]|https?:|:::")


def sentences() -> list[str]:
    """Sentences of the example site that hold no markup."""
    found: dict[str, None] = {}
    for path in sorted((REPOSITORY / "content/essays").rglob("*.md")):
        if ".en." not in path.name:
            body = path.read_text(encoding="utf-8").split("---\n", 2)[-1]
            found |= dict.fromkeys(one for one in _SENTENCE.findall(body) if not _MARKUP.search(one))
    return list(found)


class Writer:
    """Writes as people do: marks, links and names beside full-width punctuation, lists in lists, pictures between."""

    def __init__(self, number: int, sentences: list[str]) -> None:
        self.dice = random.Random(number)
        self.number, self.sentences = number, sentences

    def essay(self) -> str:
        size = self.dice.randint(SMALLEST, LARGEST)
        text = f"---\ntitle: 第{self.number}篇：{self.words()}\ndate: 2026-01-{self.number % 28 + 1:02}\n---\n"
        notes: list[str] = []
        while len(text.encode()) < size:
            text += "\n" + self.dice.choice(self.BLOCKS)(self, notes) + "\n"
        return text + "".join(f"\n[^{at}]: {note}\n" for at, note in enumerate(notes))

    def words(self) -> str:
        said = self.dice.choice(self.sentences)[:-1]
        return re.split(f"[{SIGNS}（「『《“…—]", said)[0] or "名片"

    def marked(self) -> str:
        words, sign, target = self.words(), self.dice.choice("，。；：！？、"), self.dice.randrange(ESSAYS)
        return self.dice.choice([
            f"**{words}**{sign}", f"**“{words}”**{sign}", f"*{words}*{sign}", f"**《{words}》**", f"**{words}：**",
            f"《[{words}]({target}.md)》", f"[{words}]({target}.md){sign}", f"（见[{words}]({target}.md)）",
            f"“[{words}](https://example.com/{target})”", f"看 https://example.com/a{sign}", f"`{target}`{sign}",
            f"~~{words}~~{sign}", f"用了 $x_{target}$，", f"花了$5和$6{sign}", f"{words}——",
            "**（注）**", f"写信到 lin@lin.example{sign}", f"[[{target}|{words}]]{sign}",
        ])  # fmt: skip

    def paragraph(self, notes: list[str]) -> str:
        pieces = []
        for _ in range(self.dice.randint(2, 6)):
            pieces += [self.dice.choice(self.sentences), self.marked() if self.dice.random() < 0.6 else ""]
        if self.dice.random() < 0.2:
            pieces.append(f"[^{len(notes)}]")
            notes.append(self.dice.choice(self.sentences) + self.marked())
        return self.dice.choice(["", "\n"]).join(piece for piece in pieces if piece)

    def items(self, _notes: list[str], depth: int = 0) -> str:
        mark = self.dice.choice(["-", "1."])
        lines = []
        for _ in range(self.dice.randint(2, 4)):
            lines.append(f"{mark} {self.marked()}{self.dice.choice(self.sentences)}")
            if depth < 3 and self.dice.random() < 0.4:
                below = self.items([], depth + 1).replace("\n", "\n" + " " * (len(mark) + 1))
                lines.append(" " * (len(mark) + 1) + below)
        return "\n".join(lines)

    def heading(self, _notes: list[str]) -> str:
        return f"{'#' * self.dice.randint(2, 4)} {self.words()}"

    def picture(self, _notes: list[str]) -> str:
        return self.dice.choice([f"![{self.words()}](p.png)", f'![{self.words()}](p.png "{self.words()}")'])

    def table(self, notes: list[str]) -> str:
        rows = [f"| {self.words()} | {self.marked().replace('|', BAR)} |" for _ in range(3)]
        return "\n".join(["| 甲 | 乙 |", "|---|:--:|", *rows])

    def quote(self, notes: list[str]) -> str:
        return "> " + self.paragraph(notes).replace("\n", "\n> ")

    def code(self, _notes: list[str]) -> str:
        return f'```python\nprint("{self.words()}")  # **不是粗体**\n```'

    BLOCKS = (paragraph,) * 8 + (items, items, heading, heading, picture, table, quote, code)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """What the build said, and the texts of the pages."""
    root = tmp_path_factory.mktemp("long")
    folder = root / "content/essays"
    folder.mkdir(parents=True)
    (root / "site.toml").write_text('title = "长文"\nwithout = ["share", "feed"]\nsearch = {enabled = false}\n')
    out = io.BytesIO()
    Image.new("RGB", (64, 32), "red").save(out, "PNG")
    (folder / "p.png").write_bytes(out.getvalue())
    arguments = sentences()
    for number in range(ESSAYS):
        (folder / f"{number}.md").write_text(Writer(number, arguments).essay(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        errors = io.StringIO()
        patch.setattr("sys.stderr", errors)
        code = main(["build", "--root", str(root), "--jobs", "1"])
    assert code == 0
    yield errors.getvalue(), {path.parent.name: text_of(path) for path in (root / "output/essays").glob("*/index.html")}


def text_of(path: Path) -> str:
    """The prose of a page as a reader sees it, without code and formulas."""
    html = path.read_text(encoding="utf-8").partition('<div class="prose e-content">')[2].partition("</article>")[0]
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(pre|code|math)\b.*?</\1>", "", html, flags=re.DOTALL)))


def test_nothing_is_complained_of(pages: tuple[str, dict[str, str]]) -> None:
    said, texts = pages
    assert said == "" and len(texts) == ESSAYS


def test_no_mark_is_left_as_it_was_typed(pages: tuple[str, dict[str, str]]) -> None:
    _, texts = pages
    left = {
        (name, match[0])
        for name, text in texts.items()
        for match in re.finditer(r".{0,20}(?:\*|~~|\]\(|\[\[|\[\^).{0,20}", text)
    }
    assert sorted(left)[:10] == []
    assert all("$5和$6" in text for text in texts.values() if "花了" in text and "$5" in text)
