"""Do all carriers of rights agree? Entries with mixed rights, built, and read back by others' parsers.

`python -m benchmarks.rights [ENTRIES]` builds a site of that many (1000), half of them with terms of their own, and
compares for every entry what is declared with what feedparser, extruct, mf2py and lxml read: in pages, three feeds,
rsl.xml by the rules of robots.txt (RFC 9309), tdmrep.json by its own, and robots.txt.
"""

import json
import random
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import mingpian

BASE = "https://t.example/"
CC = "https://creativecommons.org/licenses/"
LICENCES = {  # as written -> the address of the licence
    "CC BY 4.0": f"{CC}by/4.0/",
    "cc by-nc-sa": f"{CC}by-nc-sa/4.0/",
    "知识共享署名-禁止演绎 4.0": f"{CC}by-nd/4.0/",
    "CC0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "MIT": "https://spdx.org/licenses/MIT.html",
    "https://own.example/terms": "https://own.example/terms",
    "版权所有": "",
    "只许读，不许抄。": "",
}
SITE: dict[str, Any] = {"license": "CC BY-NC-SA 4.0", "ai": {"search": "yes", "ai-train": "no"}}
KINDS: dict[str, dict[str, Any]] = {"works": {"license": "版权所有", "ai": {"ai-input": "no"}}}
REPRINTS = {"allowed": "欢迎转载", "with-credit": "注明出处", "ask": "征得同意", "no": "谢绝转载"}
SIGNALS = ("search", "ai-input", "ai-train")


def declared(number: int, chance: random.Random) -> dict[str, Any]:
    """Return an entry's front matter as data."""
    rights: dict[str, Any] = {}
    if chance.random() < 0.5:
        rights["license"] = chance.choice(list(LICENCES))
    if chance.random() < 0.4:
        rights["ai"] = {name: chance.choice(("yes", "no")) for name in SIGNALS if chance.random() < 0.6}
    if chance.random() < 0.2:
        rights["holder"] = [f"持有人{number}"]
    if chance.random() < 0.2:
        kind = chance.choice(("reprint", "translation"))
        rights["origin"] = {"kind": kind, "author": f"原作者{number}", "url": f"https://o.example/{number}"}
        rights["origin"] |= {"permission": f"许可{number}号"} if chance.random() < 0.5 else {}
    if chance.random() < 0.3 and "CC" not in rights.get("license", "CC") and "知识" not in rights["license"]:
        rights["reprint"] = chance.choice(list(REPRINTS))
        rights["reprinters"] = [f"茶刊{number}"]
    if chance.random() < 0.3:
        rights["contact"], rights["offer"] = f"https://ask.example/{number}", f"https://buy.example/{number}"
    made = chance.choice(("", "", "generated", "assisted"))
    return {"kind": chance.choice(("essays", "works", "notes")), "rights": rights, "ai": made}


def expected(one: dict[str, Any]) -> dict[str, Any]:
    """Return what every carrier should say of an entry: the entry over its kind over the site, and nothing but refusals
    where the text is somebody else's."""
    own, foreign = one["rights"], "origin" in one["rights"]
    layers = [SITE, KINDS.get(one["kind"], {})]
    signals: dict[str, str] = {}
    for layer in layers:
        signals |= {name: said for name, said in layer.get("ai", {}).items() if not foreign or said == "no"}
    signals |= own.get("ai", {})
    written = own.get("license") or (
        "" if foreign else next((x["license"] for x in layers[::-1] if "license" in x), "")
    )
    holder = own.get("holder", [own["origin"]["author"]] if foreign else ["林语"])
    url = LICENCES.get(written, LICENCES["cc by-nc-sa"] if written == SITE["license"] else "")
    holder = [] if url.startswith("https://creativecommons.org/publicdomain") else holder
    said = [REPRINTS.get(own.get("reprint", ""), ""), *own.get("reprinters", ())]
    said += [own["origin"]["author"], own["origin"].get("permission", "")] if foreign else []
    found = {
        "license": url,
        "holder": holder,
        "signals": signals,
        "ai": one["ai"],
        "said": [word for word in said if word],
    }
    return found | {name: own.get(name, "") for name in ("contact", "offer")} | {"origin": own.get("origin", {})}


