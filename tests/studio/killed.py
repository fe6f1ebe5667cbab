"""Saves in the studio in a process that is killed at each of its steps in turn, and looks at what it left.

`python -m tests.studio.killed FOLDER` prints, for each action, how often it was killed, and what was wrong then. A step
is whatever changes a file: opened to be written, given its name, taken away; and the moment when it is half written.
"""

from __future__ import annotations

import functools
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlencode

from PIL import Image

from mingpian.studio.desk import Desk, SiteIndex
from mingpian.studio.files import open_text
from mingpian.studio.sending import FORM, Sent, done_with
from tests.build.workshop import png
from tests.host.test_intake import address_of, card, make_round_table

NOW = 1_793_491_200  # 2026-11-01 00:00 UTC
LONG = "茶山上的雾。\n\n" * 2_000
CHANGES = frozenset({"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod"})


def desk(root: Path) -> Desk:
    return Desk(root, "t", "en", SiteIndex, tuple, lambda: NOW)


def send(root: Path, path: str, **fields: str) -> None:
    data = urlencode({"_token": "t", **fields}).encode()
    assert done_with(desk(root), Sent(path, "", FORM, data)).code == 303


def save(root: Path) -> None:
    digest = open_text(root, "content/members/lin.md").digest
    send(root, "save", _file="members/lin.md", _digest=digest, _body=LONG)


def settings(root: Path) -> None:
    send(root, "settings", _digest=open_text(root, "site.toml").digest, title="另一个名字")


@functools.cache
def noise() -> bytes:
    """A picture that takes more than one write."""
    data = io.BytesIO()
    Image.effect_noise((300, 300), 90).save(data, "PNG")
    return data.getvalue()


def picture(root: Path) -> None:
    sent = Sent("picture", "file=members/lin.md&name=a.png", "application/octet-stream", noise(), "t")
    assert done_with(desk(root), sent).code == 200


def take(root: Path) -> None:
    send(root, "take", _name="丁")


ACTIONS: dict[str, Callable[[Path], None]] = {
    "save": save,
    "settings": settings,
    "picture": picture,
    "new": lambda root: send(root, "new", kind="essays", title="茶山来信"),
    "rename": lambda root: send(root, "rename", _file="members/lin.md", slug="linyu"),
    "delete": lambda root: send(root, "delete", _file="members/lin.md"),
    "accept": lambda root: send(root, "accept", _member="members/lin", _what="members/bo"),
    "take": take,
}


def files(root: Path) -> dict[str, bytes]:
    """What a build, or a reader of the desk, would find: names that begin with a dot are none of theirs."""
    found = [*(root / "content").rglob("*"), *(root / ".mingpian/desk").rglob("*"), root / "site.toml"]
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in found
        if path.is_file() and not path.name.startswith(".")
    }


def done_until(step: int, action: Callable[[Path], None], root: Path) -> int:
    """Do an action, killed at a step unless it is through before; return how the process ended (`waitstatus`)."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = [step]

    def strike(half: int = 0) -> None:
        left[0] -= 1
        if not left[0]:
            if half:
                os.ftruncate(half, os.fstat(half).st_size // 2)
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, given: tuple[Any, ...]) -> None:
        is_ours = bool(given) and str(root) in str(given[0]) and "/lock" not in str(given[0])
        is_write = event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR)
        if is_ours and (is_write or event in CHANGES):
            strike()

    mock.patch("os.fsync", strike).start()
    sys.addaudithook(hook)
    try:
        action(root)
    except BaseException:
        os._exit(1)
    os._exit(0)


def main(folder: Path) -> None:
    template, root, told = folder / "template", folder / "site", {}
    make_round_table(template)
    sent = card("丁", fields={"photo": {"src": "a.png"}}, files={"a.png": address_of(png(5))})
    (folder / "d.json").write_text(json.dumps(sent), encoding="utf-8")
    from mingpian.cli import main as run

    sys.stdout, out = sys.stderr, sys.stdout
    run(["intake", "--root", str(template), str(folder / "d.json")])
    before = files(template)
    for name, action in ACTIONS.items():
        shutil.copytree(template, root)
        action(root)
        after = files(root)
        wrong, step = [], 1
        while True:
            shutil.rmtree(root)
            shutil.copytree(template, root)
            if done_until(step, action, root) != -signal.SIGKILL:
                break
            wrong += [f"step {step}: {path}" for path in problems(before, after, files(root))]
            if files(root) != after and done_until(0, action, root):
                wrong.append(f"step {step}: it cannot be done any more")
            step += 1
        shutil.rmtree(root)
        told[name] = {"killed": step - 1, "wrong": wrong}
    json.dump(told, out)


def problems(before: dict[str, bytes], after: dict[str, bytes], found: dict[str, bytes]) -> list[str]:
    """What is lost, and what is half."""
    half = [path for path, data in found.items() if data not in (before.get(path), after.get(path))]
    kept = set(found.values())
    lost = [path for path, data in before.items() if data not in kept and after.get(path) not in kept]
    return [*half, *(lost if found != after else ())]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
