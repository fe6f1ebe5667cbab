"""Sites that lay below a path of their host: what points into them by it points to the same thing here."""

# ruff: noqa: E501 (texts are quoted as they are)

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.importers.old_base import rooted, without_base
from tests.importers.move import Move, png

SITES: dict[str, tuple[str, str, dict[str, str | bytes]]] = {  # a text, the address of another, and the files
    "hexo": ("source/_posts/a.md", "/b/", {"_config.yml": "title: A\nurl: https://old.example\nroot: /blog/\npermalink: :title/\nmarked: {breaks: false}\n", "source/_posts/b.md": "---\ntitle: B\ndate: 2020-01-01\n---\n## s\n", "source/img/p.png": png()}),
    "hugo": ("content/posts/a.md", "/posts/b/", {"hugo.toml": "title = 'A'\nbaseURL = 'https://old.example/blog/'\n", "content/posts/b.md": "---\ntitle: B\ndate: 2020-01-01\n---\n## s\n", "static/img/p.png": png()}),
    "jekyll": ("_posts/2020-01-01-a.md", "/b/", {"_config.yml": "title: A\nurl: https://old.example\nbaseurl: /blog\npermalink: /:title/\n", "_posts/2020-01-01-b.md": "---\ntitle: B\n---\n## s\n", "img/p.png": png()}),
    "vitepress": ("guide/a.md", "/guide/b", {".vitepress/config.ts": "export default { title: 'A', base: '/blog/', cleanUrls: true, hostname: 'https://old.example' }", "guide/b.md": "---\ntitle: B\ndate: 2020-01-01\n---\n## s\n", "public/img/p.png": png()}),
    "vuepress": ("docs/guide/a.md", "/guide/b.html", {"docs/.vuepress/config.js": "module.exports = { title: 'A', base: '/blog/', siteUrl: 'https://old.example' }", "docs/guide/b.md": "---\ntitle: B\ndate: 2020-01-01\n---\n## s\n", "docs/.vuepress/public/img/p.png": png()}),
    "docusaurus": ("docs/a.md", "/docs/b", {"docusaurus.config.js": "module.exports = { title: 'A', url: 'https://old.example', baseUrl: '/blog/' }", "docs/b.md": "---\ntitle: B\ndate: 2020-01-01\n---\n## s\n", "static/img/p.png": png()}),
    "astro": ("src/content/posts/a.md", "/posts/b/", {"astro.config.mjs": "export default defineConfig({ site: 'https://old.example', base: '/blog' })", "src/content/posts/b.md": "---\ntitle: B\ndate: 2020-01-01\n---\n## s\n", "public/img/p.png": png()}),
}  # fmt: skip


@pytest.mark.parametrize("system", SITES)
def test_pointers_below_the_path_of_the_old_site(
    system: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, address, files = SITES[system]
    body = (
        f'[甲](/blog{address}#s) <a href="/blog{address}">乙</a> [丙](https://old.example/blog{address}#s) [丁]\n\n'
        '![图](/blog/img/p.png) <img src="/blog/img/p.png" alt="图"> ![旧](https://old.example/blog/img/p.png)\n\n'
        f"`[码](/blog{address})` [别](https://old.example/other/) [词](https://else.example/blog/)\n\n[丁]: /blog{address}\n"
    )
    move = Move(tmp_path, {**files, path: f"---\ntitle: A\ndate: 2020-01-01\ncover: /blog/img/p.png\n---\n{body}"})
    assert move.run(system) == 0
    said, text = capsys.readouterr().out, move.text("essays/a/index.md")
    assert "is not there" not in said and move.front("essays/a/index.md")["cover"] == "p.png"
    assert text.count("/blog") == text.count(f"`[码](/blog{address})`") + 1, text
    assert '![图](p.png) <img src="p.png" alt="图"> ![旧](p.png)' in text and f'<a href="{address}">' in text
    assert "https://old.example/other/" in text and "https://else.example/blog/" in text
    assert move.check() == 0
    told = capsys.readouterr().err
    assert not [code for code in ("broken-link", "lost-anchor", "missing-picture") if code in told], told


@pytest.mark.parametrize(
    ("target", "base", "made"),
    [
        ("/blog/a/?x#s", "https://a.example/blog", "/a/?x#s"),
        ("/blog", "/blog/", "/"),
        ("//A.example/blog/a", "https://a.example/blog/", "/a"),
        ("/blogs/a", "/blog/", "/blogs/a"),
        ("/a", "https://a.example/", "/a"),
        ("https://a.example/a", "https://a.example/", "https://a.example/a"),
        ("https://b.example/blog/a", "https://a.example/blog/", "https://b.example/blog/a"),
        ("blog/a", "/blog/", "blog/a"),
        ("/blog//b.example/a", "/blog/", "/b.example/a"),
    ],
)
def test_what_is_below_the_path(target: str, base: str, made: str) -> None:
    assert rooted(target, base) == made
    assert without_base(f"[x]({target}) `[x]({target})`", base) in (
        f"[x]({made}) `[x]({target})`",
        f"[x]({target}) `[x]({target})`",
    )
    if target.startswith(("/", "http")):
        assert without_base(f"[x]({target})", base) == f"[x]({made})"


@given(
    st.text(alphabet="/blog:[]()<>\"'= \nahref#?%", max_size=60),
    st.sampled_from(["", "/blog/", "https://[a/blog", "https://a/b"]),
)
def test_no_text_is_lost(body: str, base: str) -> None:
    made = without_base(body, base)
    assert len(made) <= len(body) + 1 and (base != "" or made == body)
