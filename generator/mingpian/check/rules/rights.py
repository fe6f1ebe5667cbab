"""Rights reach who has to know: carriers that cannot work where the site stands, labels that an entry denies, and
credentials that a picture loses."""

from collections.abc import Iterator

from mingpian.check.rule import Rule, RuleCode, Subject, advice
from mingpian.config.settings import CONFIG_FILE
from mingpian.content.media.xmp import NONE
from mingpian.core.codes import OwnCode
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import AnyText, _
from mingpian.queries.ownership.picture_rights import made_with_ai
from mingpian.queries.ownership.rights import Rights, departures, site_rights
from mingpian.site.attachments import published, shown
from mingpian.site.model import SiteModel
from mingpian.site.resolution import STATIC, file_of

CREDENTIALS_LOST = OwnCode("credentials-lost")
LABEL_STAYS = OwnCode("label-stays")
SIGNAL_UNREAD = OwnCode("signal-unread")
_WITHOUT_HEADERS = ("github.io", "gitee.io", "gitlab.io", "codeberg.page")
_OWN = {"static/robots.txt": "robots.txt", "static/.well-known/tdmrep.json": "tdmrep.json", "static/rsl.xml": "rsl.xml"}


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Report carriers of rights that nobody will read, and pictures whose label an entry denies or whose credentials
    go."""
    model = subject.model
    yield from _denied(model)
    yield from _lost(model)
    config = model.site.config
    common = site_rights(model, config.default_lang) or Rights()
    apart = departures(model)
    told = [one.signals for one in (common, *(page.rights for page in apart)) if one.signals]
    if not told:
        return
    if config.base_path != "/":
        message = _("machines look for robots.txt and tdmrep.json at the root of {host} alone", host=config.host)
        yield _of_site(message, _("put the site at the root of a host; pages and rsl.xml say it meanwhile"))
    for path, name in _OWN.items():
        if path in model.links.files:
            yield _of_site(_("{name} is the site's own, so nothing is said in it", name=name), _("say it there, too"))
    if config.base_path == "/" and f".{config.host}".endswith(tuple(f".{host}" for host in _WITHOUT_HEADERS)):
        message = _(
            "{host} sends no headers of the site's own: pictures and files carry no `tdm-reservation`", host=config.host
        )
        yield _of_site(message, _("pages and tdmrep.json say it; a host that reads `_headers` says it of files, too"))
    split = [
        name
        for name, said in common.signals.items()
        if any(one.rights.signals.get(name, said) != said for one in apart)
    ]
    if split:
        names = ", ".join(split)
        message = _("robots.txt says nothing of {names}: entries say otherwise than the site", names=names)
        yield _of_site(message, _("each page, rsl.xml and tdmrep.json say it; robots.txt knows no single pages"))


def _denied(model: SiteModel) -> Iterator[Diagnostic]:
    """Report pictures that an entry says no model made, and whose own file says otherwise."""
    for entry in model.site.entries.values():
        stated = {
            entry.fields.cover.src: entry.fields.cover.ai,
            **{name: one.ai for name, one in entry.fields.pictures.items()},
        }
        for name, said in stated.items():
            facts = model.site.pictures.get(file_of(model.links.spelt, entry.source, name)) if said == "none" else None
            if facts and facts.marks != NONE and made_with_ai(facts.marks):
                message = _("`{name}` says in its file that a model made it; the label stays", name=name)
                hint = _("labels of generated content are not taken away; leave `ai: none` out")
                yield advice(entry, LABEL_STAYS, message, hint, field="pictures")


def _lost(model: SiteModel) -> Iterator[Diagnostic]:
    """Report pictures whose content credentials tell too much to be published."""
    pictures = shown(model)
    for path in sorted(published(model)):
        facts = model.site.pictures.get(path)
        if facts is None or not facts.telling or (path.startswith(STATIC) and path not in pictures):
            continue
        yield Diagnostic(
            code=CREDENTIALS_LOST,
            message=_(
                "`{name}` is published without its content credentials (C2PA): its file tells of a place, a device or"
                " people",
                name=path.rpartition("/")[2],
            ),
            file=f"content/{path}",
            severity="note",
            hints=(
                _("have the program that signs it leave that out; credit, licence and labels are published either way"),
            ),
        )


def _of_site(message: AnyText, hint: AnyText) -> Diagnostic:
    return Diagnostic(
        code=SIGNAL_UNREAD, message=message, file=CONFIG_FILE, severity="warning", field=("rights",), hints=(hint,)
    )


CODES = {
    CREDENTIALS_LOST: RuleCode(
        severity="note",
        en=(
            "The content credentials (C2PA) of a picture, or its EXIF, tell of a place, a device or people. That is not"
            " published; and credentials hold for a file's very bytes, so that they go, too.",
            "Have the program that signs the picture leave these out. Credit, licence and labels of generated content"
            " are published in any case.",
        ),
        zh=(
            "图片的内容凭证（C2PA）或 EXIF 里有地点、设备或人名。这些不会发布；凭证是对整个文件的签名，所以一并去掉。",
            "让签署这张图片的程序不要写进这些。署名、协议和生成内容的标识不受影响，照样发布。",
        ),
    ),
    LABEL_STAYS: RuleCode(
        en=(
            "An entry says `ai: none` of a picture whose file carries a label of generated content. The label stays.",
            "Leave `ai: none` out; if the label is wrong, put it right in the file with the program that wrote it.",
        ),
        zh=(
            "内容里给图片写了 `ai: none`，图片文件自己却带着生成内容的标识。标识会保留。",
            "去掉 `ai: none`；标识真的有误，就用写下它的程序在文件里改正。",
        ),
    ),
    SIGNAL_UNREAD: RuleCode(
        en=(
            "What is declared of rights cannot reach all who should read it: the hint says what is in the way.",
            "It also says which carriers still work. The manual's chapter on rights has a table of them.",
        ),
        zh=(
            "由于站点所在的位置，或站里已有的文件，有的权利声明到不了该读它的程序。",
            "提示里写着还有哪些载体有效。手册“权利与标识”一章有完整的表。",
        ),
    ),
}

RULE = Rule("rights", find, CODES)
