"""Which commands there are, and their options."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """A command: its module, what it does in a line, and its options."""

    module: str
    summary: str
    options: Callable[[argparse.ArgumentParser], None]


def _url(said: str) -> str:
    from mingpian.schema.fields import Wrong, check_url

    try:
        return check_url(said)
    except Wrong as wrong:
        raise argparse.ArgumentTypeError("; ".join(wrong.args)) from None


def _sentence(summary: str) -> str:
    return f"{summary[0].upper()}{summary[1:]}."


def _site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="how diagnostics are printed"
    )
    parser.add_argument("--jobs", metavar="N", type=int, default=0, help="worker processes (default: one a processor)")
    parser.add_argument("--drafts", action="store_true", help="publish drafts, scheduled and expired entries too")
    parser.add_argument("--verbose", "-v", action="store_true", help="say more, notes included")
    parser.add_argument("--quiet", "-q", action="store_true", help="print diagnostics only")


def _build(parser: argparse.ArgumentParser) -> None:
    _site(parser)
    parser.add_argument("--output", metavar="DIR", help="where to put the site (default: output/ in the root)")
    parser.add_argument("--base-url", metavar="URL", type=_url, help="address of the site, in place of site.toml's")


def _clean(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument("--output", metavar="DIR", help="the output folder (default: output/ in the root)")
    parser.add_argument("--cache", action="store_true", help="remove the cache in .mingpian/ too")


def _init(parser: argparse.ArgumentParser) -> None:
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


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="essay, member, work, offer, event, circle, note, page …")
    parser.add_argument("title", metavar="TITLE", help="title, or the member's name")
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument("--slug", help="last part of the address (default: made from the title)")
    parser.add_argument("--lang", help="language, when it is not the site's first one")


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument("--into", metavar="DIR", default="schema", help="folder for the schemas (default: schema/)")
    parser.add_argument("--markdown", action="store_true", help="write the reference pages instead, for people")


def _explain(parser: argparse.ArgumentParser) -> None:
    _build(parser)
    parser.add_argument(
        "about", metavar="URL|CODE", help="a page, such as /essays/first/, or a code: broken-link"
    )


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on; 0 takes a free one (default: 8000)")
    parser.add_argument("--open", action="store_true", help="open the site in the browser")
    parser.add_argument("--jobs", metavar="N", type=int, default=0, help="worker processes (default: one a processor)")


def _match(parser: argparse.ArgumentParser) -> None:
    _site(parser)
    parser.add_argument("--dry-run", action="store_true", help="show the proposals; write nothing")


def _intro(parser: argparse.ArgumentParser) -> None:
    _site(parser)
    parser.add_argument("members", metavar="MEMBER", nargs="*", help="two members, by slug or name")
    parser.add_argument("--for", dest="ask", metavar="MEMBER/TOPIC", help="an open ask, in place of two members")


def _digest(parser: argparse.ArgumentParser) -> None:
    _site(parser)
    parser.add_argument("--since", metavar="DAYS", default="7d", help="7d, or a date (default: 7d)")
    parser.add_argument("--lang", help="language (default: the site's first one)")


def _deploy(parser: argparse.ArgumentParser) -> None:
    _build(parser)
    parser.add_argument("target", metavar="PLACE", nargs="?", help="one of [deploy] in site.toml")
    parser.add_argument("--dry-run", action="store_true", help="list what would be put and deleted; change nothing")


def _announce(parser: argparse.ArgumentParser) -> None:
    _site(parser)
    parser.add_argument("--output", metavar="DIR", help="the output folder (default: output/ in the root)")
    parser.add_argument("--dry-run", action="store_true", help="say whom it would tell what; tell nobody")


def _import(parser: argparse.ArgumentParser) -> None:
    systems = ("csv", "ghost", "hexo", "hugo", "jekyll", "jsonresume", "mingpian", "pelican", "vcard", "wordpress")
    parser.add_argument("system", choices=systems, help="where it comes from")
    parser.add_argument("path", metavar="PATH", help="the other site's folder, or the file that it exported")
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")
    parser.add_argument("--dry-run", action="store_true", help="say what would be imported; write nothing")


def _export(parser: argparse.ArgumentParser) -> None:
    _site(parser)
    parser.add_argument("form", choices=("wechat", "zhihu", "juejin", "mail", "markdown", "site"), help="for whom")
    parser.add_argument("entries", metavar="ENTRY", nargs="*", help="entries, by slug, title or file")
    parser.add_argument("--since", metavar="DAYS", help="all that is new or changed since 7d, or since a date")
    parser.add_argument("--into", metavar="DIR", help="where to put the copies (default: exports/ in the root)")


def _syndicate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("entry", metavar="ENTRY", help="the entry that was published elsewhere: its file or slug")
    parser.add_argument("url", metavar="URL", type=_url, help="where")
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")


def _check(parser: argparse.ArgumentParser) -> None:
    _site(parser)
    told = "`privacy`: search the output for what is not public; `links`: ask whether links to elsewhere work"
    parser.add_argument("what", nargs="?", choices=("privacy", "links"), help=told)
    parser.add_argument("--external", action="store_true", help="with `links`: yes, ask other hosts")
    parser.add_argument("--privacy", action="store_true", help="the same")
    parser.add_argument("--output", metavar="DIR", help="the output folder (default: output/ in the root)")


def _planet(parser: argparse.ArgumentParser) -> None:
    _site(parser)
    parser.add_argument("--dry-run", action="store_true", help="name the sites that would be asked; ask nobody")


def _forget(parser: argparse.ArgumentParser) -> None:
    _site(parser)
    parser.add_argument("name", metavar="NAME", help="a member, by slug or name")
    parser.add_argument("--output", metavar="DIR", help="the output folder (default: output/ in the root)")
    parser.add_argument("--yes", "-y", action="store_true", help="remove what was derived from them")


COMMANDS: dict[str, Command] = {
    "init": Command("init", "make a new site", _init),
    "new": Command("new", "make a new entry", _new),
    "build": Command("build", "build the site into output/", _build),
    "serve": Command("serve", "show the site while you write: drafts too, each change at once", _serve),
    "deploy": Command("deploy", "build, and put the site where it is served", _deploy),
    "announce": Command("announce", "tell hubs and search engines what is new, once it is online", _announce),
    "check": Command("check", "look for what is wrong, without building", _check),
    "topics": Command("topics", "list the topics of offers and asks, and propose what to merge", _site),
    "match": Command("match", "propose who may answer the open asks, in content/matches.toml", _match),
    "intro": Command("intro", "write the letters that bring two members together", _intro),
    "pulse": Command("pulse", "say how the community is doing, for the host alone", _site),
    "digest": Command("digest", "write what is new, for the group's chat and for mail", _digest),
    "import": Command("importing", "bring in texts and people from other systems", _import),
    "export": Command("export", "copy entries for WeChat, Zhihu, Juejin, mail, or as plain Markdown", _export),
    "syndicate": Command("syndicate", "note in an entry where else it was published", _syndicate),
    "planet": Command("planet", "fetch what members published on sites of their own", _planet),
    "blogroll": Command("blogroll", "print the members' own sites as a list for feed readers (OPML)", _site),
    "forget": Command("forget", "say where a member is in all files, and remove what was derived", _forget),
    "explain": Command("explain", "say why a page would be rendered again, or what a diagnostic means", _explain),
    "schema": Command("schema", "write JSON Schemas of front matter and site.toml, for editors", _schema),
    "clean": Command("clean", "remove what mingpian wrote into output/", _clean),
}


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(prog="mingpian", description="A folder of Markdown becomes a personal-brand site.")
    top.add_argument("--version", action="store_true", help="print the version")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, command in COMMANDS.items():
        command.options(commands.add_parser(name, help=command.summary, description=_sentence(command.summary)))
    return top
