"""Mermaid diagrams, drawn while the site is built by `mmdc` (mermaid-cli), where that is installed.

It runs a browser, and the text of a diagram may hold what Mermaid runs or loads. So only the owner's are drawn: at
Mermaid's strict level, which the text cannot loosen; without network, in a folder of its own, for a minute at the
most. What it made is cleaned as every SVG is; where something had to go, the source is shown instead.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from mingpian.content.media import svg
from mingpian.core import digest
from mingpian.core.store import atomic_write

LONGEST = 60  # seconds
_FAREWELL = 5
MAX_TEXT = 50_000  # characters
_ROOM = "diagram"  # in the cache
_NAME = "mmdc"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_KEPT = ("PATH", "PUPPETEER_EXECUTABLE_PATH", "PUPPETEER_CACHE_DIR", "XDG_CACHE_HOME", "SYSTEMROOT")
_SETTINGS = {
    "securityLevel": "strict",
    "deterministicIds": True,
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False},
    "class": {"htmlLabels": False},
    "maxTextSize": MAX_TEXT,
    "fontFamily": "sans-serif",
}
_FLAGS = ("--host-resolver-rules=MAP * ~NOTFOUND", "--disable-gpu", "--disable-background-networking")

Draw = Callable[[str], bytes]


class DiagramTool(msgspec.Struct, frozen=True):
    """The program that draws: where it is, and what tells it from another version."""

    path: str
    size: int
    modified: int


def diagram_tool(root: Path) -> DiagramTool | None:
    """Return the program that draws diagrams: from the user's PATH, else from the site's `node_modules`."""
    import shutil  # with three compressors

    beside = root / "node_modules" / ".bin" / (_NAME if os.name != "nt" else f"{_NAME}.cmd")
    found = shutil.which(_NAME) or (str(beside) if os.access(beside, os.X_OK) else "")
    with suppress(OSError):
        facts = os.stat(os.path.realpath(found)) if found else None
        return DiagramTool(found, facts.st_size, facts.st_mtime_ns) if facts else None
    return None


def drawer(root: Path, cache: Path) -> Draw:
    """Return what draws a diagram: the SVG of its text; nothing where there is no tool, or it draws none."""

    def draw(text: str) -> bytes:
        tool = diagram_tool(root)
        if tool is None or len(text) > MAX_TEXT:
            return b""
        kept = cache / _ROOM / f"{digest.of((text, tool, _SETTINGS)).hex()}.svg"
        with suppress(OSError):
            return kept.read_bytes()
        made = _made(tool, text)
        with suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(kept, made)
        return made

    return draw


def _made(tool: DiagramTool, text: str) -> bytes:
    """Run the tool on a text; return what it drew, if that is nothing but a drawing."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "in.mmd").write_text(text, encoding="utf-8")
        (place / "mermaid.json").write_text(json.dumps(_SETTINGS))
        (place / "browser.json").write_text(json.dumps(_browser()))
        options = ("-i", "in.mmd", "-o", "out.svg", "-c", "mermaid.json", "-p", "browser.json", "-b", "white", "-q")
        try:
            if not _runs([tool.path, *options], place):
                return b""
            clean = svg.cleaned((place / "out.svg").read_bytes())
        except (OSError, ValueError):
            return b""
    return b"" if clean.dropped else clean.data


def _browser() -> dict[str, object]:
    """Return how the browser is started. One that the system has is taken before one that the tool would fetch."""
    import shutil

    is_root = getattr(os, "geteuid", lambda: 1)() == 0
    flags = [*_FLAGS, *(["--no-sandbox"] if is_root else [])]  # browsers refuse to run as root with it
    found = os.environ.get("PUPPETEER_EXECUTABLE_PATH") or next(filter(None, map(shutil.which, _BROWSERS)), "")
    return {"args": flags, **({"executablePath": found} if found else {})}


def _runs(command: list[str], folder: Path) -> bool:
    """Run a command in a folder, with all that it starts, for so long; tell whether it succeeded."""
    import signal
    import subprocess

    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment = {"HOME": str(Path.home()), **kept, "TMPDIR": str(folder)}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, start_new_session=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return process.wait(LONGEST) == 0
    except subprocess.TimeoutExpired:
        process.terminate()  # it ends its browser, which is in no group of ours
        with suppress(subprocess.TimeoutExpired):
            process.wait(_FAREWELL)
        return False
    finally:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        process.wait()
