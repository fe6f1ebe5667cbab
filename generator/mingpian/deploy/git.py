"""A branch of a repository, as GitHub Pages, Gitee Pages, Codeberg and others serve it: one commit more."""

import shutil
import tempfile
from pathlib import Path

from mingpian import git_environment
from mingpian.deploy.record import BEFORE
from mingpian.deploy.target import DeployError, DeployJob, FileChange, Target, call
from mingpian.i18n import _

_BRANCH = "gh-pages"
_FILE = "100644"  # mode of a plain file (gitformat-index)


def put(job: DeployJob) -> list[FileChange]:
    """Commit the site to the branch and push it; nothing is pushed when nothing differs. Raises DeployError.

    All is done in a repository that is made for it: hooks, filters and programs that settings found in the site's
    folder name are not run.
    """
    branch, remote = job.options.get("branch", _BRANCH), job.options.get("remote", "origin")
    for word in (branch, remote):
        if word.startswith("-") or any(sign.isspace() for sign in word):
            raise DeployError(_("`{word}` is neither a branch nor a remote", word=word))
    address = _address(job, remote)
    kept = job.root.resolve() / BEFORE
    kept.mkdir(parents=True, exist_ok=True)
    if kept.resolve() != kept:
        raise DeployError(_("{folder} is a link out of the folder", folder=kept))
    shutil.rmtree(kept / "git", ignore_errors=True)  # earlier versions kept theirs, and whatever it stated
    with tempfile.TemporaryDirectory(prefix="git-", dir=kept) as folder:
        return _published(job, Path(folder), address, branch)


def _published(job: DeployJob, folder: Path, address: str, branch: str) -> list[FileChange]:
    _git(folder, "init", "--quiet", "--bare", "--template=", ".")
    before = _head(folder, address, branch)
    if before and _holds_sources(folder, before, job):
        raise DeployError(_("the branch `{branch}` holds the sources of a site; name another", branch=branch))
    tree = _tree(job, folder)
    changes = _changes(job, folder, before, tree)
    if job.is_trial or (before and not changes):
        return changes
    message = job.options.get("message", "Publish the site")
    parents = ["-p", before] if before else []
    who = _signed(job.root)
    commit = _git(folder, *who, "commit-tree", tree, *parents, "-m", message).strip()
    _git(folder, "push", "--quiet", address, f"{commit}:refs/heads/{branch}")
    return changes


def _git(folder: Path, *arguments: str, given: bytes = b"", at: Path | None = None) -> str:
    """Run git in the repository that was made; `at` is the folder that it looks at, if another."""
    return call(["git", *arguments], at or folder, git_environment() | {"GIT_DIR": str(folder.resolve())}, given)


def _of_site(root: Path, *arguments: str) -> str:
    """Return what the repository states that the site lies in. Raises DeployError."""
    return call(["git", *arguments], root, git_environment()).strip()


def _address(job: DeployJob, remote: str) -> str:
    """Return the address of a remote; one that the site's own repository knows by name, or one that is stated whole.

    A repository in a folder beside is none of them: its hooks would run, and it may have come along with the site.
    """
    is_whole = "/" in remote or ":" in remote
    address = remote if is_whole else _of_site(job.root, "remote", "get-url", remote)
    if address.startswith("-"):  # git would take it for an option, some of which run programs
        raise DeployError(_("`{word}` is neither a branch nor a remote", word=address))
    if ":" not in address.partition("/")[0] and not Path(address).is_absolute():
        raise DeployError(_("`{word}` is a path from somewhere: write the whole path, or an address", word=address))
    return address


def _head(folder: Path, address: str, branch: str) -> str:
    """Return the branch's last commit as it is there; empty when there is no such branch yet."""
    if not _git(folder, "ls-remote", "--heads", address, f"refs/heads/{branch}").strip():
        return ""
    _git(folder, "fetch", "--quiet", "--depth=1", address, f"refs/heads/{branch}")
    return _git(folder, "rev-parse", "FETCH_HEAD").strip()


def _holds_sources(folder: Path, commit: str, job: DeployJob) -> bool:
    """Tell whether a branch has a site.toml that is not of the site's own files, with a content/ beside it."""
    paths = _git(folder, "ls-tree", "-r", "-z", "--name-only", commit).split("\0")
    above = {path.removesuffix("site.toml") for path in paths if f"/{path}".endswith("/site.toml")}
    return any(path.startswith(f"{at}content/") and f"{at}site.toml" not in job.paths for at in above for path in paths)


def _tree(job: DeployJob, folder: Path) -> str:
    """Return the tree of the site's files, byte for byte as they were built: no attribute and no filter is asked."""
    files = "".join(f"./{path}\n" for path in job.paths).encode()
    hashing = ("hash-object", "-w", "--no-filters", "--stdin-paths")
    digests = _git(folder, *hashing, given=files, at=job.output).split()
    listed = "".join(f"{_FILE} {digest}\t{path}\0" for digest, path in zip(digests, job.paths, strict=True))
    _git(folder, "update-index", "-z", "--index-info", given=listed.encode())
    return _git(folder, "write-tree").strip()


def _changes(job: DeployJob, folder: Path, before: str, tree: str) -> list[FileChange]:
    if not before:
        return [FileChange(path) for path in job.paths]
    compare = ("diff-tree", "-r", "-z", "--name-status", "--no-renames", before, tree)
    parts = _git(folder, *compare).split("\0")
    return [FileChange(path, status == "D") for status, path in zip(parts[::2], parts[1::2], strict=False) if path]


def _signed(root: Path) -> list[str]:
    """Return whose commit it is, as settings: the name that the site's own repository has, else ours."""
    found: list[str] = []
    for what, ours in (("name", "mingpian"), ("email", "mingpian@localhost")):
        try:
            stated = _of_site(root, "config", f"user.{what}")
        except DeployError:
            stated = ""
        found += ["-c", f"user.{what}={stated or ours}"]
    return found


TARGET = Target(
    "git",
    {
        "remote": _("a remote of the site's repository, or an address (default: origin)"),
        "branch": _("the branch that is served (default: {branch})", branch=_BRANCH),
        "message": _("what each commit says"),
    },
    (),
    put,
    '{branch = "gh-pages"}',
)
