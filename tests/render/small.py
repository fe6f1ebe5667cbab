"""A site in a few lines, without files: what planning and rendering see, made by the stages that make it in a build."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from mingpian.config.load import parse_config
from mingpian.content import markdown
from mingpian.content.data_files import planet, topics, webmentions
from mingpian.content.data_files.tables import is_data, table_name
from mingpian.content.data_files.tables import parse_table as parse_data
from mingpian.content.media.pictures import PictureFacts, inspect_picture, is_picture
from mingpian.content.media.sounds import SoundFacts
from mingpian.content.naming import is_entry
from mingpian.content.parse import parse_entry, parse_settings
from mingpian.core import digest
from mingpian.core.media_types import is_sound
from mingpian.core.trace import Question, Recorder
from mingpian.plan.outputs import Output
from mingpian.plan.routes import routes_of
from mingpian.queries import questions
from mingpian.queries.by_reference import by_reference
from mingpian.queries.facade import Queries
from mingpian.render.assets import assets
from mingpian.render.composition import compose
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.templates import environment
from mingpian.render.theme import load_theme
from mingpian.site.assembling import assemble, select
from mingpian.site.clock import Clock
from mingpian.site.links import linked
from mingpian.site.model import SiteModel
from mingpian.site.relations import relations_of
from mingpian.site.site import AnyEntry
from tests.example import IN_MEMORY

NOW = 1_793_491_200  # 2026-11-01 00:00 UTC
SITE = 'title = "名片"\nbase_url = "https://lin.example/"\nowner = "lin"\nlanguages = ["zh-Hans", "en"]\n'
SITE += 'trusted = ["essays/", "works/", "offers/", "events/", "circles/", "notes/", "pages/"]\n'

Files = Mapping[str, str | bytes]


class Small:
    """A site of the given files below content/, as its formats see it."""

    def __init__(self, files: Files, site: str = SITE, now: int = NOW) -> None:
        self.files = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}
        self.config, problems = parse_config(site.encode())
        assert problems == []
        self.documents: dict[str, markdown.Document] = {}
        theme, _ = load_theme(Path("/nonexistent"), self.config.theme)
        self.home, _ = compose(theme, self.config.home)
        self.model = self.modelled(now)
        self.recorder = Recorder(lambda question: questions.answer(self.model, question), by_reference)
        published = assets(theme, self.config)
        self.context = RenderContext(
            queries=Queries(self.recorder, self.config, self._body),
            theme=theme,
            environment=environment(theme, published, IN_MEMORY),
            assets=published,
            read=self.files.__getitem__,
            diagram=lambda _text: b"",
            cache=Path(os.devnull, "cache"),  # nothing can be kept there, whoever runs this
        )

    def modelled(self, now: int) -> SiteModel:
        """Model the site anew."""
        settings = parse_settings(self.config, self.files, self.files.__getitem__)
        entries: list[AnyEntry] = []
        for path, data in self.files.items():
            if is_entry(path):
                parsed, document = parse_entry(path, data, digest.of_bytes(data), settings)
                assert parsed.entry is not None and document is not None, parsed.diagnostics
                entries.append(parsed.entry)
                self.documents[parsed.entry.source] = document
        clock = Clock(now)
        selection = select(entries, clock, self.config.timezone, False)
        vocabulary, problems = topics.parse_topics(self.files.get("topics.toml", b""), "content/topics.toml")
        assert problems == [] and selection.diagnostics == ()
        config = msgspec.structs.replace(self.config, home=self.home)
        site = assemble(config, clock, selection, self._pictures(), vocabulary)
        site, links = linked(site, frozenset(self.files))
        shown = {
            table_name(path): read
            for path, data in self.files.items()
            if is_data(path) and (read := parse_data(data, path)[0]) is not None
        }
        elsewhere, unsound = planet.parse_planet(self.files.get("planet.json", b'{"sites": []}'), "content/planet.json")
        assert unsound == []
        sounds = {path: SoundFacts(len(data)) for path, data in self.files.items() if is_sound(path)}
        relations, routes = relations_of(site, links), routes_of(site)
        answers, untrue = webmentions.parse_webmentions(
            self.files.get("webmentions.json", b'{"webmentions": []}'), "content/webmentions.json"
        )
        assert untrue == []
        return SiteModel(
            site, relations, links, routes, sounds=sounds, data=shown, planet=elsewhere, webmentions=answers
        )

    def _pictures(self) -> dict[str, PictureFacts]:
        found = {}
        for path, data in self.files.items():
            if is_picture(path):
                facts, problems = inspect_picture(path, data, digest.of_bytes(data), self.config.images.max_megapixels)
                assert facts is not None, problems
                found[path] = facts
        return found

    def _body(self, entry: AnyEntry) -> markdown.Document:
        return self.documents[entry.source]

    @staticmethod
    def answered(model: SiteModel, question: Question) -> Any:
        """Answer a question of a model."""
        return questions.answer(model, question)

    def ask(self, *question: str) -> Any:
        """Answer a question."""
        return questions.answer(self.model, question)

    def planned(self, form: Format) -> dict[str, Output]:
        """Return what a format plans, by path."""
        return {output.path: output for output in form.plan(self.model)}

    def render(self, form: Format, path: str) -> bytes:
        """Return the file that a format makes at `path`."""
        return form.render(self.planned(form)[path], self.context)

    def asked(self, form: Format, path: str) -> set[Question]:
        """Return the questions that rendering `path` asks."""
        self.recorder.begin()
        self.render(form, path)
        return set(self.recorder.asked())
