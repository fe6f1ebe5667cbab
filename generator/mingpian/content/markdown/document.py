"""The values of the Markdown room: what a text becomes, before anything outside it is known."""

from typing import Literal

import msgspec

from mingpian.core.codes import Code
from mingpian.i18n import AnyText

RefKind = Literal["link", "image", "wikilink", "embed", "address", "block", "span", "formula", "diagram"]
Engine = Literal["comrak", "python-markdown"]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a body is read. Equal options and equal text give equal documents."""

    engine: Engine = "comrak"
    extensions: tuple[str, ...] = ()  # Python-Markdown extensions that the site names
    trusted: bool = True  # raw HTML stays; otherwise the body is sanitised
    math: bool = True  # `$x$` and `$$x$$` are TeX
    reserved: frozenset[str] = frozenset()  # ids of the elements around the text on its page
    lang: str = "zh-Hans"  # BCP 47: the language of the few words that a body shows itself
    summarised: bool = True  # a summary is made of the text: the entry states none


class Ref(msgspec.Struct, frozen=True):
    """Something in the body that is shown otherwise elsewhere: a pointer, a component, a formula.

    Of a formula, `target` is its TeX, `text` is `math` or `display`, and `source` its MathML.

    An `embed` is `![[…]]`, the text of another entry, or of a part of it. Its `source`, and that of a wikilink, is
    what stands in the text where that is not told by target and text. An image has a `source` only in double brackets.

    A component is a `block` that stands by itself, or a `span` within a line; `target` is its name, `attributes`
    are its arguments (a name is empty where none is stated), and `source` is what stands in the text.

    Of a diagram, `target` is its text, `text` what it is called, and `source` that text as a block of code.

    An `address` stands for the value of an attribute of raw HTML (`src` of a film …); `source` is it as written.

    Relative and site-absolute targets are references; URLs with a scheme or a host, and `#fragment` alone,
    are not. `%23`, `%25` and `%3F` stay encoded: split at `#` and `?` first, decode the path then.
    """

    kind: RefKind
    target: str  # as written, decoded: `../works/x.md#id`, `photo.jpg`, `林语`
    text: str  # label or alternative text, plain; empty for a wikilink without a label
    title: str = ""
    attributes: tuple[tuple[str, str], ...] = ()  # further HTML attributes, decoded: class, width …
    source: str = ""


DRAWN = frozenset(["block", "span"])  # the kinds of components


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """What a reference leads to."""

    url: str = ""
    html: str = ""  # of an image: the whole markup, in place of a plain <img>
    text: str = ""  # of a wikilink without a label: the name to show


class TitlePlace(msgspec.Struct, frozen=True):
    """Where in a summary stands what a wikilink without a label leads to: it reads as the title of that, once known."""

    start: int  # in characters
    end: int
    target: str


class Heading(msgspec.Struct, frozen=True):
    """One heading of the body, in order of appearance."""

    level: int  # 1–6
    id: str
    text: str


class BodyProblem(msgspec.Struct, frozen=True):
    """Something wrong in the body that spoils a part of it, never the whole."""

    code: Code
    message: AnyText
    needle: str = ""  # stands in the source where the problem is; empty: the body as a whole
    hint: AnyText = ""
    nth: int | None = None  # how many like it stand before it in the source; None: as many as were reported


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed body.

    `parts` is HTML in pieces. A string is literal. A number `n ≥ 0` stands for `refs[n]`: the start tag of
    a link, the whole markup of an image, the whole link of a wikilink, a formula, the beginning of a component. `~n`
    (negative) stands for the end of link or component `n`.
    """

    parts: tuple[str | int, ...] = ()
    refs: tuple[Ref, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()  # the ids in the body: those of its headings, and of raw HTML
    more: int | None = None  # `parts[:more]` is what stands before <!--more-->
    text: str = ""  # plain text of the whole body, code included, one block a line
    summary: str = ""  # plain text up to <!--more-->, or the first sentences; empty where the entry states its own
    mentions: tuple[TitlePlace, ...] = ()  # in the summary
    words: int = 0  # Chinese characters + words of other scripts; code does not count
    minutes: int = 0  # reading time, at least 1 when there is a word
    has_math: bool = False
    has_code: bool = False
    problems: tuple[BodyProblem, ...] = ()
