"""The options that several commands share; its own ones each command adds in its module."""

import argparse


def url(said: str) -> str:
    """Return a URL that may stand in a link. Raises ArgumentTypeError."""
    from mingpian.cli.console import localized
    from mingpian.i18n import clauses
    from mingpian.schema.fields import check_url
    from mingpian.schema.invalid import InvalidValueError

    try:
        return check_url(said)
    except InvalidValueError as wrong:
        raise argparse.ArgumentTypeError(localized(clauses(wrong.args))) from None


def root_option(parser: argparse.ArgumentParser) -> None:
    """Add the folder of the site."""
    parser.add_argument("--root", metavar="DIR", default=".", help="folder of the site (default: this one)")


def output_option(parser: argparse.ArgumentParser) -> None:
    """Add the folder that a build wrote."""
    parser.add_argument("--output", metavar="DIR", help="the output folder (default: output/ in the root)")


def site_options(parser: argparse.ArgumentParser) -> None:
    """Add those of commands that read a site: how many processes do so is seldom theirs to say, and not told."""
    _common(parser)
    parser.add_argument("--jobs", type=int, default=0, help=argparse.SUPPRESS)


def publishing_options(parser: argparse.ArgumentParser) -> None:
    """Add those of commands that make what is published, or say what is wrong with it."""
    _common(parser)
    parser.add_argument("--jobs", metavar="N", type=int, default=0, help="worker processes (default: one a processor)")
    parser.add_argument("--drafts", action="store_true", help="take drafts, scheduled and expired entries too")


def _common(parser: argparse.ArgumentParser) -> None:
    root_option(parser)
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="how diagnostics are printed"
    )
    parser.add_argument("--verbose", "-v", action="store_true", help="say more, notes included")
    parser.add_argument("--quiet", "-q", action="store_true", help="print diagnostics only")


def build_options(parser: argparse.ArgumentParser) -> None:
    """Add those of commands that build a site."""
    publishing_options(parser)
    parser.add_argument("--output", metavar="DIR", help="where to put the site (default: output/ in the root)")
    parser.add_argument("--base-url", metavar="URL", type=url, help="address of the site, in place of site.toml's")
    parser.add_argument("--strict", action="store_true", help="take warnings for errors")
