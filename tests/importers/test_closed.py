"""Whatever kept readers from a text keeps it a draft here: in its front matter, in its body, in the old site's settings."""

# ruff: noqa: E501 (tables are read by row)

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.move import Move

HEXO: dict[str, str | bytes] = {"_config.yml": "title: A\n"}
HUGO: dict[str, str | bytes] = {"hugo.toml": "title = 'A'\n"}
FRONT = [
    "password: x", "passwords: [x]", "keys: [abc]", "hidden: true", "hide: true", "private: true", "isDraft: true", "published: false",
    "dg-publish: false", "publishDate: 2099-01-01", "publishdate: 2099/1/1 08:00", "status: private", "build: {render: never}",
]  # fmt: skip
BODIES = [
    '{{% hugo-encryptor "x" %}}\n密\n{{% /hugo-encryptor %}}', "{{< password x >}}密{{< /password >}}", "{% encrypt x %}\n密\n{% endencrypt %}",
    "{%- private -%}密{%- endprivate -%}", "{% members_only %}密{% endmembers_only %}",
]  # fmt: skip


@pytest.mark.parametrize("form", [*((front, "密") for front in FRONT), *(("a: b", body) for body in BODIES)])
def test_what_was_closed_arrives_as_a_draft(
    form: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    front, body = form
    for system, files, path in (("hugo", HUGO, "content/posts/a.md"), ("hexo", HEXO, "source/_posts/a.md")):
        move = Move(tmp_path / system, {**files, path: f"---\ntitle: A\ndate: 2020-01-01\n{front}\n---\n{body}\n"})
        assert move.run(system) == 0
        assert move.front("essays/a.md")["draft"] == "true" and "not open to everybody" in capsys.readouterr().out


@pytest.mark.parametrize(
    "body",
    [
        "写 `{% encrypt %}`",
        "```\n{% private %}\n```",
        "{% note %}字{% endnote %}",
        "password: x",
        "{{< figure src=a.png >}}",
    ],
)
def test_what_only_speaks_of_it_is_open(body: str, tmp_path: Path) -> None:
    move = Move(
        tmp_path,
        {
            **HEXO,
            "source/_posts/a.md": f"---\ntitle: A\ndate: 2020-01-01\nkeys: []\npublishDate: 2019-01-01\n---\n{body}\n",
        },
    )
    assert move.run("hexo") == 0 and "draft" not in move.front("essays/a.md")


@pytest.mark.parametrize(
    ("system", "files", "path", "said"),
    [
        ("vitepress", {".vitepress/config.ts": "export default { srcExclude: ['**/secret.md', 'notes/**'] }"}, "secret.md", "srcExclude"),
        ("vitepress", {".vitepress/config.ts": "export default { srcExclude: ['**/secret.md', 'notes/**'] }"}, "a/b/secret.md", "srcExclude"),
        ("vitepress", {".vitepress/config.ts": "export default { srcExclude: ['**/secret.md', 'notes/**'] }"}, "notes/x.md", "srcExclude"),
        ("hugo", {"hugo.toml": "title = 'A'\nignoreFiles = ['\\.draft\\.md$', '[']\n"}, "content/posts/x.draft.md", "ignoreFiles"),
        ("jekyll", {"_config.yml": "title: A\nexclude: [secret]\n", "_posts/2020-01-01-a.md": "---\ntitle: A\n---\n字\n"}, "secret/x.md", "`exclude`"),
        ("jekyll", {"_config.yml": "title: A\n", "_posts/2020-01-01-a.md": "---\ntitle: A\n---\n字\n"}, "_notes/x.md", "`_notes`"),
        ("astro", {"astro.config.mjs": "export default {}", "src/content/blog/a.md": "字\n"}, "src/content/blog/_x.md", "`_x.md`"),
    ],
)  # fmt: skip
def test_what_was_left_out_is_named(
    system: str, files: dict[str, str | bytes], path: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move = Move(tmp_path, {"b.md": "---\ntitle: B\n---\n字\n", **files, path: "---\ntitle: 密\n---\n密\n"})
    assert move.run(system) == 0
    out = capsys.readouterr().out
    assert (
        path in out
        and said in out
        and not [one for one in move.files() if one.endswith("md") and "密" in move.text(one)]
    )


def test_a_site_behind_a_password_is_closed(tmp_path: Path) -> None:
    config = "module.exports = { themeConfig: { keyPage: { keys: ['x'], color: '#fff' } } }"
    move = Move(tmp_path, {"docs/.vuepress/config.js": config, "docs/a.md": "---\ndate: 2020-01-01\n---\n密\n"})
    assert move.run("vuepress") == 0 and move.front("essays/a.md")["draft"] == "true"
