"""The codes by which diagnostics are known: a closed list, for the type checker. What each means: schema/codes.toml.

Those of the rules of `mingpian check` are not here: a rule declares its own (`OwnCode`)."""

from typing import TYPE_CHECKING, Literal, NewType

Severity = Literal["error", "warning", "note"]

OwnCode = NewType("OwnCode", str)
"""A code of a rule or an extension: `OwnCode("no-result")`. What it means, the rule says (`RuleCode`)."""

if TYPE_CHECKING:
    Code = Literal[
        "address-taken",
        "alias-taken",
        "ambiguous-reference",
        "ambiguous-topic",
        "and-more",
        "bad-audience",
        "bad-component",
        "bad-csv",
        "bad-data",
        "bad-date",
        "bad-email",
        "bad-extension",
        "bad-file",
        "bad-font",
        "bad-formula",
        "bad-json",
        "bad-output",
        "bad-picture",
        "bad-recording",
        "bad-slug",
        "bad-template",
        "bad-theme",
        "bad-toml",
        "bad-url",
        "bad-value",
        "bad-yaml",
        "bidi-control",
        "broken-link",
        "broken-wikilink",
        "builder-died",
        "byte-order-mark",
        "carriage-returns",
        "contradictory-rights",
        "crossed-component",
        "cycle",
        "dangling-reference",
        "duplicate-data",
        "duplicate-field",
        "duplicate-footnote",
        "duplicate-id",
        "duplicate-match",
        "duplicate-slug",
        "empty-file",
        "ends-before-start",
        "file-refused",
        "font-licence",
        "internal-error",
        "large-file-pointer",
        "leak",
        "left-over",
        "look-alike-name",
        "lost-anchor",
        "markdown-engine-refused",
        "missing-field",
        "missing-file",
        "missing-footnote",
        "missing-picture",
        "missing-setting",
        "missing-words",
        "more-inside-block",
        "moved",
        "no-audience",
        "no-font",
        "no-history",
        "no-kind",
        "no-site",
        "not-a-mapping",
        "not-for-browsers",
        "not-installed",
        "not-ours",
        "not-rendered",
        "not-trusted",
        "not-utf-8",
        "not-written",
        "nothing-trusted",
        "nul",
        "only-at-root",
        "other-case",
        "other-code",
        "own-computer",
        "picture-elsewhere",
        "picture-scaled",
        "placeholder-address",
        "reader-died",
        "remote-load",
        "renderer-died",
        "same-part",
        "self-vouch",
        "svg-cleaned",
        "too-complex",
        "too-large",
        "too-long-name",
        "too-many",
        "too-much-markup",
        "too-short",
        "took-too-long",
        "took-too-much",
        "trust-unsaid",
        "unclosed-comment",
        "unclosed-component",
        "unclosed-front-matter",
        "unclosed-tag",
        "unconfirmed",
        "unknown-code-language",
        "unknown-component",
        "unknown-data",
        "unknown-entry",
        "unknown-field",
        "unknown-language",
        "unknown-markdown-extension",
        "unknown-setting",
        "unknown-theme",
        "unknown-topic",
        "unopened-component",
        "unreadable-file",
        "unused-footnote",
        "wrong-type",
        "yaml-slip",
        "yaml-tag",
    ]
    AnyCode = Code | OwnCode
else:
    AnyCode = Code = str  # what an earlier build or an extension said is read as it stands

_WARNINGS = """
alias-taken ambiguous-reference ambiguous-topic bad-component bad-date bad-email bad-file bad-formula bad-picture
bad-recording bad-slug bad-url bad-value bidi-control broken-link broken-wikilink contradictory-rights
crossed-component cycle dangling-reference duplicate-field duplicate-footnote duplicate-id duplicate-match empty-file
ends-before-start file-refused large-file-pointer left-over look-alike-name lost-anchor markdown-engine-refused
missing-field missing-file missing-footnote missing-picture missing-setting missing-words more-inside-block moved
no-audience no-font no-history no-kind not-for-browsers not-ours not-trusted nothing-trusted nul only-at-root
other-case own-computer picture-elsewhere remote-load same-part self-vouch too-long-name too-many too-much-markup
trust-unsaid
unclosed-comment unclosed-component unclosed-tag unconfirmed unknown-code-language unknown-component unknown-data
unknown-entry unknown-field unknown-language unknown-markdown-extension unknown-setting unknown-topic unopened-component
unused-footnote wrong-type yaml-slip yaml-tag
"""
_NOTES = "byte-order-mark carriage-returns picture-scaled svg-cleaned too-short"
_SEVERITIES: dict[str, Severity] = {
    **dict.fromkeys(_WARNINGS.split(), "warning"),
    **dict.fromkeys(_NOTES.split(), "note"),
}


def severity_of(code: str) -> Severity:
    """Return how grave a finding of this code is. An error is what cannot be published safely, or at all: it costs what
    it stands in. Everything else is a warning, and the rest of the entry is published. A code of an extension is an
    error, unless it says otherwise."""
    return _SEVERITIES.get(code, "error")
