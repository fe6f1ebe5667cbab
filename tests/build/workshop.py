"""A small site with one of everything, on disk."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

NOW = 1_793_491_200  # 2026-11-01 00:00 UTC
DAY = 86_400

SETTINGS = {
    "title": '"小站"',
    "base_url": '"https://lin.example/"',
    "description": '"一个人和几位朋友。"',
    "owner": '"lin"',
    "trusted": '["essays/", "pages/", "offers/"]',
    "languages": '["zh-Hans", "en"]',
    "page_size": "2",
    "theme": '"own"',
    "taxonomies": '{craft = "手艺"}',
    "signals": "{markdown = true}",
    "without": '["share", "qr"]',  # drawn in the same way for every page; a setting brings them back
}

TOPICS = """design = {names = {zh-Hans = "设计", en = "design"}, synonyms = ["排版"]}
writing = {names = {zh-Hans = "写作", en = "writing"}}
letters = {names = {zh-Hans = "书信"}, broader = ["writing"]}
"""

ENTRIES = {
    "members/lin/index.md": """---
name: 林语
name_latin: Lin Yu
headline: 我帮独立创作者把手艺讲清楚
city: 杭州
photo: {src: lin.png, alt: 林语}
offers: [writing, {topic: letters, text: 改一封信}]
asks: [{topic: design, text: 谁能看看封面？, until: 2026-12-24}]
contact: {email: {value: lin@lin.example, audience: public}, phone: {value: "+86 571 8888", audience: host}}
circles: [readers]
vouches: [{for: man, why: 画得准, until: 2026-11-20}, {for: bo, why: 没有收下}]
accepts: {vouches: [man], testimonials: [cover]}
joined: 2024-05
---
我写字，见[[长信]]。版本0。
""",
    "members/man.md": """---
name: 周曼
city: 上海
offers: [design]
asks: [{topic: writing}]
circles: [readers, walkers]
invited_by: lin
vouches: [{for: lin, why: 改得准}]
accepts: {vouches: [lin]}
---
画图的人。版本0。
""",
    "members/bo.md": (
        "---\nname: Bo Larsen\nlinks: [https://bo.example/]\ncity: 杭州\noffers: [letters]\nlang: en\n---\n"
        "I read. Edition 0.\n"
    ),
    "essays/letter.md": """---
title: 长信
date: 2026-03-01
updated: 2026-03-02 08:30
tags: [写作, 信]
craft: [写]
series: 写信
circles: [readers]
aliases: [/2019/letter/]
cover: {src: /pictures/sea.png, alt: 海}
---
版本0。<u data-raw="1">号</u>见[另一封](second.md)、[[林语]]、[附件](notes.pdf)。

![海](/pictures/sea.png)

## 小标题

```python
print("信")
```
""",
    "essays/letter.en.md": (
        '---\ntitle: A long letter\ntags: [writing]\n---\nEdition 0. <u data-raw="1">See</u> [[second]].\n'
    ),
    "essays/second.md": """---
title: 第二封
date: 2026-04-01
tags: [写作, design]
series: 写信
authors: [lin, man]
---
版本0。回到[第一封](letter.md)。
""",
    "essays/third.md": "---\ntitle: 第三封\ndate: 2026-04-02\ntags: [信]\ncraft: [写, 画]\n---\n版本0。\n",
    "essays/later.md": "---\ntitle: 以后\ndate: 2026-11-11\ntags: [写作]\n---\n还没到日子。版本0。\n",
    "essays/passing.md": "---\ntitle: 过期\ndate: 2026-05-01\nexpires: 2026-11-15\ntags: [信]\n---\n版本0。\n",
    "essays/hidden.md": "---\ntitle: 私下\ndate: 2026-05-02\nlisted: false\ntags: [信]\n---\n版本0，见[[长信]]。\n",
    "essays/draft.md": "---\ntitle: 草稿\ndraft: true\ndate: 2026-05-03\n---\n版本0。\n",
    "essays/english.md": "---\ntitle: Plain words\nlang: en\ndate: 2026-06-01\ntags: [writing]\n---\nEdition 0.\n",
    "works/cover/index.md": """---
title: 封面
date: 2025-06-01
with: [man]
results: [{what: 销量, before: "10", after: "20"}]
testimonial: {by: lin, text: 好}
authors: [man]
topics: [design]
cover: {src: cover.png, alt: 封面}
---
版本0。
""",
    "offers/editing.md": """---
title: 改稿
by: [lin]
price: {amount: 500, currency: CNY, per: 篇}
topics: [writing]
proof: [cover]
---
版本0。
""",
    "events/dinner.md": """---
title: 晚饭
start: 2026-11-05 18:30
city: 杭州
hosts: [lin]
circles: [readers]
---
版本0。
""",
    "events/walk.md": "---\ntitle: 散步\nstart: 2026-12-06\ncity: 上海\nhosts: [man]\nrecap: letter\n---\n版本0。\n",
    "circles/readers.md": "---\ntitle: 读者\nstewards: [lin]\ntopics: [letters]\n---\n版本0。\n",
    "circles/walkers.md": "---\ntitle: 走路的\nparent: readers\n---\n版本0。\n",
    "collaborations/book.md": """---
