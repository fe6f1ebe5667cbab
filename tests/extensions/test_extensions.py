"""A site's own code adds what the manual says, and what goes wrong in it is told with file and line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mingpian.cli import main
from tests.example import REPOSITORY

CHAPTERS = REPOSITORY / "docs" / "content" / "chapters"


def blocks(chapter: str, language: str) -> list[str]:
    """The code of one language in a chapter of the manual."""
    text = (CHAPTERS / chapter).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


BOOKS, RESULTS, BIBTEX = blocks("extensions.en.md", "python")
TEMPLATE, SHELF_PAGE = blocks("extensions.en.md", "jinja")
WORDS, FEEDS = blocks("extensions.en.md", "toml")
SHELF = '''"""books.json: what stands on the shelf."""

import json

from mingpian import Format, Output


def plan(model):
    if "data/books.csv" in model.links.files:
        yield Output("books.json", "shelf", (), model.site.config.default_lang)


def render(output, context):
    books = context.queries.data("books") or []
    items = [{"title": book["title"]} for book in books]
    return json.dumps({"items": items}).encode()


FORMAT = Format("shelf", plan, render)
'''
OTHER = SHELF.replace("books.json", "other.json").replace('"shelf"', '"other"')
SITE = 'title = "A"\nbase_url = "https://a.example/"\nwithout = ["share", "qr"]\n'
CSV = "title,author\n营造法式,李诫\nOn Typography,Ada\n"
WORK = "---\ntitle: 店\n---\n字\n"
PAGE = "---\ntitle: Shelf\ntemplate: shelf.html\n---\nMine.\n"
BOOK = "---\ntitle: 营造法式\nslug: yingzao\nauthor: 李诫\nyear: 1103\ndate: 2026-02-01\n---\n读了三遍。\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "site.toml": SITE,
        "content/works/shop.md": WORK,
        "content/data/books.csv": CSV,
        "extensions/shelf.py": SHELF,
        "extensions/results.py": RESULTS,
    }
    return filled(tmp_path, files)


def filled(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        write(root, path, text)
    return root


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def do(root: Path, command: str, *more: str) -> int:
    return main([command, "--root", str(root), "--jobs", "1", *more])


def titles(root: Path) -> list[str]:
    return [item["title"] for item in json.loads((root / "output/books.json").read_text("utf-8"))["items"]]


@pytest.fixture
def library(root: Path) -> Path:
    """A site with the books of the manual, and one on them."""
    files = {
        "site.toml": SITE + FEEDS,
        "extensions/books.py": BOOKS,
        "extensions/bibtex.py": BIBTEX,
        "templates/book.html": TEMPLATE,
        "words/en.toml": WORDS,
        "content/books/yingzao.md": BOOK,
    }
    return filled(root, files)


def test_both_languages_of_the_manual_have_the_same_examples() -> None:
    for language in ("python", "jinja"):
        assert blocks("extensions.md", language) == blocks("extensions.en.md", language)


def test_the_books_of_the_manual(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert do(library, "build") == 0
    page = (library / "output/books/yingzao/index.html").read_text("utf-8")
    assert "李诫, 1103" in page and '"@type":"Book"' in page
    for place in ("books/index.html", "books/feed.xml", "feed.xml", "sitemap.xml", "search/d/0.json", "books.bib"):
        text = (library / "output" / place).read_text("utf-8")
        assert "营造法式" in text or "yingzao" in text, place
    record = "@book{yingzao,\n  title = {营造法式},\n  author = {李诫},"
    assert record in (library / "output/books.bib").read_text("utf-8")
    assert 'href="../../books/"' in page
    write(library, "content/books/yingzao.md", BOOK.replace("三遍", "四遍"))
    assert do(library, "build") == 0
    assert "四遍" in (library / "output/books/feed.xml").read_text("utf-8")
    write(library, "content/books/yingzao.md", BOOK.replace("author", "auther"))
    assert do(library, "build") == 0
    said = capsys.readouterr().err
    assert "content/books/yingzao.md:4:1: warning[unknown-field]" in said and "`author`" in said
    assert "营造法式" in (library / "output/books/yingzao/index.html").read_text("utf-8")


def test_what_the_cards_of_a_kind_say(library: Path) -> None:
    def shelf() -> str:
        assert do(library, "build") == 0
        return (library / "output/shelf/index.html").read_text("utf-8")

    filled(library, {"templates/shelf.html": SHELF_PAGE, "content/pages/shelf.md": PAGE})
    assert "营造法式</a> 李诫, 1103</li>" in shelf()
    write(library, "content/pages/shelf.md", PAGE.replace("Mine", "Ours"))  # from the answers that were written down
    assert "营造法式</a> 李诫, 1103</li>" in (again := shelf()) and "Ours" in again
    write(library, "content/books/yingzao.md", BOOK.replace("李诫", "梁思成"))
    assert "营造法式</a> 梁思成, 1103</li>" in shelf()
    write(library, "templates/shelf.html", SHELF_PAGE.replace("book.author", "book.auhtor"))
    assert do(library, "build") == 1


def test_what_a_kind_says_of_its_fields_is_known(library: Path) -> None:
    assert main(["schema", "--root", str(library)]) == 0
    schema = json.loads((library / "schema/books.schema.json").read_text("utf-8"))
    assert schema["properties"]["author"]["description"] == "Who wrote it."
    assert main(["new", "book", "长物志", "--root", str(library)]) == 0
    assert "# author: …  # Who wrote it." in (library / "content/books/长物志.md").read_text("utf-8")


def test_without_the_extension_its_content_is_told_of(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert do(library, "build") == 0
    write(library, "site.toml", SITE)
    for name in ("books", "bibtex"):
        (library / f"extensions/{name}.py").unlink()
    assert do(library, "build") == 0
    assert "warning[no-kind]" in capsys.readouterr().err
    assert not (library / "output/books").exists() and not (library / "output/books.bib").exists()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (BOOKS.replace('tag="books"', 'tag="book"'), 'with tag="books"'),
        (BOOKS.replace('name="books"', 'name="essays"').replace('tag="books"', 'tag="essays"'), "`essays` already"),
        ("KIND = 1\n", "`KIND` is a `int`"),
        (
            BOOKS.replace('frozen=True, tag="books")', "frozen=True)"),
            'what cards say of a kind is a frozen struct with tag="books"',
        ),
        (BOOKS.replace('    author: str = ""\n    year', '    writer: str = ""\n    year'), "what cards say of a kind"),
    ],
    ids=["tag", "taken", "no kind", "card without a tag", "card of no field"],
)
def test_a_kind_that_is_none(code: str, message: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "extensions/books.py", code)
    assert do(root, "build") == 1
    said = capsys.readouterr().err
    assert "extensions/books.py: error[bad-extension]" in said and message in said


def test_an_installed_package(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "installed/shelf_of_mine/__init__.py", "from shelf_of_mine.loud import FILTERS\n")
    write(root, "installed/shelf_of_mine/loud.py", 'FILTERS = {"shout": lambda text: text.upper() + "!"}\n')
    monkeypatch.syspath_prepend(str(root / "installed"))
    write(root, "templates/404.html", '{{ "gone" | shout }}')
    write(root, "site.toml", 'extensions = ["shelf_of_mine"]\n' + SITE)
    assert do(root, "build") == 0
    assert (root / "output/404.html").read_text() == "GONE!"
    write(root, "site.toml", 'extensions = ["shelf_of_nobody"]\n' + SITE)
    assert do(root, "build") == 1
    assert "site.toml:1:" in (said := capsys.readouterr().err) and "no package `shelf_of_nobody`" in said


def test_an_importer(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = (
        "from mingpian import Draft, Importer\n"
        "def read(path, into):\n"
        "    yield Draft(source=path.name, kind='essays', slug='one', fields={'title': 'One'}, body=path.read_text())\n"
        "IMPORTER = Importer('diary', 'a text file', read)\n"
    )
    write(root, "extensions/diary.py", code)
    write(root, "diary.txt", "Dear diary.\n")
    assert main(["import", "diary", str(root / "diary.txt"), "--root", str(root)]) == 0
    assert "Dear diary." in (root / "content/essays/one.md").read_text("utf-8")
    assert main(["import", "dairy", str(root / "diary.txt"), "--root", str(root)]) == 2
    assert "did you mean `diary`?" in capsys.readouterr().err


def test_a_format(root: Path) -> None:
    assert do(root, "build") == 0
    assert titles(root) == ["营造法式", "On Typography"]
    write(root, "content/data/books.csv", "title,author\n长物志,文震亨\n")
    assert do(root, "build") == 0
    assert titles(root) == ["长物志"]
    (root / "extensions/shelf.py").unlink()
    assert do(root, "build") == 0
    assert not (root / "output/books.json").exists()


def test_the_check_of_the_manual(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert do(root, "check") == 0
    assert "content/works/shop.md" in (said := capsys.readouterr().err) and "warning[no-result]" in said
    write(root, "content/works/shop.md", WORK.replace("title: 店", "title: 店\nresults: [{what: x, after: y}]"))
    assert do(root, "check") == 0
    assert "no-result" not in capsys.readouterr().err


def test_a_typed_check_with_codes_of_its_own(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "extensions/typed.py", Path(__file__).with_name("typed.py").read_text(encoding="utf-8"))
    write(root, "content/notes/n.md", "Text.\n")
    assert do(root, "check", "--verbose") == 0
    said = capsys.readouterr().err
    assert "content/works/shop.md:1:1: note[no-summary]: no summary" in said and "warning[many-entries]" in said
    assert do(root, "explain", "no-summary") == 0


def test_a_filter(root: Path) -> None:
    write(root, "extensions/shout.py", 'FILTERS = {"shout": lambda text: text.upper() + "!"}\n')
    write(root, "templates/404.html", '{{ "gone" | shout }}')
    assert do(root, "build") == 0
    assert (root / "output/404.html").read_text() == "GONE!"


def test_a_target(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = (
        "from mingpian import FileChange, Target\n"
        "def put(job):\n    (job.root / 'sent').write_text(job.options['to'])\n"
        "    return [FileChange(path) for path in job.paths]\n"
        "TARGET = Target('pigeon', {'to': 'whom'}, ('to',), put)\n"
    )
    write(root, "extensions/pigeon.py", code)
    write(root, "site.toml", SITE + '[deploy.roof]\ntarget = "pigeon"\noptions = {to = "lin"}\n')
    assert do(root, "deploy") == 0
    assert (root / "sent").read_text() == "lin"


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("x = = 1\n", "extensions/bad.py:1"),
        ("import nowhere_to_be_found\n", "extensions/bad.py:1"),
        (OTHER.replace('if "data', 'if 1 / 0 or "data'), "extensions/bad.py:9"),
        (OTHER.replace("items = [", "items = [1 / 0,"), "extensions/bad.py:15"),
        (SHELF.replace('("shelf"', '("feed"'), "there is a format"),
    ],
    ids=["syntax", "import", "plan", "render", "twice"],
)  # fmt: skip
def test_what_goes_wrong_is_named_and_the_rest_is_built(
    code: str, place: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do(root, "build") == 0
    before = (root / "output/books.json").read_bytes()
    capsys.readouterr()
    write(root, "extensions/bad.py", code)
    write(root, "content/works/shop.md", WORK.replace("字", "新"))
    assert do(root, "build") == 1
    said = capsys.readouterr().err
    assert "error[bad-extension]" in said and place in said and "Traceback" not in said, said
    assert "新" in (root / "output/works/shop/index.html").read_text("utf-8")
    assert (root / "output/books.json").read_bytes() == before


def test_a_rule_that_fails_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "extensions/results.py", RESULTS.replace("yield advice", "yield 1 / 0 or advice"))
    assert do(root, "check") == 1
    assert "extensions/results.py:10" in capsys.readouterr().err


def test_a_body_edit_keeps_to_what_an_extension_makes(root: Path) -> None:
    write(root, "extensions/shout.py", 'FILTERS = {"shout": lambda text: text.upper()}\n')
    write(root, "templates/work.html", '{{ "body" | shout }} {{ body }}')
    for word in ("一", "二"):
        write(root, "content/works/shop.md", WORK.replace("字", word))
        assert do(root, "build") == 0
        page = (root / "output/works/shop/index.html").read_text("utf-8")
        assert "BODY" in page and word in page
