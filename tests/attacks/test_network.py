"""Nothing that builds, checks or previews a site opens a connection to anywhere."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.corpus import HOST, SITE

DENIED = """
import socket, sys

def refuse(*arguments, **_):
    raise SystemExit(f"opened a connection: {arguments}")

socket.socket.connect = socket.socket.connect_ex = socket.create_connection = refuse
socket.getaddrinfo = socket.gethostbyname = refuse
sys.addaudithook(lambda event, arguments: refuse(event, arguments) if event == "socket.connect" else None)
from mingpian.cli import main
sys.exit(main(sys.argv[1:]))
"""
BODY = """---
title: 文章
cover: {src: "https://e.example/cover.png", alt: x}
---
![远处](https://e.example/a.png) [链接](https://e.example/) <https://e.example/feed.xml>

<iframe src="https://e.example/"></iframe>
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for kind in ("members", "essays"):
        (tmp_path / "content" / kind).mkdir(parents=True)
    (tmp_path / "site.toml").write_text(SITE, encoding="utf-8")
    (tmp_path / "content/members/host.md").write_text(HOST, encoding="utf-8")
    (tmp_path / "content/essays/essay.md").write_text(BODY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ["build", "--jobs", "2"],
        ["check"],
        ["match"],
        ["pulse"],
        ["topics"],
        ["schema"],
        ["digest"],
    ],
    ids=" ".join,
)
def test_no_command_opens_a_connection(command: list[str], site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DENIED, *command], check=False, cwd=site, capture_output=True, text=True, timeout=120
    )
    assert "opened a connection" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr  # there are things to say about this site


def test_a_connection_would_be_noticed(site: Path) -> None:
    program = DENIED.split("from mingpian", maxsplit=1)[0] + "socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", program], check=False, cwd=site, capture_output=True, text=True)
    assert "opened a connection" in done.stderr
    assert socket.socket.connect is not None
