"""The scalar types that front matter and site.toml are made of: what each accepts, and its canonical text.

Every value arrives as text (YAML and TOML alike), is checked here and stored in one canonical form.
"""

import re
from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from mingpian.core.patterns import lazy_pattern
from mingpian.core.unseen import shows_nothing
from mingpian.i18n import _
from mingpian.schema.invalid import InvalidValueError, quoted
from mingpian.schema.moments import check_date, check_day, check_timespan
from mingpian.schema.numbers import check_currency, check_focus, check_outcome, check_unit
from mingpian.schema.repeats import check_repeat
from mingpian.schema.spellings import bare_term


class Is(msgspec.Struct, frozen=True):
    """Marks a type with the name of its check, and what a reference refers to."""

    check: str
    to: str = ""


Text = Annotated[str, Is("text")]
Term = Annotated[str, Is("term")]
Alias = Annotated[str, Is("alias")]
Prose = Annotated[str, Is("prose")]
Slug = Annotated[str, Is("slug")]
Date = Annotated[str, Is("date")]
Day = Annotated[str, Is("day")]
Url = Annotated[str, Is("url")]
Link = Annotated[str, Is("link")]
Email = Annotated[str, Is("email")]
File = Annotated[str, Is("file")]
PictureFile = Annotated[str, Is("picture")]
RecordingFile = Annotated[str, Is("recording")]
TranscriptFile = Annotated[str, Is("transcript")]
Timespan = Annotated[str, Is("timespan")]
Lang = Annotated[str, Is("lang")]
Zone = Annotated[str, Is("zone")]
Color = Annotated[str, Is("color")]
Focus = Annotated[str, Is("focus")]
Currency = Annotated[str, Is("currency")]
Amount = Annotated[float, Is("amount")]
Count = Annotated[int, Is("count")]
Unit = Annotated[str, Is("unit")]
Outcome = Annotated[str, Is("outcome")]
Repeat = Annotated[str, Is("repeat")]
Topic = Annotated[str, Is("topic")]
Member = Annotated[str, Is("ref", "members")]
Circle = Annotated[str, Is("ref", "circles")]
Work = Annotated[str, Is("ref", "works")]
Essay = Annotated[str, Is("ref", "essays")]
Voice = Annotated[str, Is("voice", "members")]
LicenceName = Annotated[str, Is("licence")]
Permit = Annotated[str, Is("permit")]

COLOR = "#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})"
EMAIL = r"""[^\s@<>"',;:()\[\]\\]+@[^\s@<>"',;:()\[\]\\]+\.[^\s@.<>"',;:()\[\]\\]+"""
"""These two, and `WHEN`, are also patterns of the JSON Schema, hence written so that ECMA-262 reads them alike."""

_COLOR = lazy_pattern(COLOR)
_EMAIL = re.compile(EMAIL)
_NO_ZONE = re.compile(r"localtime|posixrules|Factory|(?:posix|right)/.*")  # of the machine, and beside the zones
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_CONTROL = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
_EMBEDDED = lazy_pattern(r"!?\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]\Z|!\[[^\[\]]*\]\((.+)\)\Z", re.DOTALL)
MAX_TEXT = 1_000  # characters of a title, a name, a tag
MAX_PROSE = 20_000  # characters of a summary, a charter
LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def check_text(value: str) -> str:
    """Fold white space to single spaces; take what nobody sees for nothing; refuse control characters, and what is too
    long for a list to show."""
    text = " ".join(check_prose(value).split())
    if len(text) > MAX_TEXT:
        raise InvalidValueError(
            _("is {number} characters long", number=len(text)),
            _("at most {most} fit on a line of every list and feed", most=MAX_TEXT),
        )
    return "" if shows_nothing(text) else text


def check_prose(value: str) -> str:
    """Accept text of several lines; refuse control characters."""
    if _CONTROL.search(value):
        raise InvalidValueError(_("contains a control character"), _("delete it; it is invisible in most editors"))
    if len(value) > MAX_PROSE:
        raise InvalidValueError(
            _("is {value} characters long", value=len(value)),
            _("at most {most}; more belongs in the text", most=MAX_PROSE),
        )
    return value.strip()


