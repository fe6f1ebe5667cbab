"""git, run so that a folder which somebody was given decides nothing: no program that its repository names is run."""

import os
from pathlib import Path

_OF_A_REPOSITORY = frozenset(  # where a hook's git is at work: `git rev-parse --local-env-vars`, but for settings
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
    }
)  # fmt: skip
_QUIET = {  # no locks; and no program that a repository names for fetching what it lacks
    "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "",
}  # fmt: skip
_LONGEST = 120  # seconds that git is given


def git_environment() -> dict[str, str]:
    """Return the environment for git in whichever repository it is started: it asks no questions."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_A_REPOSITORY}
    return {**inherited, "LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0"}


def ask_git(root: Path, *arguments: str) -> bytes:
    """Return what git prints. Whatever the repository's settings say, it runs no other program, and asks nobody. Raises
    OSError, and what `subprocess.run` raises."""
    import subprocess

    environment = git_environment() | _QUIET
    command = ["git", "--no-pager", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, timeout=_LONGEST)
    return done.stdout
