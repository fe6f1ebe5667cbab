"""Text in a charset that its writer names: in a mail, in a card."""

import codecs

_OF_HOSTS = frozenset({"idna", "punycode"})


def decoded(data: bytes, charset: str) -> str | None:
    """Return bytes as the text that they are in a charset; None where they are not, or there is none of that name.

    Python has two for names of hosts alone, and reads a long text by them in the square of its length.
    """
    try:
        return None if codecs.lookup(charset).name in _OF_HOSTS else data.decode(charset)
    except (LookupError, ValueError):
        return None
