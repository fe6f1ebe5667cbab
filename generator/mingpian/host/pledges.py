"""Vouches and testimonials that one side alone stands by: for the host, who can ask the other side."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from mingpian import AnyEntry, Profile, Site, Work, end_of_day, makers


class OneSided(msgspec.Struct, frozen=True):
    """What somebody said, or agreed to, and the other side did not. People and works are named by id.

    `missing` is the side that has yet to act: the receiver who has not accepted, or the giver who has not said it.
    """

    kind: Literal["vouch", "testimonial"]
    giver: str
    receiver: str
    missing: Literal["giver", "receiver"]
    work: str = ""


def one_sided(site: Site) -> tuple[OneSided, ...]:
    """Return all of them, in the order of members, then of works."""
    members = {entry.id: entry for entry in site.each(Profile)}
    return (*_vouches(site, members), *_testimonials(site, members))


def _vouches(site: Site, members: dict[str, AnyEntry]) -> Iterator[OneSided]:
    said = {(giver, vouch.member): vouch.until for giver, entry in members.items() for vouch in entry.fields.vouches}
    accepted = {(giver, receiver) for receiver, entry in members.items() for giver in entry.fields.accepts.vouches}
    for (giver, receiver), until in said.items():
        is_over = until and site.clock.passed(end_of_day(until, site.config.timezone))
        if (giver, receiver) not in accepted and giver != receiver and receiver in members and not is_over:
            yield OneSided("vouch", giver, receiver, "receiver")
    for giver, receiver in sorted(accepted - said.keys()):
        if giver in members and giver != receiver:
            yield OneSided("vouch", giver, receiver, "giver")


def _testimonials(site: Site, members: dict[str, AnyEntry]) -> Iterator[OneSided]:
    confirmed = {(id, work) for id, entry in members.items() for work in entry.fields.accepts.testimonials}
    for entry in site.each(Work):
        giver = entry.fields.testimonial.by
        if entry.fields.testimonial.text and giver in members and (giver, entry.id) not in confirmed:
            yield OneSided("testimonial", giver, next(iter(makers(site, entry)), ""), "giver", entry.id)
