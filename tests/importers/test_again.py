"""An import that is run again, for every system: the same source changes nothing; what changed there is renewed here
where nobody edited it, and is told of where somebody did."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingpian.cli import main
from mingpian.importers import MODULES
from tests.importers.test_backups import USERS, dat

Text = tuple[str, str]  # a title, which several may have, and the words that one alone has
Files = dict[str, str | bytes]
_WXR = (
    "<item><title>{0}</title><dc:creator>lin</dc:creator><wp:post_id>{2}</wp:post_id><wp:post_type>post</wp:post_type>"
    "<wp:post_date>2020-01-01 00:00:00</wp:post_date><wp:status>draft</wp:status>"
    "<content:encoded><![CDATA[{1}]]></content:encoded></item>"
)
_HEAD = (
    '<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>A</title>'
)
_AUTHOR = (
    "<wp:author><wp:author_login>lin</wp:author_login><wp:author_email>lin@a.example</wp:author_email>"
    "<wp:author_display_name>Lin</wp:author_display_name></wp:author>"
)


def _files(head: str, path: str, settings: Files, front: str = "---\n") -> Callable[[list[Text]], Files]:
    """Return what writes a folder of texts, one file each."""

    def make(texts: list[Text]) -> Files:
        return settings | {
            path.format(at): f"{front}{head.format(title)}{front or chr(10)}{words}\n"
            for at, (title, words) in enumerate(texts)
        }

    return make


def _wordpress(texts: list[Text]) -> Files:
    def file(at: int) -> str:
        items = "".join(_WXR.format(*one, number) for number, one in enumerate(texts) if number % 2 == at)
        return f"{_HEAD}{_AUTHOR}{items}</channel></rss>"

    return {"1.xml": file(0), "2.xml": file(1)}


def _ghost(texts: list[Text]) -> Files:
    posts = [
        {"id": str(at), "title": title, "html": f"<p>{words}</p>", "status": "published", "published_at": "2020-01-01T00:00:00Z"}
        for at, (title, words) in enumerate(texts)
    ]  # fmt: skip
    tables = {
        "posts": posts, "users": [{"id": "u", "name": "Lin", "email": "lin@a.example"}],
        "posts_authors": [{"post_id": one["id"], "author_id": "u"} for one in posts],
    }  # fmt: skip
    return {"ghost.json": json.dumps({"db": [{"data": tables}]})}


def _typecho(texts: list[Text]) -> Files:
    post = {
        "created": 1_580_000_000,
        "modified": 0,
        "authorId": 1,
        "type": "post",
        "status": "publish",
        "password": None,
        "parent": 0,
    }
    posts = [
        {"cid": at + 1, "title": title, "slug": "", "text": f"<!--markdown-->{words}", **post}
        for at, (title, words) in enumerate(texts)
    ]  # fmt: skip
    return {"old.dat": dat((1, posts), (5, USERS))}


def _halo(texts: list[Text]) -> Files:
    posts = [
        {"id": at, "title": title, "status": "PUBLISHED", "originalContent": words, "createTime": 1_580_000_000_000}
        for at, (title, words) in enumerate(texts)
    ]
    return {"halo.json": json.dumps({"posts": posts})}


def _wechat(texts: list[Text]) -> Files:
    page = '<html><h1 id="activity-name">{0}</h1><div id="js_content"><p>{1}</p></div><script>var ct = "{2}"; var msg_link = "https://mp.weixin.qq.com/s/{2}";</script></html>'
    return {f"{at}.html": page.format(*one, 1_580_000_000 + at) for at, one in enumerate(texts)}


def _notion(texts: list[Text]) -> Files:
    return {f"{title} {at:032x}.md": f"# {title}\n\n{words}\n" for at, (title, words) in enumerate(texts)}


def _cards(texts: list[Text]) -> Files:
    return {"a.vcf": "".join(f"BEGIN:VCARD\nFN:{title}\nNOTE:{words}\nEND:VCARD\n" for title, words in texts)}


def _rows(texts: list[Text]) -> Files:
    return {"a.csv": "姓名,备注\n" + "".join(f"{title},{words}\n" for title, words in texts)}


def _resumes(texts: list[Text]) -> Files:
    return {
        f"{at}.json": json.dumps({"basics": {"name": title, "summary": words}})
        for at, (title, words) in enumerate(texts)
    }


def _biodrop(texts: list[Text]) -> Files:
    return {
        f"{at}.json": json.dumps({"name": title, "bio": words, "links": []}) for at, (title, words) in enumerate(texts)
    }


def _archive(texts: list[Text]) -> Files:
    rows = [
        {"path": f"notes/{at}.md", "text": f"---\ntitle: {title}\n---\n{words}\n"}
        for at, (title, words) in enumerate(texts)
    ]
    return {"site.json": json.dumps({"version": 1, "entries": rows})}


SYSTEMS: dict[str, tuple[str, Callable[[list[Text]], Files]]] = {
    "astro": ("", _files("title: {}\n", "src/content/blog/{}.md", {"astro.config.mjs": ""})),
    "docusaurus": ("", _files("title: {}\nauthor: Lin\n", "blog/2020-01-01-{}.md", {"docusaurus.config.js": ""})),
    "quartz": ("", _files("title: {}\n", "content/{}.md", {"quartz.config.ts": "x"})),
    "vitepress": ("", _files("title: {}\nauthor: Lin\n", "docs/{}.md", {"docs/.vitepress/config.js": "author: 'Lin'"})),
    "vuepress": ("", _files("title: {}\nauthor: Lin\n", "docs/{}.md", {"docs/.vuepress/config.js": "author: 'Lin'"})),
    "biodrop": ("", _biodrop),
    "ghost": ("ghost.json", _ghost),
    "halo": ("halo.json", _halo),
    "hexo": ("", _files("title: {}\ndate: 2020-01-01\nauthor: Lin\n", "source/_posts/{}.md", {"_config.yml": "title: A\nauthor: Lin\n"})),
    "hugo": ("", _files("title: {}\ndate: 2020-01-01\nauthor: Lin\n", "content/posts/{}.md", {"hugo.toml": "title = 'A'\n"})),
    "jekyll": ("", _files("title: {}\nauthor: Lin\n", "_posts/2020-01-01-{}.md", {"_config.yml": "title: A\nauthor: Lin\n"})),
    "jsonresume": ("", _resumes),
    "mingpian": ("", _archive),
    "notion": ("", _notion),
    "obsidian": ("", _files("title: {}\n", "{}.md", {".obsidian/app.json": "{}"})),
    "pelican": ("", _files("Title: {}\nDate: 2020-01-01\nAuthor: Lin\n", "content/{}.md", {"pelicanconf.py": "AUTHOR = 'Lin'\n"}, "")),
    "table": ("a.csv", _rows),
    "typecho": ("old.dat", _typecho),
    "vcard": ("a.vcf", _cards),
    "wechat": ("", _wechat),
    "wordpress": ("", _wordpress),
}  # fmt: skip
OF_ONE_FILE = {"friends"}  # a table of all that is there: a text of its own is in none of its rows


def test_no_system_is_left_out() -> None:
    assert SYSTEMS.keys() | OF_ONE_FILE == {name.rpartition(".")[2] for name in MODULES}


class _Again:
    """An old site that changes, and what became of its texts in the new one, which changes as well."""

    def __init__(self, folder: Path, system: str) -> None:
        self.old, self.new = folder / "old", folder / "new"
        self._said, (self._named, self._make) = {"table": "csv"}.get(system, system), SYSTEMS[system]

    def write(self, texts: list[Text]) -> None:
        for path, data in self._make(texts).items():
            (self.old / path).parent.mkdir(parents=True, exist_ok=True)
            (self.old / path).write_bytes(data.encode() if isinstance(data, str) else data)

    def run(self, *more: str) -> str:
        with redirect_stdout(io.StringIO()) as said:
            assert main(["import", self._said, str(self.old / self._named), *(more or ("--root", str(self.new)))]) == 0
        return said.getvalue()

    def files(self) -> dict[Path, tuple[bytes, int]]:
        paths = (path for path in sorted((self.new / "content").rglob("*")) if path.is_file())
        return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}

    def of(self, words: str) -> Path:
        """The one file that has these words."""
        (found,) = (path for path, (data, _) in self.files().items() if words.encode() in data)
        return found


@pytest.mark.parametrize("system", SYSTEMS)
@settings(max_examples=4)
@given(
    titles=st.lists(st.sampled_from(["甲", "乙", "Tea"]), min_size=1, max_size=4),
    there=st.sets(st.integers(0, 3)),
    here=st.sets(st.integers(0, 3)),
)
def test_again(system: str, titles: list[str], there: set[int], here: set[int]) -> None:
    with TemporaryDirectory() as folder:
        again = _Again(Path(folder), system)
        texts = [(title, f"字甲{at}字") for at, title in enumerate(titles)]
        again.write(texts)
        said = again.run(str(again.new))
        assert f"{len(again.files())} imported\n" in said and "renewed" not in said, said
        first, places = again.files(), [again.of(words) for _, words in texts]
        assert len(set(places)) == len(texts), "each has a place of its own"
        said = again.run()
        assert again.files() == first and "unchanged" in said and "renewed" not in said and "imported" not in said, said
        for at in here & set(range(len(texts))):
            places[at].write_bytes(places[at].read_bytes() + "我改过\n".encode())
        again.write([(title, f"字{'乙' if at in there else '甲'}{at}字") for at, title in enumerate(titles)])
        said = again.run()
        for at, place in enumerate(places):
            shown, name = place.read_text(), f"content/{place.relative_to(again.new / 'content').as_posix()}"
            assert (f"字乙{at}字" in shown) is (at in there - here), said
            assert shown.endswith("我改过\n") is (at in here) and (f"differs: {name}" in said) is (at in here), said
            assert (f"renewed: {name}" in said) is (at in there - here), said
        second = again.files()
        assert "renewed" not in again.run() and again.files() == second


@pytest.mark.parametrize("address", ["https://a.example", "https://a.example/", "https://a.example/blog", "a.example"])
def test_an_address_is_the_same_with_a_slash_at_its_end(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    post = tmp_path / "old/source/_posts/a.md"
    post.parent.mkdir(parents=True)
    post.write_text("---\ntitle: A\n---\n字\n", encoding="utf-8")
    (tmp_path / "old/_config.yml").write_text(f"title: A\nurl: {address}\n", encoding="utf-8")
    for _ in range(2):
        capsys.readouterr()
        assert main(["import", "hexo", str(tmp_path / "old"), str(tmp_path / "new")]) == 0
    assert "base_url" not in capsys.readouterr().out
