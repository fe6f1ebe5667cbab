"""A member accepts a word about them, or a testimonial of theirs: the host writes it into the member's file."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mingpian import AddItem, SetField, SiteModel, Work, makers, slug_in, split_names
from mingpian.host.pledges import OneSided, one_sided
from mingpian.host.written import DecisionError, entry_written, write_entry
from mingpian.i18n import _


def accept(root: Path, model: SiteModel, member: str, what: str) -> str:
    """Write that a member (an id) accepts what another member, or a work, says; return the path of the file.

    Raises DecisionError, FileChangedError and OSError.
    """
    work = what if _is_work(model, what) else ""
    _check(model, member, what, work)
    field = "testimonials" if work else "vouches"
    return write_entry(root, entry_written(model.site, member), lambda data: _accepting(data, field, slug_in(what)))


def _is_work(model: SiteModel, id: str) -> bool:
    entry = model.site.best(id, model.site.config.default_lang)
    return entry is not None and isinstance(entry.fields, Work)


def _check(model: SiteModel, member: str, what: str, work: str) -> None:
    fields = entry_written(model.site, member).fields
    if what in (fields.accepts.testimonials if work else fields.accepts.vouches):
        raise DecisionError(_("{member} has accepted it already", member=slug_in(member)))
    if work:
        entry = entry_written(model.site, work)
        if not entry.fields.testimonial.text:
            raise DecisionError(_("`{work}` has no testimonial", work=slug_in(work)))
        if member != entry.fields.testimonial.by and member not in makers(model.site, entry):
            raise DecisionError(
                _("the testimonial of `{work}` is not by {member}", work=slug_in(work), member=slug_in(member))
            )
    elif member not in [vouch.member for vouch in entry_written(model.site, what).fields.vouches]:
        names = {"voucher": slug_in(what), "member": slug_in(member)}
        raise DecisionError(_("{voucher} has not vouched for {member}: no `vouches` in their file says so", **names))


def _accepting(data: dict[str, Any], field: str, slug: str) -> Iterator[SetField | AddItem]:
    """Yield what adds a name to `accepts`, in whichever of its forms that stands."""
    there = data.get("accepts")
    if not isinstance(there, dict):
        vouches = split_names(there) if isinstance(there, str) else [*(there or ())]
        if field != "vouches":
            given = {"vouches": vouches} if vouches else {}
            yield SetField(("accepts",), {**given, field: [slug]})
        elif there:
            yield SetField(("accepts",), [*vouches, slug])
        else:
            yield SetField(("accepts", "vouches"), [slug])
        return
    stated = there.get(field)
    if isinstance(stated, str) and len(split_names(stated)) > 1:
        yield SetField(("accepts", field), split_names(stated))
    yield AddItem(("accepts", field), slug)


def waiting(model: SiteModel) -> Sequence[OneSided]:
    """Return what one side alone stands by, first what can be accepted."""
    return sorted(one_sided(model.site), key=lambda one: one.missing == "giver" and one.kind == "vouch")
