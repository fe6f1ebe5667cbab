"""A new site, put into a folder beside what is there: nothing is overwritten; what is of no site is in the way."""

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from mingpian import skeleton
from mingpian.core.inputs import INPUTS

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
SKELETON_FOLDER = Path(skeleton.__file__).parent

_HOSTS = SKELETON_FOLDER / "hosts"
_BESIDE = (  # in small letters: what stands beside a site, in a repository or a folder of its own
    "authors*", "changelog*", "cname", "code_of_conduct*", "contributing*", "copying*", "desktop.ini", "docs",
    "exports", "licen[cs]e*", "makefile", "node_modules", "notice*", "output", "package*.json", "pyproject.toml",
    "readme*", "requirements*.txt", "security*", "thumbs.db", "uv.lock", "venv",
)  # fmt: skip
_CARD = "content/members/owner.md"
_PLACE = re.compile(r"\{\{(\w+)\}\}")


def in_the_way(folder: Path) -> list[str]:
    """Return what lies in a folder and is no part of a site, nor what stands beside one. Raises OSError."""
    of_hosts = {path.name for host in _HOSTS.iterdir() for path in host.iterdir()}
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return [
        name
        for name in names
        if name[0] != "."
        and name not in (*INPUTS, *of_hosts)
        and not any(fnmatchcase(name.lower(), pattern) for pattern in _BESIDE)
    ]


def entries_in(folder: Path) -> list[str]:
    """Return the entries that lie in a folder's content/, by their paths below it."""
    from mingpian.content.naming import is_entry

    content = folder / "content"
    paths = (path.relative_to(content).as_posix() for path in content.rglob("*") if path.is_file())
    return sorted(path for path in paths if is_entry(path))


def members_among(entries: Iterable[str]) -> set[str]:
    """Return the slugs of the members whose profiles are among entries."""
    from mingpian.content.kinds.member import MEMBERS
    from mingpian.content.naming import path_parts

    parts = (path_parts(path, LANGUAGES) for path in entries)
    return {one.slug for one in parts if one.kind == MEMBERS}


def write_site(lang: str, folder: Path, answers: Mapping[str, str], entries: list[str]) -> list[Path]:
    """Write a person's site, or a group's; return the paths. To `entries` that are there no samples are added."""
    slug = answers["slug"]
    person = SKELETON_FOLDER / lang / "site"
    source = person if answers["who"] == "person" else SKELETON_FOLDER / lang / "group"
    files = {_named(path, slug): source / path for path in _files(source)}
    files[".gitignore"] = person / "gitignore"
    card = "" if slug in members_among(entries) else _named(_CARD, slug)
    wanted = [name for name in files if not (entries and name.startswith("content/")) or name == card]
    return _write(folder, {name: _filled(files[name], answers) for name in wanted})


def write_for_host(host: str, folder: Path) -> list[Path]:
    """Write what a host wants to find beside a site; return the paths."""
    source = _HOSTS / host
    return _write(folder, {path: (source / path).read_text(encoding="utf-8") for path in _files(source)})


def _files(source: Path) -> list[str]:
    return sorted(path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file())


def _write(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write the files that are not there yet; return their paths."""
    written = []
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(path, "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        written.append(path)
    return written


def _named(path: str, slug: str) -> str:
    """Return a skeleton file's name in the site: the owner's file has the owner's slug, and `.gitignore` its dot."""
    return {"gitignore": ".gitignore", _CARD: f"content/members/{slug}.md"}.get(path, path)


def _filled(source: Path, answers: Mapping[str, str]) -> str:
    """Return a text of the skeleton with the answers in it, each quoted as the file's format wants it."""
    import json

    from mingpian.content.data_formats.yaml_data import yaml_line

    def value(match: re.Match[str]) -> str:
        answer = answers[match.group(1)]
        return yaml_line(answer) if source.suffix == ".md" else json.dumps(answer, ensure_ascii=False)

    return _PLACE.sub(value, source.read_text(encoding="utf-8"))
