"""Python's collector of cycles, at rest during a build.

What a build makes are trees of frozen values, which counting references frees. The collector would walk through all of
them again and again: for every tenth of a second's work on ten thousand entries it takes three hundredths more.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def stop() -> None:
    """Leave cycles alone for good, in a process that ends with its work: the first collection after a build would walk
    through all that it made."""
    gc.disable()


@contextmanager
def paused() -> Iterator[None]:
    """Leave cycles alone meanwhile, in processes that are forked meanwhile too."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
