"""reStructuredText as HTML, by docutils: without files of the machine, without raw commands; faults are named."""

import re
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from mingpian.i18n import AnyText, _
from mingpian.importers import texts

_FIELDS = re.compile(
    r"\A(?P<title>[^\n]+\n(?P<sign>[#=*~^\"+-])(?P=sign)+[ \t]*\n)?\n*"
    r"(?P<fields>(?::[\w -]+:[^\n]*\n(?:[ \t]+[^\n]+\n)*)*)"
)
_OVERLINED = re.compile(r"\A(?P<sign>[#=*~^\"+-])(?P=sign)+[ \t]*\n(?P<title>[^\n]+)\n(?P=sign)+[ \t]*\n")
_MESSAGE = re.compile(r'<(aside|div) class="system-message".*?</\1>', re.DOTALL)
_SOURCE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)  # what was not understood, as it was written
_MATH = re.compile(r'<tt class="math">(.*?)</tt>', re.DOTALL)
_BLOCK_MATH = re.compile(r'<pre class="math">(.*?)</pre>', re.DOTALL)
_LITERAL = re.compile(r'<span class="docutils literal">((?:<span class="pre">.*?</span>|[^<])*)</span>', re.DOTALL)
_SPAN = re.compile(r"</?span\b[^>]*>")
_NOTE_MARK = re.compile(r'<a class="[^"]*" href="#([\w-]+)"[^>]* role="doc-noteref">.*?</a>', re.DOTALL)
_NOTE = re.compile(
    r'<aside class="footnote[^"]*" id="([\w-]+)"[^>]*>\s*<span class="label">.*?</span></span>(.*?)</aside>', re.DOTALL
)
_TABLE_OF_FILE = re.compile(
    r"(?P<head>^[ \t]*\.\. csv-table::[^\n]*\n)(?P<rest>(?:[ \t]+:[^\n]*\n)*?)"
    r"(?P<indent>[ \t]+):file:(?P<path>[^\n]*)\n(?=[ \t]*(?:\n|\Z))",
    re.MULTILINE,
)
_FIELD = re.compile(r"^:([\w -]+):[ \t]*((?:[^\n]*\n(?:[ \t]+[^\n]+\n)*))", re.MULTILINE)


def with_meta(text: texts.Text) -> texts.Text:
    """Return a file of reStructuredText with its title and its list of fields as data."""
    body = text.body
    data: dict[str, Any] = {}
    if over := _OVERLINED.match(body):
        data["title"] = over["title"].strip()
        body = body[over.end() :]
    match = _FIELDS.match(body)
    if match:
        if match["title"] and "title" not in data:
            data["title"] = match["title"].split("\n")[0].strip()
        data |= {name.strip().lower(): " ".join(value.split()) for name, value in _FIELD.findall(match["fields"])}
        body = body[match.end() :]
    return texts.Text(data, body, text.notes, text.name, text.source)


def with_files(body: str, folder: Path, root: Path) -> str:
    """Return a text with the tables that it takes out of files beside it; docutils itself opens none here."""

    def rows(found: re.Match[str]) -> str:
        try:
            said = texts.decode_text(texts.bytes_of((folder / found["path"].strip()).resolve(), root))[0]
        except texts.UnfitFileError:
            return found[0]
        inner = "\n".join(f"{found['indent']}{line}" for line in said.strip("\n").split("\n"))
        return f"{found['head']}{found['rest']}\n{inner}\n"

    return _TABLE_OF_FILE.sub(rows, body)


