"""How settings that are programs show the owner: accounts, address for mail, line and picture, as far as they are plain
literals. What a program works out is named."""

import re
from typing import Any

import msgspec

from mingpian.i18n import AnyText, _
from mingpian.importers import literals
from mingpian.importers.draft import OldSite
from mingpian.importers.fields import one_line
from mingpian.importers.markdown_sites import scripts
from mingpian.importers.owner.accounts import shown_in
from mingpian.importers.owner.portrait import portrait_in, portrait_of
from mingpian.importers.references import Resolve

_ACCOUNTS = (
    "socialLinks", "socials", "social", "SOCIALS", "SOCIAL_LINKS", "SOCIAL", "medias", "socialMedia", "socialIcons",
    "socialConfig", "contact", "contacts", "CONTACTS",
)  # fmt: skip
_PEOPLE = ("author", "blogger", "profileConfig", "profile", "owner", "AUTHOR")
_AROUND = ("blog", "hero", "logo", "sidebar", "home", "about")
_PICTURES = ("authorAvatar", "USER_AVATAR", "AVATAR", "avatar", "avatarUrl", "avatarURL")
_IS_PROGRAM = re.compile(r"[(?+]|\bprocess\b|\bimport\.meta\b|[a-z]\w*\Z")


def with_owner(old: OldSite, script: str, find: Resolve, author: Any = None) -> OldSite:
    """Return an old site with what its settings say of the owner; `author` is what other files say of them."""
    accounts = list(scripts.given(script, *_ACCOUNTS))
    people = [value for _name, value in scripts.given(script, *_PEOPLE) if isinstance(value, dict)]
    people = [author, *people] if isinstance(author, dict) else people
    shown = [shown_in({"social": value}) for _name, value in accounts] + [shown_in(author=one) for one in people]
    around = [{name: value} for name, value in scripts.given(script, *_AROUND) if isinstance(value, dict)]
    loose = {"avatar": scripts.value(script, *_PICTURES)}
    picture = portrait_in(*({"author": one} for one in people), loose, *around)
    names = (one_line(one.get("name")) for one in people)
    return msgspec.structs.replace(
        old,
        author=old.author or next(filter(None, names), ""),
        about_author=old.about_author or next((one.headline for one in shown if one.headline), ""),
        email=old.email or next((one.email for one in shown if one.email), ""),
        links=tuple(dict.fromkeys(link for one in shown for link in one.links)),
        portrait=portrait_of(picture, find),
        notes=(*old.notes, *_worked_out(accounts)),
    )


def _worked_out(accounts: list[tuple[str, Any]]) -> list[AnyText]:
    """Name the accounts that a program works out: the list itself, or an address in it."""
    found: dict[tuple[str, str], None] = {}
    for name, value in accounts:
        for one in _programs(value):
            if _IS_PROGRAM.match(one.script) or re.search(r"[(?+{]", one.script):
                found[name, " ".join(one.script.split())[:60]] = None
    return [
        _("`{name}` is worked out by a program, which is not run: {script}; add what it says to your card",
          name=name, script=script)
        for name, script in found
    ]  # fmt: skip


def _programs(value: Any) -> list[literals.WorkedOut]:
    """Return what is worked out of a list of accounts; icons and styles are not asked for."""
    if isinstance(value, literals.WorkedOut):
        return [value]
    if isinstance(value, list):
        return [one for inner in value for one in _programs(inner)]
    said = value.items() if isinstance(value, dict) else ()
    return [one for name, inner in said if name not in ("icon", "style", "color") for one in _programs(inner)]
