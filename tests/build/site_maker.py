"""A small site with one of everything, on disk, and what its author may do to it between two builds."""

from __future__ import annotations

import io
import json
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


def _choose(values: list[str], number: int) -> str:
    return values[number % len(values)]


def _stat_kept(path: Path, data: bytes) -> None:
    """Write a file and set its times back, as some editors and `rsync --times` do."""
    facts = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def add_text(site: Workshop, one: int, two: int) -> None:
    path = site.entry(one)
    site.write(path, site.read(path) + f"\n又一段 {two}。\n")


def edit_same_size(site: Workshop, one: int, two: int) -> None:
    path = site.entry(one)
    site.write(path, re.sub(r"(版本|Edition )\d", rf"\g<1>{two % 10}", site.read(path)))


def edit_same_size_and_time(site: Workshop, one: int, two: int) -> None:
    path = site.entry(one)
    text = re.sub(r"(版本|Edition )\d", rf"\g<1>{two % 10}", site.read(path))
    _stat_kept(site.root / path, text.encode())


def touch(site: Workshop, one: int, two: int) -> None:
    os.utime(site.root / site.entry(one))


def set_time_back(site: Workshop, one: int, two: int) -> None:
    os.utime(site.root / site.entry(one), (1_000_000_000 + two, 1_000_000_000 + two))


def delete(site: Workshop, one: int, two: int) -> None:
    (site.root / site.entry(one)).unlink()


def rename(site: Workshop, one: int, two: int) -> None:
    path = site.root / site.entry(one)
    stem, *rest = path.name.split(".")
    target = path.with_name(".".join((f"{stem}-{two % 3}", *rest)))
    if not target.exists() and stem != "index":
        path.rename(target)


def swap_names(site: Workshop, one: int, two: int) -> None:
    """Exchange two files of equal standing: sizes and times may stay, contents change places."""
    first, second = site.root / site.entry(one), site.root / site.entry(two)
    between = site.root / "between"
    first.rename(between)
    if second.exists():
        second.rename(first)
    between.rename(second)


def move_between_file_and_folder(site: Workshop, one: int, two: int) -> None:
    path = site.root / site.entry(one)
    stem, *rest = path.name.split(".")
    if stem == "index":
        target = path.parent.with_name(".".join((path.parent.name, *rest)))
    else:
        target = path.with_name(stem) / ".".join(("index", *rest))
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        path.rename(target)


def move_to_another_kind(site: Workshop, one: int, two: int) -> None:
    path = site.root / site.entry(one)
    kind = _choose(["essays", "pages", "works", "circles"], two)
    target = site.root / "content" / kind / path.name
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        path.rename(target)


def retitle(site: Workshop, one: int, two: int) -> None:
    path = site.entry(one)
    site.front(path, "name" if "/members/" in path else "title", f"题目 {two}")


def redate(site: Workshop, one: int, two: int) -> None:
    dates = ["", "2026-02-01", "2026-11-08", "2025-01-01 10:00", "2027-01-01"]
    site.front(site.entry(one), "date", _choose(dates, two))


def expire(site: Workshop, one: int, two: int) -> None:
    site.front(site.entry(one), "expires", _choose(["", "2026-10-01", "2026-11-12", "2026-12-01"], two))


def retag(site: Workshop, one: int, two: int) -> None:
    site.front(site.entry(one), "tags", _choose(["", "[写作]", "[信, design]", "[新的]", "[Writing]"], two))


def change_slug(site: Workshop, one: int, two: int) -> None:
    site.front(site.entry(one), "slug", _choose(["", f"slug-{one}", "letter", "旧名"], two))


def change_aliases(site: Workshop, one: int, two: int) -> None:
    site.front(site.entry(one), "aliases", _choose(["", "[/old/]", f"[/old/{one}.html, /更旧/]", "[/about/]"], two))


def change_standing(site: Workshop, one: int, two: int) -> None:
    name, value = [("draft", "true"), ("draft", ""), ("listed", "false"), ("listed", "")][two % 4]
    site.front(site.entry(one), name, value)


