"""Pages as Markdown beside them: the same text, what is public alone, and only where somebody asked for it."""

from __future__ import annotations

import argparse
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from mingpian.cli.loading import render_context_for
from mingpian.cli.options import site_options
from mingpian.content.data_formats.yaml_data import yaml_value
from mingpian.content.markdown.engines.comrak import to_html
from mingpian.plan.outputs import Output
from mingpian.render.body.bodies import body_html
from mingpian.render.formats import headers, llms, page, twin
from tests.example import copy_example
from tests.golden.test_golden import HERE as GOLDEN
from tests.render.small import SITE, Small

ASKED = "[signals]\nmarkdown = true\n"
LIN = {"members/lin.md": "---\nname: 林语\n---\n"}
# what only a page has: hidden labels, tables of contents, faces, drawn codes; and what is drawn in another way
NOT_TEXT = ["vh", "contents", "face", "monogram", "plate", "qr"]
OTHERWISE = ("math", "script", "style", "iframe", "audio", "video", "input", "svg")


def letters(text: str) -> str:
    """The letters and digits of a text: what stays whatever the markup."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum())


def words_of(markup: str, math: bool = False) -> str:
    tree = html.fragment_fromstring(f"<div>{markup}</div>")
    for one in list(tree.iter()):
        classes = (one.get("class") or "").split() if isinstance(one.tag, str) else []
        mark = "footnote-ref" in classes or "footnote-backref" in classes
        hidden = one.get("aria-hidden") == "true" if isinstance(one.tag, str) else True
        if one is not tree and (hidden or mark or one.tag in OTHERWISE or {*NOT_TEXT} & {*classes}):
            one.drop_tree()
    return letters("".join(tree.itertext()))


def words_of_twin(text: str) -> str:
    body = text.split("---\n", 2)[2] if text.startswith("---\n") else text
    body = re.sub(r"(?s)\$\$.*?\$\$|(?<![\\$])\$(?!\s)[^$\n]+?\$", " ", body)
    body = re.sub(r"\[\^[^\]]+\]:?", " ", body)
    return words_of(to_html(body))


def compared(root: Path) -> int:
    """Compare the text of every entry of a site with that of its twin; return how many there are."""
    settings = root / "site.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + f"\n{ASKED}", encoding="utf-8")
    parser = argparse.ArgumentParser()
    site_options(parser)
    loaded = render_context_for(parser.parse_args(["--root", str(root), "--jobs", "1"]))
    assert loaded is not None
    context, model = loaded
    planned = [one for one in twin.FORMAT.plan(model) if one.subject[0] == "entry"]
    for output in planned:
        entry = context.queries.entry(output.subject[1])
        said = words_of_twin(twin.FORMAT.render(output, context).decode())
        body = words_of(body_html(context, entry, "../"))
        assert body in said, output.path
        assert letters(entry.title) in said
    listed = [one for one in model.site.entries.values() if one.fields.listed and one.key not in model.site.states]
    assert len(planned) <= len(listed) + 5
    return len(planned)


def test_the_text_of_every_entry_is_that_of_its_page(tmp_path: Path) -> None:
    copy_example(tmp_path)
    assert compared(tmp_path) > 100


@pytest.mark.parametrize("name", sorted(path.name for path in (GOLDEN / "sites").iterdir()))
def test_of_small_sites_too(name: str, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(GOLDEN / "sites" / name, tmp_path / name)
    assert compared(tmp_path / name) > 3


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["C"], exclude_characters="\\"), max_size=60), st.text(max_size=30))
def test_whatever_is_written_is_text_there(text: str, title: str) -> None:
    line = " ".join(text.split())
    quoted = '"' + " ".join(title.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
    source = f"---\ntitle: {quoted}\ndate: 2026-01-01\n---\n`a` {line}\n"
    try:
        small = Small({**LIN, "essays/x.md": source}, SITE + ASKED)
    except (AssertionError, ValueError):
        return  # no YAML
    said = small.render(twin.FORMAT, "essays/x/index.md").decode()
    assert yaml_value(said.split("---\n")[1])["kind"] == "essays"
    entry = small.ask("entry", "essays/x.zh-Hans")
    assert words_of(body_html(small.context, entry, "../")) in words_of_twin(said)


FILES = {
    **LIN,
    "essays/tea.md": "---\ntitle: 茶 *经*\ndate: 2026-03-01\ntags: [茶]\n---\n"
    "见[[quiet]]，写信 a@lin.example\n\n`b@lin.example`\n",
    "essays/quiet.md": "---\ntitle: 不列的\ndate: 2026-03-02\nlisted: false\n---\n正文\n",
    "essays/no.md": "---\ntitle: 不给\ndate: 2026-03-03\nrights: {ai: {ai-input: no}}\n---\n正文\n",
    "essays/untrained.md": "---\ntitle: 不训练\ndate: 2026-03-04\n"
    "rights: {license: CC BY-NC, ai: {ai-train: no}}\n---\n正文\n",
    "offers/hour.md": "---\ntitle: 一小时\nprice: 300\nsolves: 改稿\n---\n怎么做\n",
}


def test_only_who_asks_has_it_and_only_of_what_may_be_read() -> None:
    plain, asked = Small(FILES), Small(FILES, SITE + ASKED)
    assert plain.planned(twin.FORMAT) == {}
    assert "text/markdown" not in plain.render(page.FORMAT, "essays/tea/index.html").decode()
    assert (
        "index.md"
        not in plain.render(llms.FORMAT, "llms.txt").decode() + plain.render(headers.FORMAT, "_headers").decode()
    )
    found = asked.planned(twin.FORMAT)
    assert {"essays/tea/index.md", "essays/index.md", "essays/untrained/index.md", "tags/茶/index.md"} <= found.keys()
    assert not {"essays/quiet/index.md", "essays/no/index.md", "index.md", "search/index.md"} & found.keys()
    for path, output in asked.planned(page.FORMAT).items():
        linked = '<link rel="alternate" type="text/markdown" href="' in asked.render(page.FORMAT, path).decode()
        assert linked == (path.removesuffix(".html") + ".md" in found), (path, output)
    told = asked.render(llms.FORMAT, "llms.txt").decode()
    assert "(https://lin.example/essays/tea/index.md)" in told and "(https://lin.example/essays/no/)" in told
    led = re.findall(r"\(https://lin\.example/([^)]*index\.md)\)", told)
    assert len(led) > 2 and {*led} <= found.keys()
    rules = asked.render(headers.FORMAT, "_headers").decode()
    assert "/*index.md\n  Content-Type: text/markdown; charset=utf-8\n  X-Robots-Tag: noindex\n" in rules


def test_it_says_what_cards_say_and_addresses_are_not_found_by_their_sign() -> None:
    asked = Small(FILES, SITE + ASKED)
    tea = asked.render(twin.FORMAT, "essays/tea/index.md").decode()
    front = yaml_value(tea.split("---\n")[1])
    assert (front["title"], front["authors"], front["tags"]) == ("茶 *经*", ["林语"], ["茶"])
    assert front["url"] == "https://lin.example/essays/tea/"
    assert r"# 茶 \*经\*" in tea
    assert "a@lin" not in tea and "`b@lin.example`" in tea
    free = yaml_value(asked.render(twin.FORMAT, "essays/untrained/index.md").decode().split("---\n")[1])
    assert free["ai-train"] == "no" and free["license"].endswith("/by-nc/4.0/")
    assert yaml_value(asked.render(twin.FORMAT, "offers/hour/index.md").decode().split("---\n")[1])["solves"] == "改稿"
    every = asked.render(twin.FORMAT, "essays/index.md").decode()
    assert r"- [茶 \*经\*](https://lin.example/essays/tea/index.md)" in every and "[不列的" not in every


def test_nothing_is_in_it_that_is_not_public() -> None:
    secret = "---\nname: 林语\ncontacts: {email: {value: secret@lin.example, show: members}, "
    secret += "phone: {value: '13800138000', show: host}}\n---\n我\n"
    small = Small({**FILES, "members/lin.md": secret, "members/bai.md": "---\nname: 白\n---\n"}, SITE + ASKED)
    said = "".join(twin.FORMAT.render(one, small.context).decode() for one in small.planned(twin.FORMAT).values())
    assert "林语" in said and "secret" not in said and "13800138000" not in said
    assert isinstance(next(iter(small.planned(twin.FORMAT).values())), Output)
