"""`@query`: makes a function of the site a question that rendering may ask, and whose answers are recorded.

The function is the only declaration: its name is the question's, its parameters after the model are the question's
arguments, its return type is what recorded answers are decoded as. Arguments are text, so that a question can be
written down with the digest of its answer and asked again of the next site.
"""

import inspect
from collections.abc import Callable
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar, get_type_hints, overload

from mingpian.core.trace import Recorder
from mingpian.site.model import SiteModel

P = ParamSpec("P")
T = TypeVar("T")


class Asking(Protocol):
    """Who asks, and has it recorded."""

    recorder: Recorder


class Query(Generic[P, T]):
    """A question. Called with a model it answers; as an attribute of `Queries` it is asked, and recorded."""

    def __init__(self, function: Callable[Concatenate[SiteModel, P], T]) -> None:
        self.function = function
        self.name = function.__name__
        self.__doc__ = function.__doc__

    def __call__(self, model: SiteModel, *args: P.args, **kwargs: P.kwargs) -> T:
        """Answer the question. Raises LookupError when a name in it means nothing on this site."""
        return self.function(model, *args, **kwargs)

    @overload
    def __get__(self, queries: None, owner: type) -> "Query[P, T]": ...

    @overload
    def __get__(self, queries: Asking, owner: type) -> Callable[P, T]: ...

    def __get__(self, queries: Asking | None, owner: type) -> "Query[P, T] | Callable[P, T]":
        """Return what asks the question. `queries` keeps it, so that only the first time costs anything."""
        if queries is None:
            return self
        name, record = (self.name,), queries.recorder.ask

        def ask(*arguments: Any, **named: Any) -> Any:
            return record(name + (self._in_order(*arguments, **named) if named else arguments))

        setattr(queries, self.name, ask)
        return ask

    @property
    def answer_type(self) -> Any:
        """The type of its answers; None is the answer where a name in the question means nothing any more."""
        return get_type_hints(self.function)["return"] | None

    def _in_order(self, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
        return inspect.signature(self.function).bind(None, *args, **kwargs).args[1:]


def query(function: Callable[Concatenate[SiteModel, P], T]) -> Query[P, T]:
    """Declare a function of the model as a question. It is asked as soon as `Queries` lists it."""
    return Query(function)
