"""Files of the content folder that pages show or link to, and those below `content/static/`, which are copied as they
are. A file that nothing published points to is not published."""

from collections.abc import Iterator

from mingpian.content.pictures import is_picture
from mingpian.plan.outputs import Output
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.metadata import stripped
from mingpian.schema.walk import values
from mingpian.site.attachments import may_publish
from mingpian.site.links import resolve_path
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry

STATIC = "static/"

_FILES = frozenset({"file"})


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan every file that something published shows or links to."""
    for path in sorted(published(model)):
        yield Output(path.removeprefix(STATIC), "file", (path,), source=path)


def published(model: SiteModel) -> set[str]:
    """Return the files below content/ that something published shows or links to, and those that are there for it."""
    site = model.site
    named = {path for path in model.links.files if path.startswith(STATIC)}
    for entry in site.entries.values():
        paths = (resolve_path(entry.source, one)[0] for one in (*entry.pictures, *entry.targets, *_files_in(entry)))
        named |= {path for path in paths if may_publish(entry, path)}
    named.add(site.config.brand.logo.lstrip("/"))
    sources = (".md", ".markdown", ".toml")
    return {path for path in named & model.links.files if not path.endswith(sources) or path.startswith(STATIC)}


def _files_in(entry: AnyEntry) -> Iterator[str]:
    """What its fields and its components name; not all of these values need be files."""
    yield from (found.value for found in values(entry.fields, _FILES))
    yield from (value for one in entry.components for _, value in one.attributes if "." in value)


def render(output: Output, context: RenderContext) -> bytes:
    """Return the file's bytes; pictures without their metadata."""
    (path,) = output.subject
    data = context.read(path)
    return stripped(data) if is_picture(path) and not path.startswith(STATIC) else data


FORMAT = Format("file", plan, render)
