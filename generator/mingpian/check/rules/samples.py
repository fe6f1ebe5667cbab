"""What came with `mingpian init` is somebody's own before it is public."""

from collections.abc import Iterator

from mingpian.check.rule import Rule, RuleCode, Subject, advice
from mingpian.core.codes import OwnCode
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _
from mingpian.site.site import Site
from mingpian.site.unfinished import samples

SAMPLE = OwnCode("sample")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Report every sample that would be published."""
    return unfinished_samples(subject.model.site)


def unfinished_samples(site: Site) -> Iterator[Diagnostic]:
    """Yield a finding for every entry that came with `mingpian init`, and is nobody's own yet."""
    message, hint = _("this is a sample"), _("make it yours and delete `sample: true`; or delete the file")
    yield from (advice(entry, SAMPLE, message, hint, field="sample") for entry in samples(site))


CODES = {
    SAMPLE: RuleCode(
        severity="error",
        en=(
            "An entry came with `mingpian init` and still says so; `deploy` puts nothing online while there is one.",
            "Write what is true of you and delete `sample: true`; or delete the file.",
        ),
        zh=(
            "条目是 `mingpian init` 带来的样例，还没有改成自己的；有样例在，`deploy` 什么都不会发布。",
            "改成自己的内容，删掉 `sample: true`；或者删掉这个文件。",
        ),
    ),
}

RULE = Rule("samples", find, CODES)
