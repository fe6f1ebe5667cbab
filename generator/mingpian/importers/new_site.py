"""A site made from an old one's settings: `site.toml`, and the member whose site it is. No sample."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from mingpian import InvalidValueError, check_text, check_url, slugify
from mingpian.i18n import AnyText, _
from mingpian.importers import old_lists
from mingpian.importers.arrival.elsewhere import Fetch
from mingpian.importers.draft import ARTICLE, NOTE, PAGE, PERSON, Draft, OldSite
from mingpian.importers.fields import finished
from mingpian.importers.old_base import rooted
from mingpian.importers.old_settings import LISTS, clock_at, zone_of
from mingpian.importers.owner.portrait import portrayed

IGNORED = "output/\n.mingpian/\nexports/\n"
_CHINESE = re.compile("[\u3400-\u9fff]")
_ADDRESS = re.compile(r"\]\([^)\n]*\)|<[^>\n]*>|\w+://\S+")
_NEVER = "http://localhost:8000/"
FEEDS = {"/feed.xml", "/atom.xml", "/feed.json"}


def owner_of(old: OldSite, fetch: Fetch | None = None) -> Draft | None:
    """Return the member whose site it is; None when the old one names nobody. A picture of them on another host comes
    by `fetch`."""
    name = _line(old.author)
    if not name:
        return None
    said = _line(old.about_author) or _line(old.description)
    contact = {"email": {"value": old.email, "audience": "public"}} if _is_mail(old.email) else {}
    fields = {"name": name, "headline": said, "contact": contact, "links": list(old.links)}
    person = Draft(source=_("the author {name}", name=name), kind=PERSON, slug=slugify(name), fields=finished(fields))
    return portrayed(person, old.portrait, fetch) if old.portrait else person


def called_like(path: Path) -> OldSite:
    """Return what is known of an old site that has no settings: a folder's name is its title."""
    return OldSite(title=path.resolve().name if path.is_dir() else "")


def _is_mail(text: str) -> bool:
    return "@" in text and " " not in text


def completed(old: OldSite, drafts: Collection[Draft]) -> tuple[OldSite, list[AnyText]]:
    """Return an old site that has a language and a time zone, those of its texts where it says none; say what is
    assumed."""
    languages = old.languages or (("zh-Hans",) if _is_chinese(drafts) else ("en",))
    zone = zone_of(old.timezone)
    notes: list[AnyText] = []
    if not zone:
        zone = "Asia/Shanghai" if languages[0].startswith("zh") else _zone_in(drafts)
        notes.append(_("the old site states no time zone; `timezone` in site.toml is {zone}", zone=zone))
    if not old.languages:
        notes.append(_("the old site states no language; `languages` in site.toml is {lang}", lang=languages[0]))
    return msgspec.structs.replace(old, languages=languages, timezone=zone), notes


def _is_chinese(drafts: Iterable[Draft]) -> bool:
    """Tell whether one in five titles, or one in ten letters of texts, is Chinese; addresses are of no language."""
    written = [draft for draft in drafts if draft.kind != PERSON]
    titles = [title for draft in written if (title := str(draft.fields.get("title", "")))]
    text = "".join(titles) + "".join(_ADDRESS.sub("", draft.body[:2000]) for draft in written)
    in_titles = sum(1 for title in titles if _CHINESE.search(title))
    is_titled = in_titles and 5 * in_titles >= len(titles)
    return not text or bool(is_titled) or 10 * len(_CHINESE.findall(text)) > sum(map(str.isalpha, text))


def _zone_in(drafts: Iterable[Draft]) -> str:
    """Return the time zone whose clock most dates of texts are by; UTC where they state none."""
    hours = Counter[float]()
    for draft in drafts:
        with suppress(ValueError):
            offset = datetime.fromisoformat(str(draft.fields.get("date", ""))).utcoffset()
            hours.update([offset.total_seconds() / 3600] if offset is not None else [])
    return clock_at(next((hour for hour, _number in hours.most_common(1)), 0)) or "UTC"


def base_of(old: OldSite) -> str:
    """Return the address of the old site, as ours has to be; empty when it has none."""
    is_path = old.base_url.startswith("/") and not old.base_url.startswith("//")
    stated = "" if is_path else old.base_url
    stated = f"https://{stated.lstrip('/')}" if stated and "://" not in stated else stated
    try:
        return check_url(stated) if stated else ""
    except InvalidValueError:
        return ""


