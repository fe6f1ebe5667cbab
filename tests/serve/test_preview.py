"""A real server, real files, real edits: what is saved is what is served."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from mingpian.core.diagnostics import Diagnostic
from mingpian.pipeline import build
from mingpian.request import Request
from mingpian.serve.build_process import OUTPUT
from mingpian.serve.builder import Builder
from mingpian.serve.edition import Built
from tests.build.oracle import tree
from tests.example import mingpian
from tests.serve.running import FIRST, NOW, PATIENCE, SITE, Event, Running, essay, make_site, running, served, sound

pytestmark = pytest.mark.usefixtures("restored")


def test_drafts_and_what_is_for_later_are_shown_and_marked(site: Running) -> None:
    assert "Draft" in site.text("/repo/essays/unfinished/")
    assert "Later" in site.text("/repo/essays/")
    status = site.text("/.mingpian/")
    assert "draft" in status
    assert "content/essays/later.md" in status


def test_the_time_of_an_entry_comes_without_an_edit(site: Running) -> None:
    assert "Scheduled" in site.text("/repo/essays/later/")

    def pass_five_years() -> None:
        site.clock[0] += 5 * 366 * 24 * 3600

    site.after(pass_five_years, lambda _: not served(site, "/repo/essays/later/", "Scheduled"))
    site.clock[0] = NOW


def test_the_script_is_in_served_pages_and_in_no_file(site: Running) -> None:
    assert "/.mingpian/live.js" in site.text(FIRST)
    files = [path for path in (site.root / OUTPUT).rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if b"live.js" in path.read_bytes()] == []


def rename_over(path: Path, text: str) -> None:
    """Save as vim and most editors do: write beside, then rename over."""
    beside = path.with_name("4913.tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


def backup_first(path: Path, text: str) -> None:
    """Save as others do: rename the old one away, write anew, delete the old one."""
    path.rename(f"{path}~")
    path.write_text(text, encoding="utf-8")
    os.unlink(f"{path}~")


def truncate(path: Path, text: str) -> None:
    """Save in place: empty the file, write it in two goes."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(text[:10])
        file.flush()
        file.write(text[10:])


@pytest.mark.parametrize("save", [rename_over, backup_first, truncate])
def test_a_save_is_served_however_the_editor_writes(site: Running, save: Callable[[Path, str], None]) -> None:
    text = essay("First", "Saved by an editor.")
    event = site.after(
        lambda: save(site.root / "content/essays/first.md", text),
        lambda event: served(site, FIRST, "Saved by"),
    )
    assert sound(event)


def test_an_error_is_told_while_the_last_good_page_stays_and_goes_when_mended(site: Running) -> None:
    broken = essay("First", "Broken.").replace("title:", "draft: maybe\ntitle:")
    event = site.after(lambda: site.write("content/essays/first.md", broken), lambda event: not sound(event))
    (error,) = (error for error in event["errors"] if error["code"] == "bad-value")
    assert error["place"] == "content/essays/first.md:2:8"
    assert error["source"][1] == "maybe"
    assert error["hints"]
    assert "As it was." in site.text(FIRST)
    assert "content/essays/first.md:2:8" in site.text("/.mingpian/")
    mended = site.after(lambda: site.write("content/essays/first.md", essay("First", "Mended.")), sound)
    assert mended["errors"] == []
    assert "Mended." in site.text(FIRST)


def test_a_broken_site_toml_leaves_the_site_where_it_is(site: Running) -> None:
    event = site.after(lambda: site.write("site.toml", SITE + "titel ="), lambda event: not sound(event))
    assert event["errors"][0]["place"].startswith("site.toml:")
    assert "As it was." in site.text(FIRST)
    site.after(lambda: site.write("site.toml", SITE), sound)


def test_a_style_sheet_and_a_template_that_come_to_be_are_taken_in(site: Running) -> None:
    def is_styled(event: Event) -> bool:
        return any(path.endswith(".css") and "rebeccapurple" in site.text(path) for path in event["changed"] or [])

    site.after(lambda: site.write("styles/own.css", "p { color: rebeccapurple }"), is_styled)
    template = '{% extends "default/essay.html" %}{% block footer %}<p>Own footer</p>{% endblock %}'
    site.after(lambda: site.write("templates/essay.html", template), lambda _: served(site, FIRST, "Own footer"))
    shutil.rmtree(site.root / "templates")
    site.after(lambda: shutil.rmtree(site.root / "styles"), lambda _: not served(site, FIRST, "Own footer"))


@pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")  # watchdog says so of what it sees twice
def test_a_checkout_of_many_files_and_folders_that_move_are_all_taken_in(site: Running) -> None:
    folder = site.root / "content/essays"

    def check_out() -> None:
        for number in range(150):
            site.write(f"content/essays/year/{number}/index.md", essay(f"Many {number}", f"Text {number}."))

    def all_there(_: Event) -> bool:
        return all((site.root / OUTPUT / f"essays/{number}/index.html").is_file() for number in range(150))

    site.after(check_out, all_there)
    site.after(
        lambda: (folder / "year").rename(site.root / "away"),
        lambda _: site.ask("/repo/essays/149/").status == 404,
    )
    shutil.rmtree(site.root / "away")


