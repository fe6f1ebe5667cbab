"""Comments and analytics: nothing of others unless declared; then just that, under a policy that allows just that."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from tests.attacks.test_paths import said
from tests.example import REPOSITORY, mingpian
from tests.server import serving

GISCUS = 'comments = {provider = "giscus", repo = "a/b", repo_id = "R", category = "General", category_id = "C"}'
DECLARED = {
    GISCUS: {"https://giscus.app/client.js"},
    'comments = {provider = "waline", server = "https://talk.example"}': {
        "https://cdn.jsdelivr.net/npm/@waline/client@3.13.0/dist/waline.js",
        "https://cdn.jsdelivr.net/npm/@waline/client@3.13.0/dist/waline.css",
        "https://talk.example/init",
    },
    'comments = {provider = "twikoo", server = "https://talk.example", script = "https://own.example/t.js"}': {
        "https://own.example/t.js",
        "https://cdn.jsdelivr.net/npm/twikoo@1.7.9/dist/twikoo.css",
        "https://talk.example/init",
    },
    'analytics = {provider = "umami", id = "u-1", server = "https://count.example/"}': {
        "https://count.example/script.js"
    },
    'analytics = {provider = "plausible", id = "lin.example"}': {"https://plausible.io/js/script.js"},
    'analytics = {provider = "goatcounter", id = "lin"}': {"https://gc.zgo.at/count.js"},
    'analytics = {provider = "baidu", id = "abc123"}': {"https://hm.baidu.com/hm.js?abc123"},
    'analytics = {provider = "cloudflare", id = "tok"}': {"https://static.cloudflareinsights.com/beacon.min.js"},
}
STUB = """
export const init = options => fetch(options.serverURL + '/init')
"""
TWIKOO = "window.twikoo = {init: options => fetch(options.envId + '/init')}"


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(REPOSITORY / "tests/golden/sites/person", tmp_path / "site")
    declare(tmp_path / "site", 'without = ["qr", "share", "sheet", "variants"]')  # of no matter here, and slow
    yield tmp_path / "site"


def declare(root: Path, line: str) -> None:
    settings = root / "site.toml"
    settings.write_text(f"{line}\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")


@pytest.mark.parametrize("line", DECLARED, ids=lambda line: re.findall(r'"(\w+)"', line)[0])
def test_what_is_declared_is_loaded_and_allowed_and_nothing_else(line: str, root: Path, browser: Browser) -> None:
    declare(root, line)
    done = mingpian("build", cwd=root)
    assert done.returncode == 0, done.stderr
    asked: set[str] = set()
    broken: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        if "127.0.0.1" in url:
            route.continue_()
            return
        asked.add(url)
        body = TWIKOO if url.endswith("/t.js") else STUB if "waline.js" in url else ""
        kind = "text/css" if url.endswith(".css") else "text/javascript"
        route.fulfill(body=body, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})

    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.route("**/*", answer)
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    with serving(root / "output", "/") as origin:
        page.goto(origin + "essays/short/")
        page.mouse.wheel(0, 5_000)
        page.wait_for_timeout(300)
        assert asked == DECLARED[line]
        assert broken == []
        page.evaluate(
            "document.head.append(Object.assign(document.createElement('script'), {src: 'https://evil.example/x.js'}))"
        )
        page.wait_for_timeout(100)
        assert not any("evil" in url for url in asked)
    context.close()


def test_without_a_declaration_nothing_of_others_is_in_any_page(root: Path) -> None:
    assert mingpian("build", cwd=root).returncode == 0
    policy = (root / "output/_headers").read_text(encoding="utf-8")
    assert "script-src 'self';" in policy
    assert "connect-src 'self';" in policy
    for path in (root / "output").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "comments-box" not in text
        assert not re.search(r'<script[^>]* src="https?:', text), path


def test_an_answer_by_mail_is_a_guarded_link(root: Path) -> None:
    declare(root, 'comments = {provider = "mail"}\nemail = "me@lin.example"')
    assert mingpian("build", cwd=root).returncode == 0
    page = (root / "output/essays/short/index.html").read_text(encoding="utf-8")
    (href,) = re.findall(r'class="band reply"><a class="button" href="([^"]*)"', page)
    assert "@" not in href and unescape(href).startswith("mailto:me@lin.example?subject=Re%3A%20")
    assert "<script" not in page.partition('class="band reply"')[2].partition("</p>")[0]
    settings = root / "site.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('email = "me@lin.example"\n', ""), encoding="utf-8")
    code, text = said(root, "build", "--jobs", "1")
    assert code == 1 and "`email` is missing: comments by mail need it" in text


def test_what_a_service_needs_and_is_not_given_is_told(root: Path) -> None:
    declare(root, 'comments = {provider = "giscus", repo = "a/b"}\nanalytics = {provider = "umami"}')
    code, text = said(root, "build", "--jobs", "1")
    assert code == 1
    assert "`comments.repo_id` is missing: giscus needs it" in text
    assert "`analytics.id` is missing: umami needs it" in text
