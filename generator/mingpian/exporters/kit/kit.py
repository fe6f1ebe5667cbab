"""The files of a media kit, and the zip with all of them."""

import io
import zipfile
from collections.abc import Mapping

from mingpian import AnyEntry, RenderContext, SiteModel, slugify
from mingpian.exporters.kit.facts import kit_facts
from mingpian.exporters.kit.pages import FOLDER, biography_text, kit_page, vita_page
from mingpian.exporters.kit.portraits import Portraits, portraits_of
from mingpian.exporters.kit.resume import public_resume
from mingpian.i18n import AnyText, _

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can state: no clock is in the file


def kit_files(
    context: RenderContext, model: SiteModel, entry: AnyEntry
) -> tuple[dict[str, bytes], tuple[AnyText, ...]]:
    """Return the files of a member's kit by name, and what to see to by hand."""
    problems: list[AnyText] = []
    try:
        portraits = portraits_of(context, entry, model.site.pictures)
    except (OSError, ValueError) as error:
        portraits = Portraits()
        problems.append(_("the portrait cannot be read: {error}", error=error))
    kit = kit_facts(context, model, entry)
    if not portraits.crops:
        problems.append(_("there is no portrait; state `photo`, as JPEG, PNG or WebP"))
    elif min(one.width for one in portraits.crops) < 1000:
        problems.append(_("the portrait is small for print; 1600 pixels and more are good"))
    if portraits.crops and not portraits.credit:
        problems.append(_("nobody is named with the portrait; state `credit` of the photo"))
    files = {
        "kit.html": kit_page(kit, portraits),
        "cv.html": vita_page(kit),
        "biography.txt": biography_text(kit, portraits),
        "resume.json": public_resume(kit),
        **{f"{FOLDER}/{one.name}": one.data for one in portraits.crops},
    }
    name = f"kit-{slugify(entry.slug.rpartition('/')[2])}"
    return {**files, f"{name}.zip": zipped(name, files)}, tuple(problems)


def zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files in a folder, the same for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(f"{folder}/{name}", _FIRST_DAY)
            info.external_attr = 0o644 << 16
            kind = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, kind)
    return out.getvalue()