def test_the_content_folder_itself_may_be_replaced(site: Running) -> None:
    content, aside = site.root / "content", site.root / "content-before"
    site.after(lambda: content.rename(aside), lambda event: not sound(event))
    assert served(site, FIRST, "As it was.")  # the last good page stays
    shutil.copytree(aside, site.root / "content-copy")
    site.after(lambda: (site.root / "content-copy").rename(content), sound)
    site.after(
        lambda: site.write("content/essays/first.md", essay("First", "In the new folder.")),
        lambda _: served(site, FIRST, "In the new folder."),
    )
    shutil.rmtree(aside)


def built(root: Path) -> str:
    """Build, as soon as the preview does not; return the summary."""
    while (done := mingpian("build", cwd=root)).returncode == 2:
        assert "another build" in done.stderr
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_build_and_the_preview_do_not_undo_each_others_work(site: Running) -> None:
    assert "rendered" in built(site.root)
    assert "Unfinished" not in (site.root / "output/essays/index.html").read_text(encoding="utf-8")
    site.after(
        lambda: site.write("content/essays/first.md", essay("First", "Between two builds.")),
        lambda _: served(site, FIRST, "Between two builds."),
    )
    site.after(
        lambda: site.write("content/essays/first.md", essay("First", "As it was.")),
        lambda _: served(site, FIRST, "As it was."),
    )
    assert " 0 changed, 0 removed" in built(site.root)


def test_a_site_that_was_never_built_tells_why(tmp_path: Path) -> None:
    make_site(tmp_path)
    (tmp_path / "site.toml").write_text("title = ", encoding="utf-8")
    with running(tmp_path) as broken:
        assert "live.js" in broken.text("/")
        assert next(broken.events())["errors"][0]["place"].startswith("site.toml:1")
        broken.after(lambda: broken.write("site.toml", SITE), sound)
        assert served(broken, FIRST, "As it was.")


def test_no_site_and_no_port_are_said_without_a_traceback(site: Running, tmp_path: Path) -> None:
    without = mingpian("serve", cwd=tmp_path)
    assert (without.returncode, without.stdout) == (2, "")
    assert "mingpian init" in without.stderr
    taken = mingpian("serve", "--port", str(site.port), cwd=site.root)
    assert (taken.returncode, taken.stdout) == (2, "")
    assert f"127.0.0.1:{site.port}" in taken.stderr


def test_a_build_that_nobody_waits_for_is_left_when_more_is_saved(tmp_path: Path) -> None:
    make_site(tmp_path / "site")
    make_site(tmp_path / "clean")
    before, builder = set(multiprocessing.active_children()), Builder(tmp_path / "site", 1)
    try:
        assert builder.catch_up(NOW, lambda: True) is None
        assert set(multiprocessing.active_children()) <= before
        built = builder.catch_up(NOW, lambda: False)
        assert built is not None and built.is_whole and not any(told.severity == "error" for told in built.diagnostics)
        assert builder.build(NOW, ["site.toml"]).changed == ()
        warm = set(multiprocessing.active_children()) - before
        assert len(warm) == 1 and builder.catch_up(NOW, lambda: True) is None
        assert set(multiprocessing.active_children()) - before == warm, "what is kept for the next save is not lost"
        for process in warm:
            process.kill()
            process.join()
        built = builder.catch_up(NOW, lambda: False)
        assert built is not None and not any(told.code == "builder-died" for told in built.diagnostics)
        assert not any(told.code == "builder-died" for told in builder.build(NOW).diagnostics)
    finally:
        builder.close()
    request = Request(root=tmp_path / "clean", output=tmp_path / "out", now=NOW, drafts=True)
    build(request)
    assert tree(tmp_path / "site/.mingpian/preview") == tree(tmp_path / "out")


def test_a_part_that_was_made_leaves_the_rest_as_it_was() -> None:
    told = (Diagnostic(code="bad-value", message="…"),)
    last = Built(diagnostics=told, base_path="/a/", outputs=7, changed=("x",), removed=("y",))
    shown = last.followed_by(Built(changed=("z",), seconds=1.0, is_whole=False))
    assert (shown.diagnostics, shown.base_path, shown.outputs) == (told, "/a/", 7)
    assert (shown.changed, shown.removed, shown.is_whole) == (("z",), (), False)
    whole = Built(changed=("z",))
    assert last.followed_by(whole) is whole


def test_no_builder_begins_once_the_preview_is_closed(tmp_path: Path) -> None:
    before = set(multiprocessing.active_children())
    builder = Builder(tmp_path, 1)
    builder.close()
    (told,) = builder.build(NOW).diagnostics  # as a thread does that was at a build when the end came
    assert told.code == "builder-died"
    assert set(multiprocessing.active_children()) <= before


def test_nothing_of_a_preview_is_at_work_once_it_is_closed(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    make_site(tmp_path)
    with running(tmp_path) as preview:
        assert served(preview, FIRST, "As it was.")
    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(PATIENCE)
    assert [thread.name for thread in left if thread.is_alive()] == []
