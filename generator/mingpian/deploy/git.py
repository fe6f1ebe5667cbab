"""A branch of a repository, as GitHub Pages, Gitee Pages, Codeberg and others serve it: one commit more."""

from pathlib import Path

from mingpian.deploy.record import BEFORE
from mingpian.deploy.target import DeployError, DeployJob, FileChange, Target, call
from mingpian.i18n import _

_BRANCH = "gh-pages"


def put(job: DeployJob) -> list[FileChange]:
    """Commit the site to the branch and push it; nothing is pushed when nothing differs. Raises DeployError."""
    branch, remote = job.options.get("branch", _BRANCH), job.options.get("remote", "origin")
    for word in (branch, remote):
        if word.startswith("-") or any(sign.isspace() for sign in word):
            raise DeployError(_("`{word}` is neither a branch nor a remote", word=word))
    folder = job.root / BEFORE / "git"
    if not (folder / "HEAD").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        call(["git", "init", "--quiet", "--bare", "."], {}, folder)
    address = _address(job, remote)
    before = _head(folder, address, branch)
    if before and _holds_sources(folder, before, job):
        raise DeployError(_("the branch `{branch}` holds the sources of a site; name another", branch=branch))
    tree = _tree(job, folder)
    changes = _changes(job, folder, before, tree)
    if job.is_trial or (before and not changes):
        return changes
    message = job.options.get("message", "Publish the site")
    parents = ["-p", before] if before else []
    commit = call(["git", "commit-tree", tree, *parents, "-m", message], _signed(job.root), folder).strip()
    call(["git", "push", "--quiet", address, f"{commit}:refs/heads/{branch}"], {}, folder)
    return changes


def _address(job: DeployJob, remote: str) -> str:
    """Return the address of a remote; one that the site's own repository knows by name, or one that is stated whole."""
    if "/" in remote or ":" in remote:
        return remote
    address = call(["git", "remote", "get-url", remote], {}, job.root).strip()
    if address.startswith("-"):  # git would take it for an option, some of which run programs
        raise DeployError(_("`{word}` is neither a branch nor a remote", word=address))
    return address


def _head(folder: Path, address: str, branch: str) -> str:
    """Return the branch's last commit as it is there; empty when there is no such branch yet."""
    listed = call(["git", "ls-remote", "--heads", address, f"refs/heads/{branch}"], {}, folder)
    if not listed.strip():
        return ""
    call(["git", "fetch", "--quiet", "--depth=1", address, f"refs/heads/{branch}"], {}, folder)
    return call(["git", "rev-parse", "FETCH_HEAD"], {}, folder).strip()


def _holds_sources(folder: Path, commit: str, job: DeployJob) -> bool:
    """Tell whether a branch has a site.toml that is not of the site's own files, with a content/ beside it."""
    paths = call(["git", "ls-tree", "-r", "-z", "--name-only", commit], {}, folder).split("\0")
    above = {path.removesuffix("site.toml") for path in paths if f"/{path}".endswith("/site.toml")}
    return any(path.startswith(f"{at}content/") and f"{at}site.toml" not in job.paths for at in above for path in paths)


def _tree(job: DeployJob, folder: Path) -> str:
    """Return the tree of the site's files. The index is made anew, so that nothing of an earlier one is left in it."""
    (folder / "index").unlink(missing_ok=True)
    where = {"GIT_DIR": str(folder.resolve()), "GIT_WORK_TREE": str(job.output.resolve())}
    listed = folder / "paths"
    listed.write_bytes(b"\0".join(path.encode() for path in job.paths))
    try:
        take = [f"--pathspec-from-file={listed.resolve()}", "--pathspec-file-nul"]
        more = {**where, "GIT_LITERAL_PATHSPECS": "1"}
        call(["git", "-c", "core.autocrlf=false", "add", "--force", *take], more, job.output)
    finally:
        listed.unlink(missing_ok=True)
    return call(["git", "write-tree"], where, folder).strip()


def _changes(job: DeployJob, folder: Path, before: str, tree: str) -> list[FileChange]:
    if not before:
        return [FileChange(path) for path in job.paths]
    compare = ["git", "diff-tree", "-r", "-z", "--name-status", "--no-renames", before, tree]
    parts = call(compare, {}, folder).split("\0")
    return [FileChange(path, status == "D") for status, path in zip(parts[::2], parts[1::2], strict=False) if path]


def _signed(root: Path) -> dict[str, str]:
    """Return whose commit it is: the name that the site's own repository has, else ours."""
    found: dict[str, str] = {}
    for what, ours in (("name", "mingpian"), ("email", "mingpian@localhost")):
        try:
            stated = call(["git", "config", f"user.{what}"], {}, root).strip()
        except DeployError:
            stated = ""
        found |= {f"GIT_{who}_{what.upper()}": stated or ours for who in ("AUTHOR", "COMMITTER")}
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
