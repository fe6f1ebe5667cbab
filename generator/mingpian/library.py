"""A build as a call: what `mingpian.build` is to scripts."""

import os
from pathlib import Path

from mingpian.core.errors import MingpianError
from mingpian.pipeline import build as build_request
from mingpian.replay import clock
from mingpian.request import Request
from mingpian.schema.fields import check_url
from mingpian.write.report import Report


class FileAccessError(MingpianError):
    """A file or folder cannot be read or written; the text names it, and says why."""


def build(  # noqa: PLR0913  each is an option of `mingpian build`
    root: str | os.PathLike[str],
    *,
    output: str | os.PathLike[str] | None = None,
    drafts: bool = False,
    base_url: str = "",
    jobs: int = 1,
    strict: bool = False,
    now: int | None = None,
) -> Report:
    """Build the site in the folder `root`, and return what was done and found.

    The options are those of `mingpian build`: the folder to write (`output/` in `root`), drafts too, an address in
    place of site.toml's, how many processes work, warnings as errors. `now` is the clock that the site goes by, in
    seconds since 1970-01-01T00:00Z; SOURCE_DATE_EPOCH, else the time, when left out. With more than one job a script
    has to begin below `if __name__ == "__main__":`, as with `multiprocessing`.

    What is wrong with the content is no exception: it stands in `Report.diagnostics`, and `Report.failed` tells of
    errors. Raises MingpianError: BusyError when another process builds this site, InvalidValueError when `base_url` is
    no address, FileAccessError when a file or folder cannot be read or written.
    """
    folder = Path(os.path.realpath(root))
    if not folder.is_dir():
        raise FileAccessError(f"{folder}: there is no such folder")
    request = Request(
        root=folder,
        output=Path(os.path.realpath(output)) if output is not None else folder / "output",
        now=clock.now() if now is None else now,
        jobs=jobs,
        drafts=drafts,
        base_url=check_url(base_url) if base_url else "",
        strict=strict,
    )
    try:
        return build_request(request)
    except OSError as error:
        raise FileAccessError(f"{error.filename or folder}: {error.strerror or error}") from error
