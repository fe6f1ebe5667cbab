"""What an output format is."""

from collections.abc import Callable

import msgspec

from mingpian.plan.outputs import Output, Planner
from mingpian.render.context import RenderContext


class Format(msgspec.Struct, frozen=True):
    """A kind of file that a site emits: which ones there shall be, and what is in each."""

    name: str
    plan: Planner
    render: Callable[[Output, RenderContext], bytes]
    libraries: tuple[str, ...] = ()
    """Modules that each such file is made with, and that it takes long to import: before workers are forked that make
    them, once for all."""
