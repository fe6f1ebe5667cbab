"""The topics by all words for them: what a search for one of the words is about."""

import msgspec

from mingpian.content.data_files.topics import fold_topic
from mingpian.queries import cards
from mingpian.queries.query import query
from mingpian.site.model import SiteModel


class TopicWords(msgspec.Struct, frozen=True):
    """A topic with a page, and every word for it, in all languages."""

    key: str
    name: str
    url: str
    words: tuple[str, ...]


@query
def topic_words(model: SiteModel, lang: str) -> tuple[TopicWords, ...]:
    """Return the topics that have a page.

    Those that most entries name come first.
    """
    vocabulary, about = model.site.topics, model.relations.topics
    found = []
    for key in sorted(about, key=lambda key: (-len(about[key]), key)):
        known, term = vocabulary.topics.get(key), cards.topic_link(model, key, lang)
        words = (term.name, *(known.names.values() if known else ()), *(known.synonyms if known else ()), key)
        found.append(TopicWords(key, term.name, term.url, tuple(dict.fromkeys(words))))
    return tuple(found)


def keys_by_word(topics: tuple[TopicWords, ...]) -> dict[str, str]:
    """Return the key that each word means, by the word as `fold_topic` spells it."""
    return {fold_topic(word): topic.key for topic in reversed(topics) for word in topic.words}
