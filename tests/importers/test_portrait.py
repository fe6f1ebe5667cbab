"""The picture of its owner that an old site showed: wherever its theme has it, it is on their card."""

# ruff: noqa: E501 (tables are read by row)

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.cli import main
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.importers.owner.portrait import ShownPicture, portrait_in
from tests.importers.move import Move, png

POST = "---\ntitle: A\ndate: 2020-01-01\n---\nwords\n"
HEXO = {"source/_posts/a.md": POST}
HUGO = {"content/posts/a.md": POST}
JEKYLL = {"_posts/2020-01-01-a.md": POST}


def hexo(theme: str, settings: str, picture: str = "source/me.png") -> dict[str, str | bytes]:
    return {
        "_config.yml": f"title: A\nauthor: Lin\ntheme: {theme}\n",
        f"_config.{theme}.yml": settings,
        picture: png(),
        **HEXO,
    }


def hugo(settings: str, picture: str) -> dict[str, str | bytes]:
    return {"hugo.toml": f"title = 'A'\nlanguageCode = 'en'\n{settings}", picture: png(), **HUGO}


def jekyll(settings: str, picture: str, **more: str | bytes) -> dict[str, str | bytes]:
    return {"_config.yml": f"title: A\n{settings}", picture: png(), **JEKYLL, **more}


THEMES: dict[str, dict[str, str | bytes]] = {
    "butterfly": hexo("butterfly", "avatar:\n  img: /me.png\n  effect: true\n"),
    "next": hexo("next", "avatar:\n  url: /me.png\n  rounded: true\n"),
    "next, of old, in the theme's folder": {"_config.yml": "author: Lin\ntheme: next\n", "themes/next/_config.yml": "avatar: /images/me.png\n", "themes/next/source/images/me.png": png(), **HEXO},
    "fluid": hexo("fluid", "about:\n  enable: true\n  avatar: /me.png\n  name: Lin\n"),
    "volantis": hexo("volantis", "sidebar:\n  widget_library:\n    blogger:\n      avatar: /me.png\n"),
    "stellar": {"_config.yml": "author: Lin\ntheme: stellar\navatar: /me.png\n", "_config.stellar.yml": "logo:\n  avatar: '[config.avatar](/about/)'\n", "source/me.png": png(), **HEXO},
    "stellar, linked": hexo("stellar", "logo:\n  avatar: '[/me.png](/about/)'\n"),
    "redefine": hexo("redefine", "defaults:\n  avatar: /me.png\n  favicon: /f.png\n"),
    "icarus": hexo("icarus", "widgets:\n  - position: left\n    type: profile\n    author: Lin\n    avatar: /me.png\n"),
    "papermod": hugo("[params]\nauthor = 'Lin'\n[params.profileMode]\nenabled = true\nimageUrl = 'me.png'\n", "static/me.png"),
    "stack": hugo("[params]\nauthor = 'Lin'\n[params.sidebar.avatar]\nenabled = true\nlocal = true\nsrc = 'img/me.png'\n", "assets/img/me.png"),
    "blowfish": hugo("[languages.en.params.author]\nname = 'Lin'\nimage = 'img/me.png'\n", "assets/img/me.png"),
    "congo": hugo("[languages.en.author]\nname = 'Lin'\nimage = 'img/me.png'\n", "assets/img/me.png"),
    "loveit": hugo("[author]\nname = 'Lin'\n[params.home.profile]\nenable = true\navatarURL = '/images/me.png'\n", "static/images/me.png"),
    "chirpy": jekyll("social:\n  name: Lin\navatar: /assets/img/me.png\n", "assets/img/me.png"),
    "minimal-mistakes": jekyll("author:\n  name: Lin\n  avatar: /assets/images/me.png\n", "assets/images/me.png"),
    "al-folio": jekyll("author: Lin\n", "assets/img/me.png", **{"_pages/about.md": "---\nlayout: about\ntitle: about\nprofile:\n  align: right\n  image: me.png\n---\nHello you\n"}),
    "fuwari": {"astro.config.mjs": "export default {}", "src/config.ts": "export const siteConfig: SiteConfig = { title: 'A', lang: 'en' }\nexport const profileConfig: ProfileConfig = {\n\tavatar: 'assets/images/me.png', // below src\n\tname: 'Lin',\n\tlinks: [{ name: 'GitHub', icon: 'fa6-brands:github', url: 'https://github.com/lin' }],\n};\n", "src/assets/images/me.png": png(), "src/content/posts/a.md": POST},
    "vdoing": {"docs/.vuepress/config.js": "module.exports = { title: 'A', themeConfig: { author: { name: 'Lin' }, blogger: { avatar: '/img/me.png', name: 'Lin', slogan: 's' } } }", "docs/.vuepress/public/img/me.png": png(), "docs/a.md": POST},
    "reco": {"docs/.vuepress/config.js": "module.exports = { title: 'A', themeConfig: { author: 'Lin', authorAvatar: '/me.png' } }", "docs/.vuepress/public/me.png": png(), "docs/a.md": POST},
    "pelican": {"pelicanconf.py": "AUTHOR = 'Lin'\nAVATAR = '/images/me.png'\n", "content/images/me.png": png(), "content/a.md": "Title: A\nDate: 2020-01-01\n\nwords\n"},
    "docusaurus": {"docusaurus.config.js": "module.exports = { title: 'A', url: 'https://a.cn' }", "blog/authors.yml": "lin:\n  name: Lin\n  image_url: /img/me.png\n  url: https://lin.cn/x\n", "static/img/me.png": png(), "blog/2020-01-01-a.md": POST},
}  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
def test_the_owner_has_their_picture(theme: str, tmp_path: Path) -> None:
    move = Move(tmp_path, THEMES[theme])
    made = tmp_path / "made"
    assert main(["import", str(move.old), str(made)]) == 0
    (card,) = (made / "content/members").rglob("*.md")
    assert split_front_matter(card.read_text(encoding="utf-8")).located.data["photo"] == {
        "src": "portrait.png",
        "alt": "Lin",
    }
    assert (card.parent / "portrait.png").read_bytes() == png()


