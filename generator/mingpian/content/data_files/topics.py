"""content/topics.toml: the vocabulary that offers and asks share."""

import functools
from collections.abc import Iterable, Mapping
from typing import ClassVar

import msgspec

from mingpian.core.diagnostics import Diagnostic, did_you_mean
from mingpian.core.paths import slugify
from mingpian.i18n import _
from mingpian.schema import read as schema
from mingpian.schema.fields import Text
from mingpian.schema.languages import matched
from mingpian.schema.toml_file import read_toml


class VocabularyTopic(msgspec.Struct, frozen=True, kw_only=True):
    """One topic; its name in the file is its identity and its slug."""

    shorthand: ClassVar[str] = "names"

    names: dict[str, Text] = {}
    """Name by language; the topic's key when left out."""
    synonyms: tuple[Text, ...] = ()
    """Other words for it, in any language."""
    broader: tuple[Text, ...] = ()
    """Topics (by key) that it is a part of."""


class Vocabulary(msgspec.Struct, frozen=True):
    """All topics. An empty vocabulary means that every word is a topic."""

    topics: Mapping[str, VocabularyTopic] = {}
    words: Mapping[str, str] = {}  # folded name or synonym -> key
    spellings: Mapping[str, str] = {}  # slug -> the one spelling in use, for words that are no topic of it

    def key(self, word: str) -> str:
        """Return the key of the topic that `word` means; when it is unknown, the spelling of it that is in use."""
        return self.words.get(fold_topic(word)) or self.spellings.get(_slug(word), word)

    def knows(self, word: str) -> bool:
        """Tell whether the vocabulary has `word`, or is empty and thus has every word."""
        return not self.topics or fold_topic(word) in self.words

    def name(self, key: str, lang: str) -> str:
        """Return the topic's name in `lang`, else in any language of the same script family, else its key."""
        topic = self.topics.get(key)
        if topic is None:
            return key
        base = lang.split("-", maxsplit=1)[0]
        same = (name for code, name in topic.names.items() if code.split("-")[0] == base)
        return topic.names.get(matched(lang, topic.names)) or next(same, "") or next(iter(topic.names.values()), key)


def with_one_spelling(vocabulary: Vocabulary, words: Iterable[str]) -> Vocabulary:
    """Return the vocabulary with one spelling for all words in use that would have one address: the first of them."""
    spellings = {_slug(key): key for key in vocabulary.topics}
    for word in words:
        if fold_topic(word) not in vocabulary.words:
            spellings.setdefault(_slug(word), word)
    return msgspec.structs.replace(vocabulary, spellings=spellings)


_slug = functools.cache(slugify)


def fold_topic(word: str) -> str:
    """Return what spellings of one word share: case, blanks and hyphens do not tell topics apart."""
    return "".join(word.casefold().replace("-", " ").split())


def parse_topics(data: bytes, file: str) -> tuple[Vocabulary, list[Diagnostic]]:
    """Read the bytes of a topics file. Topics with errors are left out; the others stand."""
    read, diagnostics = read_toml(data, file)
    if read is None:
        return Vocabulary(), diagnostics
    problems: list[schema.Problem] = []
    topics: dict[str, VocabularyTopic] = {}
    for key, value in read.data.items():
        stated = value if isinstance(value, dict) else {"names": value}
        topic, wrong = schema.read_struct(VocabularyTopic, stated)
        problems += [msgspec.structs.replace(problem, path=(key, *problem.path)) for problem in wrong]
        topics[key] = topic
    problems += _dangling(topics) + _cycles(topics)
    words, ambiguous = _words(topics)
    return Vocabulary(topics, words), diagnostics + read.diagnostics(problems + ambiguous)


def _dangling(topics: Mapping[str, VocabularyTopic]) -> list[schema.Problem]:
    return [
        schema.Problem(
            "unknown-topic",
            (key, "broader"),
            _("there is no topic `{broader}`", broader=broader),
            did_you_mean(broader, topics),
        )
        for key, topic in topics.items()
        for broader in topic.broader
        if broader not in topics
    ]


def _cycles(topics: Mapping[str, VocabularyTopic]) -> list[schema.Problem]:
    problems = []
    for key in topics:
        seen, front = set[str](), list(topics[key].broader)
        while front:
            broader = front.pop()
            if broader == key:
                problems.append(
                    schema.Problem("cycle", (key, "broader"), _("the topic `{key}` is broader than itself", key=key))
                )
                break
            if broader not in seen and broader in topics:
                seen.add(broader)
                front += topics[broader].broader
    return problems


def _words(topics: Mapping[str, VocabularyTopic]) -> tuple[dict[str, str], list[schema.Problem]]:
    words: dict[str, str] = {}
    problems = []
    for key, topic in topics.items():
        for word in (key, *topic.names.values(), *topic.synonyms):
            owner = words.setdefault(fold_topic(word), key)
            if owner != key:
                message = _("`{word}` means both `{owner}` and `{key}`", word=word, owner=owner, key=key)
                problems.append(schema.Problem("ambiguous-topic", (key,), message))
    return words, problems
