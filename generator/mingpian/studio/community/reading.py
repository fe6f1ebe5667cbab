"""The site as the host works with it: read anew each time, as a reader of some audience may see it."""

from collections.abc import Iterator
from contextlib import contextmanager

from mingpian.config.settings import CONFIG_FILE
from mingpian.content.kinds.member import KIND as MEMBERS
from mingpian.core import lock
from mingpian.core.errors import MingpianError
from mingpian.i18n import _, text_of
from mingpian.i18n.foreign import foreign
from mingpian.pipeline import load_site, model_site
from mingpian.request import Request
from mingpian.schema.records import Audience
from mingpian.schema.references import canonical
from mingpian.site.model import SiteModel
from mingpian.studio.desk import Desk
from mingpian.studio.files import StudioError
from mingpian.write.planning import PlannedSite
from mingpian.write.state import State

_PATIENCE = 20.0  # seconds that a build may take before we say that it does


def site_for(desk: Desk, reader: Audience = "host") -> PlannedSite:
    """Return the site as `reader` may see it; files with errors are left out. Raises StudioError."""
    request = Request(root=desk.root, output=desk.root / "output", now=desk.now())
    state = State(desk.root)
    try:
        with state.exclusive(_PATIENCE):
            read = load_site(request, state)
            planned = model_site(request, read, reader)
    except lock.BusyError as error:
        raise StudioError(text_of(error)) from error
    wrong = (*read.diagnostics, *planned.diagnostics)
    if any(item.severity == "error" and item.file == CONFIG_FILE for item in wrong):
        raise StudioError(_("{path} has errors; mend them in the settings first", path=CONFIG_FILE))
    return planned


@contextmanager
def as_told() -> Iterator[None]:
    """Turn what the host's pieces raise into what the studio says."""
    try:
        yield
    except StudioError:
        raise
    except MingpianError as error:
        raise StudioError(text_of(error)) from error
    except OSError as error:
        raise StudioError(_("it cannot be written: {reason}", reason=foreign(error.strerror or error))) from error


def member_meant(model: SiteModel, name: str) -> str:
    """Return the id of the member of this slug or name. Raises StudioError."""
    id = model.site.spellings.id_of(canonical(name, MEMBERS.name))
    if id not in model.site.ids or not id.startswith(f"{MEMBERS.name}/"):
        raise StudioError(_("there is no member `{name}`", name=name))
    return id


def title_of(model: SiteModel, id: str) -> str:
    """Return what an entry is called."""
    entry = model.site.best(id, model.site.config.default_lang)
    return entry.title if entry else id
