"""Views with everything filled in, and views with nothing, to draw templates with."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from markupsafe import Markup

from mingpian.config.face import Section
from mingpian.content.entry import Entry
from mingpian.content.kind import Common, Source
from mingpian.content.kinds import BUILTIN
from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.essay import Essay
from mingpian.content.kinds.event import Event
from mingpian.content.kinds.member import Ask, Contact, Offered, Profile
from mingpian.content.kinds.note import Note
from mingpian.content.kinds.offer import Action, Offer, Price
from mingpian.content.kinds.page import Page
from mingpian.content.kinds.work import Result, Work
from mingpian.content.markdown import Heading, TocEntry
from mingpian.queries.feeds import Channel
from mingpian.queries.fragments import Alternate, Card, Crumb, Feed, Image, Person, Term
from mingpian.queries.views import (
    CircleView,
    ElsewherePost,
    Endorsement,
    EntryContext,
    HomeView,
    LedgerLine,
    LedgerYear,
    Listing,
    MenuEntry,
    OpenAsk,
    ProfileView,
    Series,
    SiteView,
    TopicView,
    Year,
)
from mingpian.render.composition import choices
from mingpian.render.formats.page import PageHead
from mingpian.render.theme import load_theme
from mingpian.schema.records import LinkTo, Picture

LANG = "zh-Hans"
PHOTO = Image("files/lin.jpg", 600, 750, "林语站在书架前", "", "members/lin.jpg", "#887766")
LIN = Person("林语", "members/lin/", "members/lin", "我帮手艺人把作品变成能卖的故事", PHOTO)
WEN = Person("温可", "members/wen/", "members/wen", "我帮小团队把话说清楚")
TOPIC = Term("定价", "topics/pricing/", 4)
TAG = Term("写作", "tags/写作/", 3)


def card(kind: str, name: str, **fields: Any) -> Card:
    """A card of a kind, at the address that its name makes."""
    part: Any = BUILTIN[kind].card
    own = part(**{name: fields.pop(name) for name in part.__struct_fields__ if name in fields}) if part else None
    values = {"title": name, "lang": LANG} | fields
    return Card(key=f"{kind}/{name}.{LANG}", kind=kind, url=f"{kind}/{quote(name)}/", own=own, **values)


ESSAY = card(
    "essays", "报价之前，先算清楚自己的成本", date="2026-03-01", summary="一小时值多少钱？", minutes=6,
    people=(LIN, WEN), tags=(TAG,), image=Image("files/plate.png", 1600, 900, "字板", "开工之前先写一个“永”字"),
)  # fmt: skip
ENGLISH = card("essays", "A card, a portfolio and a stall", date="2025-11-20T09:30:00+08:00", lang="en")
MEMBER = card(
    "members", "林语", name_latin="Lin Yu", headline=LIN.headline, role="策展人", org="木匠铺", city="杭州",
    image=PHOTO, summary="在手艺和生意之间做了十一年翻译。", offers=("定价",), asks=("摄影",),
)  # fmt: skip
BARE_MEMBER = card("members", "温可", city="台北")
RESULTS = (Result("复购率", "12", "34", "%"), Result("三个月内还清了装修款"))
WORK = card(
    "works", "一家陶瓷店的重新开张", period="2025-03 – 2025-06", client="不二陶",
    results=RESULTS,
)  # fmt: skip
OFFER = card(
    "offers", "九十分钟定价诊断", solves="不知道该收多少钱", price=Price(1200, "CNY", "session"), availability="open"
)  # fmt: skip
EVENT = card(
    "events", "十二把椅子晚餐", start="2026-04-11T18:30:00", end="2026-04-11T21:00:00", venue="不二陶二楼",
    city="杭州", status="tentative",
)  # fmt: skip
PAST = card("events", "读书会", start="2025-04-11", end="2025-04-12", status="confirmed", past=True)
CIRCLE = card("circles", "纸与字", belief="好的字让人忘了字。", members=7)
COLLABORATION = card(
    "collaborations", "一起办的展", date="2025-10-01", people=(LIN, WEN), nature="hire", outcome="来了四百人。"
)
NOTE = card("notes", "今天把抽屉清空了。", date="2026-02-02", summary="今天把抽屉清空了。")
OPEN_ASK = OpenAsk(WEN, Ask("摄影", "想找人拍一组工作室的照片", "2026-01-05", "2026-06-30"), TOPIC)
SAID = Endorsement(WEN, LIN, "她替我把一团乱麻理成了三句话。", "2025-05-01", WORK)
EVERY_CARD = (ESSAY, ENGLISH, MEMBER, BARE_MEMBER, WORK, OFFER, EVENT, PAST, CIRCLE, COLLABORATION, NOTE)

PROFILE = ProfileView(
    offers=((Offered("定价", "帮你算清成本"), TOPIC),),
    asks=((Ask("摄影", "找人拍照", "2026-01-01", "2026-12"), TOPIC),),
    city=Term("杭州", "cities/杭州/", 3),
    circles=(CIRCLE,),
    invited_by=WEN,
    invited=(WEN,),
    vouched_by=(SAID,),
    vouches_for=(Endorsement(LIN, WEN, "他改稿子不留情面。"),),
    testimonials=(SAID,),
    essays=(ESSAY,),
    notes=(NOTE,),
    works=(WORK,),
    services=(OFFER,),
    events=(EVENT, PAST),
    collaborations=(COLLABORATION,),
    ledger=(LedgerYear("2026", (LedgerLine("essays", ESSAY), LedgerLine("collaborations", COLLABORATION))),),
)
LINKS = (
    LinkTo(url="https://github.com/lin", platform="github", handle="lin"),
    LinkTo(platform="wechat", handle="林语的抽屉"),
    LinkTo(url="/about/", label="关于"),
)
CONTACT = {
    "email": (Contact("lin@example.org", "public"),),
    "phone": (Contact("+86 571 0000 0000", "public"), Contact("+86 571 0000 0001", "public")),
    "wechat": (Contact("linyu", "public"),),
    "address": (Contact("a secret address", "host"),),
}
TOC = (
    TocEntry(Heading(2, "a", "先算成本"), (TocEntry(Heading(3, "b", "房租也算")),)),
    TocEntry(Heading(2, "c", "再谈价格")),
)
FULL_CONTEXT = EntryContext(
    previous=ENGLISH,
    next=ESSAY,
    series=Series(Term("报价三讲", "series/报价三讲/", 3), (ESSAY, ENGLISH), 1),
    related=(ENGLISH, WORK),
    backlinks=(NOTE,),
    crumbs=(Crumb("essays", "essays/", is_list=True),),
    terms={"tags": (TAG,)},
    topics=(TOPIC,),
    circles=(CIRCLE,),
    refs=dict.fromkeys(("partners", "hosts", "speakers", "attended", "introduced_by", "confirmed_by"), (LIN, WEN)),
    proof=(WORK,),
    recap=ESSAY,
    testimonial=SAID,
)
FIELDS: dict[str, Common] = {
    "essays": Essay(
        title="报价", date="2026-03-01", updated="2026-03-09", canonical="https://example.org/x", tags=("写作",),
        syndicated=(LinkTo(url="https://zhuanlan.zhihu.com/p/1", platform="zhihu"), LinkTo(platform="wechat")),
        disclosure="文中的陶瓷店是我的客户。", sources=(Source("营造法式", "", "李诫", "1103"),),
    ),
    "members": Profile(
        name="林语", name_latin="Lin Yu", headline=LIN.headline, role="策展人", org="木匠铺", city="杭州",
        languages=("zh-Hans", "en"), links=LINKS, contact=CONTACT, values=("说真话", "慢"), now="在筹备春天的展。",
        joined="2024-05-01", photo=Picture("lin.jpg"),
    ),
    "works": Work(
        title="陶瓷店", client="不二陶", period="2025", problem="店里有人，账上没钱。", role="策划",
        results=RESULTS, links=LINKS,
    ),
    "offers": Offer(
        title="诊断", for_whom="独立手艺人", solves="不知道收多少", price=Price(1200, "CNY", "session"),
        format="九十分钟视频", seats=3, action=Action("写信预约", "mailto:lin@example.org"),
    ),
    "events": Event(
        title="晚餐", start="2026-04-11T18:30:00", end="2026-04-11T21:00:00", timezone="Asia/Shanghai",
        venue="不二陶", city="杭州", online="https://example.org/live", signup="/about/", status="tentative",
    ),
    "circles": Circle(title="纸与字", belief="好的字让人忘了字。", charter="不推销。", admission="两人介绍。"),
    "collaborations": Collaboration(
        title="展", date="2025-10-01", nature="hire", outcome="来了四百人。", parties=("lin", "wen")
    ),
    "notes": Note(date="2026-02-02", syndicated=LINKS[:1]),
    "pages": Page(title="关于", updated="2026-01-01"),
}  # fmt: skip
BARE: dict[str, Common] = {
    "essays": Essay(title="x"), "members": Profile(name="x"), "works": Work(title="x"), "offers": Offer(title="x"),
    "events": Event(title="x", start="2026-01-01"), "circles": Circle(title="x"), "notes": Note(),
    "collaborations": Collaboration(title="x"), "pages": Page(title="x"),
}  # fmt: skip
CARDS = {one.kind: one for one in reversed(EVERY_CARD)} | {"pages": card("pages", "关于")}
POSTS = (
    ElsewherePost(
        LIN, "纸的方向", "https://lin.example.org/grain", "2026-03-02", "纸有纹理。", "林语的案头", "zh-Hans"
    ),
    ElsewherePost(WEN, "x", "https://wen.example.org/x"),
)
DEFAULT = load_theme(Path("/nonexistent"), "default")[0]
SECTIONS = tuple(Section(name=name) for name in choices(DEFAULT, "sections"))
HOME = HomeView(
    owner=MEMBER, profile=PROFILE, works=(WORK,), offers=(OFFER,), essays=(ESSAY, ENGLISH), notes=(NOTE,),
    events=(EVENT,), members=(MEMBER, BARE_MEMBER), circles=(CIRCLE,), asks=(OPEN_ASK,),
    collaborations=(COLLABORATION,), elsewhere=POSTS, more={"essays": "essays/"}, voices=PROFILE.vouched_by,
    topics=(TOPIC, TAG), faces=(MEMBER, BARE_MEMBER), totals={"essays": 9, "members": 3}, sections=SECTIONS,
)  # fmt: skip
BARE_HOME = HomeView(
    owner=None, profile=None, works=(), offers=(), essays=(), notes=(), events=(), members=(), circles=(), asks=(),
    collaborations=(), elsewhere=(), more={}, hero="community", sections=SECTIONS,
)  # fmt: skip
FEEDS = tuple(Feed("木匠铺", f"feed.{form}", form) for form in ("rss", "atom", "json"))
ALTERNATES = (
    Alternate(LANG, "简体中文", ""),
    Alternate("en", "English", "en/"),
    Alternate("ja", "日本語", "ja/", False),
)
SITE = SiteView(
    title="木匠铺", description="手艺人的街坊。", base_url="https://example.org/", lang=LANG, default_lang=LANG,
    languages=ALTERNATES, home="", owner=LIN, is_community=True, voice="慢慢做，好好说。", values=("真", "慢"),
    logo=None, menu=(MenuEntry("", "essays/", "essays"), MenuEntry("店", "https://example.com/", "", True)),
    feeds=FEEDS, links=LINKS, email="hello@example.org", footer="木匠铺", icp="浙ICP备00000000号",
    gongan="浙公网安备00000000000000号", has_search=True, search_url="search/", subscribe_url="subscribe/", extra={},
)  # fmt: skip
BARE_SITE = SiteView(
    title="x", description="", base_url="https://example.org/", lang="en", default_lang="en", languages=(), home="",
    owner=None, is_community=False, voice="", values=(), logo=None, menu=(), feeds=(), links=(), email="", footer="",
    icp="", gongan="", has_search=False, search_url="", extra={},
)  # fmt: skip
LISTING = Listing(
    name="essays", title="", cards=EVERY_CARD, years=(Year("2026", (ESSAY,)),), terms=(TAG, TOPIC), page=2, pages=3,
    previous="essays/", next="essays/page/3/", total=41, crumbs=(Crumb("tags", "tags/", is_list=True),),
)  # fmt: skip
TOPIC_VIEW = TopicView(
    term=TOPIC, crumbs=(Crumb("topics", "topics/", is_list=True), Crumb(TAG.name, TAG.url)),
    broader=(TAG,), narrower=(TAG,), offered_by=(MEMBER,), asked_by=(OPEN_ASK,), services=(OFFER,),
    works=(WORK,), essays=(ESSAY,), circles=(CIRCLE,),
)  # fmt: skip


def entry(kind: str, fields: Common) -> Entry[Common]:
    """An entry with these fields, as it would have been parsed."""
    given = tuple(name for name in fields.__struct_fields__ if getattr(fields, name))
    return Entry(
        id=f"{kind}/x", key=f"{kind}/x.{LANG}", kind=kind, slug="x", lang=LANG, source=f"{kind}/x.md", section="",
        digest=b"", fields=fields,
        given=(*given, "summary"), translation=False, trusted=True, title="报价之前", summary="先算清楚。",
        published=0, updated=0, expires=0, terms={}, words=900, minutes=3, targets=(), wikilinks=(), pictures=(),
        has_math=False, has_code=False,
    )  # fmt: skip


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    """Every template in its fullest and its barest form: template and values by a name for the test."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    templates = {
        "essays": "essay", "members": "member", "works": "work", "offers": "offer", "events": "event",
        "circles": "circle", "collaborations": "collaboration", "notes": "note", "pages": "page",
    }  # fmt: skip
    circle = CircleView(
        parent=CIRCLE, children=(CIRCLE,), stewards=(LIN,), members=(MEMBER, BARE_MEMBER), events=(EVENT,),
        essays=(ESSAY,),
    )  # fmt: skip
    for kind, template in templates.items():
        body = Markup("<h2 id='a'>先算成本</h2><p>正文。</p><h2 id='c'>再谈价格</h2><h3 id='b'>房租也算</h3>")
        full = {"entry": entry(kind, FIELDS[kind]), "card": CARDS[kind], "context": FULL_CONTEXT, "body": body,
                "toc": TOC, "profile": PROFILE, "circle": circle}  # fmt: skip
        begins = {"start": bare_start} if (bare_start := getattr(BARE[kind], "start", "")) else {}
        bare = {"entry": msgspec.structs.replace(entry(kind, BARE[kind]), given=(), minutes=0), "body": Markup(),
                "card": card(kind, "x", **begins), "context": EntryContext(), "toc": (),
                "profile": ProfileView(),
                "circle": CircleView()}  # fmt: skip
        found[kind] = f"{template}.html", page(full, kind=kind, image=CARDS[kind].image)
        found[f"bare {kind}"] = f"{template}.html", page(bare, BARE_SITE, kind=kind)
    owner = {"home": HOME, "entry": entry("members", FIELDS["members"]), "body": Markup("<p>你好。</p>")}
    found["home"] = "home.html", page(owner, kind="home")
    for hero in choices(DEFAULT, "heroes"):
        found[f"home {hero}"] = (
            "home.html",
            page({**owner, "home": msgspec.structs.replace(HOME, hero=hero)}, kind="home"),
        )
    found["bare home"] = "home.html", page({"home": BARE_HOME}, BARE_SITE, kind="home")
    for name in ("list", "archive", "terms"):
        found[name] = f"{name}.html", page({"listing": LISTING, "introduction": Markup("<p>写在前面。</p>")}, kind=name)
        empty = Listing(name="essays", title="")
        found[f"bare {name}"] = f"{name}.html", page({"listing": empty, "introduction": ""}, BARE_SITE, kind=name)
    found["topic"] = "topic.html", page({"topic": TOPIC_VIEW}, kind="topic")
    found["bare topic"] = "topic.html", page({"topic": TopicView(term=TOPIC)}, BARE_SITE, kind="topic")
    found["search"] = "search.html", page({"topics": (TOPIC, TAG), "narrowed_by": ["kind", "tag"]}, kind="search")
    found["missing"] = "404.html", page({"latest": (ESSAY, ENGLISH)}, kind="missing")
    channel = Channel("site", "", LANG, "木匠铺", "", FEEDS)
    feeds = {"listing": Listing(name="subscribe", title=""), "introduction": "", "channels": (channel,)}
    found["subscribe"] = "subscribe.html", page(feeds, kind="subscribe")
    return found


def page(values: dict[str, Any], site: SiteView = SITE, *, kind: str, image: Image | None = None) -> dict[str, Any]:
    """What every template is given, for a page of a kind."""
    url = f"{kind}/x/"
    head = PageHead(
        kind=kind, key="", title="报价之前，先算清楚", description="一小时值多少钱？", url=url,
        canonical=site.base_url + url, lang=site.lang, alternates=site.languages, feeds=site.feeds, image=image,
        image_url=site.base_url + image.url if image else "", json_ld=Markup('{"@context": "https://schema.org"}'),
    )  # fmt: skip
    return {"site": site, "page": head, "root": "../../", "lang": site.lang, **values}