def change_people(site: Workshop, one: int, two: int) -> None:
    member = ["content/members/lin/index.md", "content/members/man.md"][one % 2]
    name, value = [
        ("accepts", ""),
        ("accepts", "{vouches: [lin, man], testimonials: [cover]}"),
        ("vouches", "[{for: man, why: 好, until: 2026-11-07}]"),
        ("asks", "[{topic: design, answered_by: man}]"),
        ("left", "2026-11-09"),
        ("city", "苏州"),
        ("contact", "{email: {value: x@lin.example, audience: public}}"),
        ("circles", "[walkers]"),
    ][two % 8]
    if (site.root / member).exists():
        site.front(member, name, value)


def add_entry(site: Workshop, one: int, two: int) -> None:
    site.made += 1
    kind = _choose(["essays", "notes", "pages", "members", "works", "offers", "circles"], one)
    name = "" if kind == "notes" else f"{'name' if kind == 'members' else 'title'}: 新 {site.made}\n"
    links = ["[[长信]]", "见[[长信]]。\n\n![[长信]]", "[信](../essays/letter.md)", "![](/pictures/sea.png)", "字"]
    link = _choose(links, two)
    site.write(f"content/{kind}/new-{site.made}.md", f"---\n{name}date: 2026-0{1 + two % 9}-01\n---\n{link}\n")


def add_translation(site: Workshop, one: int, two: int) -> None:
    path = site.root / site.entry(one)
    target = path.with_name(path.name.split(".")[0] + ".en.md")
    if not target.exists():
        title = "" if "notes" in path.parts else f"title: English {two}\n"
        target.write_text(f"---\n{title}---\nEdition 0.\n")


def edit_settings(site: Workshop, one: int, two: int) -> None:
    name, value = [
        ("title", f'"站 {two}"'),
        ("page_size", str(1 + two % 4)),
        ("owner", '"man"'),
        ("owner", '"lin"'),
        ("languages", '["zh-Hans", "en", "zh-Hant"]'),
        ("languages", '["zh-Hans", "en"]'),
        ("permalinks", '{essays = "/{year}/{slug}/"}'),
        ("permalinks", '{essays = "/e/{slug}.html", notes = "/{year}/{month}/{slug}/"}'),
        ("permalinks", ""),
        ("feeds", '{formats = ["atom"], limit = 1, content = "summary"}'),
        ("feeds", '{per = ["tag"], kinds = ["essays"]}'),
        ("feeds", ""),
        ("base_url", '"https://host.example/sub/"'),
        ("theme", '"default"'),
        ("theme", '"own"'),
        ("brand", '{color = "#114477", logo = "/pictures/sea.png"}'),
        ("menu", '[{label = "首页", url = "/"}]'),
        ("untranslated", '["members"]'),
        ("search", "{enabled = false}"),
        ("timezone", '"America/Los_Angeles"'),
        ("privacy", '{contact = "public"}'),
        ("markdown", '{engine = "python-markdown"}'),
        ("translations", f'{{en = {{title = "Small site {two}"}}}}'),
        ("footer", '{text = "脚"}'),
        ("taxonomies", '{craft = "工"}'),
        ("extra", f'{{word = "{two}"}}'),
        ("variants", '{zh-Hant = "zh-Hans"}'),
        ("variants", ""),
        ("without", ""),
        ("without", '["share"]'),
    ][one % 30]
    site.set(name, value)