def page_of(root: Path, path: str) -> dict[str, Any]:
    """Return what three parsers read of a page."""
    import extruct
    import mf2py
    from lxml import html

    text = (root / "output" / path / "index.html").read_text(encoding="utf-8")
    graph = extruct.extract(text, syntaxes=["json-ld"])["json-ld"][0]["@graph"]
    node = next(one for one in graph if one.get("@id", "").endswith("#main"))
    parsed = mf2py.parse(doc=text, url=BASE + path)
    entry = next(item for item in parsed["items"] if "h-entry" in item["type"])["properties"]
    tree = html.fromstring(text)
    reserved = tree.xpath('string(//meta[@name="tdm-reservation"]/@content)')
    stated = node.get("license", "")
    return {
        "json-ld": stated if isinstance(stated, str) else "",
        "holder": [one["name"] for one in node.get("copyrightHolder", [])],
        "source type": node.get("digitalSourceType", "").rpartition("/")[2],
        "rel": "".join(one for one in parsed["rels"].get("license", []) if not one.endswith("rsl.xml")),
        "microformats": "".join(entry.get("license", [])),
        "head": tree.xpath('string(//head/link[@rel="license"][not(@type)]/@href)'),
        "tdm": {"1": "no", "0": "yes"}.get(reserved, ""),
        "contact": node.get("usageInfo", ""),
        "offer": node.get("acquireLicensePage", ""),
        "origin": {**node.get("isBasedOn", {}), **node.get("translationOfWork", {})}.get("url", ""),
        "credit": node.get("creditText", ""),
        "notice": node.get("copyrightNotice", ""),
        "shown": " ".join(tree.xpath('string(//*[@class="rights"])').split()),
        "label": " ".join(tree.xpath('//*[@class="made-with-ai"]/text()')),
    }


