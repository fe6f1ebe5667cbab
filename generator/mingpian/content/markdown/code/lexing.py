"""Runs Pygments' regular-expression lexers faster, with the same tokens.

Pygments tries the rules of a state one after the other, each with a call of its own. Here the rules of a
state become one alternation, and the number of the last group says which rule matched. A rule stays alone
where an alternation could mean something else: with back references, named groups, flags of its own, or
verbose syntax. Lexers that bring their own loop run as they are.
"""

import functools
import re
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Whitespace, _TokenType

Token = tuple[_TokenType, str]
Match = Callable[[str, int], "re.Match[str] | None"]
Rule = tuple[Match, Any, Any]  # as Pygments has it: match, action, next state
Step = tuple[Match, "dict[int, Rule] | None", Rule]  # one match for many rules by group number, or for the one

_NOT_TO_JOIN = re.compile(r"\\[1-9]|\(\?P[<=]|\(\?\(|\(\?[aiLmsux-]+\)")


def tokens(lexer: Lexer, text: str) -> Iterable[Token]:
    """Return what `lexer.get_tokens_unprocessed(text)` yields, less the positions."""
    if type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed and "_tokens" not in vars(lexer):
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
                own, action, state = joined[match.lastindex or 0] if joined else rule
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
            found += [(kind, value) for _, kind, value in action(lexer, own(text, position))]
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
    rules: list[Rule] = definition._tokens[state]  # type: ignore[attr-defined]
    steps: list[Step] = []
    for flags, group in groupby(rules, key=_joinable):
        neighbours = list(group)
        joined = _joined(neighbours, flags) if flags is not None and len(neighbours) > 1 else None
        steps += [joined] if joined else [(rule[0], None, rule) for rule in neighbours]
    return tuple(steps)


def _pattern(rule: Rule) -> "re.Pattern[str]":
    pattern: re.Pattern[str] = rule[0].__self__  # type: ignore[attr-defined]
    return pattern


def _joinable(rule: Rule) -> int | None:
    """The flags of a rule that may be joined with others of equal flags, or None."""
    pattern = _pattern(rule)
    alone = pattern.flags & (re.VERBOSE | re.LOCALE | re.DEBUG) or _NOT_TO_JOIN.search(pattern.pattern)
    return None if alone else pattern.flags


def _joined(rules: list[Rule], flags: int) -> Step | None:
    """One alternation, with an empty group at the end of each rule: `lastindex` is the group of the rule."""
    numbers: dict[int, Rule] = {}
    count = 0
    for rule in rules:
        count += _pattern(rule).groups + 1
        numbers[count] = rule
    try:
        alternation = re.compile("|".join(f"(?:{_pattern(rule).pattern})()" for rule in rules), flags)
    except re.error:
        return None
    return alternation.match, numbers, rules[0]
