"""Files of the content folder that pages show or link to, and those below `content/static/`, which are copied as they
are. A file that nothing published points to is not published."""

from collections.abc import Iterator

from mingpian.content.media.pictures import is_picture
from mingpian.plan.outputs import Output
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.metadata import stripped
from mingpian.render.scaling import smaller
from mingpian.site.attachments import published
from mingpian.site.model import SiteModel
from mingpian.site.resolution import STATIC, published_as


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan every file that something published shows or links to."""
    for path in sorted(published(model)):
        yield Output(published_as(path), "file", (path,), source=path)


def render(output: Output, context: RenderContext) -> bytes:
    """Return the file's bytes; pictures without their metadata."""
    (path,) = output.subject
    data = context.read(path)
    if not is_picture(path) or path.startswith(STATIC):
        return data
    return stripped(smaller(data, context.queries.config.images.max_megapixels))


FORMAT = Format("file", plan, render)
