"""Files of the content folder that pages show or link to, and those below `content/static/`, which are copied as they
are. A picture that something shows is published without its metadata, wherever it lies: phones write into it where it
was taken; a recording without what is not for listeners. A file that nothing published points to is not published."""

from collections.abc import Iterator

from mingpian.content.media.pictures import is_picture
from mingpian.content.media.xmp import packet_of
from mingpian.core.media_types import is_sound
from mingpian.plan.outputs import Output
from mingpian.queries.ownership.picture_rights import marks_by_path
from mingpian.render import picture_marks
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.sound.metadata import blanked
from mingpian.site.attachments import published, shown
from mingpian.site.model import SiteModel
from mingpian.site.resolution import STATIC, published_as


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan every file that something published shows or links to."""
    marks, pictures = marks_by_path(model), shown(model)
    for path in sorted(published(model)):
        packet = packet_of(marks[path]).decode() if path in marks else ""
        is_cleaned = is_picture(path) and (path in pictures or not path.startswith(STATIC))
        yield Output(published_as(path), "file", (path, packet) if is_cleaned else (path,), source=path)


def render(output: Output, context: RenderContext) -> bytes:
    """Return the file's bytes; pictures that are shown with no metadata but whose they are, and how they were made."""
    path, *packet = output.subject
    data = context.read(path)
    if is_sound(path) and not path.startswith(STATIC):
        return blanked(data)
    if not packet:
        return data
    return picture_marks.published(data, context.queries.config.images.max_megapixels, "".join(packet).encode())


FORMAT = Format("file", plan, render)
