"""What a form with files sends (RFC 7578), taken apart."""

import re
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from typing import NamedTuple

MULTIPART = "multipart/form-data"
_SAID = re.compile(r';[ ]*(name|filename)="([^"]*)"')


class SentPart(NamedTuple):
    """One input of a form: its name, and what it holds; of a file, what it is called there."""

    name: str
    data: bytes
    file: str = ""

    @property
    def text(self) -> str:
        """What was typed."""
        return self.data.decode("utf-8", "replace")


def parts_of(media_type: str, data: bytes) -> list[SentPart]:
    """Return the inputs that were sent. Raises ValueError when it is no such form."""
    head = b"Content-Type: " + media_type.encode("latin-1", "replace") + b"\r\n\r\n"
    try:
        message = BytesParser().parsebytes(head + data)
    except (MessageError, LookupError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not message.is_multipart() or message.get_content_type() != MULTIPART or message.defects:
        raise ValueError("no form")
    return [_part(one) for one in message.get_payload() if isinstance(one, Message)]


def _part(message: Message) -> SentPart:
    """Return an input. Browsers write names in UTF-8, which the parser keeps byte by byte; quotes in them as %22."""
    stated = next((value for name, value in message.raw_items() if name.lower() == "content-disposition"), "")
    plain = str(stated).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    said = dict(_SAID.findall(plain))
    data = message.get_payload(decode=True)
    return SentPart(said.get("name", ""), data if isinstance(data, bytes) else b"", said.get("filename", ""))
