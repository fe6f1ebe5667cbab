"""What members hand in to a community, in every place where leaving something out once made it the owner's, and with
everything that loads from another host."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.attacks.payloads import ACTING, FORBIDDEN, REMOTE

SITE = """title = "圈子"
base_url = "https://circle.example/"
owner = "host"
languages = ["zh-Hans", "en"]
trusted = ["essays/own/", "pages/own*"]
without = ["share"]
"""

OWN = {
    "members/host.md": "---\nname: 主人\naliases: [/old-home/]\n---\n我是主人。\n",
    "members/eve.md": "---\nname: 夏娃\n---\n我写字。\n",
    "essays/own/first.md": (
        "---\ntitle: 自己的\ndate: 2026-01-01\n---\n"
        "<b data-own='1'>粗</b> ![远](https://own.example/a.png)\n\n:::table secret :::\n"
    ),
    "essays/own/first.en.md": "---\ntitle: My own\n---\n<b data-own='1'>bold</b>\n",
    "essays/eves/index.md": "---\ntitle: 夏娃的\ndate: 2026-01-02\nauthors: [eve]\n---\n字。\n",
    "pages/own.md": "---\ntitle: 自己的页\nmenu: 自己的\n---\n字。\n",
    "pages/own.en.md": "---\ntitle: My page\n---\nx\n",
    "essays/bundle/index.md": "---\ntitle: 未发布\ndraft: true\n---\n字。\n",
}
PRIVATE = "PRIVATE-ROW"
FILES = {
    "data/secret.csv": f"名,值\n{PRIVATE},1\n",
    "essays/bundle/draft.csv": f"{PRIVATE}\n",
    "essays/bundle/draft.pdf": f"%PDF {PRIVATE}\n",
    "contracts/signed.pdf": f"%PDF {PRIVATE}\n",
    "evil.js": "canary('beside')",
}

# Where it lies, and what it says of itself; the number keeps names apart.
PLACES = {
    "essays/omitted-{n}.md": "title: 没写作者 {n}\ndate: 2026-02-01",
    "essays/claims-{n}.md": "title: 自称主人 {n}\ndate: 2026-02-01\nauthors: [host]",
    "essays/eves-{n}/index.md": "title: 夏娃写的 {n}\ndate: 2026-02-01\nauthors: [eve]",
    "essays/eves-{n}/index.en.md": "title: Translated {n}",
    "essays/owner/{n}.md": "title: 像信任的文件夹 {n}\ndate: 2026-02-01",
    "essays/own-{n}.md": "title: 名字像 {n}\ndate: 2026-02-01\nslug: own-first-{n}",
    "notes/n-{n}.md": "date: 2026-02-01",
    "works/w-{n}.md": "title: 作品 {n}\ndate: 2026-02-01",
    "offers/o-{n}.md": "title: 服务 {n}\nby: [host]",
    "events/e-{n}.md": "title: 活动 {n}\nstart: 2027-03-01 19:00",
    "circles/c-{n}.md": "title: 圈 {n}\nstewards: [host]",
    "circles/d-{n}.md": "title: 圈 {n} 二\nstewards: [eve]",
    "collaborations/c-{n}.md": "title: 合作 {n}\nparties: [host]\nconfirmed_by: [host]",
    "pages/p-{n}.md": "title: 页 {n}\nmenu: 假菜单\ntemplate: home.html\norder: -1",
    "pages/p-{n}.en.md": "title: Page {n}\nmenu: Fake menu",
    "members/m-{n}.md": "name: 成员 {n}",
    "members/host-{n}.md": "name: 主人二 {n}\nslug: h{n}",
    "members/eve/host-{n}.md": "name: 夏娃三 {n}",
}


@dataclass(frozen=True)
class Input:
    """One thing that was handed in: the file, and what its writer tried in it."""

    number: int
    file: str
    payload: str


def files() -> tuple[dict[str, str], list[Input]]:
    """The files below content/, and what was tried."""
    found, tried = {**OWN, **FILES}, list[Input]()
    for place, stated, payload in (*_acting(), *_remote()):
        number = len(tried)
        body = payload.replace("{n}", str(number))
        found[place.replace("{n}", str(number))] = f"---\n{stated.replace('{n}', str(number))}\n---\n{body}\n"
        tried.append(Input(number, place.replace("{n}", str(number)), payload))
        folder = place.replace("{n}", str(number)).rpartition("/")[0]
        found[f"{folder}/beside.js"] = "canary('beside')"
    for original in [name for name in found if name.endswith(".en.md")]:
        beside = original.replace(".en.md", ".md")
        if beside not in found:
            kind = "authors: [eve]\n" if original.startswith("essays/") else ""
            found[beside] = f"---\ntitle: 原文 {beside}\ndate: 2026-02-02\n{kind}---\n字。\n"
    return found, tried


def _acting() -> Iterator[tuple[str, str, str]]:
    """Each place gets what only the owner may do, in turn; all of it comes to each kind of place."""
    for place, stated in PLACES.items():
        yield place, stated, "\n\n".join(ACTING)
    for at, payload in enumerate((*ACTING, *FORBIDDEN)):
        place, stated = list(PLACES.items())[at % len(PLACES)]
        yield place, stated, payload


def _remote() -> Iterator[tuple[str, str, str]]:
    places = list(PLACES.items())
    for engine in ("comrak", "python-markdown"):
        for at, payload in enumerate(REMOTE):
            place, stated = places[at % len(places)]
            yield place, f"{stated}\nmarkdown: {engine}", payload
