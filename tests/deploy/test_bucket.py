"""A bucket, by a server of others (rclone) on loopback: only what differs goes up, and no secret is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mingpian.deploy import record
from tests.deploy.conftest import PAGE
from tests.deploy.targets import KEY, SECRET, settled, tree
from tests.deploy.test_deploy import deploy, place

Place = tuple[str, Path]


def test_a_bucket_gets_what_differs(bucket: Place, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    endpoint, there = bucket
    place(root, "bucket", bucket="site", endpoint=endpoint, style="path")
    assert deploy(root, "--dry-run") == 0 and tree(there) == {}
    assert "put index.html" in capsys.readouterr().out
    assert deploy(root) == 0
    assert settled(there) == tree(root / "output")
    (there / "foreign.txt").write_text("stays")
    capsys.readouterr()
    assert deploy(root) == 0
    assert "0 put, 0 deleted" in capsys.readouterr().out
    (root / "content/pages/a.md").unlink()
    (root / "content/pages/b.md").write_text(PAGE, encoding="utf-8")
    assert deploy(root, "--verbose") == 0
    said = capsys.readouterr().out
    assert "delete a/index.html" in said and "put b/index.html" in said and "put assets/" not in said
    assert settled(there).keys() == {*tree(root / "output"), "foreign.txt"}
    assert SECRET not in said and KEY not in said


def test_a_run_that_was_cut_off_is_taken_up(bucket: Place, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import obstore

    endpoint, there = bucket
    place(root, "bucket", bucket="site", endpoint=endpoint, style="path", prefix="www")
    real = obstore.put
    sent: list[str] = []

    def dies_at(count: int) -> None:
        def put(store: Any, path: str, data: bytes, **more: Any) -> None:
            if len(sent) == count:
                raise KeyboardInterrupt
            sent.append(path)
            real(store, path, data, **more)

        monkeypatch.setattr(obstore, "put", put)

    dies_at(7)
    assert deploy(root) == 130
    assert not any(path.endswith(".html") for path in sent)  # what pages need goes first
    settled(there / "www")
    dies_at(-1)
    assert deploy(root) == 0
    assert settled(there / "www") == tree(root / "output")
    sites = [path for path in sent if not path.startswith(f"{record.FOLDER}/")]
    assert len(sites) == len(set(sites))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"endpoint": "oss.example"}, "`endpoint` is no address"),
        ({"endpoint": "https://oss.example:99999"}, "`endpoint` is no address"),
        ({"endpoint": "https://oss.example:port"}, "`endpoint` is no address"),
        ({"endpoint": "https://me:pass@oss.example"}, "`endpoint` is no address"),
        ({}, "`bucket` is missing"),
    ],
)
def test_a_place_that_cannot_be(
    options: dict[str, str], told: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place(root, "bucket", **({"bucket": "site"} if options else {}), **options)
    assert deploy(root) == 2
    said = capsys.readouterr().err
    assert told in said and "pass" not in said


def test_a_wrong_key_is_told_without_it(
    bucket: Place, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint, there = bucket
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "WRONG-KEY")
    place(root, "bucket", bucket="site", endpoint=endpoint, style="path")
    assert deploy(root) == 2
    said = capsys.readouterr().err
    assert "WRONG-KEY" not in said and said.count("\n") <= 2 and tree(there) == {}