def change_trust(site: Workshop, one: int, two: int) -> None:
    """What is the owner's: by site.toml, or because an original says whose it is and its translation does not."""
    if one % 2:
        site.set("trusted", ["", '["essays/"]', '["essays/letter*", "members/"]', '["pages/"]'][two % 4])
        return
    letter = _choose(["content/essays/letter.md", "content/essays/letter.en.md"], one // 2)
    if (site.root / letter).exists():
        site.front(letter, "authors", ["[man]", "[lin]", ""][two % 3])


def edit_topics(site: Workshop, one: int, two: int) -> None:
    path = site.root / "content/topics.toml"
    if one % 4 == 0:
        path.unlink(missing_ok=True)
    elif one % 4 == 1:
        site.write("content/topics.toml", TOPICS.replace("排版", f"版面{two}"))
    elif one % 4 == 2:
        _stat_kept(path, TOPICS.replace("设计", "美工").encode()) if path.exists() else None
    else:
        site.write("content/topics.toml", TOPICS + f'new{two} = "新"\n')


def edit_data(site: Workshop, one: int, two: int) -> None:
    path = site.root / DATA
    data = [f"什么,多少\n改稿,{two}\n", f"什么,多少,多久\n改稿,{two},三天\n", "什么\n改稿,5\n"][one % 3]
    if two % 4 == 0:
        path.unlink(missing_ok=True)
    elif two % 4 == 1 and path.exists():
        _stat_kept(path, PRICES.replace("500", str(500 + one % 400)).encode())
    else:
        site.write(DATA, data)


def decide_a_match(site: Workshop, one: int, two: int) -> None:
    text = MATCH.replace("approved", _choose(["approved", "declined", "proposed"], one))
    if two % 4 == 0:
        (site.root / "content/matches.toml").unlink(missing_ok=True)
    else:
        site.write("content/matches.toml", text.replace('"man"', '"bo"') if two % 4 == 1 else text)


def find_what_is_elsewhere(site: Workshop, one: int, two: int) -> None:
    path = site.root / "content/planet.json"
    post = {"title": f"Far {two}", "url": f"https://bo.example/{two}", "date": f"2026-0{1 + one % 9}-01"}
    sites = [{"url": "https://bo.example/", "title": "Afar", "entries": [post] * (one % 3)}]
    if two % 4 == 0:
        path.unlink(missing_ok=True)
    else:
        site.write("content/planet.json", json.dumps({"sites": sites}) if two % 4 < 3 else "{")


def use_a_component(site: Workshop, one: int, two: int) -> None:
    path = site.entry(one)
    quote = f":::quote name=某{two}\n话\n:::"
    uses = [":::member man :::", "见 :work{cover}", quote, ":::membr x :::", ":::table prices"]
    site.write(path, site.read(path) + f"\n{_choose(uses, two)}\n")


def edit_picture(site: Workshop, one: int, two: int) -> None:
    path = site.root / "content" / _choose(sorted(PICTURES), one)
    if two % 5 == 0:
        path.unlink(missing_ok=True)
    elif two % 5 == 1 and path.exists():
        _stat_kept(path, png(two))
    else:
        site.write(path.relative_to(site.root).as_posix(), png(two, width=3 + two % 3))


def edit_static(site: Workshop, one: int, two: int) -> None:
    path = site.root / _choose(["content/static/hours.txt", "content/essays/notes.pdf"], one)
    data = f"%PDF-{two % 10}\n" if path.suffix == ".pdf" else f"1{two % 10}:00\n"
    if two % 4 == 0:
        path.unlink(missing_ok=True)
    elif two % 4 == 1 and path.exists():
        _stat_kept(path, data.encode())
    else:
        site.write(path.relative_to(site.root).as_posix(), data)


def edit_named_otherwise(site: Workshop, one: int, two: int) -> None:
    """A text names a file as another system would: composed, in another case, with blanks; the file comes or goes."""
    files = ["static/img/X 1.png", "essays/cafe\u0301.png", "essays/film.mp4", "essays/IMG.heic", "essays/draw.svg"]
    ways = [
        "![](/img/x 1.png =9x)",
        "![](caf\u00e9.png)",
        "<video src=film.mp4></video>",
        "![](IMG.heic)",
        "![](draw.svg)",
    ]
    path = site.root / "content" / files[one % 5]
    if two % 3 == 0:
        path.unlink(missing_ok=True)
    else:
        svg = f"<svg xmlns='http://www.w3.org/2000/svg' onload='x({two})'><path d='M0 {two % 4}'/></svg>".encode()
        site.write(path.relative_to(site.root).as_posix(), svg if path.suffix == ".svg" else png(two))
    if two % 2:
        site.write(
            "content/essays/ways.md", f"---\ntitle: 路\ndate: 2026-01-01\n---\n{ways[one % 5]} {ways[two % 5]}\n"
        )


def edit_theme(site: Workshop, one: int, two: int) -> None:
    path, data = [
        ("templates/note.html", TEMPLATES["templates/note.html"].replace("便条0", f"便条{two % 10}")),
        ("templates/list.html", '{% extends "default/list.html" %}\n'),
        ("templates/offer.html", '{% extends "base.html" %}{% block main %}<b>' + str(two) + "</b>{% endblock %}\n"),
        ("themes/own/styles/90-own.css", f"p {{ margin: {10 + two % 80}px }}\n"),
        ("themes/own/words/en.toml", f'search = "Find {two}"\n'),
        ("words/zh-Hans.toml", f'search = "找 {two}"\n'),
        ("themes/own/assets/mark.svg", TEMPLATES["themes/own/assets/mark.svg"].replace("M0", f"M{two}")),
        ("themes/own/templates/quote.html", ""),
        ("templates/components/quote.html", f'{{# [arguments.by]\ntype = "entry" #}}\n<q>{{{{ body }}}}{two}</q>\n'),
    ][one % 9]
    if two % 5 == 0:
        (site.root / path).unlink(missing_ok=True)
    elif two % 5 == 1 and (site.root / path).exists():
        _stat_kept(site.root / path, data.encode())
    else:
        site.write(path, data)


def let_time_pass(site: Workshop, one: int, two: int) -> None:
    site.now += (one % 12) * DAY + two * 3_600


def turn_time_back(site: Workshop, one: int, two: int) -> None:
    site.now -= (one % 9) * DAY


def preview_drafts(site: Workshop, one: int, two: int) -> None:
    site.drafts = bool(one % 2)


def build_for_another_address(site: Workshop, one: int, two: int) -> None:
    site.base_url = _choose(["", "https://preview.example/"], one)


def tamper_with_output(site: Workshop, one: int, two: int) -> None:
    files = sorted(path for path in site.root.glob("output/**/*") if path.is_file())
    if files:
        path = files[one % len(files)]
        if two % 3 == 0:
            path.unlink()
        elif two % 3 == 1:
            path.write_bytes(path.read_bytes()[:-1] + b"?")
        else:
            os.utime(path)


def break_something(site: Workshop, one: int, two: int) -> None:
    path, data = [
        ("content/essays/broken.md", "---\ntitle: 没有收尾\n"),
        ("content/essays/broken.md", "---\ntitle: 错\ntitel: 字\n---\n"),
        ("content/pages/broken.md", "---\ntitle: 链接\n---\n[没有](nowhere.md)\n"),
        ("content/pages/broken.md", "---\ntitle: 占位\nslug: essays\n---\n"),
        ("content/members/broken.md", "---\nname: 坏\ninvited_by: nobody\n---\n"),
        ("templates/note.html", "{% nonsense %}"),
        ("templates/essay.html", "{{ nothing.at.all }}"),
        ("site.toml", "title = \n"),
        ("content/topics.toml", "= =\n"),
        ("content/essays/broken.md", "---\ntitle：错\nauthor: 客人\naliases: [别名]\ntags: 甲、乙\n---\n[[别名]]\n"),
        ("content/essays/broken.md", '{"title": "错", "date": "2199-02-30", "cover": {"src": "x", "who": "me"}}\n字\n'),
        ("content/pages/tags.md", "---\ntitle: 标签总览\n---\n见[没有](nowhere.md)。\n"),
        ("content/members/index.md", "---\ntitle: 成员总览\n---\n<b>大家</b>\n"),
        ("content/members/broken.md", "---\ncontact: {phone: {value: '1380001', who: host}}\nphone: '1380002'\n---\n"),
    ][one % 14]
    site.write(path, data)


def mend(site: Workshop, one: int, two: int) -> None:
    site.mend()


EDITS: tuple[Edit, ...] = (
    add_text,
    edit_same_size,
    edit_same_size_and_time,
    touch,
    set_time_back,
    delete,
    rename,
    swap_names,
    move_between_file_and_folder,
    move_to_another_kind,
    retitle,
    redate,
    expire,
    retag,
    change_slug,
    change_aliases,
    change_standing,
    change_people,
    add_entry,
    add_translation,
    edit_settings,
    change_trust,
    edit_topics,
    edit_data,
    decide_a_match,
    find_what_is_elsewhere,
    use_a_component,
    edit_picture,
    edit_static,
    edit_named_otherwise,
    edit_theme,
    let_time_pass,
    turn_time_back,
    preview_drafts,
    build_for_another_address,
    tamper_with_output,
    break_something,
    mend,
)
