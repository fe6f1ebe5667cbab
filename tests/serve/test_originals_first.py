"""A preview shows pictures as they are until their widths are made, between edits; what is built then is the same."""

from __future__ import annotations

import io
import os
import shutil
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from mingpian.pipeline import build
from mingpian.render.formats import variants
from mingpian.request import Request
from mingpian.serve.builder import Builder
from mingpian.serve.edition import Built
from mingpian.serve.preview import Preview, PreviewSettings
from mingpian.serve.queue import Queue
from mingpian.serve.scaling import make_widths
from tests.serve.running import NOW, PATIENCE, SITE, Running, essay, running

PICTURES = ("a.jpg", "b.jpg", "c.jpg")
WIDTHS = (160, 480, 700)


def photograph(seed: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((70, 30), 40 + seed).resize((700, 300)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with three photographs."""
    folder = tmp_path / "site/content/essays"
    folder.mkdir(parents=True)
    (tmp_path / "site/site.toml").write_text(SITE)
    folder.joinpath("x.md").write_text(essay("X", "\n\n".join(f"![p]({name})" for name in PICTURES)))
    for seed, name in enumerate(PICTURES):
        folder.joinpath(name).write_bytes(photograph(seed))
    return tmp_path / "site"


def request(root: Path, first: bool) -> Request:
    return Request(root=root, output=root / "output", now=NOW, drafts=True, originals_first=first)


def output(root: Path) -> dict[str, bytes]:
    found = (path for path in (root / "output").rglob("*") if path.is_file())
    return {path.relative_to(root / "output").as_posix(): path.read_bytes() for path in found}


def test_originals_come_first_and_what_follows_is_what_a_clean_build_makes(root: Path, tmp_path: Path) -> None:
    first = build(request(root, first=True))
    widths = {f"essays/{name}.{width}.webp" for name in PICTURES for width in WIDTHS}
    assert {one.path for one in first.waiting} == widths
    shown = output(root)
    assert widths.isdisjoint(shown) and "essays/a.jpg" in shown
    assert b"a.jpg.160.webp" in shown["essays/x/index.html"]  # the page is as it will be
    assert build(request(root, first=True)).waiting == first.waiting
    assert build(request(root, first=False)).changed == tuple(sorted(widths))
    shutil.copytree(root, tmp_path / "clean", ignore=shutil.ignore_patterns("output", ".mingpian"))
    build(request(tmp_path / "clean", first=False))
    assert output(root) == output(tmp_path / "clean")
    assert build(request(root, first=True)).waiting == ()  # all are there


def test_what_was_made_meanwhile_is_kept_for_the_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = build(request(root, first=True)).waiting
    make_widths(root, 1, [msgspec.msgpack.encode(one) for one in waiting])
    monkeypatch.setattr(variants, "scaled", lambda *_: pytest.fail("it was made"))
    assert len(build(request(root, first=False)).changed) == len(waiting)


def test_a_picture_that_was_replaced_is_shown_in_no_old_width(root: Path) -> None:
    build(request(root, first=False))
    (root / "content/essays/a.jpg").write_bytes(photograph(9))
    waiting = build(request(root, first=True)).waiting
    assert {one.path for one in waiting} == {f"essays/a.jpg.{width}.webp" for width in WIDTHS}
    assert output(root).keys().isdisjoint(one.path for one in waiting)


def test_the_preview_answers_before_widths_are_made_and_with_them_after(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_scale, scale, wanted = threading.Event(), Preview._scale, list[str]()
    prefer = Queue.prefer

    def noted(queue: Queue, path: str) -> None:
        wanted.append(path)
        prefer(queue, path)

    monkeypatch.setattr(Queue, "prefer", noted)
    monkeypatch.setattr(Preview, "_scale", lambda one: scale(one) if may_scale.is_set() else time.sleep(0.01))
    path = "/repo/essays/c.jpg.160.webp"
    with running(root) as site:
        answer = site.ask(path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
        assert answer.read() == site.ask("/repo/essays/c.jpg").read()
        assert wanted == ["essays/c.jpg.160.webp"]
        assert site.ask("/repo/essays/c.jpg.161.webp").status == 404  # nobody planned it
        may_scale.set()
        end = time.monotonic() + PATIENCE
        while (answer := site.ask(path)).headers["Content-Type"] != "image/webp":
            assert time.monotonic() < end
            answer.read()
        assert Image.open(io.BytesIO(answer.read())).size == (160, 69)


def test_of_many_pictures_the_colours_come_later_and_what_follows_is_what_a_clean_build_makes(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingpian.content.load.FEW_PICTURES", 2)
    time.sleep(0.06)  # files older than one tick are known by their times: all of them, or two would be looked at again
    first = build(request(root, first=True))
    assert first.is_hasty and b"tone-" not in output(root)["essays/x/index.html"]
    (root / "content/essays/y.md").write_text(essay("Y", "![p](a.jpg)"))
    assert build(request(root, first=True)).is_hasty  # an edit meanwhile waits for no colour
    assert b"tone-" not in output(root)["essays/x/index.html"]
    assert not build(request(root, first=False)).is_hasty
    assert b"tone-" in output(root)["essays/x/index.html"]
    shutil.copytree(root, tmp_path / "clean", ignore=shutil.ignore_patterns("output", ".mingpian"))
    build(request(tmp_path / "clean", first=False))
    assert output(root) == output(tmp_path / "clean")
    (root / "content/essays/d.jpg").write_bytes(photograph(7))  # one more is looked at whole
    (root / "content/essays/x.md").write_text(essay("X", "![p](d.jpg)"))
    build(request(root, first=True))
    assert b"tone-" in output(root)["essays/x/index.html"]


def test_the_first_page_is_shown_while_the_others_are_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the build before is waited for: it may show what is no longer so."""
    may_end, builds = threading.Event(), Builder.build
    preview = root / ".mingpian/preview"

    def slow(builder: Builder, now: int, saved: Iterable[str] = (), looked_at: tuple[str, ...] = ()) -> Built:
        preview.joinpath("essays").mkdir(parents=True, exist_ok=True)
        preview.joinpath("index.html").write_text("<h1>The first")
        assert may_end.wait(PATIENCE)
        return builds(builder, now, saved, looked_at)

    preview.mkdir(parents=True)
    preview.joinpath("_headers").write_text("/*\n  Referrer-Policy: no-referrer\n")
    preview.joinpath("old.txt").write_text("before")
    os.utime(preview / "old.txt", (1, 1))
    monkeypatch.setattr(Builder, "build", slow)
    there, answers = threading.Event(), list[int]()
    settings = PreviewSettings(
        root=root, host="127.0.0.1", port=0, jobs=1, now=lambda: NOW, ready=lambda *_: there.set(), tell=lambda _: None
    )
    shown = Preview(settings)
    os.utime(preview / "_headers")
    thread = threading.Thread(target=shown.run)
    thread.start()
    try:
        assert there.wait(PATIENCE)
        site = Running(root, shown.address, [NOW])
        assert "<h1>The first" in site.text("/repo/")
        waiting = threading.Thread(target=lambda: answers.append(site.ask("/repo/old.txt").status))
        waiting.start()
        waiting.join(0.2)
        assert not answers and waiting.is_alive()
        may_end.set()
        waiting.join(PATIENCE)
        assert answers == [200]
    finally:
        may_end.set()
        shown.close()
        thread.join()


def test_those_that_a_page_asks_for_are_the_next() -> None:
    queue = Queue()
    queue.renew(f"{name}.{width}.webp" for name in PICTURES for width in (160, 480))
    queue.prefer("c.jpg.480.webp")
    queue.prefer("of-nobody.jpg.160.webp")
    assert queue.take(3) == ("c.jpg.480.webp", "c.jpg.160.webp", "a.jpg.160.webp")
    queue.renew(["a.jpg.160.webp", "b.jpg.160.webp", "d.jpg.160.webp"])
    assert queue.take(9) == ("b.jpg.160.webp", "d.jpg.160.webp")  # the other was taken
    assert not queue
    queue.renew([])
    queue.renew(["a.jpg.160.webp"])
    assert queue  # of another picture, perhaps
