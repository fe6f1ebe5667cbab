"""The rules of `mingpian check`. Each module of this folder declares one `RULE`; the registry finds them by name."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from mingpian.check.rule import Rule, Subject
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.sources import SourceFile
from mingpian.render.extensions import extensions_of
from mingpian.render.faults import diagnose
from mingpian.render.theme import Theme
from mingpian.schema.codes import Explained, explained


def rules() -> list[Rule]:
    """Return all rules, in the order of their names."""
    names = sorted(info.name for info in iter_modules(__path__))
    return [import_module(f"{__name__}.{name}").RULE for name in names]


def codes(code: tuple[SourceFile, ...] = ()) -> dict[str, Explained]:
    """Return what each code means, by name: of ours, and of the checks in a site's own code, which cannot give another
    meaning to one of ours."""
    own = {name: one for rule in extensions_of(code).rules for name, one in rule.codes.items()}
    stated = {name: one if isinstance(one, Explained) else Explained(en=one, zh=one) for name, one in own.items()}
    return dict(sorted((stated | dict(explained())).items()))


def findings(subject: Subject, theme: Theme) -> Iterator[Diagnostic]:
    """Yield what the rules find, ours and those of the site's extensions."""
    for rule in (*rules(), *extensions_of(theme.code).rules):
        try:
            yield from rule.find(subject)
        except Exception as error:
            diagnostic = diagnose(theme, error)
            if diagnostic is None:
                raise
            yield diagnostic
