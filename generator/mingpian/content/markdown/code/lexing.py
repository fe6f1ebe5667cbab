"""Runs Pygments' regular-expression lexers faster, with the same tokens.

Pygments compiles every rule of a lexer, and tries those of a state one after the other, each with a call of its own.
Here the rules of a state become one alternation when code comes to it, and the last group says which rule matched. A
rule stays alone where an alternation could mean something else: with back references, named groups, or flags in its
midst. Lexers that bring their own loop run as they are.
"""

import functools
import re
from collections.abc import Callable, Iterable
from itertools import groupby
from types import new_class
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Whitespace, _TokenType

from mingpian.core.patterns import compiled, lazy_pattern

Token = tuple[_TokenType, str]
Match = Callable[[str, int], "re.Match[str] | None"]
Rule = tuple["Expression", Any, Any]  # as Pygments has it: match, action, next state
Step = tuple[Match, "dict[str, Rule] | None", Rule]  # one match for many rules by the group at its end, or for the one

LONGEST = 1_000  # characters of a rule that is compiled with others, for each state; a longer one is compiled once
_NOT_TO_JOIN = lazy_pattern(r"\\[1-9]|\(\?P[<=]|\(\?\(|\(\?[aiLmsux]+\)")
_FLAGS_BEFORE = re.compile(r"\(\?([aimsux]+)\)")
_GROUP = lazy_pattern(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\((?!\?)", re.DOTALL)  # counted ones; not what looks so
_LETTERS = {"a": re.ASCII, "i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


class Expression:
    """The regular expression of a rule, compiled when it is tried alone: most are tried with others, many never are."""

    def __init__(self, written: Any, flags: int) -> None:
        self._written = written
        self._flags = flags

    def __call__(self, text: str, position: int = 0) -> "re.Match[str] | None":
        """Match at a position."""
        return self.match(text, position)

    @functools.cached_property
    def match(self) -> Match:
        """Its compiled form."""
        return compiled(self.written, self._flags).match

    @functools.cached_property
    def written(self) -> str:
        """What it is compiled from; lists of words are written out now."""
        return str(self._written.get() if hasattr(self._written, "get") else self._written)

    @functools.cached_property
    def joinable(self) -> str | None:
        """The expression as it may stand within another one, with its flags; None where it may not."""
        before = _FLAGS_BEFORE.match(self.written)
        bare = self.written[before.end() :] if before else self.written
        if len(bare) > LONGEST or _NOT_TO_JOIN.search(bare):
            return None
        stated = before[1] if before else ""
        letters = "".join(letter for letter, flag in _LETTERS.items() if letter in stated or self._flags & flag)
        if "x" in letters:  # a comment may hold what looks like a group, and ends with its line
            return f"(?{letters}:{bare}\n)"
        return f"(?{letters}:{_GROUP.sub(_uncounted, bare)})"


@functools.cache
def quick(definition: type[Lexer]) -> type[Lexer]:
    """Return a lexer's class as it is run here: with expressions that are compiled when they are used."""
    if definition.get_tokens_unprocessed is not RegexLexer.get_tokens_unprocessed:
        return definition
    if getattr(definition, "token_variants", False):
        return definition
    made = staticmethod(lambda written, flags, _state: Expression(written, flags))
    return new_class(definition.__name__, (definition,), {}, lambda names: names.update(_process_regex=made))


def tokens(lexer: Lexer, text: str) -> Iterable[Token]:
    """Return what `lexer.get_tokens_unprocessed(text)` yields, less the positions."""
    if "_process_regex" in vars(type(lexer)):
        return _run(lexer, text)
    return ((kind, value) for _, kind, value in lexer.get_tokens_unprocessed(text))


def _run(lexer: Lexer, text: str) -> list[Token]:
    definition = type(lexer)
    stack = ["root"]
    steps = _steps(definition, "root")
    found: list[Token] = []
    add = found.append
    position = 0
    while True:
        for match_at, joined, rule in steps:
            match = match_at(text, position)
            if match is not None:
                own, action, state = joined[match.lastgroup or ""] if joined else rule
                break
        else:
            if position >= len(text):
                return found
            if text[position] == "\n":
                stack = ["root"]
                steps = _steps(definition, "root")
                add((Whitespace, "\n"))
            else:
                add((Error, text[position]))
            position += 1
            continue
        if type(action) is _TokenType:
            add((action, match[0]))
        elif action is not None:
            # The action counts groups from the first of its own rule.
            found += [(kind, value) for _, kind, value in action(lexer, own.match(text, position))]
        position = match.end()
        if state is not None:
            _move(stack, state)
            steps = _steps(definition, stack[-1])


def _move(stack: list[str], state: Any) -> None:
    """Change the stack of states as Pygments does; the bottom one always stays."""
    if isinstance(state, tuple):
        for name in state:
            if name != "#pop":
                stack.append(stack[-1] if name == "#push" else name)
            elif len(stack) > 1:
                stack.pop()
    elif isinstance(state, int):
        del stack[1 if abs(state) >= len(stack) else state :]
    else:
        stack.append(stack[-1])


@functools.cache
def _steps(definition: type[Lexer], state: str) -> tuple[Step, ...]:
    """What is tried in a state, in order: neighbouring rules that may stand in one alternation are joined."""
    steps: list[Step] = []
    for may_join, group in groupby(map(_expressed, definition._tokens[state]), key=_may_join):  # type: ignore[attr-defined]
        neighbours = list(group)
        joined = _joined(neighbours) if may_join and len(neighbours) > 1 else None
        steps += [joined] if joined else [(rule[0].match, None, rule) for rule in neighbours]
    return tuple(steps)


def _expressed(rule: tuple[Any, Any, Any]) -> Rule:
    """Return a rule with its expression. Those that only lead to another state come compiled."""
    match, action, state = rule
    return (match if isinstance(match, Expression) else Expression(match.__self__.pattern, 0)), action, state


def _may_join(rule: Rule) -> bool:
    return rule[0].joinable is not None


def _joined(rules: list[Rule]) -> Step | None:
    """One alternation, with an empty group at the end of each rule, whose name tells which one it is. No other group is
    counted, since every match has room for all; neighbours that do the same share theirs."""
    named: dict[str, Rule] = {}
    pieces: list[str] = []
    for rule in rules:
        if pieces and type(rule[1]) is _TokenType and rule[1:] == named[f"_{len(named)}"][1:]:
            pieces[-1] += f"|{rule[0].joinable}"
        else:
            named[f"_{len(named) + 1}"] = rule
            pieces.append(str(rule[0].joinable))
    marked = (f"(?:{piece})(?P<{name}>)" for name, piece in zip(named, pieces, strict=True))
    try:
        alternation = compiled("|".join(marked))
    except re.error:
        return None
    return alternation.match, named, rules[0]


def _uncounted(found: "re.Match[str]") -> str:
    return found[1] or "(?:"
