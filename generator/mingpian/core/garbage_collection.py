"""Python's collector of cycles, at rest during a build.

What a build makes are trees of frozen values, which counting references frees. The collector would walk through all of
them again and again: for every tenth of a second's work on ten thousand entries it takes three hundredths more.
"""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Leave cycles alone meanwhile, in processes that are forked meanwhile too. What was made counts as old then, as if
    it had been walked through: a command ends here, and never will."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.freeze()
            gc.unfreeze()  # into the oldest generation
            gc.enable()


def spare_the_end() -> None:
    """Look for no cycles when this process ends: all that it has goes with it. It is a twentieth of a small edit."""
    atexit.register(gc.freeze)
