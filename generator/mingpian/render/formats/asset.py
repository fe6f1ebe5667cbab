"""The theme's own files: style sheet, scripts, icons."""

from collections.abc import Iterator

from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.render.format import Format
from mingpian.render.studio import Studio


def plan(world: World) -> Iterator[Output]:
    """Plan every file that the theme publishes."""
    yield from (Output(path, "asset", (path,)) for path in sorted(world.assets))


def render(output: Output, studio: Studio) -> bytes:
    """Return the file's bytes."""
    return studio.assets.files[output.path]


FORMAT = Format("asset", plan, render)
