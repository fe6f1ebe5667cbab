"""What a content file's path says: kind, section, slug and language."""

import re
from pathlib import PurePosixPath

import msgspec

from mingpian.content.kinds import kinds
from mingpian.core.diagnostics import Diagnostic, nearest
from mingpian.core.paths import composed, slug_problem, slugify

SUFFIXES = (".md", ".markdown")

_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?")


class PathParts(msgspec.Struct, frozen=True):
    """The parts of a content file's path. `lang` is empty when the name states none; `stray` is a language that the
    name states and the site does not have."""

    kind: str
    section: str
    slug: str
    lang: str
    stray: str = ""


def is_entry(path: str) -> bool:
    """Tell whether a file below content/ is an entry (as opposed to a picture, data or a static file)."""
    return path.endswith(SUFFIXES) and path.split("/", maxsplit=1)[0] in kinds() and "/" in path


def is_homeless(path: str) -> bool:
    """Tell whether a file is written like an entry and stands where it cannot be one. A README speaks to people."""
    if not path.endswith(SUFFIXES) or is_entry(path) or path.startswith("static/"):
        return False
    return not path.rpartition("/")[2].startswith("README.")


def homeless(path: str) -> Diagnostic:
    """Return the warning about such a file."""
    folder = path.rpartition("/")[0].partition("/")[0]
    near = nearest(folder, kinds()) if folder else None
    hint = f"did you mean content/{near}/?" if near else f"the kinds are {', '.join(kinds())}"
    message = "it is in no kind's folder, so it is not read"
    return Diagnostic(code="no-kind", message=message, file=f"content/{path}", severity="warning", hints=(hint,))


def path_parts(path: str, languages: tuple[str, ...]) -> PathParts:
    """Read the path of an entry below content/."""
    pure = PurePosixPath(path)
    kind, *folders = pure.parts[:-1]
    stem, lang, stray = _language(composed(pure.stem), languages)
    if stem == "index" and folders:
        stem = folders.pop()
    slug = stem if not slug_problem(stem) else slugify(stem)
    return PathParts(kind, "/".join(slugify(folder) for folder in folders), slug, lang, stray)


def _language(stem: str, languages: tuple[str, ...]) -> tuple[str, str, str]:
    base, dot, suffix = stem.rpartition(".")
    if not dot:
        return stem, "", ""
    known = {lang.lower(): lang for lang in languages}
    if suffix.lower() in known:
        return base, known[suffix.lower()], ""
    return (base, "", suffix) if _LANGUAGE.fullmatch(suffix) else (stem, "", "")
