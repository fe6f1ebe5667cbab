"""The options of every command, each in a function of its own: `of_build` adds those of `build`."""

import argparse

from mingpian.cli.console import localized

_LAST_PORT = 65_535


def _url(said: str) -> str:
    from mingpian.i18n import joined
    from mingpian.schema.fields import InvalidValueError, check_url

    try:
        return check_url(said)
    except InvalidValueError as wrong:
        raise argparse.ArgumentTypeError(localized(joined("; ", wrong.args))) from None


def _port(said: str) -> int:
    from mingpian.i18n import _

    if not (said.isascii() and said.isdecimal() and int(said) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(
            localized(
                _("`{port}` is no port: write a number from {least} to {most}", port=said, least=0, most=_LAST_PORT)
            )
        )
    return int(said)


def of_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="how diagnostics are printed"
    )
    parser.add_argument("--jobs", metavar="N", type=int, default=0, help="worker processes (default: one a processor)")
    parser.add_argument("--drafts", action="store_true", help="publish drafts, scheduled and expired entries too")
    parser.add_argument("--verbose", "-v", action="store_true", help="say more, notes included")
    parser.add_argument("--quiet", "-q", action="store_true", help="print diagnostics only")


def of_build(parser: argparse.ArgumentParser) -> None:
    of_site(parser)
    parser.add_argument("--output", metavar="DIR", help="where to put the site (default: output/ in the root)")
    parser.add_argument("--base-url", metavar="URL", type=_url, help="address of the site, in place of site.toml's")
    parser.add_argument("--strict", action="store_true", help="take warnings for errors")


def of_clean(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument("--output", metavar="DIR", help="the output folder (default: output/ in the root)")
    parser.add_argument("--cache", action="store_true", help="remove the cache in .mingpian/ too")


def of_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", nargs="?", default=".", help="where to make the site")
    parser.add_argument("--yes", "-y", action="store_true", help="ask nothing; take the defaults")
    parser.add_argument("--lang", choices=("zh-Hans", "zh-Hant", "en"), help="language (default: by the locale)")
    parser.add_argument("--name", help="your name")
    parser.add_argument("--headline", help="one sentence on whom you help, with what")
    parser.add_argument("--title", help="name of the site (default: your name)")
    parser.add_argument("--base-url", metavar="URL", help="address that the site will have")
    hosts = ("cloudflare", "github", "gitlab", "netlify", "vercel")
    parser.add_argument(
        "--host", choices=hosts, help="write what a host needs to build it, also for a site that is there"
    )


def of_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="essay, member, work, offer, event, circle, note, page …")
    parser.add_argument("title", metavar="TITLE", help="title, or the member's name")
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument("--slug", help="last part of the address (default: made from the title)")
    parser.add_argument("--lang", help="language, when it is not the site's first one")


def of_schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument("--into", metavar="DIR", default="schema", help="folder for the schemas (default: schema/)")
    parser.add_argument("--markdown", action="store_true", help="write the manual's reference instead, for people")
    told = "write words/LANG.toml instead: the theme's words, for you to translate"
    parser.add_argument("--words", metavar="LANG", help=told)


def of_explain(parser: argparse.ArgumentParser) -> None:
    of_build(parser)
    parser.add_argument("about", metavar="URL|CODE", help="a page, such as /essays/first/, or a code: broken-link")


def of_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")


def of_completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell")


def of_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    told = "port to listen on; 0 takes a free one (default: 8000)"
    parser.add_argument("--port", metavar="PORT", type=_port, default=8000, help=told)
    parser.add_argument("--open", action="store_true", help="open the site in the browser")
    parser.add_argument("--jobs", metavar="N", type=int, default=0, help="worker processes (default: one a processor)")


def of_match(parser: argparse.ArgumentParser) -> None:
    of_site(parser)
    parser.add_argument("--dry-run", action="store_true", help="show the proposals; write nothing")


def of_intro(parser: argparse.ArgumentParser) -> None:
    of_site(parser)
    parser.add_argument("members", metavar="MEMBER", nargs="*", help="two members, by slug or name")
    parser.add_argument("--for", dest="ask", metavar="MEMBER/TOPIC", help="an open ask, in place of two members")


def of_digest(parser: argparse.ArgumentParser) -> None:
    of_site(parser)
    parser.add_argument("--since", metavar="DAYS", default="7d", help="7d, or a date (default: 7d)")
    parser.add_argument("--lang", help="language (default: the site's first one)")


def of_deploy(parser: argparse.ArgumentParser) -> None:
    of_build(parser)
    parser.add_argument("target", metavar="PLACE", nargs="?", help="one of [deploy] in site.toml")
    parser.add_argument("--dry-run", action="store_true", help="list what would be put and deleted; change nothing")


def of_announce(parser: argparse.ArgumentParser) -> None:
    of_site(parser)
    parser.add_argument("--output", metavar="DIR", help="the output folder (default: output/ in the root)")
    parser.add_argument("--dry-run", action="store_true", help="say whom it would tell what; tell nobody")


def of_import(parser: argparse.ArgumentParser) -> None:
    told = (
        "where it comes from: csv, ghost, hexo, hugo, jekyll, jsonresume, mingpian, pelican, vcard, wordpress, or an"
        " extension's"
    )
    parser.add_argument("system", metavar="SYSTEM", help=told)
    parser.add_argument("path", metavar="PATH", help="the other site's folder, or the file that it exported")
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument("--dry-run", action="store_true", help="say what would be imported; write nothing")
    parser.add_argument("--fetch", action="store_true", help="fetch pictures that are only on the old site (WordPress)")


def of_export(parser: argparse.ArgumentParser) -> None:
    of_site(parser)
    parser.add_argument("form", choices=("wechat", "zhihu", "juejin", "mail", "markdown", "site"), help="for whom")
    parser.add_argument("entries", metavar="ENTRY", nargs="*", help="entries, by slug, title or file")
    parser.add_argument("--since", metavar="DAYS", help="all that is new or changed since 7d, or since a date")
    parser.add_argument("--into", metavar="DIR", help="where to put the copies (default: exports/ in the root)")


def of_syndicate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("entry", metavar="ENTRY", help="the entry that was published elsewhere: its file or slug")
    parser.add_argument("url", metavar="URL", type=_url, help="where it was published")
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")


def of_check(parser: argparse.ArgumentParser) -> None:
    of_site(parser)
    told = (
        "`privacy`: search the output for what is not public; `trust`: say which entries are the owner's, and why;"
        " `links`: ask whether links to elsewhere work"
    )
    parser.add_argument("what", nargs="?", choices=("privacy", "trust", "links"), help=told)
    parser.add_argument("--external", action="store_true", help="with `links`: yes, ask other hosts")
    parser.add_argument("--privacy", action="store_true", help="the same")
    parser.add_argument("--strict", action="store_true", help="take warnings for errors")
    parser.add_argument("--all", action="store_true", help="print every warning, not the first of each kind")
    parser.add_argument("--output", metavar="DIR", help="the output folder (default: output/ in the root)")


def of_planet(parser: argparse.ArgumentParser) -> None:
    of_site(parser)
    parser.add_argument("--dry-run", action="store_true", help="name the sites that would be asked; ask nobody")


def of_forget(parser: argparse.ArgumentParser) -> None:
    of_site(parser)
    parser.add_argument("name", metavar="NAME", help="a member, by slug or name")
    parser.add_argument("--output", metavar="DIR", help="the output folder (default: output/ in the root)")
    parser.add_argument("--yes", "-y", action="store_true", help="remove what was derived from them")