title: 一本书
date: 2025-09-01
parties: [lin, bo]
nature: project
answers: {member: man, topic: writing}
confirmed_by: [lin, bo]
---
版本0。
""",
    "essays/people.md": """---
title: 提到的人
date: 2026-06-02
---
版本0。问:member[曼]{man}。

:::event dinner :::

:::table prices caption="价钱" :::

:::quote by=lin
先见面。
:::
""",
    "notes/rain.md": "---\ndate: 2026-07-01\n---\n下雨。版本0。\n",
    "notes/rain.en.md": "Rain. Edition 0.\n",
    "pages/about.md": """---
title: 关于
menu: 关于
---
版本0。见[[周曼]]、[改稿](../offers/editing.md)与[文件](/static/hours.txt)。

![[长信]]

![[周曼]]
""",
}

TEMPLATES = {
    "templates/note.html": '{% extends "base.html" %}{% block main %}<p>便条0</p>{{ body }}{% endblock %}\n',
    "templates/quiet.html": '{% extends "default/note.html" %}\n',
    "words/zh-Hans.toml": "",
    "themes/own/theme.toml": 'inherits = "default"\n',
    "themes/own/styles/90-own.css": "p { margin: 10px }\n",
    "themes/own/words/en.toml": "",
    "themes/own/assets/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
}

DATA = "content/data/prices.csv"
PRICES = "什么,多少\n改稿,500\n"
MATCH = """[[match]]
asker = "lin"
topic = "design"
member = "man"
decision = "approved"
"""

PICTURES = {"pictures/sea.png": 10, "members/lin/lin.png": 20, "works/cover/cover.png": 30}


def png(shade: int, width: int = 4, height: int = 3) -> bytes:
    """A small picture of one shade (0 to 255)."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (shade, 90, 120)).save(out, "PNG")
    return out.getvalue()


@dataclass
class Workshop:
    """A site on disk, the settings it is built with, and what an author does to it."""

    root: Path
    now: int = NOW
    drafts: bool = False
    base_url: str = ""
    settings: dict[str, str] = field(default_factory=lambda: dict(SETTINGS))
    made: int = 0

    def create(self) -> Workshop:
        """Write the whole site."""
        shutil.rmtree(self.root, ignore_errors=True)
        for path, text in ENTRIES.items():
            self.write(f"content/{path}", text)
        for path, shade in PICTURES.items():
            self.write(f"content/{path}", png(shade))
        for path, text in TEMPLATES.items():
            self.write(path, text)
        self.write("content/topics.toml", TOPICS)
        self.write(DATA, PRICES)
        self.write("content/static/hours.txt", "10:00\n")
        self.write("content/essays/notes.pdf", "%PDF-0\n")
        self.write_settings()
        return self

    def write(self, path: str, data: str | bytes) -> None:
        """Write a file below the root."""
        full = self.root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(data.encode() if isinstance(data, str) else data)

    def read(self, path: str) -> str:
        """Read a file below the root."""
        return (self.root / path).read_text(encoding="utf-8")

    def write_settings(self) -> None:
        """Write site.toml."""
        self.write("site.toml", "".join(f"{name} = {value}\n" for name, value in self.settings.items()))

    def set(self, name: str, value: str) -> None:
        """Change one setting; no value removes it."""
        if value:
            self.settings[name] = value
        else:
            self.settings.pop(name, None)
        self.write_settings()

    def entries(self) -> list[str]:
        """Paths of all entries below the root, in order."""
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.glob("content/*/**/*.md"))

    def entry(self, number: int) -> str:
        """Choose an entry by any number; a deleted site still has one."""
        found = self.entries()
        if not found:
            self.write("content/essays/last.md", "---\ntitle: 最后\n---\n版本0。\n")
            found = self.entries()
        return found[number % len(found)]

    def front(self, path: str, name: str, value: str) -> None:
        """State a field of an entry; no value removes it. Fields stand on one line each."""
        text = self.read(path)
        if not text.startswith("---\n"):
            text = f"---\n---\n{text}"
        text = re.sub(rf"(?m)^{name}: .*\n", "", text, count=1)
        self.write(path, text.replace("---\n", f"---\n{name}: {value}\n", 1) if value else text)

    def mend(self) -> None:
        """Put back what the site began with wherever it is missing, and take away what is broken."""
        for path in (*self.root.glob("content/*/broken*.md"), *self.root.glob("templates/broken*.html")):
            path.unlink()
        fresh = Workshop(self.root)
        fresh.create()
        self.settings = fresh.settings


Edit = Callable[[Workshop, int, int], None]


def choose(values: list[str], number: int) -> str:
    return values[number % len(values)]


def stat_kept(path: Path, data: bytes) -> None:
    """Write a file and set its times back, as some editors and `rsync --times` do."""
    facts = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
