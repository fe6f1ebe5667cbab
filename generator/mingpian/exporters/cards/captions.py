"""The words beside cards: what is posted with them, and what is said in place of each picture."""

from collections.abc import Sequence

from mingpian.exporters.cards.covers import CardSubject
from mingpian.exporters.cards.labels import card_labels
from mingpian.exporters.cards.pieces import DrawnCard

MOST = 1000  # characters that 小红书 takes
_TITLE = 20  # characters of a title there


def caption_text(subject: CardSubject, url: str, rights: Sequence[str] = ()) -> str:
    """Return title, summary, where the page is, lines on `rights`, and the topics: no more characters than a place
    takes."""
    labels = card_labels(subject.lang)
    topics = " ".join(f"#{''.join(topic.split())}" for topic in subject.topics)
    end = "\n\n".join(part for part in (f"{labels.original}{labels.colon}{url}", *rights, topics) if part)[:MOST]
    start = "\n\n".join(part for part in (subject.title, subject.summary) if part)
    room = MOST - len(end) - 3
    cut = start if len(start) <= room else start[: max(0, room - 1)].rstrip() + "…"
    return f"{cut}\n\n{end}\n" if cut else f"{end}\n"


def title_is_long(subject: CardSubject) -> bool:
    """Tell whether 小红书 cuts the title."""
    return len(subject.title) > _TITLE


def alternative_texts(cards: Sequence[DrawnCard], names: Sequence[str]) -> str:
    """Return the text of each card, under the name of its file."""
    return "\n".join(f"{name}\n{card.text}\n" for name, card in zip(names, cards, strict=True))
