"""Code blocks of 400 to 600 bytes in six languages; nearly no two of them are alike."""

from collections.abc import Callable
from random import Random

from benchmarks.words import words

_VERBS = words("load parse merge rank clean match fetch group index score split render trim sort")
_NOUNS = words("card offer member essay event price vouch circle topic reader draft invoice ticket page")
_FIELDS = words("title city since price seats tags name topic amount owner status weight lang score")


def _name(rng: Random) -> str:
    return f"{rng.choice(_VERBS)}_{rng.choice(_NOUNS)}"


def _number(rng: Random) -> int:
    return int(rng.random() * 9000) + 10


def _python(rng: Random) -> str:
    noun, field, other = rng.choice(_NOUNS), rng.choice(_FIELDS), rng.choice(_FIELDS)
    name = _name(rng)
    return f'''\
from dataclasses import dataclass


@dataclass(frozen=True)
class {noun.title()}{_number(rng)}:
    """What {name} returns."""

    {field}: str
    {other}_limit: int = {_number(rng)}


def {name}(rows: list[dict[str, str]], limit: int = {_number(rng)}) -> list[str]:
    # Empty rows come from the old export.
    found = [row["{field}"] for row in rows if row.get("{other}")]
    if len(found) > limit:
        raise ValueError(f"{{len(found)}} are more than {{limit}}")
    return sorted(set(found), key=str.casefold)[:{_number(rng)}]
'''


def _javascript(rng: Random) -> str:
    name, noun, field = _name(rng), rng.choice(_NOUNS), rng.choice(_FIELDS)
    return f"""\
import {{ {name} }} from "./{noun}-{_number(rng)}.js";

const LIMIT = {_number(rng)};

// Newest first; ties keep the order of the file.
export async function {noun}List(url, {{ {field} = "all" }} = {{}}) {{
  const response = await fetch(`${{url}}?{field}=${{encodeURIComponent({field})}}`);
  if (!response.ok) {{
    throw new Error(`{noun}: ${{response.status}} after {_number(rng)} ms`);
  }}
  const rows = await response.json();
  return rows.filter((row) => row.{field} !== null).map({name}).slice(0, LIMIT);
}}
"""


def _toml(rng: Random) -> str:
    tables = "\n".join(
        f'[{rng.choice(_NOUNS)}.n{_number(rng)}]\n{rng.choice(_FIELDS)} = "{_name(rng)}"\n'
        f"limit = {_number(rng)}\nenabled = {rng.choice(('true', 'false'))}\n"
        f"since = 20{rng.randrange(10, 26)}-0{rng.randrange(1, 10)}-11\n"
        f'order = ["{rng.choice(_FIELDS)}", "{rng.choice(_FIELDS)}"]\n'
        for _ in range(4)
    )
    return f"# Limits of the {rng.choice(_NOUNS)} desk\n\n{tables}"


def _go(rng: Random) -> str:
    noun, field, name = rng.choice(_NOUNS), rng.choice(_FIELDS), _name(rng)
    return f"""\
package {noun}

import "fmt"

// Max{noun.title()} is what one desk can handle.
const Max{noun.title()} = {_number(rng)}

type {noun.title()}{_number(rng)} struct {{
	{field.title()} string
	Seats int
}}

func {name.title().replace("_", "")}(rows []string) (map[string]int, error) {{
	seen := make(map[string]int, {_number(rng)})
	for i, row := range rows {{
		if row == "" {{
			return nil, fmt.Errorf("{noun} %d: empty {field}", i)
		}}
		seen[row] += {_number(rng)}
	}}
	return seen, nil
}}
"""


def _bash(rng: Random) -> str:
    noun, name, field = rng.choice(_NOUNS), _name(rng), rng.choice(_FIELDS)
    return f"""\
#!/usr/bin/env bash
set -euo pipefail

readonly LIMIT={_number(rng)}
target="${{1:-{noun}-{_number(rng)}}}"

{name}() {{
  local file count=0
  for file in "$target"/*.md; do
    if grep -q '^{field}:' "$file"; then
      count=$((count + 1))
      printf '%s\\t%d\\n' "$(basename "$file" .md)" "$count" >> {noun}.tsv
    fi
  done
  echo "$count of $LIMIT {noun}s have a {field}" >&2
}}

mkdir -p "$target" && {name} | sort -u | head -n {_number(rng)}
"""


def _html(rng: Random) -> str:
    noun, name, field = rng.choice(_NOUNS), _name(rng), rng.choice(_FIELDS)
    return f"""\
<section class="{noun}-list" id="{name}-{_number(rng)}" data-limit="{_number(rng)}">
  <h2>{noun.title()}s by {field}</h2>
  <!-- one item each -->
  <ul>
    <li><a href="/{noun}/{_number(rng)}/">{name.replace("_", " ")}</a></li>
    <li><a href="/{noun}/{_number(rng)}/" rel="next">{_name(rng).replace("_", " ")}</a></li>
  </ul>
  <form action="/{noun}" method="get">
    <label>{field.title()} <input name="{field}" value="{_number(rng)}" required></label>
    <button type="submit">{name.split("_", maxsplit=1)[0].title()}</button>
  </form>
</section>
"""


_WRITERS: tuple[tuple[str, Callable[[Random], str]], ...] = (
    ("python", _python),
    ("js", _javascript),
    ("toml", _toml),
    ("go", _go),
    ("bash", _bash),
    ("html", _html),
)


def snippet(rng: Random) -> tuple[str, str]:
    """The language of a code block and its text, which ends with a line feed."""
    lang, write = rng.choice(_WRITERS)
    return lang, write(rng)