def check_slug(value: str) -> str:
    """Accept one path segment: letters, digits and marks of any script, `-`, `_`, `.` inside; return it composed."""
    from mingpian.core.paths import composed, slug_problem

    problem = slug_problem(composed(value))
    if problem:
        raise InvalidValueError(problem, _("a slug is one part of a URL: letters of any script, digits, `-` and `_`"))
    return composed(value)


def check_url(value: str) -> str:
    """Accept an absolute http or https URL (RFC 3986) without credentials."""
    value = value.strip()
    hint = _("write the whole address, such as https://example.org/page")
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port  # reading a port that is none raises
    except ValueError:
        raise InvalidValueError(_("is not a URL: {value}", value=quoted(value)), hint) from None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s<>\"`\\{}|^]|[\x00-\x1f]", value):
        raise InvalidValueError(_("is not a URL: {value}", value=quoted(value)), hint)
    if parts.username is not None:
        raise InvalidValueError(
            _("carries a user name or password"), _("write the address without what stands before `@`")
        )
    return value


def check_link(value: str) -> str:
    """Accept an address that a reader may follow: http(s), mailto, tel, or a path on this site."""
    value = value.strip()
    if re.search(r"[\s<>\"`\\]|[\x00-\x1f]", value):
        raise InvalidValueError(
            _("is not an address: {value}", value=quoted(value)), _("percent-encode blanks and quotes")
        )
    scheme = _SCHEME.match(value)
    if not scheme:
        return check_path(value) if value.startswith("/") else value
    if scheme.group()[:-1].lower() not in LINK_SCHEMES:
        raise InvalidValueError(
            _("has the scheme `{scheme}`", scheme=scheme.group()), _("allowed are https:, http:, mailto: and tel:")
        )
    return check_url(value) if value.lower().startswith("http") else value


def check_email(value: str) -> str:
    """Accept one addr-spec (RFC 5322, the part that people use)."""
    value = value.strip().removeprefix("mailto:")
    if not _EMAIL.fullmatch(value) or len(value) > 254:
        raise InvalidValueError(
            _("is not an e-mail address: {value}", value=quoted(value)), _("write it as name@example.org")
        )
    return value


def check_file(value: str) -> str:
    """Accept the path of a file beside the entry, or from the content folder when it starts with `/`."""
    from mingpian.core.paths import file_problem

    if problem := file_problem(value):
        raise InvalidValueError(problem, _("name a file inside the content folder, such as portrait.jpg"))
    return value


def check_picture(value: str) -> str:
    """Accept the path of a picture, as people write paths, or an address where one is; `![](a.png)` is its path."""
    from mingpian.core.paths import control_free, on_own_computer

    path = _EMBEDDED.sub(lambda found: found[1] or found[2], value.strip())
    path = path.removeprefix("<").removesuffix(">").strip() if path.startswith("<") else path
    if on_own_computer(path):  # the model tells of it; nothing else of the entry is lost
        return path
    if path.startswith("//") or _SCHEME.match(path):
        return check_url(f"https:{path}" if path.startswith("//") else path)
    if not control_free(path) or not path.strip("/."):
        raise InvalidValueError(
            _("names no picture: {value}", value=quoted(value)),
            _("write the name of a file beside the entry, such as photo.jpg"),
        )
    return path.replace("\\", "/")


def check_recording(value: str) -> str:
    """Accept the path of a recording, as people write paths, or its address."""
    from mingpian.core.media_types import is_sound

    path = check_picture(value)
    if not is_sound(urlsplit(path).path):
        raise InvalidValueError(
            _("names no recording: {value}", value=quoted(value)),
            _("write the name of a file beside the entry, such as talk.mp3, or its address"),
        )
    return path


