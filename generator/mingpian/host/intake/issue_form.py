"""The form where a site lies in a repository: an issue form for GitHub and for Gitee, and what checks an issue."""

import json
from typing import Any

from mingpian import Kind
from mingpian.host.intake.columns import columns_of
from mingpian.host.intake.words import form_words

_TYPES = {"prose": "textarea", "records": "textarea", "choice": "dropdown"}

WORKFLOW = """\
# Reads each card that is handed in as an issue, and says what would become of it. Nothing is published by it.
name: card
on:
  issues:
    types: [opened, edited]
permissions:
  contents: read
  issues: write
jobs:
  check:
    if: contains(github.event.issue.labels.*.name, 'card')
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install mingpian
      # What somebody wrote reaches the shell as a variable alone, never as part of a command.
      - run: |
          printf '%s' "$BODY" > "$RUNNER_TEMP/card.md"
          mingpian intake --dry-run --quiet "$RUNNER_TEMP/card.md" > "$RUNNER_TEMP/said.txt" 2>&1 || true
          head -c 6000 "$RUNNER_TEMP/said.txt" | tr -d '`' | sed 's/^/    /' > "$RUNNER_TEMP/reply.md"
          gh issue comment "$NUMBER" --body-file "$RUNNER_TEMP/reply.md"
        env:
          BODY: ${{ github.event.issue.body }}
          NUMBER: ${{ github.event.issue.number }}
          GH_TOKEN: ${{ github.token }}
          GH_REPO: ${{ github.repository }}
"""


def issue_form(kind: Kind, lang: str, site: str) -> str:
    """Return an issue form, as GitHub and Gitee read it (YAML; each value written as JSON, which YAML is)."""
    words = form_words(lang)
    title = words.page.get(f"title_{kind.name}") or words.page["title"]
    parts = [
        f"name: {_said(title)}",
        f"description: {_said(f'{title} · {site}' if site else title)}",
        f"title: {_said(title)}",
        'labels: ["card"]',
        "body:",
        _part({"type": "markdown", "attributes": {"value": words.page["body_hint"]}}),
    ]
    for column in columns_of(kind, lang):
        field = column.field
        kind_of_input = _TYPES.get(field.type, "input")
        attributes: dict[str, Any] = {"label": column.label}
        if field.hint:
            attributes["description"] = field.hint
        if kind_of_input == "dropdown":
            attributes["options"] = [label for _word, label in field.choices]
        part = {"type": kind_of_input, "id": "-".join(column.path).replace("_", "-"), "attributes": attributes}
        parts.append(_part({**part, "validations": {"required": field.required}} if field.required else part))
    return "\n".join(parts) + "\n"


def _part(part: dict[str, Any]) -> str:
    lines = [f"type: {_said(part['type'])}", *(f"{name}: {_said(part[name])}" for name in part if name != "type")]
    return "\n".join(f"  {'- ' if at == 0 else '  '}{line}" for at, line in enumerate(lines))


def _said(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
