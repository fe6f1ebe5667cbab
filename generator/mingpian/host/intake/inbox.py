"""What came becomes proposals on the desk; for the command, and for the page on which the host works."""

from collections.abc import Iterator
from pathlib import Path

from mingpian import Into, SiteModel, kinds
from mingpian.host.intake.handed_in import HandIn, NotTaken
from mingpian.host.intake.proposals import Proposal, as_proposal, put_down, taken
from mingpian.host.intake.received import received


def take_in(root: Path, model: SiteModel, path: Path, *, is_trial: bool = False) -> Iterator[Proposal | NotTaken]:
    """Yield the proposals that a file, or a folder, gives, each put onto the desk; and what is none. A trial puts
    nothing down. Raises OSError."""
    config = model.site.config
    for one in received(path, kinds(), Into(languages=config.languages, timezone=config.timezone)):
        yield _taken(root, model, one, is_trial)


def _taken(root: Path, model: SiteModel, one: HandIn | NotTaken, is_trial: bool) -> Proposal | NotTaken:
    found = taken(model, one)
    if isinstance(found, NotTaken):
        return found
    return as_proposal(found) if is_trial else put_down(root, found)
