"""A site, and a place of each kind that it is put to."""

from __future__ import annotations

import io
import subprocess
import tarfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mingpian.cli import main
from mingpian.deploy import record
from mingpian.deploy.record import FOLDER

SETTINGS = 'title = "T"\nbase_url = "https://t.example/"\nowner = "host"\nwithout = ["share", "qr"]\n'
PERSON = "---\nname: 林月\ncontact: {email: {value: lin@t.example, audience: public}}\n---\nx\n"
WHO = "lin-yue"
KEY, SECRET = "AKIDFORTESTS", "s3cr3t/For+Tests"


class Target:
    """A site in `root` and a place that it is put to."""

    def __init__(self, root: Path, kind: str, options: dict[str, str], files: Callable[[], dict[str, bytes]]) -> None:
        self.root, self.kind, self.options, self.files = root, kind, options, files
        self.settle(SETTINGS)
        for name, text in (("host", "---\nname: 主人\n---\nx\n"), (WHO, PERSON)):
            (root / f"content/members/{name}.md").write_text(text, encoding="utf-8")

    def settle(self, settings: str) -> None:
        told = ", ".join(f'{name} = "{value}"' for name, value in self.options.items())
        (self.root / "content/members").mkdir(parents=True, exist_ok=True)
        place = f'[deploy.site]\ntarget = "{self.kind}"\noptions = {{{told}}}\n'
        (self.root / "site.toml").write_text(settings + place, encoding="utf-8")

    def run(self, command: str, *more: str) -> int:
        return main([command, *more, "--root", str(self.root)])

    def deploy(self, *more: str) -> int:
        return self.run("deploy", "--jobs", "1", "--quiet", *more)

    def leave(self) -> None:
        """Delete the person's file."""
        (self.root / f"content/members/{WHO}.md").unlink()

    def of_the_person(self) -> set[str]:
        return {path for path, data in self.files().items() if WHO in path or WHO.encode() in data}


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder but what a target keeps for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".git", record.FOLDER} & {*path.parts}
    }


def settled(folder: Path) -> dict[str, bytes]:
    """What the server keeps, once it has written it out."""
    for _ in range(100):
        if not any(path.stat().st_size == 0 and path.name != ".nojekyll" for path in folder.rglob("*.html")):
            break
        time.sleep(0.05)
    return tree(folder)


def whole(folder: Path) -> dict[str, bytes]:
    settled(folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def of_branch(remote: Path) -> dict[str, bytes]:
    command = ["git", "-C", str(remote), "archive", "--format=tar", "gh-pages"]
    told = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(told)) as archive:
        return {file.name: whole.read() for file in archive if (whole := archive.extractfile(file))}


def list_in(place: Path) -> Path:
    (found,) = (place / FOLDER).glob("*.json")
    return found


def delete(target: Target, place: Path, path: str) -> None:
    """Delete a file of a target by its own means: rclone remembers what it has been told, not what its disk has."""
    if target.kind == "bucket":
        import obstore
        from obstore.store import S3Store

        plain: Any = {"allow_http": True}
        where: Any = {"endpoint": target.options["endpoint"], "region": "us-east-1", "client_options": plain}
        obstore.delete(S3Store("site", prefix="www", **where), path)
    else:
        (place / path).unlink()
