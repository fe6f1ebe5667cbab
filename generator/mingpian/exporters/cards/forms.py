"""The forms of cards that places show, in pixels: edges, and the sizes of what is written on them."""

import msgspec

MOST = 18  # cards of an entry: what 小红书 takes


class CardForm(msgspec.Struct, frozen=True):
    """A form. Lengths are pixels; a place lays its own signs over what is above `top` and below `bottom`."""

    width: int
    height: int
    side: int  # margins
    top: int
    bottom: int
    text: int  # size of running text
    leading: int  # from line to line of it

    @property
    def room(self) -> int:
        """The length of a line."""
        return self.width - 2 * self.side

    @property
    def depth(self) -> int:
        """The height of what is written on a page."""
        return self.height - self.top - self.bottom


_TALL = CardForm(1080, 1440, side=92, top=136, bottom=132, text=38, leading=65)
FORMS = {
    "xiaohongshu": _TALL,
    "wechat": _TALL,
    "square": CardForm(1080, 1080, side=90, top=128, bottom=124, text=36, leading=61),
    "story": CardForm(1080, 1920, side=100, top=270, bottom=300, text=44, leading=77),
}


def card_form(name: str, scale: float) -> CardForm:
    """Return a form by its name, all of it larger by a factor."""
    form = FORMS[name]
    return CardForm(*(round(getattr(form, field) * scale) for field in CardForm.__struct_fields__))
