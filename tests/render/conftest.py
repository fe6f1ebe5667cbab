"""A site with one of everything, for tests of what is rendered from it."""

import pytest

from tests.render.small import SITE, Small

MEMBER = """---
name: 林语
name_latin: Lin Yu
headline: 我帮独立创作者把手艺讲清楚
city: 杭州
org: 一叶工作室
role: 编辑
languages: [zh-Hans, en]
offers: [{topic: 写作, text: 改一篇文章}]
asks: [{topic: 设计}]
links: [{url: "https://github.com/linyu", platform: github}, {platform: wechat, handle: lin-yu}]
contact:
  email: {value: lin@lin.example, audience: public}
  phone: {value: "+86 571 8888 0000", audience: host}
circles: [readers]
joined: 2024-05
date: 2024-05-01
---
我写字，也教人写字。
"""
OTHER = "---\nname: 周曼\ncity: 上海\noffers: [设计]\ncircles: [readers]\n---\n画图的人。\n"
ESSAY = """---
title: 一封“长信” & <b>其余</b>
date: 2026-03-01
updated: 2026-03-02 08:30
tags: [写作, 信]
series: 写信
circles: [readers]
aliases: [/2019/letter/, /old.html, /旧信]
summary: 为什么要写长信。
---
正文里有[另一封](second.md)、[[林语]]、[站外](https://example.org/a?b=1&c=2)和脚注[^1]。

## 小标题 {#part}

见[上文](#part)。<video src="film.mp4" poster="/static/p.png"></video>

[^1]: 脚注的话。
"""
SECOND = """---
title: Second
date: 2026-04-01T19:30:00+02:00
tags: [写作]
series: 写信
authors: [lin, man]
---
English words.
"""
TRANSLATED = "---\ntitle: A long letter\ndate: 2026-03-01\ntags: [writing]\n---\nThe text.\n"
UNLISTED = "---\ntitle: 私下\ndate: 2026-05-01\nlisted: false\naliases: [/secret/]\n---\n不在任何列表里。\n"
WORK = """---
title: 官网改版
date: 2025-06-01
period: 2025-03 – 2025-06
client: 春河茶
problem: 没有人看得懂
results: [{what: 询盘, before: "3", after: "20", unit: 次/月}]
with: [man]
topics: [写作]
---
过程。
"""
OFFER = """---
title: 一小时改稿
solves: 文章写完没人看
for_whom: 独立创作者
price: {amount: 500, currency: CNY, per: 小时}
format: 视频
action: {label: 预约, url: "https://lin.example/book"}
---
怎么做。
"""
EVENT = """---
title: 读书会
start: 2026-12-05 19:30
end: 2026-12-05 21:30
venue: 西湖边
city: 杭州
circles: [readers]
repeats: FREQ=MONTHLY;BYDAY=1SA
date: 2026-01-01
---
一起读。
"""
CIRCLE = "---\ntitle: 读者\nstewards: [lin]\nbelief: 慢慢读\ntopics: [写作]\n---\n章程。\n"
NOTE = "---\ndate: 2026-03-05 10:00\n---\n今天下雨，在窗边写了三行字。\n"
PAGE = "---\ntitle: 关于\nmenu: 关于\n---\n关于本站。\n"

FILES = {
    "members/lin.md": MEMBER,
    "members/man.md": OTHER,
    "essays/letter.md": ESSAY,
    "essays/letter.en.md": TRANSLATED,
    "essays/second.md": SECOND,
    "essays/hidden.md": UNLISTED,
    "works/chunhe.md": WORK,
    "offers/hour.md": OFFER,
    "events/reading.md": EVENT,
    "circles/readers.md": CIRCLE,
    "notes/rain.md": NOTE,
    "pages/about.md": PAGE,
}


@pytest.fixture(scope="session")
def everything() -> Small:
    """A site with an entry of each kind but collaborations, in two languages."""
    return Small(FILES)


@pytest.fixture(scope="session")
def everything_under_repo() -> Small:
    """The same site for a host that serves it under `/repo/`."""
    return Small(FILES, SITE.replace("lin.example/", "lin.example/repo/"))
