"""`mingpian wechat draft ENTRY…`: put entries into the drafts of a WeChat Official Account. Nothing else ever does."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import publishing_options
from mingpian.i18n import AnyText, _, text_of

if TYPE_CHECKING:
    from mingpian.fetch.wechat import WechatAccount, WechatDrafts
    from mingpian.render.context import RenderContext
    from mingpian.site.model import SiteModel
    from mingpian.site.site import AnyEntry

KEPT = ".mingpian/wechat.json"
APPID, SECRET = "MINGPIAN_WECHAT_APPID", "MINGPIAN_WECHAT_SECRET"
_COVER = "cover-2.35x1.jpg"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    publishing_options(parser)
    parser.add_argument("action", choices=("draft",), help="what to do: make a draft, to be looked at and sent there")
    parser.add_argument("entries", metavar="ENTRY", nargs="+", help="entries, by slug, title or file")
    parser.add_argument(
        "--account",
        metavar="FILE",
        help=f"TOML file outside the site with `appid` and `secret` (default: {APPID} and {SECRET} of the environment)",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what it would put up; ask nobody")


def run(options: argparse.Namespace) -> int:
    """Make the drafts; say which, and what is left to do by hand."""
    from mingpian import __version__
    from mingpian.cli.chosen_entries import chosen_entries
    from mingpian.cli.loading import render_context_for
    from mingpian.fetch.wechat import WechatDrafts, WechatError

    account = None if options.dry_run else _account(options)
    if account is None and not options.dry_run:
        return 2
    loaded = render_context_for(options)
    if loaded is None:
        return 1
    context, model = loaded
    wrong: list[AnyText] = []
    chosen = chosen_entries(model, options.entries, None, wrong)
    for line in wrong:
        print_error(line)
    if wrong:
        return 2
    drafts = WechatDrafts(account, f"mingpian/{__version__}") if account else None
    for entry in chosen:
        try:
            _draft(context, model, entry, drafts, Path(options.root) / KEPT)
        except WechatError as failed:
            print_error(text_of(failed))
            command = f"mingpian export wechat {entry.slug}"
            print_error(_("the page to copy from works without all this: `{command}`", command=command))
            return 1
    return 0


def _account(options: argparse.Namespace) -> "WechatAccount | None":
    """Return who asks; None, and say why, where that is not known."""
    import tomllib

    from mingpian.fetch.wechat import WechatAccount

    stated = {"appid": os.environ.get(APPID, ""), "secret": os.environ.get(SECRET, "")}
    if options.account:
        file = Path(options.account).resolve()
        if file.is_relative_to(Path(options.root).resolve()):
            print_error("the file with the secret lies in the site, where it might be published; put it elsewhere")
            return None
        try:
            stated |= {name: str(value) for name, value in tomllib.loads(file.read_text(encoding="utf-8-sig")).items()}
        except (OSError, ValueError):
            print_error(_("`{file}` cannot be read as TOML", file=options.account))
            return None
    if not stated["appid"] or not stated["secret"]:
        print_error(_("set {appid} and {secret}, or name a file: --account ~/wechat.toml", appid=APPID, secret=SECRET))
        return None
    return WechatAccount(stated["appid"], stated["secret"])


def _draft(
    context: "RenderContext", model: "SiteModel", entry: "AnyEntry", drafts: "WechatDrafts | None", kept: Path
) -> None:
    from mingpian.exporters.copies import wechat_article
    from mingpian.fetch.wechat import WechatArticle

    made = wechat_article(context, entry, dict(model.site.pictures))
    count = len(made.pictures)
    if drafts is None:
        print_text(_("{title}: {count} pictures and a cover", title=made.article.title, count=count))
    else:
        uploads = _Uploads(drafts, kept)
        content = made.article.html
        for src, one in made.pictures.items():
            if not one.name.endswith(".svg"):
                content = content.replace(f'src="{_attribute(src)}"', f'src="{uploads.url(one.name, one.data)}"')
        cover = uploads.cover(_COVER, made.covers[_COVER])
        article = made.article
        id = drafts.add(
            WechatArticle(article.title, article.author, article.abstract, content, article.original, cover)
        )
        print_text(_("{title}: a draft, {id}; look at it and send it at mp.weixin.qq.com", title=article.title, id=id))
    for problem in (*made.article.problems, *made.problems):
        print_text(_("  {problem}", problem=problem))


def _attribute(value: str) -> str:
    return value.replace("&", "&amp;")


class _Uploads:
    """Puts pictures up, each once: what the platform called them is kept by their bytes, for this account's AppID."""

    def __init__(self, drafts: "WechatDrafts", kept: Path) -> None:
        self._drafts = drafts
        self._kept = kept
        self._known = self._read()

    def url(self, name: str, data: bytes) -> str:
        """Return the address of a picture of a text."""
        return self._once("picture", data, lambda: self._drafts.picture_url(name, data))

    def cover(self, name: str, data: bytes) -> str:
        """Return the media id of a cover."""
        return self._once("cover", data, lambda: self._drafts.cover_id(name, data))

    def _once(self, use: str, data: bytes, put: Callable[[], str]) -> str:
        import msgspec

        from mingpian.core import digest
        from mingpian.core.store import atomic_write

        key = f"{self._drafts.appid} {use} {digest.of_bytes(data).hex()}"
        if key not in self._known:
            self._known[key] = put()
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(self._kept, msgspec.json.encode(dict(sorted(self._known.items()))))
        return self._known[key]

    def _read(self) -> dict[str, str]:
        import msgspec

        try:
            return msgspec.json.decode(self._kept.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.MsgspecError):
            return {}


COMMAND = Command(
    order=145,
    summary="put entries into the drafts of a WeChat Official Account",
    options=add_options,
    run=run,
    examples=("draft essays/first --dry-run", "draft essays/first --account ~/wechat.toml"),
)
