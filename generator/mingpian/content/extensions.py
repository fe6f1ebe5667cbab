"""A site's own code, run: the Python files in its `extensions/`, and the installed packages that site.toml names.

Each states plain values of the types that we use ourselves. Nothing is registered, and nothing of ours is changed. Code
is trusted as templates are. Which values there may be beside `KIND`, the rooms say that know their types.
"""

import linecache
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import msgspec

from mingpian.config.settings import CONFIG_FILE
from mingpian.content import kinds
from mingpian.content.kind import Common, Kind
from mingpian.core import digest
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.sources import SourceFile, raised_at, span_of
from mingpian.i18n import AnyText, _, text_of
from mingpian.i18n.foreign import foreign

FOLDER = "extensions"
_MODULES = "mingpian_extensions"
_HINT = _("extensions are your own code; take the file out of extensions/ to build without it")


class RunResult(msgspec.Struct, frozen=True):
    """The modules that ran, in order, and what is wrong with the others."""

    modules: tuple[ModuleType, ...]
    diagnostics: tuple[Diagnostic, ...]


class LoadedExtensions(msgspec.Struct, frozen=True):
    """A site's own code as it was read and run, its digest, and what is wrong with it."""

    code: tuple[SourceFile, ...]
    digest: bytes
    diagnostics: tuple[Diagnostic, ...]


def load_extensions(root: Path, packages: tuple[str, ...]) -> LoadedExtensions:
    """Run the code of the site in `root`; what kinds it adds are `kinds()` from now on."""
    code = code_of(root, packages)
    ran = run_code(code)
    diagnostics = [*_missing(packages), *ran.diagnostics]
    kinds.register({kind.name: kind for kind in _usable(ran.modules, diagnostics)})
    return LoadedExtensions(code, digest.of(code), tuple(diagnostics))


def code_of(root: Path, packages: Iterable[str]) -> tuple[SourceFile, ...]:
    """Read the files of a site's own code, in the order in which they run; those of packages come first."""
    found = [file for package in packages for file in _package(package)]
    folder = root / FOLDER
    for path in sorted(folder.rglob("*.py")):
        if not path.name.startswith("."):
            found.append(SourceFile(f"{FOLDER}/{path.relative_to(folder).as_posix()}", path.read_bytes()))
    return tuple(found)


@cache
def run_code(files: tuple[SourceFile, ...]) -> RunResult:
    """Run each file of a site, and import each package; one that fails is told of, and adds nothing."""
    modules, diagnostics = [], []
    for file in files:
        is_own = file.shown.startswith(f"{FOLDER}/")
        if not is_own and not _is_package(file.shown):
            continue
        try:
            modules.append(_run(file) if is_own else import_module(_package_name(file.shown)))
        except (Exception, SystemExit) as error:  # it is somebody else's code, and may raise anything
            diagnostic = diagnostic_of(error, {one.shown: one for one in files})
            diagnostics.append(diagnostic or Diagnostic(code="bad-extension", message=text_of(error), file=file.shown))
    return RunResult(tuple(modules), tuple(diagnostics))


def diagnostic_of(error: BaseException, files: Mapping[str, SourceFile]) -> Diagnostic | None:
    """Say in which line of a site's own code an exception arose; None when none of it had a part in that."""
    place = raised_at(error, files)
    if place is None:
        return None
    file, line = place
    message = foreign(error.msg if isinstance(error, SyntaxError) else f"{type(error).__name__}: {error}")
    span = span_of(file, line)
    return Diagnostic(code="bad-extension", message=message, file=file.shown, span=span, hints=(_HINT,))


def _missing(packages: Iterable[str]) -> Iterator[Diagnostic]:
    for name in packages:
        if _found(name) is None:
            hint = _("install it beside mingpian: pip install {name}", name=name)
            message = _("there is no package `{name}` installed", name=name)
            yield Diagnostic(code="bad-extension", message=message, file=CONFIG_FILE, field=(FOLDER,), hints=(hint,))


def _found(package: str) -> Path | None:
    """Return where a package or a module is installed."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):  # a parent that is none; an empty name
        return None
    return Path(spec.origin) if spec and spec.origin and spec.origin.endswith(".py") else None


def _package(name: str) -> Iterator[SourceFile]:
    origin = _found(name)
    if origin is None:
        return
    is_folder = origin.name == "__init__.py"
    for path in sorted(origin.parent.rglob("*.py")) if is_folder else [origin]:
        base = origin.parent.parent if is_folder else origin.parent
        yield SourceFile(path.relative_to(base).as_posix(), path.read_bytes())


def _is_package(shown: str) -> bool:
    """Tell whether this file is what one imports, rather than a part of it."""
    folder, _, name = shown.rpartition("/")
    return not folder or ("/" not in folder and name == "__init__.py")


def _package_name(shown: str) -> str:
    return shown.removesuffix("/__init__.py").removesuffix(".py")


def _run(file: SourceFile) -> ModuleType:
    name = f"{_MODULES}." + file.shown.removeprefix(f"{FOLDER}/").removesuffix(".py").replace("/", ".")
    module = ModuleType(name)
    module.__file__ = file.shown
    sys.modules[name] = module  # where structs and dataclasses look for the names in their annotations
    text = file.data.decode("utf-8", "replace")
    linecache.cache[file.shown] = (len(text), None, text.splitlines(keepends=True), file.shown)  # for `inspect`
    exec(compile(file.data, file.shown, "exec", dont_inherit=True), module.__dict__)
    return module


def _usable(modules: Iterable[ModuleType], found: list[Diagnostic]) -> Iterator[Kind]:
    """Yield the kinds that the modules state; what is wrong with one is added to `found`."""
    taken = set(kinds.BUILTIN)
    for module in modules:
        kind = getattr(module, "KIND", None)
        if kind is None:
            continue
        fault = _fault(kind, taken)
        if fault:
            found.append(Diagnostic(code="bad-extension", message=fault, file=str(module.__file__), hints=(_HINT,)))
        else:
            taken.add(kind.name)
            yield kind


def _fault(kind: object, taken: set[str]) -> AnyText:
    if not isinstance(kind, Kind):
        return _("`KIND` is a `{type}`, and has to be a `mingpian.Kind`", type=type(kind).__name__)
    if not kind.name.isidentifier() or kind.name in taken:
        return (
            _("there is a kind `{name}` already", name=kind.name)
            if kind.name in taken
            else _("`{name}` is no name of a kind", name=kind.name)
        )
    fields: object = kind.fields
    is_fit = isinstance(fields, type) and issubclass(fields, Common) and fields.__struct_config__.frozen
    if not is_fit or kind.fields.__struct_config__.tag != kind.name:
        return _('the fields of a kind are a frozen struct of `Common` or `Titled`, with tag="{name}"', name=kind.name)
    if kind.card is not None and not _is_part(kind.card, kind):
        return _(
            'what cards say of a kind is a frozen struct with tag="{name}", whose fields are some of its entries\', '
            "and have defaults",
            name=kind.name,
        )
    return ""


def _is_part(card: object, kind: Kind) -> bool:
    if not isinstance(card, type) or not issubclass(card, msgspec.Struct):
        return False
    names, config = card.__struct_fields__, card.__struct_config__
    is_whole = len(card.__struct_defaults__) == len(names) and set(names) <= set(kind.fields.__struct_fields__)
    return is_whole and config.frozen and config.tag == kind.name
