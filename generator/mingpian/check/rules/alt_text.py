"""Pictures say what they show, for those who cannot see them (WCAG 2.2, success criterion 1.1.1)."""

from collections.abc import Iterator

from mingpian.check.rule import Rule, RuleCode, Subject, advice
from mingpian.core.codes import OwnCode
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _

MISSING_ALT = OwnCode("missing-alt")
HINT = _("say what the picture shows; a picture that adds nothing to the text is best left out")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Report pictures without alternative text, in fields and in bodies."""
    for entry in subject.model.site.entries.values():
        cover = entry.fields.cover  # a portrait is described by the member's name
        if cover.src and not cover.alt:
            message = _("the picture in `cover` has no alternative text")
            yield advice(
                entry, MISSING_ALT, message, _("write `cover: {src: …, alt: …}`: {hint}", hint=HINT), field="cover"
            )
        if not entry.pictures:
            continue
        silent = [ref.target for ref in subject.body(entry).refs if ref.kind == "image" and not ref.text.strip()]
        for target in dict.fromkeys(silent):
            message = _("the picture `{target}` has no alternative text", target=target)
            yield advice(
                entry,
                MISSING_ALT,
                message,
                _("write `![…]({target})`: {hint}", target=target, hint=HINT),
                needle=f"]({target}",
            )


CODES = {
    MISSING_ALT: RuleCode(
        en=(
            "A picture says nothing to those who cannot see it.",
            "Describe it: `![what it shows](picture.jpg)`, in front matter `{src: …, alt: …}`.",
        ),
        zh=(
            "图片没有替代文字，看不见的人不知道是什么。",
            "写上描述：`![画面内容](picture.jpg)`；开头的字段里写 `{src: …, alt: …}`。",
        ),
    ),
}

RULE = Rule("alt-text", find, CODES)
