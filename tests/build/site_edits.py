"""What an author may do to the rest of a site between two builds: settings, theme, data, output, the clock."""

from __future__ import annotations

import json
import os

from tests.build.entry_edits import (
    add_entry,
    add_text,
    add_translation,
    change_aliases,
    change_people,
    change_slug,
    change_standing,
    delete,
    edit_same_size,
    edit_same_size_and_time,
    expire,
    move_between_file_and_folder,
    move_to_another_kind,
    redate,
    rename,
    retag,
    retitle,
    set_time_back,
    swap_names,
    touch,
)
from tests.build.workshop import (
    DATA,
    DAY,
    MATCH,
    PICTURES,
    PRICES,
    TEMPLATES,
    TOPICS,
    Edit,
    Workshop,
    choose,
    png,
    stat_kept,
)


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
    letter = choose(["content/essays/letter.md", "content/essays/letter.en.md"], one // 2)
    if (site.root / letter).exists():
        site.front(letter, "authors", ["[man]", "[lin]", ""][two % 3])


def edit_topics(site: Workshop, one: int, two: int) -> None:
    path = site.root / "content/topics.toml"
    if one % 4 == 0:
        path.unlink(missing_ok=True)
    elif one % 4 == 1:
        site.write("content/topics.toml", TOPICS.replace("排版", f"版面{two}"))
    elif one % 4 == 2:
        stat_kept(path, TOPICS.replace("设计", "美工").encode()) if path.exists() else None
    else:
        site.write("content/topics.toml", TOPICS + f'new{two} = "新"\n')


def edit_data(site: Workshop, one: int, two: int) -> None:
    path = site.root / DATA
    data = [f"什么,多少\n改稿,{two}\n", f"什么,多少,多久\n改稿,{two},三天\n", "什么\n改稿,5\n"][one % 3]
    if two % 4 == 0:
        path.unlink(missing_ok=True)
    elif two % 4 == 1 and path.exists():
        stat_kept(path, PRICES.replace("500", str(500 + one % 400)).encode())
    else:
        site.write(DATA, data)


def decide_a_match(site: Workshop, one: int, two: int) -> None:
    text = MATCH.replace("approved", choose(["approved", "declined", "proposed"], one))
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
    answer = {"source": f"https://bo.example/{two}", "target": f"https://lin.example/essays/{one}/", "kind": "reply"}
    letter = answer | {"target": "https://lin.example/essays/letter/", "text": f"Yes {one}"}
    if one % 5 == 0:
        (site.root / "content/webmentions.json").unlink(missing_ok=True)
    else:
        site.write("content/webmentions.json", json.dumps({"webmentions": [answer, letter]}) if one % 5 < 4 else "[")


def use_a_component(site: Workshop, one: int, two: int) -> None:
    path = site.entry(one)
    quote = f":::quote name=某{two}\n话\n:::"
    uses = [":::member man :::", "见 :work{cover}", quote, ":::membr x :::", ":::table prices"]
    site.write(path, site.read(path) + f"\n{choose(uses, two)}\n")


def edit_picture(site: Workshop, one: int, two: int) -> None:
    path = site.root / "content" / choose(sorted(PICTURES), one)
    if two % 5 == 0:
        path.unlink(missing_ok=True)
    elif two % 5 == 1 and path.exists():
        stat_kept(path, png(two))
    else:
        site.write(path.relative_to(site.root).as_posix(), png(two, width=3 + two % 3))


def edit_static(site: Workshop, one: int, two: int) -> None:
    path = site.root / choose(["content/static/hours.txt", "content/essays/notes.pdf"], one)
    data = f"%PDF-{two % 10}\n" if path.suffix == ".pdf" else f"1{two % 10}:00\n"
    if two % 4 == 0:
        path.unlink(missing_ok=True)
    elif two % 4 == 1 and path.exists():
        stat_kept(path, data.encode())
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
        stat_kept(site.root / path, data.encode())
    else:
        site.write(path, data)


def let_time_pass(site: Workshop, one: int, two: int) -> None:
    site.now += (one % 12) * DAY + two * 3_600


def turn_time_back(site: Workshop, one: int, two: int) -> None:
    site.now -= (one % 9) * DAY


def preview_drafts(site: Workshop, one: int, two: int) -> None:
    site.drafts = bool(one % 2)


def build_for_another_address(site: Workshop, one: int, two: int) -> None:
    site.base_url = choose(["", "https://preview.example/"], one)


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
