"""Sets up what rendering works with, and says what every output depends on."""

from functools import partial
from pathlib import Path

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content import discover
from mingpian.content.read_files import CONTENT_FOLDER
from mingpian.core import digest
from mingpian.core.toolchain import toolchain
from mingpian.i18n import _
from mingpian.queries.facade import Queries
from mingpian.render import templates
from mingpian.render.assets import Assets
from mingpian.render.context import RenderContext
from mingpian.render.theme import Theme
from mingpian.write.diagrams import diagram_tool, drawer
from mingpian.write.fonts import faces_of, font_of
from mingpian.write.state import State

OF_THEME = _("the theme")  # name of its digest
MAX_FILE = 256 * 1024 * 1024  # bytes of a file that is copied into the output


def render_context(root: Path, queries: Queries, theme: Theme, assets: Assets) -> RenderContext:
    """Return the render context for the site in `root`."""
    state = State(root)
    return RenderContext(
        queries=queries,
        theme=theme,
        environment=templates.environment(theme, assets, state.room("templates")),
        assets=assets,
        read=partial(_file, queries, root / CONTENT_FOLDER),
        diagram=_undrawn,
        cache=state.folder / "cache",
        font=font_of(root, queries.config, assets.title_face),
        faces=faces_of(root, queries.config),
    )


def page_context(root: Path, queries: Queries, theme: Theme, assets: Assets) -> RenderContext:
    """Return the same for pages, which show diagrams as they are drawn. Copies show their text."""
    context = render_context(root, queries, theme, assets)
    if not queries.config.markdown.diagrams:
        return context
    return msgspec.structs.replace(context, diagram=drawer(root, context.cache))


def global_digests(root: Path, config: SiteConfig, theme: Theme, assets: Assets) -> dict[str, bytes]:
    """Return the digests of what every output depends on, by the names that people know it by."""
    named = {
        _("mingpian, its libraries or Python"): toolchain(),
        _("site.toml, or the address to build for"): digest.of(config),
        _("the font of pictures"): digest.of(font_of(root, config, assets.title_face)),
        _("the tool that draws diagrams"): digest.of(diagram_tool(root) if config.markdown.diagrams else None),
        _("the fonts"): digest.of(faces_of(root, config)),
        OF_THEME: digest.of((theme.digest, sorted(assets.files))),
    }
    return {str(name): value for name, value in named.items()}


def _undrawn(_text: str) -> bytes:
    return b""


def _file(queries: Queries, folder: Path, path: str) -> bytes:
    """Return a file's bytes, and note that they were used."""
    queries.file(path)
    return discover.read_file(folder, path, MAX_FILE)
