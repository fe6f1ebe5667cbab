"""Files of the content folder that pages show or link to, and those below `content/static/`, which are copied as they
are. A file that nothing published points to is not published."""

from collections.abc import Iterator

from mingpian.content.pictures import is_picture, is_unshown
from mingpian.model.attachments import is_sound, may_publish
from mingpian.model.mentions import mentions_in, mentions_of
from mingpian.model.resolution import STATIC, file_of, is_text, published_as
from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.render.format import Format
from mingpian.render.metadata import stripped
from mingpian.render.scaling import smaller
from mingpian.render.studio import Studio


def plan(world: World) -> Iterator[Output]:
    """Plan every file that something published shows or links to."""
    for path in sorted(published(world)):
        yield Output(published_as(path), "file", (path,), source=path)


def published(world: World) -> set[str]:
    """Return the files below content/ that something published shows or links to, and those that are there for it."""
    site, spelt = world.site, world.links.spelt
    named = {path for path in world.links.files if path.startswith(STATIC)}
    for entry in site.entries.values():
        paths = {file_of(spelt, entry.source, mention.written) for mention in mentions_of(entry)}
        named |= {path for path in paths if path and not _is_source(path) and may_publish(entry, path)}
    own = {file_of(spelt, "", mention.written) for mention in mentions_in(site.config)}
    named |= {path for path in own if path and not _is_source(path) and not is_unshown(path)}
    return {path for path in named if is_sound(site, path)}


def _is_source(path: str) -> bool:
    return (is_text(path) or path.endswith(".toml")) and not path.startswith(STATIC)


def render(output: Output, studio: Studio) -> bytes:
    """Return the file's bytes; pictures without their metadata."""
    (path,) = output.subject
    data = studio.read(path)
    if not is_picture(path) or path.startswith(STATIC):
        return data
    return stripped(smaller(data, studio.ask.config.images.max_megapixels))


FORMAT = Format("file", plan, render)
