"""The theme's own files: style sheet, scripts, icons."""

from collections.abc import Iterator

from mingpian.plan.outputs import Output
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.site.model import SiteModel


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan every file that the theme publishes."""
    yield from (Output(path, "asset", (path,)) for path in sorted(model.assets))


def render(output: Output, context: RenderContext) -> bytes:
    """Return the file's bytes."""
    return context.assets.files[output.path]


FORMAT = Format("asset", plan, render)
