"""Templates give what they give in Jinja2 itself: the same text, or the same fault in the same line."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mingpian.render.compiled import Compiled
from mingpian.render.template_code import PlainEnvironment


@jinja2.pass_context
def seen(context: Any, name: str) -> str:
    return str(context.get(name, "nothing"))


@jinja2.pass_environment
def engine(environment: jinja2.Environment) -> str:
    return "strict" if environment.undefined is jinja2.StrictUndefined else "lax"


class Shouts:
    def __call__(self, text: str) -> str:
        return text.upper() + "!"


VALUES: dict[str, Any] = {
    "plain": "a < b & 'c'",
    "safe": Markup("<b>bold</b>"),
    "number": 7,
    "nothing": None,
    "some": [1, 2, 3],
    "record": SimpleNamespace(name="<林>", inner=SimpleNamespace(name="inner"), blank="", items="an attribute"),
    "mapping": {"name": "<key>", "items": "hidden by the method", "inner": {"name": "deep"}},
    "seen": seen,
    "engine": engine,
    "shouts": Shouts(),
    "greet": lambda name, mark="!": f"<{name}{mark}>",
}
TEMPLATES = [
    "{{ plain }} {{ safe }} {{ number }} {{ nothing }} {{ plain ~ safe }}",
    "{{ record.name }} {{ record.inner.name }} {{ mapping.name }} {{ mapping.inner.name }} {{ mapping['items'] }}",
    "{{ record.items }} {{ mapping.items() | list | length }} {{ record.blank or 'empty' }}",
    "{{ record.missing is defined }} {{ record.missing | default('none') }} {{ 2 if number else record.missing }}",
    "a\nb {{ record.missing }} c",
    "{{ record.missing.deeper }}",
    "{{ unknown }}",
    "{{ greet('x') }}{{ greet('x', mark='?') }}{{ greet(*['y', '.']) }}{{ greet(**{'name': 'z'}) }}",
    "{{ greet(record.name, record.inner.name) }}{{ greet(greet(record.inner.name)) }}",
    "{{ shouts('hey') }} {{ engine() }} {{ seen('plain') }} {{ seen('gone') }}",
    "{% set own = 'set' %}{{ seen('own') }}{% for own in some %}{{ seen('own') }}{% endfor %}",
    "{% for one in some if one > 1 %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{{ one }}{% else %}none{% endfor %}",
    "{% macro row(a, b='<d>', c=none) %}[{{ a }}|{{ b }}|{{ c }}]{% endmacro %}"
    "{{ row(1) }}{{ row(1, 2) }}{{ row(1, 2, 3) }}{{ row(1, c='n') }}{{ row(b=plain, a=safe) }}{{ row() }}",
    "{% macro few(a) %}{{ a }}{% endmacro %}{{ few(1, 2) }}",
    "{% macro few(a) %}{{ a }}{% endmacro %}{{ few(1, b=2) }}",
    "{% macro more(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ more(1, 2, x='<') }}",
    "{% macro boxed(title) %}{{ title }}{{ caller() }}{% endmacro %}{% call boxed('t') %}{{ plain }}{% endcall %}",
    "{% macro boxed() %}{{ caller('<1>') }}{% endmacro %}{% call(x) boxed() %}{{ x }}{{ plain }}{% endcall %}",
    "{% set text %}x {{ plain }} y{% endset %}{{ text }}{{ text | upper }}",
    "{% filter upper %}x {{ plain }}{% endfilter %}",
    "{% autoescape false %}{{ plain }} {{ greet('q') }}{% endautoescape %}{{ plain }}",
    "{% with a = record.inner %}{{ a.name }} {{ a['name'] }} {{ a }}{% endwith %}".replace(" {{ a }}", ""),
    "{{ namespace(n=1).n }} {{ dict(a=1).a }} {{ range(3) | list }} {{ joiner(',')() }}",
    "{{ [record.name, record.inner.name] | map('upper') | join('-') }} {{ some | sum }}",
    "{{ number.real }} {{ number.bit_length() }} {{ plain.upper() }} {{ plain.split(' ')[0].strip() }}",
    "{{ 'a' if record.inner.name == mapping.inner.name else record.inner.name }}{{ record.name is string }}",
    "line\n\n{{ number / 0 }}",
    "{{ greet() }}",
    "{% extends 'base' %}{% block body %}{{ super() }}{{ plain }}{{ self.body is defined }}{% endblock %}",
    "{% include 'part' %}{% import 'part' as lib %}{{ lib.hello(plain) }}{% from 'part' import hello %}{{ hello() }}",
]
OTHERS = {
    "base": "<h1>{{ record.name }}</h1>{% block body %}base {{ plain }}{% endblock %} end {{ number }}",
    "part": "{% macro hello(name='you') %}hello {{ name }}{% endmacro %}part {{ plain | default('') }}",
}


def outcome(kind: type[jinja2.Environment], template: str) -> tuple[str, str, int]:
    """Return the text; or the fault, with what it says and its line in the template."""
    loader = jinja2.DictLoader({**OTHERS, "main": template})
    environment = kind(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    try:
        return "text", environment.get_template("main").render(VALUES), 0
    except Exception as error:
        line, trace = 0, error.__traceback__
        while trace is not None:
            line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == "<template>" else line
            trace = trace.tb_next
        return type(error).__name__, str(error).replace("test_template_code.", ""), line


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_gives_what_it_gives_in_jinja(template: str) -> None:
    assert outcome(PlainEnvironment, template) == outcome(jinja2.Environment, template)


PIECES = (
    "{{ plain }}",
    "{{ record.inner.name }}",
    "{{ mapping.inner.name }}",
    "{{ greet(record.name) }}",
    "<p>",
    "\n",
    "{% for one in some %}{{ one }}{{ loop.last }}{% endfor %}",
    "{% if record.blank %}x{% else %}{{ number }}{% endif %}",
    "{% set own = record.inner %}",
    "{{ own.name | default('-') if own is defined else '' }}",
    "{{ record.gone }}",
    "{{ seen('own') }}",
    "{{ shouts(greet('a')) }}",
)


@pytest.mark.hypothesis
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_any_template_gives_what_it_gives_in_jinja(template: str) -> None:
    assert outcome(PlainEnvironment, template) == outcome(jinja2.Environment, template)


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:20] + b"x" + data[21:]]
)
def test_compiled_templates_are_kept_and_compiled_anew_when_damaged(
    damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    def drawn() -> str:
        kept = jinja2.DictLoader({"page": "{{ 6 * seven }} " + tmp_path.as_posix()})
        return PlainEnvironment(loader=kept, bytecode_cache=Compiled(tmp_path)).get_template("page").render(seven=7)

    shown = drawn()
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    assert drawn() == shown and file.read_bytes() == whole
    file.write_bytes(damage(whole))
    assert drawn() == shown == f"42 {tmp_path.as_posix()}"


def test_what_ships_is_compiled_once_for_all_sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "program"))

    def build(site: Path) -> None:
        sources = {"ours": (f"{tmp_path}", "themes/default/ours", None), "own": (f"{site}", "templates/own", None)}
        kept = Compiled(site, [("ours", "themes/default/ours")])
        made = PlainEnvironment(loader=jinja2.FunctionLoader(sources.get), bytecode_cache=kept)
        assert [made.get_template(name).render() for name in sources] == [f"{tmp_path}", f"{site}"]

    for name in ("a", "b"):
        build(tmp_path / name)
        assert len(list((tmp_path / name).iterdir())) == 1
    assert len(list((tmp_path / "program").rglob("*.template"))) == 1