def settings_text(old: OldSite, drafts: list[Draft], menu: Iterable[tuple[str, str]]) -> str:
    """Return the `site.toml` of the new site."""
    there = [*dict.fromkeys(draft.slug for draft in drafts if draft.kind == PERSON)]
    feeds = old_lists.feeds_of(old, drafts)
    owner = slugify(_line(old.author)) if _line(old.author) else (there[0] if len(there) == 1 else "")
    title = _line(old.title) or urlsplit(base_of(old)).hostname or "mingpian"
    lines = [_setting("title", title), _setting("base_url", base_of(old) or _NEVER)]
    lines += [_setting("description", _line(old.description))] if _line(old.description) else []
    lines += [_setting("owner", owner)] if owner in there else []
    lines += [_setting("languages", list(old.languages or ("zh-Hans",)))]
    lines += [_setting("timezone", zone_of(old.timezone) or "Asia/Shanghai")]
    lines += [_setting("email", old.email)] if _is_mail(old.email) else []
    came = {draft.kind for draft in drafts}
    if len(there) > 1 and (folders := [f"{kind}/" for kind in (ARTICLE, NOTE, PAGE) if kind in came]):
        lines.append(_setting("trusted", folders))
    items = list(menu)
    if items:
        rows = ",\n".join(f"    {{label = {_quoted(label)}, url = {_quoted(url)}}}" for label, url in items)
        lines.append(f"menu = [\n{rows},\n]")
    if old.permalinks:
        lines += ["", "[permalinks]", *(_setting(kind, pattern) for kind, pattern in old.permalinks.items())]
    if feeds := [path for path in feeds if path not in FEEDS and path.endswith((".xml", ".json", "/"))]:
        lines += ["", "[feeds]", _setting("former", feeds)]
    if old.footer:
        lines += ["", "[footer]", _setting("text", _line(old.footer))]
    for lang, words in old.translations.items():
        stated = [_setting(name, _line(text)) for name, text in words.items() if _line(text)]
        lines += ["", f"[translations.{lang}]", *stated] if stated and lang in old.languages else []
    if redirects := old_lists.redirects_of(old, drafts):
        lines += ["", "[redirects]", *(f"{_quoted(path)} = {_quoted(target)}" for path, target in redirects.items())]
    return "\n".join(lines) + "\n"


def menu_of(old: OldSite, drafts: Collection[Draft]) -> tuple[list[tuple[str, str]], list[AnyText]]:
    """Return the items of the old menu that lead somewhere, and notes on the others."""
    known = {
        _path(alias) for draft in drafts if not draft.fields.get("draft") for alias in draft.fields.get("aliases", ())
    }
    known |= {f"/{draft.slug}" for draft in drafts if draft.kind == PAGE}
    public = [draft for draft in drafts if not draft.fields.get("draft")]
    lists = {_path(path): target for draft in public for path, target in draft.lists.items()}
    missing = old_lists.missing_of(drafts)
    kept: dict[str, tuple[str, str]] = {}
    notes: list[AnyText] = []
    base = base_of(old).rstrip("/")
    for label, stated in old.menu:
        address = rooted(stated, old.base_url)
        address = address.removeprefix(base) or "/" if base else address
        path = _path(address) if "://" not in address else ""
        if "://" in address or address.startswith("mailto:"):
            kept.setdefault(address, (_line(label), address))
        elif path in known:
            kept.setdefault(path, (_line(label), address if address.startswith("/") else f"/{address}"))
        elif (target := LISTS.get(path) or lists.get(path)) and target not in missing:
            kept.setdefault(target, (_line(label), target))
        elif path.endswith((".xml", ".json")) or not path:
            continue
        else:
            notes.append(
                _(
                    "the menu's `{label}` led to {address}, which is no page here; it is left out",
                    label=_line(label),
                    address=stated,
                )
            )
    return list(kept.values()), notes


def _path(address: str) -> str:
    path = "/" + unquote(address.partition("#")[0].partition("?")[0]).strip("/")
    return path.removesuffix("/index.html").removesuffix(".html").removesuffix(".htm") or "/"


def differences(old: OldSite, there: msgspec.Struct) -> list[AnyText]:
    """Say which settings of an existing site are others than the old one's."""
    base = base_of(old).rstrip("/")
    stated = {
        "title": _line(old.title), "base_url": base and f"{base}/", "description": _line(old.description),
        "timezone": zone_of(old.timezone),
    }  # fmt: skip
    notes: list[AnyText] = [
        _(
            "`{name}` is `{other}` there, and `{value}` in site.toml",
            name=name,
            other=value,
            value=getattr(there, name),
        )
        for name, value in stated.items()
        if value and value != getattr(there, name)
    ]
    languages = getattr(there, "languages", ())
    missing = [one for one in old.languages if one not in languages]
    return notes + [
        _('the old site has the language "{lang}"; add it to `languages` in site.toml', lang=one) for one in missing
    ]


def write(root: Path, text: str) -> None:
    """Write the settings of a new site, and what git is to ignore. Raises OSError."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "site.toml").write_text(text, encoding="utf-8", newline="\n")
    if not (root / ".gitignore").exists():
        (root / ".gitignore").write_text(IGNORED, encoding="utf-8", newline="\n")


def _line(text: str) -> str:
    try:
        return check_text(" ".join(text.split()))
    except InvalidValueError:
        return ""


def _setting(name: str, value: str | list[str]) -> str:
    made = _quoted(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"
    return f"{name} = {made}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