def html_of(body: str, name: str, language: str, notes: list[AnyText]) -> str:
    """Return the HTML of reStructuredText, with docutils' own words in a language, where it has them. Raises
    UnfitFileError when docutils is not installed."""
    try:
        from docutils.core import publish_parts
    except ImportError:
        raise texts.UnfitFileError(_("reStructuredText needs more: pip install 'mingpian[reach]'")) from None
    _begin_anew()
    faults = _Faults()
    settings = {
        "file_insertion_enabled": False, "raw_enabled": True, "halt_level": 5, "report_level": 2,
        "warning_stream": faults,
        "initial_header_level": 2, "doctitle_xform": False, "syntax_highlight": "none", "math_output": "LaTeX",
        "language_code": _language(language),
        "smart_quotes": False, "input_encoding": "unicode", "_disable_config": True, "embed_stylesheet": False,
    }  # fmt: skip
    parts = publish_parts(body, source_path=name, writer=_writer(), settings_overrides=settings)
    notes += list(dict.fromkeys(_("{name}: docutils says: {message}", name=name, message=one) for one in faults.said()))
    html = _MESSAGE.sub(lambda found: "".join(_SOURCE.findall(found[0])), str(parts["fragment"]))
    html = _LITERAL.sub(lambda found: f"<code>{_SPAN.sub('', found[1])}</code>", html)
    html = _NOTE.sub(lambda found: f'<mingpian-footnote name="{found[1]}">{found[2]}</mingpian-footnote>', html)
    html = _NOTE_MARK.sub(r'<mingpian-footnote name="\1"></mingpian-footnote>', html)
    html = _BLOCK_MATH.sub(r"<mingpian-formula>\1</mingpian-formula>", html)
    return _MATH.sub(r'<mingpian-formula class="inline">\1</mingpian-formula>', html)


def _begin_anew() -> None:
    """Forget the roles and directives of the texts before: docutils keeps what a text defines, and looks there first,
    so that one of them would say what `strong` is in the next."""
    from docutils.parsers.rst import directives, roles

    roles._roles.clear()
    directives._directives.clear()
    for name in ("code-block", "sourcecode"):
        directives.register_directive(name, _code())


def _writer() -> Any:
    """Return a writer of HTML that opens no picture: one that a text wants embedded may be any file of the machine."""
    from docutils.writers import html5_polyglot

    class Translator(html5_polyglot.HTMLTranslator):  # type: ignore[misc]
        """What makes HTML of a document, node by node."""

        def visit_image(self, node: Any) -> None:
            """Name the picture, whatever the text says of loading it."""
            node.attributes.pop("loading", None)
            super().visit_image(node)

    writer = html5_polyglot.Writer()
    writer.translator_class = Translator
    return writer


def _language(tag: str) -> str:
    """Return the language of docutils' own words that is closest to a tag. For any other, docutils would import, and so
    run, the module of that name; and the tag is what settings and texts of somebody state."""
    from docutils import languages
    from docutils.parsers.rst import languages as markup
    from docutils.utils import normalize_language_tag

    own, others = ({module.name for module in iter_modules(room.__path__)} for room in (languages, markup))
    closest = (one for one in normalize_language_tag(tag or "en") if one.replace("-", "_") in own & others)
    return next(closest, "en")


class _Faults:
    """What docutils complains of, line by line."""

    def __init__(self) -> None:
        self._text = ""

    def write(self, text: str) -> None:
        """Take a piece of a complaint."""
        self._text += text

    def said(self) -> list[str]:
        """Return the complaints, each in one line."""
        lines = [line for line in self._text.split("\n") if re.search(r":\d+: \(", line)]
        return [re.sub(r"^.*?:(\d+): \((\w+)/\d\)", r"line \1, \2:", line).strip() for line in lines]


def _code() -> Any:
    from docutils import nodes
    from docutils.parsers.rst import Directive, directives

    class CodeBlock(Directive):  # type: ignore[misc]
        """`code-block`, as Sphinx and Pelican have it: any language, and options that only look."""

        optional_arguments = 1
        has_content = True
        option_spec = dict.fromkeys(
            ("linenos", "linenostart", "hl_lines", "emphasize-lines", "caption", "name", "class", "anchorlinenos",
             "classprefix", "lineanchors", "lineno-start", "lineseparator", "linespans", "nobackground", "nowrap",
             "tagsfile", "tagurlformat"),
            directives.unchanged,
        )  # fmt: skip

        def run(self) -> list[Any]:
            text = "\n".join(self.content)
            named = ["code", f"lang-{self.arguments[0]}"] if self.arguments else ["code"]
            return [nodes.literal_block(text, text, classes=named)]

    return CodeBlock
