"""What goes wrong in the colouring of code."""

from mingpian.core.errors import MingpianError


class UnknownLanguageError(MingpianError):
    """No lexer has that name; `nearest` lists names that have one."""

    def __init__(self, name: str, nearest: list[str]) -> None:
        super().__init__(name)
        self.nearest = nearest
