"""Files of the content folder that pages show or link to, and those below `content/static/`, which are copied as they
are. A picture that something shows is published without its metadata, wherever it lies: phones write into it where it
was taken. A file that nothing published points to is not published."""

from collections.abc import Iterator

from mingpian.content.media.pictures import is_picture
from mingpian.plan.outputs import Output
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.metadata import stripped
from mingpian.render.scaling import smaller
from mingpian.site.attachments import published, shown
from mingpian.site.model import SiteModel
from mingpian.site.resolution import STATIC, published_as

CLEANED = "cleaned"


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan every file that something published shows or links to."""
    public, pictures = published(model), shown(model)
    for path in sorted(public):
        is_cleaned = is_picture(path) and (path in pictures or not path.startswith(STATIC))
        yield Output(published_as(path), "file", (path, CLEANED) if is_cleaned else (path,), source=path)


def render(output: Output, context: RenderContext) -> bytes:
    """Return the file's bytes; pictures without their metadata."""
    path, *how = output.subject
    data = context.read(path)
    if CLEANED not in how:
        return data
    return stripped(smaller(data, context.queries.config.images.max_megapixels))


FORMAT = Format("file", plan, render)