def check_transcript(value: str) -> str:
    """Accept the path of a file with what is said; or `text` or `none`."""
    if (word := value.strip().lower()) in ("text", "none"):
        return word
    if not word.endswith((".vtt", ".srt", ".txt")):
        raise InvalidValueError(
            _("is no transcript: {value}", value=quoted(value)),
            _("name a .vtt, .srt or .txt file beside the entry; or write `text` or `none`"),
        )
    return check_picture(value)


def check_path(value: str) -> str:
    """Accept an absolute path on this site, such as `/old/page/`."""
    from mingpian.core.paths import url_path_problem

    problem = url_path_problem(value)
    if problem:
        raise InvalidValueError(problem, _("write a path from the site's root, such as /old/page/"))
    return value


def check_alias(value: str) -> str:
    """Accept a former path of this site, such as `/old/page/`; or a name, for which a wikilink may look."""
    from mingpian.core.paths import former_path_problem

    text = value.strip()
    if not text.startswith("/"):
        return check_text(value)
    if problem := former_path_problem(text):
        raise InvalidValueError(problem, _("write a path from the site's root, such as /old/page/"))
    return text


def check_lang(value: str) -> str:
    """Accept a language tag (BCP 47): language, optional script, optional region; fix its letter case."""
    from mingpian.core.paths import slug_problem
    from mingpian.schema.languages import canonical, is_tag

    tidy = canonical(value)
    if not is_tag(tidy) or slug_problem(tidy):  # `con` is a language, and on Windows no folder
        raise InvalidValueError(
            _("is not a language tag: {value}", value=quoted(value)), _("write zh-Hans, zh-Hant, en, …")
        )
    return tidy


def check_zone(value: str) -> str:
    """Accept the name of a time zone in the IANA database."""
    from zoneinfo import ZoneInfo

    try:
        if _NO_ZONE.fullmatch(value):
            raise ValueError("no place")
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        raise InvalidValueError(
            _("is not a time zone: {value}", value=quoted(value)), _("write an IANA name, such as Asia/Shanghai")
        ) from None
    return value


def check_color(value: str) -> str:
    """Accept a CSS hexadecimal colour; return it as `#rrggbb` in lower case."""
    match = _COLOR.fullmatch(value.strip())
    if not match:
        raise InvalidValueError(_("is not a colour: {value}", value=quoted(value)), _("write #rrggbb, such as #8a2b20"))
    digits = match.group(1).lower()
    return "#" + (digits if len(digits) == 6 else "".join(char * 2 for char in digits))


def check_licence(value: str) -> str:
    """Accept a licence by its identifier, a common name, an address, or terms in words; return its one spelling."""
    from mingpian.schema.licences import canonical_licence

    canonical = canonical_licence(check_text(value))
    return check_url(canonical) if canonical.lower().startswith(("http://", "https://")) else canonical


def check_permit(value: str) -> str:
    """Accept what says yes or no; return `yes` or `no`."""
    from mingpian.schema.numbers import truth_of

    truth = _PERMITS.get(value.strip().lower(), truth_of(value))
    if truth is None:
        raise InvalidValueError(_("is neither yes nor no: {value}", value=quoted(value)), _("write yes or no"))
    return "yes" if truth else "no"


_PERMITS = dict.fromkeys(("allow", "allowed", "允许", "可以"), True)
_PERMITS |= dict.fromkeys(("deny", "disallow", "不允许"), False)

LISTED = frozenset({"term", "ref", "topic", "lang"})
"""Names: a list of them may be written in one line, `a, b`."""
CHECKS: dict[str, Callable[[str], str]] = {
    name.removeprefix("check_"): check for name, check in sorted(globals().items()) if name.startswith("check_")
} | dict.fromkeys(("topic", "ref", "voice"), check_text)
CHECKS |= {"term": lambda term: bare_term(check_text(term)), "date": check_date, "day": check_day}
CHECKS |= {"currency": check_currency, "unit": lambda said: check_unit(check_text(said))}
CHECKS |= {"outcome": lambda said: check_outcome(check_text(said))}
CHECKS |= {"focus": check_focus, "repeat": check_repeat, "timespan": check_timespan}
