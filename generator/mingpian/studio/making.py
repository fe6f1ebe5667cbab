"""What the studio makes of an entry: a new one, another address for it, its picture, its place in the trash."""

from datetime import UTC, datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from mingpian.content.data_formats.front_matter_edit import edited_front_matter
from mingpian.content.kind import Kind
from mingpian.content.kinds import kinds
from mingpian.content.media.pictures import MAX_BYTES, PictureFacts, inspect_picture
from mingpian.content.naming import path_parts
from mingpian.content.scaffold import front_matter, known_dates, slug_of_title
from mingpian.core.paths import slug_problem, slugify
from mingpian.i18n import _, text_of
from mingpian.schema.edits import AddItem, EditError, FieldChange, SetField
from mingpian.schema.fields import check_text
from mingpian.schema.invalid import InvalidValueError
from mingpian.schema.located import UnreadableError
from mingpian.studio.desk import Desk, settings_of
from mingpian.studio.files import CONTENT, OpenedText, StudioError, make_file, open_text, put_in_trash, save_text

_TRIES = 50  # names that are looked at before we give up


def new_entry(desk: Desk, kind_name: str, title: str) -> str:
    """Write the file of a new entry, a draft; return its path below content/. Raises StudioError."""
    config = settings_of(desk)
    kind = kinds().get(kind_name)
    try:
        title = check_text(title)
    except InvalidValueError as error:
        raise StudioError(_("the title {problem}", problem=text_of(error))) from None
    if kind is None or (kind.title_field and not title):
        raise StudioError(_("a new entry needs a kind and a title"))
    today = datetime.fromtimestamp(desk.now(), UTC).astimezone(ZoneInfo(config.timezone))
    known = {kind.title_field: title} if kind.title_field else {}
    fields = {**known, **known_dates(kind, today), "draft": "true"}
    text = front_matter(kind, fields, (), desk.lang) + ("" if kind.title_field else f"\n{title}\n")
    try:
        return _made(desk, kind, slug_of_title(title, kind, config.slugs, today) if title else "", text)
    except ImportError:
        raise StudioError(_("pinyin needs more: pip install 'mingpian[pinyin]'")) from None


def change_address(desk: Desk, source: str, slug: str, url: str) -> OpenedText:
    """State another last part of an entry's address; what led to it goes on leading to it. The file keeps its name, so
    that whatever refers to it by that stays right. Raises StudioError."""
    problem = slug_problem(slug)
    if problem:
        raise StudioError(_("the slug `{slug}` {problem}", slug=slug, problem=problem))
    config = settings_of(desk)
    before = open_text(desk.root, f"{CONTENT}/{source}")
    changes: list[FieldChange] = [SetField(("slug",), slug)]
    old = path_parts(source, config.languages).slug
    changes += [AddItem(("aliases",), alias) for alias in (f"/{url}" if url else "", old) if alias and alias != slug]
    try:
        return save_text(desk.root, before, edited_front_matter(before.text, changes))
    except (UnreadableError, EditError) as error:
        raise StudioError(_("{path}: {error}", path=before.path, error=error)) from error


def delete_entry(desk: Desk, source: str) -> str:
    """Put an entry's file into the trash; return where it lies. Raises StudioError."""
    return put_in_trash(desk.root, f"{CONTENT}/{source}", desk.now())


def add_picture(desk: Desk, source: str, name: str, data: bytes) -> str:
    """Put a picture beside an entry; return what the entry calls it. Raises StudioError."""
    open_text(desk.root, f"{CONTENT}/{source}")
    facts = _facts(name, data, settings_of(desk).images.max_megapixels)
    stem = slugify(PurePosixPath(name.replace("\\", "/")).stem) or "picture"
    folder = source.rpartition("/")[0]
    for number in range(1, _TRIES):
        called = f"{stem}{f'-{number}' if number > 1 else ''}.{facts.format}"
        try:
            make_file(desk.root, f"{CONTENT}/{folder}/{called}", data)
            return called
        except FileExistsError:
            if (desk.root / CONTENT / folder / called).read_bytes() == data:
                return called
    raise StudioError(_("there are too many pictures of that name"))


def _facts(name: str, data: bytes, max_megapixels: int) -> PictureFacts:
    """Return what a picture is, whatever its name says. Raises StudioError."""
    if len(data) > MAX_BYTES:
        raise StudioError(_("{name} is larger than {limit} MB", name=name, limit=MAX_BYTES // 1024 // 1024))
    facts, told = inspect_picture(name, data, b"", max_megapixels)
    if facts is None:
        raise StudioError(_("{name}: {problem}", name=name, problem=told[0].message))
    return facts


def _made(desk: Desk, kind: Kind, slug: str, text: str) -> str:
    """Write a file under the first name that is free."""
    base = slug if slug and not slug_problem(slug) else kind.name.removesuffix("s")
    for number in range(1, _TRIES):
        name = f"{base}-{number}" if number > 1 else base
        source = f"{kind.name}/{name}.md"
        if (desk.root / CONTENT / kind.name / name / "index.md").exists():
            continue
        try:
            make_file(desk.root, f"{CONTENT}/{source}", text.encode())
            return source
        except FileExistsError:
            continue
    raise StudioError(_("there are too many entries of that name"))
