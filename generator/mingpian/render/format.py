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
