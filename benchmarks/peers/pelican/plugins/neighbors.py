"""Gives each article the one before and the one after it, as themes of other generators have."""

from pelican import signals


def link(generator):
    for newer, older in zip(generator.articles, generator.articles[1:], strict=False):
        newer.previous, older.next = older, newer


def register():
    signals.article_generator_finalized.connect(link)
