"""Compiles templates to code with less ceremony than Jinja2's own: the same output, in two thirds of the time.

Attributes are looked up by Python itself, functions and macros are called without a context that they do not ask for,
values are escaped without an object for each, and what stands together in a template is joined at once. Whatever is not
plain (a name that is missing, a call with `*`, a function that takes the context) goes the way that Jinja2 goes.
"""

from collections.abc import Callable, MutableMapping
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.utils import missing
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]

_IMPORT = "from jinja2.runtime import "
_OURS = "from mingpian.render.template_code import escape, plain_call\n"
_marked = str.__new__  # of Markup: of what holds nothing but markup, it looks for no `__html__`
_PLAIN = frozenset((FunctionType, MethodType, BuiltinFunctionType, partial, LoopContext))


def escape(value: Any) -> str:
    """Return a value as text in which nothing is markup, unless it says that it is safe.

    Jinja2 marks each escaped value as safe, in case it is used again; in output nothing is.
    """
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    if kind is Markup:
        whole: str = value
        return whole
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return _escape_inner(str(value))


def plain_call(context: Context, called: Any, loop: Any = None, block: Any = None) -> Callable[..., Any]:
    """Return what a template calls, ready for its arguments. `loop` and `block` are the variables set in these, for
    functions that take the context (`jinja2.pass_context`)."""
    kind = type(called)
    if kind is Macro:
        return _plain_macro(called)
    if kind in _PLAIN and getattr(called, "jinja_pass_arg", None) is None:
        found: Callable[..., Any] = called
        return found
    return lambda *given, **named: context.call(called, *given, _loop_vars=loop, _block_vars=block, **named)


def _plain_macro(macro: Macro) -> Callable[..., Any]:
    """Return a macro as a function, kept with it; the macro itself where it takes more than arguments by place."""
    found: Callable[..., Any] | None = macro.__dict__.get("plain")
    if found is None:
        found = _without_names(macro) if macro._default_autoescape and not _takes_more(macro) else macro
        macro.__dict__["plain"] = found
    return found


def _takes_more(macro: Macro) -> bool:
    return macro.catch_kwargs or macro.catch_varargs or macro.caller or macro.explicit_caller


def _without_names(macro: Macro) -> Callable[..., Any]:
    function, count = macro._func, len(macro.arguments)
    left_out = tuple((missing,) * (count - given) for given in range(count + 1))  # the defaults are the function's
    names = tuple(macro.arguments[given:] for given in range(count + 1))
    allowed = tuple(map(frozenset, names))

    def call(*given: Any, **named: Any) -> Any:
        if len(given) > count or not named.keys() <= allowed[len(given)]:
            return macro(*given, **named)
        rest = [named.get(name, missing) for name in names[len(given)]] if named else left_out[len(given)]
        return _marked(Markup, function(*given, *rest))

    return call


class PlainTemplate(Template):
    """A template whose macros are made once for all that import them: here all have the same globals."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class PlainGenerator(CodeGenerator):
    """Writes a template's code."""

    _depth = 0  # of attributes of attributes: each has a variable of its own

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write `a.b`: Python's attribute if there is one, else what Jinja2 makes of it."""
        depth = self._depth
        self._depth += 1
        self.write(f"(_found{depth} if (_found{depth} := getattr((_of{depth} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(_of{depth}, {node.attr!r}))")
        self._depth = depth

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write a call."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        depth = self._depth
        self._depth += 1
        self.write("plain_call(context, ")
        self.visit(node.node, frame)
        if frame.loop_frame or frame.block_frame:
            variables = (frame.loop_frame and "_loop_vars", frame.block_frame and "_block_vars")
            self.write("".join(f", {name or None}" for name in variables))
        self.write(")(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")
        self._depth = depth

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Write what stands together, as one text."""
        if frame.buffer is not None or frame.require_output_check or len(node.nodes) < 2:
            super().visit_Output(node, frame)
            return
        finalize = self._make_finalize()
        self.writeline("yield ''.join((")
        self.indent()
        for child in node.nodes:
            self.newline(child)
            if isinstance(child, nodes.TemplateData):
                self.write(repr(child.data))
            else:
                self._output_child_pre(child, frame, finalize)
                self.visit(child, frame)
                self._output_child_post(child, frame, finalize)
            self.write(",")
        self.outdent()
        self.writeline("))")


class PlainEnvironment(Environment):
    """Compiles templates by `PlainGenerator`, with `escape` and `plain_call` from here."""

    code_generator_class = PlainGenerator
    template_class = PlainTemplate

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals themselves, which each page copies: Jinja2's chain of mappings is walked name by name."""
        return {**self.globals, **d} if d else self.globals

    def _generate(self, *arguments: Any, **named: Any) -> str:
        source = super()._generate(*arguments, **named)
        start = source.index(_IMPORT)
        end = source.index("\n", start) + 1
        return source[:end] + _OURS + source[end:]