def test_a_picture_elsewhere_or_of_the_theme_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs: dict[str, str | bytes] = {
        "themes/next/_config.yml": "avatar: /images/avatar.gif\n",
        "themes/next/source/images/avatar.gif": b"GIF89a",
    }
    cases: tuple[dict[str, str | bytes], ...] = (
        {"_config.yml": "author: Lin\ntheme: next\n", **theirs, **HEXO},
        hexo("butterfly", "avatar: {img: 'https://pictures.invalid/me.png'}\n"),
        {**hexo("butterfly", "avatar: {img: /me.png}\n"), "source/me.png": "version https://git-lfs.github.com/spec/v1\n"},
    )  # fmt: skip
    for number, files in enumerate(cases):
        move = Move(tmp_path / str(number), files)
        assert main(["import", str(move.old), str(tmp_path / f"{number}/made")]) == 0
        assert "photo" not in (tmp_path / f"{number}/made/content/members/lin.md").read_text(encoding="utf-8")
        said = capsys.readouterr().out
        assert ("https://pictures.invalid/me.png" in said) is (number == 1) and ("cannot be read" in said) is (
            number == 2
        )


def test_a_writer_of_ghost_has_theirs(tmp_path: Path) -> None:
    user = {"id": "1", "name": "Lin", "profile_image": "__GHOST_URL__/content/images/2020/me.png"}
    post = {
        "id": "1",
        "title": "A",
        "slug": "a",
        "html": "<p>x</p>",
        "status": "published",
        "visibility": "public",
        "author_id": "1",
    }
    export = {"db": [{"data": {"posts": [post], "users": [user], "settings": [{"key": "title", "value": "A"}]}}]}
    move = Move(tmp_path, {"export.json": json.dumps(export), "content/images/2020/me.png": png()})
    assert move.run("ghost", "export.json") == 0
    assert move.front("members/lin/index.md")["photo"] == {"src": "portrait.png", "alt": "Lin"}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"author": {"avatar": "/a.png", "focal_point": "TopLeft"}}, ShownPicture("/a.png", "top left")),
        ({"author": {"avatar": "/a.png", "object_position": "50% 20%"}}, ShownPicture("/a.png", "50% 20%")),
        ({"author": {"avatar": "/a.png", "focal_point": "Smart"}}, ShownPicture("/a.png")),
        ({"valine": {"avatar": "retro"}, "comments": {"avatar": "https://a.cn/x.png"}}, ShownPicture()),
        ({"avatar": "monsterid"}, ShownPicture()),
        ({"author": {"name": "Lin", "url": "https://github.com/lin", "src": "https://a.cn/x"}}, ShownPicture()),
        ({"avatar": {"enable": False, "url": "/a.png"}}, ShownPicture()),
        ({"links": [{"name": "b", "avatar": "https://b.cn/b.png"}], "friends": {"avatar": "/b.png"}}, ShownPicture()),
        ({"author": {"picture": "javascript:alert(1)"}, "avatar": "{{ site.url }}/a.png"}, ShownPicture()),
        ({"sidebar": {"avatar": "https://q1.qlogo.cn/g?b=qq&nk=1&s=640"}}, ShownPicture("https://q1.qlogo.cn/g?b=qq&nk=1&s=640")),
        ({"a": {"avatar": "/no.png"}, "params": {"sidebar": {"avatar": "/deep.png"}, "avatar": "/near.png"}}, ShownPicture("/near.png")),
    ],
)  # fmt: skip
def test_of_many_pictures_that_of_the_owner(said: dict[str, Any], shown: ShownPicture) -> None:
    assert portrait_in(said) == shown


VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.text(max_size=9), st.sampled_from(["/a.png", "https://[a.png", "[x](y", "//", "a.svg"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["avatar", "author", "img", "focus", "enable", "widgets"]), inner)),
    max_leaves=9,
)  # fmt: skip


@given(VALUE)
def test_any_settings_show_one_picture_or_none(said: Any) -> None:
    shown = portrait_in(said, {"author": said})
    assert not shown.stated or "." in shown.stated or shown.stated.startswith(("http", "//"))
