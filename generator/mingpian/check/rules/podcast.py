"""A podcast has what directories and players ask for."""

from collections.abc import Iterator

from mingpian.check.rule import Rule, RuleCode, Subject, advice
from mingpian.config.podcast import CATEGORIES, category_of
from mingpian.config.settings import CONFIG_FILE
from mingpian.core.codes import OwnCode
from mingpian.core.diagnostics import Diagnostic, did_you_mean
from mingpian.i18n import AnyText, _
from mingpian.queries.enclosures import Enclosure, recording_of
from mingpian.queries.podcast import episodes_of, podcast
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry

PODCAST, RECORDING = OwnCode("podcast"), OwnCode("recording")
_LEAST = 1400  # pixels of a cover
_TAKEN = ("audio/mpeg", "audio/mp4")  # by Apple Podcasts, and so by all


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Report what directories would refuse, and players not play."""
    model = subject.model
    heard = [entry for lang in model.site.config.languages for entry in episodes_of(model, lang)]
    if heard and "podcast" not in model.site.config.without:
        yield from _of_settings(model)
    for entry in model.site.entries.values():
        recording = recording_of(model, entry)
        if recording is not None:
            yield from _of_recording(entry, recording)
        if entry.fields.audio.src and not entry.fields.date:
            message = _("an episode has a date; without one it is not in the podcast")
            yield advice(entry, RECORDING, message, _("state `date`"), field="audio")


def _of_settings(model: SiteModel) -> Iterator[Diagnostic]:
    settings = model.site.config.podcast
    if not settings.categories:
        message, hint = _("the podcast has no category; directories want one"), _('write categories = ["Arts > Books"]')
        yield _setting("categories", message, _below(hint))
    for written in settings.categories:
        if category_of(written) is None:
            known = [*CATEGORIES, *(part for parts in CATEGORIES.values() for part in parts.split("|") if part)]
            message = _("directories of podcasts have no category `{name}`", name=written)
            yield _setting("categories", message, *did_you_mean(written.rpartition(">")[2].strip(), known))
    if not (settings.email or model.site.config.email):
        message = _("the podcast states no address of mail, to which directories write to see whose it is")
        yield _setting("email", message, _below(_("state `email` while you hand it in; you may delete it afterwards")))
    shown = podcast(model, model.site.config.default_lang)
    side = min(shown.cover.width, shown.cover.height) if shown and shown.cover else _LEAST
    if settings.cover and side < _LEAST:
        message = _("the cover has a side of {side} pixels; it is made larger, and blurred", side=side)
        yield _setting("cover", message, _("directories want a square of 1400 to 3000 pixels"))


def _of_recording(entry: AnyEntry, recording: Enclosure) -> Iterator[Diagnostic]:
    name = entry.fields.audio.src
    if not recording.size:
        message = _("`{name}` is on another site, and its size is not stated", name=name)
        yield advice(entry, RECORDING, message, _("write `size`, in bytes"), field="audio")
    if not recording.seconds:
        message = _("nothing tells how long `{name}` is", name=name)
        yield advice(entry, RECORDING, message, _("write `duration: 12:34`"), field="audio")
    if recording.type not in _TAKEN:
        message = _("Apple Podcasts takes MP3 and M4A, not `{name}`", name=name)
        yield advice(entry, RECORDING, message, _("save the recording as one of them"), field="audio")


def _below(hint: AnyText) -> AnyText:
    return _("below `[podcast]` in site.toml: {hint}", hint=hint)


def _setting(name: str, message: AnyText, *hints: AnyText) -> Diagnostic:
    return Diagnostic(
        code=PODCAST, message=message, file=CONFIG_FILE, severity="warning", field=("podcast", name), hints=hints
    )


CODES = {
    PODCAST: RuleCode(
        en=(
            "The site has episodes, and `[podcast]` in site.toml lacks what directories of podcasts ask for.",
            "Write what the hint says; directories refuse a feed without it.",
        ),
        zh=(
            "网站有可以收听的条目，而 site.toml 的 `[podcast]` 里缺少播客平台要求的内容。",
            "照提示补上；缺了这些，平台不会收录。",
        ),
    ),
    RECORDING: RuleCode(
        en=(
            "The recording of an entry (`audio`) lacks what players ask for, or is of a kind that some do not play.",
            "State `duration`, `size` or `date`, or save the recording as MP3 or M4A.",
        ),
        zh=(
            "条目的录音（`audio`）缺少播放器需要的内容，或者格式不是所有播放器都支持。",
            "补上 `duration`、`size` 或 `date`，或者把录音另存为 MP3 或 M4A。",
        ),
    ),
}

RULE = Rule("podcast", find, CODES)
