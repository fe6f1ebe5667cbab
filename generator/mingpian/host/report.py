"""The pulse as a page for the host, and as a line for the terminal."""

from collections.abc import Iterable, Iterator
from html import escape

from mingpian import SiteModel
from mingpian.host.catalogue import catalogue_of
from mingpian.host.charts import bars
from mingpian.host.pledges import OneSided
from mingpian.host.pulse import Pulse
from mingpian.host.stages import TO_BOND, Stage

_AGES = ((30, "0–30"), (90, "31–90"), (180, "91–180"), (365, "181–365"), (1 << 40, "366+"))  # days
_STYLE = (
    "body{font:16px/1.6 -apple-system,'PingFang SC','Microsoft YaHei',sans-serif;max-width:44em;margin:2em auto;"
    "padding:0 1em;color:#222;background:#fff}h1{font-size:1.6em}h2{font-size:1.2em;margin:2em 0 .5em}"
    "li{margin:.2em 0}.none{color:#666}b{font-weight:600}"
)


def pulse_line(found: Pulse, lang: str) -> str:
    """Return the pulse in one line."""
    return catalogue_of(lang)["summary"].format(
        members=found.members,
        asks=len(found.asks),
        unmatched=sum(not old_ask.matched for old_ask in found.asks),
        unvouched=len(found.unvouched),
        quiet=len(found.quiet),
        one_sided=len(found.one_sided),
    )


def pulse_page(model: SiteModel, found: Pulse, lang: str) -> str:
    """Return the pulse as an HTML document without scripts, and with nothing to load."""
    title = catalogue_of(lang)["pulse_title"].format(title=model.site.config.title)
    body = "\n".join(_body(model, found, lang))
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def _body(model: SiteModel, found: Pulse, lang: str) -> Iterator[str]:
    say = catalogue_of(lang)
    yield f"<p>{escape(say['pulse_made'].format(day=found.day))}</p>"
    yield f"<p>{escape(pulse_line(found, lang))}</p>"
    yield _heading(say["pulse_asks"])
    yield bars(say["pulse_asks_age"], _ages(found))
    yield _list(
        (_ask(model, old_ask.need.member, old_ask.need.topic, old_ask.days, lang) for old_ask in found.asks), lang
    )
    yield _heading(say["pulse_unmatched"])
    alone = (old_ask for old_ask in found.asks if not old_ask.matched)
    yield _list((_ask(model, old_ask.need.member, old_ask.need.topic, old_ask.days, lang) for old_ask in alone), lang)
    yield _heading(say["pulse_silent"])
    yield f"<p><b>{escape(say['pulse_no_vouch'])}</b></p>{_list(_names(model, found.unvouched, lang), lang)}"
    yield f"<p><b>{escape(say['pulse_quiet'])}</b></p>{_list(_names(model, found.quiet, lang), lang)}"
    yield _heading(say["pulse_one_sided"])
    yield _list((_one_sided(model, item, lang) for item in found.one_sided), lang)
    yield _heading(say["pulse_connectors"])
    yield _list(
        (
            say["pulse_connector"].format(name=title_of(model, one.member, lang), n=len(one.circles))
            for one in found.connectors
        ),
        lang,
    )
    for key, values in (("pulse_cadence", found.cadence), ("pulse_growth", found.growth)):
        yield _heading(say[key])
        yield bars(say[key], values)
    yield _heading(say["pulse_circles"])
    yield from (_stage(model, stage, lang) for stage in found.stages)


def title_of(model: SiteModel, id: str, lang: str) -> str:
    """Return the title of an entry; its id when there is none."""
    entry = model.site.best(id, lang)
    return entry.title if entry else id


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _list(lines: Iterable[str], lang: str) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else f'<p class="none">{escape(catalogue_of(lang)["none"])}</p>'


def _names(model: SiteModel, ids: Iterable[str], lang: str) -> Iterator[str]:
    return (title_of(model, id, lang) for id in ids)


def _ages(found: Pulse) -> list[tuple[str, int]]:
    days = [old_ask.days for old_ask in found.asks if old_ask.days is not None]
    bounds = [-1, *(most for most, _ in _AGES)]
    return [(label, sum(bounds[at] < day <= most for day in days)) for at, (most, label) in enumerate(_AGES)]


def _ask(model: SiteModel, member: str, topic: str, days: int | None, lang: str) -> str:
    age = "" if days is None else f" · {catalogue_of(lang)['days'].format(n=days)}"
    return f"{title_of(model, member, lang)} · {model.site.topics.name(topic, lang)}{age}"


def _one_sided(model: SiteModel, item: OneSided, lang: str) -> str:
    key = "pulse_testimonial" if item.kind == "testimonial" else f"pulse_vouch_{item.missing}"
    names = {"giver": title_of(model, item.giver, lang), "receiver": title_of(model, item.receiver, lang)}
    return catalogue_of(lang)[key].format(**names, work=title_of(model, item.work, lang))


def _stage(model: SiteModel, stage: Stage, lang: str) -> str:
    say = catalogue_of(lang)
    level = say[f"pulse_stage_{stage.level}"]
    # What is missing for the next stage comes first; what is for the one after it can wait.
    missing = [one for one in stage.missing if one in TO_BOND] or list(stage.missing)
    lines = [
        f"{say[key]}{say['colon']}{say['semicolon'].join(say[f'criterion_{one}'] for one in listed)}"
        for key, listed in (("pulse_met", list(stage.met)), ("pulse_missing", missing))
        if listed
    ]
    return f"<h3>{escape(title_of(model, stage.circle, lang))} · {escape(level)}</h3>{_list(lines, lang)}"
