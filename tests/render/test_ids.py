"""The ids of a text and those of the page around it never meet."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.content import markdown
from mingpian.content.kind import PAGE_IDS
from mingpian.content.kinds import BUILTIN as KINDS
from mingpian.content.markdown.sanitise import PREFIX
from mingpian.render.formats.page import FORMAT
from tests.example import REPOSITORY, Site
from tests.render.small import Small

THEMES = REPOSITORY / "themes"
_ID = re.compile(r'\sid="([^"{]+)"|section\("([^"]+)"')


def ids_in(*names: str) -> set[str]:
    """The ids that templates of our themes write out."""
    files = [path for name in names for path in THEMES.glob(f"*/templates/{name}")]
    assert files
    return {one or other for path in files for one, other in _ID.findall(path.read_text())}


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_knows_the_ids_of_its_page(name: str) -> None:
    shared = ids_in("base.html", "entry.html", "macros.html", "footer.html", "menu.html")
    own = ids_in(KINDS[name].template) | (ids_in("home.html") if name == "members" else set())
    assert own | shared <= PAGE_IDS | set(KINDS[name].ids)


def test_components_and_pages_have_no_id_of_a_text() -> None:
    assert ids_in("components/*.html") == set()
    assert not [name for name in ids_in("*.html") if name.startswith(PREFIX)]


def body(name: str) -> str:
    ids = sorted(PAGE_IDS | set(KINDS[name].ids))
    return "\n\n".join(f"## {id.replace('-', ' ').title()}\n\n字\n\n[s](#{id})" for id in ids)


@pytest.mark.parametrize("name", KINDS)
def test_headings_called_like_parts_of_the_page(name: str) -> None:
    fields = {
        "members": "name: 林\ncontact: {email: {value: a@b.cn, audience: public}}\nnow: 茶\nvalues: [慢]\noffers: [茶]",
        "events": "title: A\nstart: 2026-01-01\nattended: [lin]",
        "works": "title: A\nproblem: 无\nresults: [有]",
        "offers": "title: A\nproof: [w]",
        "collaborations": "title: A\nparties: [lin]\nconfirmed_by: [lin]",
        "circles": "title: A\nstewards: [lin]",
        "notes": "date: 2026-01-02",
        "essays": "title: A\ndate: 2026-01-02\nsources: [营造法式]",
    }.get(name, "title: A\ndate: 2026-01-02")
    slug = "lin" if name == "members" else "a"
    files = {
        "members/lin.md": "---\nname: 林\ncircles: [a]\n---\n" if name == "circles" else "---\nname: 林\n---\n",
        "works/w.md": "---\ntitle: W\n---\n",
        f"{name}/b.md": files_of(name, fields, "b"),
        f"{name}/c.md": files_of(name, fields, "c"),
        f"{name}/{slug}.md": f"---\n{fields}\n---\n{body(name)}\n",
    }
    small = Small(files)
    path = small.ask("card", f"{name}/{slug}.zh-Hans").url
    html = small.render(FORMAT, f"{path}index.html".replace("%20", " ")).decode()
    repeated = {id: count for id, count in Counter(re.findall(r'\sid="([^"]+)"', html)).items() if count > 1}
    assert repeated == {}
    lost = set(re.findall(r'href="#([^"]+)">s<', html)) - set(re.findall(r'<h2 id="([^"]+)"', html))
    assert lost == set()


def files_of(name: str, fields: str, title: str) -> str:
    return f"---\n{fields.replace('title: A', f'title: {title}').replace('name: 林', f'name: {title}')}\n---\n字\n"


@given(
    st.lists(st.sampled_from(["Main", "Next", "u main", "Other", "Main 1", "Next {#main}", "x {#next}"]), max_size=8),
    st.booleans(),
)
def test_headings_have_ids_of_their_own(titles: list[str], trusted: bool) -> None:
    reserved = frozenset(["main", "next"])
    options = markdown.Options(reserved=reserved, trusted=trusted)
    found = [
        heading.id for heading in markdown.parse_markdown("\n\n".join(f"## {one}" for one in titles), options).headings
    ]
    assert len(set(found)) == len(found) == len(titles)
    assert not reserved & set(found)


def test_raw_html_and_links_to_it_move_together() -> None:
    text = "<div id=main>a</div>\n\n[b](#main) <label for='main'>c</label> `<p id=\"main\">`\n"
    html = "".join(map(str, markdown.parse_markdown(text, markdown.Options(reserved=frozenset(["main"]))).parts))
    assert "<div id=u-main>" in html
    assert 'href="#u-main"' in html
    assert "for='u-main'" in html
    assert "id=&quot;main&quot;" in html or 'id="main"&gt;' in html


def test_a_heading_that_meets_nothing_keeps_its_id() -> None:
    small = Small(
        {"members/lin.md": "---\nname: 林\n---\n", "essays/a.md": "---\ntitle: A\n---\n## Contact\n\n## Search\n"}
    )
    assert 'id="contact"' in small.render(FORMAT, "essays/a/index.html").decode()


def test_no_page_of_the_example_has_an_id_twice(example: Site) -> None:
    found = {}
    for path in example.files(".html"):
        ids = Counter(re.findall(r"<[a-zA-Z][^<>]*?\sid=[\"']?([^\"'\s>]+)", path.read_text(encoding="utf-8")))
        found[path] = sorted(id for id, count in ids.items() if count > 1)
    assert len(found) > 50
    assert {path: ids for path, ids in found.items() if ids} == {}
