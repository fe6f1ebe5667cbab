"""An essay as it is read: with notes beside it, by a screen reader, on paper."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Visit

NOTED = "essays/two-sided-vouch/"


def test_notes_stand_beside_their_lines_where_there_is_room(visit: Visit) -> None:
    page = visit.open(NOTED)
    note, reference = page.locator(".side-note"), page.locator(".footnote-ref").first
    page.set_viewport_size({"width": 1280, "height": 800})
    beside, line = note.bounding_box(), reference.bounding_box()
    text = page.locator(".prose > p").first.bounding_box()
    assert beside and line and text
    assert beside["x"] >= text["x"] + text["width"] and abs(beside["y"] - line["y"]) < 20
    assert beside["x"] + beside["width"] <= 1280 and not page.evaluate("document.scrollingElement.scrollWidth > 1280")
    page.set_viewport_size({"width": 390, "height": 800})
    expect(note).to_be_hidden()
    expect(page.locator(".footnotes")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(media="print")
    expect(note).to_be_hidden()
    expect(page.locator(".footnotes")).to_be_visible()
    assert visit.complaints == []


def test_a_screen_reader_reads_an_essay_in_order(visit: Visit) -> None:
    """Landmarks, one heading of the first level, each note once, links that say where they go."""
    page = visit.open(NOTED)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("body")).to_match_aria_snapshot("""
        - link "跳到正文"
        - banner:
          - link "长桌"
          - navigation "主菜单"
          - navigation "其他语言"
        - main:
          - article:
            - navigation "所在位置"
            - heading "信任要两个人签字" [level=1]
            - complementary "关于本页":
              - navigation "目录"
            - heading "写在文件里是什么样" [level=2]
            - paragraph:
              - text: 被说的人有拒绝的权利，这是好话的栏杆。
              - superscript:
                - link "1"
            - heading "为什么要写“为什么”" [level=2]
            - note
            - region "脚注":
              - list:
                - listitem:
                  - paragraph:
                    - text: /栏杆的意思是/
                    - link "回到正文中的引用 1"
          - region "提到本页的"
          - navigation "前后"
        - contentinfo:
          - navigation "浏览"
    """)
    tree = page.locator("body").aria_snapshot()
    assert tree.count("栏杆的意思是") == 1 and tree.count("[level=1]") == 1


def test_a_screen_reader_reads_a_profile_as_pairs_and_regions(visit: Visit) -> None:
    page = visit.open("members/qiu-he/")
    expect(page.locator("main")).to_match_aria_snapshot("""
        - article:
          - heading "邱禾 Qiu He" [level=1]
          - complementary "关于本页":
            - term: 城市
            - definition:
              - link "上海"
            - heading "怎么联系" [level=2]
            - term: 邮箱
            - definition:
              - link "studio@qiuhe.example.com"
            - img "这张名片的二维码"
          - region "可以问我":
            - list:
              - listitem:
                - link "品牌设计"
        - region "别人怎么说":
          - figure:
            - blockquote
        - region "作品"
        - navigation "前后"
    """)


def test_english_in_a_chinese_page_has_the_quotes_of_english(visit: Visit) -> None:
    page = visit.open("/members/qiu-he/")
    english = page.locator("main [lang=en]").all()
    families = [one.evaluate("element => getComputedStyle(element).fontFamily") for one in english]
    assert families and not any("Han" in family for family in families)
    assert "Han" in page.evaluate("getComputedStyle(document.querySelector('main h1')).fontFamily")
