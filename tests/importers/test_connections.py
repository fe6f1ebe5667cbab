"""No import opens a connection: none of its modules has the means, and pictures come by what a command hands in."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.house.source import PACKAGE, source
from tests.importers.move import Move
from tests.importers.wechat_archive import archive

MEANS = ("socket", "ssl", "http", "urllib.request", "asyncio", "mingpian.fetch", "requests", "httpx")


@pytest.mark.parametrize("path", sorted((PACKAGE / "importers").rglob("*.py")), ids=lambda path: path.stem)
def test_no_importer_has_the_means(path: Path) -> None:
    names = [one.module for one in source(path).imports]
    used = [name for name in names if any(name == one or name.startswith(f"{one}.") for one in MEANS)]
    assert used == []


def test_an_archive_with_pictures_elsewhere_asks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> NoReturn:
        raise AssertionError("a connection was opened")

    move = Move(tmp_path, {"p.vcf": "BEGIN:VCARD\nFN:a\nPHOTO;VALUE=URI:https://a.example/a.png\nEND:VCARD\n"})
    archive(move.old / "wechat", 6)
    for file in (move.old / "wechat").rglob("*.png"):
        file.unlink()
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert move.run("vcard", "p.vcf") == 0 and move.run("wechat", "wechat") == 0
