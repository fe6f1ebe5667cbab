"""Puts output/ where the public finds it. One file a kind of target."""

from mingpian.deploy.target import Target


def targets() -> dict[str, Target]:
    """Return the kinds of target, by name."""
    from mingpian.deploy import bucket, folder, git, rsync

    return {module.TARGET.name: module.TARGET for module in (bucket, folder, git, rsync)}
