"""What settings say of the podcast that entries with a recording make."""

from typing import Literal

import msgspec

from mingpian.schema.fields import Email, PictureFile, Prose, Text

CATEGORIES: dict[str, str] = {
    "Arts": "Books|Design|Fashion & Beauty|Food|Performing Arts|Visual Arts",
    "Business": "Careers|Entrepreneurship|Investing|Management|Marketing|Non-Profit",
    "Comedy": "Comedy Interviews|Improv|Stand-Up",
    "Education": "Courses|How To|Language Learning|Self-Improvement",
    "Fiction": "Comedy Fiction|Drama|Science Fiction",
    "Government": "",
    "Health & Fitness": "Alternative Health|Fitness|Medicine|Mental Health|Nutrition|Sexuality",
    "History": "",
    "Kids & Family": "Education for Kids|Parenting|Pets & Animals|Stories for Kids",
    "Leisure": "Animation & Manga|Automotive|Aviation|Crafts|Games|Hobbies|Home & Garden|Video Games",
    "Music": "Music Commentary|Music History|Music Interviews",
    "News": "Business News|Daily News|Entertainment News|News Commentary|Politics|Sports News|Tech News",
    "Religion & Spirituality": "Buddhism|Christianity|Hinduism|Islam|Judaism|Religion|Spirituality",
    "Science": "Astronomy|Chemistry|Earth Sciences|Life Sciences|Mathematics|Natural Sciences|Nature|Physics"
    "|Social Sciences",
    "Society & Culture": "Documentary|Personal Journals|Philosophy|Places & Travel|Relationships",
    "Sports": "Baseball|Basketball|Cricket|Fantasy Sports|Football|Golf|Hockey|Rugby|Running|Soccer|Swimming|Tennis"
    "|Volleyball|Wilderness|Wrestling",
    "Technology": "",
    "True Crime": "",
    "TV & Film": "After Shows|Film History|Film Interviews|Film Reviews|TV Reviews",
}
"""Those of Apple Podcasts, which other directories take too, with what they are divided into."""


class Podcast(msgspec.Struct, frozen=True):
    """The podcast. Its feed, `podcast.xml`, is made as soon as an entry has `audio`."""

    title: Text = ""
    """Its name; the site's when left out."""
    description: Prose = ""
    """What it is about; the site's description when left out."""
    author: Text = ""
    """Who makes it; the owner of the site when left out."""
    email: Email = ""
    """Address to which directories write, to see whose it is; everybody can read it in the feed. `email` of the site
    when left out."""
    cover: PictureFile = ""
    """Its cover, best a square of 3000 pixels; drawn when left out."""
    categories: tuple[Text, ...] = ()
    """Categories of Apple Podcasts, such as `Arts` or `Society & Culture > Documentary`; the first counts most."""
    type: Literal["episodic", "serial"] = "episodic"
    """`serial`: to be heard from the first episode on."""
    explicit: bool = False
    """`true`: it is not for children."""
    locked: bool = False
    """`true`: no other platform may take the feed over."""
    limit: int = 300
    """Episodes in the feed."""


def category_of(written: str) -> tuple[str, str] | None:
    """Return a category and what it is divided into (or nothing), in the spelling of the directory; None for one that
    it does not have."""
    known = {part.casefold(): (name, part) for name, parts in CATEGORIES.items() for part in parts.split("|") if part}
    known |= {name.casefold(): (name, "") for name in CATEGORIES}
    above, _, below = (" ".join(part.split()).casefold() for part in written.replace("/", ">").partition(">"))
    found = known.get(below or above)
    return found if found and (not below or found[0].casefold() == above) else None
