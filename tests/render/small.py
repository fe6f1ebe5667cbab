"""A site in a few lines, without files: what planning and rendering see, made by the stages that make it in a build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mingpian import config
from mingpian.content import markdown, planet, topics
from mingpian.content.data import is_data, name_of
from mingpian.content.data import parse as parse_data
from mingpian.content.naming import is_entry
from mingpian.content.parse import parse, settings_of
from mingpian.content.pictures import PictureFacts, is_picture, look
from mingpian.core import digest
from mingpian.core.trace import Question, Recorder
from mingpian.model import query
from mingpian.model.clock import Clock
from mingpian.model.enclosures import is_sound
from mingpian.model.links import links_of
from mingpian.model.relations import relations_of
from mingpian.model.site import AnyEntry, assemble, select
from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.plan.routes import routes_of
from mingpian.render.ask import Ask
from mingpian.render.assets import assets
from mingpian.render.format import Format
from mingpian.render.studio import Studio
from mingpian.render.templates import environment
from mingpian.render.theme import load_theme

NOW = 1_793_491_200  # 2026-11-01 00:00 UTC
SITE = 'title = "名片"\nbase_url = "https://lin.example/"\nowner = "lin"\nlanguages = ["zh-Hans", "en"]\n'
SITE += 'trusted = ["essays/", "works/", "offers/", "events/", "circles/", "notes/", "pages/"]\n'

Files = Mapping[str, str | bytes]


class Small:
    """A site of the given files below content/, as its formats see it."""

    def __init__(self, files: Files, site: str = SITE, now: int = NOW) -> None:
        self.files = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}
        self.config, problems = config.parse(site.encode())
        assert problems == []
        self.documents: dict[str, markdown.Document] = {}
        self.world = self.modelled(now)
        self.recorder = Recorder(lambda question: query.answer(self.world, question))
        theme, _ = load_theme(Path("/nonexistent"), "default")
        published = assets(theme, self.config)
        self.studio = Studio(
            ask=Ask(self.recorder, self.config, self._body),
            theme=theme,
            environment=environment(theme, published),
            assets=published,
            read=self.files.__getitem__,
            cache=Path("/nonexistent"),
        )

    def modelled(self, now: int) -> World:
        """Model the site anew."""
        settings = settings_of(self.config, self.files, self.files.__getitem__)
        entries: list[AnyEntry] = []
        for path, data in self.files.items():
            if is_entry(path):
                parsed, document = parse(path, data, digest.of_bytes(data), settings)
                assert parsed.entry is not None and document is not None, parsed.diagnostics
                entries.append(parsed.entry)
                self.documents[parsed.entry.source] = document
        clock = Clock(now)
        selection = select(entries, clock, self.config.timezone, False)
        vocabulary, problems = topics.parse(self.files.get("topics.toml", b""), "content/topics.toml")
        assert problems == [] and selection.diagnostics == ()
        site = assemble(self.config, clock, selection, self._pictures(), vocabulary)
        links = links_of(site, frozenset(self.files))
        shown = {
            name_of(path): read
            for path, data in self.files.items()
            if is_data(path) and (read := parse_data(data, path)[0]) is not None
        }
        elsewhere, unsound = planet.parse(self.files.get("planet.json", b'{"sites": []}'), "content/planet.json")
        assert unsound == []
        sounds = {path: len(data) for path, data in self.files.items() if is_sound(path)}
        relations, routes = relations_of(site, links), routes_of(site)
        return World(site, relations, links, routes, sounds=sounds, data=shown, planet=elsewhere)

    def _pictures(self) -> dict[str, PictureFacts]:
        found = {}
        for path, data in self.files.items():
            if is_picture(path):
                facts, problems = look(path, data, digest.of_bytes(data), self.config.images.max_megapixels)
                assert facts is not None, problems
                found[path] = facts
        return found

    def _body(self, entry: AnyEntry) -> markdown.Document:
        return self.documents[entry.source]

    @staticmethod
    def answered(world: World, question: Question) -> Any:
        """Answer a question of a model."""
        return query.answer(world, question)

    def ask(self, *question: str) -> Any:
        """Answer a question."""
        return query.answer(self.world, question)

    def planned(self, form: Format) -> dict[str, Output]:
        """Return what a format plans, by path."""
        return {output.path: output for output in form.plan(self.world)}

    def render(self, form: Format, path: str) -> bytes:
        """Return the file that a format makes at `path`."""
        return form.render(self.planned(form)[path], self.studio)

    def asked(self, form: Format, path: str) -> set[Question]:
        """Return the questions that rendering `path` asks."""
        self.recorder.begin()
        self.render(form, path)
        return set(self.recorder.asked())
