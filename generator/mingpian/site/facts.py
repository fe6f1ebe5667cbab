"""The facts of a site: a digest of all that answers are made of, but for what bodies alone tell.

Most edits are of a body. When the facts are what they were, and the clock has passed no moment that an answer waits
for, every answer is what it was, save those to the questions that tell of bodies and of files' bytes. So only these are
asked again. No other answer may look at what is left out here; a test holds each question to that.
"""

import msgspec

from mingpian.core import digest
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry

BODY = "entry"  # the question that every output asks that shows a body
APART = frozenset({BODY, "file", "search_index"})  # the questions whose answers tell more than the facts


def facts_of(model: SiteModel) -> bytes:
    """Return the digest of everything that an answer may depend on, but what is `APART`, and the clock."""
    site = model.site
    return digest.of(
        (
            [without_body(entry) for entry in site.entries.values()],
            (site.config, site.states, site.known, sorted(site.unpublished), site.topics),
            (site.pictures, model.links.files, model.assets),
            (model.matches, model.planet, model.data, model.changes, model.sounds, model.webmentions),
        )
    )


def without_body(entry: AnyEntry) -> AnyEntry:
    """Return the entry without what changes with every word of its body."""
    return msgspec.structs.replace(entry, digest=b"", words=0)
