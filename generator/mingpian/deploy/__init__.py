"""Puts output/ where the public finds it. One file a kind of target."""

from pathlib import Path

from mingpian import SiteConfig, extensions_of_site
from mingpian.deploy.target import Target


def targets(root: Path, config: SiteConfig) -> dict[str, Target]:
    """Return the kinds of target, by name: ours, and those of the extensions of the site in `root`."""
    from mingpian.deploy import bucket, folder, git, rsync

    own: tuple[Target, ...] = extensions_of_site(root, config).targets
    ours = {module.TARGET.name: module.TARGET for module in (bucket, folder, git, rsync)}
    return ours | {target.name: target for target in own}
