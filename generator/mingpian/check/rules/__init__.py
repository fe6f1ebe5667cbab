"""The rules of `mingpian check`. Each module of this folder declares one `RULE`; the registry finds them by name.

A rule carries its codes, with what each means, so that `mingpian explain` and the manual know them."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

import msgspec

from mingpian.check.rule import Rule, Subject
from mingpian.core.codes import OwnCode
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.sources import SourceFile
from mingpian.render.extensions import extensions_of
from mingpian.render.faults import diagnose
from mingpian.render.theme import Theme
from mingpian.schema import codes


def rules() -> list[Rule]:
    """Return all rules, in the order of their names."""
    names = sorted(info.name for info in iter_modules(__path__))
    return [import_module(f"{__name__}.{name}").RULE for name in names]


def explained(code: tuple[SourceFile, ...] = ()) -> Mapping[str, codes.Explained]:
    """Return what is known of every code, in the order of the codes: of ours, and of the checks in a site's own code,
    which cannot give another meaning to one of ours."""
    known = dict(codes.explained())
    for rule in (*rules(), *extensions_of(code).rules):
        known = {**rule.codes, **known}
    return dict(sorted(known.items()))


def findings(subject: Subject, theme: Theme) -> Iterator[Diagnostic]:
    """Yield what the rules find, ours and those of the site's extensions."""
    for rule in (*rules(), *extensions_of(theme.code).rules):
        try:
            for finding in rule.find(subject):
                yield _weighed(rule, finding)
        except Exception as error:
            diagnostic = diagnose(theme, error)
            if diagnostic is None:
                raise
            yield diagnostic


def _weighed(rule: Rule, finding: Diagnostic) -> Diagnostic:
    """Return a finding, as grave as the rule says that its code is."""
    code = rule.codes.get(OwnCode(finding.code))
    return finding if code is None else msgspec.structs.replace(finding, severity=code.severity)
