"""The manual's chapters: a kind of its own, in the order that they are read in."""

from mingpian import Kind, Titled


class Chapter(Titled, frozen=True, kw_only=True, tag="chapters"):
    """A chapter of the manual."""

    order: int = 0
    """Its place in the manual."""


KIND = Kind(
    name="chapters",
    fields=Chapter,
    order=1,
    permalink="/{slug}/",
    json_ld="TechArticle",
    template="chapter.html",
    starters=("order", "summary"),
)
