"""Which file a path names: none outside of the folder, under whatever spelling."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mingpian.serve.files import FoundFile, Redirection, decode_path, find_file

SECRET = b"not for you"
ESCAPES = [
    "/../secret.txt",
    "/essays/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E%2Fsecret.txt",
    "/..%2fsecret.txt",
    "/.%2e/secret.txt",
    "/%252e%252e/secret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/%e0%80%ae%e0%80%ae/secret.txt",
    "/%uff0e%uff0e/secret.txt",
    "/．．/secret.txt",
    "/index.html%00.txt",
    "/%00/../secret.txt",
    "//secret.txt",
    "///etc/passwd",
    "/%2fetc/passwd",
    "//elsewhere.example/",
    "/%2felsewhere.example",
    "/essays//first/",
    "/./index.html",
    "/%2e/index.html",
    "/essays/..",
    "/essays/.",
    "/link-to-secret.txt",
    "/link-to-outside/secret.txt",
    "/pipe",
    "http://localhost/index.html",
    "*",
    "",
    "index.html",
    "/\r\nX: y",
    "/%0d%0aX:%20y",
    "/%7f",
    "/%ff",
    "/" + "a" * 5000,
    "/" + "a/" * 3000,
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with links, a pipe, and a secret beside it."""
    site = tmp_path / "site"
    (site / "essays" / "first").mkdir(parents=True)
    (site / "index.html").write_bytes(b"home")
    (site / "essays" / "first" / "index.html").write_bytes(b"first")
    (site / "essays" / "名片.txt").write_bytes("名片".encode())
    (site / "empty").mkdir()
    (tmp_path / "secret.txt").write_bytes(SECRET)
    (site / "link-to-secret.txt").symlink_to(tmp_path / "secret.txt")
    (site / "link-to-outside").symlink_to(tmp_path)
    (site / "link-inside.txt").symlink_to(site / "essays" / "名片.txt")
    os.mkfifo(site / "pipe")
    return site


@pytest.mark.parametrize("target", ESCAPES)
@pytest.mark.parametrize("base_path", ["/", "/repo/"])
def test_nothing_outside_of_the_folder_is_found(folder: Path, target: str, base_path: str) -> None:
    path = decode_path(base_path.rstrip("/") + target if target.startswith("/") else target)
    assert path is None or find_file(folder, path, base_path) is None


def data(found: FoundFile | Redirection | None) -> bytes | str | None:
    return found.data if isinstance(found, FoundFile) else found.to if found else None


@pytest.mark.parametrize(
    ("target", "base_path", "expected"),
    [
        ("/", "/", b"home"),
        ("/index.html", "/", b"home"),
        ("/?q=/../x#y", "/", b"home"),
        ("/essays/first/", "/", b"first"),
        ("/essays/first", "/", "/essays/first/"),
        ("/essays/%E5%90%8D%E7%89%87.txt", "/", "名片".encode()),
        ("/link-inside.txt", "/", "名片".encode()),
        ("/essays/", "/", None),
        ("/empty", "/", None),
        ("/empty/", "/", None),
        ("/", "/repo/", "/repo/"),
        ("/repo", "/repo/", "/repo/"),
        ("/repo/", "/repo/", b"home"),
        ("/repo/essays/first", "/repo/", "/repo/essays/first/"),
        ("/essays/first/", "/repo/", None),
        ("/repository/", "/repo/", None),
        ("/%E7%AB%99/", "/%E7%AB%99/", b"home"),
    ],
)
def test_what_a_path_names(folder: Path, target: str, base_path: str, expected: bytes | str | None) -> None:
    path = decode_path(target)
    assert path is not None
    assert data(find_file(folder, path, base_path)) == expected


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("style.CSS", "text/css; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("card.vcf", "text/vcard; charset=utf-8"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
        ("photo.jpg", "image/jpeg"),
        ("no-ending", "application/octet-stream"),
        ("page.html.exe", "application/octet-stream"),
    ],
)
def test_the_type_is_said_by_the_name(name: str, media_type: str) -> None:
    assert FoundFile(name, b"").media_type == media_type
