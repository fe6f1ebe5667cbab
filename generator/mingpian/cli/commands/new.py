"""`mingpian new KIND TITLE`: write the file of a new entry, or of a translation."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import root_option
from mingpian.core.errors import MingpianError
from mingpian.i18n import AnyText, _, clauses, text_of
from mingpian.replay.clock import now_in

if TYPE_CHECKING:
    from mingpian.config.settings import SiteConfig
    from mingpian.content.kind import Kind
    from mingpian.content.trust.zones import Trust


class NewEntryError(MingpianError):
    """The command cannot do what was asked; the message says why."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("kind", metavar="KIND", help="essay, member, work, offer, event, circle, note, page …")
    parser.add_argument("title", metavar="TITLE", help="title, or the member's name")
    root_option(parser)
    parser.add_argument("--slug", help="last part of the address (default: made from the title)")
    parser.add_argument("--lang", help="language, when it is not the site's first one")
    parser.add_argument("--by", metavar="MEMBER", help="the member who made it (default: the owner, in their places)")
    parser.add_argument("--publish", action="store_true", help="no draft: it is public with the next build")


def run(options: argparse.Namespace) -> int:
    """Write the file and say where it is."""
    from mingpian.cli.loading import load_settings

    settings = load_settings(Path(options.root))
    if settings is None:
        return 1
    try:
        _make(options, settings)
    except NewEntryError as refused:
        print_error(text_of(refused))
        return 2
    return 0


def _make(options: argparse.Namespace, settings: "SiteConfig") -> None:
    from mingpian.cli.language import spoken_in
    from mingpian.content.scaffold import front_matter, known_dates, open_fields

    speech, content = spoken_in(os.environ), Path(options.root) / "content"
    kind, title, lang = _kind(options.kind), _title(options.title), _lang(options.lang, settings)
    slug, made_by = _slug(options.slug, title, kind, settings), _made_by(options.by, kind, settings, content)
    folder = content / kind.name
    original = _original(folder, slug) if lang else None
    known = {kind.title_field: title} if kind.title_field else {}
    draft = {} if options.publish else {"draft": "true"}
    if original:
        known |= {"slug": _slug_of(original) or slug, **draft}
        path, text = original.with_name(f"{original.stem}.{lang}.md"), front_matter(kind, known, ("summary",), speech)
    else:
        known |= {
            "slug": slug,
            **({"lang": lang} if lang else {}),
            **known_dates(kind, now_in(settings.timezone)),
            **made_by,
            **draft,
        }
        path, text = folder / f"{slug}.md", front_matter(kind, known, kind.starters, speech)
    before = _trust(settings, content)
    _write(path, f"{text}\n" if kind.title_field else f"{text}\n{title}\n", slug)
    print_text(str(path))
    if draft:
        print_text(_("it is a draft: `mingpian serve` shows it, and nobody else does until `draft: true` is deleted"))
    told = _second_member(before, _trust(settings, content))
    if not (told or made_by):
        told = _whose(path.relative_to(content).as_posix(), kind, settings, before)
    if told:
        print_text(told)
    if not original and open_fields(kind, known):
        print_text(_("to fill in: {names}", names=", ".join(open_fields(kind, known))))


def _made_by(said: str | None, kind: "Kind", settings: "SiteConfig", content: Path) -> dict[str, str]:
    """Return the field that says who made it. Raises NewEntryError."""
    from mingpian.content.kinds.member import KIND, MEMBERS
    from mingpian.content.naming import is_entry, path_parts
    from mingpian.content.trust.zones import maker_field
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.schema.references import canonical, slug_in

    if said is None:
        return {}
    field = maker_field(kind.fields)
    if kind.name == MEMBERS or not field:
        raise NewEntryError(_("an entry of the kind `{kind}` has no maker", kind=kind.name))
    files = [path.relative_to(content).as_posix() for path in sorted((content / MEMBERS).rglob("*.md"))]
    slugs = {path_parts(path, settings.languages).slug for path in files if is_entry(path)}
    slug = slug_in(canonical(said, KIND.name))
    if slug not in slugs:
        hints = did_you_mean(slug, slugs) or (_("write the name of their file in content/members/, without `.md`"),)
        raise NewEntryError(_("there is no member `{name}`; {hint}", name=said, hint=hints[0]))
    return {field: slug}


def _trust(settings: "SiteConfig", content: Path) -> "Trust":
    from mingpian.content.trust.zones import trust_of

    paths = [file.relative_to(content).as_posix() for file in sorted(content.rglob("*.md"))]
    return trust_of(settings, paths, lambda name: (content / name).read_bytes())


