"""What an author may do to entries between two builds."""

from __future__ import annotations

import os
import re

from tests.build.workshop import (
    Workshop,
    choose,
    stat_kept,
)


def add_text(site: Workshop, one: int, two: int) -> None:
    path = site.entry(one)
    site.write(path, site.read(path) + f"\n又一段 {two}。\n")


def edit_same_size(site: Workshop, one: int, two: int) -> None:
    path = site.entry(one)
    site.write(path, re.sub(r"(版本|Edition )\d", rf"\g<1>{two % 10}", site.read(path)))


def edit_same_size_and_time(site: Workshop, one: int, two: int) -> None:
    path = site.entry(one)
    text = re.sub(r"(版本|Edition )\d", rf"\g<1>{two % 10}", site.read(path))
    stat_kept(site.root / path, text.encode())


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
    kind = choose(["essays", "pages", "works", "circles"], two)
    target = site.root / "content" / kind / path.name
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        path.rename(target)


def retitle(site: Workshop, one: int, two: int) -> None:
    path = site.entry(one)
    site.front(path, "name" if "/members/" in path else "title", f"题目 {two}")


def redate(site: Workshop, one: int, two: int) -> None:
    dates = ["", "2026-02-01", "2026-11-08", "2025-01-01 10:00", "2027-01-01"]
    site.front(site.entry(one), "date", choose(dates, two))


def expire(site: Workshop, one: int, two: int) -> None:
    site.front(site.entry(one), "expires", choose(["", "2026-10-01", "2026-11-12", "2026-12-01"], two))


def retag(site: Workshop, one: int, two: int) -> None:
    site.front(site.entry(one), "tags", choose(["", "[写作]", "[信, design]", "[新的]", "[Writing]"], two))


def change_slug(site: Workshop, one: int, two: int) -> None:
    site.front(site.entry(one), "slug", choose(["", f"slug-{one}", "letter", "旧名"], two))


def change_aliases(site: Workshop, one: int, two: int) -> None:
    site.front(site.entry(one), "aliases", choose(["", "[/old/]", f"[/old/{one}.html, /更旧/]", "[/about/]"], two))


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
    kind = choose(["essays", "notes", "pages", "members", "works", "offers", "circles"], one)
    name = "" if kind == "notes" else f"{'name' if kind == 'members' else 'title'}: 新 {site.made}\n"
    links = ["[[长信]]", "见[[长信]]。\n\n![[长信]]", "[信](../essays/letter.md)", "![](/pictures/sea.png)", "字"]
    link = choose(links, two)
    site.write(f"content/{kind}/new-{site.made}.md", f"---\n{name}date: 2026-0{1 + two % 9}-01\n---\n{link}\n")


def add_translation(site: Workshop, one: int, two: int) -> None:
    path = site.root / site.entry(one)
    target = path.with_name(path.name.split(".")[0] + ".en.md")
    if not target.exists():
        title = "" if "notes" in path.parts else f"title: English {two}\n"
        target.write_text(f"---\n{title}---\nEdition 0.\n")
