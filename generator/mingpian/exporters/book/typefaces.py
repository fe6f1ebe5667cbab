"""The site's own fonts in a book, cut to the letters that stand in it."""

from collections.abc import Mapping

import msgspec

from mingpian import RenderContext, brand_font_files, cut_font, font_traits, unwrapped_font
from mingpian.i18n import AnyText, _

FOLDER = "fonts"
_SET_IN = {"body": "body", "heading": "h1, h2, h3, h4, h5, h6", "code": "code, kbd, samp, pre"}
_BEHIND = {"body": "serif", "heading": "serif", "code": "monospace"}


class BookFonts(msgspec.Struct, frozen=True):
    """Font files by name, the style that names them, and what to see to by hand. All empty where the site has none."""

    files: dict[str, bytes] = {}
    style: str = ""
    problems: tuple[AnyText, ...] = ()


def book_fonts(context: RenderContext, letters: Mapping[str, str], lang: str) -> BookFonts:
    """Return the fonts that the site publishes, with the letters that a book has in each role (`body`, `heading`,
    `code`). A font that says that it may not be cut or embedded stays out."""
    files: dict[str, bytes] = {}
    rules: list[str] = []
    problems: list[AnyText] = []
    for role, names in brand_font_files(context.queries.config.brand).items():
        set_here = False
        for face in (one for one in context.faces if one.file in names):
            try:
                traits = font_traits(face, lang)
                wanted = "".join(sorted(traits.letters & set(letters[role])))
                if not traits.allowed:
                    problems.append(_("{file} says that it may not be embedded; it is not in the book", file=face.file))
                    continue
                data = unwrapped_font(cut_font(face, wanted, lang)) if wanted else b""
            except ValueError as error:
                problems.append(_("{file}: {error}", file=face.file, error=error))
                continue
            if data:
                ending = "otf" if data.startswith(b"OTTO") else "ttf"
                name = f"{FOLDER}/{role}-{len(files) + 1}.{ending}"
                files[name], set_here = data, True
                weight = f"font-weight:{traits.weight};font-style:{traits.style}"
                rules.append(f'@font-face{{font-family:"Book {role}";{weight};src:url("{name}")}}\n')
        if set_here:
            rules.append(f'{_SET_IN[role]} {{ font-family: "Book {role}", {_BEHIND[role]}; }}\n')
    return BookFonts(files, "".join(rules), tuple(problems))