def _second_member(before: "Trust", after: "Trust") -> AnyText:
    """Say what the first file of another member changes, where site.toml does not say what is the owner's."""
    if not before.alone or after.alone or after.patterns:
        return ""
    return _(
        'the site has a second member now: until site.toml says which folders are yours (trusted = ["essays/", …]), '
        "entries that name no maker lose your byline and raw HTML; `mingpian check` names them"
    )


def _whose(place: str, kind: "Kind", settings: "SiteConfig", trust: "Trust") -> AnyText:
    """Say whose an entry that names no maker is where it lies; empty where it can be the owner's alone, or its kind is
    nobody's work."""
    from mingpian.content.kinds.member import MEMBERS
    from mingpian.content.trust.zones import maker_field, zone_of

    field = maker_field(kind.fields)
    is_owners = zone_of(place, trust).trusted
    if kind.name == MEMBERS or not field or (is_owners and trust.alone):
        return ""
    if is_owners:
        return _(
            "it has the byline of the owner; if another member made it, write `{field}: …`, or use --by", field=field
        )
    trusted = ", ".join(f'"{one}"' for one in (*settings.trusted, place))
    return _(
        "members hand in there: name who made it (`{field}`); if it is yours, write in site.toml: trusted = [{files}]",
        field=field,
        files=trusted,
    )


def _kind(said: str) -> "Kind":
    from mingpian.content.naming import kind_named, kind_names, listed_kinds
    from mingpian.core.diagnostics import did_you_mean

    kind = kind_named(said)
    if kind is None:
        hints = did_you_mean(said, kind_names()) or (_("there are: {kinds}", kinds=listed_kinds()),)
        raise NewEntryError(_("there is no kind of entry `{kind}`; {hint}", kind=said, hint=hints[0]))
    return kind


def _title(said: str) -> str:
    from mingpian.schema.fields import check_text
    from mingpian.schema.invalid import InvalidValueError

    try:
        title = check_text(said)
        title.encode()
    except (InvalidValueError, UnicodeEncodeError):
        title = ""
    if not title:
        raise NewEntryError(_("the title is empty, or is no text"))
    return title


def _lang(said: str | None, settings: "SiteConfig") -> str:
    """Return the language to state; nothing for the site's first one."""
    from mingpian.schema.fields import check_lang
    from mingpian.schema.invalid import InvalidValueError
    from mingpian.schema.languages import matched

    try:
        lang = matched(said, settings.languages) or check_lang(said) if said else settings.default_lang
    except InvalidValueError as wrong:
        raise NewEntryError(_("the language {problem}", problem=clauses(wrong.args))) from None
    if lang not in settings.languages:
        raise NewEntryError(_("the site has no language `{lang}`; add it to `languages` in site.toml", lang=lang))
    return "" if lang == settings.default_lang else lang


def _slug(said: str | None, title: str, kind: "Kind", settings: "SiteConfig") -> str:
    from mingpian.content.naming import path_parts
    from mingpian.content.scaffold import slug_of_title
    from mingpian.core.paths import slug_problem

    try:
        slug = slug_of_title(title, kind, settings.slugs, now_in(settings.timezone)) if said is None else said
    except ImportError:
        raise NewEntryError(_("pinyin needs more: pip install 'mingpian[pinyin]'")) from None
    problem = slug_problem(slug)
    if not problem and path_parts(f"{kind.name}/{slug}.md", settings.languages).slug != slug:
        problem = _("ends like a file that is a translation")
    if problem:
        raise NewEntryError(_("the slug `{slug}` {problem}", slug=slug, problem=problem))
    return slug


def _original(folder: Path, slug: str) -> Path | None:
    """Return the file of the entry that `slug` names, when there is one."""
    candidates = (folder / f"{slug}.md", folder / f"{slug}.markdown", folder / slug / "index.md")
    return next((path for path in candidates if path.is_file()), None)


def _slug_of(original: Path) -> str:
    """Return the slug that an entry states: its translations have to state the same."""
    from mingpian.content.data_formats import frontmatter
    from mingpian.schema.decoding import decode_text
    from mingpian.schema.located import UnreadableError

    try:
        text, _told = decode_text(original.read_bytes(), original.name)
        return str(frontmatter.split_front_matter(text or "").located.data.get("slug") or "")
    except (OSError, UnreadableError):
        return ""


def _write(path: Path, text: str, slug: str) -> None:
    if (path.parent / slug / "index.md").exists():
        raise NewEntryError(_("{parent} is there already", parent=path.parent / slug / "index.md"))
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        hint = _("--slug names another, --lang makes a translation")
        raise NewEntryError(_("{path} is there already; {hint}", path=path, hint=hint)) from None


COMMAND = Command(
    order=20,
    summary="make a new entry",
    options=add_options,
    run=run,
    examples=('essay "Why quotes should be short"', "member 林语", '活动 "读书会" --slug reading'),
)
