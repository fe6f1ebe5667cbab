"""A site to put online, and the places that it is put to."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.targets import KEY, SECRET, Target, of_branch, whole

PAGE = "---\ntitle: A\n---\n字\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "content/pages").mkdir(parents=True)
    (site / "content/pages/a.md").write_text(PAGE, encoding="utf-8")
    return site


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Path]]:
    """The address of a server with an empty bucket, and the folder that it keeps it in."""
    found = Path(sys.executable).with_name("rclone")
    rclone = str(found) if found.exists() else shutil.which("rclone")
    if rclone is None:
        pytest.skip("needs rclone")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    (tmp_path / "served/site").mkdir(parents=True)
    command = [rclone, "serve", "s3", "--addr", address, "--auth-key", f"{KEY},{SECRET}", str(tmp_path / "served")]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    environment = {**os.environ, "RCLONE_CONFIG": os.devnull}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        for _ in range(200):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))) == 0:
                    break
            time.sleep(0.05)
        yield f"http://{address}", tmp_path / "served" / "site"
        server.terminate()


@pytest.fixture(params=["folder", "rsync", "bucket", "git"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    root, there = tmp_path / "site", tmp_path / "there"
    if request.param == "bucket":
        endpoint, kept = request.getfixturevalue("bucket")
        options = {"bucket": "site", "endpoint": endpoint, "style": "path", "prefix": "www"}
        return Target(root, "bucket", options, lambda: whole(kept / "www"))
    if request.param == "git":
        subprocess.run(["git", "init", "--quiet", "--bare", str(there)], check=True)
        return Target(root, "git", {"remote": str(there)}, lambda: of_branch(there))
    there.mkdir()
    if request.param == "rsync":
        request.getfixturevalue("need")("rsync")
        return Target(root, "rsync", {"to": f"{there}"}, lambda: whole(there))
    return Target(root, "folder", {"path": "../there"}, lambda: whole(there))


@pytest.fixture
def place(target: Target, tmp_path: Path) -> Path:
    """The folder that the target keeps its files in; for targets that hold files of others, too."""
    if target.kind == "git":
        pytest.skip("a branch holds the site and nothing else")
    return tmp_path / ("served/site/www" if target.kind == "bucket" else "there")
