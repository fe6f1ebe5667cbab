"""Files of the content folder that pages show or link to, and those below `content/static/`, which are copied as they
are. A file that nothing published points to is not published."""

from collections.abc import Iterator

from mingpian.content.pictures import is_picture
from mingpian.model.attachments import STATIC, published
from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.render.format import Format
from mingpian.render.metadata import stripped
from mingpian.render.studio import Studio


def plan(world: World) -> Iterator[Output]:
    """Plan every file that something published shows or links to."""
    for path in sorted(published(world)):
        yield Output(path.removeprefix(STATIC), "file", (path,), source=path)


def render(output: Output, studio: Studio) -> bytes:
    """Return the file's bytes; pictures without their metadata."""
    (path,) = output.subject
    data = studio.read(path)
    return stripped(data) if is_picture(path) and not path.startswith(STATIC) else data


FORMAT = Format("file", plan, render)
