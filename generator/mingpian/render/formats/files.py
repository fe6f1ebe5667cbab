"""Files of the content folder that pages show or link to, and those below `content/static/`, which are copied as they
are. A file that nothing published points to is not published."""

from collections.abc import Iterator

from mingpian.content.pictures import is_picture
from mingpian.model.attachments import may_publish
from mingpian.model.links import path_of
from mingpian.model.site import AnyEntry
from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.render.format import Format
from mingpian.render.metadata import stripped
from mingpian.render.studio import Studio
from mingpian.schema.walk import values

STATIC = "static/"

_FILES = frozenset({"file"})


def plan(world: World) -> Iterator[Output]:
    """Plan every file that something published shows or links to."""
    for path in sorted(published(world)):
        yield Output(path.removeprefix(STATIC), "file", (path,), source=path)


def published(world: World) -> set[str]:
    """Return the files below content/ that something published shows or links to, and those that are there for it."""
    site = world.site
    named = {path for path in world.links.files if path.startswith(STATIC)}
    for entry in site.entries.values():
        paths = (path_of(entry.source, one)[0] for one in (*entry.pictures, *entry.targets, *_files_in(entry)))
        named |= {path for path in paths if may_publish(entry, path, world.links.files)}
    named.add(site.config.brand.logo.lstrip("/"))
    sources = (".md", ".markdown", ".toml")
    return {
        path
        for path in named & world.links.files
        if path.startswith(STATIC) or not (path.endswith(sources) or _is_no_picture(world, path))
    }


def _is_no_picture(world: World, path: str) -> bool:
    """Tell whether a file is called like a picture and could not be read as one, which was told when it was read."""
    return is_picture(path) and path not in world.site.pictures


def _files_in(entry: AnyEntry) -> Iterator[str]:
    """What its fields and its components name; not all of these values need be files."""
    yield from (found.value for found in values(entry.fields, _FILES))
    yield from (value for one in entry.components for _, value in one.attributes if "." in value)


def render(output: Output, studio: Studio) -> bytes:
    """Return the file's bytes; pictures without their metadata."""
    (path,) = output.subject
    data = studio.read(path)
    return stripped(data) if is_picture(path) and not path.startswith(STATIC) else data


FORMAT = Format("file", plan, render)