def feeds_of(root: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """Return the licence and the notice of each address, by feed."""
    import feedparser

    found: dict[str, dict[str, tuple[str, str]]] = {}
    for name in ("feed.xml", "atom.xml"):
        entries = feedparser.parse((root / "output" / name).read_bytes()).entries
        found[name] = {
            one.link: (
                "".join(link.href for link in one.links if link.rel == "license") or one.get("license", ""),
                one.get("rights", ""),
            )
            for one in entries
        }
    items = json.loads((root / "output/feed.json").read_bytes())["items"]
    said = {one["url"]: one.get("_rights", {}) for one in items}
    found["feed.json"] = {url: (one.get("license_url", ""), one.get("notice", "")) for url, one in said.items()}
    return found


def rsl_of(root: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return the contents of rsl.xml: pattern, and what is said."""
    from lxml import etree

    name = {"r": "https://rslstandard.org/rsl"}
    found = []
    for content in etree.fromstring((root / "output/rsl.xml").read_bytes()).findall("r:content", name):
        signals = dict.fromkeys(content.findtext(".//r:permits", "", name).split(), "yes")
        signals |= dict.fromkeys(content.findtext(".//r:prohibits", "", name).split(), "no")
        licence, holder = content.findtext(".//r:standard", "", name), content.findtext("r:copyright", "", name)
        found.append((content.get("url"), {"license": licence, "signals": signals, "holder": holder}))
    return found


def longest(rules: list[tuple[str, Any]], path: str) -> Any:
    """Return the rule that has most octets of a path (RFC 9309, 2.2.2)."""
    fitting = [(len(pattern), said) for pattern, said in rules if path.startswith(pattern)]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def disagreements(root: Path, entries: dict[str, dict[str, Any]]) -> list[str]:
    """Return every place where a carrier says something else than what is declared."""
    feeds, rsl = feeds_of(root), rsl_of(root)
    tdm = [
        (one["location"], one["tdm-reservation"])
        for one in json.loads((root / "output/.well-known/tdmrep.json").read_bytes())
    ]
    robots = dict(re.findall(r"([a-z-]+)=(yes|no)", (root / "output/robots.txt").read_text(encoding="utf-8")))
    wrong = []
    for path, one in entries.items():
        want, page, machine = expected(one), page_of(root, path), longest(rsl, "/" + path)
        first = next((said for pattern, said in tdm if ("/" + path).startswith(pattern)), None)
        said = {name: page[name] for name in ("json-ld", "rel", "microformats", "head")}
        said |= {name: told[BASE + path][0] for name, told in feeds.items()} | {"rsl": machine["license"]}
        wrong += [
            f"{path} {name}: {value!r} for {want['license']!r}"
            for name, value in said.items()
            if value != want["license"]
        ]
        checks = {
            "holder": (page["holder"], want["holder"]),
            "rsl holder": (machine["holder"], ", ".join(want["holder"])),
            "rsl signals": (machine["signals"], want["signals"]),
            "tdm meta": (page["tdm"], want["signals"].get("ai-train", "")),
            "tdmrep first": ({1: "no", 0: "yes", None: ""}[first], want["signals"].get("ai-train", "")),
            "tdmrep longest": (
                {1: "no", 0: "yes", None: ""}[longest(tdm, "/" + path)],
                want["signals"].get("ai-train", ""),
            ),
            "source type": ((page["source type"] or "-")[:1], {"generated": "T", "assisted": "C"}.get(want["ai"], "-")),
            "label": (bool(page["label"]), bool(want["ai"])),
            "contact": (page["contact"], want["contact"]),
            "offer": (page["offer"], want["offer"]),
            "origin": (page["origin"], want["origin"].get("url", "")),
            "credit": (page["credit"] in page["shown"], True),
            "not said": ([word for word in want["said"] if word not in page["notice"]], []),
            "not shown": ([part for part in re.split(r"\s·\s", page["notice"]) if part not in page["shown"]], []),
            **{f"{name} notice": (told[BASE + path][1], page["notice"]) for name, told in feeds.items()},
        }
        wrong += [
            f"{path} {name}: {value!r} for {right!r}" for name, (value, right) in checks.items() if value != right
        ]
        wrong += [f"{path} robots {name}" for name, word in robots.items() if want["signals"].get(name, word) != word]
    return wrong


def write_site(root: Path, count: int) -> dict[str, dict[str, Any]]:
    """Write a site of so many entries; return what each declares, by its address."""
    chance = random.Random(25)
    (root / "content/members").mkdir(parents=True)
    (root / "content/members/lin.md").write_text("---\nname: 林语\n---\n", encoding="utf-8")
    settings = f'title = "权"\nbase_url = "{BASE}"\nwithout = ["share", "qr"]\n[feeds]\nlimit = 1000\n'
    settings += f'[rights]\nlicense = "{SITE["license"]}"\nai = {{search = "yes", ai-train = "no"}}\n'
    settings += '[rights.kinds.works]\nlicense = "版权所有"\nai = {ai-input = "no"}\n'
    (root / "site.toml").write_text(settings, encoding="utf-8")
    entries = {}
    for number in range(count):
        one = declared(number, chance)
        front: dict[str, Any] = {"date": f"2026-{1 + number % 9:02}-{1 + number % 28:02}", "rights": one["rights"]}
        front |= {"title": f"第 {number} 篇"} if one["kind"] != "notes" else {}
        front |= {"ai": one["ai"]} if one["ai"] else {}
        lines = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in front.items() if value)
        file = root / "content" / one["kind"] / f"e{number}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"---\n{lines}---\n正文 {number}\n", encoding="utf-8")
        entries[f"{one['kind']}/e{number}/"] = one
    return entries


def main(count: int) -> int:
    """Build, read, compare, count."""
    with tempfile.TemporaryDirectory() as where:
        root = Path(where)
        entries = write_site(root, count)
        mingpian.build(root)
        wrong = disagreements(root, entries)
    print(f"{count} entries, {len(wrong)} disagreements")
    print("\n".join(wrong[:10]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
