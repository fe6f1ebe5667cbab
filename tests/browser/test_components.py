"""A player of another host: a link until it is asked for, then a frame that the site's policy allows."""

from __future__ import annotations

from playwright.sync_api import Browser, Route

PAGE = "essays/people-in-the-text/"
PLAYER = "https://player.bilibili.com/"


def test_nothing_of_another_host_is_loaded_before_it_is_asked_for(browser: Browser, origin: str) -> None:
    asked: list[str] = []
    broken: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        if url.startswith(origin):
            route.continue_()
            return
        asked.append(url)
        route.fulfill(body="<title>player</title>", content_type="text/html")

    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.route("**/*", answer)
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.goto(origin + PAGE)
    link = page.locator("a[data-player]")
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(100)
    assert asked == []
    link.focus()
    page.keyboard.press("Enter")
    frame = page.locator("iframe")
    frame.wait_for()
    page.wait_for_timeout(300)
    assert [url[: len(PLAYER)] for url in asked] == [PLAYER]
    assert frame.get_attribute("title") and broken == []
    context.close()


def test_without_a_script_the_player_is_a_link_to_its_page(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + PAGE)
    href = page.locator("a[data-player]").get_attribute("href")
    assert href is not None and href.startswith("https://www.bilibili.com/video/")
    context.close()


def test_code_is_copied_as_it_is(browser: Browser, origin: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(origin + "essays/chinese-type-on-the-web/")
    block = page.locator(".code-box").first
    block.hover()
    block.get_by_role("button").click()
    page.wait_for_function("document.querySelector('.copy').textContent === '已复制'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(":root { --sans: system-ui") and copied.count("\n") >= 5
    assert page.locator("pre.highlight").first.text_content() in (copied, copied + "\n")
    context.close()
