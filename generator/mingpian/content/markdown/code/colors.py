"""The stylesheet of highlighted code: colours for light and dark, as custom properties a theme can set."""

# Each at 4.5 : 1 or more on the background and on a marked line (WCAG 2.2, 1.4.3); a test measures it.
LIGHT = {
    "text": "#24292f",
    "background": "#f6f6f4",
    "marked": "#fff3c4",
    "border": "#d0d0cc",
    "number": "#646a70",
    "comment": "#5c6670",
    "keyword": "#a3204c",
    "string": "#0b5c3b",
    "literal": "#0a4f9e",
    "function": "#6a3aa2",
    "type": "#8a4600",
    "name": "#0b5a66",
    "operator": "#5a4a1c",
    "inserted": "#0b5c3b",
    "deleted": "#a01c1c",
    "error": "#b00020",
}
"""Colours of code on a light page, as `#rrggbb`, by what they colour."""
DARK = {
    "text": "#e4e4e0",
    "background": "#1d1f21",
    "marked": "#3a3520",
    "border": "#3c4043",
    "number": "#a3a8ad",
    "comment": "#a4adb5",
    "keyword": "#ff9db5",
    "string": "#98d8a8",
    "literal": "#9ecbff",
    "function": "#d2b3ff",
    "type": "#ffc285",
    "name": "#8fdbe6",
    "operator": "#dccb96",
    "inserted": "#98d8a8",
    "deleted": "#ffb0a8",
    "error": "#ffb3b3",
}
# The first type that a token belongs to names its colour.
_ROLES: tuple[tuple[str, str], ...] = (
    ("Comment", "comment"),
    ("Keyword.Type", "type"),
    ("Keyword.Constant", "literal"),
    ("Keyword", "keyword"),
    ("Literal.String", "string"),
    ("Literal.Number", "literal"),
    ("Literal", "literal"),
    ("Name.Function", "function"),
    ("Name.Class", "type"),
    ("Name.Exception", "type"),
    ("Name.Tag", "keyword"),
    ("Name.Attribute", "function"),
    ("Name.Decorator", "function"),
    ("Name.Builtin", "name"),
    ("Name.Variable", "name"),
    ("Name.Constant", "literal"),
    ("Name.Namespace", "name"),
    ("Operator.Word", "keyword"),
    ("Operator", "operator"),
    ("Generic.Inserted", "inserted"),
    ("Generic.Deleted", "deleted"),
    ("Generic.Heading", "function"),
    ("Generic.Subheading", "function"),
    ("Generic.Prompt", "comment"),
    ("Error", "error"),
)
_LAYOUT = """\
.highlight{color:var(--code-text);background:var(--code-background);overflow-x:auto;tab-size:4}
.highlight .line{display:inline-block;min-width:100%}
.highlight .marked{background:var(--code-marked)}
.highlight .line[data-line]::before{content:attr(data-line);display:inline-block;width:2.5em;\
margin-inline-end:1em;text-align:end;color:var(--code-number);user-select:none}
.highlight .ge{font-style:italic}
.highlight .gs,.highlight .ges{font-weight:bold}
"""


def highlight_css() -> str:
    """Return the stylesheet of highlighted code. It is dark where the reader's system asks for it, or the root's
    `data-theme`."""
    dark = _properties(DARK)
    return (
        f":root{{{_properties(LIGHT)}}}\n"
        f'@media (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark}}}}}\n'
        f':root[data-theme="dark"]{{{dark}}}\n'
        f"{_LAYOUT}{_rules()}"
    )


def _properties(colours: dict[str, str]) -> str:
    return ";".join(f"--code-{name}:{colour}" for name, colour in colours.items())


def _rules() -> str:
    from pygments.token import STANDARD_TYPES

    classes: dict[str, list[str]] = {}
    for kind, name in STANDARD_TYPES.items():
        path = ".".join(kind) + "."
        role = next((role for top, role in _ROLES if path.startswith(f"{top}.")), None)
        if role and name:
            classes.setdefault(role, []).append(name)
    rules = (
        f".highlight :is({','.join(f'.{name}' for name in sorted(names))}){{color:var(--code-{role})}}\n"
        for role, names in sorted(classes.items())
    )
    return "".join(rules)
