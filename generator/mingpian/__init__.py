"""mingpian: a folder of Markdown becomes a personal-brand site.

This package is all that extensions and scripts import: `from mingpian import Kind, Titled, Text`. Its names stand in
`__init__.pyi`, with the module that each comes from; everything else is internal. A name is imported when it is first
asked for, so that `import mingpian` costs nothing.
"""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import a public name (PEP 562). Raises AttributeError for any other."""
    from mingpian.public_names import names, value

    if name == "__all__":
        return list(names())
    globals()[name] = found = value(name)
    return found


def __dir__() -> list[str]:
    from mingpian.public_names import names

    return sorted({*globals(), *names()})
